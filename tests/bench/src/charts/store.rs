//! Experiments with histories of metrics, in stores of `MLflow`.

use crate::settings::Settings;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use sporeprint_e2e::python_program;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::PathBuf;

/// How large an experiment is.
#[derive(Clone, Copy, Debug, Hash)]
pub struct Shape {
    /// Its name in the store.
    pub name: &'static str,
    /// Runs.
    pub runs: usize,
    /// The metrics of each.
    pub keys: Keys,
    /// Points of each metric.
    pub steps: usize,
}

/// The metrics of an experiment. No two in a store have one of them in common: `SQLite` reads the points of all runs of a
/// metric to find those of one run, and the other experiment's would slow this one down.
#[derive(Clone, Copy, Debug, Hash)]
pub enum Keys {
    /// These.
    Named(&'static [&'static str]),
    /// So many, in sections of [`IN_SECTION`].
    Numbered(usize),
}

/// Metrics whose keys begin alike.
const IN_SECTION: usize = 50;

impl Keys {
    fn names(self) -> Vec<String> {
        match self {
            Self::Named(names) => names.iter().map(ToString::to_string).collect(),
            Self::Numbered(count) => (0..count)
                .map(|number| format!("layer_{:02}/norm_{:02}", number / IN_SECTION, number % IN_SECTION))
                .collect(),
        }
    }

    fn count(self) -> usize {
        match self {
            Self::Named(names) => names.len(),
            Self::Numbered(count) => count,
        }
    }
}

impl Shape {
    /// In words.
    pub fn words(self) -> String {
        let Self {
            runs, keys, steps, ..
        } = self;
        format!("{runs} runs × {} metrics × {steps} steps", keys.count())
    }
}

/// Many runs of ordinary length.
pub const BOARD: Shape = Shape {
    name: "board",
    runs: 100,
    keys: Keys::Named(&[
        "train/loss",
        "train/accuracy",
        "train/grad_norm",
        "train/lr",
        "val/loss",
        "val/accuracy",
        "val/f1",
        "val/recall",
    ]),
    steps: 1_000,
};
/// Few runs of great length.
pub const LONG: Shape = Shape {
    name: "long",
    runs: 10,
    keys: Keys::Named(&["loss", "accuracy"]),
    steps: 100_000,
};
/// Many metrics, and few points of each: it is about the cards.
pub const WIDE: Shape = Shape {
    name: "wide",
    runs: 100,
    keys: Keys::Numbered(1_000),
    steps: 10,
};
/// What one store holds.
pub const ORDINARY: &[Shape] = &[BOARD, LONG];
/// What another does.
pub const WIDE_ALONE: &[Shape] = &[WIDE];
const WRITER: &str = include_str!("../../write_histories.py");
const WRITTEN: &str = "experiments.json";

/// A store that has been written.
#[derive(Debug)]
pub struct Histories {
    /// Its folder.
    pub folder: PathBuf,
    /// `MLflow`'s version.
    pub mlflow: String,
    experiments: Value,
}

/// An experiment in the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Experiment {
    /// Its id.
    pub id: String,
    /// Its runs.
    pub runs: Vec<String>,
    /// The keys of its metrics.
    pub keys: Vec<String>,
}

impl Histories {
    /// The store with these experiments; written once, and kept while the writer and `MLflow` stay the same.
    ///
    /// # Errors
    /// When the writer fails.
    pub fn written(settings: &Settings, shapes: &[Shape]) -> Result<Self> {
        let asked = python_program(&settings.venv, "python")
            .args(["-c", "import importlib.metadata as m; print(m.version('mlflow'))"])
            .output()
            .context("asking for MLflow's version")?;
        let mlflow = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
        let mut hasher = DefaultHasher::new();
        (&mlflow, WRITER, shapes).hash(&mut hasher);
        let folder = settings.out.join(format!("histories-{:016x}", hasher.finish()));
        if !folder.is_dir() {
            write(settings, shapes, &folder)?;
        }
        let experiments = serde_json::from_slice(&fs::read(folder.join(WRITTEN))?)?;
        Ok(Self {
            folder,
            mlflow,
            experiments,
        })
    }

    /// One of its experiments.
    ///
    /// # Errors
    /// When the writer did not tell of it.
    pub fn experiment(&self, shape: Shape) -> Result<Experiment> {
        read(&self.experiments[shape.name]).with_context(|| format!("the store lacks `{}`", shape.name))
    }
}

fn read(told: &Value) -> Option<Experiment> {
    let texts = |key: &str| -> Option<Vec<String>> {
        let values = told[key].as_array()?;
        values
            .iter()
            .map(|value| Some(value.as_str()?.to_owned()))
            .collect()
    };
    Some(Experiment {
        id: told["id"].as_str()?.to_owned(),
        runs: texts("runs")?,
        keys: texts("keys")?,
    })
}

fn write(settings: &Settings, shapes: &[Shape], folder: &PathBuf) -> Result<()> {
    let half = settings.out.join("histories-half");
    let _ = fs::remove_dir_all(&half);
    fs::create_dir_all(&half)?;
    println!("Writing histories of metrics: some hundred MB (half a minute, once)");
    let mut writer = python_program(&settings.venv, "python");
    writer
        .args(["-c", WRITER, "--database"])
        .arg(half.join("mlflow.db"));
    for shape in shapes {
        let counts = [shape.runs, shape.steps].map(|count| count.to_string());
        writer
            .args(["--experiment", shape.name])
            .args(counts)
            .arg(shape.keys.names().join(","));
    }
    let output = writer.output()?;
    if !output.status.success() {
        bail!(
            "the writer of histories failed:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
    fs::write(half.join(WRITTEN), &output.stdout)?;
    fs::rename(&half, folder)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_writer_tells_of_an_experiment_is_read() {
        let told = json!({ "id": "2", "runs": ["a", "b"], "keys": ["loss"], "steps": 3 });
        let read_back = Experiment {
            id: "2".to_owned(),
            runs: vec!["a".to_owned(), "b".to_owned()],
            keys: vec!["loss".to_owned()],
        };
        assert_eq!(read(&told), Some(read_back));
        assert_eq!(read(&json!({ "id": "2" })), None);
    }
}
