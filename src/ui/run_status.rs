//! How a run stands, as a badge.

use leptos::prelude::*;

use crate::mlflow::RunStatus;
use crate::ui::kit::{RunState, StatusBadge};

/// The badge of a run's status: icon, word and colour.
#[component]
pub fn RunStatusIcon(
    /// The status.
    status: RunStatus,
) -> impl IntoView {
    let state = match status {
        RunStatus::Running => RunState::Running,
        RunStatus::Scheduled => RunState::Scheduled,
        RunStatus::Finished => RunState::Finished,
        RunStatus::Failed => RunState::Failed,
        RunStatus::Killed => RunState::Killed,
        RunStatus::Unknown(_) => RunState::Unknown,
    };
    view! { <StatusBadge state bare=true /> }
}
