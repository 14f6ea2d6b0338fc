//! Search, order and filters of a runs page.

use super::datasets_filter::{DatasetFilter, read_datasets, write_datasets};
use super::json_list::{print_ids, take_ids};
use super::list_query::Sort;
use super::params::Params;
use super::table_query::TableQuery;
use crate::mlflow::ExperimentId;

/// When a run was started, counted back from now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum StartedWithin {
    /// Whenever.
    #[default]
    Ever,
    /// 60 minutes.
    LastHour,
    /// 24 hours.
    Last24Hours,
    /// 7 times 24 hours.
    Last7Days,
    /// 30 times 24 hours.
    Last30Days,
    /// 360 times 24 hours, as the official UI counts a year.
    LastYear,
}

impl StartedWithin {
    /// All choices, shortest last but for [`Self::Ever`], which comes first.
    pub const ALL: [Self; 6] = [
        Self::Ever,
        Self::LastHour,
        Self::Last24Hours,
        Self::Last7Days,
        Self::Last30Days,
        Self::LastYear,
    ];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ever => "ALL",
            Self::LastHour => "LAST_HOUR",
            Self::Last24Hours => "LAST_24_HOURS",
            Self::Last7Days => "LAST_7_DAYS",
            Self::Last30Days => "LAST_30_DAYS",
            Self::LastYear => "LAST_YEAR",
        }
    }

    /// How far back, in milliseconds. `None` for [`Self::Ever`].
    pub fn millis(self) -> Option<i64> {
        const HOUR: i64 = 3_600_000;
        match self {
            Self::Ever => None,
            Self::LastHour => Some(HOUR),
            Self::Last24Hours => Some(24 * HOUR),
            Self::Last7Days => Some(7 * 24 * HOUR),
            Self::Last30Days => Some(30 * 24 * HOUR),
            Self::LastYear => Some(360 * 24 * HOUR),
        }
    }
}

/// Whether deleted runs are shown instead of the active ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lifecycle {
    /// Runs that are not deleted.
    #[default]
    Active,
    /// Deleted runs.
    Deleted,
}

impl Lifecycle {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Active, Self::Deleted];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Deleted => "Deleted",
        }
    }
}

/// Whether a run must have registered model versions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ModelVersionFilter {
    /// It does not matter.
    #[default]
    All,
    /// At least one.
    With,
    /// None.
    Without,
}

impl ModelVersionFilter {
    /// All three.
    pub const ALL: [Self; 3] = [Self::All, Self::With, Self::Without];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "All Runs",
            Self::With => "With Model Versions",
            Self::Without => "Without Model Versions",
        }
    }
}

/// How a runs page shows its runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunsMode {
    /// The table.
    Table,
    /// The table beside charts.
    Chart,
    /// Logged tables side by side.
    Artifact,
}

impl RunsMode {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Table, Self::Chart, Self::Artifact];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "TABLE",
            Self::Chart => "CHART",
            Self::Artifact => "ARTIFACT",
        }
    }
}

/// Query of a runs page. The default has no parameters: all active runs, last started first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct RunsQuery {
    /// The server's search filter (`searchFilter`); empty for all runs.
    pub search: String,
    /// Order (`orderByKey`, `orderByAsc`); `None` is last started first.
    pub sort: Option<Sort>,
    /// When started (`startTime`).
    pub started: StartedWithin,
    /// Active or deleted (`lifecycleFilter`).
    pub lifecycle: Lifecycle,
    /// With or without model versions (`modelVersionFilter`).
    pub model_versions: ModelVersionFilter,
    /// Runs that used one of these (`datasetsFilter`); empty for all.
    pub datasets: Vec<DatasetFilter>,
    /// Key of a shared view, kept in a tag of the experiment (`viewStateShareKey`).
    pub share_key: Option<String>,
    /// Table, charts or artifacts (`compareRunsMode`); `None` is the person's own setting.
    pub mode: Option<RunsMode>,
    /// Whether the runs of several experiments are compared (`isComparingRuns`).
    pub comparing: Option<bool>,
    /// The experiments whose runs are compared (`experiments`, a JSON list).
    pub experiments: Vec<ExperimentId>,
    /// A board of charts to show in place of the person's own (`board`): JSON, deflated, in base64 for addresses.
    pub board: Option<String>,
    /// How the table is set up.
    pub table: TableQuery,
    /// Unknown query parameters.
    pub extra: Params,
}

impl RunsQuery {
    /// Reads what stands behind the `?` of an address, such as [`Self::to_text`] writes.
    pub fn from_text(query: &str) -> Self {
        Self::read(Params::parse(query))
    }

    /// The query as an address has it, without the `?`; empty for the default.
    pub fn to_text(&self) -> String {
        self.write().to_query().trim_start_matches('?').to_owned()
    }

    pub(super) fn read(mut params: Params) -> Self {
        let started = params.take("startTime", |text| {
            named(&StartedWithin::ALL, StartedWithin::as_str, text)
        });
        let lifecycle = params.take("lifecycleFilter", |text| {
            named(&Lifecycle::ALL, Lifecycle::as_str, text)
        });
        let model_versions = params.take("modelVersionFilter", |text| {
            named(&ModelVersionFilter::ALL, ModelVersionFilter::as_str, text)
        });
        Self {
            search: params.take_text("searchFilter").unwrap_or_default(),
            sort: Sort::take(&mut params, ("attributes.start_time", false)),
            started: started.unwrap_or_default(),
            lifecycle: lifecycle.unwrap_or_default(),
            model_versions: model_versions.unwrap_or_default(),
            datasets: params.take("datasetsFilter", read_datasets).unwrap_or_default(),
            share_key: params.take_text("viewStateShareKey"),
            mode: params.take("compareRunsMode", |text| {
                named(&RunsMode::ALL, RunsMode::as_str, text)
            }),
            comparing: params.take_bool("isComparingRuns"),
            experiments: take_ids(&mut params, "experiments"),
            board: params.take_text("board"),
            table: TableQuery::take(&mut params),
            extra: params,
        }
    }

    pub(super) fn write(&self) -> Params {
        let mut params = Params::default();
        params.push_some(
            "searchFilter",
            Some(self.search.as_str()).filter(|text| !text.is_empty()),
        );
        Sort::write(self.sort.as_ref(), &mut params);
        params.push_some(
            "startTime",
            unless_default(self.started).map(StartedWithin::as_str),
        );
        params.push_some(
            "lifecycleFilter",
            unless_default(self.lifecycle).map(Lifecycle::as_str),
        );
        params.push_some(
            "modelVersionFilter",
            unless_default(self.model_versions).map(ModelVersionFilter::as_str),
        );
        params.push_some("datasetsFilter", write_datasets(&self.datasets));
        params.push_some(
            "viewStateShareKey",
            self.share_key.as_deref().filter(|key| !key.is_empty()),
        );
        params.push_some("compareRunsMode", self.mode.map(RunsMode::as_str));
        params.push_some(
            "isComparingRuns",
            self.comparing.map(|comparing| comparing.to_string()),
        );
        params.push_some("experiments", print_ids(&self.experiments, ExperimentId::as_str));
        params.push_some("board", self.board.as_deref().filter(|board| !board.is_empty()));
        self.table.write(&mut params);
        params.append(&self.extra);
        params
    }
}

/// The choice with this name, whatever its case.
pub(super) fn named<T: Copy>(all: &[T], name: fn(T) -> &'static str, text: &str) -> Option<T> {
    all.iter()
        .copied()
        .find(|choice| name(*choice).eq_ignore_ascii_case(text))
}

/// The value, unless it is what no parameter means anyway.
pub(super) fn unless_default<T: Default + PartialEq>(value: T) -> Option<T> {
    (value != T::default()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unfiltered_page_has_no_parameters() {
        assert!(RunsQuery::default().write().is_empty());
    }

    #[test]
    fn defaults_that_are_spelled_out_are_left_out_again() {
        let params =
            Params::parse("startTime=ALL&lifecycleFilter=Active&modelVersionFilter=All%20Runs&searchFilter=");
        assert_eq!(RunsQuery::read(params), RunsQuery::default());
    }

    #[test]
    fn a_year_has_360_days() {
        assert_eq!(StartedWithin::LastYear.millis(), Some(360 * 86_400_000));
    }
}
