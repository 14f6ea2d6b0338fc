//! A column that the server sorts by.

use leptos::prelude::*;

use crate::route::Sort;
use crate::ui::kit::{SortHeader, SortOrder};

/// How a list is sorted, and what changes that: what its [`SortColumn`]s ask for.
#[derive(Clone, Copy)]
pub struct Sorting {
    /// The column, and whether smallest comes first.
    pub sorted: Signal<Option<(String, bool)>>,
    /// Called with the column that is to count, and whether smallest is to come first.
    pub on_sort: Callback<(String, bool)>,
}

impl Sorting {
    /// Of a list whose order is in the address: `order` reads it, `go` goes to the address with another.
    pub fn new(
        order: impl Fn() -> (&'static str, bool) + Send + Sync + 'static,
        go: impl Fn(Sort) + Send + Sync + 'static,
    ) -> Self {
        Self {
            sorted: Signal::derive(move || {
                let (key, ascending) = order();
                Some((key.to_owned(), ascending))
            }),
            on_sort: Callback::new(move |(key, ascending): (String, bool)| go(Sort { key, ascending })),
        }
    }
}

/// A header cell that sorts by its column: first in the direction that the column is mostly wanted in, then in the
/// other.
#[component]
pub fn SortColumn(
    /// What the column is called where it is sorted.
    #[prop(into)]
    column: String,
    /// What the column is called on the page.
    #[prop(into)]
    label: String,
    /// The column that the table is sorted by, and whether smallest comes first.
    sorted: Signal<Option<(String, bool)>>,
    /// Called with the column and whether smallest is to come first.
    on_sort: Callback<(String, bool)>,
    /// The largest or newest is wanted first.
    #[prop(optional)]
    descending_first: bool,
    /// The column holds numbers.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let name = column.clone();
    let order = Memo::new(move |_| {
        sorted.with(|sorted| match sorted {
            Some((key, true)) if *key == name => Some(SortOrder::Ascending),
            Some((key, false)) if *key == name => Some(SortOrder::Descending),
            _ => None,
        })
    });
    let name = column.clone();
    let sort = move || {
        let is_next_ascending = match order.get_untracked() {
            Some(order) => order == SortOrder::Descending,
            None => !descending_first,
        };
        on_sort.run((name.clone(), is_next_ascending));
    };
    view! { <SortHeader order numeric column on_sort=sort>{label}</SortHeader> }
}
