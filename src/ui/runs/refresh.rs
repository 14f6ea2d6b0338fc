//! Keeping up with the server: what is new, and what is still running, is asked for again and again; nothing else is.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::incoming::whole_page;
use super::loading::Phase;
use crate::format::plural;
use crate::mlflow::{ApiError, RunId, ViewType, runs};
use crate::runs::{Attribute, PageDecoder};
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Icon, IconButton};
use crate::ui::runs::model::RunsModel;
use crate::web::event::Listener;
use crate::web::{clock, page, storage, timer, turn};

/// The time between two looks at the server, in milliseconds; it doubles with each that fails.
const EVERY_MILLIS: u32 = 10_000;
const AT_MOST_MILLIS: u32 = 320_000;
/// How far the clocks of those who log may be behind this one's: runs that began so long before the last look are asked
/// for once more.
const SKEW_MILLIS: i64 = 600_000;
/// Runs that are asked for at once: few enough to be read between two frames.
const NEW_AT_ONCE: u32 = 50;
/// Running runs that are followed, the latest first: those of killed processes say that they run for ever.
const MOST_FOLLOWED: usize = 200;
/// Where the person's choice is remembered.
const CHOICE: &str = "sporeprint.live";

/// What came of the last look.
#[derive(Clone, PartialEq, Debug)]
enum Outcome {
    /// None has been taken yet.
    None,
    /// So many runs were new, and so many had changed.
    Seen {
        /// Runs that were not there before.
        new: usize,
        /// Runs that were followed.
        followed: usize,
    },
    /// The server did not answer; the next look is so many milliseconds away.
    Failed(ApiError, u32),
}

/// A switch for following the server, what came of it, and a button that loads everything anew.
#[component]
pub fn Live(model: RunsModel) -> impl IntoView {
    let is_on = RwSignal::new(storage::get(CHOICE).as_deref() != Some("off"));
    let outcome = RwSignal::new(Outcome::None);
    let is_looking = RwSignal::new(false);
    let sight = RwSignal::new(!page::is_hidden());
    let listener = Listener::on_window("visibilitychange", move |_| {
        _ = sight.try_set(!page::is_hidden());
    });
    let listener = StoredValue::new_local(listener);
    on_cleanup(move || listener.dispose());
    // The task of the state before is dropped; one that begins because the page came into sight looks at once.
    Effect::new(move |before: Option<()>| {
        if !is_on.get() || !sight.get() {
            return;
        }
        let is_back = before.is_some();
        spawn_local_scoped_with_cancellation(async move {
            let mut wait = if is_back { 0 } else { EVERY_MILLIS };
            loop {
                timer::pause(wait).await;
                let is_settled = model.loading.phase().with_untracked(|phase| {
                    matches!(phase, Phase::Complete | Phase::AtLimit | Phase::Paused)
                });
                if !is_settled {
                    wait = EVERY_MILLIS;
                    continue;
                }
                is_looking.set(true);
                let seen = look(model).await;
                is_looking.set(false);
                wait = match &seen {
                    Ok(_) => EVERY_MILLIS,
                    Err(_) => (wait.max(EVERY_MILLIS) * 2).min(AT_MOST_MILLIS),
                };
                outcome.set(match seen {
                    Ok((new, followed)) => Outcome::Seen { new, followed },
                    Err(error) => Outcome::Failed(error, wait),
                });
            }
        });
    });
    let toggle = move || {
        is_on.update(|is_on| *is_on = !*is_on);
        storage::set(CHOICE, if is_on.get_untracked() { "on" } else { "off" });
    };
    let said = move || match outcome.get() {
        _ if !is_on.get() => None,
        Outcome::None | Outcome::Seen { new: 0, .. } => None,
        Outcome::Seen { new, .. } => Some(plural(new, "new run")),
        Outcome::Failed(error, wait) => {
            Some(format!("{} Asking again in {} s.", error.headline(), wait / 1000))
        }
    };
    let title = move || match (is_on.get(), outcome.get()) {
        (false, _) => "New runs do not come in by themselves".to_owned(),
        (true, Outcome::Seen { followed, .. }) if followed > 0 => {
            format!(
                "New runs come in by themselves; {} followed",
                plural(followed, "running run")
            )
        }
        (true, _) => "New runs come in by themselves".to_owned(),
    };
    let state = move || match (is_on.get(), outcome.get(), is_looking.get()) {
        (false, ..) => "off",
        (true, Outcome::Failed(..), _) => "failed",
        (true, _, true) => "looking",
        (true, _, false) => "on",
    };
    view! {
        <span class="runs-live" data-testid="live" data-state=state title=title>
            <span class="runs-live__said" role="status">{said}</span>
            <span class="runs-live__dot" aria-hidden="true"></span>
            <Button
                size=ButtonSize::Small
                variant=ButtonVariant::Quiet
                attr:aria-pressed=move || is_on.get().to_string()
                on_click=toggle
            >
                "Live"
            </Button>
            <IconButton
                icon=Icon::Refresh
                label="Load all runs again"
                size=ButtonSize::Small
                on_click=move || model.loading.reload()
            />
        </span>
    }
}

/// Asks for what is new and for what is still running. Gives how many runs were new and how many were followed.
async fn look(model: RunsModel) -> Result<(usize, usize), ApiError> {
    let loading = model.loading;
    let batch = loading.batch();
    let began = clock::now_millis();
    let (newest, followed) = {
        let set = batch.set.borrow();
        let mut started: Vec<(i64, u32)> = set
            .rows()
            .iter()
            .filter(|row| !set.is_context(**row))
            .filter_map(|row| Some((set.millis(*row, Attribute::Started)?, *row)))
            .collect();
        started.sort_unstable_by(|a, b| b.cmp(a));
        let newest = started.first().map(|(millis, _)| *millis);
        let followed = started
            .into_iter()
            .filter(|(_, row)| set.attribute(*row, Attribute::Status) == Some("RUNNING"))
            .map(|(_, row)| set.run_id(row))
            .take(MOST_FOLLOWED)
            .collect::<Vec<RunId>>();
        (newest, followed)
    };
    // Of runs in the server's own order, the newest is here: what it begins before are no new runs, however they are
    // dated. Of others, or of dates to come, the time of the last look says what is new.
    let looked = batch.looked_millis.get() - SKEW_MILLIS;
    let is_newest_here = batch.asked.order_by.is_empty();
    let since = newest
        .filter(|_| is_newest_here)
        .map_or(looked, |newest| newest.min(looked));
    let before = batch.len();
    // What was deleted meanwhile may have started whenever: deleted runs come with a new load only.
    if batch.asked.view == ViewType::ActiveOnly {
        let mut pages = Vec::new();
        let mut token = None;
        loop {
            let search = batch.asked.page_since(since, NEW_AT_ONCE, token);
            let page = whole_page(&runs::search(&search).request).await?;
            token = page.next_page_token().map(str::to_owned);
            pages.push(page);
            if token.is_none() {
                break;
            }
        }
        // The newest come first, and each page goes in front of those that are here: so the last page first.
        for mut page in pages.into_iter().rev() {
            let read = {
                let mut set = batch.set.borrow_mut();
                if is_newest_here {
                    set.begin_front();
                }
                let read = page.decode_some(&mut set, &mut || false);
                set.end_front();
                read
            };
            read?;
            turn::give_way().await;
        }
    }
    let new = batch.len().saturating_sub(before);
    {
        let state = model.state();
        let mut histories = state.histories.borrow_mut();
        for run in &followed {
            histories.outdate(run.as_str());
        }
    }
    for some in followed.chunks(NEW_AT_ONCE as usize) {
        let search = batch.asked.single_runs(some, ViewType::All);
        let mut page = whole_page(&runs::search(&search).request).await?;
        take_in(&batch, &mut page)?;
    }
    batch.looked_millis.set(began);
    loading.touch();
    Ok((new, followed.len()))
}

/// Reads runs that are here already; those that were deleted meanwhile go.
fn take_in(batch: &super::batch::Batch, page: &mut PageDecoder) -> Result<(), ApiError> {
    let mut set = batch.set.borrow_mut();
    page.decode_some(&mut set, &mut || false)?;
    if batch.asked.view == ViewType::ActiveOnly {
        let deleted: Vec<RunId> = set
            .rows()
            .iter()
            .filter(|row| set.is_deleted(**row) && !set.is_context(**row))
            .map(|row| set.run_id(*row))
            .collect();
        if !deleted.is_empty() {
            set.remove(&deleted);
        }
    }
    Ok(())
}
