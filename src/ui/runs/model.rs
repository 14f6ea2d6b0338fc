//! From the address and the loaded runs to what the table draws, again whenever either changes.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;

use super::asking::{asked_for, conditions_of, read_search, server_order_of, start_of};
use super::histories::HistoryQueue;
use super::loading::{Loading, Phase};
use super::state::TableState;
use crate::mlflow::{Experiment, ExperimentId, RunId, server};
use crate::query::{Client, Load};
use crate::route::{RunsQuery, StartedWithin, TableQuery};
use crate::runs::view::{ColumnChoice, Sorting, read_sorting, write_sorting};
use crate::runs::{Attribute, Column, Direction, FIRST_LIMIT, Field, PrimaryMetric, differs};
use crate::search::{self, Expr, Problem, ServerGrammar, Split, Suggestion};
use crate::ui::grid::GridHandle;
use crate::ui::kit::{Toasts, use_toasts};
use crate::ui::query::{Keep, use_client, use_query};

/// How many runs are loaded unless the person wants more.
#[expect(clippy::cast_possible_truncation, reason = "ten thousand")]
pub const LIMIT: u32 = FIRST_LIMIT as u32;

/// What a search text turned out to be.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Searched {
    /// What it says; of a text that is wrong, what the last good one said.
    pub expr: Option<Expr>,
    /// Who evaluates what.
    pub split: Split,
    /// What is wrong with it.
    pub problem: Option<Problem>,
}

/// Numbers for people: what is shown of what.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Runs that are here and answer what the server was asked.
    pub loaded: usize,
    /// Runs of them that match the search and the filters.
    pub matching: usize,
    /// Matching runs that the person has hidden.
    pub hidden: usize,
    /// Lines of the table.
    pub lines: u32,
}

/// The table of runs: the runs, what the address says of them, and what is drawn.
#[derive(Clone, Copy)]
pub struct RunsModel {
    /// The experiments whose runs these are.
    pub experiments: Signal<Vec<ExperimentId>>,
    /// What the address asks for.
    pub query: Signal<RunsQuery>,
    /// Asks for another address, which replaces this one.
    change: Callback<(RunsQuery,)>,
    /// The runs.
    pub loading: Loading,
    /// What is drawn.
    state: StoredValue<Rc<TableState>, LocalStorage>,
    /// Changes when anything that is drawn does.
    pub drawn: RwSignal<u32>,
    /// The search.
    pub searched: Memo<Searched>,
    /// All columns and which are shown.
    pub choice: Memo<Same<ColumnChoice>>,
    /// What is shown of what.
    pub counts: RwSignal<Counts>,
    /// How many runs are picked out.
    pub selected: RwSignal<usize>,
    /// Whether lines stand in a tree: of groups, or of nested runs.
    pub is_tree: RwSignal<bool>,
    /// Changes when the lines are put in another order by the person.
    pub order: Memo<u32>,
    /// Changes whenever the lines are worked out again.
    pub(super) arranged: RwSignal<u32>,
    /// The columns that differ between the matching runs, as far as the address asks for only those.
    pub differing: Memo<Same<HashSet<Column>>>,
    /// The table in the page.
    pub handle: GridHandle,
    /// The run whose colour is being chosen, and where in the window.
    pub color_menu: RwSignal<Option<(RunId, [f64; 4])>>,
    /// The search box in the page.
    pub search_input: NodeRef<html::Input>,
    /// The asking for histories.
    pub(super) queue: HistoryQueue,
    pub(super) client: StoredValue<Client, LocalStorage>,
    /// Says what could not be done.
    pub(super) toasts: Toasts,
    /// Which groups and parents the person has opened or closed, by their ids.
    pub(super) folded: RwSignal<HashMap<String, bool>>,
}

/// A value that is equal to itself alone: for what takes long to compare.
pub struct Same<T>(pub Arc<T>);

impl<T> Clone for Same<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl RunsModel {
    /// Follows what the address says of these experiments' runs.
    pub fn new(
        experiments: Signal<Vec<ExperimentId>>,
        query: Signal<RunsQuery>,
        change: Callback<(RunsQuery,)>,
    ) -> Self {
        let version = use_query(Keep::SameRequest, || Some(Load::from(server::version())));
        let text = Memo::new(move |_| query.with(|query| query.search.clone()));
        let grammar = Memo::new(move |_| {
            version.value().map_or_else(ServerGrammar::default, |version| {
                ServerGrammar::of_version(&version)
            })
        });
        let searched =
            Memo::new(move |last: Option<&Searched>| read_search(&text.get(), grammar.get(), last));
        let server_order = RwSignal::new(Vec::new());
        // Counted from when the range is chosen, not anew at every look at the address.
        let since = Memo::new(move |last: Option<&(StartedWithin, Option<i64>)>| {
            let started = query.with(|query| query.started);
            match last {
                Some(last) if last.0 == started => *last,
                _ => (started, start_of(started)),
            }
        });
        let asked = Memo::new(move |_| {
            let conditions = searched.with(|searched| conditions_of(searched, grammar.get()));
            // A link that names a view says nothing of the table yet.
            let is_told = query.with(|query| query.share_key.is_none()) || experiments.with(Vec::len) != 1;
            is_told.then(|| {
                query.with(|query| {
                    asked_for(
                        experiments.get(),
                        query,
                        conditions,
                        since.get().1,
                        server_order.get(),
                    )
                })
            })
        });
        let limit = Memo::new(move |_| query.with(|query| query.table.limit.unwrap_or(LIMIT)));
        let loading = Loading::follow(asked, limit.into());
        let state = StoredValue::new_local(Rc::new(TableState::new()));
        let table = Memo::new(move |_| query.with(|query| query.table.clone()));
        let fields = Memo::new(move |_| {
            loading.version().get();
            let batch = loading.batch();
            // Of another batch, equal numbers mean other fields.
            (batch.serial, batch.set.borrow().fields_version())
        });
        let choice = Memo::new(move |_| {
            fields.get();
            let batch = loading.batch();
            let set = batch.set.borrow();
            let is_single = experiments.with(|experiments| experiments.len() == 1);
            let is_told = |field: &Field| !is_single || *field != Field::from(Attribute::Experiment);
            let known = set.fields().filter(|entry| is_told(entry.field));
            let known = known.map(|entry| Column::from(entry.field.clone()));
            Same(Arc::new(table.with(|table| ColumnChoice::new(known, table))))
        });
        let order = order_of(query);
        let arranged = RwSignal::new(0_u32);
        let counts = RwSignal::<Counts>::default();
        let differing = Memo::new(move |_| {
            arranged.get();
            Same(Arc::new(state.with_value(|state| differing_columns(state))))
        });
        let model = Self {
            experiments,
            query,
            change,
            loading,
            state,
            drawn: RwSignal::new(0),
            searched,
            choice,
            counts,
            selected: RwSignal::new(0),
            is_tree: RwSignal::new(false),
            handle: GridHandle::new(),
            color_menu: RwSignal::new(None),
            search_input: NodeRef::new(),
            queue: HistoryQueue::new(),
            client: StoredValue::new_local(use_client()),
            toasts: use_toasts(),
            order,
            arranged,
            differing,
            folded: RwSignal::default(),
        };
        model.keep_arranged();
        // Where not all runs fit the limit, the first by this order are those that the server finds first by it.
        Effect::new(move |_| {
            let is_cut = loading.phase().with(|phase| *phase == Phase::AtLimit);
            let order = query.with(server_order_of);
            if is_cut && server_order.with_untracked(|asked| *asked != order) {
                server_order.set(order);
            }
        });
        model.follow_changes();
        model.follow_versions();
        model.register_commands();
        model
    }

    /// What is drawn.
    pub fn state(self) -> Rc<TableState> {
        self.state.get_value()
    }

    /// Takes in what is known of the experiments.
    pub fn know(self, about: &[Arc<Experiment>]) {
        let state = self.state();
        let names = about
            .iter()
            .map(|one| (one.id.clone(), Rc::from(one.name.as_str())));
        state.experiments.replace(names.collect());
        let primary = match about {
            [only] => PrimaryMetric::of(&only.tags),
            _ => None,
        };
        state.primary.replace(primary);
        for plan in state.plans.borrow().iter() {
            plan.outdate();
        }
        self.redraw();
    }

    /// Says that something drawn has changed.
    pub fn redraw(self) {
        self.drawn.update(|drawn| *drawn = drawn.wrapping_add(1));
    }

    /// Changes the address.
    pub fn ask(self, edit: impl FnOnce(&mut RunsQuery)) {
        let mut query = self.query.get_untracked();
        edit(&mut query);
        self.change.run((query,));
    }

    /// Changes how the table is set up.
    pub fn set_table(self, table: TableQuery) {
        self.ask(move |query| query.table = table);
    }

    /// What the table is sorted by.
    pub fn sorting(self) -> Vec<Sorting> {
        self.query.with(read_sorting)
    }

    /// Sorts by a column: first in the direction that it is mostly wanted in, then in the other, then no longer. `adds`
    /// keeps what it is sorted by already.
    pub fn sort_by(self, column: &Column, adds: bool) {
        let mut sorting = untrack(|| self.sorting());
        let ascending_first = !self.is_wanted_descending(column);
        let place = sorting.iter().position(|one| one.column == *column);
        let next = match place.and_then(|place| sorting.get(place)) {
            None => Some(ascending_first),
            Some(one) if one.ascending == ascending_first => Some(!ascending_first),
            Some(_) => None,
        };
        if !adds {
            sorting.retain(|one| one.column == *column);
        }
        let place = sorting.iter().position(|one| one.column == *column);
        match (place, next) {
            (Some(place), Some(ascending)) => {
                if let Some(one) = sorting.get_mut(place) {
                    one.ascending = ascending;
                }
            }
            (Some(place), None) => {
                sorting.remove(place);
            }
            (None, Some(ascending)) => sorting.push(Sorting {
                column: column.clone(),
                ascending,
            }),
            (None, None) => {}
        }
        self.ask(|query| write_sorting(query, &sorting));
    }

    fn is_wanted_descending(self, column: &Column) -> bool {
        let state = self.state();
        match column {
            Column::Field(Field::Attribute(Attribute::Started | Attribute::Ended | Attribute::Duration)) => {
                true
            }
            Column::Field(Field::Metric(key)) | Column::Past(_, key) => {
                state.direction_of(key) == Direction::Higher
            }
            Column::Field(_) => false,
        }
    }

    /// Opens or closes a group or a parent.
    pub fn fold(self, id: &str, expanded: bool) {
        self.folded.update(|folded| {
            folded.insert(id.to_owned(), expanded);
        });
    }

    /// What the search could go on with at a byte of its text.
    pub fn complete(self, text: &str, cursor: usize) -> Vec<Suggestion> {
        let batch = self.loading.batch();
        let set = batch.set.borrow();
        search::complete(text, cursor, &*set)
    }

    /// Opens all groups and parents, or closes them.
    pub fn expand_all(self, expanded: bool) {
        self.folded.update(HashMap::clear);
        self.ask(|query| query.table.expanded = Some(expanded));
    }
}

/// Changes when the lines are put in another order, or others are asked for.
fn order_of(query: Signal<RunsQuery>) -> Memo<u32> {
    let arranged_by = Memo::new(move |_| {
        query.with(|query| {
            let table = &query.table;
            let rows = (table.group_by.clone(), table.flat, table.expanded);
            (
                read_sorting(query),
                query.search.clone(),
                query.started,
                query.lifecycle,
                rows,
            )
        })
    });
    Memo::new(move |last: Option<&u32>| {
        arranged_by.with(|_| ());
        last.map_or(0, |last| last.wrapping_add(1))
    })
}

/// The columns in which any two of the matching runs differ.
fn differing_columns(state: &TableState) -> HashSet<Column> {
    let batch = state.batch.borrow();
    let set = batch.set.borrow();
    let rows = state.matching.borrow();
    set.fields()
        .filter(|entry| differs(set.column_by_id(entry.id), &rows))
        .map(|entry| Column::from(entry.field.clone()))
        .collect()
}
