//! The frame around every page: where one is, where one can go, and the page itself.

use leptos::prelude::*;

use crate::mlflow::server;
use crate::query::Load;
use crate::route::{ExperimentsQuery, Page, Route};
use crate::ui::histories::provide_histories;
use crate::ui::kit::{Logo, ToastRegion, provide_toasts};
use crate::ui::manage::{ActionRegion, provide_actions};
use crate::ui::pages::ExperimentsPage;
use crate::ui::palette::{PaletteButton, PaletteRegion, provide_palette};
use crate::ui::parts::{self, load_ahead, when_here};
use crate::ui::query::{Keep, provide_client, use_query};
use crate::ui::router::{Router, provide_router};
use crate::ui::runs::provide_batches;
use crate::ui::theme::{ThemeToggle, provide_theme};
use crate::web::page;

/// The element that a new page starts at.
const MAIN: &str = "main";

/// The app.
#[component]
pub fn App() -> impl IntoView {
    provide_client();
    provide_theme();
    provide_toasts();
    provide_actions();
    provide_batches();
    provide_histories();
    provide_palette();
    let router = provide_router();
    let route = router.route();
    let shown = Memo::new(move |_| route.with(Route::page));
    load_ahead();
    // As after a page load: at the top, and screen readers read on from there. Not at the very first page.
    Effect::new(move |before: Option<Page>| {
        let now = shown.get();
        if before.is_some_and(|before| before != now) {
            page::start_at(MAIN);
        }
        now
    });
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            event.prevent_default();
            page::start_at(MAIN);
        }>"Skip to content"</a>
        <TopBar shown />
        <main id=MAIN class="main stack" tabindex="-1">
            <PageBody router shown />
        </main>
        <ActionRegion />
        <PaletteRegion />
        <ToastRegion />
    }
}

#[component]
fn TopBar(shown: Memo<Page>) -> impl IntoView {
    let is_in_models = move || {
        matches!(
            shown.get(),
            Page::Models | Page::Model | Page::ModelVersion | Page::CompareModelVersions | Page::CreateModel
        )
    };
    let is_in_experiments = move || {
        matches!(
            shown.get(),
            Page::Home
                | Page::Experiments
                | Page::Experiment
                | Page::CompareExperiments
                | Page::Run
                | Page::RunById
                | Page::LoggedModel
                | Page::Metric
                | Page::CompareRuns
        )
    };
    let current = |is_here: bool| is_here.then_some("true");
    view! {
        <header class="top-bar">
            <a class="top-bar__home" href=Route::experiments().to_hash()>
                <Logo />
                <span class="top-bar__name">"Sporeprint"</span>
            </a>
            <nav class="top-bar__nav" aria-label="Main">
                <a href=Route::experiments().to_hash() aria-current=move || current(is_in_experiments())>"Experiments"</a>
                <a href=Route::models().to_hash() aria-current=move || current(is_in_models())>"Models"</a>
            </nav>
            <ServerVersion />
            <PaletteButton />
            <ThemeToggle />
        </header>
    }
}

/// The tracking server's version, where it says one.
#[component]
fn ServerVersion() -> impl IntoView {
    let version = use_query(Keep::SameRequest, || Some(Load::from(server::version())));
    view! {
        <span class="top-bar__version">
            {move || version.value().map(|version| format!("MLflow {version}"))}
        </span>
    }
}

/// The page of the route. It is built anew only when another page is shown: a change of tab, filter or artifact
/// reaches the page by its signals.
#[component]
fn PageBody(router: Router, shown: Memo<Page>) -> impl IntoView {
    let route = router.route();
    move || match shown.get() {
        Page::Home | Page::Experiments => {
            let query = follow(route, |route| match route {
                Route::Experiments(query) => Some(query.clone()),
                Route::Home { .. } => Some(ExperimentsQuery::default()),
                _ => None,
            });
            view! { <ExperimentsPage query /> }.into_any()
        }
        Page::Experiment => {
            let part = move |route: &Route| match route {
                Route::Experiment {
                    experiment,
                    tab,
                    query,
                } => Some((experiment.clone(), *tab, (**query).clone())),
                _ => None,
            };
            let experiment = follow_or(route, "", move |route| {
                part(route).map(|(experiment, ..)| experiment)
            });
            let tab = follow(route, move |route| part(route).map(|(_, tab, _)| tab));
            let query = follow(route, move |route| part(route).map(|(.., query)| query));
            when_here(move || parts::experiment(experiment, tab, query))
        }
        Page::Run => {
            let part = move |route: &Route| match route {
                Route::Run {
                    experiment, run, tab, ..
                } => Some((experiment.clone(), run.clone(), tab.clone())),
                _ => None,
            };
            let experiment = follow_or(route, "", move |route| {
                part(route).map(|(experiment, ..)| experiment)
            });
            let run = follow_or(route, "", move |route| part(route).map(|(_, run, _)| run));
            let tab = follow(route, move |route| part(route).map(|(.., tab)| tab));
            when_here(move || parts::run(experiment, run, tab))
        }
        Page::RunById => {
            let run = follow_or(route, "", |route| match route {
                Route::RunById { run, .. } => Some(run.clone()),
                _ => None,
            });
            when_here(move || parts::run_by_id(run))
        }
        Page::LoggedModel => {
            let part = move |route: &Route| match route {
                Route::LoggedModel {
                    experiment,
                    model,
                    tab,
                    ..
                } => Some((experiment.clone(), model.clone(), tab.clone())),
                _ => None,
            };
            let experiment = follow_or(route, "", move |route| {
                part(route).map(|(experiment, ..)| experiment)
            });
            let model = follow_or(route, "", move |route| part(route).map(|(_, model, _)| model));
            let tab = follow(route, move |route| part(route).map(|(.., tab)| tab));
            when_here(move || parts::logged_model(experiment, model, tab))
        }
        Page::Models => {
            let query = follow(route, |route| match route {
                Route::Models(query) => Some(query.clone()),
                _ => None,
            });
            when_here(move || parts::models(query))
        }
        Page::Kit => when_here(parts::kit),
        Page::NotFound => {
            let address = follow(route, |route| match route {
                Route::NotFound(address) => Some(address.clone()),
                _ => None,
            });
            when_here(move || parts::not_found(address))
        }
        Page::CompareExperiments => {
            let query = follow(route, |route| match route {
                Route::CompareExperiments(query) => Some((**query).clone()),
                _ => None,
            });
            when_here(move || parts::several_experiments(query))
        }
        Page::Metric
        | Page::CompareRuns
        | Page::Model
        | Page::ModelVersion
        | Page::CompareModelVersions
        | Page::CreateModel
        | Page::Elsewhere => when_here(move || parts::unbuilt(route)),
    }
}

/// A part of the route, as long as the route has it. For the moment between leaving a page and its end, the last
/// value stays.
fn follow<T>(route: Signal<Route>, part: impl Fn(&Route) -> Option<T> + Send + Sync + 'static) -> Signal<T>
where
    T: Clone + Default + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&T>| route.with(&part).or_else(|| last.cloned()).unwrap_or_default()).into()
}

/// As [`follow`], for what has no default: `start` stands until the route has the part.
fn follow_or<T>(
    route: Signal<Route>,
    start: &'static str,
    part: impl Fn(&Route) -> Option<T> + Send + Sync + 'static,
) -> Signal<T>
where
    T: Clone + From<&'static str> + PartialEq + Send + Sync + 'static,
{
    Memo::new(move |last: Option<&T>| {
        route
            .with(&part)
            .or_else(|| last.cloned())
            .unwrap_or_else(|| start.into())
    })
    .into()
}
