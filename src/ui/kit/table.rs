//! Pieces of the plain table. The table itself is `<div class="table-scroll"><table class="table">`.

use leptos::prelude::*;

use super::icon::Icon;

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortOrder {
    /// Least first.
    Ascending,
    /// Greatest first.
    Descending,
}

impl SortOrder {
    /// What `aria-sort` calls it.
    const fn name(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// A column's head that sorts by the column when pressed.
#[component]
pub fn SortHeader(
    /// Which way the table is sorted by this column, if it is.
    #[prop(into)]
    order: Signal<Option<SortOrder>>,
    /// What the column is called where it is sorted, kept in `data-column`.
    #[prop(optional, into)]
    column: Option<String>,
    /// The column holds numbers: aligned at the end, as its cells of class `table__numeric` are.
    #[prop(optional)]
    numeric: bool,
    /// Called when it is pressed; the owner decides which way comes next.
    #[prop(into)]
    on_sort: Callback<()>,
    /// The column's name.
    children: Children,
) -> impl IntoView {
    let icon = move || match order.get() {
        Some(SortOrder::Ascending) => view! { <Icon icon=Icon::ArrowUp /> },
        Some(SortOrder::Descending) => view! { <Icon icon=Icon::ArrowDown /> },
        None => view! { <Icon icon=Icon::ChevronsUpDown /> },
    };
    view! {
        <th scope="col" data-column=column class:table__numeric=numeric aria-sort=move || order.get().map(SortOrder::name)>
            <button type="button" class="table__sort" on:click=move |_| on_sort.run(())>
                <span class="truncate">{children()}</span>
                {icon}
            </button>
        </th>
    }
}
