//! How a person has set up the table of runs: what stands in the address besides search, order and filters.

use super::list_query::Sort;
use super::name_list::{
    print_chains, print_names, print_numbered, print_signed, read_chains, read_names, read_numbered,
    read_signed,
};
use super::params::Params;
use super::runs_query::{named, unless_default};
use crate::mlflow::RunId;

/// What the row of a group shows of a metric of its runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Aggregate {
    /// The arithmetic mean.
    #[default]
    Mean,
    /// The smallest value.
    Min,
    /// The largest value.
    Max,
    /// The standard deviation.
    Std,
    /// How many runs have a value.
    Count,
    /// The smallest or largest, whichever is better for this metric.
    Best,
}

impl Aggregate {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] = [
        Self::Mean,
        Self::Min,
        Self::Max,
        Self::Std,
        Self::Count,
        Self::Best,
    ];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Min => "min",
            Self::Max => "max",
            Self::Std => "std",
            Self::Count => "count",
            Self::Best => "best",
        }
    }
}

/// How a cell shows where its number stands among those of its column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CellShade {
    /// A bar behind the number.
    #[default]
    Bars,
    /// A tint of the whole cell.
    Heat,
    /// Not at all.
    Plain,
}

impl CellShade {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Bars, Self::Heat, Self::Plain];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Bars => "bars",
            Self::Heat => "heat",
            Self::Plain => "plain",
        }
    }
}

/// How the table shows a point in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TimeStyle {
    /// Counted from now: "2 hours ago".
    #[default]
    Relative,
    /// Date and time.
    Absolute,
}

impl TimeStyle {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Relative, Self::Absolute];

    /// As the address writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Relative => "relative",
            Self::Absolute => "absolute",
        }
    }
}

/// How the table is set up. The default has no parameters.
///
/// Columns are named as `runs::Column` prints them; `runs::view` gives these lists their meaning. They hold the
/// difference to what the table shows by itself, so that an address stays short however many columns there are.
/// No name is empty in an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TableQuery {
    /// What runs that are equal by the first order are ordered by (`thenBy=metrics.loss,-params.depth`); a dash is
    /// descending.
    pub then_by: Vec<Sort>,
    /// Columns shown though they are not by themselves (`show`); `metrics.`, `params.`, `tags.` and `attributes.`
    /// are all of a kind.
    pub show: Vec<String>,
    /// Columns hidden though they are shown by themselves (`hide`), named as in `show`. A column by its own name
    /// counts for more than all of its kind.
    pub hide: Vec<String>,
    /// Columns moved (`order=status,metrics.loss,,params.a,params.b`): of each list, all but the first stand, in
    /// this order, directly behind the first.
    pub order: Vec<Vec<String>>,
    /// Columns that stay at the left, in this order (`pin`).
    pub pin: Vec<String>,
    /// Widths that the person has set, in CSS pixels (`width=metrics.loss:120`).
    pub width: Vec<(String, u16)>,
    /// Only columns whose values differ between the runs (`differing`).
    pub differing: bool,
    /// What runs are grouped by, outermost first (`groupBy`); none for no groups.
    pub group_by: Vec<String>,
    /// What a group shows of a metric (`aggregate`).
    pub aggregate: Aggregate,
    /// Whether all groups and parents of nested runs are open or closed (`expanded`); `None` is as the table has it:
    /// groups closed, parents open.
    pub expanded: Option<bool>,
    /// Whether nested runs stand as rows of their own, beside their parents (`flat`).
    pub flat: bool,
    /// Runs that stay at the top (`pinRuns`).
    pub pinned_runs: Vec<RunId>,
    /// Runs that are not shown (`hideRuns`).
    pub hidden_runs: Vec<RunId>,
    /// How cells show where their number stands (`cells`).
    pub cells: CellShade,
    /// How points in time are shown (`time`).
    pub time: TimeStyle,
    /// How many runs are loaded at most (`limit`); `None` is as many as the page thinks right.
    pub limit: Option<u32>,
}

impl TableQuery {
    pub(super) fn take(params: &mut Params) -> Self {
        let then_by = params.take("thenBy", read_signed).unwrap_or_default();
        let mut names = |name| params.take(name, read_names).unwrap_or_default();
        let (show, hide, pin, group_by) = (names("show"), names("hide"), names("pin"), names("groupBy"));
        let (pinned_runs, hidden_runs) = (names("pinRuns"), names("hideRuns"));
        let aggregate = params.take("aggregate", |text| {
            named(&Aggregate::ALL, Aggregate::as_str, text)
        });
        let cells = params.take("cells", |text| named(&CellShade::ALL, CellShade::as_str, text));
        let time = params.take("time", |text| named(&TimeStyle::ALL, TimeStyle::as_str, text));
        Self {
            then_by: then_by
                .into_iter()
                .map(|(key, ascending)| Sort { key, ascending })
                .collect(),
            show,
            hide,
            order: params.take("order", read_chains).unwrap_or_default(),
            pin,
            width: params.take("width", read_numbered).unwrap_or_default(),
            differing: params.take_bool("differing").unwrap_or_default(),
            group_by,
            aggregate: aggregate.unwrap_or_default(),
            expanded: params.take_bool("expanded"),
            flat: params.take_bool("flat").unwrap_or_default(),
            pinned_runs: pinned_runs.into_iter().map(RunId::from).collect(),
            hidden_runs: hidden_runs.into_iter().map(RunId::from).collect(),
            cells: cells.unwrap_or_default(),
            time: time.unwrap_or_default(),
            limit: params.take("limit", |text| text.parse().ok().filter(|limit| *limit > 0)),
        }
    }

    pub(super) fn write(&self, params: &mut Params) {
        fn names(names: &[String]) -> Option<String> {
            print_names(names.iter().map(String::as_str))
        }
        fn runs(runs: &[RunId]) -> Option<String> {
            print_names(runs.iter().map(RunId::as_str))
        }
        fn flag(is_set: bool) -> Option<&'static str> {
            is_set.then_some("true")
        }
        let then_by = self
            .then_by
            .iter()
            .map(|sort| (sort.key.as_str(), sort.ascending));
        let width = self.width.iter().map(|(name, width)| (name.as_str(), *width));
        params.push_some("thenBy", print_signed(then_by));
        params.push_some("groupBy", names(&self.group_by));
        params.push_some("aggregate", unless_default(self.aggregate).map(Aggregate::as_str));
        params.push_some("expanded", self.expanded.map(|expanded| expanded.to_string()));
        params.push_some("flat", flag(self.flat));
        params.push_some("show", names(&self.show));
        params.push_some("hide", names(&self.hide));
        params.push_some("differing", flag(self.differing));
        params.push_some("order", print_chains(&self.order));
        params.push_some("pin", names(&self.pin));
        params.push_some("width", print_numbered(width));
        params.push_some("cells", unless_default(self.cells).map(CellShade::as_str));
        params.push_some("time", unless_default(self.time).map(TimeStyle::as_str));
        params.push_some("limit", self.limit.map(|limit| limit.to_string()));
        params.push_some("pinRuns", runs(&self.pinned_runs));
        params.push_some("hideRuns", runs(&self.hidden_runs));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_as_it_comes_has_no_parameters() {
        let mut params = Params::default();
        TableQuery::default().write(&mut params);
        assert!(params.is_empty());
    }

    #[test]
    fn a_table_set_up_by_hand_reads_well() {
        let address = "?thenBy=-params.depth&groupBy=params.model,tags.team&aggregate=best&show=tags.team&hide=params.\
                       &order=status,metrics.loss&pin=metrics.loss&width=run_name:320&time=absolute&limit=50000";
        let mut params = Params::parse(address.trim_start_matches('?'));
        let table = TableQuery::take(&mut params);
        assert!(params.is_empty());
        assert_eq!(table.group_by, ["params.model", "tags.team"]);
        assert_eq!(table.hide, ["params."]);
        assert_eq!(table.order, [["status", "metrics.loss"]]);
        assert_eq!(table.limit, Some(50_000));
        let mut written = Params::default();
        table.write(&mut written);
        assert_eq!(written.to_query(), address);
    }

    #[test]
    fn a_value_that_is_not_understood_stays_beside_the_others() {
        let mut params = Params::parse("width=wide&limit=0&cells=stars&show=tags.team");
        let table = TableQuery::take(&mut params);
        assert_eq!(table.show, ["tags.team"]);
        assert_eq!(params.to_query(), "?width=wide&limit=0&cells=stars");
    }
}
