//! One condition on one column.

use super::numbers::number;
use super::pattern::{Like, regex};
use super::{Comparison, DatasetPart, NumberOperator, Target, Test, TextOperator, Value};
use crate::runs::{Attribute, ColumnRef, FieldKind, RunDataset, RunSet};

type NumberTest = Box<dyn Fn(f64) -> bool>;
type TextTest = Box<dyn Fn(&str) -> bool>;

/// A condition, its column at hand.
pub enum Leaf<'a> {
    /// Asked of the number in each row.
    Number(ColumnRef<'a>, NumberTest),
    /// Answered for each text that differs.
    Text(ColumnRef<'a>, Vec<bool>),
    /// Asked of the datasets of each list of them that differs.
    Dataset(&'a RunSet, DatasetPart, TextTest),
    /// Whether a cell is missing, or is not.
    Missing(ColumnRef<'a>, bool),
    /// Whether no dataset of the run has this part, or one has.
    NoDataset(&'a RunSet, DatasetPart, bool),
}

impl<'a> Leaf<'a> {
    pub fn of(Comparison { target, test }: &Comparison, runs: &'a RunSet) -> Self {
        let field = match target {
            Target::Field(field) => field,
            Target::Dataset(part) => {
                return match test {
                    Test::Null { negated } => Self::NoDataset(runs, *part, !negated),
                    test => Self::Dataset(runs, *part, text_test(test)),
                };
            }
        };
        let column = runs.column(field);
        match test {
            Test::Null { negated } => Self::Missing(column, !negated),
            test if column.kind() == FieldKind::Number => Self::Number(column, number_test(test)),
            test => Self::text(column, &*text_test(test)),
        }
    }

    /// A question about the texts of a column.
    pub fn text(column: ColumnRef<'a>, asked: &dyn Fn(&str) -> bool) -> Self {
        let codes = u32::try_from(column.codes()).unwrap_or(u32::MAX);
        let answers = (0..codes).map(|code| column.text_of(code).is_some_and(asked));
        Self::Text(column, answers.collect())
    }

    pub fn evaluate(&self, rows: &[u32]) -> Vec<bool> {
        let mut found = vec![false; rows.len()];
        self.mark(rows, &mut found);
        found
    }

    /// Sets the mark of each row that matches; leaves the others as they are.
    pub fn mark(&self, rows: &[u32], found: &mut [bool]) {
        match self {
            Self::Number(column, test) => mark(rows, found, &mut |row| column.number(row).is_some_and(test)),
            Self::Text(column, answers) => {
                if answers.contains(&true) {
                    let answer = |code: u32| answers.get(code as usize).copied().unwrap_or_default();
                    mark(rows, found, &mut |row| column.code(row).is_some_and(answer));
                }
            }
            Self::Missing(column, wanted) => {
                mark(rows, found, &mut |row| column.is_missing(row) == *wanted);
            }
            Self::Dataset(runs, part, test) => mark_datasets(runs, rows, found, &|row| {
                runs.datasets(row)
                    .any(|dataset| part_of(dataset, *part).is_some_and(test))
            }),
            Self::NoDataset(runs, part, wanted) => mark_datasets(runs, rows, found, &|row| {
                runs.datasets(row)
                    .any(|dataset| part_of(dataset, *part).is_some())
                    != *wanted
            }),
        }
    }
}

fn mark(rows: &[u32], found: &mut [bool], is_match: &mut dyn FnMut(u32) -> bool) {
    for (row, found) in rows.iter().zip(found) {
        *found |= is_match(*row);
    }
}

/// Most runs read the same datasets: each list of them is asked once.
fn mark_datasets(runs: &RunSet, rows: &[u32], found: &mut [bool], ask: &dyn Fn(u32) -> bool) {
    let column = runs.column(&Attribute::Datasets.into());
    let mut answers: Vec<Option<bool>> = vec![None; column.codes()];
    mark(rows, found, &mut |row| {
        let code = column.code(row);
        match code.and_then(|code| answers.get_mut(code as usize)) {
            Some(answer) => *answer.get_or_insert_with(|| ask(row)),
            None => ask(row),
        }
    });
}

/// A dataset may lack a digest and a context.
fn part_of(dataset: RunDataset<'_>, part: DatasetPart) -> Option<&str> {
    let text = match part {
        DatasetPart::Name => dataset.name,
        DatasetPart::Digest => dataset.digest,
        DatasetPart::Context => dataset.context,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn number_test(test: &Test) -> NumberTest {
    match test {
        Test::Number(operator, wanted) => {
            let (operator, wanted) = (*operator, *wanted);
            Box::new(move |found| compare(operator, found, wanted))
        }
        Test::In { negated, values } => {
            let wanted: Vec<f64> = values.iter().filter_map(number_value).collect();
            let negated = *negated;
            Box::new(move |found| {
                wanted
                    .iter()
                    .any(|wanted| compare(NumberOperator::Equal, found, *wanted))
                    != negated
            })
        }
        // The grammar asks nothing of the kind of a number.
        Test::Text(..) | Test::Null { .. } => Box::new(|_| false),
    }
}

fn text_test(test: &Test) -> TextTest {
    match test {
        Test::Number(operator, wanted) => {
            let (operator, wanted) = (*operator, *wanted);
            // A text that is no number is as NaN.
            Box::new(move |found| compare(operator, number(found.trim()).unwrap_or(f64::NAN), wanted))
        }
        Test::Text(operator, wanted) => text_operator_test(*operator, wanted.clone()),
        Test::In { negated, values } => {
            let wanted: Vec<TextTest> = values.iter().map(equal_test).collect();
            let negated = *negated;
            Box::new(move |found| wanted.iter().any(|is_equal| is_equal(found)) != negated)
        }
        Test::Null { .. } => Box::new(|_| false),
    }
}

fn equal_test(value: &Value) -> TextTest {
    match value {
        Value::Number(wanted) => text_test(&Test::Number(NumberOperator::Equal, *wanted)),
        Value::Text(wanted) => text_operator_test(TextOperator::Equal, wanted.clone()),
    }
}

fn text_operator_test(operator: TextOperator, wanted: String) -> TextTest {
    let like = |ignores_case| Like::new(&wanted, ignores_case);
    match operator {
        TextOperator::Equal => Box::new(move |found| found == wanted),
        TextOperator::NotEqual => Box::new(move |found| found != wanted),
        TextOperator::Like => boxed(like(false), true),
        TextOperator::NotLike => boxed(like(false), false),
        TextOperator::Ilike => boxed(like(true), true),
        TextOperator::NotIlike => boxed(like(true), false),
        TextOperator::Matches | TextOperator::NotMatches => match regex(&wanted) {
            Ok(regex) => Box::new(move |found| regex.is_match(found) == (operator == TextOperator::Matches)),
            // The parser lets no such one through.
            Err(_) => Box::new(|_| false),
        },
    }
}

fn boxed(like: Like, wanted: bool) -> TextTest {
    Box::new(move |found| like.matches(found) == wanted)
}

fn number_value(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => Some(*number),
        Value::Text(_) => None,
    }
}

fn compare(operator: NumberOperator, found: f64, wanted: f64) -> bool {
    if wanted.is_nan() {
        return match operator {
            NumberOperator::Equal => found.is_nan(),
            NumberOperator::NotEqual => !found.is_nan(),
            _ => false,
        };
    }
    // The server keeps an infinity as the largest number.
    let found = found.clamp(f64::MIN, f64::MAX);
    let wanted = wanted.clamp(f64::MIN, f64::MAX);
    #[expect(clippy::float_cmp, reason = "the server compares them so")]
    match operator {
        NumberOperator::Equal => found == wanted,
        NumberOperator::NotEqual => found != wanted,
        NumberOperator::Less => found < wanted,
        NumberOperator::AtMost => found <= wanted,
        NumberOperator::More => found > wanted,
        NumberOperator::AtLeast => found >= wanted,
    }
}
