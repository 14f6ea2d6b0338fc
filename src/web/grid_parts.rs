//! What stands in a cell besides its text. Each part is made when a slot first needs it, and kept.

use web_sys::{Element, HtmlElement, Node, Text};

use super::grid_dom::{Maker, append, hide, set, set_opt};
use crate::grid::{Cell, Check, Mark};

/// Where a part stands among the others, from the left.
const EXPANDER: usize = 0;
const CHECK: usize = 1;
const MARKS: [usize; 2] = [2, 3];
const SWATCH: usize = 4;
const ICON: usize = 5;
const BEFORE_TEXT: usize = 6;

/// The parts of one slot.
#[derive(Default)]
pub(super) struct Parts {
    before_text: [Option<Element>; BEFORE_TEXT],
    icon_path: Option<Element>,
    link: Option<HtmlElement>,
    spark: Option<(Element, Element)>,
}

impl Parts {
    /// Brings the parts from what is shown to what is to be shown. `text` is the slot's text.
    pub(super) fn show(&mut self, maker: &Maker, cell: &Element, text: &Text, shown: &Cell, next: &Cell) {
        if shown.expanded != next.expanded
            && let Some(part) = self.part(EXPANDER, maker, cell, text, next.expanded.is_some())
        {
            part.set_class_name(match next.expanded {
                Some(true) => "grid__expander grid__expander--open",
                _ => "grid__expander",
            });
        }
        if shown.check != next.check
            && let Some(part) = self.part(CHECK, maker, cell, text, next.check.is_some())
        {
            show_check(&part, next.check);
        }
        for ((shown, next), slot) in shown.marks.iter().zip(next.marks).zip(MARKS) {
            if *shown != next
                && let Some(part) = self.part(slot, maker, cell, text, next.is_some())
                && let Some(mark) = next
            {
                let (class, name) = mark_class(mark);
                part.set_class_name(class);
                set(&part, "data-part", name);
            }
        }
        if shown.swatch != next.swatch
            && let Some(part) = self.part(SWATCH, maker, cell, text, !next.swatch.is_empty())
        {
            use wasm_bindgen::JsCast;
            super::grid_dom::style(
                &part.unchecked_into::<HtmlElement>().style(),
                "--swatch",
                &next.swatch,
            );
        }
        if shown.icon != next.icon
            && self.part(ICON, maker, cell, text, next.icon.is_some()).is_some()
            && let (Some(path), Some(drawing)) = (&self.icon_path, next.icon)
        {
            set(path, "d", drawing);
        }
        if shown.href != next.href {
            self.link_to(maker, cell, text, &next.href);
        }
        if shown.spark != next.spark {
            self.draw_spark(maker, cell, &next.spark);
        }
    }

    /// Shows or hides a part; makes it when it is first to be shown. None when it is not there.
    fn part(
        &mut self,
        slot: usize,
        maker: &Maker,
        cell: &Element,
        text: &Text,
        is_shown: bool,
    ) -> Option<Element> {
        if let Some(Some(part)) = self.before_text.get(slot) {
            hide(part, !is_shown);
            return Some(part.clone());
        }
        if !is_shown {
            return None;
        }
        let part: Element = match slot {
            EXPANDER => maker.part("span", "grid__expander", "expander")?.into(),
            CHECK => {
                let check = maker.part("span", "grid__check", "check")?;
                set(&check, "aria-label", "Select row");
                check.into()
            }
            SWATCH => maker.part("span", "grid__swatch", "swatch")?.into(),
            ICON => {
                let (drawing, path) = maker.drawing("icon grid__icon", "0 0 24 24")?;
                self.icon_path = Some(path);
                drawing
            }
            _ => maker.part("span", "grid__mark", "cell")?.into(),
        };
        let behind = self.before_text.iter().skip(slot + 1).flatten().next();
        let behind: Option<&Node> = match (behind, &self.link) {
            (Some(part), _) => Some(part),
            (None, Some(link)) => Some(link),
            (None, None) => Some(text),
        };
        let _put = cell.insert_before(&part, behind);
        *self.before_text.get_mut(slot)? = Some(part.clone());
        Some(part)
    }

    /// A slot that has once had a link keeps its text in it; without an address it is no link.
    fn link_to(&mut self, maker: &Maker, cell: &Element, text: &Text, href: &str) {
        if self.link.is_none() {
            let Some(link) = maker.part("a", "grid__link", "link") else {
                return;
            };
            // The table is one stop for the Tab key; Enter on the cell opens.
            set(&link, "tabindex", "-1");
            let _put = cell.replace_child(&link, text);
            let _moved = link.append_child(text);
            self.link = Some(link);
        }
        if let Some(link) = &self.link {
            set_opt(link, "href", (!href.is_empty()).then_some(href));
        }
    }

    fn draw_spark(&mut self, maker: &Maker, cell: &Element, path: &str) {
        if self.spark.is_none() {
            self.spark = maker.drawing("grid__spark", "0 0 100 24");
            if let Some((drawing, _)) = &self.spark {
                append(cell, drawing);
            }
        }
        if let Some((drawing, line)) = &self.spark {
            hide(drawing, path.is_empty());
            set(line, "d", path);
        }
    }
}

/// Shows how a check box stands, to the eye and to whoever reads the page aloud.
pub(super) fn show_check(element: &Element, check: Option<Check>) {
    let (class, said) = match check {
        Some(Check::On) => ("grid__check grid__check--on", "true"),
        Some(Check::Some) => ("grid__check grid__check--some", "mixed"),
        Some(Check::Off) | None => ("grid__check", "false"),
    };
    element.set_class_name(class);
    set(element, "role", "checkbox");
    set(element, "aria-checked", said);
}

fn mark_class(mark: Mark) -> (&'static str, &'static str) {
    match mark {
        Mark::Pin(true) => ("grid__mark grid__mark--pin grid__mark--on", "pin"),
        Mark::Pin(false) => ("grid__mark grid__mark--pin", "pin"),
        Mark::Eye(true) => ("grid__mark grid__mark--eye", "eye"),
        Mark::Eye(false) => ("grid__mark grid__mark--eye-off grid__mark--on", "eye"),
    }
}
