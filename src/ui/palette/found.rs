//! What the palette offers: what the page said, what was chosen lately, and what the server has by the name typed.

use leptos::prelude::*;

use super::registry::{Command, Palette};
use crate::command::{Candidate, Hit, Recent, rank};
use crate::mlflow::filter::{name_contains, run_name_contains};
use crate::mlflow::{
    Experiment, ExperimentId, ExperimentSearch, Page, Run, RunId, RunSearch, ViewType, experiments, runs,
};
use crate::query::Load;
use crate::route::{Route, RunTab};
use crate::ui::query::{Keep, Query, use_query};
use crate::ui::router::use_router;
use crate::web::storage;

/// Where choices are remembered.
const RECENT: &str = "sporeprint.palette.recent";
/// Experiments whose runs are searched: the one in sight, and those that changed last.
const SEARCHED_EXPERIMENTS: u32 = 20;
/// Experiments and runs that are asked for by name.
const ASKED: u32 = 8;
/// The length of a run's id.
const RUN_ID: usize = 32;

/// Groups that come last while nothing is typed: hardly anybody opens the palette for them.
const LAST: [&str; 2] = ["Help", "Settings"];

/// A group as it is shown: commands with the letters that were typed.
pub(super) type ShownGroup = (String, Vec<(Command, Hit)>);

/// What is looked for and where.
#[derive(Clone, Copy)]
pub(super) struct Finder {
    palette: Palette,
    /// What is typed.
    pub typed: RwSignal<String>,
    /// What the server is asked for: what was typed when typing rested.
    pub asked: RwSignal<String>,
    offered: RwSignal<Vec<Command>>,
    recent: RwSignal<Recent>,
    by_name: Query<Page<Experiment>>,
    latest: Query<Page<Experiment>>,
    runs: Query<Page<Run>>,
}

impl Finder {
    /// Looks for nothing until the palette opens.
    pub fn new(palette: Palette) -> Self {
        let route = use_router().route();
        let open = palette.open;
        let asked = RwSignal::new(String::new());
        let latest = use_query(Keep::SameRequest, move || {
            open.get()
                .then(|| search_experiments(String::new(), SEARCHED_EXPERIMENTS))
        });
        let by_name = use_query(Keep::Previous, move || {
            let filter = asked.with(|asked| name_contains(asked));
            (open.get() && !filter.is_empty()).then(|| search_experiments(filter, ASKED))
        });
        let runs = use_query(Keep::Previous, move || {
            let filter = asked.with(|asked| run_name_contains(asked));
            let mut experiment_ids: Vec<ExperimentId> = route.with(experiment_of).into_iter().collect();
            let latest = latest.value()?;
            for experiment in &latest.items {
                if !experiment_ids.contains(&experiment.id) {
                    experiment_ids.push(experiment.id.clone());
                }
            }
            (open.get() && !filter.is_empty()).then(|| {
                Load::from(runs::search(&RunSearch {
                    experiment_ids,
                    filter,
                    max_results: ASKED,
                    ..RunSearch::default()
                }))
            })
        });
        Self {
            palette,
            typed: RwSignal::new(String::new()),
            asked,
            offered: RwSignal::new(Vec::new()),
            recent: RwSignal::new(Recent::default()),
            by_name,
            latest,
            runs,
        }
    }

    /// Begins anew: the page may offer other things than last time.
    pub fn begin(self) {
        self.typed.set(String::new());
        self.asked.set(String::new());
        self.recent
            .set(Recent::parse(&storage::get(RECENT).unwrap_or_default()));
        let mut offered = self.palette.commands(false);
        offered.retain(|command| command.is_offered() && command.keys.to_string() != "mod+k");
        self.offered.set(offered);
    }

    /// Remembers a choice.
    pub fn choose(self, command: &Command) {
        self.recent.update(|recent| recent.choose(command.choice()));
        self.recent
            .with_untracked(|recent| storage::set(RECENT, &recent.print()));
    }

    /// Whether the server is still being asked.
    pub fn is_searching(self) -> bool {
        let is_ahead = self.typed.with(|typed| self.asked.with(|asked| typed != asked));
        is_ahead || self.by_name.remote().is_loading() || self.runs.remote().is_loading()
    }

    /// What is offered for what is typed.
    pub fn groups(self) -> Vec<ShownGroup> {
        let mut commands = self.offered.get();
        let typed = self.typed.get();
        if let Some(id) = run_id(&typed) {
            let address = Route::RunById {
                run: RunId::from(id),
                extra: <_>::default(),
            };
            commands.push(Command::link(format!("Open run {id}"), "Runs", address.to_hash()));
        }
        let experiments = [self.by_name.value(), self.latest.value()];
        commands.extend(
            experiments
                .iter()
                .flatten()
                .flat_map(|page| page.items.iter().map(experiment_link)),
        );
        if let Some(runs) = self.runs.value() {
            commands.extend(runs.items.iter().map(run_link));
        }
        let recent = self.recent.get();
        commands.extend(recent.iter().filter_map(|choice| {
            let address = choice.address.clone()?;
            Some(Command::link(choice.title.clone(), choice.group.clone(), address))
        }));
        without_doubles(&mut commands);
        commands.sort_by_key(|command| LAST.contains(&command.group.as_str()));
        let choices: Vec<_> = commands.iter().map(Command::choice).collect();
        let candidates: Vec<Candidate<'_>> = commands
            .iter()
            .zip(&choices)
            .map(|(command, choice)| Candidate {
                title: &command.title,
                keywords: &command.keywords,
                group: &command.group,
                recency: recent.position(choice),
            })
            .collect();
        rank(&typed, &candidates)
            .into_iter()
            .map(|group| {
                let hits = group.hits.into_iter();
                let shown = hits.filter_map(|hit| Some((commands.get(hit.index)?.clone(), hit)));
                (group.name, shown.collect())
            })
            .collect()
    }
}

/// The same place may come from the page, the server and memory: the first counts.
fn without_doubles(commands: &mut Vec<Command>) {
    let mut seen = std::collections::HashSet::new();
    commands.retain(|command| {
        command
            .choice()
            .address
            .is_none_or(|address| seen.insert(address))
    });
}

fn search_experiments(filter: String, max_results: u32) -> Load<Page<Experiment>> {
    Load::from(experiments::search(&ExperimentSearch {
        view: ViewType::ActiveOnly,
        max_results,
        order_by: vec!["last_update_time DESC".to_owned()],
        filter,
        page_token: None,
    }))
}

fn experiment_link(experiment: &Experiment) -> Command {
    let address = Route::experiment(experiment.id.clone()).to_hash();
    Command::link(experiment.name.clone(), "Experiments", address).keywords(experiment.id.as_str())
}

fn run_link(run: &Run) -> Command {
    let route = Route::run(
        run.info.experiment_id.clone(),
        run.info.id.clone(),
        RunTab::Overview,
    );
    Command::link(run.display_name(), "Runs", route.to_hash()).keywords(run.info.id.as_str())
}

fn experiment_of(route: &Route) -> Option<ExperimentId> {
    match route {
        Route::Experiment { experiment, .. }
        | Route::Run { experiment, .. }
        | Route::LoggedModel { experiment, .. } => Some(experiment.clone()),
        _ => None,
    }
}

fn run_id(typed: &str) -> Option<&str> {
    let id = typed.trim();
    let is_id = id.len() == RUN_ID && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then_some(id)
}
