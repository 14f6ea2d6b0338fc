//! Experiments.

use super::{EXPERIMENT, experiment, names};
use crate::recorded::Server;
use sporeprint::mlflow::filter::name_contains;
use sporeprint::mlflow::*;

#[test]
fn experiments_read_with_every_field() {
    for server in Server::all() {
        let search = ExperimentSearch {
            order_by: vec!["name ASC".to_owned()],
            ..ExperimentSearch::default()
        };
        let page = server.success("experiments-search", &experiments::search(&search));
        assert_eq!(names(&page), ["Default", "empty", EXPERIMENT]);
        assert_eq!(page.next_page_token, None);
        let one = server.success("experiments-get", &experiments::get(&experiment()));
        assert_eq!(one, page.items[2]);
        assert_eq!((one.id.as_str(), one.lifecycle), ("1", Lifecycle::Active));
        assert_eq!(one.artifact_location, "mlflow-artifacts:/1");
        assert_eq!(one.note(), Some("A *note*.\n\n- é"));
        assert_eq!(
            one.user_tags().map(|tag| tag.key.as_str()).collect::<Vec<_>>(),
            ["team"]
        );
        assert!(one.created_millis.unwrap() > 1_700_000_000_000);
        assert!(one.updated_millis >= one.created_millis);
    }
}

#[test]
fn pages_of_experiments_join_by_their_token() {
    for server in Server::all() {
        let mut search = ExperimentSearch {
            max_results: 2,
            ..ExperimentSearch::default()
        };
        let first = server.success("experiments-search-first-page", &experiments::search(&search));
        assert_eq!(names(&first), ["empty", EXPERIMENT]);
        search.page_token = first.next_page_token;
        let second = server.success("experiments-search-second-page", &experiments::search(&search));
        assert_eq!(
            (names(&second), second.next_page_token.as_ref()),
            (vec!["Default"], None)
        );
    }
}

#[test]
fn deleted_experiments_say_so() {
    for server in Server::all() {
        let search = ExperimentSearch {
            view: ViewType::DeletedOnly,
            ..ExperimentSearch::default()
        };
        let page = server.success("experiments-search-deleted", &experiments::search(&search));
        assert_eq!(names(&page), ["deleted experiment"]);
        let one = server.success("experiments-get-deleted", &experiments::get(&page.items[0].id));
        assert_eq!(one.lifecycle, Lifecycle::Deleted);
    }
}

#[test]
fn a_search_text_with_any_quotes_finds_the_name_that_has_them() {
    let searches = [
        ("nothing", "no such name", false),
        ("apostrophe", "IT's", true),
        ("double-quote", "\"double\" & it", true),
        ("both-quotes", "double\" & it's `ticked`", true),
        ("percent-and-plus", "+ 100% #1", true),
    ];
    for server in Server::all() {
        for (name, text, found) in searches {
            let search = ExperimentSearch {
                filter: name_contains(text),
                ..ExperimentSearch::default()
            };
            let page = server.success(
                &format!("experiments-search-{name}"),
                &experiments::search(&search),
            );
            assert_eq!(
                names(&page),
                if found { vec![EXPERIMENT] } else { vec![] },
                "{text}"
            );
        }
    }
}
