//! The menu of views.

use std::collections::HashMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;
use leptos::task::spawn_local;

use super::dialog::{Ask, ViewsDialog};
use super::link::{LONG_LINK, follow_links, plain_link, say_left_out};
use super::packing::{opened, unpacked};
use super::store::Store;
use crate::mlflow::Experiment;
use crate::route::RunsQuery;
use crate::runs::Column;
use crate::runs::view::{OpenedView, SavedView, applied, bare};
use crate::ui::kit::{ButtonSize, Icon, Menu, MenuItem};
use crate::ui::router::{Router, use_router};
use crate::web::clipboard;

/// A menu that opens, saves and shares views of the table, and follows links that name one.
///
/// While the address names a view (`query.share_key`), the table has yet to become it: don't load runs until the key
/// is gone. It goes in any case; what can't be opened is said.
#[component]
pub fn ViewsMenu(
    /// The experiment whose tags hold the views; `None` while it loads, and where several are compared, which have none.
    experiment: Signal<Option<Arc<Experiment>>>,
    /// The address.
    query: Signal<RunsQuery>,
    /// The columns that the table shows, in their order: what the official UI is told of it.
    shown: Signal<Vec<Column>>,
    /// Called after a view was written or deleted: the experiment's tags have changed.
    #[prop(into)]
    on_changed: Callback<()>,
) -> impl IntoView {
    let router = use_router();
    let store = Store::new(experiment, query, shown, on_changed);
    let asked = RwSignal::new(Ask::Nothing);
    let last_opened = RwSignal::new(None::<String>);
    follow_links(
        store,
        router,
        Callback::new(move |(id,): (String,)| last_opened.set(Some(id))),
    );
    let meanings = use_meanings(store);
    let is_of = move |view: &SavedView, query: &RunsQuery| {
        meanings.with(|known| {
            known
                .get(&view.id)
                .is_some_and(|(_, meaning)| meaning.query == *query)
        })
    };
    let current = Memo::new(move |_| {
        let query = query.with(bare);
        store
            .views
            .with(|views| views.iter().find(|view| is_of(view, &query)).cloned())
    });
    let go = move |view: &RunsQuery| {
        // The page may be gone when the view has been read.
        let Some(now) = query.try_get_untracked() else {
            return;
        };
        // Of the address only what no view holds: which experiments, which workspace.
        let kept = RunsQuery {
            mode: now.mode,
            comparing: now.comparing,
            experiments: now.experiments,
            extra: now.extra,
            ..RunsQuery::default()
        };
        router.go(&router
            .route()
            .get_untracked()
            .with_runs_query(applied(view, &kept)));
    };
    let open = move |view: SavedView| {
        let Some(experiment) = experiment.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match opened(&experiment.tags, &view.id).await {
                Ok((name, meaning)) => {
                    say_left_out(store, name.as_deref(), &meaning);
                    _ = last_opened.try_set(Some(view.id));
                    go(&meaning.query);
                }
                Err(problem) => store.toasts.error(problem.headline(), problem.detail()),
            }
        });
    };
    let share = move || share_link(store, asked, router);
    // The view that was opened and then changed, if it was saved here: one of the official UI is left as it is.
    let changed = move || {
        let id = last_opened.get()?;
        let is_own = meanings.with(|known| known.get(&id).is_some_and(|(_, meaning)| meaning.is_own));
        let views = store.views.get();
        let view = views.into_iter().find(|view| view.id == id)?;
        (is_own && current.get().is_none_or(|current| current.id != id)).then_some(view)
    };
    let items = Signal::derive(move || {
        let active = current.get().map(|view| view.id);
        let is_plain = query.with(bare) == RunsQuery::default();
        let plain = MenuItem::choice("Default view", is_plain, move || go(&RunsQuery::default()));
        let mut items = vec![plain];
        for view in store.views.get() {
            let is_active = active.as_ref() == Some(&view.id);
            let name = view.name.clone();
            items.push(MenuItem::choice(name, is_active, move || open(view.clone())));
        }
        let no_experiment = experiment.with(Option::is_none);
        let save = MenuItem::action("Save as a new view…", move || asked.set(Ask::Save));
        items.push(save.icon(Icon::Plus).disabled(no_experiment).after_line());
        if let Some(view) = changed() {
            let label = format!("Save changes to {}", view.name);
            let again = move || save_again(store, view.clone());
            items.push(MenuItem::action(label, again).icon(Icon::Check));
        }
        if store.views.with(|views| !views.is_empty()) {
            let list = MenuItem::action("Manage views…", move || asked.set(Ask::List));
            items.push(list.icon(Icon::List));
        }
        items.push(MenuItem::action("Copy link", share).icon(Icon::Copy).after_line());
        items
    });
    let label = Signal::derive(move || {
        current
            .get()
            .map_or_else(|| "Saved views".to_owned(), |view| view.name)
    });
    view! {
        <div class="views-menu">
            <Menu label items icon=Icon::Eye size=ButtonSize::Small />
        </div>
        <ViewsDialog store asked router on_saved=move |id: String| last_opened.set(Some(id)) />
    }
}

/// Copies the link to the table as it is; one that is long is shown, with the offer of a short one.
fn share_link(store: Store, asked: RwSignal<Ask>, router: Router) {
    let link = plain_link(router);
    if link.len() > LONG_LINK && store.id().is_some() {
        asked.set(Ask::Link(link));
        return;
    }
    clipboard::copy_text(&link.clone(), move |is_copied| {
        if is_copied {
            store.toasts.success("Copied the link to this table");
        } else {
            _ = asked.try_set(Ask::Link(link));
        }
    });
}

fn save_again(store: Store, view: SavedView) {
    spawn_local(async move {
        let name = view.name.clone();
        match store.save_again(view).await {
            Ok(_) => store.toasts.success(format!("Saved the view {name}")),
            Err(refusal) => store.say(&format!("The view {name} was not saved"), &refusal),
        }
    });
}

/// What each view means, by its id, as soon as it is unpacked, with when it was saved. Views that can't be are left out.
fn use_meanings(store: Store) -> RwSignal<HashMap<String, (i64, OpenedView)>> {
    let meanings = RwSignal::new(HashMap::new());
    Effect::new(move |_| {
        let views = store.views.get();
        spawn_local_scoped_with_cancellation(async move {
            let mut known = HashMap::new();
            for view in views {
                let before = meanings.with_untracked(|before: &HashMap<String, (i64, OpenedView)>| {
                    before
                        .get(&view.id)
                        .filter(|(saved, _)| *saved == view.updated_millis)
                        .cloned()
                });
                let meaning = match (before, view.packed()) {
                    (Some((_, meaning)), _) => Some(meaning),
                    (None, Ok(packed)) => unpacked(packed).await.ok(),
                    (None, Err(_)) => None,
                };
                if let Some(meaning) = meaning {
                    known.insert(view.id, (view.updated_millis, meaning));
                }
            }
            meanings.set(known);
        });
    });
    meanings
}
