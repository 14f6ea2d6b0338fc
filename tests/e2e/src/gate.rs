//! A wire to a real server that can be cut, held and bent: what networks and proxies do to people.

use crate::Tracking;
use anyhow::{Context, Result};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// How long [`Gate::until`] waits.
const PATIENCE: Duration = Duration::from_secs(15);

/// What happens to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bend {
    /// It waits until it is let go.
    Hold,
    /// The answer's connection breaks off after so many bytes, head included.
    Cut(usize),
    /// This is answered instead: status line, content type, body.
    Answer(&'static str, &'static str, String),
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is held.
    Held,
    /// It was held, and the browser closed the connection meanwhile.
    Abandoned,
    /// It went through.
    Answered,
}

/// One request that came.
#[derive(Clone, Debug)]
pub struct Seen {
    /// Its head and body.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

type Rules = Vec<(String, Bend)>;

/// The wire. Dropping it cuts it.
#[derive(Debug)]
pub struct Gate {
    address: SocketAddr,
    server: SocketAddr,
    path: String,
    rules: watch::Sender<Rules>,
    seen: watch::Sender<Vec<Seen>>,
    accepting: Option<JoinHandle<()>>,
}

impl Gate {
    /// A wire to a server, on a port of its own.
    pub fn to(server: &Tracking) -> Result<Self> {
        let (host, path) = server
            .base()
            .trim_start_matches("http://")
            .split_once('/')
            .context("an address")?;
        let mut gate = Self {
            address: "127.0.0.1:0".parse()?,
            server: host.parse()?,
            path: path.to_owned(),
            rules: watch::Sender::default(),
            seen: watch::Sender::default(),
            accepting: None,
        };
        gate.mend()?;
        Ok(gate)
    }

    /// Where the server is reached through it, with a slash at the end.
    pub fn base(&self) -> String {
        format!("http://{}/{}", self.address, self.path)
    }

    /// Nobody answers at its address any more, and what is under way breaks off.
    pub async fn cut(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
            let _aborted = accepting.await;
        }
    }

    /// Makes it work again at the same address.
    pub fn mend(&mut self) -> Result<()> {
        let socket = TcpSocket::new_v4()?;
        socket.set_reuseaddr(true)?;
        socket.bind(self.address)?;
        let listener = socket.listen(64)?;
        self.address = listener.local_addr()?;
        let (server, rules, seen) = (self.server, self.rules.clone(), self.seen.clone());
        self.accepting = Some(tokio::spawn(accept(listener, server, rules, seen)));
        Ok(())
    }

    /// From now on this happens to each request that has `part` in its head or body.
    pub fn bend(&self, part: &str, bend: Bend) {
        self.rules
            .send_modify(|rules| rules.insert(0, (part.to_owned(), bend)));
    }

    /// Nothing more happens to requests that have `part` in them, and those that are held go on.
    pub fn let_go(&self, part: &str) {
        self.rules
            .send_modify(|rules| rules.retain(|(bent, _)| bent != part));
    }

    /// What came up to now.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().clone()
    }

    /// Waits until what came fulfils a condition.
    pub async fn until(&self, what: &str, condition: impl Fn(&[Seen]) -> bool) -> Result<()> {
        let mut seen = self.seen.subscribe();
        let waiting = seen.wait_for(|seen| condition(seen));
        let outcome = tokio::time::timeout(PATIENCE, waiting).await.map(|_| ());
        outcome.with_context(|| {
            let lines = self.seen().into_iter().map(|seen| {
                format!(
                    "\n  {:?} {}",
                    seen.fate,
                    seen.text.lines().next().unwrap_or_default()
                )
            });
            format!(
                "the server waited in vain until {what}; it saw{}",
                lines.collect::<String>()
            )
        })
    }

    /// Waits until a request with `part` in it met this fate.
    pub async fn until_fate(&self, part: &str, fate: Fate) -> Result<()> {
        let what = format!("a request with {part:?} was {fate:?}");
        self.until(&what, |seen| {
            seen.iter().any(|one| one.fate == fate && one.text.contains(part))
        })
        .await
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        if let Some(accepting) = self.accepting.take() {
            accepting.abort();
        }
    }
}

async fn accept(
    listener: TcpListener,
    server: SocketAddr,
    rules: watch::Sender<Rules>,
    seen: watch::Sender<Vec<Seen>>,
) {
    // Its connections break off with it.
    let mut connections = JoinSet::new();
    loop {
        let Ok((browser, _)) = listener.accept().await else {
            continue;
        };
        while connections.try_join_next().is_some() {}
        connections.spawn(carry(browser, server, rules.subscribe(), seen.clone()));
    }
}

/// Carries one request and its answer. An error is the end of the connection, as on any wire.
async fn carry(
    mut browser: TcpStream,
    server: SocketAddr,
    mut rules: watch::Receiver<Rules>,
    seen: watch::Sender<Vec<Seen>>,
) -> Option<()> {
    let request = read_request(&mut browser).await?;
    let text = String::from_utf8_lossy(&request).into_owned();
    let mut index = 0;
    seen.send_modify(|seen| {
        index = seen.len();
        seen.push(Seen {
            text: text.clone(),
            fate: Fate::Held,
        });
    });
    let mark = |fate| seen.send_modify(|seen| seen[index].fate = fate);
    let rule = |rules: &Rules| {
        rules
            .iter()
            .find(|(part, _)| text.contains(part))
            .map(|(_, bend)| bend.clone())
    };
    let bend = tokio::select! {
        let_go = rules.wait_for(|rules| rule(rules) != Some(Bend::Hold)) => rule(&*let_go.ok()?),
        // A browser sends nothing while it waits: what can be read now is the end.
        _ = browser.read_u8() => {
            mark(Fate::Abandoned);
            return None;
        }
    };
    if let Some(Bend::Answer(status, kind, body)) = bend {
        let head = format!(
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
            body.len()
        );
        browser.write_all(head.as_bytes()).await.ok()?;
        browser.write_all(body.as_bytes()).await.ok()?;
    } else {
        let limit = if let Some(Bend::Cut(bytes)) = bend {
            u64::try_from(bytes).ok()?
        } else {
            u64::MAX
        };
        let mut upstream = TcpStream::connect(server).await.ok()?;
        upstream.write_all(&closing(&request)).await.ok()?;
        tokio::io::copy(&mut upstream.take(limit), &mut browser)
            .await
            .ok()?;
    }
    mark(Fate::Answered);
    browser.shutdown().await.ok()
}

async fn read_request(browser: &mut TcpStream) -> Option<Vec<u8>> {
    let mut request = Vec::new();
    let head = loop {
        if browser.read_buf(&mut request).await.ok()? == 0 {
            return None;
        }
        if let Some(end) = request.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
    };
    let length = String::from_utf8_lossy(&request[..head])
        .lines()
        .find_map(|line| {
            line.to_ascii_lowercase()
                .strip_prefix("content-length:")?
                .trim()
                .parse()
                .ok()
        })
        .unwrap_or(0);
    while request.len() < head + length {
        if browser.read_buf(&mut request).await.ok()? == 0 {
            return None;
        }
    }
    Some(request)
}

/// The request with `Connection: close`, so that the end of the answer is the end of the connection.
fn closing(request: &[u8]) -> Vec<u8> {
    let text_end = request
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .unwrap_or(request.len());
    let head = String::from_utf8_lossy(&request[..text_end]).into_owned();
    let kept = head
        .split("\r\n")
        .filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let mut bytes = kept.collect::<Vec<_>>().join("\r\n").into_bytes();
    bytes.extend(b"\r\nconnection: close");
    bytes.extend(&request[text_end..]);
    bytes
}
