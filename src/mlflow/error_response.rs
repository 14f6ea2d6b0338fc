//! From an answer whose status says that it failed to an [`ApiError`].

use serde::Deserialize;

use super::error::{ApiError, excerpt_of, one_line};
use super::tolerant;

/// `MLflow`'s error body; `FastAPI` puts its words in `detail`.
#[derive(Deserialize)]
pub(super) struct ErrorAnswer {
    #[serde(default, deserialize_with = "tolerant::text")]
    error_code: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    message: String,
    #[serde(default, deserialize_with = "tolerant::text")]
    detail: String,
}

impl ErrorAnswer {
    pub(super) fn with_status(self, status: u16) -> ApiError {
        let message = if self.message.is_empty() {
            self.detail
        } else {
            self.message
        };
        match (status, self.error_code.as_str()) {
            (401, _) | (_, "UNAUTHENTICATED") => ApiError::Unauthenticated { message },
            (403, _) | (_, "PERMISSION_DENIED") => ApiError::Forbidden { message },
            _ => ApiError::Server {
                status,
                code: self.error_code,
                message,
            },
        }
    }
}

/// The error in an object that has an `error_code`.
pub(super) fn error_in_json(body: &[u8]) -> Option<ErrorAnswer> {
    /// No error answer is longer; a long page of runs is not searched for one.
    const LONGEST_ERROR: usize = 64 * 1024;
    const CODE: &[u8] = b"\"error_code\"";

    if body.len() > LONGEST_ERROR || !body.windows(CODE.len()).any(|window| window == CODE) {
        return None;
    }
    serde_json::from_slice::<ErrorAnswer>(body)
        .ok()
        .filter(|answer| !answer.error_code.is_empty())
}

impl ApiError {
    /// Reads an answer whose status is not 2xx. `content_type` is the header's value.
    pub fn from_response(status: u16, content_type: Option<&str>, body: &[u8]) -> ApiError {
        let says_html = content_type.is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        if let Ok(answer) = serde_json::from_slice::<ErrorAnswer>(body)
            && body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{')
        {
            return answer.with_status(status);
        }
        // Flask labels plain text as HTML, so the header alone proves nothing.
        let html = looks_like_html(body) || (says_html && html_title(body).is_some());
        let text = if html {
            html_title(body).unwrap_or_default()
        } else {
            excerpt_of(body, 0)
        };
        match status {
            401 => Self::Unauthenticated { message: text },
            403 if text.contains("Invalid Host header") => Self::HostBlocked,
            403 if text.contains("Cross-origin request blocked") => Self::OriginBlocked,
            403 if !html => Self::Forbidden { message: text },
            _ if html => Self::HtmlPage {
                status,
                title: Some(text).filter(|title| !title.is_empty()),
            },
            _ => Self::UnexpectedText {
                status,
                excerpt: text,
            },
        }
    }
}

/// Whether a body begins as HTML or XML does.
pub(super) fn looks_like_html(body: &[u8]) -> bool {
    body.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// A page's title as one line of text.
pub(super) fn html_title(body: &[u8]) -> Option<String> {
    /// Titles stand at the top.
    const HEAD: usize = 16 * 1024;
    const LONGEST_TITLE: usize = 120;

    let head = String::from_utf8_lossy(body.get(..body.len().min(HEAD))?).into_owned();
    // ASCII case only, so that positions in the two stay the same.
    let lower = head.to_ascii_lowercase();
    let tag = lower.find("<title")?;
    let start = tag + lower.get(tag..)?.find('>')? + 1;
    let length = lower.get(start..)?.find('<')?;
    let raw = head.get(start..start + length)?;
    let text = raw
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    Some(one_line(&text, LONGEST_TITLE)).filter(|title| !title.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_error_keeps_its_code_and_message() {
        let body = br#"{"error_code": "RESOURCE_DOES_NOT_EXIST", "message": "Run with id=x not found"}"#;
        let error = ApiError::from_response(404, Some("application/json"), body);
        let (code, message) = (
            "RESOURCE_DOES_NOT_EXIST".to_owned(),
            "Run with id=x not found".to_owned(),
        );
        assert_eq!(
            error,
            ApiError::Server {
                status: 404,
                code,
                message
            }
        );
        assert!(error.is_missing() && !error.can_retry());
        assert_eq!(error.headline(), "The server answered: Run with id=x not found");
        assert!(error.advice().unwrap().contains("deleted"));
    }

    #[test]
    fn the_security_layers_refusals_name_the_option_that_allows_them() {
        for kind in [None, Some("text/plain"), Some("text/html; charset=utf-8")] {
            let host = b"Invalid Host header - possible DNS rebinding attack detected";
            let error = ApiError::from_response(403, kind, host);
            assert_eq!(error, ApiError::HostBlocked, "{kind:?}");
            assert!(error.advice().unwrap().contains("--allowed-hosts"));
            assert!(error.advice().unwrap().contains("MLFLOW_SERVER_ALLOWED_HOSTS"));
            let error = ApiError::from_response(403, kind, b"Cross-origin request blocked");
            assert_eq!(error, ApiError::OriginBlocked, "{kind:?}");
            assert!(error.advice().unwrap().contains("--cors-allowed-origins"));
        }
    }

    #[test]
    fn permission_and_sign_in_are_told_apart() {
        let sign_in = ApiError::from_response(401, Some("text/html"), b"You are not authenticated.");
        assert!(matches!(sign_in, ApiError::Unauthenticated { .. }));
        let no = ApiError::from_response(403, Some("text/plain"), b"Permission denied");
        assert_eq!(
            no,
            ApiError::Forbidden {
                message: "Permission denied".to_owned()
            }
        );
        let no = ApiError::from_response(
            403,
            None,
            br#"{"error_code": "PERMISSION_DENIED", "message": "no"}"#,
        );
        assert_eq!(no.headline(), "The server does not allow this: no");
        let nobody = ApiError::from_response(401, None, b"");
        assert_eq!(nobody.headline(), "The server asks for a sign-in");
    }

    #[test]
    fn a_proxys_page_gives_its_title() {
        let body = b"<html>\r\n<head><TITLE lang=en>502 Bad\n Gateway &amp; more</TITLE></head></html>";
        let error = ApiError::from_response(502, Some("text/html"), body);
        assert_eq!(
            error,
            ApiError::HtmlPage {
                status: 502,
                title: Some("502 Bad Gateway & more".to_owned())
            }
        );
        assert!(error.can_retry() && !error.is_missing());
        assert!(error.headline().contains("502 Bad Gateway & more"));
    }

    #[test]
    fn a_page_for_an_unknown_endpoint_is_missing() {
        let body = b"<!doctype html>\n<html lang=en>\n<title>404 Not Found</title>\n<h1>Not Found</h1>";
        assert!(ApiError::from_response(404, None, body).is_missing());
    }

    #[test]
    fn other_json_and_text_keep_what_they_say() {
        let error = ApiError::from_response(404, Some("application/json"), br#"{"detail": "Not Found"}"#);
        assert_eq!(error.headline(), "The server answered: Not Found");
        let error = ApiError::from_response(503, Some("text/plain"), b"upstream\n\n down \x00\xff");
        assert_eq!(
            error.headline(),
            "The server answered 503 Unavailable: upstream down \u{fffd}"
        );
        assert_eq!(
            ApiError::from_response(500, None, b"").headline(),
            "The server answered 500 Internal error"
        );
        assert_eq!(
            ApiError::from_response(599, None, b"{}").headline(),
            "The server answered 599"
        );
        assert!(ApiError::from_response(500, None, b"[1]").can_retry());
    }

    #[test]
    fn every_error_has_a_headline_on_one_line() {
        let long = "x\n".repeat(10_000);
        for status in [200, 400, 401, 403, 404, 500, 502] {
            let line = ApiError::from_response(status, None, long.as_bytes()).headline();
            assert!(
                !line.is_empty() && line.chars().count() < 300 && !line.contains('\n'),
                "{line}"
            );
        }
    }

    #[test]
    fn strange_titles_do_not_break_the_reading() {
        for page in [
            "<title",
            "<title>",
            "<title></title>",
            "<",
            "<title>\u{130}</title>",
            "<\u{e9}title>x",
        ] {
            let _ = html_title(page.as_bytes());
        }
        assert_eq!(
            html_title("<p>\u{130}</p><title>\u{130}x</title>".as_bytes()),
            Some("\u{130}x".to_owned())
        );
    }
}
