//! Shows a query: the one place that says what loading, empty and failed look like.

use std::sync::Arc;

use leptos::prelude::*;

use crate::mlflow::ApiError;
use crate::query::Remote;
use crate::ui::kit::{Banner, BannerTone, Button, ButtonSize, Failed, Loading, Skeleton};
use crate::ui::query::{AnyQuery, Query};

/// What stands in the place of a query, apart from the answer itself.
#[derive(Clone, PartialEq)]
enum Stage {
    Nothing,
    Waiting,
    Failed(ApiError),
    Answered,
}

impl Stage {
    fn of<T: ?Sized>(remote: &Remote<T>) -> Self {
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
    let answered = move || match untrack(|| query.value()) {
        Some(first) => children(answer_of(query, first)).into_any(),
        None => ().into_any(),
    };
    // Everything that does not depend on what the answer is: compiled once.
    staged(query.erased(), skeleton, label, Box::new(answered))
}

/// The newest answer; the last one while there is none, so that what follows it never sees none.
fn answer_of<T: Send + Sync + 'static>(query: Query<T>, first: Arc<T>) -> Signal<Arc<T>> {
    let newest = move |last: Option<&Arc<T>>| {
        query
            .value()
            .or_else(|| last.cloned())
            .unwrap_or_else(|| Arc::clone(&first))
    };
    let has_changed = |old: Option<&Arc<T>>, new: Option<&Arc<T>>| match (old, new) {
        (Some(old), Some(new)) => !Arc::ptr_eq(old, new),
        _ => true,
    };
    Memo::new_with_compare(newest, has_changed).into()
}

fn staged(
    query: AnyQuery,
    skeleton: Skeleton,
    label: String,
    answered: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let remote = query.remote;
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
    let is_busy = Memo::new(move |_| remote.with(|remote| remote.is_loading() && remote.value().is_some()));
    let body = move || match stage.get() {
        Stage::Nothing => ().into_any(),
        Stage::Waiting => view! { <Loading skeleton=skeleton label=label.clone() /> }.into_any(),
        Stage::Failed(error) => view! { <ErrorNotice error on_retry=move || query.refetch() /> }.into_any(),
        Stage::Answered => answered(),
    };
    let banner = move |headline: String| {
        view! {
            <Banner tone=BannerTone::Warning text=format!("{}. What stands below is the answer before.", headline.trim_end_matches('.'))>
                <Button size=ButtonSize::Small on_click=move || query.refetch()>"Try again"</Button>
            </Banner>
        }
    };
    view! {
        <div class="loaded" class:loaded--busy=move || is_busy.get() aria-busy=move || is_busy.get().to_string()>
            {move || trouble.get().map(banner)}
            {body}
        </div>
    }
    .into_any()
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
