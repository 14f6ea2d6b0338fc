//! Text of any length, line by line.

use std::borrow::Cow;
use std::fmt;

/// How bytes became characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without a byte order mark.
    Utf8,
    /// UTF-16 with a byte order mark, least significant byte first.
    Utf16Le,
    /// UTF-16 with a byte order mark, most significant byte first.
    Utf16Be,
    /// No UTF-8, so every byte is shown as the Latin-1 character of its number, which may be wrong.
    Latin1,
}

impl Encoding {
    /// The encoding that a byte order mark tells, and the mark's length in bytes.
    pub fn of_byte_order_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        match bytes {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }

    /// What the person should know about it; `None` for UTF-8, which needs no words.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Self::Utf8 => None,
            Self::Utf16Le | Self::Utf16Be => Some("Read as UTF-16, as its byte order mark says."),
            Self::Latin1 => Some("Not valid UTF-8, so it is shown as Latin-1. Some characters may be wrong."),
        }
    }
}

/// Turns bytes into text. Bytes that are only the beginning of a file may end inside a character, which is left out.
/// Unpaired UTF-16 surrogates become U+FFFD.
pub fn decode(bytes: &[u8], is_whole: bool) -> (Cow<'_, str>, Encoding) {
    let marked = Encoding::of_byte_order_mark(bytes);
    let body = marked
        .and_then(|(_, length)| bytes.get(length..))
        .unwrap_or(bytes);
    match marked {
        Some((encoding @ Encoding::Utf16Le, _)) => (utf16(body, u16::from_le_bytes), encoding),
        Some((encoding @ Encoding::Utf16Be, _)) => (utf16(body, u16::from_be_bytes), encoding),
        _ => match std::str::from_utf8(body) {
            Ok(text) => (text.into(), Encoding::Utf8),
            Err(error) if !is_whole && error.error_len().is_none() => {
                let complete = body.get(..error.valid_up_to()).unwrap_or_default();
                (String::from_utf8_lossy(complete), Encoding::Utf8)
            }
            Err(_) => (
                bytes
                    .iter()
                    .map(|byte| char::from(*byte))
                    .collect::<String>()
                    .into(),
                Encoding::Latin1,
            ),
        },
    }
}

fn utf16<'a>(body: &[u8], unit: fn([u8; 2]) -> u16) -> Cow<'a, str> {
    let units = body.as_chunks::<2>().0.iter().map(|pair| unit(*pair));
    char::decode_utf16(units)
        .map(|result| result.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect::<String>()
        .into()
}

/// Text with an index of its lines. Lines end at `\n` or `\r\n`; a last line break begins no further line.
#[derive(Clone, Debug)]
pub struct Text {
    content: String,
    /// Byte offset of each line.
    starts: Vec<u32>,
    encoding: Encoding,
    omitted_bytes: usize,
}

/// A line as far as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLine<'a> {
    /// The line with control characters made visible.
    pub text: Cow<'a, str>,
    /// How many bytes of the line are not shown.
    pub hidden_bytes: usize,
}

impl Text {
    /// At most this many bytes are read; a browser tab has room for the text and its index.
    pub const MAX_BYTES: usize = 64 << 20;

    /// Reads bytes of a file, of which more may follow if it is not whole. What is beyond [`Self::MAX_BYTES`] is left
    /// out, see [`Self::omitted_bytes`].
    pub fn read(bytes: &[u8], is_whole: bool) -> Self {
        Self::read_up_to(bytes, is_whole, Self::MAX_BYTES)
    }

    fn read_up_to(bytes: &[u8], is_whole: bool, max_bytes: usize) -> Self {
        let kept = bytes.get(..max_bytes).unwrap_or(bytes);
        let (content, encoding) = decode(kept, is_whole && kept.len() == bytes.len());
        let content = content.into_owned();
        let mut starts = Vec::new();
        let mut start = 0;
        for line in content.split_inclusive('\n') {
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
            start += line.len();
        }
        Self {
            content,
            starts,
            encoding,
            omitted_bytes: bytes.len() - kept.len(),
        }
    }

    /// All of it.
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// How it was decoded.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// How many of the given bytes were beyond the limit.
    pub fn omitted_bytes(&self) -> usize {
        self.omitted_bytes
    }

    /// Number of lines; none for an empty text.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// A line without its line break, the first being 0; `None` beyond the last.
    pub fn line(&self, index: usize) -> Option<&str> {
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.content.len(), |end| *end as usize);
        let line = self.content.get(start..end)?;
        let Some(line) = line.strip_suffix('\n') else {
            return Some(line);
        };
        Some(line.strip_suffix('\r').unwrap_or(line))
    }

    /// A line as it can be put on a page: at most `max_bytes` of it, cut between characters, and nothing in it invisible.
    pub fn shown_line(&self, index: usize, max_bytes: usize) -> Option<ShownLine<'_>> {
        let line = self.line(index)?;
        let shown = line.get(..line.floor_char_boundary(max_bytes)).unwrap_or(line);
        Some(ShownLine {
            text: visible(shown),
            hidden_bytes: line.len() - shown.len(),
        })
    }
}

/// Replaces what a page would not show, or would show in another order than it stands: control characters but tab and
/// line breaks become their pictures (`␀`), bidirectional overrides and zero-width characters their number (`⟨U+202E⟩`).
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unseen) {
        return text.into();
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        if is_unseen(character) {
            let picture = match u32::from(character) {
                code @ 0..=0x1F => char::from_u32(0x2400 + code),
                0x7F => Some('\u{2421}'),
                _ => None,
            };
            match picture {
                Some(picture) => seen.push(picture),
                None => seen.push_str(&CodePoint(character).to_string()),
            }
        } else {
            seen.push(character);
        }
    }
    seen.into()
}

struct CodePoint(char);

impl fmt::Display for CodePoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "⟨U+{:04X}⟩", u32::from(self.0))
    }
}

fn is_unseen(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => false,
        '\u{200B}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}' => true,
        _ => character.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_at_either_line_break() {
        let text = Text::read(b"a\r\nb\n\nc", true);
        let lines: Vec<_> = (0..text.line_count())
            .map(|index| text.line(index).unwrap())
            .collect();
        assert_eq!(lines, ["a", "b", "", "c"]);
        assert_eq!(text.line(4), None);
        assert_eq!(Text::read(b"a\n", true).line_count(), 1);
        assert_eq!(Text::read(b"", true).line_count(), 0);
    }

    #[test]
    fn what_is_not_utf_8_is_shown_as_latin_1_and_says_so() {
        let text = Text::read(b"caf\xE9", true);
        assert_eq!((text.as_str(), text.encoding()), ("café", Encoding::Latin1));
        assert!(text.encoding().note().unwrap().contains("Latin-1"));
    }

    #[test]
    fn a_prefix_may_end_inside_a_character() {
        let text = Text::read(b"caf\xC3", false);
        assert_eq!((text.as_str(), text.encoding()), ("caf", Encoding::Utf8));
        assert_eq!(Text::read(b"caf\xC3", true).encoding(), Encoding::Latin1);
    }

    #[test]
    fn byte_order_marks_tell_the_encoding() {
        assert_eq!(decode(b"\xEF\xBB\xBFhi", true), ("hi".into(), Encoding::Utf8));
        assert_eq!(decode(b"\xFF\xFEh\0i\0", true), ("hi".into(), Encoding::Utf16Le));
        assert_eq!(
            decode(b"\xFE\xFF\0h\xD8\0", true),
            ("h\u{FFFD}".into(), Encoding::Utf16Be)
        );
    }

    #[test]
    fn what_is_beyond_the_limit_is_counted() {
        let text = Text::read_up_to("aé\nb".as_bytes(), true, 2);
        assert_eq!((text.as_str(), text.omitted_bytes()), ("a", 3));
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let text = Text::read("éé".as_bytes(), true);
        assert_eq!(
            text.shown_line(0, 3),
            Some(ShownLine {
                text: "é".into(),
                hidden_bytes: 2
            })
        );
    }

    #[test]
    fn nothing_hides() {
        assert_eq!(visible("a\tb"), "a\tb");
        assert_eq!(visible("a\0b\x1b[0m\x7f"), "a␀b␛[0m␡");
        assert_eq!(visible("x\u{202E}y\u{200B}\u{85}"), "x⟨U+202E⟩y⟨U+200B⟩⟨U+0085⟩");
    }

    proptest! {
        #[test]
        fn any_bytes_are_some_text(bytes: Vec<u8>, is_whole: bool, max in 0_usize..40) {
            let text = Text::read(&bytes, is_whole);
            for index in 0..text.line_count() {
                let line = text.line(index).unwrap();
                prop_assert!(!line.contains('\n'));
                let shown = text.shown_line(index, max).unwrap();
                prop_assert!(shown.hidden_bytes <= line.len());
                prop_assert!(!shown.text.chars().any(is_unseen));
            }
        }

        #[test]
        fn lines_are_those_of_the_standard_library(content in "[a\r\n é]{0,30}") {
            let text = Text::read(content.as_bytes(), true);
            let lines: Vec<_> = (0..text.line_count()).map(|index| text.line(index).unwrap()).collect();
            prop_assert_eq!(lines, content.lines().collect::<Vec<_>>());
        }
    }
}
