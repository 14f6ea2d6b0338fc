//! The table of any size: what it shows wherever it is scrolled to, what it costs the page, and what it tells.

use std::cell::{Cell as Shared, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use super::bench::{Bench, mount, turn, until};
use leptos::prelude::*;
use sporeprint::grid::{
    Cell, CellSource, Column, ColumnKind, Columns, GridEvent, GridRows, RowLook, RowRange, SortKey,
};
use sporeprint::ui::grid::{Grid, GridHandle};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement};

const WIDTH_CSS: f32 = 800.0;
const HEIGHT_CSS: f32 = 480.0;

/// Rows and columns whose cells say where they are. The first `shift` rows came in later.
struct Source {
    shift: Rc<Shared<u32>>,
}

impl Source {
    fn text(&self, row: u32, source: u32) -> String {
        format!("{}:{source}", i64::from(row) - i64::from(self.shift.get()))
    }
}

impl CellSource for Source {
    fn look(&self, row: u32) -> RowLook {
        RowLook {
            is_selected: row == 3,
            level: 1,
            expanded: (row == 5).then_some(false),
            ..RowLook::default()
        }
    }

    fn write_id(&self, row: u32, id: &mut String) {
        id.push_str(&self.text(row, 0));
    }

    fn fill(&self, row: u32, column: &Column, cell: &mut Cell) {
        cell.text = self.text(row, column.source);
        cell.align = column.kind.align();
        if column.kind == ColumnKind::Name {
            cell.href.push('#');
        }
    }

    fn find(&self, id: &str) -> Option<u32> {
        let row: i64 = id.split(':').next()?.parse().ok()?;
        u32::try_from(row + i64::from(self.shift.get())).ok()
    }
}

/// A table in the page, and all that it has told.
struct Stand<S: leptos::tachys::view::Mountable> {
    bench: Bench<S>,
    rows: RwSignal<GridRows>,
    columns: RwSignal<Columns>,
    sort: RwSignal<Vec<SortKey>>,
    told: Rc<RefCell<Vec<GridEvent>>>,
    shift: Rc<Shared<u32>>,
    source: Source,
    /// The signals go with it.
    _owner: Owner,
}

fn stand(count: u32, column_count: u32) -> Stand<impl leptos::tachys::view::Mountable> {
    style_once();
    let shift = Rc::new(Shared::new(0));
    let owner = Owner::new();
    owner.set();
    let rows = RwSignal::new(GridRows {
        count,
        ..GridRows::default()
    });
    let name = Column::new("name", "Name", ColumnKind::Name, 0).frozen();
    let others = (1..column_count).map(|index| {
        let mut column = Column::new(
            format!("c{index}"),
            format!("c{index}"),
            ColumnKind::Number,
            index,
        );
        column.width_css = 60.0 + f64::from(index % 7) * 15.0;
        column
    });
    let columns = RwSignal::new(Columns::new([name].into_iter().chain(others)));
    let sort = RwSignal::new(Vec::new());
    let told = Rc::new(RefCell::new(Vec::new()));
    let told_here = StoredValue::new_local(Rc::clone(&told));
    let on_event = Callback::new(move |event| told_here.with_value(|told| told.borrow_mut().push(event)));
    let source = Rc::new(Source {
        shift: Rc::clone(&shift),
    });
    let bench = mount(move || {
        view! {
            <div style:position="fixed" style:top="0" style:left="0" style:z-index="9" style:width="800px" style:height="480px">
                <Grid label="Test" test_id="grid" source rows columns sort on_event handle=GridHandle::new() />
            </div>
        }
    });
    Stand {
        bench,
        rows,
        columns,
        sort,
        told,
        source: Source {
            shift: Rc::clone(&shift),
        },
        shift,
        _owner: owner,
    }
}

/// The table needs its style sheets.
fn style_once() {
    let document = document();
    if document.get_element_by_id("grid-style").is_none() {
        let style = document.create_element("style").unwrap();
        style.set_id("grid-style");
        let sheets = [
            include_str!("../../style/tokens.css"),
            include_str!("../../style/base.css"),
            include_str!("../../style/grid.css"),
        ];
        style.set_text_content(Some(&sheets.concat()));
        document.head().unwrap().append_child(&style).unwrap();
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places in a small view"
)]
impl<S: leptos::tachys::view::Mountable> Stand<S> {
    fn scroller(&self) -> HtmlElement {
        self.bench.find("[data-testid='grid']")
    }

    fn elements(&self) -> u32 {
        self.scroller().query_selector_all("*").unwrap().length()
    }

    /// What is wrong at the middle of each cell in sight, all over the view.
    fn wrong(&self) -> Option<String> {
        match self.cells_seen() {
            Some(Ok(seen)) if seen < 40 => Some(format!("only {seen} cells")),
            Some(Ok(_)) => None,
            Some(Err(wrong)) => Some(wrong),
            None => Some("the table is not drawn".to_owned()),
        }
    }

    /// How many cells are in sight, or what is wrong with one; none when there is no table.
    fn cells_seen(&self) -> Option<Result<usize, String>> {
        let scroller = self.scroller();
        let view = self.bench.find_opt(".grid__body")?.get_bounding_client_rect();
        let (right, bottom) = (
            f64::from(scroller.client_width()),
            f64::from(scroller.client_height()),
        );
        let (first_x, first_y) = (view.left() + 4.0, view.top() + 4.0);
        let mut seen = 0;
        let mut y = first_y;
        while y < bottom - 2.0 {
            let mut x = first_x;
            while x < right - 2.0 {
                let at = document().element_from_point(x as f32, y as f32)?;
                let Some(cell) = at.closest(".grid__cell").unwrap() else {
                    return Some(Err(format!("no cell at {x}, {y}")));
                };
                let row = cell.closest(".grid__row").unwrap()?;
                let row: u32 = row.get_attribute("aria-rowindex")?.parse::<u32>().ok()? - 2;
                let id = cell.get_attribute("data-column")?;
                let source = self
                    .columns
                    .with_untracked(|columns| columns.get(&id).map(|column| column.source))?;
                let (is, wanted) = (cell.text_content()?, self.source.text(row, source));
                if is != wanted {
                    return Some(Err(format!("{is:?} instead of {wanted:?} at {x}, {y}")));
                }
                // Where the cell ends the next one begins.
                let rect = cell.get_bounding_client_rect();
                let expected_row = self.row_at(y - view.top());
                if expected_row != Some(row) {
                    return Some(Err(format!("row {row} instead of {expected_row:?} at {x}, {y}")));
                }
                x = rect.right() + 4.0;
                seen += 1;
            }
            y += 32.0;
        }
        Some(Ok(seen))
    }

    fn row_at(&self, y_css: f64) -> Option<u32> {
        let y = f64::from(self.scroller().scroll_top()) + y_css;
        (self.rows.get_untracked().count > 0).then(|| (y / 32.0).floor() as u32)
    }

    async fn until_right(&self, what: &str) {
        for _ in 0..400 {
            if self.wrong().is_none() {
                return;
            }
            turn().await;
        }
        panic!("{what}: {}", self.wrong().unwrap_or_default());
    }

    fn scroll(&self, left: i32, top: i32) {
        self.scroller().set_scroll_left(left);
        self.scroller().set_scroll_top(top);
    }

    fn last(&self) -> Option<GridEvent> {
        let is_gesture =
            |event: &&GridEvent| !matches!(event, GridEvent::Hovered(_) | GridEvent::Seen { .. });
        self.told.borrow().iter().rev().find(is_gesture).cloned()
    }

    fn active(&self) -> Option<Element> {
        let id = self.scroller().get_attribute("aria-activedescendant")?;
        document().get_element_by_id(&id)
    }

    fn active_text(&self) -> Option<String> {
        self.active()?.text_content()
    }

    async fn until_active(&self, text: &str) {
        until(&format!("{text} is active"), || {
            self.active_text().as_deref() == Some(text)
        })
        .await;
    }

    fn key(&self, key: &str, modifiers: &str) {
        dispatch(
            &self.scroller(),
            "new KeyboardEvent('keydown', { key: a, bubbles: true, cancelable: true, ctrlKey: b.includes('c'), \
             shiftKey: b.includes('s'), altKey: b.includes('a') })",
            &key.into(),
            &modifiers.into(),
        );
    }

    fn head(&self, column: &str) -> HtmlElement {
        self.bench
            .find(&format!("[role='columnheader'][data-column='{column}']"))
    }
}

/// Sends an event that is made from two values `a` and `b`.
fn dispatch(element: &Element, event: &str, a: &JsValue, b: &JsValue) {
    let script = format!("element.dispatchEvent({event})");
    let send = js_sys::Function::new_with_args("element, a, b", &script);
    send.call3(&JsValue::NULL, element, a, b).unwrap();
}

/// A pointer event at a place of the window.
fn pointer(element: &Element, name: &str, x: f64) {
    dispatch(
        element,
        "new PointerEvent(a, { bubbles: true, cancelable: true, clientX: b, clientY: 20, button: 0, pointerId: 1, \
         pointerType: 'mouse' })",
        &name.into(),
        &x.into(),
    );
}

/// Drags from the middle of an element by so much.
async fn drag<S: leptos::tachys::view::Mountable>(stand: &Stand<S>, element: &Element, by: f64) {
    let rect = element.get_bounding_client_rect();
    let x = f64::midpoint(rect.left(), rect.right());
    pointer(element, "pointerdown", x);
    for share in [0.3, 0.6, 1.0] {
        pointer(&stand.scroller(), "pointermove", x + by * share);
        turn().await;
    }
    pointer(&stand.scroller(), "pointerup", x + by);
}

#[wasm_bindgen_test]
async fn every_cell_in_sight_is_that_of_the_source_wherever_one_scrolls() {
    let stand = stand(100_000, 300);
    stand.until_right("at the start").await;
    for (left, top) in [
        (0, 1),
        (0, 33),
        (1_000, 40),
        (1_007, 1_600_011),
        (9_999, 1_599_000),
        (20_000, 3_190_000),
        (99_999_999, 99_999_999),
        (3, 0),
        (0, 0),
    ] {
        stand.scroll(left, top);
        stand.until_right(&format!("scrolled to {left}, {top}")).await;
    }
}

#[wasm_bindgen_test]
async fn scrolling_makes_no_element() {
    let stand = stand(20_000, 300);
    stand.until_right("at the start").await;
    // Once along both axes, until each slot has been in sight.
    stand.scroll(200, 200);
    stand.until_right("a little further").await;
    let before = stand.elements();
    assert!(before < 700, "{before} elements for {WIDTH_CSS} × {HEIGHT_CSS}");
    for step in 1..=40 {
        stand.scroll(step * 250, step * 8_000);
        stand.until_right("further").await;
        assert_eq!(stand.elements(), before, "at step {step}");
    }
}

#[wasm_bindgen_test]
async fn a_table_that_comes_and_goes_leaves_nothing_behind() {
    let elements = || document().query_selector_all("*").unwrap().length();
    let memory_bytes = || {
        let memory: js_sys::WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
        memory
            .buffer()
            .unchecked_into::<js_sys::ArrayBuffer>()
            .byte_length()
    };
    style_once();
    let elements_before = elements();
    let mut memory_before = 0;
    for round in 0..50 {
        let stand = stand(10_000, 200);
        stand.until_right("at the start").await;
        stand.scroll(700, 90_000);
        stand.until_right("further").await;
        drop(stand);
        if round == 10 {
            memory_before = memory_bytes();
        }
    }
    assert_eq!(elements(), elements_before);
    let grown = memory_bytes() - memory_before;
    assert!(grown <= 128 * 1024, "{grown} bytes more after 40 tables");
}

#[wasm_bindgen_test]
async fn keys_move_the_active_cell_and_what_is_said_is_absolute() {
    let stand = stand(1_000, 100);
    stand.until_right("at the start").await;
    let scroller = stand.scroller();
    assert_eq!(scroller.get_attribute("aria-rowcount").as_deref(), Some("1001"));
    assert_eq!(scroller.get_attribute("aria-colcount").as_deref(), Some("100"));
    stand.key("ArrowDown", "");
    stand.until_active("0:0").await;
    stand.key("ArrowDown", "");
    stand.key("ArrowRight", "");
    stand.until_active("1:1").await;
    stand.key("End", "c");
    stand.until_active("999:99").await;
    let active = stand.active().unwrap();
    assert_eq!(active.get_attribute("aria-colindex").as_deref(), Some("100"));
    let row = active.closest("[role='row']").unwrap().unwrap();
    assert_eq!(row.get_attribute("aria-rowindex").as_deref(), Some("1001"));
    stand.until_right("at the end").await;
    stand.key("PageUp", "");
    stand.key("Home", "");
    until("the name of a row further up is active", || {
        stand
            .active_text()
            .is_some_and(|text| text.ends_with(":0") && text != "999:0")
    })
    .await;
    stand.key("Home", "c");
    stand.until_active("0:0").await;
    stand.key("ArrowUp", "");
    until("the head is active", || {
        stand
            .active()
            .is_some_and(|head| head.get_attribute("role").as_deref() == Some("columnheader"))
    })
    .await;
}

#[wasm_bindgen_test]
async fn keys_select_extend_open_and_expand() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    stand.key("ArrowDown", "");
    stand.key("ArrowDown", "");
    stand.key(" ", "");
    assert_eq!(stand.last(), Some(GridEvent::SelectToggled { row: 1 }));
    stand.key("ArrowDown", "s");
    stand.key("ArrowDown", "s");
    let range = |from, to| RowRange { from, to };
    assert_eq!(
        stand.last(),
        Some(GridEvent::SelectExtended {
            range: range(1, 3),
            before: Some(range(1, 2)),
        })
    );
    let name: Arc<str> = "name".into();
    stand.key("Enter", "c");
    assert_eq!(
        stand.last(),
        Some(GridEvent::Opened {
            row: 3,
            column: name,
            apart: true
        })
    );
    stand.key("ArrowDown", "");
    stand.key("ArrowDown", "");
    stand.key("ArrowRight", "");
    assert_eq!(
        stand.last(),
        Some(GridEvent::Expanded {
            row: 5,
            expanded: true
        })
    );
    stand.key("a", "c");
    assert_eq!(stand.last(), Some(GridEvent::SelectAll));
    stand.key("Escape", "");
    assert_eq!(stand.last(), Some(GridEvent::Cleared));
    let selected = stand.bench.find("[data-id='3:0']");
    assert_eq!(selected.get_attribute("aria-selected").as_deref(), Some("true"));
    let closed = stand.bench.find("[data-id='5:0']");
    assert_eq!(closed.get_attribute("aria-expanded").as_deref(), Some("false"));
}

#[wasm_bindgen_test]
async fn a_pressed_head_sorts_and_says_by_which_rank() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    stand.head("c2").click();
    let column: Arc<str> = "c2".into();
    assert_eq!(stand.last(), Some(GridEvent::Sorted { column, adds: false }));
    let key = |column: &str, is_descending| SortKey {
        column: column.into(),
        is_descending,
    };
    stand.sort.set(vec![key("c3", false), key("c2", true)]);
    until("the second rank is said", || {
        stand.head("c2").get_attribute("data-rank").as_deref() == Some("2")
    })
    .await;
    assert_eq!(
        stand.head("c2").get_attribute("aria-sort").as_deref(),
        Some("descending")
    );
    assert_eq!(
        stand.head("c3").get_attribute("aria-sort").as_deref(),
        Some("ascending")
    );
    assert_eq!(stand.head("c4").get_attribute("aria-sort"), None);
}

#[wasm_bindgen_test]
async fn a_dragged_edge_resizes_and_a_dragged_head_moves_its_column() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    let order = || -> Vec<String> {
        let shown = |columns: &Columns| columns.shown().map(|column| column.id.to_string()).collect();
        stand.columns.with_untracked(shown)
    };
    let width = |id: &str| {
        stand
            .columns
            .with_untracked(|columns| columns.get(id).unwrap().width_css)
    };
    let before = width("c2");
    let edge = stand
        .head("c2")
        .query_selector("[data-part='handle']")
        .unwrap()
        .unwrap();
    drag(&stand, &edge, 50.0).await;
    let arranged = |id: &str| Some(GridEvent::Arranged { column: id.into() });
    assert_eq!(stand.last(), arranged("c2"));
    assert!(
        (width("c2") - before - 50.0).abs() < 1.5,
        "{} after {before}",
        width("c2")
    );
    stand.until_right("with a wider column").await;

    let by = stand.head("c4").get_bounding_client_rect().right()
        - stand.head("c1").get_bounding_client_rect().left();
    drag(&stand, &stand.head("c1"), by - 40.0).await;
    assert_eq!(stand.last(), arranged("c1"));
    assert_eq!(order()[..5], ["name", "c2", "c3", "c4", "c1"]);
    stand.until_right("with a moved column").await;
    // The press that ended the drag sorted nothing.
    assert!(
        !stand
            .told
            .borrow()
            .iter()
            .any(|event| matches!(event, GridEvent::Sorted { .. }))
    );
}

#[wasm_bindgen_test]
async fn keys_on_a_head_sort_move_and_resize_its_column() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    for key in ["ArrowDown", "ArrowUp", "ArrowRight"] {
        stand.key(key, "");
    }
    stand.key("Enter", "s");
    let column: Arc<str> = "c1".into();
    assert_eq!(stand.last(), Some(GridEvent::Sorted { column, adds: true }));
    stand.key("ArrowRight", "a");
    let at = |index: usize| {
        stand
            .columns
            .with_untracked(|columns| columns.shown().nth(index).unwrap().clone())
    };
    assert_eq!(&*at(2).id, "c1");
    let before = at(2).width_css;
    stand.key("ArrowRight", "as");
    assert!((at(2).width_css - before - 16.0).abs() < 0.1);
    until("its menu can be asked for", || {
        stand.key("F10", "s");
        matches!(stand.last(), Some(GridEvent::MenuAsked { column, .. }) if &*column == "c1")
    })
    .await;
}

#[wasm_bindgen_test]
async fn what_is_in_sight_and_active_stays_when_rows_come_in_above() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    stand.key("ArrowDown", "");
    stand.key("ArrowDown", "");
    stand.until_active("1:0").await;
    stand.scroll(0, 3_210);
    stand.until_right("further").await;
    let top = || {
        let at = document().element_from_point(20.0, 60.0)?;
        at.closest(".grid__row").unwrap()?.get_attribute("data-id")
    };
    let before = top();
    stand.shift.set(7);
    stand.rows.update(|rows| {
        rows.count += 7;
        rows.content += 1;
    });
    until("the table is scrolled to the same rows", || {
        stand.scroller().scroll_top() == 3_210 + 7 * 32
    })
    .await;
    stand.until_right("with new rows").await;
    assert_eq!(top(), before);
    stand.key("ArrowDown", "");
    stand.until_active("2:0").await;
}

#[wasm_bindgen_test]
async fn fewer_rows_leave_none_behind() {
    let stand = stand(1_000, 20);
    stand.until_right("at the start").await;
    stand.scroll(0, 20_000);
    stand.until_right("further").await;
    stand.rows.set(GridRows {
        count: 2,
        content: 1,
        order: 1,
    });
    until("two rows are left", || {
        let rows = stand
            .scroller()
            .query_selector_all(".grid__rows > .grid__row:not([hidden])");
        rows.unwrap().length() == 2
    })
    .await;
    stand.rows.set(GridRows::default());
    until("no row is left", || {
        let rows = stand
            .scroller()
            .query_selector_all(".grid__rows > .grid__row:not([hidden])");
        rows.unwrap().length() == 0
    })
    .await;
}
