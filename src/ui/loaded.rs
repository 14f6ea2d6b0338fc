//! Shows a query: the one place that says what loading, empty and failed look like.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::ApiError;
use crate::query::Remote;
use crate::ui::kit::{Banner, BannerTone, Button, ButtonSize, Failed, Loading, Skeleton};
use crate::ui::query::Query;

/// What stands in the place of a query, apart from the answer itself.
#[derive(Clone, PartialEq)]
enum Stage {
    Nothing,
    Waiting,
    Failed(ApiError),
    Answered,
}

impl Stage {
    fn of<T>(remote: &Remote<T>) -> Self {
        match remote {
            Remote::Idle => Self::Nothing,
            Remote::Loading { stale: None } => Self::Waiting,
            Remote::Failed { error, stale: None } => Self::Failed(error.clone()),
            Remote::Loading { .. } | Remote::Ready(_) | Remote::Failed { .. } => Self::Answered,
        }
    }
}

/// The answer to a query, or its skeleton, or why there is none and a button to try again.
///
/// `children` is built once and follows the answers by its signal. While a newer answer is under way the older one
/// stays, marked busy; when that fails, a banner says so above it.
#[component]
pub fn Loaded<T, V>(
    /// The query to show.
    query: Query<T>,
    /// What the answer will look like, roughly.
    skeleton: Skeleton,
    /// What is loading, for screen readers: "Loading runs".
    #[prop(into)]
    label: String,
    /// Shows the answer.
    children: impl Fn(Signal<Arc<T>>) -> V + Send + Sync + 'static,
) -> impl IntoView
where
    T: Send + Sync + 'static,
    V: IntoView + 'static,
{
    let remote = query.remote();
    let stage = Memo::new(move |_| remote.with(Stage::of));
    let trouble = Memo::new(move |_| {
        remote.with(|remote| match remote {
            Remote::Failed {
                error,
                stale: Some(_),
            } => Some(error.headline()),
            _ => None,
        })
    });
    let is_busy = move || remote.with(|remote| remote.is_loading() && remote.value().is_some());
    let body = move || match stage.get() {
        Stage::Nothing => ().into_any(),
        Stage::Waiting => view! { <Loading skeleton=skeleton label=label.clone() /> }.into_any(),
        Stage::Failed(error) => view! { <ErrorNotice error on_retry=move || query.refetch() /> }.into_any(),
        Stage::Answered => match query.remote().with_untracked(|remote| remote.value().cloned()) {
            Some(first) => {
                // Keeps the last answer, so that what follows it never sees none.
                let answer = Memo::new_with_compare(
                    move |last: Option<&Arc<T>>| {
                        let newest = remote.with(|remote| remote.value().cloned());
                        newest
                            .or_else(|| last.cloned())
                            .unwrap_or_else(|| Arc::clone(&first))
                    },
                    |old, new| match (old, new) {
                        (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
                        _ => true,
                    },
                );
                children(answer.into()).into_any()
            }
            None => ().into_any(),
        },
    };
    view! {
        <div class="loaded" class:loaded--busy=is_busy aria-busy=move || is_busy().to_string()>
            {move || trouble.get().map(|headline| view! {
                <Banner tone=BannerTone::Warning text=format!("{headline} This is the last answer before it.")>
                    <Button size=ButtonSize::Small on_click=move || query.refetch()>"Try again"</Button>
                </Banner>
            })}
            {body}
        </div>
    }
}

/// An API error as a notice: what failed, what to do, and the server's own words.
#[component]
pub fn ErrorNotice(
    /// What failed.
    error: ApiError,
    /// Tries again.
    #[prop(into)]
    on_retry: Callback<()>,
) -> impl IntoView {
    view! {
        <div data-testid="failed">
            <Failed headline=error.headline() advice=error.advice().unwrap_or_default() on_retry />
        </div>
    }
}
