//! A column that the server sorts by.

use leptos::prelude::*;

use crate::ui::kit::{SortHeader, SortOrder};

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
