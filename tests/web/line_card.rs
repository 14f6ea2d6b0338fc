//! The line chart's card: what it draws, what it reads out, and what it leaves behind.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use super::bench::{Bench, has_focus, mount, press, turn, until};
use futures_util::{FutureExt, StreamExt, stream};
use leptos::prelude::*;
use sporeprint::board::{DrawnRun, LinePlot, RunSource, Settings, XAxis};
use sporeprint::chart::LINE_COLORS;
use sporeprint::mlflow::{ApiError, Request, RunId};
use sporeprint::runs::{Column, Field};
use sporeprint::ui::board::Source;
use sporeprint::ui::chart::{KeptZoom, LineCard};
use sporeprint::ui::highlight::{Links, RunDeeds};
use sporeprint::ui::histories::{Open, provide_histories_of};
use sporeprint::ui::kit::provide_toasts;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlCanvasElement, HtmlElement};

/// How many points each run has.
const POINTS: i64 = 50;

/// Runs called after their ids, of an experiment with many metrics.
struct Runs(RwSignal<Vec<&'static str>>);

/// How many metrics the runs have.
const METRICS: usize = 3_000;

impl RunSource for Runs {
    fn runs(&self) -> Arc<[DrawnRun]> {
        let run = |(name, color): (&&str, _)| DrawnRun {
            id: (*name).into(),
            name: (*name).into(),
            color,
            is_running: false,
            start_millis: None,
            group: None,
        };
        let runs = self.0.get_untracked();
        runs.iter().zip(LINE_COLORS).map(run).collect()
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        Arc::from([])
    }

    fn columns(&self) -> Vec<Column> {
        let metric = |index| Column::Field(Field::Metric(format!("metric {index}").into()));
        (0..METRICS).map(metric).collect()
    }

    fn number(&self, _run: usize, _column: &Column) -> Option<f64> {
        None
    }

    fn text(&self, _run: usize, _column: &Column) -> Option<String> {
        None
    }

    fn last_step(&self, _metric: &str) -> Option<i64> {
        Some(POINTS - 1)
    }

    fn is_lower_better(&self, _metric: &str) -> Option<bool> {
        None
    }
}

/// A server whose runs `a`, `b`, … stay at 1, 2, …; it fails as long as it is told to.
#[derive(Clone, Default)]
struct Server {
    is_down: Rc<RefCell<bool>>,
    /// Outlines are answered, with their first points, and nothing else.
    has_outlines_only: Rc<RefCell<bool>>,
    asked: Rc<RefCell<Vec<String>>>,
}

impl Server {
    fn open(&self) -> Open {
        let server = self.clone();
        Rc::new(move |request: Request| {
            server.asked.borrow_mut().push(request.path.clone());
            let is_outline = request.path.contains("max_results=40");
            let has_outlines_only = *server.has_outlines_only.borrow();
            let answer = if *server.is_down.borrow() || (has_outlines_only && !is_outline) {
                Err(ApiError::Offline {
                    detail: String::new(),
                })
            } else {
                let points = if has_outlines_only { 40 } else { POINTS };
                Ok(answer_to(&request.path, points))
            };
            stream::once(std::future::ready(answer).boxed_local()).boxed_local()
        })
    }
}

fn answer_to(path: &str, points_a_run: i64) -> Vec<u8> {
    let mut points = Vec::new();
    for (run, value) in [("a", 1), ("b", 2), ("c", 3)] {
        if path.contains(&format!("={run}")) {
            points.extend((0..points_a_run).map(|step| {
                format!(r#"{{"key":"loss","value":{value},"timestamp":"{step}","step":"{step}","run_id":"{run}"}}"#)
            }));
        }
    }
    format!(r#"{{"metrics":[{}]}}"#, points.join(",")).into_bytes()
}

/// A card in the page, and what its page knows.
struct Stand<S: leptos::tachys::view::Mountable> {
    bench: Bench<S>,
    run: RwSignal<Option<RunId>>,
    runs: RwSignal<Vec<&'static str>>,
    plot: RwSignal<LinePlot>,
    /// Whether the card is on the page.
    is_here: RwSignal<bool>,
    opened: RwSignal<Option<RunId>>,
    /// The signals go with it.
    _owner: Owner,
}

fn stand(server: &Server, runs: &[&'static str]) -> Stand<impl leptos::tachys::view::Mountable + use<>> {
    style_once();
    let owner = Owner::new();
    owner.set();
    let opened = RwSignal::new(None);
    let runs = RwSignal::new(runs.to_vec());
    let links = Links::new(RunDeeds {
        href: Callback::new(|(run,): (RunId,)| format!("#{}", run.as_str())),
        open: Callback::new(move |(run,)| opened.set(Some(run))),
        hide: Some(Callback::new(move |(run,): (RunId,)| {
            runs.update(|runs| runs.retain(|name| *name != run.as_str()));
        })),
        pin: None,
        keep_only: None,
    });
    let version = RwSignal::new(0);
    Effect::new(move |before: Option<()>| {
        runs.with(|_| ());
        if before.is_some() {
            version.update(|version| *version += 1);
        }
    });
    let source = Source::new(Rc::new(Runs(runs)), version);
    let plot = RwSignal::new(LinePlot {
        metrics: vec!["loss".to_owned()],
        ..LinePlot::default()
    });
    let is_here = RwSignal::new(true);
    let open = server.open();
    let bench = mount(move || {
        provide_toasts();
        provide_histories_of(open);
        provide_context(KeptZoom::default());
        let card = move || {
            let on_change = Callback::new(move |(changed,)| plot.set(changed));
            view! {
                <LineCard
                    plot
                    settings=Signal::stored(Settings::default())
                    source
                    is_in_view=Signal::stored(true)
                    on_change
                    links
                />
            }
        };
        view! {
            <div style:width="600px" style:height="320px">{move || is_here.get().then(card)}</div>
        }
    });
    Stand {
        bench,
        run: links.run,
        runs,
        plot,
        is_here,
        opened,
        _owner: owner,
    }
}

fn style_once() {
    let document = document();
    if document.get_element_by_id("line-card-style").is_none() {
        let style = document.create_element("style").unwrap();
        style.set_id("line-card-style");
        let sheets = [
            include_str!("../../style/tokens.css"),
            include_str!("../../style/base.css"),
            include_str!("../../style/chart.css"),
        ];
        style.set_text_content(Some(&sheets.concat()));
        document.head().unwrap().append_child(&style).unwrap();
    }
}

impl<S: leptos::tachys::view::Mountable> Stand<S> {
    fn surface(&self) -> HtmlElement {
        self.bench.find(".line-card__surface")
    }

    fn said(&self) -> String {
        let said = self.bench.find("[data-testid='holding']");
        said.text_content().unwrap_or_default()
    }

    fn picture(&self, index: usize) -> String {
        let canvas = self.bench.find(&format!("canvas:nth-of-type({})", index + 1));
        canvas
            .unchecked_into::<HtmlCanvasElement>()
            .to_data_url()
            .unwrap()
    }

    async fn until_drawn(&self, said: &str) {
        until(&format!("it says {said:?}"), || self.said() == said).await;
        until("it is drawn", || {
            let empty = self.bench.find("canvas:nth-of-type(2)");
            let lower = self.bench.find("canvas").unchecked_into::<HtmlCanvasElement>();
            lower.width() > 300 && !self.picture(0).is_empty() && empty.is_connected()
        })
        .await;
        settle().await;
    }

    /// Points at a share of the chart's width and height.
    fn point(&self, kind: &str, across: f64, down: f64, has_ctrl: bool) {
        let surface = self.surface();
        let rect = surface.get_bounding_client_rect();
        let script = "element.dispatchEvent(new PointerEvent(kind, { clientX, clientY, ctrlKey, pointerId: 1, \
                      pointerType: 'mouse', bubbles: true, cancelable: true }))";
        let call = js_sys::Function::new_with_args("element, kind, clientX, clientY, ctrlKey", script);
        let arguments = js_sys::Array::of5(
            &surface,
            &JsValue::from_str(kind),
            &JsValue::from_f64(rect.left() + across * rect.width()),
            &JsValue::from_f64(rect.top() + down * rect.height()),
            &JsValue::from_bool(has_ctrl),
        );
        call.apply(&JsValue::NULL, &arguments).unwrap();
    }
}

/// Lets two frames pass.
async fn settle() {
    let frame = || async {
        let promise = js_sys::Promise::new(&mut |resolve, _| {
            let _frame = web_sys::window().unwrap().request_animation_frame(&resolve);
        });
        wasm_bindgen_futures::JsFuture::from(promise).await.unwrap();
    };
    frame().await;
    frame().await;
    turn().await;
}

#[wasm_bindgen_test]
async fn pointing_at_a_line_finds_its_run_and_leaves_the_other_lines_undrawn() {
    let stand = stand(&Server::default(), &["a", "b", "c"]);
    stand.until_drawn("All 150 points").await;
    let (lower, upper) = (stand.picture(0), stand.picture(1));
    // The highest line is that of `c`.
    stand.point("pointermove", 0.5, 0.1, false);
    until("the run is highlighted", || {
        stand.run.get_untracked() == Some("c".into())
    })
    .await;
    until("it is drawn alone", || stand.picture(1) != upper).await;
    assert_eq!(stand.picture(0), lower, "the other lines were drawn again");
    let focus = stand.bench.find(".read-out__row--focus").text_content();
    assert_eq!(focus.as_deref(), Some("c3"));
    stand.point("pointerleave", 0.5, 0.1, false);
    until("nothing is highlighted", || stand.run.get_untracked().is_none()).await;
}

#[wasm_bindgen_test]
async fn a_click_keeps_the_values_with_links_and_ctrl_opens_the_run() {
    let stand = stand(&Server::default(), &["a", "b"]);
    stand.until_drawn("All 100 points").await;
    stand.point("click", 0.5, 0.1, false);
    until("the values stay", || {
        stand.bench.find_opt(".read-out--pinned a").is_some()
    })
    .await;
    let link = stand.bench.find(".read-out__row--focus a");
    assert_eq!(link.get_attribute("href").as_deref(), Some("#b"));
    press(&stand.surface(), "Escape");
    until("they are let go", || {
        stand.bench.find_opt(".read-out--pinned").is_none()
    })
    .await;
    stand.point("pointermove", 0.5, 0.1, false);
    stand.point("click", 0.5, 0.1, true);
    assert_eq!(stand.opened.get_untracked(), Some("b".into()));
}

#[wasm_bindgen_test]
async fn keys_zoom_and_come_back_and_read_values_out() {
    let stand = stand(&Server::default(), &["a"]);
    stand.until_drawn("All 50 points").await;
    let whole = stand.picture(0);
    press(&stand.surface(), "+");
    until("it shows less", || stand.picture(0) != whole).await;
    press(&stand.surface(), "0");
    until("it shows all again", || stand.picture(0) == whole).await;
    press(&stand.surface(), "Home");
    until("the first point is read out", || {
        let spoken = stand.bench.find(".line-card > [role='status']");
        spoken
            .text_content()
            .is_some_and(|text| text.starts_with("Step 0") && text.ends_with("a 1"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_can_not_be_loaded_says_so_and_can_be_tried_again() {
    let server = Server::default();
    *server.is_down.borrow_mut() = true;
    let stand = stand(&server, &["a"]);
    until("it says what failed", || {
        stand.bench.find_opt(".line-card__failure").is_some()
    })
    .await;
    *server.is_down.borrow_mut() = false;
    let buttons = stand.bench.find(".line-card__failure + button");
    buttons.click();
    stand.until_drawn("All 50 points").await;
    assert!(stand.bench.find_opt(".line-card__failure").is_none());
}

#[wasm_bindgen_test]
async fn what_fails_behind_the_outline_says_so_and_loading_all_of_it_ends() {
    let server = Server::default();
    *server.has_outlines_only.borrow_mut() = true;
    let stand = stand(&server, &["a", "b"]);
    let failure = || stand.bench.find_opt(".line-card__failure");
    until("it says what failed", || failure().is_some()).await;
    stand
        .until_drawn("40 points a line up to step 49, sampled by the server")
        .await;
    let load_all = || {
        let buttons = stand
            .bench
            .find(".line-card__foot")
            .query_selector_all("button")
            .unwrap();
        let mut buttons = (0..buttons.length()).map(|index| buttons.item(index).unwrap());
        let found = buttons.find(|button| button.text_content().as_deref() == Some("Load all"));
        found.map(JsCast::unchecked_into::<HtmlElement>)
    };
    load_all().unwrap().click();
    until("all is loading", || stand.bench.text().contains("Loading all…")).await;
    until("that has ended", || load_all().is_some() && failure().is_some()).await;
    *server.has_outlines_only.borrow_mut() = false;
    load_all().unwrap().click();
    stand.until_drawn("All 100 points").await;
    assert!(failure().is_none() && load_all().is_none());
}

#[wasm_bindgen_test]
async fn a_card_that_goes_leaves_nothing_behind() {
    let elements = || document().query_selector_all("*").unwrap().length();
    style_once();
    let before = elements();
    let server = Server::default();
    for _ in 0..5 {
        let stand = stand(&server, &["a", "b"]);
        stand.until_drawn("All 100 points").await;
        stand.point("pointermove", 0.5, 0.1, false);
        until("a run is highlighted", || stand.run.get_untracked().is_some()).await;
        let run = stand.run;
        drop(stand.bench);
        assert_eq!(run.try_get_untracked().flatten(), None, "the highlight stays");
    }
    settle().await;
    assert_eq!(elements(), before);
}

#[wasm_bindgen_test]
async fn keys_lead_into_the_kept_values_and_what_comes_and_goes_takes_no_focus_away() {
    let stand = stand(&Server::default(), &["a", "b"]);
    stand.until_drawn("All 100 points").await;
    stand.surface().focus().unwrap();
    press(&stand.surface(), "End");
    press(&stand.surface(), "Enter");
    until("the panel has the focus", || {
        stand
            .bench
            .find_opt(".read-out--pinned")
            .is_some_and(|panel| has_focus(&panel))
    })
    .await;
    let panel = stand.bench.find(".read-out--pinned");
    let hide = stand
        .bench
        .find(".read-out__rows .read-out__row:last-child [aria-label='Hide run']");
    hide.focus().unwrap();
    stand.runs.set(vec!["c", "a", "b"]);
    stand.until_drawn("All 150 points").await;
    let rows = || {
        document()
            .query_selector_all(".read-out--pinned .read-out__row")
            .unwrap()
            .length()
    };
    until("the new run has a row", || rows() == 3).await;
    settle().await;
    assert!(has_focus(&hide), "the button is another one");
    hide.click();
    until("its row is gone", || rows() == 2).await;
    until("the panel has the focus again", || has_focus(&panel)).await;
    let close = stand.bench.find(".read-out--pinned [aria-label='Let go']");
    close.focus().unwrap();
    close.click();
    until("the panel is gone", || {
        stand.bench.find_opt(".read-out--pinned").is_none()
    })
    .await;
    assert!(has_focus(&stand.surface()));
}

#[wasm_bindgen_test]
async fn a_card_that_comes_back_shows_what_it_was_zoomed_to() {
    let stand = stand(&Server::default(), &["a"]);
    stand.until_drawn("All 50 points").await;
    let is_zoomed = || {
        let all = stand.bench.find_opt("[aria-label='Show all']");
        all.is_some_and(|all| !all.has_attribute("disabled"))
    };
    assert!(!is_zoomed());
    press(&stand.surface(), "+");
    until("it is zoomed", is_zoomed).await;
    stand.is_here.set(false);
    until("it is gone", || stand.bench.find_opt(".line-card").is_none()).await;
    stand.is_here.set(true);
    until("it is zoomed as before", is_zoomed).await;
    // What is zoomed to on one axis is nowhere on another.
    stand.plot.update(|plot| plot.x = Some(XAxis::Time));
    until("it shows all of the other axis", || !is_zoomed()).await;
}

#[wasm_bindgen_test]
async fn any_metric_can_be_added_though_only_some_are_suggested() {
    let stand = stand(&Server::default(), &["a"]);
    stand.until_drawn("All 50 points").await;
    stand.bench.find("[title='Settings of this chart']").click();
    until("the settings are there", || {
        stand.bench.find_opt("[aria-label='Add a metric']").is_some()
    })
    .await;
    let suggested = stand.bench.find(".chart-panel datalist").child_element_count();
    assert_eq!(suggested, 1_000);
    let field = stand.bench.find("[aria-label='Add a metric']");
    write_into(&field, "metric 2999");
    until("it is drawn too", || {
        stand
            .plot
            .with_untracked(|plot| plot.metrics == ["loss", "metric 2999"])
    })
    .await;
    // Over times, what is shown is typed as dates of the person's clock.
    stand.plot.update(|plot| plot.x = Some(XAxis::Time));
    until("there are fields of dates", || {
        stand.bench.find_opt("input[type='datetime-local']").is_some()
    })
    .await;
    write_into(
        &stand.bench.find("input[type='datetime-local']"),
        "1970-01-02T00:00",
    );
    until("it shows from there on", || {
        stand.plot.with_untracked(|plot| plot.x_range.is_some())
    })
    .await;
    let offset = js_sys::Date::new(&JsValue::from_f64(86_400_000.0)).get_timezone_offset();
    assert_eq!(
        stand.plot.with_untracked(|plot| plot.x_range),
        Some([Some(86_400_000.0 + offset * 60_000.0), None])
    );
}

/// Writes into a field and leaves it.
fn write_into(field: &HtmlElement, text: &str) {
    let script = "field.value = text; for (const kind of ['input', 'change']) \
                  field.dispatchEvent(new Event(kind, { bubbles: true }))";
    let write = js_sys::Function::new_with_args("field, text", script);
    write
        .call2(&JsValue::NULL, field, &JsValue::from_str(text))
        .unwrap();
}
