//! Queries in components, against a server whose answers come when the test says.

use super::bench::{mount, turn, until};
use futures_channel::oneshot;
use leptos::prelude::*;
use sporeprint::mlflow::{ApiError, Method, Request};
use sporeprint::query::{Client, Load, LoadKey, Remote, Reply, Transport};
use sporeprint::ui::query::{Keep, Query, provide_client_of, use_query};
use sporeprint::web::fetch;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_test::wasm_bindgen_test;

type Answer = Result<&'static str, ApiError>;
/// The way to answer a request; gone once it is answered.
type Pending = Option<oneshot::Sender<Answer>>;

/// What was asked, and the way to answer it.
#[derive(Clone, Default)]
struct Server(Rc<RefCell<Vec<(String, Pending)>>>);

impl Server {
    fn client(&self) -> Client {
        let server = self.clone();
        let transport: Transport = Rc::new(move |key: LoadKey| {
            let (answer, answered) = oneshot::channel();
            server.0.borrow_mut().push((key.request.path, Some(answer)));
            Box::pin(async move {
                let text = answered.await.map_err(|_| ApiError::Aborted)??;
                let body = Arc::from(text.as_bytes());
                Ok(Reply {
                    status: 200,
                    content_type: None,
                    total_bytes: None,
                    body,
                })
            })
        });
        Client::new(transport, Rc::new(|_| Box::pin(std::future::ready(()))))
    }

    fn asked(&self) -> Vec<String> {
        self.0.borrow().iter().map(|(path, _)| path.clone()).collect()
    }

    async fn until_asked(&self, paths: &[&str]) {
        until(&format!("{paths:?} are asked for"), || self.asked() == paths).await;
    }

    fn answer(&self, index: usize, answer: Answer) {
        let sender = self.0.borrow_mut()[index].1.take().unwrap();
        sender.send(answer).unwrap();
    }

    fn is_aborted(&self, index: usize) -> bool {
        self.0.borrow()[index]
            .1
            .as_ref()
            .is_some_and(oneshot::Sender::is_canceled)
    }
}

fn load(path: &str) -> Load<String> {
    let request = Request {
        method: Method::Get,
        path: path.to_owned(),
        body: None,
    };
    Load::new(request, None, |reply| {
        Ok(String::from_utf8_lossy(&reply.body).into_owned())
    })
}

fn words(remote: &Remote<String>) -> String {
    let stale = |stale: &Option<Arc<String>>| {
        stale
            .as_ref()
            .map(|text| format!(" after {text}"))
            .unwrap_or_default()
    };
    match remote {
        Remote::Idle => "idle".to_owned(),
        Remote::Loading { stale: older } => format!("loading{}", stale(older)),
        Remote::Ready(text) => format!("ready {text}"),
        Remote::Failed { stale: older, .. } => format!("failed{}", stale(older)),
    }
}

/// A component that asks for what `path` says and shows what is known.
#[component]
fn Asking(path: RwSignal<Option<&'static str>>, #[prop(optional)] keep_previous: bool) -> impl IntoView {
    let keep = if keep_previous {
        Keep::Previous
    } else {
        Keep::SameRequest
    };
    let query: Query<String> = use_query(keep, move || path.get().map(load));
    view! {
        <p>{move || words(&query.remote())}</p>
        <button on:click=move |_| query.refetch()></button>
    }
}

#[wasm_bindgen_test]
async fn a_slow_older_answer_never_replaces_a_newer_one() {
    let server = Server::default();
    let client = server.client();
    let (changing, staying) = (RwSignal::new(Some("a")), RwSignal::new(Some("a")));
    // The second one waits for the older answer too, so it is not aborted and does come.
    let bench = mount(move || {
        provide_client_of(client);
        view! { <div id="changing"><Asking path=changing /></div><div id="staying"><Asking path=staying /></div> }
    });
    server.until_asked(&["a"]).await;
    changing.set(Some("b"));
    server.until_asked(&["a", "b"]).await;
    server.answer(1, Ok("newer"));
    until("the newer is shown", || {
        bench.find("#changing p").inner_text() == "ready newer"
    })
    .await;
    server.answer(0, Ok("older"));
    until("the older is there too", || {
        bench.find("#staying p").inner_text() == "ready older"
    })
    .await;
    turn().await;
    assert_eq!(bench.find("#changing p").inner_text(), "ready newer");
}

#[wasm_bindgen_test]
async fn what_is_asked_for_anew_aborts_what_was_asked_before() {
    let server = Server::default();
    let client = server.client();
    let path = RwSignal::new(Some("a"));
    let bench = mount(move || {
        provide_client_of(client);
        view! { <Asking path /> }
    });
    server.until_asked(&["a"]).await;
    path.set(Some("b"));
    until("the first is aborted", || server.is_aborted(0)).await;
    assert!(!server.is_aborted(1));
    path.set(None);
    until("the second is aborted", || server.is_aborted(1)).await;
    bench.until_text("idle").await;
}

#[wasm_bindgen_test]
async fn a_component_that_goes_takes_its_request_with_it() {
    let server = Server::default();
    let client = server.client();
    let is_there = RwSignal::new(true);
    let path = RwSignal::new(Some("a"));
    let _bench = mount(move || {
        provide_client_of(client);
        view! { <Show when=move || is_there.get()><Asking path /></Show> }
    });
    server.until_asked(&["a"]).await;
    assert!(!server.is_aborted(0));
    is_there.set(false);
    until("the request is aborted", || server.is_aborted(0)).await;
}

#[wasm_bindgen_test]
async fn the_same_request_of_two_components_is_sent_once_and_answers_both() {
    let server = Server::default();
    let client = server.client();
    let path = RwSignal::new(Some("a"));
    let bench = mount(move || {
        provide_client_of(client);
        view! { <Asking path /><Asking path /> }
    });
    server.until_asked(&["a"]).await;
    server.answer(0, Ok("x"));
    bench.until_text("ready xready x").await;
    assert_eq!(server.asked(), ["a"]);
}

#[wasm_bindgen_test]
async fn six_requests_are_under_way_and_the_seventh_waits() {
    const PATHS: [&str; 7] = ["1", "2", "3", "4", "5", "6", "7"];
    let server = Server::default();
    let client = server.client();
    let _bench = mount(move || {
        provide_client_of(client);
        PATHS
            .map(|path| view! { <Asking path=RwSignal::new(Some(path)) /> })
            .into_iter()
            .collect_view()
    });
    server.until_asked(&PATHS[..6]).await;
    turn().await;
    assert_eq!(server.asked().len(), 6);
    server.answer(2, Ok("x"));
    server.until_asked(&PATHS).await;
}

#[wasm_bindgen_test]
async fn the_older_answer_stays_while_it_is_asked_again_and_when_that_fails() {
    let server = Server::default();
    let client = server.client();
    let path = RwSignal::new(Some("a"));
    let bench = mount(move || {
        provide_client_of(client);
        view! { <Asking path /> }
    });
    server.until_asked(&["a"]).await;
    server.answer(0, Ok("x"));
    bench.until_text("ready x").await;
    bench.find("button").click();
    bench.until_text("loading after x").await;
    server.until_asked(&["a", "a"]).await;
    server.answer(1, Err(ApiError::OriginBlocked));
    bench.until_text("failed after x").await;
    bench.find("button").click();
    server.until_asked(&["a", "a", "a"]).await;
    server.answer(2, Ok("y"));
    bench.until_text("ready y").await;
}

#[wasm_bindgen_test]
async fn another_subject_shows_nothing_of_the_one_before_unless_that_is_wanted() {
    let server = Server::default();
    let client = server.client();
    let path = RwSignal::new(Some("a"));
    let bench = mount(move || {
        provide_client_of(client);
        view! { <div id="strict"><Asking path /></div><div id="lax"><Asking path keep_previous=true /></div> }
    });
    server.until_asked(&["a"]).await;
    server.answer(0, Ok("x"));
    bench.until_text("ready xready x").await;
    path.set(Some("b"));
    bench.until_text("loadingloading after x").await;
    server.until_asked(&["a", "b"]).await;
    server.answer(1, Ok("y"));
    bench.until_text("ready yready y").await;
    // Going back shows the kept answer at once, and asks again.
    path.set(Some("a"));
    bench.until_text("loading after xloading after x").await;
    server.until_asked(&["a", "b", "a"]).await;
}

#[wasm_bindgen_test]
async fn the_page_says_how_many_requests_are_under_way() {
    let busy = || {
        document()
            .document_element()
            .unwrap()
            .get_attribute("data-busy")
            .unwrap_or_default()
    };
    let key = load("a-file-that-is-not-there").erased().key;
    {
        let mut asking = Box::pin(fetch::send(&key));
        let polled = futures_util::FutureExt::now_or_never(&mut asking);
        assert!(polled.is_none());
        assert_eq!(busy(), "1");
    }
    assert_eq!(busy(), "0");
    let outcome = fetch::send(&key).await;
    assert!(outcome.is_err_and(|error| error.is_missing()));
    assert_eq!(busy(), "0");
}
