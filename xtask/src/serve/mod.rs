//! A small local server: `dist/` at any path, and behind it, when one is named, somebody's tracking server.
//!
//! `cargo xtask demo --tracking-uri` is this; end-to-end tests start it in their own process. It listens on this machine
//! only, and stops when its handle is dropped.

mod files;
mod forward;

use anyhow::{Context, Result};
use forward::Upstream;
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Collected, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, HOST, HeaderValue, LOCATION};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread::{self, JoinHandle};
use tokio::sync::oneshot;

/// What goes over the wire: a file that is in memory, or a tracking server's answer while it arrives.
pub type Body = BoxBody<Bytes, hyper::Error>;

/// An API that this process itself answers: the address without the slash in front, and the body of the request.
pub type OwnApi = Box<dyn Fn(&str, &[u8]) -> Response<Body> + Send + Sync>;

/// What to serve.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// A folder that `cargo xtask build` made.
    pub dist: PathBuf,
    /// The tracking server that answers the API, `http://` or `https://`, with a path where it has one. Without it
    /// every API address is a plain 404, as on a static server.
    pub tracking_uri: Option<String>,
    /// The path that the site is served under, such as `/mlflow`.
    pub prefix: Option<String>,
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Serving {
    address: SocketAddr,
    prefix: String,
    stop: Option<oneshot::Sender<Infallible>>,
    thread: Option<JoinHandle<()>>,
}

impl Site {
    /// Starts to serve at `port` of this machine, or at any free one for 0.
    ///
    /// # Errors
    /// When the port is taken, the tracking address is not one, or `dist` holds no site.
    pub fn start(self, port: u16) -> Result<Serving> {
        let api = match self.tracking_uri.as_deref() {
            Some(address) => Api::Upstream(Box::new(Upstream::new(address)?)),
            None => Api::None,
        };
        self.start_before(api, port)
    }

    /// Starts to serve before an API of this process, whatever `tracking_uri` says.
    ///
    /// # Errors
    /// As [`Site::start`].
    pub fn start_with_own_api(self, api: OwnApi, port: u16) -> Result<Serving> {
        self.start_before(Api::Own(api), port)
    }

    fn start_before(self, api: Api, port: u16) -> Result<Serving> {
        let prefix = self.prefix.unwrap_or_default();
        let prefix = prefix.trim_matches('/');
        let prefix = if prefix.is_empty() {
            String::new()
        } else {
            format!("/{prefix}")
        };
        let page = self.dist.join("index.html");
        std::fs::metadata(&page).with_context(|| format!("no site to serve: {}", page.display()))?;

        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("listening on port {port}"))?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let (stop, stopped) = oneshot::channel();
        let server = Arc::new(Server {
            dist: self.dist,
            api,
            prefix: prefix.clone(),
        });
        let thread = thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    _ = stopped => {}
                    _ = accept(listener, server) => {}
                }
            });
            runtime.shutdown_background();
        });
        Ok(Serving {
            address,
            prefix,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Serving {
    /// Where the page is, with a slash at the end.
    pub fn url(&self) -> String {
        format!("http://{}{}/", self.address, self.prefix)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn accept(listener: TcpListener, server: Arc<Server>) -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    loop {
        let (stream, _) = listener.accept().await?;
        let server = server.clone();
        let service = service_fn(move |request| {
            let server = server.clone();
            async move { Ok::<_, Infallible>(server.answer(request).await) }
        });
        // An error here is a browser that went away in the middle of an answer.
        tokio::spawn(
            hyper::server::conn::http1::Builder::new()
                .timer(TokioTimer::new())
                .serve_connection(TokioIo::new(stream), service),
        );
    }
}

/// Who answers the API.
enum Api {
    None,
    Upstream(Box<Upstream>),
    Own(OwnApi),
}

struct Server {
    dist: PathBuf,
    api: Api,
    prefix: String,
}

impl Server {
    async fn answer(&self, request: Request<Incoming>) -> Response<Body> {
        if !request.headers().get(HOST).is_some_and(names_this_machine) {
            return text(
                StatusCode::FORBIDDEN,
                "This server answers to names of this machine only.",
            );
        }
        let path = request.uri().path().to_owned();
        if !self.prefix.is_empty() && path == self.prefix {
            return moved(&format!("{path}/"));
        }
        let Some(path) = path
            .strip_prefix(&self.prefix)
            .and_then(|path| path.strip_prefix('/'))
        else {
            return text(StatusCode::NOT_FOUND, &format!("The site is at {}/", self.prefix));
        };
        if forward::is_api(path) {
            return match &self.api {
                Api::Upstream(upstream) => upstream.forward(path, request).await,
                Api::Own(answer) => {
                    let body = request.into_body().collect().await;
                    answer(path, &body.map(Collected::to_bytes).unwrap_or_default())
                }
                Api::None => text(
                    StatusCode::NOT_FOUND,
                    "There is no tracking server behind this address.",
                ),
            };
        }
        match *request.method() {
            Method::GET => files::answer(&self.dist, path),
            Method::HEAD => files::answer(&self.dist, path).map(|_| full(Bytes::new())),
            _ => text(StatusCode::METHOD_NOT_ALLOWED, "Files can only be read."),
        }
    }
}

/// Whether a `Host` is this machine under one of its own names. A foreign page that points its own name here (DNS
/// rebinding) is not.
fn names_this_machine(host: &HeaderValue) -> bool {
    let host = host.to_str().unwrap_or_default();
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    matches!(name.map_or(host, |(name, _)| name), "localhost" | "127.0.0.1")
}

fn full(bytes: impl Into<Bytes>) -> Body {
    Full::new(bytes.into()).map_err(|never| match never {}).boxed()
}

fn text(status: StatusCode, message: &str) -> Response<Body> {
    let mut response = Response::new(full(format!("{message}\n")));
    *response.status_mut() = status;
    response.headers_mut().insert(
        CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    );
    response
}

fn moved(to: &str) -> Response<Body> {
    let mut response = text(StatusCode::PERMANENT_REDIRECT, to);
    if let Ok(to) = HeaderValue::from_str(to) {
        response.headers_mut().insert(LOCATION, to);
    }
    response
}

#[cfg(test)]
mod tests;
