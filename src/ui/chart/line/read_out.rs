//! What is read out at a place, as text.

use leptos::prelude::*;

use super::state::{LineState, Pointed, dash, x_name, x_unit};
use crate::chart::{Hit, Locale};
use crate::mlflow::RunId;

/// A read-out that follows the pointer shows at most this many lines, those closest to it.
pub(super) const ROWS: usize = 12;
const DIGITS: usize = 6;

/// One line of a read-out.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Names the line, whatever its place is.
    pub id: String,
    pub name: String,
    /// Exact where it is meant, else to six digits.
    pub value: String,
    /// What else there is to say: the value before smoothing, the place where it is another one.
    pub remark: String,
    pub color: String,
    /// Names the pattern of the key beside the name.
    pub dash: &'static str,
    pub is_focus: bool,
    pub run: Option<RunId>,
    /// Where its dot is, in CSS pixels of the chart.
    pub x_css: f64,
    pub y_css: f64,
}

/// A read-out: what is at one place of the x axis.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ReadOut {
    pub title: String,
    pub rows: Vec<Row>,
    /// How many lines are left out.
    pub more: usize,
    /// Where the crosshair stands.
    pub x_css: f64,
}

impl ReadOut {
    /// What is pointed at, in at most `rows` lines around the one that is meant.
    pub fn of(state: LineState, pointed: &Pointed, rows: usize, locale: &Locale) -> Option<Self> {
        let focused = *pointed.focused()?;
        let start = pointed
            .focus
            .saturating_sub(rows / 2)
            .min(pointed.hits.len().saturating_sub(rows));
        let hits = pointed.hits.iter().enumerate().skip(start).take(rows);
        let shown: Vec<Row> = hits
            .filter_map(|(index, hit)| row(state, hit, &focused, index == pointed.focus, locale))
            .collect();
        Some(Self {
            title: title(state, &focused, pointed.x, locale),
            more: pointed.hits.len().saturating_sub(shown.len()),
            rows: shown,
            x_css: focused.x_css,
        })
    }

    /// The read-out in words.
    pub fn spoken(&self) -> String {
        let focus = self.rows.iter().find(|row| row.is_focus);
        let others = self.rows.iter().filter(|row| !row.is_focus).take(3);
        let rows: Vec<String> = focus
            .into_iter()
            .chain(others)
            .map(|row| format!("{} {}", row.name, row.value))
            .collect();
        format!("{}: {}", self.title, rows.join(", "))
    }
}

/// The place, and what else is known of the point that is meant there.
fn title(state: LineState, focused: &Hit, x: f64, locale: &Locale) -> String {
    state.look.with_untracked(|look| {
        let at = x_unit(&look.x).read_out(x, DIGITS, locale);
        let place = format!("{} {at}", x_name(&look.x));
        let point = state.drawn.with_untracked(|drawn| {
            let line = drawn.picture.lines.get(focused.line)?;
            let origin = line.trace.origin(focused.point);
            line.series.as_ref()?.point(origin)
        });
        match (point, &look.x) {
            (Some(point), crate::board::XAxis::Step) => {
                format!("{place} · {}", locale.moment(point.time_millis))
            }
            (Some(point), _) => format!("{place} · step {}", locale.whole(point.step)),
            (None, _) => place,
        }
    })
}

fn row(state: LineState, hit: &Hit, focused: &Hit, is_focus: bool, locale: &Locale) -> Option<Row> {
    state.drawn.with_untracked(|drawn| {
        let line = drawn.picture.lines.get(hit.line)?;
        let drawn_line = drawn.lines.get(hit.line)?;
        let value = if is_focus {
            locale.exact(hit.y)
        } else {
            locale.number(hit.y, DIGITS)
        };
        let raw = line.behind.as_ref().and_then(|behind| behind.y().get(hit.point));
        let mut remarks: Vec<String> = raw
            .map(|raw| format!("raw {}", locale.number(*raw, DIGITS)))
            .into_iter()
            .collect();
        if (hit.x_css - focused.x_css).abs() >= 1.0 {
            let unit = state.look.with_untracked(|look| x_unit(&look.x));
            remarks.push(format!("at {}", unit.read_out(hit.x, DIGITS, locale)));
        }
        Some(Row {
            id: drawn.picture.id_of(hit.line),
            name: drawn_line.name.to_string(),
            value,
            remark: remarks.join(", "),
            color: line.color.to_css(),
            dash: dash_class(line.key),
            is_focus,
            run: drawn.picture.run_of(hit.line).map(|run| run.id.clone()),
            x_css: hit.x_css,
            y_css: hit.y_css,
        })
    })
}

/// The class of a key that is dashed as the `index`th of several lines is.
pub(super) fn dash_class(index: usize) -> &'static str {
    use crate::chart::Dash;
    match dash(index) {
        Dash::Solid => "line-key",
        Dash::Dash => "line-key line-key--dash",
        Dash::Dot => "line-key line-key--dot",
        Dash::LongDash => "line-key line-key--long-dash",
        Dash::DashDot => "line-key line-key--dash-dot",
        Dash::LongDashDot => "line-key line-key--long-dash-dot",
    }
}
