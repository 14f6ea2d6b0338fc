//! Texts as cells of CSV (RFC 4180).

/// Writes a text as a cell. Strangers wrote it: what a spreadsheet would take for a formula gets an apostrophe in front,
/// which a number that begins with a sign does not. Quotes tell an empty text from a missing one.
pub fn write_csv_text(out: &mut String, text: &str) {
    let is_formula =
        text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.trim().parse::<f64>().is_err();
    let is_quoted = text.is_empty() || text.contains(['"', ',', '\n', '\r']) || text.trim() != text;
    if is_quoted {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    if is_quoted {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_texts_and_numbers_stay() {
        let written = |text: &str| {
            let mut out = String::new();
            write_csv_text(&mut out, text);
            out
        };
        assert_eq!(written("=1+1"), "'=1+1");
        assert_eq!(written("-0.5"), "-0.5");
        assert_eq!(written("say \"so\", now"), "\"say \"\"so\"\", now\"");
        assert_eq!(written(""), "\"\"");
    }
}
