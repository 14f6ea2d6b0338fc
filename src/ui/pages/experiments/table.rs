//! The table of experiments, and what stands in its place when there is none to show.

use std::sync::Arc;

use leptos::prelude::*;

use super::selection::Selection;
use crate::change::Subject;
use crate::mlflow::{Experiment, ExperimentId, Page};
use crate::route::{ExperimentsQuery, Lifecycle, Route, Sort};
use crate::ui::kit::{Button, ButtonSize, ButtonVariant, Checkbox, Chip, Empty, Icon, IconButton, Menu};
use crate::ui::manage::{menu_items, use_actions};
use crate::ui::router::use_router;
use crate::ui::sort_column::{SortColumn, Sorting};
use crate::ui::time::Ago;

/// Tags of an experiment that its row shows.
const SHOWN_TAGS: usize = 3;

/// The column that the list is sorted by, the last updated first unless the address says otherwise.
pub fn order_of(query: &ExperimentsQuery) -> (&'static str, bool) {
    let sort = query.sort.as_ref();
    let key = match sort.map(|sort| sort.key.as_str()) {
        Some("name") => "name",
        Some("creation_time") => "creation_time",
        _ => "last_update_time",
    };
    (key, sort.is_some_and(|sort| sort.ascending))
}

#[component]
pub fn ExperimentsTable(
    page: Signal<Arc<Page<Experiment>>>,
    query: Signal<ExperimentsQuery>,
    selection: Selection,
) -> impl IntoView {
    let router = use_router();
    let go = move |sort: Sort| {
        router.go(&Route::Experiments(ExperimentsQuery {
            sort: Some(sort),
            ..query.get_untracked()
        }));
    };
    let Sorting { sorted, on_sort } = Sorting::new(move || query.with(order_of), go);
    let is_empty = Memo::new(move |_| page.with(|page| page.items.is_empty()));
    let ids =
        Memo::new(move |_| page.with(|page| page.items.iter().map(|one| one.id.clone()).collect::<Vec<_>>()));
    let table = move || {
        view! {
            <div class="table-scroll" tabindex="0" role="region" aria-label="Experiments">
                <table class="table" data-testid="experiments-table">
                    <thead>
                        <tr>
                            <th scope="col" class="table__tight"><AllOnPage page selection /></th>
                            <SortColumn column="name" label="Name" sorted on_sort />
                            <th scope="col">"Description"</th>
                            <th scope="col">"Tags"</th>
                            <SortColumn column="creation_time" label="Created" sorted on_sort descending_first=true />
                            <SortColumn
                                column="last_update_time"
                                label="Last modified"
                                sorted
                                on_sort
                                descending_first=true
                            />
                            <th scope="col" class="table__tight"><span class="visually-hidden">"Actions"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || ids.get() key=Clone::clone let:id>
                            <Row id page selection />
                        </For>
                    </tbody>
                </table>
            </div>
        }
    };
    move || {
        if is_empty.get() {
            view! { <NoExperiments query /> }.into_any()
        } else {
            table().into_any()
        }
    }
}

/// Picks out all on the page, or none.
#[component]
fn AllOnPage(page: Signal<Arc<Page<Experiment>>>, selection: Selection) -> impl IntoView {
    let checked = RwSignal::new(false);
    let counts = Memo::new(move |_| page.with(|page| (selection.count_of(&page.items), page.items.len())));
    Effect::new(move |_| checked.set(counts.with(|(chosen, all)| chosen == all)));
    let mixed = Signal::derive(move || counts.with(|(chosen, all)| *chosen > 0 && chosen < all));
    let choose = move |is_chosen: bool| {
        page.with_untracked(|page| {
            for experiment in &page.items {
                selection.set(experiment, is_chosen);
            }
        });
    };
    view! { <Checkbox checked label="Select all on this page" label_hidden=true mixed on_change=choose /> }
}

/// A row. It stays, with its focus, while what it shows is changed.
#[component]
fn Row(id: ExperimentId, page: Signal<Arc<Page<Experiment>>>, selection: Selection) -> impl IntoView {
    let own = id.clone();
    let experiment = Memo::new(move |last: Option<&Option<Experiment>>| {
        let found = page.with(|page| page.items.iter().find(|one| one.id == own).cloned());
        // For the moment between leaving the list and its end.
        found.or_else(|| last.cloned().flatten())
    });
    let of = move |part: fn(&Experiment) -> String| {
        move || experiment.with(|one| one.as_ref().map(part).unwrap_or_default())
    };
    let actions = use_actions();
    let subject = move || experiment.with_untracked(|one| one.as_ref().map(Subject::from));
    let items = Signal::derive(move || {
        experiment.with(|one| {
            one.as_ref()
                .map(|one| menu_items(actions, &Subject::from(one)))
                .unwrap_or_default()
        })
    });
    let checked = RwSignal::new(false);
    let own = id.clone();
    let is_chosen = Memo::new(move |_| selection.has(&own));
    Effect::new(move |_| checked.set(is_chosen.get()));
    let choose = move |is_chosen: bool| {
        experiment.with_untracked(|one| {
            if let Some(one) = one {
                selection.set(one, is_chosen);
            }
        });
    };
    let edit_tags = move || {
        if let Some(subject) = subject() {
            actions.tag(vec![subject]);
        }
    };
    let href = Route::experiment(id.clone()).to_hash();
    let name = of(shown_name);
    let tags = move || experiment.with(|one| one.as_ref().map(tags_of));
    let times =
        move || experiment.with(|one| one.as_ref().map(|one| (one.created_millis, one.updated_millis)));
    let is_active =
        move || experiment.with(|one| one.as_ref().is_some_and(|one| !Subject::from(one).is_deleted));
    view! {
        <tr data-id=id.to_string() aria-selected=move || is_chosen.get().to_string()>
            <td class="table__tight">
                <Checkbox checked label=Signal::derive(move || format!("Select {}", name())) label_hidden=true on_change=choose />
            </td>
            <td>
                <a class="link link--strong" href=href title=name>{name}</a>
            </td>
            <td class="muted">{of(first_line)}</td>
            <td>
                <span class="tag-cell">
                    {tags}
                    <Show when=is_active>
                        <span class="tag-cell__edit">
                            <IconButton icon=Icon::Tag label="Edit tags" size=ButtonSize::Small on_click=edit_tags />
                        </span>
                    </Show>
                </span>
            </td>
            <td>{move || times().map(|(created, _)| view! { <Ago millis=created /> })}</td>
            <td>{move || times().map(|(_, updated)| view! { <Ago millis=updated /> })}</td>
            <td class="table__tight">
                <Menu
                    label=Signal::derive(move || format!("Actions for {}", name()))
                    icon=Icon::More
                    label_hidden=true
                    variant=ButtonVariant::Quiet
                    size=ButtonSize::Small
                    items
                />
            </td>
        </tr>
    }
}

fn tags_of(experiment: &Experiment) -> AnyView {
    let chips = experiment
        .user_tags()
        .take(SHOWN_TAGS)
        .map(|tag| view! { <Chip name=tag.key.clone() text=tag.value.clone() /> })
        .collect_view();
    let rest: Vec<String> = experiment
        .user_tags()
        .skip(SHOWN_TAGS)
        .map(|tag| format!("{}: {}", tag.key, tag.value))
        .collect();
    let more = (!rest.is_empty())
        .then(|| view! { <span class="muted" title=rest.join("\n")>{format!("+{}", rest.len())}</span> });
    view! { {chips} {more} }.into_any()
}

/// Its name; of one whose name is blank, which servers allow, its id.
fn shown_name(experiment: &Experiment) -> String {
    if experiment.name.trim().is_empty() {
        format!("Experiment {}", experiment.id)
    } else {
        experiment.name.clone()
    }
}

/// The first line of a description, without the marks of a heading.
fn first_line(experiment: &Experiment) -> String {
    let line = experiment
        .note()
        .and_then(|note| note.lines().find(|line| !line.trim().is_empty()));
    line.map(|line| line.trim_start_matches(['#', ' ']).to_owned())
        .unwrap_or_default()
}

#[component]
fn NoExperiments(query: Signal<ExperimentsQuery>) -> impl IntoView {
    let actions = use_actions();
    move || {
        let (search, is_filtered, lifecycle) = query.with(|query| {
            let is_filtered = !query.tags.is_empty();
            (query.search.clone(), is_filtered, query.lifecycle)
        });
        let is_deleted = lifecycle == Lifecycle::Deleted;
        let kind = if is_deleted {
            "deleted experiment"
        } else {
            "experiment"
        };
        let (headline, text) = match (search.is_empty(), is_filtered) {
            (false, false) => (
                format!("No {kind}'s name holds “{search}”"),
                "The search looks at names, in any case.",
            ),
            (_, true) => (
                format!("No {kind} fits the filters"),
                "Change or remove one of them above.",
            ),
            _ if is_deleted => (
                "No deleted experiments".to_owned(),
                "What is deleted stays here and can be restored until the server's owner clears it out.",
            ),
            _ => (
                "No experiments yet".to_owned(),
                "An experiment appears here as soon as a client logs a run, or when you create one.",
            ),
        };
        let is_new_here = search.is_empty() && !is_filtered && !is_deleted;
        let create = move || actions.create_experiment();
        view! {
            <div data-testid="empty">
                <Empty headline text icon=Icon::Experiment>
                    {is_new_here.then(|| view! { <Button icon=Icon::Plus on_click=create>"Create experiment"</Button> })}
                </Empty>
            </div>
        }
    }
}
