//! Walks through JSON that is all here, without building anything of it.
//!
//! Strict where it reads and content with matching brackets where it skips. Whatever is out of the ordinary is
//! [`Unusual`]: the caller then asks the general decoder, which knows every case and can say what is wrong.

use std::borrow::Cow;

/// Not the JSON that servers send every day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Unusual;

/// How far a walk through an object or a list is.
pub(super) enum Within {
    /// There was `null` in its place.
    Nothing,
    Beginning,
    Middle,
}

/// A place in a JSON text.
pub(super) struct Reader<'a> {
    json: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(json: &'a str) -> Self {
        Self { json, at: 0 }
    }

    /// Whether nothing but space is left.
    pub(super) fn is_at_end(&mut self) -> bool {
        self.peek().is_none()
    }

    /// Goes into an object; [`key`](Self::key) goes through it. `null` has no keys.
    pub(super) fn object(&mut self) -> Result<Within, Unusual> {
        self.begin(b'{')
    }

    /// The next key of an object; its value is to be read then. `None` behind the last.
    pub(super) fn key(&mut self, object: &mut Within) -> Result<Option<Cow<'a, str>>, Unusual> {
        if !self.goes_on(object, b'}')? {
            return Ok(None);
        }
        let key = self.string()?;
        self.take(b':')?;
        Ok(Some(key))
    }

    /// Goes into a list; [`item`](Self::item) goes through it. `null` has no items.
    pub(super) fn list(&mut self) -> Result<Within, Unusual> {
        self.begin(b'[')
    }

    /// Whether there is another item, to be read then. A `null` is none.
    pub(super) fn item(&mut self, list: &mut Within) -> Result<bool, Unusual> {
        while self.goes_on(list, b']')? {
            if self.peek() != Some(b'n') {
                return Ok(true);
            }
            self.null()?;
        }
        Ok(false)
    }

    /// A text.
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Unusual> {
        self.take(b'"')?;
        let start = self.at;
        let end = start
            + self
                .left()
                .iter()
                .position(|byte| ends_text(*byte))
                .ok_or(Unusual)?;
        if self.json.as_bytes().get(end) == Some(&b'"') {
            self.at = end + 1;
            return self.json.get(start..end).map(Cow::Borrowed).ok_or(Unusual);
        }
        self.at = start - 1;
        let quoted = self.raw()?;
        serde_json::from_str(quoted).map(Cow::Owned).map_err(|_| Unusual)
    }

    /// A text, or a whole number or boolean as text; empty for `null` and for anything nested.
    pub(super) fn text(&mut self) -> Result<Cow<'a, str>, Unusual> {
        match self.peek() {
            Some(b'"') => self.string(),
            Some(b'n' | b'[' | b'{') => self.skip().map(|()| Cow::default()),
            _ => {
                let raw = self.raw()?;
                // Other numbers print differently from how they are written.
                let is_known =
                    matches!(raw, "true" | "false") || raw.parse::<i64>().is_ok_and(|_| raw != "-0");
                is_known.then_some(Cow::Borrowed(raw)).ok_or(Unusual)
            }
        }
    }

    /// The characters of a value, without the quotes of a text.
    pub(super) fn scalar(&mut self) -> Result<&'a str, Unusual> {
        let raw = self.raw()?;
        Ok(raw
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'))
            .unwrap_or(raw))
    }

    /// The characters of a value, as they are written.
    fn raw(&mut self) -> Result<&'a str, Unusual> {
        self.peek();
        let start = self.at;
        self.skip()?;
        self.json.get(start..self.at).ok_or(Unusual)
    }

    /// Goes behind a value.
    pub(super) fn skip(&mut self) -> Result<(), Unusual> {
        let mut depth = 0_usize;
        loop {
            match self.peek().ok_or(Unusual)? {
                b'"' => self.skip_text()?,
                b'{' | b'[' => {
                    self.at += 1;
                    depth += 1;
                    continue;
                }
                b'}' | b']' => {
                    self.at += 1;
                    depth = depth.checked_sub(1).ok_or(Unusual)?;
                }
                b',' | b':' if depth > 0 => {
                    self.at += 1;
                    continue;
                }
                b',' | b':' => return Err(Unusual),
                _ => {
                    let rest = self.left();
                    self.at += rest
                        .iter()
                        .position(|byte| ends_scalar(*byte))
                        .unwrap_or(rest.len());
                }
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn skip_text(&mut self) -> Result<(), Unusual> {
        self.at += 1;
        loop {
            self.at += self
                .left()
                .iter()
                .position(|byte| ends_text(*byte))
                .ok_or(Unusual)?;
            if self.left().first() == Some(&b'"') {
                self.at += 1;
                return Ok(());
            }
            // A backslash and what it escapes.
            self.at += 2;
        }
    }

    fn begin(&mut self, bracket: u8) -> Result<Within, Unusual> {
        if self.peek() == Some(b'n') {
            return self.null().map(|()| Within::Nothing);
        }
        self.take(bracket).map(|()| Within::Beginning)
    }

    /// Whether another item or key follows, rather than the closing bracket.
    fn goes_on(&mut self, within: &mut Within, close: u8) -> Result<bool, Unusual> {
        let next = match within {
            Within::Nothing => return Ok(false),
            _ => self.peek(),
        };
        if next == Some(close) {
            self.at += 1;
            return Ok(false);
        }
        if matches!(within, Within::Middle) {
            self.take(b',')?;
        }
        *within = Within::Middle;
        Ok(true)
    }

    fn null(&mut self) -> Result<(), Unusual> {
        (self.raw()? == "null").then_some(()).ok_or(Unusual)
    }

    fn take(&mut self, byte: u8) -> Result<(), Unusual> {
        if self.peek() != Some(byte) {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// The next byte that is no space.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.json.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn left(&self) -> &'a [u8] {
        self.json.as_bytes().get(self.at..).unwrap_or_default()
    }
}

fn ends_text(byte: u8) -> bool {
    matches!(byte, b'"' | b'\\')
}

fn ends_scalar(byte: u8) -> bool {
    matches!(
        byte,
        b',' | b'}' | b']' | b':' | b' ' | b'\n' | b'\r' | b'\t' | b'"' | b'{' | b'['
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_read_with_and_without_escapes() {
        let mut reader = Reader::new(r#" "plain" "a\"\\é\u00e9" "#);
        assert!(matches!(reader.string(), Ok(Cow::Borrowed("plain"))));
        assert_eq!(reader.string().unwrap(), "a\"\\éé");
        assert!(reader.is_at_end());
        for wrong in ["\"", "\"\\", "\"\\x\"", "1", ""] {
            assert!(Reader::new(wrong).string().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_hostile_depth_is_skipped_without_a_stack() {
        let deep = format!("{}{}1", "[".repeat(300_000), "]".repeat(300_000));
        let mut reader = Reader::new(&deep);
        reader.skip().unwrap();
        assert_eq!(reader.scalar(), Ok("1"));
    }

    #[test]
    fn what_is_not_json_is_unusual() {
        let read = |json| {
            let mut reader = Reader::new(json);
            let mut object = reader.object()?;
            while reader.key(&mut object)?.is_some() {
                reader.skip()?;
            }
            Ok::<_, Unusual>(())
        };
        assert!(read("{\"a\": {\"b\": [1, \"}\"]}, \"c\": null}").is_ok());
        assert!(read("{}").is_ok() && read("null").is_ok());
        for wrong in [
            "{\"a\" 1}",
            "{\"a\": 1,}",
            "{\"a\": }",
            "{\"a\": 1",
            "[]",
            "{1: 2}",
            "{\"a\": 1]",
        ] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
