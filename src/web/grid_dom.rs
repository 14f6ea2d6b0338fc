//! The fixed elements of a table of slots, and the few calls with which all of it is made.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Document, Element, HtmlElement};

/// Makes elements of one document.
#[derive(Clone)]
pub(super) struct Maker(Document);

impl Maker {
    /// For the document that an element is in.
    pub(super) fn of(element: &Element) -> Option<Self> {
        element.owner_document().map(Self)
    }

    pub(super) fn document(&self) -> &Document {
        &self.0
    }

    /// A `div` of a class and a role. None only where the browser makes no elements.
    pub(super) fn block(&self, class: &str, role: &str) -> Option<HtmlElement> {
        let element: HtmlElement = self.0.create_element("div").ok()?.unchecked_into();
        element.set_class_name(class);
        set(&element, "role", role);
        Some(element)
    }

    /// A small part of a cell: an element of a class that is named in `data-part` and says nothing to a reader.
    pub(super) fn part(&self, tag: &str, class: &str, name: &str) -> Option<HtmlElement> {
        let element: HtmlElement = self.0.create_element(tag).ok()?.unchecked_into();
        element.set_class_name(class);
        set(&element, "data-part", name);
        Some(element)
    }

    /// A drawing with one path.
    pub(super) fn drawing(&self, class: &str, view_box: &str) -> Option<(Element, Element)> {
        let namespace = Some("http://www.w3.org/2000/svg");
        let drawing = self.0.create_element_ns(namespace, "svg").ok()?;
        let path = self.0.create_element_ns(namespace, "path").ok()?;
        for (name, value) in [
            ("class", class),
            ("viewBox", view_box),
            ("aria-hidden", "true"),
            ("preserveAspectRatio", "none"),
        ] {
            set(&drawing, name, value);
        }
        append(&drawing, &path);
        Some((drawing, path))
    }
}

/// Sets an attribute. Fails only for names that no attribute can have.
pub(super) fn set(element: &Element, name: &str, value: &str) {
    let _set = element.set_attribute(name, value);
}

/// Sets an attribute, or takes it away.
pub(super) fn set_opt(element: &Element, name: &str, value: Option<&str>) {
    let _set = match value {
        Some(value) => element.set_attribute(name, value),
        None => element.remove_attribute(name),
    };
}

/// Hides an element, or shows it.
pub(super) fn hide(element: &Element, is_hidden: bool) {
    set_opt(element, "hidden", is_hidden.then_some(""));
}

/// Puts an element into another, behind what is there.
pub(super) fn append(parent: &Element, child: &Element) {
    // Fails only for an element that would hold itself.
    let _appended = parent.append_child(child);
}

/// Sets a property of an element's own style.
pub(super) fn style(style: &CssStyleDeclaration, name: &str, value: &str) {
    let _set = style.set_property(name, value);
}

/// The table's fixed elements, from the outside in.
pub(super) struct Frame {
    /// What scrolls and has the focus.
    pub(super) scroller: HtmlElement,
    /// As large as all rows and columns.
    sizer: HtmlElement,
    /// What is seen: it stays where it is while the scroller scrolls.
    pub(super) view: HtmlElement,
    /// The row of heads.
    pub(super) head: HtmlElement,
    /// The names of groups above the heads.
    pub(super) groups: HtmlElement,
    /// All row slots; moved up and down as one.
    pub(super) rows: HtmlElement,
    rows_style: CssStyleDeclaration,
    /// Where a moved column would land.
    pub(super) gap: HtmlElement,
    /// Makes more.
    pub(super) maker: Maker,
}

impl Frame {
    /// Builds them inside the scroller. None only where the browser makes no elements.
    pub(super) fn new(scroller: HtmlElement) -> Option<Self> {
        let maker = Maker::of(&scroller)?;
        let sizer = maker.block("grid__sizer", "presentation")?;
        let view = maker.block("grid__view", "presentation")?;
        let head_group = maker.block("grid__head", "rowgroup")?;
        let head = maker.block("grid__row grid__row--head", "row")?;
        let groups = maker.block("grid__groups", "presentation")?;
        let body = maker.block("grid__body", "rowgroup")?;
        let rows = maker.block("grid__rows", "presentation")?;
        let gap = maker.block("grid__gap", "presentation")?;
        set(&head, "aria-rowindex", "1");
        set(&groups, "aria-hidden", "true");
        hide(&groups, true);
        hide(&gap, true);
        append(&head_group, &groups);
        append(&head_group, &head);
        append(&body, &rows);
        append(&view, &head_group);
        append(&view, &body);
        append(&view, &gap);
        append(&sizer, &view);
        append(&scroller, &sizer);
        Some(Self {
            rows_style: rows.style(),
            scroller,
            sizer,
            view,
            head,
            groups,
            rows,
            gap,
            maker,
        })
    }

    /// Sizes what scrolls, and then what is seen, which it returns: width and height.
    pub(super) fn resize(&self, width_css: f64, height_css: f64) -> (f64, f64) {
        let sizer = self.sizer.style();
        style(&sizer, "width", &format!("{width_css}px"));
        style(&sizer, "height", &format!("{height_css}px"));
        // Without scroll bars, and these are there only now.
        let width = f64::from(self.scroller.client_width());
        let height = f64::from(self.scroller.client_height());
        let view = self.view.style();
        style(&view, "width", &format!("{width}px"));
        style(&view, "height", &format!("{height}px"));
        (width, height)
    }

    /// Takes all from the page but the scroller.
    pub(super) fn remove(&self) {
        self.sizer.remove();
    }

    /// Moves all rows up by so much.
    pub(super) fn lift_rows(&self, by_css: f64, scratch: &mut String) {
        use std::fmt::Write as _;
        scratch.clear();
        let _written = write!(scratch, "translateY({}px)", -by_css);
        style(&self.rows_style, "transform", scratch);
    }

    /// The height of a row and of the head, as the style sheet has them.
    pub(super) fn heights_css(&self) -> (f64, f64) {
        let read = |name: &str| {
            let style = web_sys::window()?.get_computed_style(&self.scroller).ok()??;
            let text = style.get_property_value(name).ok()?;
            text.trim().strip_suffix("px")?.parse::<f64>().ok()
        };
        let row = read("--row-height").filter(|height| *height >= 1.0);
        (row.unwrap_or(32.0), read("--grid-head-height").unwrap_or(36.0))
    }
}
