//! What the server is asked for the runs that an address describes.

use crate::mlflow::{ExperimentId, RunSearch, ViewType, filter};
use crate::route::{Lifecycle, RunsQuery, Sort};

/// The search for one page of the runs that `query` describes, asked at `now_millis` (since 1970).
///
/// The time range is rounded to the minute, so that the same question asked twice within it is the same request.
pub fn run_search(experiments: &[ExperimentId], query: &RunsQuery, max_results: u32, now_millis: i64) -> RunSearch {
    const MINUTE: i64 = 60_000;
    let since = query.started.millis().map(|back| {
        let start = now_millis.saturating_sub(back);
        format!("attributes.start_time >= {}", start - start.rem_euclid(MINUTE))
    });
    RunSearch {
        experiment_ids: experiments.to_vec(),
        filter: filter::and(&query.search, since.as_deref().unwrap_or_default()),
        view: match query.lifecycle {
            Lifecycle::Active => ViewType::ActiveOnly,
            Lifecycle::Deleted => ViewType::DeletedOnly,
        },
        max_results,
        order_by: query.sort.iter().map(order_by).collect(),
        page_token: None,
    }
}

fn order_by(sort: &Sort) -> String {
    format!("{} {}", sort.key, if sort.ascending { "ASC" } else { "DESC" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::route::StartedWithin;

    #[test]
    fn the_time_range_joins_the_filter_and_stays_the_same_within_a_minute() {
        let query = RunsQuery {
            search: "metrics.loss < 1".into(),
            started: StartedWithin::LastHour,
            ..RunsQuery::default()
        };
        let first = run_search(&[ExperimentId::from("1")], &query, 100, 7_200_000 + 1);
        let second = run_search(&[ExperimentId::from("1")], &query, 100, 7_200_000 + 59_999);
        assert_eq!(first.filter, "metrics.loss < 1 AND attributes.start_time >= 3600000");
        assert_eq!(first.filter, second.filter);
    }

    #[test]
    fn an_unfiltered_address_asks_for_all_active_runs_in_the_servers_order() {
        let search = run_search(&[], &RunsQuery::default(), 100, 0);
        assert_eq!((search.filter.as_str(), search.order_by.len()), ("", 0));
        assert_eq!(search.view, ViewType::ActiveOnly);
    }

    #[test]
    fn the_order_is_passed_on_as_the_address_names_it() {
        let sort = Some(Sort { key: "metrics.`val loss`".into(), ascending: true });
        let search = run_search(&[], &RunsQuery { sort, ..RunsQuery::default() }, 100, 0);
        assert_eq!(search.order_by, ["metrics.`val loss` ASC"]);
    }
}
