//! Metrics and their histories.

use super::{parent, run_named};
use crate::recorded::Server;
use sporeprint::mlflow::*;

#[test]
fn histories_come_whole_page_by_page() {
    for server in Server::all() {
        let run = parent(&server).info.id;
        let first = server.success("history-first-page", &metrics::history(&run, "loss", 30, None));
        let mut values = first.items;
        // 2.x gives everything at once, whatever was asked.
        if server.version.starts_with('3') {
            assert_eq!(values.len(), 30);
            let token = first.next_page_token.unwrap();
            let second = metrics::history(&run, "loss", 30, Some(&token));
            let second = server.success("history-second-page", &second);
            assert_eq!(second.next_page_token, None);
            values.extend(second.items);
        }
        assert_eq!(values.len(), 42);
        assert_eq!(values.iter().filter(|metric| metric.step == 10).count(), 2);
        assert!(values.iter().any(|metric| metric.step == -3));
        let none = server.success(
            "history-none",
            &metrics::history(&run, "no such metric", 30, None),
        );
        assert_eq!(none.items, []);
    }
}

#[test]
fn histories_keep_not_a_number_and_infinity() {
    for server in Server::all() {
        let run = parent(&server).info.id;
        let page = server.success(
            "history-not-a-number",
            &metrics::history(&run, "not a number", 30, None),
        );
        let nan = page
            .items
            .iter()
            .map(|metric| metric.value.is_nan())
            .collect::<Vec<_>>();
        assert_eq!(nan, [true, false, true]);
        let page = server.success(
            "history-infinite",
            &metrics::history(&run, "infinite/up", 30, None),
        );
        assert!(page.items[0].value.is_infinite());

        let call = metrics::history_bulk_interval(std::slice::from_ref(&run), "not a number", 10, None);
        let sampled = server.success("bulk-interval-not-a-number", &call);
        assert_eq!(sampled.iter().filter(|metric| metric.value.is_nan()).count(), 2);
        // The older endpoint prints a bare NaN, which isn't JSON.
        let invalid = &server.recording("bulk-not-a-number").body;
        assert!(serde_json::from_slice::<serde_json::Value>(invalid).is_err());
        let values = call.decode(invalid).unwrap();
        assert_eq!(
            (values.len(), values[0].value.is_nan(), values[0].run_id.as_ref()),
            (3, true, Some(&run))
        );
    }
}

#[test]
fn sampled_histories_name_the_run_of_each_point() {
    for server in Server::all() {
        let runs = [parent(&server).info.id, run_named(&server, "child").info.id];
        let sampled = metrics::history_bulk_interval(&runs, "loss", 10, None);
        let sampled = server.success("bulk-interval", &sampled);
        for run in &runs {
            let steps = sampled
                .iter()
                .filter(|metric| metric.run_id.as_ref() == Some(run))
                .map(|metric| metric.step);
            assert!((2..=12).contains(&steps.count()));
        }
        let near = metrics::history_bulk_interval(&runs, "loss", 10, Some((-5, 4)));
        let near = server.success("bulk-interval-steps", &near);
        assert!(!near.is_empty() && near.iter().all(|metric| (-5..=4).contains(&metric.step)));
    }
}
