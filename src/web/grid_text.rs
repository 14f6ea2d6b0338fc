//! How wide a column has to be for what stands in it.

use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::grid_state::State;
use crate::grid::{Cell, ColumnKind, GridEvent};

/// Rows whose cells are measured: those in sight, and as many all over the table.
const SAMPLE_ROWS: u32 = 200;
/// A cell's edges, and a little for fonts that measure differently.
const EDGES_CSS: f64 = 24.0;
/// What stands before the text, with its distance to it.
const ICON_CSS: f64 = 21.0;
const SWATCH_CSS: f64 = 20.0;
const MARK_CSS: f64 = 24.0;
const EXPANDER_CSS: f64 = 14.0;
const CHECK_CSS: f64 = 15.0;
const DEPTH_CSS: f64 = 16.0;
/// The arrow of a sorted column, and its rank.
const SORT_CSS: f64 = 22.0;
const SPARK_CSS: f64 = 110.0;

impl State {
    /// Makes a column as wide as its head and a sample of its cells want.
    pub(super) fn fit_column(&mut self, id: &str) -> Vec<GridEvent> {
        let Some(column) = self
            .columns
            .get(id)
            .filter(|column| column.is_arranged())
            .cloned()
        else {
            return Vec::new();
        };
        let Some(ruler) = Ruler::new(&self.frame.scroller) else {
            return Vec::new();
        };
        let mut widest = ruler.width(Weight::Head, &column.label) + EDGES_CSS + SORT_CSS;
        let step = (self.rows.count / SAMPLE_ROWS).max(1) as usize;
        let all_over = (0..self.rows.count).step_by(step);
        let mut cell = Cell::default();
        for row in self.window.rows.clone().chain(all_over) {
            if self.source.look(row).is_pending {
                continue;
            }
            cell.clear();
            self.source.fill(row, &column, &mut cell);
            widest = widest.max(cell_width_css(&ruler, column.kind, &cell));
        }
        self.columns.resize(id, widest.ceil());
        self.rearranged(column.id)
    }
}

fn cell_width_css(ruler: &Ruler, kind: ColumnKind, cell: &Cell) -> f64 {
    let weight = match (cell.is_mono, kind) {
        (true, _) => Weight::Mono,
        (false, ColumnKind::Name) => Weight::Strong,
        (false, _) if cell.is_best => Weight::Strong,
        (false, _) => Weight::Normal,
    };
    let room = |is_there: bool, css: f64| if is_there { css } else { 0.0 };
    let before = room(cell.icon.is_some(), ICON_CSS)
        + room(!cell.swatch.is_empty(), SWATCH_CSS)
        + room(cell.expanded.is_some(), EXPANDER_CSS)
        + room(cell.check.is_some(), CHECK_CSS)
        + cell.marks.iter().flatten().count() as f64 * MARK_CSS
        + f64::from(cell.depth) * DEPTH_CSS;
    let text = ruler.width(weight, &cell.text);
    before + text.max(room(!cell.spark.is_empty(), SPARK_CSS)) + EDGES_CSS
}

#[derive(Clone, Copy)]
enum Weight {
    Normal,
    Strong,
    Mono,
    Head,
}

/// Measures texts in the fonts of a table.
struct Ruler {
    context: CanvasRenderingContext2d,
    fonts: [String; 4],
}

impl Ruler {
    fn new(scroller: &web_sys::HtmlElement) -> Option<Self> {
        let style = web_sys::window()?.get_computed_style(scroller).ok()??;
        let read = |name: &str| style.get_property_value(name).unwrap_or_default();
        let (family, mono) = (read("font-family"), read("--font-mono"));
        let size: f64 = read("font-size").strip_suffix("px")?.parse().ok()?;
        let canvas = scroller.owner_document()?.create_element("canvas").ok()?;
        let canvas: HtmlCanvasElement = canvas.unchecked_into();
        Some(Self {
            context: canvas.get_context("2d").ok()??.unchecked_into(),
            fonts: [
                format!("{size}px {family}"),
                format!("600 {size}px {family}"),
                format!("{}px {mono}", size * 0.9375),
                format!("500 {size}px {family}"),
            ],
        })
    }

    fn width(&self, weight: Weight, text: &str) -> f64 {
        let [normal, strong, mono, head] = &self.fonts;
        self.context.set_font(match weight {
            Weight::Normal => normal,
            Weight::Strong => strong,
            Weight::Mono => mono,
            Weight::Head => head,
        });
        self.context
            .measure_text(text)
            .map_or(0.0, |metrics| metrics.width())
    }
}
