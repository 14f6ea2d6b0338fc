//! Reading the state that a shared or saved view holds, in the official UI's own terms or in ours.
//!
//! It is one JSON object: search and filters as in its addresses, and how its table and charts are set up. Our own
//! query stands in one more field, which the official UI passes over; where it does, the query comes back exactly.

use serde_json::{Map, Value};

use super::arrangement::{by_default, chains};
use super::kind::ColumnKind;
use super::official_columns::{ALWAYS_SHOWN, SELECTED_BY_DEFAULT, choosable, read};
use crate::mlflow::RunId;
use crate::route::{Aggregate, Lifecycle, ModelVersionFilter, RunsQuery, Sort, StartedWithin, TableQuery};
use crate::runs::{Attribute, Column, Field};

/// The field that holds our own query.
pub(super) const OWN: &str = "sporeprint";
/// What the official UI orders by unless told.
pub(super) const DEFAULT_ORDER: &str = "attributes.start_time";

/// A view that was read.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct OpenedView {
    /// The query that it stands for.
    pub query: RunsQuery,
    /// What of it is not shown here, as nouns: "its charts". Empty if nothing was lost.
    pub left_out: Vec<String>,
    /// Whether it was saved here.
    pub is_own: bool,
}

/// Why a view can't be opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ViewProblem {
    /// The experiment has no such view.
    Missing,
    /// What should be compressed is not, or is damaged; with what the browser says.
    Damaged(String),
    /// It unpacks to more than a view can be.
    TooLarge,
    /// It holds no JSON object, and what the reader of JSON says of it.
    NotAView(String),
}

impl ViewProblem {
    /// What is wrong, as a sentence without its full stop.
    pub fn headline(&self) -> &'static str {
        match self {
            Self::Missing => "This experiment has no such view",
            Self::Damaged(_) => "This view is damaged and can't be unpacked",
            Self::TooLarge => "This view unpacks to more than a view can hold",
            Self::NotAView(_) => "What is saved under this link is not a view",
        }
    }

    /// What more there is to say: the cause, or what to do.
    pub fn detail(&self) -> String {
        match self {
            Self::Missing => "It may have been deleted. Ask whoever sent the link for a new one.".to_owned(),
            Self::Damaged(detail) | Self::NotAView(detail) => detail.clone(),
            Self::TooLarge => "It was not opened. Whoever saved it should save it anew.".to_owned(),
        }
    }
}

/// Reads the JSON of a view.
///
/// # Errors
/// [`ViewProblem::NotAView`] if it is not an object. Fields of wrong types are left out and said.
pub fn read_state(text: &str) -> Result<OpenedView, ViewProblem> {
    let state: Map<String, Value> =
        serde_json::from_str(text).map_err(|error| ViewProblem::NotAView(error.to_string()))?;
    if let Some(own) = state.get(OWN).and_then(Value::as_str) {
        return Ok(OpenedView {
            query: bare(&RunsQuery::from_text(own)),
            left_out: Vec::new(),
            is_own: true,
        });
    }
    let mut reader = Reader {
        state,
        left_out: Vec::new(),
    };
    let query = reader.query();
    reader.name_the_rest();
    Ok(OpenedView {
        query,
        left_out: reader.left_out,
        is_own: false,
    })
}

/// The query of an address that names `view`: the view, but for what the address says itself.
pub fn applied(view: &RunsQuery, address: &RunsQuery) -> RunsQuery {
    let mut query = view.clone();
    let default = RunsQuery::default();
    if address.search != default.search {
        query.search.clone_from(&address.search);
    }
    if address.sort.is_some() {
        query.sort.clone_from(&address.sort);
    }
    if address.started != default.started {
        query.started = address.started;
    }
    if address.lifecycle != default.lifecycle {
        query.lifecycle = address.lifecycle;
    }
    if address.model_versions != default.model_versions {
        query.model_versions = address.model_versions;
    }
    if !address.datasets.is_empty() {
        query.datasets.clone_from(&address.datasets);
    }
    if address.table != default.table {
        query.table = address.table.clone();
    }
    query.mode = address.mode.or(view.mode);
    query.board = address.board.clone().or(query.board);
    query.comparing = address.comparing;
    query.experiments.clone_from(&address.experiments);
    query.extra = address.extra.clone();
    query
}

/// What of a query a view keeps: how runs are searched and shown, not which experiments.
pub fn bare(query: &RunsQuery) -> RunsQuery {
    RunsQuery {
        share_key: None,
        comparing: None,
        experiments: Vec::new(),
        extra: <_>::default(),
        ..query.clone()
    }
}

struct Reader {
    state: Map<String, Value>,
    left_out: Vec<String>,
}

impl Reader {
    /// Takes a field. One that is not what it should be is left out, and that is said.
    fn take<T>(&mut self, name: &str, read: impl Fn(&Value) -> Option<T>) -> Option<T> {
        let value = self.state.remove(name).filter(|value| !value.is_null())?;
        let found = read(&value);
        if found.is_none() {
            self.left_out.push(format!("{name}, which can't be read"));
        }
        found
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, |value| value.as_str().map(str::to_owned))
    }

    fn query(&mut self) -> RunsQuery {
        let search = self.text("searchFilter").unwrap_or_default();
        let key = self.text("orderByKey").filter(|key| !key.is_empty());
        let ascending = self.take("orderByAsc", as_flag).unwrap_or_default();
        let key = key.unwrap_or_else(|| DEFAULT_ORDER.to_owned());
        let is_default = key == DEFAULT_ORDER && !ascending;
        RunsQuery {
            search: search.trim().to_owned(),
            sort: (!is_default).then_some(Sort { key, ascending }),
            started: self
                .take("startTime", |value| {
                    one_of(&StartedWithin::ALL, StartedWithin::as_str, value)
                })
                .unwrap_or_default(),
            lifecycle: self
                .take("lifecycleFilter", |value| {
                    one_of(&Lifecycle::ALL, Lifecycle::as_str, value)
                })
                .unwrap_or_default(),
            model_versions: self
                .take("modelVersionFilter", |value| {
                    one_of(&ModelVersionFilter::ALL, ModelVersionFilter::as_str, value)
                })
                .unwrap_or_default(),
            datasets: self
                .take("datasetsFilter", |value| {
                    serde_json::from_value(value.clone()).ok()
                })
                .unwrap_or_default(),
            table: self.table(),
            ..RunsQuery::default()
        }
    }

    fn table(&mut self) -> TableQuery {
        let (show, hide) = self.visibility();
        let (group_by, aggregate) = self.groups();
        let pinned = self.texts("runsPinned").unwrap_or_default();
        let mut hidden = self.texts("runsHidden").unwrap_or_default();
        let map = self.take("runsVisibilityMap", |value| value.as_object().cloned());
        let unseen = map.unwrap_or_default();
        let unseen = unseen
            .iter()
            .filter(|(_, is_seen)| **is_seen == Value::Bool(false));
        hidden.extend(unseen.map(|(run, _)| run.clone()));
        hidden.sort();
        hidden.dedup();
        TableQuery {
            show,
            hide,
            order: self.order(),
            width: self.widths(),
            // The official UI opens the groups of a table until they are closed.
            expanded: (!group_by.is_empty()).then_some(true),
            group_by,
            aggregate,
            pinned_runs: pinned.into_iter().map(RunId::from).collect(),
            hidden_runs: hidden.into_iter().map(RunId::from).collect(),
            ..TableQuery::default()
        }
    }

    fn texts(&mut self, name: &str) -> Option<Vec<String>> {
        let text = |one: &Value| Some(one.as_str()?.to_owned());
        self.take(name, |value| value.as_array()?.iter().map(text).collect())
    }

    /// Columns by name; those that are none are left out, and that is said.
    fn columns(&mut self, name: &str) -> Option<Vec<Column>> {
        let mut columns = Vec::new();
        for name in self.texts(name)? {
            match read(&name) {
                Some(column) => columns.push(column),
                None => self.left_out.push(format!("the column {name}")),
            }
        }
        Some(columns)
    }

    fn visibility(&mut self) -> (Vec<String>, Vec<String>) {
        let Some(selected) = self.columns("selectedColumns") else {
            return <_>::default();
        };
        // Nobody chose these: the columns that this table shows by itself are the better ones.
        let default = SELECTED_BY_DEFAULT.map(Column::from);
        if selected.len() == default.len() && default.iter().all(|column| selected.contains(column)) {
            return <_>::default();
        }
        let mut show: Vec<&Column> = selected
            .iter()
            .filter(|column| !ALWAYS_SHOWN.iter().any(|shown| Column::from(*shown) == **column))
            .collect();
        show.sort_by(|a, b| by_default(a, b));
        show.dedup();
        let kinds = [ColumnKind::Metric, ColumnKind::Param].map(|kind| kind.as_str().to_owned());
        let is_unwanted =
            |column: &Column| super::kind::is_shown_by_itself(column) && !selected.contains(column);
        let attributes = choosable().filter(is_unwanted).map(|column| column.to_string());
        let is_needed = |column: &&&Column| {
            ColumnKind::of(column) != ColumnKind::Attribute || !super::kind::is_shown_by_itself(column)
        };
        (
            show.iter().filter(is_needed).map(ToString::to_string).collect(),
            kinds.into_iter().chain(attributes).collect(),
        )
    }

    fn order(&mut self) -> Vec<Vec<String>> {
        let name = Column::from(Attribute::Name);
        let mut wanted = vec![name.clone()];
        for column in self.columns("columnOrder").unwrap_or_default() {
            if !wanted.contains(&column) {
                wanted.push(column);
            }
        }
        let mut sorted = wanted.clone();
        sorted.sort_by(by_default);
        let chains = chains(&sorted, &wanted);
        let names = |chain: &Vec<Column>| chain.iter().map(ToString::to_string).collect();
        chains.iter().map(names).collect()
    }

    fn widths(&mut self) -> Vec<(String, u16)> {
        let widths = self.take("columnWidths", |value| value.as_object().cloned());
        let widths = widths.unwrap_or_default();
        let width = |(name, width): (&String, &Value)| Some((read(name)?.to_string(), as_width(width)?));
        widths.iter().filter_map(width).collect()
    }

    fn groups(&mut self) -> (Vec<String>, Aggregate) {
        let Some(groups) = self.take("groupBy", read_groups) else {
            return <_>::default();
        };
        groups
    }

    /// Says what else the state holds that is not shown here.
    fn name_the_rest(&mut self) {
        let mut left_out = Vec::new();
        for (name, value) in &self.state {
            let said = match name.as_str() {
                // How the official UI's page is laid out and kept fresh: nothing of what is seen in a table.
                "viewMaximized"
                | "runListHidden"
                | "autoRefreshEnabled"
                | "isAccordionReordered"
                | "useGroupedValuesInCharts"
                | "hideEmptyCharts"
                | "globalLineChartConfig" => continue,
                _ if is_nothing(value) => continue,
                "compareRunCharts" | "compareRunSections" | "chartsSearchFilter" => "its charts".to_owned(),
                "runsHiddenMode" => match value.as_str() {
                    Some("FIRST_10_RUNS" | "FIRST_20_RUNS" | "SHOW_ALL" | "CUSTOM") => continue,
                    _ => "which runs its charts leave out".to_owned(),
                },
                "runsExpanded" | "groupsExpanded" => "which of its rows are open".to_owned(),
                other => format!("\u{201c}{other}\u{201d}, which is not known here"),
            };
            if !left_out.contains(&said) {
                left_out.push(said);
            }
        }
        self.left_out.append(&mut left_out);
    }
}

fn is_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::String(text) => text.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// The official UI writes a flag as such, or as the text that its address has.
fn as_flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| match value.as_str() {
        Some("true") => Some(true),
        Some("false") => Some(false),
        _ => None,
    })
}

fn as_width(value: &Value) -> Option<u16> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the range is checked first"
    )]
    value
        .as_f64()
        .filter(|width| (1.0..=10_000.0).contains(width))
        .map(|width| width.round() as u16)
}

fn one_of<T: Copy>(all: &[T], name: fn(T) -> &'static str, value: &Value) -> Option<T> {
    let text = value.as_str()?;
    all.iter().copied().find(|one| name(*one) == text)
}

/// An object in 3.x and late 2.x, before that a text: `param.min.depth`.
fn read_groups(value: &Value) -> Option<(Vec<String>, Aggregate)> {
    let column = |mode: &str, key: &str| match mode {
        "param" => Some(Field::param(key).to_string()),
        "tag" => Some(Field::tag(key).to_string()),
        "dataset" => Some(Attribute::Datasets.as_str().to_owned()),
        _ => None,
    };
    if let Some(text) = value.as_str() {
        let mut parts = text.splitn(3, '.');
        let (mode, aggregate, key) = (parts.next()?, parts.next()?, parts.next()?);
        return Some((vec![column(mode, key)?], read_aggregate(aggregate)?));
    }
    let keys = value.get("groupByKeys")?.as_array()?.iter();
    let columns = keys.map(|key| column(key.get("mode")?.as_str()?, key.get("groupByData")?.as_str()?));
    let aggregate = value.get("aggregateFunction").and_then(Value::as_str);
    Some((columns.collect::<Option<_>>()?, read_aggregate(aggregate?)?))
}

fn read_aggregate(text: &str) -> Option<Aggregate> {
    match text {
        "min" => Some(Aggregate::Min),
        "max" => Some(Aggregate::Max),
        "average" => Some(Aggregate::Mean),
        _ => None,
    }
}
