//! Links to a table as it is, and links that name a view.

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::packing::opened;
use super::store::Store;
use crate::mlflow::ExperimentId;
use crate::route::{Route, RunsQuery};
use crate::runs::view::{OpenedView, ViewProblem, applied};
use crate::ui::router::Router;
use crate::web::address;

/// Links longer than this are cut off by some mail and chat programs, in characters.
pub(super) const LONG_LINK: usize = 2_000;

/// The whole address of the table as it is.
pub(super) fn plain_link(router: Router) -> String {
    address::absolute(&router.route().get_untracked().to_hash())
}

/// The whole address of a view.
pub(super) fn view_link(experiment: &ExperimentId, id: &str) -> String {
    let query = RunsQuery {
        share_key: Some(id.to_owned()),
        ..RunsQuery::default()
    };
    address::absolute(
        &Route::experiment(experiment.clone())
            .with_runs_query(query)
            .to_hash(),
    )
}

/// Says what a view holds that is not shown, or nothing.
pub(super) fn say_left_out(store: Store, name: Option<&str>, view: &OpenedView) {
    if !view.left_out.is_empty() {
        let what = name.map_or_else(|| "the shared view".to_owned(), |name| format!("the view {name}"));
        let detail = format!("It also holds {}.", view.left_out.join(", "));
        store
            .toasts
            .notice(format!("Opened {what} in part"), detail, Vec::new());
    }
}

/// Opens the view that the address names, in the place of that address: the back button does not lead to it again.
pub(super) fn follow_links(store: Store, router: Router, on_opened: Callback<(String,)>) {
    let key = Memo::new(move |_| store.query.with(|query| query.share_key.clone()));
    Effect::new(move |_| {
        let (Some(key), Some(experiment)) = (key.get(), store.experiment.get()) else {
            return;
        };
        spawn_local_scoped_with_cancellation(async move {
            let mut found = opened(&experiment.tags, &key).await;
            // It may be newer than what is known of the experiment.
            if found == Err(ViewProblem::Missing)
                && let Ok(experiment) = store.fresh(&experiment.id).await
            {
                found = opened(&experiment.tags, &key).await;
            }
            let address = store.query.get_untracked();
            let query = match found {
                Ok((name, view)) => {
                    say_left_out(store, name.as_deref(), &view);
                    on_opened.run((key,));
                    applied(&view.query, &address)
                }
                Err(problem) => {
                    store.toasts.error(problem.headline(), problem.detail());
                    RunsQuery {
                        share_key: None,
                        ..address
                    }
                }
            };
            router.replace(router.route().get_untracked().with_runs_query(query));
        });
    });
}
