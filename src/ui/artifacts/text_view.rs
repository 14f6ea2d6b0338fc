//! Text with line numbers.

use std::fmt::Write;

use leptos::prelude::*;

use crate::format::bytes;
use crate::preview::text::Text;

/// Lines that are laid out together, and only when they come into sight.
const LINES_PER_CHUNK: usize = 400;
/// What is shown of one line, in bytes: longer ones take the browser seconds.
const LONGEST_LINE: usize = 20_000;

/// A text as text nodes: two for every few hundred lines, so that a long one costs little and can be searched by
/// the browser's own find.
#[component]
pub(super) fn TextView(
    /// The text.
    text: Text,
) -> impl IntoView {
    let line_count = text.line_count();
    let digits = line_count.max(1).to_string().len();
    let note = text
        .encoding()
        .note()
        .map(|note| view! { <p class="artifact-note">{note}</p> });
    let chunk = |first: usize| {
        let last = (first + LINES_PER_CHUNK).min(line_count);
        let (numbers, lines) = lines_of(&text, first, last);
        view! {
            <div class="artifact-text__chunk" style=("--lines", (last - first).to_string())>
                <pre class="artifact-text__numbers" aria-hidden="true">{numbers}</pre>
                <pre class="artifact-text__lines">{lines}</pre>
            </div>
        }
    };
    let chunks = (0..line_count).step_by(LINES_PER_CHUNK).map(chunk).collect_view();
    view! {
        {note}
        <div
            class="artifact-text"
            tabindex="0"
            role="group"
            aria-label="Text"
            style=("--digits", digits.to_string())
        >
            {chunks}
            {(line_count == 0).then(|| view! { <p class="artifact-note">"The file is empty."</p> })}
        </div>
    }
}

fn lines_of(text: &Text, first: usize, last: usize) -> (String, String) {
    let (mut numbers, mut lines) = (String::new(), String::new());
    for index in first..last {
        // Writing into a text can't fail.
        let _ = writeln!(numbers, "{}", index + 1);
        if let Some(line) = text.shown_line(index, LONGEST_LINE) {
            lines.push_str(&line.text);
            if line.hidden_bytes > 0 {
                let _ = write!(lines, " … {} more in this line", bytes(line.hidden_bytes as u64));
            }
        }
        lines.push('\n');
    }
    (numbers, lines)
}
