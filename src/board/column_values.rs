//! What a column holds of all runs, as charts place it: numbers on a scale, or words side by side.

use std::collections::HashMap;
use std::sync::Arc;

use crate::runs::{ColumnRef, FieldKind, compare_naturally, number_in};

/// What a column holds, a place for each run.
#[derive(Clone, Debug, PartialEq)]
pub enum ColumnValues {
    /// Numbers; NaN where there is none, or it is none.
    Numbers(Vec<f64>),
    /// Words.
    Words {
        /// Each once, in the order in which people read them.
        words: Vec<Arc<str>>,
        /// Which of them each run has.
        of_run: Vec<Option<u32>>,
    },
}

impl ColumnValues {
    /// Of cells that are read one by one. A column is of words if any of the runs has one.
    pub fn of_cells(
        runs: &[usize],
        number: &dyn Fn(usize) -> Option<f64>,
        text: &dyn Fn(usize) -> Option<String>,
    ) -> Self {
        let numbers = runs.iter().map(|run| match number(*run) {
            Some(number) => Some(number),
            None if text(*run).is_none() => Some(f64::NAN),
            None => None,
        });
        if let Some(numbers) = numbers.collect() {
            return Self::Numbers(numbers);
        }
        let texts: Vec<Option<String>> = runs.iter().map(|run| text(*run)).collect();
        let known: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
        let mut next = 0..;
        let place = |text: &Option<String>| text.as_ref().and_then(|_| next.next());
        let places = texts.iter().map(place).collect();
        Self::of_words(&known, places)
    }

    /// The same of rows of a table's column, which reads each distinct text once; `cut` is what the table shows of a text.
    /// `None` for a column that shows more than it holds, as the names of runs that have none.
    pub fn of_column(column: ColumnRef<'_>, rows: &[u32], cut: fn(&str) -> &str) -> Option<Self> {
        if column.kind() == FieldKind::Number {
            let numbers = rows.iter().map(|row| column.number(*row).unwrap_or(f64::NAN));
            return Some(Self::Numbers(numbers.collect()));
        }
        let mut of_code: Vec<Option<u32>> = vec![None; column.codes()];
        let mut texts: Vec<&str> = Vec::new();
        let mut places: Vec<Option<u32>> = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(code) = column.code(*row) else {
                if !column.is_missing(*row) {
                    return None;
                }
                places.push(None);
                continue;
            };
            let known = of_code.get_mut(code as usize)?;
            if known.is_none() {
                *known = u32::try_from(texts.len()).ok();
                texts.push(column.text_of(code)?);
            }
            places.push(*known);
        }
        let numbers: Option<Vec<f64>> = texts.iter().map(|text| number_in(text)).collect();
        Some(if let Some(numbers) = numbers {
            let number = |place: &Option<u32>| numbers.get((*place)? as usize).copied();
            Self::Numbers(
                places
                    .iter()
                    .map(|place| number(place).unwrap_or(f64::NAN))
                    .collect(),
            )
        } else {
            let shown: Vec<&str> = texts.into_iter().map(cut).collect();
            Self::of_words(&shown, places)
        })
    }

    /// `places` are indices of `texts`, in which one may stand twice.
    fn of_words(texts: &[&str], places: Vec<Option<u32>>) -> Self {
        let mut words: Vec<&str> = texts.to_vec();
        words.sort_unstable();
        words.dedup();
        words.sort_by(|a, b| compare_naturally(a, b));
        let ordered: HashMap<&str, u32> = words.iter().copied().zip(0..).collect();
        let order: Vec<Option<u32>> = texts.iter().map(|text| ordered.get(text).copied()).collect();
        let of_run = places
            .into_iter()
            .map(|place| order.get(place? as usize).copied().flatten());
        Self::Words {
            of_run: of_run.collect(),
            words: words.iter().map(|word| Arc::from(*word)).collect(),
        }
    }

    /// Whether any two runs that have a value have different ones.
    pub fn has_different(&self) -> bool {
        match self {
            Self::Numbers(numbers) => {
                let mut numbers = numbers
                    .iter()
                    .filter(|number| !number.is_nan())
                    .map(|number| number + 0.0);
                let first = numbers.next();
                numbers.any(|number| first.is_some_and(|first| number.total_cmp(&first).is_ne()))
            }
            Self::Words { words, .. } => words.len() > 1,
        }
    }

    /// Whether any two runs differ in it, or one has a value where another has none.
    pub fn varies(&self) -> bool {
        match self {
            Self::Numbers(numbers) => numbers.windows(2).any(|pair| match pair {
                [a, b] => (a + 0.0).total_cmp(&(b + 0.0)).is_ne() && !(a.is_nan() && b.is_nan()),
                _ => false,
            }),
            Self::Words { of_run, .. } => of_run.windows(2).any(|pair| pair.first() != pair.last()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::RunSource;
    use crate::board::test_source::TestSource;
    use crate::runs::{Column, PageDecoder, RunSet};
    use std::fmt::Write as _;
    use std::time::Instant;

    fn read(texts: &[Option<&str>]) -> ColumnValues {
        let source = TestSource::new(texts.len()).with("params.p", texts);
        let runs: Vec<usize> = (0..texts.len()).collect();
        source.values(&runs, &Column::parse("params.p").unwrap())
    }

    /// A set of runs with what `params` gives of each run and each of so many params.
    fn set_of(runs: usize, keys: usize, params: &dyn Fn(usize, usize) -> Option<String>) -> RunSet {
        let mut page = String::from(r#"{"runs": ["#);
        for run in 0..runs {
            let comma = if run == 0 { "" } else { "," };
            write!(
                page,
                r#"{comma}{{"info": {{"run_id": "{run}", "experiment_id": "1"}}, "data": {{"params": ["#
            )
            .unwrap();
            let own = (0..keys).filter_map(|key| Some((key, params(run, key)?)));
            let own: Vec<String> = own
                .map(|(key, value)| format!(r#"{{"key": "p{key}", "value": "{value}"}}"#))
                .collect();
            write!(page, "{}]}}}}", own.join(",")).unwrap();
        }
        page.push_str("]}");
        let mut decoder = PageDecoder::new();
        decoder.push(page.as_bytes());
        let mut set = RunSet::new();
        decoder.decode_some(&mut set, &mut || false).unwrap();
        set
    }

    fn whole(text: &str) -> &str {
        text
    }

    #[test]
    fn a_tables_column_reads_as_its_cells_do() {
        let texts = [Some("10"), None, Some("b2"), Some("1e1"), Some(""), Some("10")];
        let numbers = [Some("7"), None, Some("nan"), Some("7.0"), None, Some("-1")];
        let set = set_of(6, 2, &|run, key| {
            let text = if key == 0 { texts[run] } else { numbers[run] };
            text.map(ToOwned::to_owned)
        });
        for name in [
            "params.p0",
            "params.p1",
            "run_id",
            "run_name",
            "params.none",
            "duration",
        ] {
            let column = Column::parse(name).unwrap();
            let column = set.column(column.field().unwrap());
            let rows: Vec<usize> = set.rows().iter().map(|row| *row as usize).collect();
            let row = |run: usize| u32::try_from(run).unwrap();
            let by_cell = ColumnValues::of_cells(&rows, &|run| column.number(row(run)), &|run| {
                column.text(row(run)).map(ToOwned::to_owned)
            });
            let at_once = ColumnValues::of_column(column, set.rows(), whole);
            if name == "run_name" {
                assert_eq!(at_once, None);
            } else {
                assert_eq!(format!("{at_once:?}"), format!("{:?}", Some(by_cell)), "{name}");
            }
        }
    }

    #[test]
    fn hundreds_of_params_of_thousands_of_runs_are_read_in_a_moment() {
        let set = set_of(5_000, 300, &|run, key| match key % 3 {
            0 => Some(format!("constant {key}")),
            1 => Some("0.001".to_owned()),
            _ => (run % 2 == 0).then(|| "1e-4".to_owned()),
        });
        let begun = Instant::now();
        let mut varying = 0;
        for entry in set.fields() {
            let column = set.column_by_id(entry.id);
            let values = ColumnValues::of_column(column, set.rows(), whole);
            varying += usize::from(values.is_some_and(|values| values.varies()));
        }
        let taken = begun.elapsed();
        println!("1.5 million cells: {taken:?}");
        assert!(varying >= 100);
        // Less than a tenth of a second without optimisation on a machine that does nothing else.
        assert!(taken.as_secs_f64() < 5.0, "{taken:?}");
    }

    #[test]
    fn a_column_is_of_words_if_any_run_has_one() {
        let ColumnValues::Numbers(numbers) = read(&[Some("1e-3"), None, Some("nan"), Some("7")]) else {
            panic!("numbers")
        };
        assert_eq!((numbers[0], numbers[3]), (0.001, 7.0));
        assert!(numbers[1].is_nan() && numbers[2].is_nan());
        let words = read(&[Some("10"), None, Some("b2"), Some("b10"), Some("10")]);
        let expected = ColumnValues::Words {
            words: ["10", "b2", "b10"].map(Arc::from).to_vec(),
            of_run: vec![Some(0), None, Some(1), Some(2), Some(0)],
        };
        assert_eq!(words, expected);
    }

    #[test]
    fn a_column_varies_where_two_runs_differ() {
        assert!(!read(&[Some("1"), Some("1.0")]).varies());
        assert!(read(&[Some("1"), None]).varies() && !read(&[Some("1"), None]).has_different());
        assert!(
            !read(&[Some("a"), None]).has_different()
                && !read(&[None, Some("1"), Some("1.0")]).has_different()
        );
        assert!(
            read(&[Some("1"), None, Some("2")]).has_different()
                && read(&[Some("b"), None, Some("a")]).has_different()
        );
        assert!(!read(&[None, None]).varies());
        assert!(!read(&[Some("a"), Some("a")]).varies());
        assert!(read(&[Some("a"), Some("b")]).varies());
    }
}
