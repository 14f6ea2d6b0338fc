//! Quotes as the server reads them, and the typographic ones that phones and word processors put in their place.

/// A text in quotes could be read to its end, or not.
pub enum Quoted {
    /// The text between the quotes, and where the closing one ends, from the opening one on.
    Closed(String, usize),
    /// No quote closes it.
    Open,
}

/// Whether a quoted text begins with this character.
pub fn opens(mark: char) -> bool {
    matches!(mark, '\'' | '"' | '`') || is_double(mark) || is_single(mark)
}

/// Whether a word ends before this character. An apostrophe is part of it.
pub fn ends_a_word(mark: char) -> bool {
    matches!(mark, '\'' | '"' | '`') || is_double(mark)
}

fn is_double(mark: char) -> bool {
    matches!(mark, '“' | '”' | '„' | '‟')
}

fn is_single(mark: char) -> bool {
    matches!(mark, '‘' | '’' | '‚')
}

/// Reads the quoted text that `text` begins with; `None` if it begins with something else.
///
/// In straight quotes and backticks the server has no escapes: doubled marks, and marks after a backslash, do not close
/// the text, and stay in it as they are. A mark closes it after all if otherwise none would.
/// In “typographic” ones a doubled mark stands for one; in ‘single’ ones what closes is not followed by a letter.
pub fn read(text: &str) -> Option<Quoted> {
    let mark = text.chars().next().filter(|&mark| opens(mark))?;
    let inner = text.get(mark.len_utf8()..)?;
    Some(if is_double(mark) {
        read_double(inner, mark.len_utf8())
    } else if is_single(mark) {
        read_single(inner, mark.len_utf8())
    } else {
        match closing(inner, mark) {
            Some(end) => Quoted::Closed(inner.get(..end)?.to_owned(), end + 2),
            None => Quoted::Open,
        }
    })
}

fn closing(inner: &str, mark: char) -> Option<usize> {
    let mut otherwise = None;
    let mut chars = inner.char_indices().peekable();
    while let Some((at, one)) = chars.next() {
        let next = chars.peek().copied().filter(|&(_, next)| next == mark);
        match next {
            Some(_) if one == mark => otherwise = Some(at),
            Some((escaped, _)) if one == '\\' && mark != '`' => otherwise = Some(escaped),
            _ if one == mark => return Some(at),
            _ => continue,
        }
        chars.next();
    }
    otherwise
}

fn read_double(inner: &str, opened: usize) -> Quoted {
    let mut text = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, one)) = chars.next() {
        if matches!(one, '“' | '”') && chars.next_if(|&(_, next)| next == one).is_none() {
            return Quoted::Closed(text, opened + at + one.len_utf8());
        }
        text.push(one);
    }
    Quoted::Open
}

fn read_single(inner: &str, opened: usize) -> Quoted {
    for (at, one) in inner.char_indices() {
        let goes_on = || inner.get(at + one.len_utf8()..)?.chars().next();
        if matches!(one, '‘' | '’') && !goes_on().is_some_and(char::is_alphanumeric) {
            let text = inner.get(..at).unwrap_or_default().to_owned();
            return Quoted::Closed(text, opened + at + one.len_utf8());
        }
    }
    Quoted::Open
}

/// A text in typographic quotes, which [`read`] gives back whatever it holds. The server does not know them.
pub fn typographic(text: &str) -> String {
    let mut quoted = String::from('“');
    for one in text.chars() {
        if matches!(one, '“' | '”') {
            quoted.push(one);
        }
        quoted.push(one);
    }
    quoted.push('”');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mlflow::filter::{quoted_key, quoted_text};
    use proptest::prelude::*;

    fn between(text: &str) -> Option<(String, &str)> {
        match read(text)? {
            Quoted::Closed(inner, end) => Some((inner, &text[end..])),
            Quoted::Open => None,
        }
    }

    #[test]
    fn straight_quotes_close_where_the_server_closes_them() {
        let closes = |text, inner: &str, rest| assert_eq!(between(text), Some((inner.to_owned(), rest)));
        closes("'a' b", "a", " b");
        closes("'' b", "", " b");
        closes("'it''s' b", "it''s", " b");
        closes("'it\\'s' b", "it\\'s", " b");
        closes("'C:\\'", "C:\\", "");
        closes("'C:\\' and 'b'", "C:\\' and ", "b'");
        closes("\"it's\"", "it's", "");
        closes("`a``b` c", "a``b", " c");
        closes("`a\\` c", "a\\", " c");
        assert_eq!(between("'a"), None);
        assert_eq!(between("a"), None);
    }

    #[test]
    fn typographic_quotes_are_quotes() {
        let closes = |text, inner: &str, rest| assert_eq!(between(text), Some((inner.to_owned(), rest)));
        closes("“a b” c", "a b", " c");
        closes("„a b“ c", "a b", " c");
        closes("”a b” c", "a b", " c");
        closes("“a””b” c", "a”b", " c");
        closes("‘it’s’ c", "it’s", " c");
        closes("‘’ c", "", " c");
    }

    proptest! {
        #[test]
        fn what_is_quoted_reads_back(text in r#"[a '"`“”‘’\\é]{0,12}"#) {
            let marks = [quoted_text(&text), quoted_key(&text), Some(typographic(&text))];
            for quoted in marks.into_iter().flatten() {
                prop_assert_eq!(between(&quoted), Some((text.clone(), "")), "{}", quoted);
            }
        }
    }
}
