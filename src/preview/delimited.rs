//! Tables with a character between their cells: CSV and its kin.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::borrow::Cow;

/// A table, fed chunk by chunk as it comes from the network.
///
/// Bytes of cells lie in one buffer with two indexes, about as large as the file. The reader is that of the csv crate
/// (`csv-core`, which lets bytes be pushed): quoted cells may hold delimiters and line breaks, doubled quotes are one,
/// any line break ends a row, empty lines are skipped.
#[derive(Clone, Debug)]
pub struct Delimited {
    reader: Reader,
    limits: Limits,
    cells: Vec<u8>,
    /// End of each cell in `cells`.
    cell_ends: Vec<u32>,
    /// End of each row in `cell_ends`.
    row_ends: Vec<u32>,
    column_count: usize,
    ragged_row_count: usize,
    quote_count: usize,
    limit_reached: Option<TableLimit>,
    is_last_row_partial: bool,
    has_open_quote: bool,
}

/// What a table has too much of; rows before it are complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TableLimit {
    /// More bytes than this.
    Bytes(usize),
    /// More cells than this.
    Cells(usize),
}

#[derive(Clone, Copy, Debug)]
struct Limits {
    bytes: usize,
    cells: usize,
}

/// What the cells of a column hold, as far as was looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ColumnKind {
    /// Nothing at all.
    Empty,
    /// Whole numbers.
    Integer,
    /// Numbers, `nan` and `inf` among them as Python writes them.
    Number,
    /// `true` and `false`, in any case.
    Bool,
    /// Anything else.
    Text,
}

impl Delimited {
    /// An empty table, to be fed.
    pub fn new(delimiter: u8) -> Self {
        Self::with_limits(
            delimiter,
            Limits {
                bytes: 128 << 20,
                cells: 16 << 20,
            },
        )
    }

    fn with_limits(delimiter: u8, limits: Limits) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            limits,
            cells: Vec::new(),
            cell_ends: Vec::new(),
            row_ends: Vec::new(),
            column_count: 0,
            ragged_row_count: 0,
            quote_count: 0,
            limit_reached: None,
            is_last_row_partial: false,
            has_open_quote: false,
        }
    }

    /// Reads all of a file, or of its beginning.
    pub fn read(bytes: &[u8], delimiter: u8, is_whole: bool) -> Self {
        let mut table = Self::new(delimiter);
        table.push(bytes);
        table.finish(is_whole);
        table
    }

    /// Reads on. Rows appear as they end; nothing is read after a limit.
    pub fn push(&mut self, chunk: &[u8]) {
        if chunk.is_empty() || self.limit_reached.is_some() {
            return;
        }
        self.quote_count += chunk.split(|byte| *byte == b'"').count() - 1;
        self.feed(chunk);
    }

    /// Ends the last row. Unless the file is whole, a row that no line break ended is marked as partial.
    pub fn finish(&mut self, is_whole: bool) {
        if self.limit_reached.is_some() {
            return;
        }
        let ended_rows = self.row_ends.len();
        self.feed(&[]);
        if self.row_ends.len() > ended_rows {
            self.is_last_row_partial = !is_whole;
            self.has_open_quote = is_whole && !self.quote_count.is_multiple_of(2);
        }
    }

    /// Gives bytes to the reader; no bytes are the end of the file.
    fn feed(&mut self, mut input: &[u8]) {
        let is_end = input.is_empty();
        let mut output = [0; 4096];
        loop {
            let (result, read, written) = self.reader.read_field(input, &mut output);
            input = input.get(read..).unwrap_or_default();
            self.cells
                .extend_from_slice(output.get(..written).unwrap_or_default());
            let is_cell = matches!(result, ReadFieldResult::Field { .. });
            if self.cells.len() > self.limits.bytes {
                return self.stop(TableLimit::Bytes(self.limits.bytes));
            }
            if is_cell && self.cell_ends.len() == self.limits.cells {
                return self.stop(TableLimit::Cells(self.limits.cells));
            }
            if let ReadFieldResult::Field { record_end } = result {
                self.cell_ends.push(offset(self.cells.len()));
                if record_end {
                    self.end_row();
                }
            }
            // To the reader, no input is the end of the file, so it must not be asked again.
            if matches!(result, ReadFieldResult::End) || (input.is_empty() && !is_end) {
                return;
            }
        }
    }

    fn end_row(&mut self) {
        let width = self.cell_ends.len() - self.row_ends.last().map_or(0, |end| *end as usize);
        let first_width = self.row_ends.first().map_or(width, |end| *end as usize);
        self.row_ends.push(offset(self.cell_ends.len()));
        self.column_count = self.column_count.max(width);
        self.ragged_row_count += usize::from(width != first_width);
    }

    /// Drops the row that was begun.
    fn stop(&mut self, limit: TableLimit) {
        self.limit_reached = Some(limit);
        let cells = self.row_ends.last().map_or(0, |end| *end as usize);
        self.cell_ends.truncate(cells);
        self.cells
            .truncate(self.cell_ends.last().map_or(0, |end| *end as usize));
    }

    /// Rows, a header included.
    pub fn row_count(&self) -> usize {
        self.row_ends.len()
    }

    /// Cells of the longest row.
    pub fn column_count(&self) -> usize {
        self.column_count
    }

    /// Rows that have more or fewer cells than the first.
    pub fn ragged_row_count(&self) -> usize {
        self.ragged_row_count
    }

    /// The limit that was reached, if any: there are more rows than these.
    pub fn limit_reached(&self) -> Option<TableLimit> {
        self.limit_reached
    }

    /// Whether the last row may go on in the rest of the file.
    pub fn is_last_row_partial(&self) -> bool {
        self.is_last_row_partial
    }

    /// Whether a quote that was opened is never closed, so that the last cell holds all that follows it.
    pub fn has_open_quote(&self) -> bool {
        self.has_open_quote
    }

    /// A cell; bytes that are not UTF-8 become U+FFFD. `None` where the row is shorter or there is no such row.
    pub fn cell(&self, row: usize, column: usize) -> Option<Cow<'_, str>> {
        self.cell_bytes(row, column).map(String::from_utf8_lossy)
    }

    /// Cells of a row.
    pub fn row(&self, row: usize) -> impl Iterator<Item = Cow<'_, str>> {
        (0..self.column_count).map_while(move |column| self.cell(row, column))
    }

    fn cell_bytes(&self, row: usize, column: usize) -> Option<&[u8]> {
        let first = if row == 0 {
            0
        } else {
            *self.row_ends.get(row - 1)? as usize
        };
        let index = first.checked_add(column)?;
        if index >= *self.row_ends.get(row)? as usize {
            return None;
        }
        let start = if index == 0 {
            0
        } else {
            *self.cell_ends.get(index - 1)? as usize
        };
        self.cells.get(start..*self.cell_ends.get(index)? as usize)
    }

    /// Whether the first row reads like names: all different, none empty, none a number.
    pub fn first_row_is_header(&self) -> bool {
        let mut names: Vec<_> = self.row(0).collect();
        let are_names = names.iter().all(|name| {
            !matches!(
                cell_kind(name),
                ColumnKind::Empty | ColumnKind::Integer | ColumnKind::Number
            )
        });
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        are_names && count > 0 && names.len() == count
    }

    /// What a column holds, from `first_row` on, by at most `sample` rows.
    pub fn column_kind(&self, column: usize, first_row: usize, sample: usize) -> ColumnKind {
        let last_row = self.row_count().min(first_row.saturating_add(sample));
        let cells = (first_row..last_row).filter_map(|row| self.cell(row, column));
        cells.fold(ColumnKind::Empty, |kind, cell| both(kind, cell_kind(&cell)))
    }
}

/// The kind that holds cells of two kinds.
fn both(a: ColumnKind, b: ColumnKind) -> ColumnKind {
    use ColumnKind::{Empty, Integer, Number, Text};
    match (a, b) {
        (Empty, kind) | (kind, Empty) => kind,
        (Integer, Number) | (Number, Integer) => Number,
        (a, b) if a == b => a,
        _ => Text,
    }
}

fn cell_kind(cell: &str) -> ColumnKind {
    let cell = cell.trim();
    if cell.is_empty() {
        ColumnKind::Empty
    } else if cell.eq_ignore_ascii_case("true") || cell.eq_ignore_ascii_case("false") {
        ColumnKind::Bool
    } else if is_whole_number(cell) {
        ColumnKind::Integer
    } else if cell.parse::<f64>().is_ok() {
        ColumnKind::Number
    } else {
        ColumnKind::Text
    }
}

fn is_whole_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// The character between cells that the first lines agree on: comma, tab, semicolon or bar; a comma if none does.
pub fn guess_delimiter(head: &[u8]) -> u8 {
    const LOOKED_AT: usize = 16 << 10;
    const LINES: usize = 20;
    let head = head.get(..LOOKED_AT).unwrap_or(head);
    let score = |delimiter: u8| {
        let mut counts = vec![0_usize];
        let mut is_quoted = false;
        for byte in head {
            match byte {
                b'"' => is_quoted = !is_quoted,
                b'\n' if !is_quoted && counts.len() == LINES => break,
                b'\n' if !is_quoted => counts.push(0),
                byte if *byte == delimiter && !is_quoted => {
                    if let Some(count) = counts.last_mut() {
                        *count += 1;
                    }
                }
                _ => {}
            }
        }
        let first = counts.first().copied().unwrap_or(0);
        let agreeing = counts.iter().filter(|count| **count == first).count();
        if first == 0 { (0, 0) } else { (agreeing, first) }
    };
    // `max_by_key` takes the last of equals.
    [b'|', b';', b'\t', b',']
        .into_iter()
        .max_by_key(|delimiter| score(*delimiter))
        .unwrap_or(b',')
}

/// Offsets fit, because the limits are far below 4 GB.
fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn rows(table: &Delimited) -> Vec<Vec<String>> {
        (0..table.row_count())
            .map(|row| table.row(row).map(Cow::into_owned).collect())
            .collect()
    }

    #[test]
    fn quoted_cells_hold_delimiters_and_line_breaks() {
        let table = Delimited::read(b"a,b\r\n\"x,\n\"\"y\"\"\",2\n", b',', true);
        assert_eq!(rows(&table), [["a", "b"], ["x,\n\"y\"", "2"]]);
        assert!(!table.is_last_row_partial() && !table.has_open_quote());
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_first_name() {
        assert_eq!(
            Delimited::read(b"\xEF\xBB\xBFa,b\n", b',', true)
                .cell(0, 0)
                .unwrap(),
            "a"
        );
    }

    #[test]
    fn ragged_rows_are_counted_and_their_missing_cells_are_missing() {
        let table = Delimited::read(b"a,b\n1\n1,2,3\n4,5\n", b',', true);
        assert_eq!((table.column_count(), table.ragged_row_count()), (3, 2));
        assert_eq!(table.cell(1, 1), None);
        assert_eq!(table.cell(2, 2).as_deref(), Some("3"));
        assert_eq!(table.cell(9, 0), None);
    }

    #[test]
    fn the_last_row_of_a_beginning_may_be_partial() {
        assert!(Delimited::read(b"a,b\n1,2", b',', false).is_last_row_partial());
        assert!(Delimited::read(b"a,b\n\"1,2\n", b',', false).is_last_row_partial());
        assert!(!Delimited::read(b"a,b\n1,2\n", b',', false).is_last_row_partial());
        assert!(!Delimited::read(b"a,b\n1,2", b',', true).is_last_row_partial());
    }

    #[test]
    fn a_quote_that_is_never_closed_is_noticed() {
        let table = Delimited::read(b"a,b\n\"1,2\n3,4\n", b',', true);
        assert!(table.has_open_quote());
        assert_eq!(table.row_count(), 2);
    }

    #[test]
    fn limits_keep_complete_rows_only() {
        let limited = |limits, text: &[u8]| {
            let mut table = Delimited::with_limits(b',', limits);
            table.push(text);
            table.finish(true);
            (rows(&table).concat(), table.limit_reached())
        };
        let (cells, limit) = limited(Limits { bytes: 100, cells: 5 }, b"a,b\n1,2\n3,4\n");
        assert_eq!(
            (cells.concat().as_str(), limit),
            ("ab12", Some(TableLimit::Cells(5)))
        );
        let (cells, limit) = limited(Limits { bytes: 3, cells: 100 }, b"a,b\nlong,2\n");
        assert_eq!(
            (cells.concat().as_str(), limit),
            ("ab", Some(TableLimit::Bytes(3)))
        );
    }

    #[test]
    fn columns_and_headers_are_guessed() {
        use ColumnKind::{Bool, Empty, Integer, Number, Text};

        let table = Delimited::read(
            b"id,acc,ok,name,none\n1,0.5,True,x,\n-2,nan,false,3,\n",
            b',',
            true,
        );
        let kinds: Vec<_> = (0..5).map(|column| table.column_kind(column, 1, 1000)).collect();
        assert_eq!(kinds, [Integer, Number, Bool, Text, Empty]);
        assert_eq!(
            ["-", "", "+7", "1e-3"].map(cell_kind),
            [Text, Empty, Integer, Number]
        );
        assert!(table.first_row_is_header());
        assert!(!Delimited::read(b"p,x,s,x\ne,x,s,y\n", b',', true).first_row_is_header());
        assert!(!Delimited::read(b"1,2\n", b',', true).first_row_is_header());
        assert!(!Delimited::read(b"", b',', true).first_row_is_header());
    }

    #[test]
    fn the_delimiter_is_what_the_lines_agree_on() {
        let table: [(&[u8], u8); 7] = [
            (b"a,b\n1,2\n", b','),
            (b"a;b\n1,5;2,5\n", b';'),
            (b"a\tb\n1\t2\n", b'\t'),
            (b"a|b|c\n1|2|3\n", b'|'),
            (b"\"x;y;z\",b\n1,2\n", b','),
            (b"one\ntwo\n", b','),
            (b"", b','),
        ];
        for (head, delimiter) in table {
            assert_eq!(
                guess_delimiter(head),
                delimiter,
                "{:?}",
                String::from_utf8_lossy(head)
            );
        }
    }

    fn csv_bytes() -> impl Strategy<Value = Vec<u8>> {
        prop_oneof![
            any::<Vec<u8>>(),
            "[ab,\"\r\n;é ]{0,40}".prop_map(String::into_bytes)
        ]
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_as_the_csv_crate_reads_them(bytes in csv_bytes(), cut: proptest::sample::Index) {
            let mut built = Delimited::new(b',');
            let (first, second) = bytes.split_at(cut.index(bytes.len() + 1));
            built.push(first);
            built.push(second);
            built.finish(true);
            let table = &built;
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes.as_slice());
            let expected: Vec<Vec<Vec<u8>>> =
                reader.byte_records().map(|row| row.unwrap().iter().map(<[u8]>::to_vec).collect()).collect();
            let cells = |row| (0_usize..).map_while(move |column| table.cell_bytes(row, column).map(<[u8]>::to_vec));
            let read: Vec<Vec<Vec<u8>>> = (0..table.row_count()).map(|row| cells(row).collect()).collect();
            // Only a byte order mark that is cut in two is not recognised as one.
            prop_assume!(!bytes.starts_with(b"\xEF\xBB\xBF") || first.is_empty() || first.len() > 2);
            prop_assert_eq!(read, expected);
        }

        #[test]
        fn any_bytes_have_a_delimiter(bytes in csv_bytes()) {
            prop_assert!(b",;\t|".contains(&guess_delimiter(&bytes)));
        }
    }
}
