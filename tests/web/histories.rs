//! The queue of histories, against a server whose answers come when the test says.

use super::bench::{mount, turn, until};
use futures_channel::mpsc;
use futures_util::StreamExt;
use leptos::prelude::*;
use sporeprint::history::Want;
use sporeprint::mlflow::{ApiError, Request};
use sporeprint::ui::histories::{Fetched, Histories, Open, Wholes, provide_histories_of, use_histories};
use sporeprint::ui::kit::{ToastRegion, provide_toasts, use_toasts};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

type Piece = Result<Vec<u8>, ApiError>;

/// What was asked, and the way to answer it.
#[derive(Clone, Default)]
struct Server(Rc<RefCell<Vec<Asked>>>);

/// An address, and the way to answer it.
type Asked = (String, mpsc::UnboundedSender<Piece>);

impl Server {
    fn open(&self) -> Open {
        let server = self.clone();
        Rc::new(move |request: Request| {
            let (answer, pieces) = mpsc::unbounded();
            server.0.borrow_mut().push((request.path, answer));
            pieces.boxed_local()
        })
    }

    /// The metrics that were asked for, in order.
    fn asked(&self) -> Vec<String> {
        let metric = |path: &str| {
            let rest = path.split_once("metric_key=").unwrap().1;
            rest.split('&').next().unwrap().to_owned()
        };
        self.0.borrow().iter().map(|(path, _)| metric(path)).collect()
    }

    fn is_aborted(&self, index: usize) -> bool {
        self.0.borrow()[index].1.is_closed()
    }

    /// Answers with so many points of the run `a`, in two pieces.
    fn answer(&self, index: usize, points: usize) {
        let point = |step: usize| {
            format!(
                "{{\"key\": \"m\", \"value\": {step}, \"timestamp\": \"7\", \"step\": \"{step}\", \"run_id\": \"a\"}}"
            )
        };
        let points: Vec<String> = (0..points).map(point).collect();
        let body = format!("{{\"metrics\": [{}]}}", points.join(", ")).into_bytes();
        let (first, second) = body.split_at(body.len() / 2);
        let sender = self.0.borrow()[index].1.clone();
        sender.unbounded_send(Ok(first.to_vec())).unwrap();
        sender.unbounded_send(Ok(second.to_vec())).unwrap();
        sender.close_channel();
    }

    fn fail(&self, index: usize) {
        let sender = self.0.borrow()[index].1.clone();
        let error = ApiError::Offline {
            detail: String::new(),
        };
        sender.unbounded_send(Err(error)).unwrap();
        sender.close_channel();
    }
}

fn want(metric: &str) -> Want {
    Want {
        metric: metric.into(),
        runs: vec!["a".into()].into(),
        points: 300,
        steps: None,
        is_whole: false,
    }
}

/// A chart of one metric that is in view when `is_in_view` says so, and shows how many points are here.
#[component]
fn Chart(metric: &'static str, is_in_view: RwSignal<bool>) -> impl IntoView {
    let histories = use_histories();
    let asker = histories.asker();
    Effect::new(move |_| {
        let wants = if is_in_view.get() {
            vec![want(metric)]
        } else {
            Vec::new()
        };
        asker.want(wants);
    });
    let version = histories.version(metric);
    let trouble = histories.trouble(metric);
    let said = move || {
        version.track();
        let points = histories.held(&"a".into(), metric).map(|held| held.series.len());
        let failed = if trouble.get().is_some() { " failed" } else { "" };
        format!(
            "{metric} {}{failed};",
            points.map_or("-".to_owned(), |points| points.to_string())
        )
    };
    view! { <p>{said}</p><button on:click=move |_| histories.retry(metric)></button> }
}

#[wasm_bindgen_test]
async fn what_is_scrolled_away_is_aborted_and_what_waits_comes_next() {
    let server = Server::default();
    let open = server.open();
    let (first, second, others) = (RwSignal::new(true), RwSignal::new(true), RwSignal::new(true));
    let bench = mount(move || {
        provide_histories_of(open);
        view! {
            <Chart metric="one" is_in_view=first /><Chart metric="two" is_in_view=second />
            <Chart metric="three" is_in_view=others /><Chart metric="four" is_in_view=others />
            <Chart metric="five" is_in_view=others />
        }
    });
    let at_once = ["one", "two", "three", "four"];
    until("four are asked for", || server.asked() == at_once).await;
    turn().await;
    assert_eq!(server.asked().len(), 4);
    first.set(false);
    until("the first is aborted", || server.is_aborted(0)).await;
    until("the fifth is asked for", || {
        server.asked().get(4).is_some_and(|metric| metric == "five")
    })
    .await;
    assert!(!server.is_aborted(1));
    for place in [1, 2, 3] {
        server.answer(place, 30);
    }
    bench.until_text("one -;two 30;three 30;four 30;five -;").await;
    server.answer(4, 20);
    bench.until_text("one -;two 30;three 30;four 30;five 20;").await;
    // Back in view, it is asked for again; what is here is not.
    second.set(false);
    turn().await;
    second.set(true);
    first.set(true);
    until("the first is asked for", || server.asked().len() == 6).await;
    assert_eq!(server.asked()[5], "one");
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_takes_its_requests_with_it_and_leaves_what_came() {
    let server = Server::default();
    let open = server.open();
    let (is_there, is_in_view) = (RwSignal::new(true), RwSignal::new(true));
    let histories: Rc<RefCell<Option<Histories>>> = Rc::default();
    let kept = Rc::clone(&histories);
    let _bench = mount(move || {
        provide_histories_of(open);
        *kept.borrow_mut() = Some(use_histories());
        view! {
            <Show when=move || is_there.get()>
                <Chart metric="one" is_in_view /><Chart metric="two" is_in_view />
            </Show>
        }
    });
    until("both are asked for", || server.asked().len() == 2).await;
    server.answer(0, 10);
    let histories = histories.borrow().unwrap();
    until("the first is here", || {
        histories.held(&"a".into(), "one").is_some()
    })
    .await;
    is_there.set(false);
    until("the second is aborted", || server.is_aborted(1)).await;
    let held = histories.held(&"a".into(), "one").unwrap();
    assert_eq!((held.detail.total, held.detail.is_whole), (Some(10), true));
}

#[wasm_bindgen_test]
async fn a_metric_that_fails_says_so_waits_to_be_asked_again_and_the_others_go_on() {
    let server = Server::default();
    let open = server.open();
    let is_in_view = RwSignal::new(true);
    let bench = mount(move || {
        provide_histories_of(open);
        view! { <Chart metric="one" is_in_view /><Chart metric="two" is_in_view /> }
    });
    until("both are asked for", || server.asked().len() == 2).await;
    server.fail(0);
    bench.until_text("one - failed;two -;").await;
    server.answer(1, 10);
    bench.until_text("one - failed;two 10;").await;
    assert_eq!(server.asked().len(), 2);
    bench.find("button").click();
    until("it is asked for again", || server.asked().len() == 3).await;
    server.answer(2, 10);
    bench.until_text("one 10;two 10;").await;
}

#[wasm_bindgen_test]
async fn what_a_lost_connection_gave_up_is_tried_again_when_the_browser_is_online() {
    let server = Server::default();
    let open = server.open();
    let is_in_view = RwSignal::new(true);
    let bench = mount(move || {
        provide_histories_of(open);
        view! { <Chart metric="one" is_in_view /> }
    });
    until("it is asked for", || server.asked().len() == 1).await;
    server.fail(0);
    bench.until_text("one - failed;").await;
    turn().await;
    assert_eq!(server.asked().len(), 1);
    let online = web_sys::Event::new("online").unwrap();
    web_sys::window().unwrap().dispatch_event(&online).unwrap();
    until("it is asked for again", || server.asked().len() == 2).await;
    bench.until_text("one -;").await;
    server.answer(1, 10);
    bench.until_text("one 10;").await;
}

/// Begins to fetch every point of the metric `one`, where a chart of it is shown as long as `is_there` says so.
#[component]
fn Fetching(is_there: RwSignal<bool>, fetched: RwSignal<Option<Fetched>>) -> impl IntoView {
    let (histories, toasts) = (use_histories(), use_toasts());
    let fetch = move |_| {
        let wanted = Wholes {
            metrics: ["one".into()].into(),
            runs: ["a".into()].into(),
            title: "one".to_owned(),
            failed: "No file".to_owned(),
        };
        leptos::task::spawn_local(async move {
            let ended = histories.fetch_all(wanted, toasts).await;
            fetched.set(Some(ended));
        });
    };
    view! {
        <Show when=move || is_there.get()>
            <Chart metric="one" is_in_view=RwSignal::new(true) />
        </Show>
        <button id="fetch" on:click=fetch></button>
        <ToastRegion />
    }
}

#[wasm_bindgen_test]
async fn every_point_comes_also_when_the_chart_that_asked_for_them_is_gone() {
    let server = Server::default();
    let open = server.open();
    let (is_there, fetched) = (RwSignal::new(true), RwSignal::new(None));
    let bench = mount(move || {
        provide_toasts();
        provide_histories_of(open);
        view! { <Fetching is_there fetched /> }
    });
    until("an outline is asked for", || server.asked().len() == 1).await;
    server.answer(0, 40);
    until("more is asked for", || server.asked().len() == 2).await;
    bench.find("#fetch").click();
    until("it says so", || {
        bench.text().contains("Loading all points of one")
    })
    .await;
    is_there.set(false);
    // What the chart asked for is a part of it.
    server.answer(1, 320);
    until("all are asked for", || server.asked().len() == 3).await;
    server.answer(2, 500);
    until("all are here", || fetched.get_untracked() == Some(Fetched::All)).await;
    until("it says so no more", || {
        !bench.text().contains("Loading all points of one")
    })
    .await;
}

#[wasm_bindgen_test]
async fn fetching_every_point_that_fails_says_why() {
    let server = Server::default();
    let open = server.open();
    let (is_there, fetched) = (RwSignal::new(false), RwSignal::new(None));
    let bench = mount(move || {
        provide_toasts();
        provide_histories_of(open);
        view! { <Fetching is_there fetched /> }
    });
    bench.find("#fetch").click();
    until("it is asked for", || server.asked().len() == 1).await;
    server.fail(0);
    until("it says why", || bench.text().contains("No file")).await;
    assert!(
        bench
            .text()
            .contains("1 of 1 lines could not be had: The server can't be reached.")
    );
    assert!(matches!(fetched.get_untracked(), Some(Fetched::Failed(_))));
}
