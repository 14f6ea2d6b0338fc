//! The list of experiments.

mod selection;
mod table;
mod tag_filters;

use leptos::prelude::*;

use crate::mlflow::filter::{Comparison, and, name_contains, tag_compares};
use crate::mlflow::{ExperimentSearch, ViewType, experiments};
use crate::query::Load;
use crate::route::{ExperimentsQuery, Lifecycle, Route, TagFilter, TagOperator};
use crate::ui::kit::{Button, ButtonVariant, Icon, SearchField, Segment, Segmented, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::manage::{on_change, use_actions};
use crate::ui::paging::{Pages, Paging};
use crate::ui::palette::{Command, use_palette};
use crate::ui::query::{Keep, use_query};
use crate::ui::router::use_router;
use crate::ui::title::use_title;
use crate::web::dom;
use selection::{Selection, SelectionBar};
use table::ExperimentsTable;
use tag_filters::TagFilters;

/// Experiments a page, and the choices.
const PAGE_SIZES: &[u32] = &[25, 50, 100, 200];

/// All experiments: searched, sorted and paged by the server; created, changed, deleted and restored.
#[component]
pub fn ExperimentsPage(
    /// What the address asks for.
    query: Signal<ExperimentsQuery>,
) -> impl IntoView {
    use_title(|| "Experiments".to_owned());
    let router = use_router();
    let actions = use_actions();
    let paging = Paging::new(50);
    paging.follow(query);
    let experiments = use_query(Keep::Previous, move || {
        Some(Load::from(experiments::search(&search_of(
            &query.get(),
            paging.size(),
            paging.token(),
        ))))
    });
    let selection = Selection::default();
    on_change(move |changes| {
        selection.follow(changes);
        experiments.refetch();
    });
    let search = RwSignal::new(query.with_untracked(|query| query.search.clone()));
    Effect::new(move |_| search.set(query.with(|query| query.search.clone())));
    let field_ref = NodeRef::<leptos::html::Input>::new();
    use_palette().register(move || {
        let focus = move || {
            if let Some(field) = field_ref.get_untracked() {
                dom::focus(&field);
            }
        };
        let mut commands =
            vec![Command::new("Search experiments by name", "Experiments list", focus).keys("/")];
        commands.extend(selection.commands(actions, router, query));
        commands
    });
    let on_search = move |text: String| {
        router.replace(Route::Experiments(ExperimentsQuery {
            search: text,
            ..query.get_untracked()
        }));
    };
    view! {
        <div class="page-head">
            <h1 class="page-head__title">"Experiments"</h1>
            <div class="page-head__actions">
                <Button
                    variant=ButtonVariant::Primary
                    icon=Icon::Plus
                    on_click=move || actions.create_experiment()
                    attr:data-testid="create-experiment"
                >
                    "Create experiment"
                </Button>
            </div>
        </div>
        <div class="toolbar" data-testid="experiments-search">
            <SearchField value=search label="Search experiments by name" placeholder="Search by name" on_search field_ref />
            <TagFilters query />
            <StateSwitch query selection />
        </div>
        <SelectionBar selection query />
        <Loaded query=experiments skeleton=Skeleton::Rows(8) label="Loading experiments" let(page)>
            <ExperimentsTable page query selection />
        </Loaded>
        <Pages list=experiments paging noun="experiment" sizes=PAGE_SIZES />
    }
}

fn search_of(query: &ExperimentsQuery, max_results: u32, page_token: Option<String>) -> ExperimentSearch {
    let (key, ascending) = table::order_of(query);
    let direction = if ascending { "ASC" } else { "DESC" };
    let tags = query.tags.iter().filter_map(condition_of);
    ExperimentSearch {
        view: match query.lifecycle {
            Lifecycle::Active => ViewType::ActiveOnly,
            Lifecycle::Deleted => ViewType::DeletedOnly,
        },
        max_results,
        order_by: vec![format!("{key} {direction}")],
        filter: tags.fold(name_contains(&query.search), |filter, tag| and(&filter, &tag)),
        page_token,
    }
}

/// A condition in the server's grammar; `None` where that has no quoting for it.
fn condition_of(tag: &TagFilter) -> Option<String> {
    let comparison = match tag.operator {
        TagOperator::Is => Comparison::Is,
        TagOperator::IsNot => Comparison::IsNot,
        TagOperator::Contains => Comparison::Contains,
    };
    tag_compares(&tag.key, comparison, &tag.value)
}

/// Active or deleted experiments.
#[component]
fn StateSwitch(query: Signal<ExperimentsQuery>, selection: Selection) -> impl IntoView {
    let router = use_router();
    let shown = RwSignal::new(query.with_untracked(|query| query.lifecycle));
    Effect::new(move |_| shown.set(query.with(|query| query.lifecycle)));
    Effect::new(move |before: Option<Lifecycle>| {
        let lifecycle = shown.get();
        if before.is_some_and(|before| before != lifecycle) {
            selection.clear();
        }
        if query.with_untracked(|query| query.lifecycle) != lifecycle {
            router.go(&Route::Experiments(ExperimentsQuery {
                lifecycle,
                ..query.get_untracked()
            }));
        }
        lifecycle
    });
    let segment = |value: Lifecycle| Segment {
        value,
        label: value.as_str(),
        icon: None,
    };
    view! {
        <span class="toolbar__end" data-testid="experiments-state">
            <Segmented value=shown segments=Lifecycle::ALL.map(segment).into() label="Which experiments" />
        </span>
    }
}
