//! A table's column header that sorts.

use leptos::prelude::*;

use crate::ui::kit::Icon;

/// A header cell whose button sorts by its column: first in the direction that the column is mostly wanted in,
/// then in the other.
#[component]
pub fn SortHeader(
    /// What the column is called where it is sorted.
    #[prop(into)]
    column: String,
    /// What the column is called on the page.
    #[prop(into)]
    label: String,
    /// The column that the table is sorted by, and whether smallest comes first.
    sorted: Signal<Option<(String, bool)>>,
    /// Called with the column and whether smallest is to come first.
    on_sort: Callback<((String, bool),)>,
    /// The largest or newest is wanted first.
    #[prop(optional)]
    descending_first: bool,
    /// The column holds numbers.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let name = column.clone();
    let ascending = Memo::new(move |_| {
        sorted.with(|sorted| sorted.as_ref().filter(|(key, _)| *key == name).map(|(_, ascending)| *ascending))
    });
    let state = move || match ascending.get() {
        Some(true) => "ascending",
        Some(false) => "descending",
        None => "none",
    };
    let icon = move || if ascending.get() == Some(false) { Icon::ArrowDown } else { Icon::ArrowUp };
    let name = column.clone();
    let sort = move |_| {
        let is_next_ascending = ascending.get_untracked().map_or(!descending_first, |ascending| !ascending);
        on_sort.run(((name.clone(), is_next_ascending),));
    };
    view! {
        <th scope="col" data-column=column aria-sort=state class:table__numeric=numeric>
            <button type="button" class="table__sort" title=label.clone() on:click=sort>
                <span class="truncate">{label.clone()}</span>
                {move || view! { <Icon icon=icon() /> }}
            </button>
        </th>
    }
}
