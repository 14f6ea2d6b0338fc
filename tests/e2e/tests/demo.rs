//! What the demo logs, as scenarios refer to it.

use anyhow::{Context, Result};
use serde_json::Value;
use sporeprint_e2e::{Rest, list, text};

/// The experiment with the grid search.
pub const TREE: &str = "mushroom-decision-tree";
/// The experiment with the curves.
pub const BOOSTING: &str = "mushroom-boosting";
/// The run of [`TREE`] with the best tree, its pictures and the registered model.
pub const GRID_SEARCH: &str = "grid search";

/// A run and where it is.
pub struct Place {
    /// Its experiment's id.
    pub experiment: String,
    /// Its id.
    pub id: String,
    /// All that the server knows of it.
    pub run: Value,
}

impl Place {
    /// Where a run of an answer is.
    pub fn of(run: Value) -> Self {
        Self {
            experiment: text(&run["info"]["experiment_id"]),
            id: text(&run["info"]["run_id"]),
            run,
        }
    }

    /// Its page, or a tab of it such as `/artifacts`.
    pub fn page(&self, tab: &str) -> String {
        format!("#/experiments/{}/runs/{}{tab}", self.experiment, self.id)
    }

    /// What it logged of this kind: `params`, `metrics` or `tags`.
    pub fn logged(&self, kind: &str) -> impl Iterator<Item = (String, &Value)> {
        list(&self.run["data"], kind).map(|entry| (text(&entry["key"]), &entry["value"]))
    }
}

/// The run with everything.
pub async fn grid_search(rest: &Rest) -> Result<Place> {
    let experiment = rest.experiment_id(TREE).await?;
    Ok(Place::of(rest.run_named(&experiment, GRID_SEARCH).await?))
}

/// A run of [`BOOSTING`] with long curves.
pub async fn boosting(rest: &Rest) -> Result<Place> {
    let experiment = rest.experiment_id(BOOSTING).await?;
    let runs = rest.runs(&experiment, "", &["attributes.start_time ASC"]).await?;
    let run = runs
        .into_iter()
        .max_by_key(|run| list(&run["data"], "metrics").count());
    run.map(Place::of).context("the boosting experiment has runs")
}

/// Whether a shown number is this value, as far as its digits go.
pub fn reads_as(shown: &str, value: &Value) -> bool {
    let value = match value {
        Value::String(word) => word.parse().unwrap_or(f64::NAN),
        number => number.as_f64().unwrap_or(f64::NAN),
    };
    let text = shown.replace('∞', "inf");
    let Ok(shown) = text.parse::<f64>() else {
        return false;
    };
    // The numbers of a column have as many decimals as the largest of them needs.
    let decimals = match (text.split_once('.'), text.contains('e')) {
        (Some((_, decimals)), false) => i32::try_from(decimals.len()).unwrap_or(0),
        _ => 300,
    };
    let is_same_beyond_numbers =
        shown.is_nan() && value.is_nan() || shown.is_infinite() && shown.to_bits() == value.to_bits();
    is_same_beyond_numbers
        || (shown - value).abs() <= (value.abs() * 1e-5).max(0.501 * 10_f64.powi(-decimals))
}
