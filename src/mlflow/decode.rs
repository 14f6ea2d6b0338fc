//! From the bytes of a successful answer to a value, or to what is wrong with them.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::error::Category;

use super::error::{ApiError, excerpt_of};
use super::error_response::{error_in_json, html_title, looks_like_html};
use super::json_position::{offset_of, path_at};

/// Reads a JSON object.
///
/// What a proxy or login page sends with a 200, an error sent with a 200 and a body cut off are told apart.
pub(super) fn object<T: DeserializeOwned>(body: &[u8]) -> Result<T, ApiError> {
    let body = without_byte_order_mark(body);
    refuse_strangers(body)?;
    match serde_json::from_slice(body) {
        Ok(value) => Ok(value),
        Err(error) => match with_quoted_non_numbers(body) {
            Cow::Owned(quoted) => serde_json::from_slice(&quoted).map_err(|error| explain(&quoted, &error)),
            Cow::Borrowed(_) => Err(explain(body, &error)),
        },
    }
}

/// Reads an answer that says nothing but that the request was carried out: `{}` or an empty body.
pub(super) fn accepted(body: &[u8]) -> Result<(), ApiError> {
    #[derive(Deserialize)]
    struct Anything {}

    if body.iter().all(u8::is_ascii_whitespace) {
        Ok(())
    } else {
        object::<Anything>(body).map(|_| ())
    }
}

/// Reads an answer of plain text, such as the server's version.
pub(super) fn plain_text(body: &[u8]) -> Result<String, ApiError> {
    let body = without_byte_order_mark(body);
    if looks_like_html(body) {
        return Err(ApiError::HtmlPage {
            status: 200,
            title: html_title(body),
        });
    }
    Ok(String::from_utf8_lossy(body).trim().to_owned())
}

fn without_byte_order_mark(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body)
}

/// Every answer of the API is an object. Serde would take a list for a struct whose fields all have defaults,
/// and an error's object for an empty page.
fn refuse_strangers(body: &[u8]) -> Result<(), ApiError> {
    match body.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => error_in_json(body).map_or(Ok(()), |error| Err(error.with_status(200))),
        None => Err(ApiError::Truncated {
            detail: "the answer is empty".to_owned(),
        }),
        Some(_) if looks_like_html(body) => Err(ApiError::HtmlPage {
            status: 200,
            title: html_title(body),
        }),
        Some(b'[' | b'"') => Err(ApiError::Malformed {
            detail: "the answer should be a JSON object".to_owned(),
            excerpt: excerpt_of(body, 0),
        }),
        Some(_) => Err(ApiError::UnexpectedText {
            status: 200,
            excerpt: excerpt_of(body, 0),
        }),
    }
}

fn explain(body: &[u8], error: &serde_json::Error) -> ApiError {
    let offset = offset_of(body, error.line(), error.column());
    // A number cut off behind its point or exponent is a wrong number to the parser.
    let number_at_end = offset >= body.len() && error.to_string().starts_with("invalid number");
    if error.classify() == Category::Eof || number_at_end {
        return ApiError::Truncated {
            detail: format!("the answer ends after {} bytes, inside the JSON", body.len()),
        };
    }
    let path = path_at(body, offset);
    let place = if path.is_empty() {
        String::new()
    } else {
        format!("{path}: ")
    };
    ApiError::Malformed {
        detail: format!("{place}{error}"),
        excerpt: excerpt_of(body, offset),
    }
}

/// The body with every bare `NaN`, `Infinity` and `-Infinity` in quotes, as Python's `json` prints them;
/// borrowed where there is none.
pub(super) fn with_quoted_non_numbers(body: &[u8]) -> Cow<'_, [u8]> {
    const WORDS: [&[u8]; 3] = [b"NaN", b"Infinity", b"-Infinity"];

    let mut quoted: Option<Vec<u8>> = None;
    let mut rest = body;
    let mut in_text = false;
    while let Some((&byte, after)) = rest.split_first() {
        let mut taken = 1;
        match byte {
            b'"' => in_text = !in_text,
            b'\\' if in_text => taken = 2.min(rest.len()),
            b'N' | b'I' | b'-' if !in_text => {
                if let Some(word) = WORDS.into_iter().find(|word| rest.starts_with(word)) {
                    let done = body.len() - rest.len();
                    let out = quoted.get_or_insert_with(|| body.get(..done).unwrap_or_default().to_vec());
                    out.push(b'"');
                    out.extend_from_slice(word);
                    out.push(b'"');
                    rest = rest.get(word.len()..).unwrap_or_default();
                    continue;
                }
            }
            _ => {}
        }
        let (kept, left) = rest.split_at_checked(taken).unwrap_or((rest, after));
        if let Some(out) = &mut quoted {
            out.extend_from_slice(kept);
        }
        rest = left;
    }
    quoted.map_or(Cow::Borrowed(body), Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize, Debug, PartialEq)]
    struct Answer {
        #[serde(default)]
        items: Vec<Item>,
    }

    #[derive(Deserialize, Debug, PartialEq)]
    struct Item {
        id: super::super::RunId,
        #[serde(default, deserialize_with = "super::super::tolerant::text")]
        value: String,
    }

    fn read(body: &str) -> Result<Answer, ApiError> {
        object(body.as_bytes())
    }

    fn complaint(body: &str) -> String {
        match read(body) {
            Err(ApiError::Malformed { detail, .. }) => detail,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn unknown_fields_and_a_byte_order_mark_are_ignored() {
        let answer =
            read("\u{feff}{\"new\": {\"deep\": [1]}, \"items\": [{\"id\": \"a\", \"x\": null}]}").unwrap();
        assert_eq!(
            answer.items,
            [Item {
                id: "a".into(),
                value: String::new()
            }]
        );
    }

    #[test]
    fn a_missing_id_is_named_with_its_path() {
        let detail = complaint("{\n \"items\": [\n {\"id\": \"a\"},\n {\"value\": \"1\"}\n]}");
        assert!(detail.starts_with("items[1]: missing field `id`"), "{detail}");
    }

    #[test]
    fn an_unusable_id_is_named_with_its_path() {
        let detail = complaint("{\"items\": [{\"id\": \"a\"}, {\"id\": null}]}");
        assert!(
            detail.starts_with("items[1].id: invalid type: null, expected an id"),
            "{detail}"
        );
    }

    #[test]
    fn a_body_cut_off_anywhere_is_truncated() {
        let whole =
            "{\"items\": [{\"id\": \"a\", \"value\": \"\\u00e9\"}, {\"id\": \"b\", \"value\": null}]}";
        for end in 0..whole.len() {
            let cut = &whole.as_bytes()[..end];
            let result = object::<Answer>(cut);
            assert!(
                matches!(result, Err(ApiError::Truncated { .. })),
                "{end}: {result:?}"
            );
        }
    }

    #[test]
    fn a_login_page_with_status_200_is_a_page_and_not_data() {
        let page = "\n<!DOCTYPE html><html><head><title>Sign in</title></head></html>";
        let expected = ApiError::HtmlPage {
            status: 200,
            title: Some("Sign in".to_owned()),
        };
        assert_eq!(read(page).unwrap_err(), expected);
        assert_eq!(accepted(page.as_bytes()).unwrap_err(), expected);
        assert_eq!(plain_text(page.as_bytes()).unwrap_err(), expected);
    }

    #[test]
    fn an_error_with_status_200_is_an_error_and_not_an_empty_page() {
        let error = read("{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"no\"}").unwrap_err();
        let (code, message) = ("INTERNAL_ERROR".to_owned(), "no".to_owned());
        assert_eq!(
            error,
            ApiError::Server {
                status: 200,
                code,
                message
            }
        );
    }

    #[test]
    fn lists_and_texts_in_place_of_an_answer_are_refused() {
        assert!(complaint("[]").contains("object"));
        assert!(complaint("\"ok\"").contains("object"));
        assert!(matches!(
            read("OK").unwrap_err(),
            ApiError::UnexpectedText { status: 200, .. }
        ));
    }

    #[test]
    fn bare_non_numbers_read_and_those_in_text_stay() {
        let answer =
            read("{\"x\": [NaN, -Infinity,Infinity, -1], \"items\": [{\"id\": \"NaN\\\"NaN\"}]}").unwrap();
        assert_eq!(answer.items[0].id.as_str(), "NaN\"NaN");
        let same = with_quoted_non_numbers(b"{\"NaN\": \"\\\\\", \"b\": -1}");
        assert!(matches!(same, Cow::Borrowed(_)));
    }

    #[test]
    fn a_hostile_depth_is_an_error_or_skipped_and_never_a_crash() {
        let deep = "[".repeat(200_000);
        assert!(read(&format!("{{\"items\": {deep}")).is_err());
        assert!(read(&format!("{{\"other\": {deep}")).is_err());
        let nested = format!(
            "{{\"items\": [{{\"id\": \"a\", \"value\": {deep}{}}}]}}",
            "]".repeat(200_000)
        );
        assert_eq!(read(&nested).unwrap().items[0].value, "");
    }

    #[test]
    fn an_empty_body_is_success_only_where_nothing_is_expected() {
        assert_eq!(accepted(b" \n"), Ok(()));
        assert_eq!(accepted(b"{\"anything\": 1}"), Ok(()));
        assert!(accepted(b"{\"error_code\": \"X\"}").is_err());
        assert!(accepted(b"{").is_err());
    }
}
