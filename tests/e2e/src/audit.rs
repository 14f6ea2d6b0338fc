//! What a browser's own logs say: console and requests.

use serde_json::Value;
use std::fmt::Write as _;
use thirtyfour::BrowserLogEntry;

/// One request and what became of it.
#[derive(Clone, Debug, Default)]
pub struct Exchange {
    id: String,
    /// Where it went.
    pub url: String,
    /// Such as `GET`.
    pub method: String,
    /// The HTTP status, once there was an answer.
    pub status: Option<u64>,
    /// Why it failed, such as `net::ERR_ABORTED`.
    pub failure: Option<String>,
}

/// Adds what chromedriver's performance log says.
pub fn follow(wire: &mut Vec<Exchange>, events: &[BrowserLogEntry]) {
    for event in events {
        let Ok(event) = serde_json::from_str::<Value>(&event.message) else {
            continue;
        };
        let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
        let id = params["requestId"].as_str().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match method.as_str().unwrap_or_default() {
            "Network.requestWillBeSent" => wire.push(Exchange {
                id: id.to_owned(),
                url: text(&params["request"]["url"]),
                method: text(&params["request"]["method"]),
                ..Exchange::default()
            }),
            "Network.webSocketCreated" => {
                wire.push(Exchange {
                    id: id.to_owned(),
                    url: text(&params["url"]),
                    ..Exchange::default()
                });
            }
            "Network.responseReceived" => {
                if let Some(exchange) = wire.iter_mut().rev().find(|exchange| exchange.id == id) {
                    exchange.status = params["response"]["status"].as_u64();
                }
            }
            "Network.loadingFailed" => {
                if let Some(exchange) = wire.iter_mut().rev().find(|exchange| exchange.id == id) {
                    exchange.failure = Some(text(&params["errorText"]));
                }
            }
            _ => {}
        }
    }
}

/// Errors in the console of which none of `announced` is a part.
pub fn unannounced_errors(console: &[BrowserLogEntry], announced: &[String]) -> Vec<String> {
    let is_error = |entry: &&BrowserLogEntry| entry.level == "SEVERE";
    let is_announced =
        |entry: &BrowserLogEntry| announced.iter().any(|part| entry.message.contains(part.as_str()));
    console
        .iter()
        .filter(is_error)
        .filter(|entry| !is_announced(entry))
        .map(|entry| format!("an error in the console: {}", entry.message))
        .collect()
}

/// Requests for anything but this machine's own servers.
pub fn foreign_requests(wire: &[Exchange]) -> Vec<String> {
    let is_ours = |url: &str| {
        [
            "http://127.0.0.1:",
            "data:",
            "blob:http://127.0.0.1:",
            "about:",
            "chrome:",
        ]
        .iter()
        .any(|start| url.starts_with(start))
    };
    wire.iter()
        .filter(|exchange| !is_ours(&exchange.url))
        .map(|exchange| {
            format!(
                "a request left for another host: {} {}",
                exchange.method, exchange.url
            )
        })
        .collect()
}

/// The console as text.
pub fn console_text(console: &[BrowserLogEntry]) -> String {
    console.iter().fold(String::new(), |mut text, entry| {
        let _infallible = writeln!(text, "{:7} {}", entry.level, entry.message);
        text
    })
}

/// The requests as text.
pub fn wire_text(wire: &[Exchange]) -> String {
    wire.iter().fold(String::new(), |mut text, exchange| {
        let outcome = match (&exchange.failure, exchange.status) {
            (Some(failure), _) => failure.clone(),
            (None, Some(status)) => status.to_string(),
            (None, None) => "no answer yet".to_owned(),
        };
        let _infallible = writeln!(text, "{outcome:15} {:5} {}", exchange.method, exchange.url);
        text
    })
}
