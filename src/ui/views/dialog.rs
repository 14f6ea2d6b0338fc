//! The dialogs of views: a name for a new one, the list, and a link that is too long.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::link::view_link;
use super::list::ViewList;
use super::store::Store;
use crate::format::count;
use crate::runs::view::name_problem;
use crate::ui::kit::{Button, ButtonVariant, Copyable, Dialog, DialogFoot, Field, Input};
use crate::ui::router::Router;

/// What is asked of the person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Ask {
    /// Nothing: the dialog is closed.
    Nothing,
    /// A name for the table as it is.
    Save,
    /// Which view to rename, share or delete.
    List,
    /// What to do with this long link.
    Link(String),
}

#[component]
pub(super) fn ViewsDialog(
    store: Store,
    asked: RwSignal<Ask>,
    router: Router,
    #[prop(into)] on_saved: Callback<(String,)>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    // Each follows the other; a signal tells even of what it was already.
    Effect::new(move |_| {
        let is_asked = asked.with(|asked| *asked != Ask::Nothing);
        if open.get_untracked() != is_asked {
            open.set(is_asked);
        }
    });
    Effect::new(move |_| {
        if !open.get() && asked.with_untracked(|asked| *asked != Ask::Nothing) {
            asked.set(Ask::Nothing);
        }
    });
    // A link that names a view closes what was asked about the table before.
    let route = router.route();
    Effect::new(move |before: Option<crate::route::Page>| {
        let page = route.with(crate::route::Route::page);
        if before.is_some_and(|before| before != page) {
            open.set(false);
        }
        page
    });
    let title = Signal::derive(move || {
        match asked.get() {
            Ask::Save => "Save this view",
            Ask::List => "Views",
            Ask::Nothing | Ask::Link(_) => "Link to this table",
        }
        .to_owned()
    });
    let body = move || match asked.get() {
        Ask::Nothing => ().into_any(),
        Ask::Save => view! { <Save store open on_saved /> }.into_any(),
        Ask::List => view! { <ViewList store open /> }.into_any(),
        Ask::Link(link) => view! { <LongLink store link /> }.into_any(),
    };
    view! {
        <Dialog open title>
            {body}
        </Dialog>
    }
}

/// Asks for a name and saves.
#[component]
fn Save(store: Store, open: RwSignal<bool>, on_saved: Callback<(String,)>) -> impl IntoView {
    let name = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let wanted = name.get_untracked();
        let trouble = store
            .views
            .with_untracked(|views| name_problem(&wanted, views, None));
        if let Some(trouble) = trouble {
            problem.set(trouble);
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let saved = store.save_new(wanted).await;
            _ = busy.try_set(false);
            match saved {
                Ok(view) => {
                    store.toasts.success(format!("Saved the view {}", view.name));
                    _ = on_saved.try_run((view.id,));
                    _ = open.try_set(false);
                }
                Err(refusal) => _ = problem.try_set(format!("{}. {}", refusal.headline, refusal.advice)),
            }
        });
    };
    view! {
        <form class="stack" on:submit=save data-testid="save-view">
            <div on:input=move |_| problem.set(String::new())>
                <Field
                    label="Name"
                    hint="Search, filters, order, columns and groups as they are now, for everyone who sees this experiment."
                    error=problem
                >
                    <Input value=name invalid=Signal::derive(move || problem.with(|problem| !problem.is_empty())) />
                </Field>
            </div>
            <DialogFoot>
                <Button on_click=move || open.set(false)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary submits=true busy>"Save"</Button>
            </DialogFoot>
        </form>
    }
}

/// Offers a short link in place of a long one.
#[component]
fn LongLink(store: Store, link: String) -> impl IntoView {
    let short = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let problem = RwSignal::new(String::new());
    let length = count(link.len());
    let can_save = store.experiment.with_untracked(Option::is_some);
    let shorten = move || {
        busy.set(true);
        spawn_local(async move {
            let experiment = store.id();
            let saved = store.save_for_link().await;
            _ = busy.try_set(false);
            match (saved, experiment) {
                (Ok(id), Some(experiment)) => _ = short.try_set(Some(view_link(&experiment, &id))),
                (Err(refusal), _) => _ = problem.try_set(format!("{}. {}", refusal.headline, refusal.advice)),
                (Ok(_), None) => {}
            }
        });
    };
    let text = link.clone();
    let shown = move || short.get().unwrap_or_else(|| text.clone());
    let offer = move || {
        (can_save && short.with(Option::is_none)).then(|| {
            view! {
                <p>
                    {format!(
                        "The link has {length} characters, and some mail and chat programs cut long links. A short one keeps the view in a tag of the experiment.",
                    )}
                </p>
                <DialogFoot>
                    <Button variant=ButtonVariant::Primary busy on_click=shorten>"Make a short link"</Button>
                </DialogFoot>
            }
        })
    };
    view! {
        <Copyable text=Signal::derive(shown) label="Copy link" mono=true />
        <p role="alert" class="views-problem">{problem}</p>
        {offer}
    }
}
