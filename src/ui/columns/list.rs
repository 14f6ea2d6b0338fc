//! The list of a column picker: a tree of which only the rows in view exist.

use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};

use super::picker::Picker;
use crate::runs::view::PickerRow;
use crate::ui::kit::{Icon, unique_id};

/// The height of a row in CSS pixels; `style/columns.css` has the same.
const ROW_CSS: i32 = 28;
/// More rows than are ever seen at once: the list is at most 15 rows high.
const ROWS_IN_VIEW: usize = 17;

/// The list, moved through by arrow keys; Space shows or hides, P pins.
#[component]
pub(super) fn PickerTree(picker: Picker) -> impl IntoView {
    let viewport = NodeRef::<html::Div>::new();
    let id = StoredValue::new(unique_id("column-list"));
    let first = RwSignal::new(0_usize);
    let count = Memo::new(move |_| picker.list.with(|list| list.0.len()));
    let rows = Memo::new(move |_| {
        let first = first.get().min(count.get().saturating_sub(1));
        picker.list.with(|list| {
            let rows = first..first + ROWS_IN_VIEW;
            rows.filter_map(|index| list.0.row(index)).collect::<Vec<_>>()
        })
    });
    let on_scroll = move |_| {
        if let Some(viewport) = viewport.get_untracked() {
            first.set(usize::try_from(viewport.scroll_top() / ROW_CSS).unwrap_or_default());
        }
    };
    let go = move |index: usize| {
        let index = index.min(count.get_untracked().saturating_sub(1));
        picker.active.set(index);
        let Some(viewport) = viewport.get_untracked() else {
            return;
        };
        let top = i32::try_from(index).unwrap_or(i32::MAX / ROW_CSS) * ROW_CSS;
        let (seen, height) = (viewport.scroll_top(), viewport.client_height());
        if top < seen {
            viewport.set_scroll_top(top);
        } else if top + ROW_CSS > seen + height {
            viewport.set_scroll_top(top + ROW_CSS - height);
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let active = picker.active.get_untracked();
        let Some(row) = picker.list.with_untracked(|list| list.0.row(active)) else {
            return;
        };
        match event.key().as_str() {
            "ArrowDown" => go(active + 1),
            "ArrowUp" => go(active.saturating_sub(1)),
            "PageDown" => go(active + ROWS_IN_VIEW - 3),
            "PageUp" => go(active.saturating_sub(ROWS_IN_VIEW - 3)),
            "Home" => go(0),
            "End" => go(usize::MAX),
            "ArrowRight" if row.open == Some(false) => picker.set_open(row.item, true),
            "ArrowRight" if row.open == Some(true) => go(active + 1),
            "ArrowLeft" if row.open == Some(true) => picker.set_open(row.item, false),
            "ArrowLeft" => {
                let parent = picker.list.with_untracked(|list| {
                    let is_above =
                        |index: &usize| list.0.row(*index).is_some_and(|above| above.level < row.level);
                    (0..active).rev().find(is_above)
                });
                go(parent.unwrap_or(active));
            }
            " " | "Enter" => picker.toggle(row.item),
            "p" | "P" if row.pinned.is_some() => picker.toggle_pin(row.item),
            _ => return,
        }
        event.prevent_default();
    };
    Effect::new(move |_| {
        // A list that has become shorter, by a search, is seen from its start.
        if picker.active.get() == 0
            && let Some(viewport) = viewport.get_untracked()
        {
            viewport.set_scroll_top(0);
        }
    });
    view! {
        <div
            node_ref=viewport
            class="column-list"
            role="tree"
            tabindex="0"
            aria-label="Columns"
            aria-multiselectable="true"
            aria-activedescendant=move || format!("{}-{}", id.get_value(), picker.active.get())
            on:scroll=on_scroll
            on:keydown=on_key
        >
            <div
                class="column-list__all"
                role="presentation"
                style:block-size=move || format!("{}px", count.get() * ROW_CSS.unsigned_abs() as usize)
            >
                <For each=move || rows.get() key=PickerRow::clone let:row>
                    {row_view(picker, id, row)}
                </For>
            </div>
        </div>
    }
}

fn row_view(picker: Picker, list_id: StoredValue<String>, row: PickerRow) -> AnyView {
    let PickerRow {
        index,
        item,
        label,
        note,
        level,
        checked,
        pinned,
        open,
        position,
        siblings,
    } = row;
    let toggle = move |_| {
        picker.active.set(index);
        picker.toggle(item);
    };
    let opener = open.map(|is_open| {
        let turn = move |event: ev::MouseEvent| {
            event.stop_propagation();
            picker.set_open(item, !is_open);
        };
        let icon = if is_open {
            Icon::ChevronDown
        } else {
            Icon::ChevronRight
        };
        view! { <span class="column-list__open" aria-hidden="true" on:click=turn><Icon icon=icon /></span> }
    });
    let pin = pinned.map(|is_pinned| {
        let turn = move |event: ev::MouseEvent| {
            event.stop_propagation();
            picker.toggle_pin(item);
        };
        let said = if is_pinned { "Let go" } else { "Keep at the left" };
        view! {
            <span
                class="column-list__pin"
                class:column-list__pin--on=is_pinned
                aria-hidden="true"
                title=said
                on:click=turn
            ></span>
        }
    });
    // The row is called by all that is read in it.
    let pinned = (pinned == Some(true)).then(|| view! { <span class="visually-hidden">", pinned"</span> });
    view! {
        <div
            id=format!("{}-{index}", list_id.get_value())
            class=format!("column-list__row column-list__row--{level}")
            class:column-list__row--active=move || picker.active.get() == index
            role="treeitem"
            {..custom_attribute("aria-level", level.to_string())}
            aria-posinset=position.to_string()
            aria-setsize=siblings.to_string()
            aria-checked=checked.as_str()
            aria-expanded=open.map(|open| open.to_string())
            style:inset-block-start=format!("{}px", index * ROW_CSS.unsigned_abs() as usize)
            on:click=toggle
        >
            <span class="column-list__label truncate" title=label.clone()>
                {label.clone()}
            </span>
            {(!note.is_empty()).then(|| view! { " " <span class="column-list__note">{note}</span> })}
            {pinned}
            {pin}
            {opener}
        </div>
    }
    .into_any()
}
