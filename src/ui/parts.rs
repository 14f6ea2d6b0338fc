//! The pages as parts of the bundle, each loaded when it is first shown.
//!
//! A first visit loads the frame and the list of experiments; a run's page brings the charts and previews with it.
//! With the feature `split` (what `cargo xtask build` sets) the functions below are the places where the module is cut,
//! by `wasm_split_cli_support`; without it they are plain functions and the module is one file.

use std::future::Future;
use std::pin::Pin;

use leptos::prelude::*;
use leptos::reactive::computed::ScopedFuture;
use leptos::reactive::spawn_local_scoped_with_cancellation;
#[cfg(feature = "split")]
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::mlflow::{ExperimentId, LoggedModelId, RunId};
use crate::route::{ExperimentTab, LoggedModelTab, ModelsQuery, Route, RunTab, RunsQuery};
use crate::ui::board::{BoardSetup, BoardView};
use crate::ui::kit::{Failed, Loading, Skeleton};
use crate::ui::manage::ActionDialog;
use crate::ui::pages::{
    ExperimentPage, KitPage, LoggedModelPage, ModelsPage, NotFoundPage, RunByIdPage, RunPage,
    SeveralExperimentsPage, UnbuiltPage,
};
use crate::ui::palette::PaletteParts;
#[cfg(feature = "split")]
use crate::web::timer;

/// How long the first page is left alone with the network, in milliseconds.
#[cfg(feature = "split")]
const REST_MILLIS: u32 = 1_500;

/// The part could not be loaded: no network, or a file that the server does not have (any more).
#[derive(Debug)]
pub struct PartMissing;

#[cfg(feature = "split")]
impl From<SplitLoaderError> for PartMissing {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A page that comes once its part of the bundle is here.
pub type Part = Pin<Box<dyn Future<Output = Result<AnyView, PartMissing>>>>;

/// Declares a page's function, where the bundle is cut, and the way to call it whether or not it is. Pages of the same
/// part are one file.
macro_rules! parts {
    ($($(#[$doc:meta])* $part:ident: $name:ident / $cut:ident ($($arg:ident: $kind:ty),*) $view:block)*) => {$(
        #[cfg_attr(feature = "split", wasm_split($part, wasm_split_path = ::leptos::wasm_split, fallible))]
        fn $cut($($arg: $kind),*) -> Result<AnyView, PartMissing> {
            Ok($view.into_any())
        }

        $(#[$doc])*
        pub fn $name($($arg: $kind),*) -> Part {
            #[cfg(feature = "split")]
            return Box::pin($cut($($arg),*));
            #[cfg(not(feature = "split"))]
            return Box::pin(std::future::ready($cut($($arg),*)));
        }
    )*};
}

parts! {
    /// An experiment's runs.
    lists: experiment / experiment_cut (
        experiment: Signal<ExperimentId>,
        tab: Signal<ExperimentTab>,
        query: Signal<RunsQuery>
    ) { view! { <ExperimentPage experiment tab query /> } }
    /// The runs of several experiments.
    lists: several_experiments / several_experiments_cut (query: Signal<RunsQuery>) {
        view! { <SeveralExperimentsPage query /> }
    }
    /// A run.
    run: run / run_cut (experiment: Signal<ExperimentId>, run: Signal<RunId>, tab: Signal<RunTab>) {
        view! { <RunPage experiment run tab /> }
    }
    /// A board of charts, on whatever page.
    charts: board / board_cut (setup: BoardSetup) { view! { <BoardView setup /> } }
    /// A run whose experiment is not known.
    lists: run_by_id / run_by_id_cut (run: Signal<RunId>) { view! { <RunByIdPage run /> } }
    /// A logged model.
    run: logged_model / logged_model_cut (
        experiment: Signal<ExperimentId>,
        model: Signal<LoggedModelId>,
        tab: Signal<LoggedModelTab>
    ) { view! { <LoggedModelPage experiment model tab /> } }
    /// The registered models.
    lists: models / models_cut (query: Signal<ModelsQuery>) { view! { <ModelsPage query /> } }
    /// The dialogs that change runs and experiments.
    manage: actions / actions_cut () { view! { <ActionDialog /> } }
    /// The command palette and the list of keys.
    manage: palette / palette_cut () { view! { <PaletteParts /> } }
    /// The design system.
    kit: kit / kit_cut () { view! { <KitPage /> } }
    /// An address that is no page.
    lists: not_found / not_found_cut (address: Signal<String>) { view! { <NotFoundPage address /> } }
    /// A page that is not built.
    lists: unbuilt / unbuilt_cut (route: Signal<Route>) { view! { <UnbuiltPage route /> } }
}

/// Loads, once the first page has been at rest for a while, what people open next: then nobody waits for it. Charts weigh
/// as much as all of these together and come when they are first shown.
pub fn load_ahead() {
    #[cfg(feature = "split")]
    leptos::task::spawn_local(async {
        timer::pause(REST_MILLIS).await;
        // What does not come now is asked for again when it is wanted.
        let _lists = __wasm_split_preload_experiment_cut().await;
        let _run = __wasm_split_preload_run_cut().await;
        let _actions = __wasm_split_preload_actions_cut().await;
    });
}

/// What is said of a part that does not come.
pub const MISSING: &str = "A part of Sporeprint could not be loaded";
/// What can be done about it.
pub const MISSING_ADVICE: &str =
    "Check the network and try again. If the server was updated meanwhile, reload the page.";

/// Shows, from the first time that it is wanted, a part that stands aside of the page: its loading is not shown.
/// `give_up` is called when it does not come; wanted again, it is asked for again.
pub fn once_wanted(
    wanted: Signal<bool>,
    load: fn() -> Part,
    give_up: impl Fn() + Clone + 'static,
) -> impl IntoView {
    let view = RwSignal::new_local(None::<AnyView>);
    let is_asked = StoredValue::new(false);
    // The part belongs to whoever calls this, not to this turn of the effect.
    let owner = Owner::current().unwrap_or_default();
    Effect::new(move |_| {
        if !wanted.get() || is_asked.get_value() {
            return;
        }
        is_asked.set_value(true);
        let load = owner.with(|| ScopedFuture::new(load()));
        let give_up = give_up.clone();
        leptos::task::spawn_local(async move {
            if let Ok(part) = load.await {
                view.set(Some(part));
            } else {
                is_asked.set_value(false);
                give_up();
            }
        });
    });
    move || {
        view.track();
        view.try_update_untracked(Option::take).flatten()
    }
}

/// Shows a page when its part is here, and says so when it does not come.
pub fn when_here(load: impl Fn() -> Part + Send + Sync + 'static) -> AnyView {
    let arrived = RwSignal::new(None::<bool>);
    let attempt = RwSignal::new(0_u32);
    let page = StoredValue::new_local(None::<AnyView>);
    Effect::new(move |_| {
        attempt.track();
        arrived.set(None);
        // Built under this page's owner, as if it had been here at once.
        let load = ScopedFuture::new(load());
        spawn_local_scoped_with_cancellation(async move {
            let part = load.await;
            let is_here = part.is_ok();
            page.set_value(part.ok());
            arrived.set(Some(is_here));
        });
    });
    let shown = move || match arrived.get() {
        None => view! { <Loading skeleton=Skeleton::Lines(8) label="Loading the page" /> }.into_any(),
        Some(true) => page.try_update_value(Option::take).flatten().into_any(),
        Some(false) => view! {
            <div data-testid="failed">
                <Failed
                    headline=MISSING
                    advice=MISSING_ADVICE
                    on_retry=move || attempt.update(|attempt| *attempt += 1)
                />
            </div>
        }
        .into_any(),
    };
    view! { {shown} }.into_any()
}
