//! The heads of the columns, in slots as the cells below them.

use std::fmt::Write as _;
use std::sync::Arc;

use web_sys::{CssStyleDeclaration, HtmlElement};

use super::grid_cell::NOWHERE;
use super::grid_dom::{Maker, append, hide, set, set_opt, style};
use super::grid_parts::show_check;
use crate::grid::{Align, Check, Column, ColumnKind, GroupLabel, Layout, SortKey, Span, slot_of};

/// What a head shows of its column.
#[derive(Clone, PartialEq, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is one class or part")]
struct Shown {
    label: Arc<str>,
    id: Arc<str>,
    kind: ColumnKind,
    span: Span,
    is_sortable: bool,
    has_menu: bool,
    /// Its rank among the columns sorted by, from 1, and whether the largest comes first.
    sorted: Option<(usize, bool)>,
    /// How many columns are sorted by.
    sort_count: usize,
    is_active: bool,
    is_moving: bool,
    check: Check,
}

/// One slot.
struct HeadSlot {
    element: HtmlElement,
    style: CssStyleDeclaration,
    label: HtmlElement,
    check: HtmlElement,
    menu: HtmlElement,
    handle: HtmlElement,
    id: String,
    column: Option<usize>,
    shown: Option<Shown>,
}

/// What the heads show besides their columns.
pub(super) struct HeadLook<'a> {
    pub(super) layout: &'a Layout,
    pub(super) sort: &'a [SortKey],
    pub(super) check: Check,
    /// The column whose head is active.
    pub(super) active: Option<usize>,
    /// The column that is being moved.
    pub(super) moving: Option<usize>,
}

/// All heads.
pub(super) struct Head {
    frozen: HtmlElement,
    strip: HtmlElement,
    strip_style: CssStyleDeclaration,
    frozen_slots: Vec<HeadSlot>,
    slots: Vec<HeadSlot>,
    group_labels: Vec<HtmlElement>,
    groups_shown: Vec<GroupLabel>,
    x_css: Option<f64>,
    prefix: String,
}

impl Head {
    /// No heads yet, in the row for them.
    pub(super) fn new(maker: &Maker, row: &HtmlElement, prefix: String) -> Option<Self> {
        let frozen = maker.block("grid__frozen", "presentation")?;
        let strip = maker.block("grid__strip", "presentation")?;
        append(row, &strip);
        append(row, &frozen);
        Some(Self {
            strip_style: strip.style(),
            frozen,
            strip,
            frozen_slots: Vec::new(),
            slots: Vec::new(),
            group_labels: Vec::new(),
            groups_shown: Vec::new(),
            x_css: None,
            prefix,
        })
    }

    /// Gives it as many heads as the layout needs, and forgets which columns they show.
    pub(super) fn arrange(&mut self, maker: &Maker, frozen: usize, scrolled: usize, frozen_css: f64) {
        let panes = [
            (&mut self.frozen_slots, &self.frozen, frozen, "hf"),
            (&mut self.slots, &self.strip, scrolled, "hs"),
        ];
        for (slots, parent, wanted, pane) in panes {
            while slots.len() > wanted {
                if let Some(slot) = slots.pop() {
                    slot.element.remove();
                }
            }
            while slots.len() < wanted {
                let id = format!("{}{pane}{}", self.prefix, slots.len());
                let Some(slot) = HeadSlot::new(maker, parent, id) else {
                    break;
                };
                slots.push(slot);
            }
            for slot in slots {
                if slot.column.take().is_some() {
                    slot.shown = None;
                    slot.style.set_css_text(NOWHERE);
                }
            }
        }
        style(&self.frozen.style(), "width", &format!("{frozen_css}px"));
        style(&self.strip.style(), "left", &format!("{frozen_css}px"));
    }

    /// The id of the head of a column, while it is in sight.
    pub(super) fn cell_id(&self, column: usize) -> Option<String> {
        let mut slots = self.frozen_slots.iter().chain(&self.slots);
        let slot = slots.find(|slot| slot.column == Some(column))?;
        Some(slot.id.clone())
    }

    /// Shows the heads of the frozen columns and of these of the others, scrolled by `x_css`.
    pub(super) fn show(
        &mut self,
        columns: std::ops::Range<usize>,
        x_css: f64,
        look: &HeadLook<'_>,
        scratch: &mut String,
    ) {
        if self.x_css != Some(x_css) {
            self.x_css = Some(x_css);
            scratch.clear();
            let _written = write!(scratch, "translateX({}px)", -x_css);
            style(&self.strip_style, "transform", scratch);
        }
        for (index, slot) in self.frozen_slots.iter_mut().enumerate() {
            slot.show(index, look, scratch);
        }
        let (first, pool) = (look.layout.frozen.len(), self.slots.len());
        for index in columns {
            if let Some(slot) = self.slots.get_mut(slot_of(index, pool)) {
                slot.show(first + index, look, scratch);
            }
        }
    }

    /// Shows the names of groups, in elements that are made when there are more of them than ever before.
    pub(super) fn show_groups(&mut self, maker: &Maker, parent: &HtmlElement, labels: Vec<GroupLabel>) {
        if labels == self.groups_shown {
            return;
        }
        while self.group_labels.len() < labels.len() {
            let Some(label) = maker.block("grid__group", "presentation") else {
                return;
            };
            append(parent, &label);
            self.group_labels.push(label);
        }
        for (index, element) in self.group_labels.iter().enumerate() {
            let (label, shown) = (labels.get(index), self.groups_shown.get(index));
            if label == shown {
                continue;
            }
            hide(element, label.is_none());
            if let Some(label) = label {
                if shown.is_none_or(|shown| shown.text != label.text) {
                    element.set_text_content(Some(&label.text));
                }
                let css = format!("left:{}px;width:{}px", label.span.left_css, label.span.width_css);
                element.style().set_css_text(&css);
            }
        }
        self.groups_shown = labels;
    }
}

impl HeadSlot {
    fn new(maker: &Maker, parent: &HtmlElement, id: String) -> Option<Self> {
        let element = maker.block("grid__cell grid__cell--head", "columnheader")?;
        let label = maker.part("span", "grid__label", "head")?;
        let check = maker.part("span", "grid__check", "check")?;
        let menu = maker.part("button", "grid__menu", "menu")?;
        let handle = maker.part("span", "grid__handle", "handle")?;
        set(&element, "id", &id);
        set(&check, "aria-label", "Select all rows");
        set(&menu, "type", "button");
        set(&menu, "aria-haspopup", "menu");
        set(&menu, "tabindex", "-1");
        hide(&check, true);
        for part in [&check, &label, &menu, &handle] {
            append(&element, part);
        }
        append(parent, &element);
        let style = element.style();
        style.set_css_text(NOWHERE);
        Some(Self {
            style,
            element,
            label,
            check,
            menu,
            handle,
            id,
            column: None,
            shown: None,
        })
    }

    fn show(&mut self, index: usize, look: &HeadLook<'_>, scratch: &mut String) {
        let Some(column) = look.layout.column(index) else {
            return;
        };
        if self.column != Some(index) {
            self.column = Some(index);
            scratch.clear();
            let _written = write!(scratch, "{}", index + 1);
            set(&self.element, "aria-colindex", scratch);
        }
        let sorted = look.sort.iter().position(|key| key.column == column.id);
        let next = Shown {
            label: Arc::clone(&column.label),
            id: Arc::clone(&column.id),
            kind: column.kind,
            span: look.layout.span(index),
            is_sortable: column.is_sortable,
            has_menu: column.has_menu,
            sorted: sorted.and_then(|at| Some((at + 1, look.sort.get(at)?.is_descending))),
            sort_count: look.sort.len(),
            is_active: look.active == Some(index),
            is_moving: look.moving == Some(index),
            check: look.check,
        };
        if self.shown.as_ref() == Some(&next) {
            return;
        }
        self.draw(column, &next, scratch);
        self.shown = Some(next);
    }

    fn draw(&self, column: &Column, next: &Shown, scratch: &mut String) {
        let before = self.shown.as_ref();
        if before.is_none_or(|shown| shown.id != next.id) {
            set(&self.element, "data-column", &next.id);
        }
        if before.is_none_or(|shown| shown.label != next.label || shown.kind != next.kind) {
            self.label.set_text_content(Some(&next.label));
            let said = if next.kind == ColumnKind::Check {
                Some("Select all rows")
            } else {
                None
            };
            set_opt(&self.element, "aria-label", said);
            scratch.clear();
            scratch.push_str("Menu of ");
            scratch.push_str(&next.label);
            set(&self.menu, "aria-label", scratch);
        }
        hide(&self.check, next.kind != ColumnKind::Check);
        if before.is_none_or(|shown| shown.check != next.check) {
            show_check(&self.check, Some(next.check));
        }
        hide(&self.menu, !next.has_menu);
        hide(&self.handle, !column.is_arranged());
        let way = next.sorted.map(
            |(_, is_descending)| {
                if is_descending { "descending" } else { "ascending" }
            },
        );
        set_opt(&self.element, "aria-sort", way);
        let rank = next.sorted.filter(|_| next.sort_count > 1);
        set_opt(
            &self.element,
            "data-rank",
            rank.map(|(rank, _)| rank.to_string()).as_deref(),
        );
        scratch.clear();
        scratch.push_str("grid__cell grid__cell--head");
        for (is_so, name) in [
            (next.kind.align() == Align::End, " grid__cell--end"),
            (next.is_sortable, " grid__cell--sortable"),
            (next.is_active, " grid__cell--active"),
            (next.is_moving, " grid__cell--moving"),
        ] {
            if is_so {
                scratch.push_str(name);
            }
        }
        self.element.set_class_name(scratch);
        scratch.clear();
        let _written = write!(
            scratch,
            "left:{}px;width:{}px",
            next.span.left_css, next.span.width_css
        );
        self.style.set_css_text(scratch);
    }
}
