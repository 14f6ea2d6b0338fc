//! The cards of other charts: what a press does, what is worked out, what can be taken along.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use super::bench::{Bench, mount, turn, until};
use leptos::prelude::*;
use leptos::tachys::view::Mountable;
use sporeprint::board::{BarPlot, DrawnRun, ImportancePlot, RunSource};
use sporeprint::chart::LINE_COLORS;
use sporeprint::mlflow::RunId;
use sporeprint::runs::Column;
use sporeprint::ui::board::Source;
use sporeprint::ui::chart::plots::{BarCard, ImportanceCard};
use sporeprint::ui::highlight::{Links, RunDeeds};
use sporeprint::ui::kit::provide_toasts;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlCanvasElement, HtmlElement};

/// So many runs, each with a `loss` that lies a bit higher than the last one's, and a `depth` that goes with it.
struct Runs {
    count: usize,
    /// How often all of it was read.
    reads: Rc<Cell<usize>>,
}

impl RunSource for Runs {
    fn runs(&self) -> Arc<[DrawnRun]> {
        self.reads.set(self.reads.get() + 1);
        let run = |(index, color)| DrawnRun {
            id: format!("run-{index}").into(),
            name: format!("run-{index}").into(),
            color,
            is_running: true,
            start_millis: None,
            group: None,
        };
        let colors = LINE_COLORS.iter().copied().cycle();
        (0..self.count).zip(colors).map(run).collect()
    }

    fn groups(&self) -> Arc<[Arc<str>]> {
        Arc::from([])
    }

    fn columns(&self) -> Vec<Column> {
        ["metrics.loss", "params.depth"]
            .iter()
            .filter_map(|name| Column::parse(name))
            .collect()
    }

    fn number(&self, run: usize, column: &Column) -> Option<f64> {
        let step = if column.to_string() == "metrics.loss" {
            1.0
        } else {
            2.0
        };
        Some((run + 1) as f64 * step)
    }

    fn text(&self, _run: usize, _column: &Column) -> Option<String> {
        None
    }

    fn last_step(&self, _metric: &str) -> Option<i64> {
        None
    }

    fn is_lower_better(&self, _metric: &str) -> Option<bool> {
        Some(true)
    }
}

/// What a card's page knows.
struct Page {
    source: Source,
    links: Links,
    version: RwSignal<u32>,
    opened: RwSignal<Option<RunId>>,
    reads: Rc<Cell<usize>>,
    /// The signals go with it.
    _owner: Owner,
}

fn page(count: usize) -> Page {
    style_once();
    let owner = Owner::new();
    owner.set();
    let opened = RwSignal::new(None);
    let version = RwSignal::new(0_u32);
    let reads = Rc::new(Cell::new(0));
    let runs = Runs {
        count,
        reads: Rc::clone(&reads),
    };
    Page {
        source: Source::new(Rc::new(runs), version),
        links: Links::new(RunDeeds {
            href: Callback::new(|(run,): (RunId,)| format!("#{}", run.as_str())),
            open: Callback::new(move |(run,)| opened.set(Some(run))),
            hide: None,
            pin: None,
            keep_only: None,
        }),
        version,
        opened,
        reads,
        _owner: owner,
    }
}

fn style_once() {
    let document = document();
    if document.get_element_by_id("plots-style").is_none() {
        let style = document.create_element("style").unwrap();
        style.set_id("plots-style");
        let sheets = [
            include_str!("../../style/tokens.css"),
            include_str!("../../style/base.css"),
            include_str!("../../style/plot-cards.css"),
            include_str!("../../style/plots.css"),
        ];
        style.set_text_content(Some(&sheets.concat()));
        document.head().unwrap().append_child(&style).unwrap();
    }
}

/// Presses and lifts a pointer over the middle of the chart, at a height in CSS pixels.
fn press_at(canvas: &HtmlElement, pointer: &str, y_css: f64) {
    let rect = canvas.get_bounding_client_rect();
    let script = "for (const kind of ['pointerdown', 'pointerup']) element.dispatchEvent(new PointerEvent(kind, { \
                  clientX, clientY, pointerId: 1, pointerType, button: 0, bubbles: true, cancelable: true }))";
    let call = js_sys::Function::new_with_args("element, clientX, clientY, pointerType", script);
    let arguments = js_sys::Array::of4(
        canvas,
        &JsValue::from_f64(rect.left() + rect.width() / 2.0),
        &JsValue::from_f64(rect.top() + y_css),
        &JsValue::from_str(pointer),
    );
    call.apply(&JsValue::NULL, &arguments).unwrap();
}

fn bars(page: &Page) -> Bench<impl Mountable + use<>> {
    let (source, links) = (page.source, page.links);
    let plot = Signal::stored(BarPlot {
        column: "metrics.loss".to_owned(),
        ..BarPlot::default()
    });
    mount(move || {
        provide_toasts();
        view! {
            <div style:width="600px" style:height="300px">
                <BarCard
                    plot
                    source
                    is_in_view=Signal::stored(true)
                    on_change=Callback::new(|_| ())
                    links
                />
            </div>
        }
    })
}

async fn until_drawn<S: Mountable>(bench: &Bench<S>) -> HtmlElement {
    until("the bars are drawn", || {
        let canvas = bench.find_opt(".plot__canvas");
        canvas.is_some_and(|canvas| canvas.unchecked_into::<HtmlCanvasElement>().width() > 300)
    })
    .await;
    for _ in 0..20 {
        turn().await;
    }
    bench.find(".plot__canvas")
}

#[wasm_bindgen_test]
async fn a_finger_shows_a_bar_first_and_opens_its_run_with_the_second_tap() {
    let page = page(3);
    let bench = bars(&page);
    let canvas = until_drawn(&bench).await;
    press_at(&canvas, "touch", 30.0);
    until("its values are shown", || {
        bench
            .find(".plot-words")
            .text_content()
            .is_some_and(|text| text.contains("Tap again"))
    })
    .await;
    assert_eq!(page.opened.get_untracked(), None);
    let shown = bench.find(".plot-words__title").text_content();
    press_at(&canvas, "touch", 30.0);
    let opened = page.opened.get_untracked().map(|run| run.as_str().to_owned());
    assert_eq!(opened, shown.map(|text| text.trim().to_owned()));
}

#[wasm_bindgen_test]
async fn a_mouse_opens_the_run_of_a_bar_at_once() {
    let page = page(3);
    let bench = bars(&page);
    let canvas = until_drawn(&bench).await;
    press_at(&canvas, "mouse", 30.0);
    assert!(page.opened.get_untracked().is_some());
}

#[wasm_bindgen_test]
async fn bars_that_have_no_room_are_counted() {
    let page = page(60);
    let bench = bars(&page);
    until("it says which bars are seen", || {
        let notes = bench.find_opt(".plot-card__notes");
        notes.is_some_and(|notes| {
            let text = notes.text_content().unwrap_or_default();
            text.starts_with("Bars 1 to ") && text.contains(" of 60: scroll")
        })
    })
    .await;
}

#[wasm_bindgen_test]
async fn importance_is_worked_out_while_the_runs_change_all_the_time() {
    let page = page(40);
    let (source, version) = (page.source, page.version);
    let plot = Signal::stored(ImportancePlot {
        target: "metrics.loss".to_owned(),
        columns: vec!["params.depth".to_owned()],
    });
    let bench = mount(move || {
        provide_toasts();
        view! { <ImportanceCard plot source is_in_view=Signal::stored(true) /> }
    });
    until("the table is there", || {
        version.update(|version| *version += 1);
        bench.find_opt(".importance__value").is_some()
    })
    .await;
    until("nothing is said of work any more", || {
        let said = bench.find(".plot-card__said").text_content();
        said.is_none_or(|said| said.is_empty())
    })
    .await;
    assert!(page.reads.get() > 0);
}
