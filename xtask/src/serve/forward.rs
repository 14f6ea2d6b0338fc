//! Passing API calls on to a tracking server, so that the page and the API have one origin whatever that server allows.

use super::{Body, text};
use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use hyper::body::Incoming;
use hyper::header::{
    AUTHORIZATION, CONNECTION, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN, PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION, REFERER, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use hyper::{Request, Response, StatusCode, Uri};
use hyper_rustls::{ConfigBuilderExt as _, HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use percent_encoding::percent_decode_str;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error as _;
use std::sync::Arc;

/// What belongs to one connection and not to the message.
const HOP_BY_HOP: [HeaderName; 9] = [
    CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    PROXY_AUTHENTICATE,
    PROXY_AUTHORIZATION,
    TE,
    TRAILER,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// Whether an address of the site (no slash in front) is the tracking server's to answer.
pub fn is_api(path: &str) -> bool {
    ["ajax-api/", "api/"].iter().any(|start| path.starts_with(start))
        || [
            "get-artifact",
            "model-versions/get-artifact",
            "graphql",
            "version",
            "health",
        ]
        .contains(&path)
}

/// A tracking server.
pub struct Upstream {
    /// As the person gave it, without name and password.
    shown: String,
    base: String,
    login: Option<HeaderValue>,
    client: Client<HttpsConnector<HttpConnector>, Incoming>,
}

impl Upstream {
    /// # Errors
    /// When the address is not `http://host…` or `https://host…`, or this machine trusts no certificates.
    pub fn new(address: &str) -> Result<Self> {
        let (base, login) = base_and_login(address)?;
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = if base.starts_with("https:") {
            config
                .with_native_roots()
                .context("finding the certificates that this machine trusts")?
                .with_no_client_auth()
        } else {
            config
                .with_root_certificates(RootCertStore::empty())
                .with_no_client_auth()
        };
        let connector = HttpsConnectorBuilder::new()
            .with_tls_config(config)
            .https_or_http()
            .enable_http1()
            .build();
        Ok(Self {
            shown: base.clone(),
            base,
            login,
            client: Client::builder(TokioExecutor::new()).build(connector),
        })
    }

    /// The server's answer to a request for `path` of the site; 502 with a plain sentence where there is none.
    pub async fn forward(&self, path: &str, request: Request<Incoming>) -> Response<Body> {
        if is_from_elsewhere(request.headers()) {
            return text(
                StatusCode::FORBIDDEN,
                "Another site's page may not call this API.",
            );
        }
        let (mut parts, body) = request.into_parts();
        let query = parts
            .uri
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        parts.uri = match format!("{}/{path}{query}", self.base).parse() {
            Ok(uri) => uri,
            Err(error) => {
                return text(
                    StatusCode::BAD_REQUEST,
                    &format!("That address cannot be passed on: {error}."),
                );
            }
        };
        remove_hop_by_hop(&mut parts.headers);
        // The client names the real host. MLflow would refuse this machine's name as origin where it stands elsewhere;
        // that the request is not another site's was checked above.
        for name in [HOST, ORIGIN, REFERER] {
            parts.headers.remove(name);
        }
        if let Some(login) = &self.login {
            parts
                .headers
                .entry(AUTHORIZATION)
                .or_insert_with(|| login.clone());
        }
        match self.client.request(Request::from_parts(parts, body)).await {
            Ok(mut response) => {
                remove_hop_by_hop(response.headers_mut());
                response.map(http_body_util::BodyExt::boxed)
            }
            Err(error) => {
                let why = error.source().map_or_else(|| error.to_string(), innermost);
                text(
                    StatusCode::BAD_GATEWAY,
                    &format!("The tracking server {} does not answer: {why}.", self.shown),
                )
            }
        }
    }
}

fn innermost(error: &(dyn std::error::Error + 'static)) -> String {
    error.source().map_or_else(|| error.to_string(), innermost)
}

/// The address without a slash at its end and without `name:password@`, and what those say as a header.
fn base_and_login(address: &str) -> Result<(String, Option<HeaderValue>)> {
    let uri: Uri = address
        .trim()
        .parse()
        .with_context(|| format!("`{address}` is not an address"))?;
    let (Some(scheme @ ("http" | "https")), Some(authority)) = (uri.scheme_str(), uri.authority()) else {
        bail!("`{address}` is not the address of a tracking server; it should look like http://host:5000");
    };
    let (login, host) = match authority.as_str().rsplit_once('@') {
        Some((login, host)) => (Some(login), host),
        None => (None, authority.as_str()),
    };
    let login = login.map(|login| {
        let decoded: Vec<u8> = percent_decode_str(login).collect();
        HeaderValue::from_str(&format!("Basic {}", BASE64.encode(decoded)))
    });
    Ok((
        format!("{scheme}://{host}{}", uri.path().trim_end_matches('/')),
        login.transpose()?,
    ))
}

/// Whether a browser says that the page which asks is not one that this server gave it.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(ORIGIN) else {
        return false;
    };
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or_default();
    origin
        .to_str()
        .ok()
        .and_then(|origin| origin.strip_prefix("http://"))
        != Some(host)
}

fn remove_hop_by_hop(headers: &mut HeaderMap) {
    for name in HOP_BY_HOP {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_api_is_passed_on_and_nothing_else() {
        for path in [
            "ajax-api/2.0/mlflow/runs/search",
            "api/2.0/mlflow/x",
            "get-artifact",
            "model-versions/get-artifact",
        ] {
            assert!(is_api(path), "{path}");
        }
        for path in [
            "",
            "index.html",
            "static-files/api/x.js",
            "get-artifacts",
            "apidocs",
            "healthy",
        ] {
            assert!(!is_api(path), "{path}");
        }
    }

    #[test]
    fn an_address_keeps_its_path_and_gives_up_its_login() {
        let parts = |address| base_and_login(address).unwrap();
        assert_eq!(parts("http://h:5000/").0, "http://h:5000");
        assert_eq!(parts("https://h/team/mlflow/").0, "https://h/team/mlflow");
        let (base, login) = parts("http://ann:p%40ss@h:5000");
        assert_eq!(base, "http://h:5000");
        assert_eq!(
            login.unwrap(),
            format!("Basic {}", BASE64.encode("ann:p@ss")).as_str()
        );
    }

    #[test]
    fn what_is_not_a_web_address_is_refused_by_name() {
        for address in ["h:5000", "ftp://h", "sqlite:///mlflow.db", "", "/path"] {
            assert!(base_and_login(address).is_err(), "{address}");
        }
    }
}
