//! A text as words.

use std::borrow::Cow;
use std::ops::Range;

use super::ParseError;

/// A word of an expression.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    Number(f64),
    /// A key, or the name of a function.
    Name(String),
    /// A key in quotes.
    Key(String),
    /// One of `+ - * / ( ) ,`.
    Sign(char),
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub(super) word: Word,
    pub(super) span: Range<usize>,
}

/// A key as it has to be written in an expression: in double quotes where it would not stand by itself.
pub fn quoted(key: &str) -> Cow<'_, str> {
    if key.starts_with(starts_name) && key.chars().all(goes_on_name) {
        Cow::Borrowed(key)
    } else {
        Cow::Owned(format!("\"{}\"", key.replace('"', "\"\"")))
    }
}

fn starts_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn goes_on_name(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '.' | ':')
}

/// All words of a text.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ParseError> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let Some(letter) = rest.chars().next() else {
            break;
        };
        if letter.is_whitespace() {
            at += letter.len_utf8();
            continue;
        }
        let (word, len) = match letter {
            '+' | '-' | '*' | '/' | '(' | ')' | ',' => (Word::Sign(letter), 1),
            '"' | '`' => quoted_key(rest, letter, at)?,
            '0'..='9' | '.' => number(rest, at)?,
            _ if starts_name(letter) => {
                let len = rest.find(|letter| !goes_on_name(letter)).unwrap_or(rest.len());
                (Word::Name(rest.get(..len).unwrap_or_default().to_owned()), len)
            }
            _ => {
                let message =
                    format!("“{letter}” has no meaning here; put the key of a metric in double quotes");
                return Err(ParseError {
                    span: at..at + letter.len_utf8(),
                    message,
                });
            }
        };
        tokens.push(Token {
            word,
            span: at..at + len,
        });
        at += len;
    }
    Ok(tokens)
}

fn quoted_key(rest: &str, quote: char, at: usize) -> Result<(Word, usize), ParseError> {
    let mut key = String::new();
    let mut letters = rest.char_indices().skip(1).peekable();
    while let Some((index, letter)) = letters.next() {
        if letter != quote {
            key.push(letter);
        } else if letters.next_if(|(_, next)| *next == quote).is_some() {
            key.push(quote);
        } else {
            return Ok((Word::Key(key), index + quote.len_utf8()));
        }
    }
    Err(ParseError {
        span: at..at + rest.len(),
        message: "The quote is not closed".to_owned(),
    })
}

fn number(rest: &str, at: usize) -> Result<(Word, usize), ParseError> {
    let digits = |from: usize| {
        let tail = rest.get(from..).unwrap_or_default();
        from + tail
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(tail.len())
    };
    let mut len = digits(0);
    if rest.get(len..).is_some_and(|tail| tail.starts_with('.')) {
        len = digits(len + 1);
    }
    if let Some(tail) = rest.get(len..).and_then(|tail| tail.strip_prefix(['e', 'E'])) {
        let sign = usize::from(tail.starts_with(['+', '-']));
        let end = digits(len + 1 + sign);
        if end > len + 1 + sign {
            len = end;
        }
    }
    // A name that begins with digits would else be read as a number and a name.
    let tail = rest.get(len..).unwrap_or_default();
    let name = tail.find(|letter| !goes_on_name(letter)).unwrap_or(tail.len());
    let number = rest.get(..len).and_then(|text| text.parse::<f64>().ok());
    match number.filter(|number| number.is_finite() && name == 0) {
        Some(number) => Ok((Word::Number(number), len)),
        None => Err(ParseError {
            span: at..at + len + name,
            message: "This is no number; put the key of a metric in double quotes".to_owned(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_and_where_they_stand_are_found() {
        let tokens = tokens("a.b:c*-2.5e-3").unwrap();
        let words: Vec<_> = tokens.iter().map(|token| token.word.clone()).collect();
        let name = Word::Name("a.b:c".to_owned());
        assert_eq!(
            words,
            [name, Word::Sign('*'), Word::Sign('-'), Word::Number(0.0025)]
        );
        assert_eq!(tokens[3].span, 7..13);
    }

    proptest! {
        #[test]
        fn a_quoted_key_is_read_back(key in ".*") {
            let tokens = tokens(&quoted(&key)).unwrap();
            prop_assert_eq!(tokens.len(), 1);
            let (Word::Name(read) | Word::Key(read)) = &tokens[0].word else { panic!("no key") };
            prop_assert_eq!(read, &key);
        }
    }
}
