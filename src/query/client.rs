//! Sends loads: shared, capped, dropped when nobody waits.

use std::cell::RefCell;
use std::collections::HashMap;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;

use async_lock::Semaphore;
use futures_util::FutureExt;
use futures_util::future::{Shared, WeakShared};

use super::{Answer, AnyLoad, Cache, LoadKey, Reply};
use crate::mlflow::ApiError;

/// An answer under way. Dropping it must abort the request.
type Flight = Pin<Box<dyn Future<Output = Result<Reply, ApiError>>>>;

/// Sends one request and resolves with the answer; dropping the future aborts the request.
pub type Transport = Rc<dyn Fn(LoadKey) -> Flight>;

/// Waits for this many milliseconds.
pub type Pause = Rc<dyn Fn(u32) -> Pin<Box<dyn Future<Output = ()>>>>;

/// How long to wait before each further try of a request that the server was too busy for.
const PAUSES_MILLIS: [u32; 3] = [500, 1_000, 2_000];
/// Requests under way at once. Browsers open six connections to one HTTP/1.1 host; a seventh request would only
/// wait where it cannot be reordered any more.
const MAX_UNDER_WAY: usize = 6;
/// Bytes of answers kept for going back.
const CACHE_BYTES: usize = 64 << 20;

struct Inner {
    transport: Transport,
    pause: Pause,
    permits: Arc<Semaphore>,
    flights: RefCell<HashMap<LoadKey, WeakShared<Flight>>>,
    cache: RefCell<Cache>,
}

/// The app's one way to the server. Clones share everything.
#[derive(Clone)]
pub struct Client(Rc<Inner>);

impl Client {
    /// A client that sends through `transport` and waits by `pause`.
    pub fn new(transport: Transport, pause: Pause) -> Self {
        Self(Rc::new(Inner {
            transport,
            pause,
            permits: Arc::new(Semaphore::new(MAX_UNDER_WAY)),
            flights: RefCell::default(),
            cache: RefCell::new(Cache::new(CACHE_BYTES)),
        }))
    }

    /// Loads and decodes; a server that is too busy to answer is asked up to three times more. Drop the future to lose interest; when the last one interested in the same request is
    /// gone, the request is aborted. The answer is kept for [`Client::cached`].
    ///
    /// # Errors
    /// What the transport or the decoder says.
    pub async fn load(&self, load: &AnyLoad) -> Result<Answer, ApiError> {
        let reply = self.flight(&load.key).await?;
        let value = load.decode(&reply)?;
        self.0
            .cache
            .borrow_mut()
            .put(load.key.clone(), Arc::clone(&value), reply.body.len());
        Ok(value)
    }

    /// Sends a change to the server: never shared, never kept, never sent twice.
    ///
    /// # Errors
    /// What the transport or the decoder says.
    pub async fn send(&self, load: &AnyLoad) -> Result<Answer, ApiError> {
        let reply = (self.0.transport)(load.key.clone()).await?;
        load.decode(&reply)
    }

    /// The last answer to this load, if it is still kept.
    pub fn cached(&self, load: &AnyLoad) -> Option<Answer> {
        self.0.cache.borrow_mut().get(&load.key)
    }

    /// Forgets kept answers after a change on the server.
    pub fn forget(&self, is_outdated: impl Fn(&LoadKey) -> bool) {
        self.0.cache.borrow_mut().forget(is_outdated);
    }

    fn flight(&self, key: &LoadKey) -> Shared<Flight> {
        let mut flights = self.0.flights.borrow_mut();
        // A flight that has landed is not joined: who asks again wants to know what the server says now.
        if let Some(flight) = flights
            .get(key)
            .and_then(WeakShared::upgrade)
            .filter(|flight| flight.peek().is_none())
        {
            return flight;
        }
        flights.retain(|_, flight| flight.upgrade().is_some());
        let permits = Arc::clone(&self.0.permits);
        let transport = Rc::clone(&self.0.transport);
        let pause = Rc::clone(&self.0.pause);
        let sent = key.clone();
        let flight: Flight = Box::pin(async move {
            for millis in PAUSES_MILLIS {
                let permit = permits.acquire_arc().await;
                let outcome = transport(sent.clone()).await;
                drop(permit);
                match outcome {
                    Err(error) if error.is_busy() => pause(millis).await,
                    outcome => return outcome,
                }
            }
            let _permit = permits.acquire_arc().await;
            transport(sent).await
        });
        let flight = flight.shared();
        if let Some(weak) = flight.downgrade() {
            flights.insert(key.clone(), weak);
        }
        flight
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mlflow::{Method, Request};
    use crate::query::Load;
    use futures_channel::oneshot;
    use futures_executor::LocalPool;
    use futures_util::task::LocalSpawnExt;

    /// The answer of a server that is too busy.
    const BUSY: &str = "busy";

    /// A server that answers when the test says so, and sees which requests were dropped unanswered.
    #[derive(Clone, Default)]
    struct Server(Rc<RefCell<Vec<Asked>>>);

    /// The path of a request, and the way to answer it until it is answered.
    type Asked = (String, Option<oneshot::Sender<String>>);

    impl Server {
        fn client(&self) -> Client {
            let server = self.clone();
            let transport = move |key: LoadKey| -> Flight {
                let (answer, answered) = oneshot::channel();
                server.0.borrow_mut().push((key.request.path, Some(answer)));
                Box::pin(async move {
                    let text = answered.await.map_err(|_| ApiError::Aborted)?;
                    if text == BUSY {
                        return Err(ApiError::from_response(503, Some("text/plain"), b"busy"));
                    }
                    let body = Arc::from(text.into_bytes());
                    Ok(Reply {
                        status: 200,
                        content_type: None,
                        total_bytes: None,
                        body,
                    })
                })
            };
            Client::new(Rc::new(transport), Rc::new(|_| Box::pin(std::future::ready(()))))
        }
        fn paths(&self) -> Vec<String> {
            self.0.borrow().iter().map(|(path, _)| path.clone()).collect()
        }
        fn answer(&self, index: usize, text: &str) {
            let sender = self.0.borrow_mut()[index].1.take().unwrap();
            sender.send(text.to_owned()).unwrap();
        }
        fn is_aborted(&self, index: usize) -> bool {
            self.0.borrow()[index]
                .1
                .as_ref()
                .is_some_and(oneshot::Sender::is_canceled)
        }
    }

    fn text(answer: &Answer) -> String {
        answer.downcast_ref::<String>().unwrap().clone()
    }

    fn load(path: &str) -> AnyLoad {
        let request = Request {
            method: Method::Get,
            path: path.to_owned(),
            body: None,
        };
        Load::new(request, None, |reply| {
            Ok(String::from_utf8_lossy(&reply.body).into_owned())
        })
        .erased()
    }

    fn spawn(
        pool: &LocalPool,
        client: &Client,
        path: &str,
    ) -> futures_util::future::RemoteHandle<Option<String>> {
        let (client, load) = (client.clone(), load(path));
        let task = async move { client.load(&load).await.ok().map(|answer| text(&answer)) };
        pool.spawner().spawn_local_with_handle(task).unwrap()
    }

    #[test]
    fn the_same_request_asked_twice_is_sent_once_and_answers_both() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let (one, two) = (spawn(&pool, &client, "a"), spawn(&pool, &client, "a"));
        pool.run_until_stalled();
        assert_eq!(server.paths(), ["a"]);
        server.answer(0, "x");
        assert_eq!(pool.run_until(one).as_deref(), Some("x"));
        assert_eq!(pool.run_until(two).as_deref(), Some("x"));
    }

    #[test]
    fn a_request_is_aborted_when_the_last_one_waiting_leaves_and_not_before() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let (one, two) = (spawn(&pool, &client, "a"), spawn(&pool, &client, "a"));
        pool.run_until_stalled();
        drop(one);
        pool.run_until_stalled();
        assert!(!server.is_aborted(0));
        drop(two);
        pool.run_until_stalled();
        assert!(server.is_aborted(0));
    }

    #[test]
    fn no_more_than_six_requests_are_under_way_and_the_rest_follow_in_order() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let waiting: Vec<_> = (0..9)
            .map(|index| spawn(&pool, &client, &index.to_string()))
            .collect();
        pool.run_until_stalled();
        assert_eq!(server.paths().len(), 6);
        server.answer(3, "done");
        pool.run_until_stalled();
        assert_eq!(server.paths().last().map(String::as_str), Some("6"));
        drop(waiting);
    }

    #[test]
    fn a_waiting_request_that_nobody_wants_any_more_is_never_sent() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let under_way: Vec<_> = (0..6)
            .map(|index| spawn(&pool, &client, &index.to_string()))
            .collect();
        pool.run_until_stalled();
        let unwanted = spawn(&pool, &client, "unwanted");
        pool.run_until_stalled();
        drop(unwanted);
        server.answer(0, "done");
        pool.run_until_stalled();
        assert!(!server.paths().contains(&"unwanted".to_owned()));
        drop(under_way);
    }

    #[test]
    fn a_server_that_is_too_busy_is_asked_again_but_not_for_ever() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let (patient, hopeless) = (
            spawn(&pool, &client, "patient"),
            spawn(&pool, &client, "hopeless"),
        );
        pool.run_until_stalled();
        server.answer(0, BUSY);
        server.answer(1, BUSY);
        pool.run_until_stalled();
        server.answer(2, "x");
        assert_eq!(pool.run_until(patient).as_deref(), Some("x"));
        for index in 3..6 {
            server.answer(index, BUSY);
            pool.run_until_stalled();
        }
        assert_eq!(pool.run_until(hopeless), None);
        assert_eq!(
            server.paths(),
            [
                "patient", "hopeless", "patient", "hopeless", "hopeless", "hopeless"
            ]
        );
    }

    #[test]
    fn asking_again_after_the_answer_asks_the_server_again_and_the_old_answer_is_kept_meanwhile() {
        let (server, mut pool) = (Server::default(), LocalPool::new());
        let client = server.client();
        let first = spawn(&pool, &client, "a");
        pool.run_until_stalled();
        server.answer(0, "old");
        pool.run_until(first);
        let second = spawn(&pool, &client, "a");
        pool.run_until_stalled();
        assert_eq!(server.paths().len(), 2);
        assert_eq!(
            client.cached(&load("a")).as_ref().map(text).as_deref(),
            Some("old")
        );
        server.answer(1, "new");
        assert_eq!(pool.run_until(second).as_deref(), Some("new"));
        assert_eq!(
            client.cached(&load("a")).as_ref().map(text).as_deref(),
            Some("new")
        );
    }
}
