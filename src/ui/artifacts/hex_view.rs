//! The first bytes of a file that no other view reads.

use std::fmt::Write;

use leptos::prelude::*;

use super::partial::Beginning;
use crate::format::bytes;
use crate::preview::{Kind, hex};

/// Rows of the dump.
const MOST_ROWS: usize = 32;

/// What a file is, and its first bytes.
#[component]
pub(super) fn HexView(
    /// The bytes.
    beginning: Beginning,
    /// What they are.
    kind: Kind,
) -> impl IntoView {
    let size = match beginning.total_bytes {
        Some(total) => format!(", {}", bytes(total)),
        None => String::new(),
    };
    let mut dump = String::new();
    let row_count = hex::row_count(&beginning.bytes).min(MOST_ROWS);
    for row in (0..row_count).filter_map(|index| hex::row(&beginning.bytes, index)) {
        // Writing into a text can't fail.
        let _ = writeln!(dump, "{:08x}  {:<49} {}", row.offset, row.hex, row.ascii);
    }
    let shown = (row_count * hex::ROW_BYTES).min(beginning.bytes.len());
    let heading = if shown as u64 == beginning.len() && beginning.is_whole() {
        "All of its bytes".to_owned()
    } else {
        format!("The first {shown} bytes")
    };
    view! {
        <div class="artifact-binary">
            <p class="artifact-binary__kind">{kind.label()}{size}</p>
            <p class="muted">{advice(kind)}</p>
            <h2 class="artifact-binary__heading">{heading}</h2>
            <pre class="artifact-binary__dump" tabindex="0" role="group" aria-label="Bytes in hexadecimal">{dump}</pre>
        </div>
    }
}

fn advice(kind: Kind) -> &'static str {
    match kind {
        Kind::Pickle | Kind::Skops => {
            "A stored Python object. It is not run here. Download it to load it in Python."
        }
        Kind::Image(_) | Kind::Svg => {
            "It is damaged, or of a form that this browser does not show. Download it to open it."
        }
        _ => "There is no preview for this kind of file. Download it to open it.",
    }
}
