//! The fields of a chart's settings: each shows what the plot says, and changes it at once.

use std::sync::Arc;

use leptos::prelude::*;

use super::state::LineState;
use crate::board::LinePlot;
use crate::format::number_exact;
use crate::ui::kit::{Field, Input, Select};

/// What stands for a setting that is left to the board.
pub(super) const AS_BOARD: &str = "";

/// The first option: what the board says.
pub(super) fn as_board(name: impl Into<String>) -> (String, String) {
    (AS_BOARD.to_owned(), format!("As the board ({})", name.into()))
}

/// How a setting is read of a plot.
pub(super) type Read<T> = Arc<dyn Fn(&LinePlot) -> T + Send + Sync>;
/// How a setting is written into a plot.
pub(super) type Write<T> = Arc<dyn Fn(&mut LinePlot, T) + Send + Sync>;

/// One of a few, or as the board has it. A value that is [`AS_BOARD`] is what the board says.
pub(super) fn choice(
    state: LineState,
    label: &'static str,
    options: impl Fn() -> Vec<(String, String)> + Send + Sync + 'static,
    read: Read<String>,
    write: Write<String>,
) -> AnyView {
    let value = RwSignal::new(state.plot.with_untracked(|plot| read(plot)));
    Effect::new(move |_| {
        let now = state.plot.with(|plot| read(plot));
        if value.with_untracked(|before| *before != now) {
            value.set(now);
        }
    });
    let on_change = Callback::new(move |(chosen,): (String,)| {
        state.change(|plot| write(plot, chosen));
    });
    view! {
        <Field label>
            <Select value options=Signal::derive(options) on_change />
        </Field>
    }
    .into_any()
}

/// A number, or nothing. `times` is how many units of the plot one of the field is.
pub(super) fn number(
    state: LineState,
    label: &'static str,
    hint: Signal<String>,
    times: f64,
    read: Read<Option<f64>>,
    write: Write<Option<f64>>,
) -> AnyView {
    let kind = Kind {
        input: "text",
        wrong: "Not a number",
        print: Arc::new(move |value| number_exact(value / times)),
        parse: Arc::new(move |text| Ok(parse(text)?.map(|number| number * times))),
    };
    typed(state, label, hint, kind, read, write)
}

/// A moment of the person's clock, or nothing; in milliseconds since 1970.
pub(super) fn moment(
    state: LineState,
    label: &'static str,
    read: Read<Option<f64>>,
    write: Write<Option<f64>>,
) -> AnyView {
    let locale = super::state::locale();
    let zone = locale.zone.clone();
    #[expect(clippy::cast_possible_truncation, reason = "a float cast saturates")]
    let print = move |value: f64| zone.to_typed(value as i64);
    let parse = move |text: &str| match text.trim() {
        "" => Ok(None),
        text => locale
            .zone
            .from_typed(text)
            .map(|millis| Some(millis as f64))
            .ok_or(()),
    };
    let kind = Kind {
        input: "datetime-local",
        wrong: "Not a date and time",
        print: Arc::new(print),
        parse: Arc::new(parse),
    };
    typed(state, label, Signal::stored(String::new()), kind, read, write)
}

/// How a value is typed.
#[derive(Clone)]
struct Kind {
    input: &'static str,
    /// What is said of what can't be read.
    wrong: &'static str,
    print: Arc<dyn Fn(f64) -> String + Send + Sync>,
    parse: Arc<Parse>,
}

/// What was typed; nothing where nothing was, an error where it can't be read.
type Parse = dyn Fn(&str) -> Result<Option<f64>, ()> + Send + Sync;

fn typed(
    state: LineState,
    label: &'static str,
    hint: Signal<String>,
    kind: Kind,
    read: Read<Option<f64>>,
    write: Write<Option<f64>>,
) -> AnyView {
    let Kind {
        input,
        wrong,
        print,
        parse,
    } = kind;
    let shown = move |plot: &LinePlot| read(plot).map(|value| print(value)).unwrap_or_default();
    let value = RwSignal::new(state.plot.with_untracked(&shown));
    let parse = StoredValue::new(parse);
    let parse = move |text: &str| parse.with_value(|parse| parse(text));
    let is_wrong = Memo::new(move |_| value.with(|text| parse(text).is_err()));
    Effect::new(move |_| {
        let now = state.plot.with(&shown);
        let is_other = value.with_untracked(|before| parse(before) != parse(&now));
        if is_other {
            value.set(now);
        }
    });
    let on_commit = Callback::new(move |(text,): (String,)| {
        if let Ok(number) = parse(&text) {
            state.change(|plot| write(plot, number));
        }
    });
    let error = move || if is_wrong.get() { wrong } else { "" }.to_owned();
    view! {
        <Field label hint error=Signal::derive(error)>
            // Seconds and their fractions can be typed into dates.
            <Input value kind=input placeholder="Auto" invalid=is_wrong on_commit attr:step="any" />
        </Field>
    }
    .into_any()
}

/// What was typed as a number; nothing where nothing was typed. A comma is a decimal point where it is the only mark and
/// does not part thousands.
fn parse(text: &str) -> Result<Option<f64>, ()> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let mut groups = text.trim_start_matches(['-', '+']).split(',');
    let is_grouped = groups.next().is_some_and(|first| (1..=3).contains(&first.len()))
        && text.contains(',')
        && groups.all(|group| group.len() == 3 && group.bytes().all(|letter| letter.is_ascii_digit()));
    let text = if text.contains('.') || is_grouped {
        text.replace([',', ' '], "")
    } else {
        text.replace(',', ".").replace(' ', "")
    };
    let number: f64 = text.parse().map_err(|_| ())?;
    if number.is_finite() {
        Ok(Some(number))
    } else {
        Err(())
    }
}
