//! The items of a tree that are in the page, from top to bottom.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::dom;

/// Every `role=treeitem` under an element.
pub struct TreeItems(Vec<HtmlElement>);

impl TreeItems {
    /// The items that are in the page now.
    pub fn of(tree: &Element) -> Self {
        let Ok(found) = tree.query_selector_all("[role=treeitem]") else {
            return Self(Vec::new());
        };
        Self(
            (0..found.length())
                .filter_map(|index| found.get(index)?.dyn_into().ok())
                .collect(),
        )
    }

    /// Which of them has the focus.
    pub fn focused(&self) -> Option<usize> {
        let focused = web_sys::window()?.document()?.active_element()?;
        self.0.iter().position(|item| item.is_same_node(Some(&focused)))
    }

    /// Their levels, from 1, as said in `aria-level`.
    pub fn levels(&self) -> Vec<usize> {
        let level = |item: &HtmlElement| item.get_attribute("aria-level")?.parse().ok();
        self.0.iter().map(|item| level(item).unwrap_or(1)).collect()
    }

    /// The text of the element of this class in each of them; empty where there is none.
    pub fn texts(&self, class: &str) -> Vec<String> {
        let text = |item: &HtmlElement| item.get_elements_by_class_name(class).item(0)?.text_content();
        self.0.iter().map(|item| text(item).unwrap_or_default()).collect()
    }

    /// Moves the focus to one of them.
    pub fn focus(&self, index: usize) {
        if let Some(item) = self.0.get(index) {
            dom::focus(item);
        }
    }
}

/// Scrolls what holds an element just so far that the element is in sight.
pub fn reveal(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
