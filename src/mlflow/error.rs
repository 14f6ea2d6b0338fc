//! What can go wrong between asking and having the answer, and what a person can do about it.

use std::fmt;

/// Why a call gave no answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ApiError {
    /// The app itself gave the request up, as when its page was left. Nothing to show.
    Aborted,
    /// No answer at all: no network, no server, or a cross-origin answer that the browser withheld.
    Offline {
        /// The browser's words.
        detail: String,
    },
    /// No answer in the time that the app waits.
    Timeout {
        /// How long that was.
        after_millis: u64,
    },
    /// 401: the server wants to know who asks.
    Unauthenticated {
        /// The server's words.
        message: String,
    },
    /// 403: the server knows who asks and says no.
    Forbidden {
        /// The server's words.
        message: String,
    },
    /// `MLflow`'s security layer refused the page's origin.
    OriginBlocked,
    /// `MLflow`'s security layer refused the host name that was asked for.
    HostBlocked,
    /// `MLflow`'s own error answer.
    Server {
        /// The HTTP status.
        status: u16,
        /// Such as `INVALID_PARAMETER_VALUE`; empty if the server gave none.
        code: String,
        /// The server's words.
        message: String,
    },
    /// HTML where the API was expected: a proxy's or login page, or a server that lacks this endpoint.
    HtmlPage {
        /// The HTTP status; 200 for most login pages.
        status: u16,
        /// The page's title.
        title: Option<String>,
    },
    /// Text that is neither the API's JSON nor known.
    UnexpectedText {
        /// The HTTP status.
        status: u16,
        /// Its beginning; may be empty.
        excerpt: String,
    },
    /// The answer ends too early.
    Truncated {
        /// Where.
        detail: String,
    },
    /// JSON that isn't what the API promises.
    Malformed {
        /// Where, and what.
        detail: String,
        /// The characters around.
        excerpt: String,
    },
    /// More than the app is willing to hold.
    TooLarge {
        /// The answer's size.
        bytes: u64,
        /// What was allowed.
        limit_bytes: u64,
    },
}

impl ApiError {
    /// What failed, in one line without a full stop.
    pub fn headline(&self) -> String {
        match self {
            Self::Aborted => "The request was cancelled".to_owned(),
            Self::Offline { .. } => "The server can't be reached".to_owned(),
            Self::Timeout { after_millis } => {
                format!(
                    "The server did not answer within {} s",
                    after_millis.div_ceil(1000)
                )
            }
            Self::Unauthenticated { .. } => "The server asks for a sign-in".to_owned(),
            Self::Forbidden { message } => with_words("The server does not allow this", message),
            Self::OriginBlocked => "The server refuses requests from this page's address".to_owned(),
            Self::HostBlocked => "The server refuses requests to this host name".to_owned(),
            Self::Server {
                status,
                code,
                message,
            } => match (code.as_str(), message.as_str()) {
                ("", "") => format!("The server answered {}", status_words(*status)),
                (code, "") => format!("The server answered {code}"),
                (_, message) => with_words("The server answered", message),
            },
            Self::HtmlPage {
                status,
                title: Some(title),
            } => {
                format!(
                    "A web page came back instead of data: “{title}” ({})",
                    status_words(*status)
                )
            }
            Self::HtmlPage { status, title: None } => {
                format!("A web page came back instead of data ({})", status_words(*status))
            }
            Self::UnexpectedText { status, excerpt } => {
                with_words(&format!("The server answered {}", status_words(*status)), excerpt)
            }
            Self::Truncated { .. } => "The answer was cut off".to_owned(),
            Self::Malformed { .. } => "The answer is not what MLflow's API promises".to_owned(),
            Self::TooLarge { bytes, limit_bytes } => {
                format!("The answer is too large: {bytes} bytes of at most {limit_bytes}")
            }
        }
    }

    /// What a person can do about it; `None` where the headline says it all.
    pub fn advice(&self) -> Option<String> {
        let advice = match self {
            Self::Aborted => return None,
            Self::Offline { detail } => {
                return Some(in_brackets(
                    "Check that the tracking server runs and that this device has a network. If the server has \
                     another address than this page, start it with --cors-allowed-origins set to this page's origin.",
                    detail,
                ));
            }
            Self::Timeout { .. } => "The server may be busy. Try again, or ask for less at once.",
            Self::Unauthenticated { .. } => "Reload the page to be asked for a user name and password.",
            Self::Forbidden { .. } => "Ask who runs the server for permission.",
            Self::OriginBlocked => {
                "Start the server with --cors-allowed-origins set to this page's origin (scheme, host and port), or \
                 set MLFLOW_SERVER_CORS_ALLOWED_ORIGINS. MLflow 3.5 and later ask for it even when the page comes \
                 from the same server, unless that is localhost."
            }
            Self::HostBlocked => {
                "Start the server with --allowed-hosts set to the host name in this page's address, or set \
                 MLFLOW_SERVER_ALLOWED_HOSTS."
            }
            Self::Server { .. } => return self.advice_on_code().map(str::to_owned),
            Self::HtmlPage {
                status: 404 | 405, ..
            } => {
                "This server may be too old for what was asked, or stand at another path than this page expects."
            }
            Self::HtmlPage { status: 500, .. } => {
                "The server failed. Its log says more. Try again, or ask who runs it."
            }
            Self::HtmlPage {
                status: 502..=504, ..
            } => "A proxy stands between and can't reach the server. Try again in a moment.",
            Self::HtmlPage { .. } => {
                "A proxy or a login page stands between. Open the server's address in another tab, sign in, then try \
                 again."
            }
            Self::UnexpectedText { status: 404, .. } => {
                "Check that the tracking server stands at the address that this page asks."
            }
            Self::UnexpectedText { status: 200, .. } => "Is this the address of an MLflow server?",
            Self::UnexpectedText { .. } => {
                "The server or a proxy before it is in trouble. Try again in a moment."
            }
            Self::Truncated { detail } => {
                return Some(in_brackets(
                    "The connection or a proxy ended it early. Try again.",
                    detail,
                ));
            }
            Self::Malformed { detail, .. } => {
                return Some(in_brackets(
                    "The server may speak another version of the API.",
                    detail,
                ));
            }
            Self::TooLarge { .. } => "Ask for less at once: a smaller page or a narrower filter.",
        };
        Some(advice.to_owned())
    }

    fn advice_on_code(&self) -> Option<&'static str> {
        let Self::Server { status, code, .. } = self else {
            return None;
        };
        match (code.as_str(), status) {
            ("RESOURCE_DOES_NOT_EXIST", _) => {
                Some("It may have been deleted for good, or the link is mistyped.")
            }
            ("ENDPOINT_NOT_FOUND" | "NOT_IMPLEMENTED", _) | (_, 501) => {
                Some("This server or its store does not offer it; a newer MLflow may.")
            }
            ("TEMPORARILY_UNAVAILABLE" | "REQUEST_LIMIT_EXCEEDED", _) | (_, 429 | 503) => {
                Some("The server is busy. Try again in a moment.")
            }
            ("INTERNAL_ERROR", _) | (_, 500) => {
                Some("Its log says more. Try again, or ask who runs the server.")
            }
            _ => None,
        }
    }

    /// Whether what was asked for is not there: deleted for good, never was, or the server lacks the endpoint.
    pub fn is_missing(&self) -> bool {
        match self {
            Self::Server { code, .. } if code == "RESOURCE_DOES_NOT_EXIST" => true,
            Self::Server { status, .. }
            | Self::HtmlPage { status, .. }
            | Self::UnexpectedText { status, .. } => *status == 404,
            _ => false,
        }
    }

    /// Whether the server said that it is too busy just now: worth asking again without being told to.
    pub fn is_busy(&self) -> bool {
        match self {
            Self::Server { status, .. }
            | Self::HtmlPage { status, .. }
            | Self::UnexpectedText { status, .. } => {
                matches!(status, 429 | 502..=504 | 556)
            }
            _ => false,
        }
    }

    /// Whether less asked for at once may be answered: the answer took too long, or was too large.
    pub fn is_too_much(&self) -> bool {
        match self {
            Self::Timeout { .. } => true,
            Self::Server { status, .. }
            | Self::HtmlPage { status, .. }
            | Self::UnexpectedText { status, .. } => matches!(status, 413 | 504),
            _ => false,
        }
    }

    /// Whether the same request, unchanged, may succeed a moment later.
    pub fn can_retry(&self) -> bool {
        match self {
            Self::Offline { .. } | Self::Timeout { .. } | Self::Truncated { .. } => true,
            Self::Server { status, .. }
            | Self::HtmlPage { status, .. }
            | Self::UnexpectedText { status, .. } => {
                matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 556)
            }
            _ => false,
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())
    }
}

impl std::error::Error for ApiError {}

/// Room for a headline, not for a page.
const LONGEST_EXCERPT: usize = 160;

fn with_words(lead: &str, words: &str) -> String {
    let words = words.trim();
    if words.is_empty() {
        lead.to_owned()
    } else {
        format!("{lead}: {words}")
    }
}

fn in_brackets(sentence: &str, words: &str) -> String {
    let words = words.trim();
    if words.is_empty() {
        sentence.to_owned()
    } else {
        format!("{sentence} ({words})")
    }
}

fn status_words(status: u16) -> String {
    let words = match status {
        200 => "OK",
        400 => "Bad request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not found",
        405 => "Method not allowed",
        408 => "Request timeout",
        413 => "Too large",
        429 => "Too many requests",
        500 => "Internal error",
        501 => "Not implemented",
        502 => "Bad gateway",
        503 => "Unavailable",
        504 => "Gateway timeout",
        _ => return status.to_string(),
    };
    format!("{status} {words}")
}

/// The characters around a byte, on one line, for showing to a person.
pub(super) fn excerpt_of(body: &[u8], offset: usize) -> String {
    let start = offset.saturating_sub(LONGEST_EXCERPT / 2);
    let end = start.saturating_add(LONGEST_EXCERPT).min(body.len());
    one_line(
        &String::from_utf8_lossy(body.get(start..end).unwrap_or_default()),
        LONGEST_EXCERPT,
    )
}

/// A text without line breaks, control characters and runs of spaces, cut at `longest` characters.
pub(super) fn one_line(text: &str, longest: usize) -> String {
    let visible = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect::<String>();
    let line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().nth(longest).is_none() {
        return line;
    }
    let mut cut = line.chars().take(longest).collect::<String>();
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_carries_the_details_that_the_headline_leaves_out() {
        let offline = ApiError::Offline {
            detail: "Failed to fetch".to_owned(),
        };
        assert_eq!(offline.to_string(), "The server can't be reached");
        assert!(
            offline
                .advice()
                .unwrap()
                .ends_with("this page's origin. (Failed to fetch)")
        );
        let silent = ApiError::Offline {
            detail: String::new(),
        };
        assert!(silent.advice().unwrap().ends_with("this page's origin."));
        let malformed = ApiError::Malformed {
            detail: "runs[3].info: no id".to_owned(),
            excerpt: String::new(),
        };
        assert!(malformed.advice().unwrap().contains("(runs[3].info: no id)"));
        assert!(!malformed.can_retry() && !malformed.is_missing());
    }

    #[test]
    fn only_what_may_pass_can_be_retried() {
        let page = |status| ApiError::HtmlPage { status, title: None };
        let retried = [429, 500, 502, 503, 504]
            .map(page)
            .iter()
            .all(ApiError::can_retry);
        let settled = [200, 400, 404, 405, 501]
            .map(page)
            .iter()
            .any(ApiError::can_retry);
        assert!(retried && !settled);
        assert!(ApiError::Timeout { after_millis: 1 }.can_retry() && !ApiError::Aborted.can_retry());
        assert_eq!(ApiError::Aborted.advice(), None);
    }

    #[test]
    fn excerpts_are_one_short_line_around_the_place() {
        let body = format!("{}HERE\n\t{}", "a".repeat(500), "b".repeat(500));
        let excerpt = excerpt_of(body.as_bytes(), 500);
        assert!(
            excerpt.contains("HERE b") && excerpt.chars().count() <= 161,
            "{excerpt}"
        );
        assert_eq!(excerpt_of(b"", 7), "");
        assert_eq!(one_line("abc", 2), "ab…");
    }
}
