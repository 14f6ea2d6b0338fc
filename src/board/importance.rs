//! What a forest is asked about the runs of a board, and how its answer reads.

use std::fmt::Write;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use super::{ColumnValues, ImportancePlot, RunSource};
use crate::analysis::{
    ExplainingColumn, ExplainingValues, IMPORTANCE_LEAST_RUNS, ImportanceReport, ImportanceTask,
};
use crate::format::{count, number, plural, plural_with};
use crate::runs::{Column, Field};

/// More runs than this are sampled.
pub const IMPORTANCE_MOST_RUNS: usize = 2000;
/// More columns than this are not looked at.
pub const IMPORTANCE_MOST_COLUMNS: usize = 200;
/// With fewer runs the numbers say little.
const FEW_RUNS: usize = 30;
/// A forest that explains less says nothing of what matters.
const LEAST_R2: f64 = 0.1;

/// What is asked, and what of the runs it leaves out.
#[derive(Clone, Debug)]
pub struct ImportanceQuestion {
    /// The column that is to be explained.
    pub target: Column,
    /// The work.
    pub task: ImportanceTask,
    /// The same for the same values of the same runs, in whatever order these come: the answer is the same then.
    pub key: u64,
    /// How many runs have a finite number in the target.
    pub runs: usize,
    /// How many of them are looked at.
    pub sampled: usize,
    /// How many columns are left out since they never change.
    pub constant: usize,
    /// How many columns are left out since there are too many.
    pub too_many: usize,
}

impl ImportanceQuestion {
    /// What a plot asks; `None` while it names no target. Without columns of its own it asks about all params that differ.
    pub fn new(source: &dyn RunSource, plot: &ImportancePlot) -> Option<Self> {
        let target = Column::parse(&plot.target)?;
        let runs = source.runs();
        let has_target = |run: &usize| source.number(*run, &target).is_some_and(f64::is_finite);
        let mut rows: Vec<usize> = (0..runs.len()).filter(has_target).collect();
        let all = rows.len();
        // By a number that an id always has, so that neither sorting nor more runs draw all others.
        let draw = |run: usize| runs.get(run).map_or(0, |run| hash(run.id.as_str()));
        rows.sort_by_cached_key(|run| draw(*run));
        rows.truncate(IMPORTANCE_MOST_RUNS);
        let columns: Vec<Column> = if plot.columns.is_empty() {
            let is_param = |column: &Column| matches!(column, Column::Field(Field::Param(_)));
            source.columns().into_iter().filter(is_param).collect()
        } else {
            plot.columns
                .iter()
                .filter_map(|name| Column::parse(name))
                .collect()
        };
        let columns: Vec<Column> = columns.into_iter().filter(|column| *column != target).collect();
        let too_many = columns.len().saturating_sub(IMPORTANCE_MOST_COLUMNS);
        let mut constant = 0;
        let mut explaining = Vec::new();
        for column in columns.iter().take(IMPORTANCE_MOST_COLUMNS) {
            let values = source.values(&rows, column);
            if !values.varies() {
                constant += 1;
                continue;
            }
            explaining.push(ExplainingColumn {
                name: Arc::from(column.to_string()),
                values: match values {
                    ColumnValues::Numbers(numbers) => ExplainingValues::Numbers(numbers),
                    ColumnValues::Words { of_run, .. } => ExplainingValues::Categories(of_run),
                },
            });
        }
        explaining.dedup_by(|a, b| a.name == b.name);
        let numbers: Vec<f64> = rows
            .iter()
            .map(|run| source.number(*run, &target).unwrap_or(f64::NAN))
            .collect();
        Some(Self {
            key: key_of(&target, &numbers, &explaining),
            task: ImportanceTask::new(&numbers, explaining),
            target,
            runs: all,
            sampled: rows.len(),
            constant,
            too_many,
        })
    }

    /// What the numbers are made of.
    pub fn made_of(&self, report: &ImportanceReport) -> String {
        let sampled = if self.sampled < self.runs {
            format!("a sample of {} of ", count(self.sampled))
        } else {
            String::new()
        };
        let mut said = format!("From {sampled}{} with {}.", plural(self.runs, "run"), self.target);
        if let Some(r2) = report.r2 {
            let _written = write!(
                said,
                " The forest explains {} % of its variance in runs it has not seen (R² {}).",
                (r2.max(0.0) * 100.0).round(),
                number((r2 * 100.0).round() / 100.0)
            );
        }
        if self.constant > 0 {
            let _written = write!(
                said,
                " {} left out.",
                plural_with(
                    self.constant,
                    "column that never changes",
                    "columns that never change"
                )
            );
        }
        if self.too_many > 0 {
            let _written = write!(
                said,
                " {} beyond the first {} not looked at.",
                plural(self.too_many, "column"),
                IMPORTANCE_MOST_COLUMNS
            );
        }
        said
    }

    /// Why the numbers may mislead; nothing where they should not.
    pub fn warning(&self, report: &ImportanceReport) -> Option<String> {
        if report.columns.is_empty() {
            return Some("No column differs between these runs.".to_owned());
        }
        if report.runs < IMPORTANCE_LEAST_RUNS {
            return Some(format!(
                "A forest needs {IMPORTANCE_LEAST_RUNS} runs or more; there are {}.",
                report.runs
            ));
        }
        let Some(r2) = report.r2 else {
            return Some("The metric is the same in all runs: there is nothing to explain.".to_owned());
        };
        if r2 < LEAST_R2 {
            return Some(
                "The columns tell next to nothing of this metric in runs that the forest has not seen: its importances mean little."
                    .to_owned(),
            );
        }
        let is_few = report.runs < FEW_RUNS || report.runs < 3 * report.columns.len();
        is_few.then(|| {
            format!(
                "{} for {} are few: the order may be chance.",
                plural(report.runs, "run"),
                plural(report.columns.len(), "column")
            )
        })
    }
}

fn key_of(target: &Column, numbers: &[f64], columns: &[ExplainingColumn]) -> u64 {
    let mut hasher = DefaultHasher::new();
    let hash_all = |numbers: &[f64], hasher: &mut DefaultHasher| {
        for number in numbers {
            number.to_bits().hash(hasher);
        }
    };
    target.to_string().hash(&mut hasher);
    numbers.len().hash(&mut hasher);
    hash_all(numbers, &mut hasher);
    for column in columns {
        column.name.hash(&mut hasher);
        match &column.values {
            ExplainingValues::Numbers(numbers) => hash_all(numbers, &mut hasher),
            ExplainingValues::Categories(words) => words.hash(&mut hasher),
        }
    }
    hasher.finish()
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::board::test_source::TestSource;

    fn plot(columns: &[&str]) -> ImportancePlot {
        ImportancePlot {
            target: "metrics.loss".to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
        }
    }

    fn source(runs: usize) -> TestSource {
        let texts = |text: &dyn Fn(usize) -> String| (0..runs).map(text).collect::<Vec<String>>();
        let columns = [
            ("metrics.loss", texts(&|run| (run % 7).to_string())),
            ("params.depth", texts(&|run| (run % 7 * 2).to_string())),
            ("params.kind", texts(&|run| ["a", "b"][run % 2].to_owned())),
            ("params.seed", texts(&|_| "1".to_owned())),
            ("tags.team", texts(&|run| run.to_string())),
        ];
        columns
            .iter()
            .fold(TestSource::new(runs), |source, (name, texts)| {
                let cells: Vec<Option<&str>> = texts.iter().map(|text| Some(text.as_str())).collect();
                source.with(name, &cells)
            })
    }

    fn answered(mut question: ImportanceQuestion) -> (ImportanceQuestion, ImportanceReport) {
        while question.task.step() {}
        let report = question.task.report();
        (question, report)
    }

    #[test]
    fn the_params_that_differ_are_asked_about_where_none_are_named() {
        let (question, report) = answered(ImportanceQuestion::new(&source(40), &plot(&[])).unwrap());
        let names: Vec<&str> = report.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["params.depth", "params.kind"]);
        assert_eq!((question.runs, question.sampled, question.constant), (40, 40, 1));
        let said = question.made_of(&report);
        assert!(
            said.starts_with("From 40 runs with metrics.loss. The forest explains "),
            "{said}"
        );
        assert!(said.ends_with("1 column that never changes left out."), "{said}");
        assert_eq!(question.warning(&report), None);
    }

    #[test]
    fn many_runs_are_sampled_and_that_is_said() {
        let question = ImportanceQuestion::new(&source(2100), &plot(&["params.kind"])).unwrap();
        assert_eq!((question.runs, question.sampled), (2100, IMPORTANCE_MOST_RUNS));
        let said = question.made_of(&question.task.report());
        assert!(said.starts_with("From a sample of 2,000 of 2,100 runs"), "{said}");
    }

    #[test]
    fn what_may_mislead_is_said() {
        let warning = |runs: usize, columns: &[&str]| {
            let (question, report) =
                answered(ImportanceQuestion::new(&source(runs), &plot(columns)).unwrap());
            question.warning(&report).unwrap()
        };
        assert!(warning(8, &[]).contains("10 runs or more"));
        assert!(warning(14, &["params.depth"]).contains("14 runs for 1 column are few"));
        assert!(warning(80, &["params.kind"]).contains("next to nothing"));
        assert!(warning(80, &["params.seed"]).contains("No column differs"));
    }

    #[test]
    fn the_same_values_are_the_same_question_and_another_value_is_another() {
        let key = |source: &TestSource| ImportanceQuestion::new(source, &plot(&[])).unwrap().key;
        assert_eq!(key(&source(40)), key(&source(40)));
        assert_ne!(key(&source(40)), key(&source(41)));
        let mut texts: Vec<String> = (0..40).map(|run| (run % 7 * 2).to_string()).collect();
        texts[3] = "7".to_owned();
        let texts: Vec<Option<&str>> = texts.iter().map(|text| Some(text.as_str())).collect();
        assert_ne!(key(&source(40)), key(&source(40).with("params.depth", &texts)));
    }

    #[test]
    fn without_a_target_nothing_is_asked() {
        assert!(ImportanceQuestion::new(&source(8), &ImportancePlot::default()).is_none());
    }
}
