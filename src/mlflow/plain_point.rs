//! One point as servers write it, read in one pass.

use super::tolerant;

/// One point; what it lacks is as where it cannot be read.
#[derive(Debug)]
pub(super) struct PlainPoint<'a> {
    pub(super) value: f64,
    pub(super) time_millis: i64,
    pub(super) step: i64,
    /// Empty where the point does not say.
    pub(super) run_id: &'a str,
}

/// The point that these bytes begin with, and how many it takes. `None` for one that is cut off, and for anything that
/// is not as servers write it, which a reader of all JSON has to look at: escapes, nested values, words.
pub(super) fn plain_point(bytes: &[u8]) -> Option<(PlainPoint<'_>, usize)> {
    let mut reader = Reader { bytes, at: 0 };
    let mut point = PlainPoint {
        value: f64::NAN,
        time_millis: 0,
        step: 0,
        run_id: "",
    };
    reader.expect(b'{')?;
    loop {
        reader.expect(b'"')?;
        let name = reader.text()?;
        reader.expect(b':')?;
        let (text, is_quoted) = reader.scalar()?;
        let text = std::str::from_utf8(text).ok()?;
        match name {
            b"value" => {
                point.value = tolerant::metric_value_in(text);
                if point.value.is_nan() && !is_quoted {
                    return None;
                }
            }
            b"timestamp" | b"step" => {
                let whole = tolerant::integer_in(text);
                if whole.is_none() && !is_quoted {
                    return None;
                }
                let whole = whole.unwrap_or_default();
                if name == b"step" {
                    point.step = whole;
                } else {
                    point.time_millis = whole;
                }
            }
            b"run_id" if is_quoted => point.run_id = text,
            b"run_id" => return None,
            _ => {}
        }
        match reader.next_visible()? {
            b',' => {}
            b'}' => return Some((point, reader.at)),
            _ => return None,
        }
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    fn next_visible(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
        }
    }

    fn expect(&mut self, byte: u8) -> Option<()> {
        (self.next_visible()? == byte).then_some(())
    }

    /// The text whose quote was read, without the quote behind it.
    fn text(&mut self) -> Option<&'a [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let end = rest
            .iter()
            .position(|byte| matches!(byte, b'"' | b'\\' | 0..=31))?;
        if rest.get(end) != Some(&b'"') {
            return None;
        }
        self.at += end + 1;
        rest.get(..end)
    }

    /// A text or a number, and whether it is a text.
    fn scalar(&mut self) -> Option<(&'a [u8], bool)> {
        let first = self.next_visible()?;
        if first == b'"' {
            return self.text().map(|text| (text, true));
        }
        if !matches!(first, b'-' | b'0'..=b'9') {
            return None;
        }
        let start = self.at - 1;
        let rest = self.bytes.get(start..)?;
        let end = rest
            .iter()
            .position(|byte| !matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E' | b'0'..=b'9'))?;
        self.at = start + end;
        rest.get(..end).map(|number| (number, false))
    }
}
