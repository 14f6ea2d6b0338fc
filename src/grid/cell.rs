//! What stands in a cell, and who says so.

use super::columns::Column;

/// Which edge of a cell its text stands at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Align {
    /// The left: words.
    #[default]
    Start,
    /// The right: numbers.
    End,
}

/// What a cell's text is to the reader.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tone {
    /// A value.
    #[default]
    Normal,
    /// Less than a value: a remark, an id.
    Muted,
    /// The name of the row.
    Strong,
    /// Nothing, where others have a value.
    Missing,
    /// Well.
    Good,
    /// Failed, or no number.
    Bad,
    /// To be watched.
    Warning,
    /// Going on.
    Busy,
}

/// A check box that selects the row.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Check {
    /// Not selected.
    #[default]
    Off,
    /// Selected.
    On,
    /// Some of the rows that it stands for are selected.
    Some,
}

/// A switch in a cell that shows how it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// Kept at the top.
    Pin(bool),
    /// Shown in charts.
    Eye(bool),
}

/// What stands in a cell. One is used again and again, so that drawing needs no new memory: it is
/// [cleared](Cell::clear) before a source fills it.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Cell {
    /// The text, whoever wrote it: it reaches the page as text.
    pub text: String,
    /// Where the text stands.
    pub align: Align,
    /// What the text is.
    pub tone: Tone,
    /// Letters of one width: ids, commits.
    pub is_mono: bool,
    /// A quiet bar behind the text, as a share of the cell's width from 0 to 1.
    pub bar: Option<f64>,
    /// A shade behind the text, from 0 to 1.
    pub heat: Option<f64>,
    /// The best of the column.
    pub is_best: bool,
    /// The text is a link there. Made by us, never by a stranger; empty for none.
    pub href: String,
    /// A drawing before the text: SVG path data on a square of 24 units.
    pub icon: Option<&'static str>,
    /// A colour before the text, in any notation of CSS; it can be pressed. Empty for none.
    pub swatch: String,
    /// How deep the row stands in a tree, from 0.
    pub depth: u16,
    /// For a row with rows below it: whether they are shown.
    pub expanded: Option<bool>,
    /// A check box before everything.
    pub check: Option<Check>,
    /// Switches before the text.
    pub marks: [Option<Mark>; 2],
    /// A small line in place of the text: SVG path data in a box 100 wide and 24 high, or empty.
    pub spark: String,
    /// The value is not here yet.
    pub is_pending: bool,
}

impl Cell {
    /// Makes it an empty cell and keeps the memory.
    pub fn clear(&mut self) {
        let (mut text, mut href) = (std::mem::take(&mut self.text), std::mem::take(&mut self.href));
        let (mut swatch, mut spark) = (std::mem::take(&mut self.swatch), std::mem::take(&mut self.spark));
        for string in [&mut text, &mut href, &mut swatch, &mut spark] {
            string.clear();
        }
        *self = Self {
            text,
            href,
            swatch,
            spark,
            ..Self::default()
        };
    }

    /// Adds to the text.
    pub fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Says that there is no value: a dash.
    pub fn missing(&mut self, align: Align) {
        self.text.push('–');
        self.tone = Tone::Missing;
        self.align = align;
    }
}

/// How a whole row is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is so or not, whatever the others are"
)]
pub struct RowLook {
    /// Chosen by the person.
    pub is_selected: bool,
    /// Less than the others: deleted, hidden from charts, matching only by what is below it.
    pub is_dimmed: bool,
    /// Stands for the rows below it.
    pub is_group: bool,
    /// Kept at the top.
    pub is_pinned: bool,
    /// Pointed at elsewhere, as on a chart.
    pub is_lit: bool,
    /// Not loaded yet: its cells are grey bars and the source is not asked for them.
    pub is_pending: bool,
    /// For trees: how deep it stands, from 1; 0 in a table that is no tree.
    pub level: u16,
    /// For trees: whether what is below it is shown; none where there is nothing.
    pub expanded: Option<bool>,
}

/// How many rows there are, and what has changed since.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct GridRows {
    /// How many.
    pub count: u32,
    /// Another number whenever anything that the table shows has changed.
    pub content: u64,
    /// Another number whenever rows are arranged anew: sorted, filtered, grouped. While it stays, what is in sight
    /// stays in sight when rows come in above it.
    pub order: u64,
}

/// Says what the table shows. Asked for what is in sight only, while it is drawn: at once, and without changing any
/// signal.
pub trait CellSource {
    /// How a row is shown.
    fn look(&self, row: u32) -> RowLook;

    /// A name of the row that stays when rows are sorted or come in, written to an empty text. It becomes `data-id`.
    fn write_id(&self, row: u32, id: &mut String);

    /// Fills a cleared cell.
    fn fill(&self, row: u32, column: &Column, cell: &mut Cell);

    /// Where the row of this name stands now; what is active, and what is in sight, follows it when rows come in.
    fn find(&self, id: &str) -> Option<u32> {
        let _ = id;
        None
    }

    /// The box in the head of the column of check boxes.
    fn check_all(&self) -> Check {
        Check::Off
    }

    /// What a cell says when the pointer rests on it. Without it, the text where that is cut off.
    fn title(&self, row: u32, column: &Column) -> Option<String> {
        let _ = (row, column);
        None
    }

    /// What a column's head says when the pointer rests on it. Without it, the label.
    fn head_title(&self, column: &Column) -> Option<String> {
        let _ = column;
        None
    }
}
