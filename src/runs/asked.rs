//! Which runs the server was asked for.

use crate::mlflow::filter::{self, RunField};
use crate::mlflow::{ExperimentId, RunId, RunSearch, ViewType};

/// What a set of runs was asked for: all of what the server has of it, page after page.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Asked {
    /// The experiments whose runs these are.
    pub experiments: Vec<ExperimentId>,
    /// Which lifecycle stages.
    pub view: ViewType,
    /// Conditions in the server's grammar that all hold, none of them blank.
    pub conditions: Vec<String>,
    /// Runs that started at this time or later, in milliseconds since 1970.
    pub since_millis: Option<i64>,
    /// The order that the server was asked for, in its own words; empty for its own, latest start first.
    pub order_by: Vec<String>,
}

impl Asked {
    /// All active runs of these experiments.
    pub fn all_of(experiments: Vec<ExperimentId>) -> Self {
        Self {
            experiments,
            view: ViewType::ActiveOnly,
            conditions: Vec::new(),
            since_millis: None,
            order_by: Vec::new(),
        }
    }

    /// The search for a page.
    pub fn page(&self, max_results: u32, page_token: Option<String>) -> RunSearch {
        let since = self.since_millis.map(started_since);
        RunSearch {
            experiment_ids: self.experiments.clone(),
            filter: filter::and(&self.conditions.join(" AND "), &since.unwrap_or_default()),
            view: self.view,
            max_results,
            order_by: self.order_by.clone(),
            page_token,
        }
    }

    /// The search for those of these runs that started at this time or later.
    pub fn page_since(&self, start_millis: i64, max_results: u32, page_token: Option<String>) -> RunSearch {
        let since = self
            .since_millis
            .map_or(start_millis, |since| since.max(start_millis));
        Self {
            since_millis: Some(since),
            order_by: Vec::new(),
            ..self.clone()
        }
        .page(max_results, page_token)
    }

    /// The search for single runs, whatever else is asked for: parents of others, pinned ones, those under way.
    /// Ids that no filter can say are left out.
    pub fn single_runs<'a>(&self, ids: impl IntoIterator<Item = &'a RunId>, view: ViewType) -> RunSearch {
        let ids: Vec<String> = ids
            .into_iter()
            .filter_map(|id| filter::quoted_text(id.as_str()))
            .collect();
        let max_results = u32::try_from(ids.len()).unwrap_or(u32::MAX).max(1);
        RunSearch {
            experiment_ids: self.experiments.clone(),
            filter: format!("attributes.run_id IN ({})", ids.join(", ")),
            view,
            max_results,
            order_by: Vec::new(),
            page_token: None,
        }
    }

    /// Whether all runs of `other` are among the runs of this, so that they can be found without the server.
    pub fn covers(&self, other: &Self) -> bool {
        self.experiments == other.experiments
            && self.view == other.view
            && self
                .conditions
                .iter()
                .all(|condition| other.conditions.contains(condition))
            && match (self.since_millis, other.since_millis) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(own), Some(other)) => own <= other,
            }
    }
}

fn started_since(millis: i64) -> String {
    let field = RunField::Attribute("start_time").quoted().unwrap_or_default();
    format!("{field} >= {millis}")
}

/// The start of a time range that ends now and reaches `back_millis`, rounded down to the minute: the same question
/// asked twice within it is the same search.
pub fn start_of_range(now_millis: i64, back_millis: i64) -> i64 {
    const MINUTE: i64 = 60_000;
    let start = now_millis.saturating_sub(back_millis);
    start - start.rem_euclid(MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked() -> Asked {
        Asked::all_of(vec!["1".into()])
    }

    #[test]
    fn an_unfiltered_page_asks_for_all_active_runs_in_the_servers_order() {
        let search = asked().page(100, None);
        assert_eq!((search.filter.as_str(), search.order_by.len()), ("", 0));
        assert_eq!(search.view, ViewType::ActiveOnly);
    }

    #[test]
    fn conditions_and_the_time_range_join_in_one_filter() {
        let asked = Asked {
            conditions: vec!["metrics.loss < 1".into(), "params.a = 'b'".into()],
            since_millis: Some(60_000),
            ..asked()
        };
        assert_eq!(
            asked.page(1, None).filter,
            "metrics.loss < 1 AND params.a = 'b' AND attributes.start_time >= 60000"
        );
        assert!(asked.page_since(90_000, 1, None).filter.ends_with(">= 90000"));
        assert!(asked.page_since(30_000, 1, None).filter.ends_with(">= 60000"));
    }

    #[test]
    fn a_set_covers_what_asks_for_less() {
        let loose = Asked {
            conditions: vec!["a = 1".into()],
            since_millis: Some(5),
            ..asked()
        };
        let tight = Asked {
            conditions: vec!["b = 2".into(), "a = 1".into()],
            since_millis: Some(9),
            ..asked()
        };
        assert!(loose.covers(&tight) && asked().covers(&loose));
        assert!(!tight.covers(&loose) && !loose.covers(&asked()));
        let elsewhere = Asked::all_of(vec!["2".into()]);
        assert!(!elsewhere.covers(&tight));
    }

    #[test]
    fn the_same_question_within_a_minute_is_the_same_search() {
        let first = start_of_range(7_200_001, 3_600_000);
        assert_eq!(first, 3_600_000);
        assert_eq!(first, start_of_range(7_259_999, 3_600_000));
    }

    #[test]
    fn single_runs_are_asked_for_by_their_ids_together() {
        let ids = [RunId::from("a"), RunId::from("b'\""), RunId::from("c")];
        let search = asked().single_runs(&ids, ViewType::All);
        assert_eq!(search.filter, "attributes.run_id IN ('a', 'c')");
        assert_eq!(search.max_results, 2);
    }
}
