//! One slot of a cell: shows one cell after another, and touches the page only where they differ.

use std::fmt::Write as _;

use web_sys::{CssStyleDeclaration, HtmlElement, Text};

use super::grid_dom::{Maker, append, set, set_opt};
use super::grid_parts::Parts;
use crate::grid::{Align, Cell, Column, ColumnKind, Span, Tone};

/// The style of a slot without a column.
pub(super) const NOWHERE: &str = "display:none";

/// What of a slot stands in its style.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
struct Style {
    left_css: i32,
    width_css: i32,
    bar_per_mille: Option<u16>,
    heat_per_mille: Option<u16>,
    depth: u16,
}

/// What of a slot stands in its class.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one class")]
struct Look {
    tone: Tone,
    align: Align,
    is_mono: bool,
    is_best: bool,
    is_pending: bool,
    is_active: bool,
    has_bar: bool,
    has_heat: bool,
}

/// One slot.
pub(super) struct CellSlot {
    element: HtmlElement,
    style: CssStyleDeclaration,
    text: Text,
    parts: Parts,
    /// The column that it shows, among the shown ones.
    column: Option<usize>,
    cell: Cell,
    shown_style: Option<Style>,
    look: Option<Look>,
}

impl CellSlot {
    /// Makes an empty slot in a row.
    pub(super) fn new(maker: &Maker, parent: &HtmlElement, id: &str) -> Option<Self> {
        let element = maker.block("grid__cell", "gridcell")?;
        let text = maker.document().create_text_node("");
        let _put = element.append_child(&text);
        set(&element, "id", id);
        append(parent, &element);
        let style = element.style();
        style.set_css_text(NOWHERE);
        Some(Self {
            style,
            element,
            text,
            parts: Parts::default(),
            column: None,
            cell: Cell::default(),
            shown_style: None,
            look: None,
        })
    }

    /// The column that it shows.
    pub(super) fn column(&self) -> Option<usize> {
        self.column
    }

    /// Shows nothing until it is told what.
    pub(super) fn clear(&mut self) {
        if self.column.take().is_some() {
            self.style.set_css_text(NOWHERE);
            self.shown_style = None;
        }
    }

    /// Takes it from the page.
    pub(super) fn remove(self) {
        self.element.remove();
    }

    /// Takes its place in a column.
    pub(super) fn take(&mut self, index: usize, column: &Column, scratch: &mut String) {
        if self.column == Some(index) {
            return;
        }
        self.column = Some(index);
        // Forgotten, so that the place is written with the cell's own style.
        self.shown_style = None;
        scratch.clear();
        let _written = write!(scratch, "{}", index + 1);
        set(&self.element, "aria-colindex", scratch);
        set(&self.element, "data-column", &column.id);
        let role = match column.kind {
            ColumnKind::Name => "rowheader",
            _ => "gridcell",
        };
        set(&self.element, "role", role);
    }

    /// Shows a cell in the place of its column.
    pub(super) fn show(
        &mut self,
        maker: &Maker,
        next: &Cell,
        span: Span,
        is_active: bool,
        scratch: &mut String,
    ) {
        if self.cell.text != next.text {
            self.text.set_data(&next.text);
        }
        self.parts
            .show(maker, &self.element, &self.text, &self.cell, next);
        let look = Look {
            tone: next.tone,
            align: next.align,
            is_mono: next.is_mono,
            is_best: next.is_best,
            is_pending: next.is_pending,
            is_active,
            has_bar: next.bar.is_some(),
            has_heat: next.heat.is_some(),
        };
        if self.look != Some(look) {
            let was_missing = self.look.is_some_and(|look| look.tone == Tone::Missing);
            if was_missing != (look.tone == Tone::Missing) {
                let label = (!was_missing).then_some("no value");
                set_opt(&self.element, "aria-label", label);
            }
            write_class(look, scratch);
            self.element.set_class_name(scratch);
            self.look = Some(look);
        }
        let style = Style {
            left_css: pixels(span.left_css),
            width_css: pixels(span.width_css),
            bar_per_mille: next.bar.map(per_mille),
            heat_per_mille: next.heat.map(per_mille),
            depth: next.depth,
        };
        if self.shown_style != Some(style) {
            write_style(style, scratch);
            self.style.set_css_text(scratch);
            self.shown_style = Some(style);
        }
        copy(&mut self.cell, next);
    }
}

fn write_class(look: Look, class: &mut String) {
    class.clear();
    class.push_str("grid__cell");
    let tone = match look.tone {
        Tone::Normal => "",
        Tone::Muted => " grid__cell--muted",
        Tone::Strong => " grid__cell--strong",
        Tone::Missing => " grid__cell--missing",
        Tone::Good => " grid__cell--good",
        Tone::Bad => " grid__cell--bad",
        Tone::Warning => " grid__cell--warning",
        Tone::Busy => " grid__cell--busy",
    };
    class.push_str(tone);
    for (is_so, name) in [
        (look.align == Align::End, " grid__cell--end"),
        (look.is_mono, " grid__cell--mono"),
        (look.is_best, " grid__cell--best"),
        (look.is_pending, " grid__cell--pending"),
        (look.is_active, " grid__cell--active"),
        (look.has_bar, " grid__cell--bar"),
        (look.has_heat, " grid__cell--heat"),
    ] {
        if is_so {
            class.push_str(name);
        }
    }
}

fn write_style(style: Style, text: &mut String) {
    text.clear();
    let _written = write!(text, "left:{}px;width:{}px", style.left_css, style.width_css);
    if let Some(bar) = style.bar_per_mille {
        let _written = write!(text, ";--bar:{bar}");
    }
    if let Some(heat) = style.heat_per_mille {
        let _written = write!(text, ";--heat:{heat}");
    }
    if style.depth > 0 {
        let _written = write!(text, ";--depth:{}", style.depth);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
fn pixels(length_css: f64) -> i32 {
    length_css.round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and 1000"
)]
fn per_mille(share: f64) -> u16 {
    (share.clamp(0.0, 1.0) * 1000.0) as u16
}

/// Copies a cell into one that has memory for its texts already. A derived `clone_from` would ask for new memory.
fn copy(to: &mut Cell, from: &Cell) {
    let Cell {
        text,
        href,
        swatch,
        spark,
        align,
        tone,
        is_mono,
        bar,
        heat,
        is_best,
        icon,
        depth,
        expanded,
        check,
        marks,
        is_pending,
    } = to;
    text.clone_from(&from.text);
    href.clone_from(&from.href);
    swatch.clone_from(&from.swatch);
    spark.clone_from(&from.spark);
    *align = from.align;
    *tone = from.tone;
    *is_mono = from.is_mono;
    *bar = from.bar;
    *heat = from.heat;
    *is_best = from.is_best;
    *icon = from.icon;
    *depth = from.depth;
    *expanded = from.expanded;
    *check = from.check;
    *marks = from.marks;
    *is_pending = from.is_pending;
}
