//! The columns of a list of runs.

use std::collections::BTreeMap;

use crate::mlflow::Run;

/// One metric: the latest value of each run, in the order of the runs.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricColumn {
    /// The metric's key.
    pub key: String,
    /// `None` where the run has no such metric; NaN and the infinities are values.
    pub values: Vec<Option<f64>>,
}

/// One parameter: its text in each run, in the order of the runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParamColumn {
    /// The parameter's key.
    pub key: String,
    /// `None` where the run has no such parameter; an empty text is a value.
    pub values: Vec<Option<String>>,
}

/// Everything that the runs of a list have logged, by key in alphabetical order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Columns {
    /// Metrics, system metrics last: they say how a run ran, not how good it is.
    pub metrics: Vec<MetricColumn>,
    /// Parameters.
    pub params: Vec<ParamColumn>,
}

impl Columns {
    /// The columns of these runs. Of a key that a run holds twice, the last one counts.
    pub fn of(runs: &[Run]) -> Self {
        let mut metrics: BTreeMap<(bool, &str), Vec<Option<f64>>> = BTreeMap::new();
        let mut params: BTreeMap<&str, Vec<Option<String>>> = BTreeMap::new();
        for (row, run) in runs.iter().enumerate() {
            for metric in &run.metrics {
                let is_system = metric.key.starts_with("system/");
                let values = metrics
                    .entry((is_system, &metric.key))
                    .or_insert_with(|| vec![None; runs.len()]);
                put(values, row, metric.value);
            }
            for param in &run.params {
                let values = params.entry(&param.key).or_insert_with(|| vec![None; runs.len()]);
                put(values, row, param.value.clone());
            }
        }
        Self {
            metrics: metrics
                .into_iter()
                .map(|((_, key), values)| MetricColumn {
                    key: key.to_owned(),
                    values,
                })
                .collect(),
            params: params
                .into_iter()
                .map(|(key, values)| ParamColumn {
                    key: key.to_owned(),
                    values,
                })
                .collect(),
        }
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.metrics.len() + self.params.len()
    }

    /// Whether no run has logged anything.
    pub fn is_empty(&self) -> bool {
        self.metrics.is_empty() && self.params.is_empty()
    }

    /// At most `limit` columns, of those whose key holds `search` (whatever its case). Metrics and parameters
    /// share the limit half and half; what one does not use goes to the other.
    #[must_use]
    pub fn narrowed(&self, search: &str, limit: usize) -> Self {
        let search = search.trim().to_lowercase();
        let is_wanted = |key: &str| search.is_empty() || key.to_lowercase().contains(&search);
        let mut metrics: Vec<_> = self
            .metrics
            .iter()
            .filter(|column| is_wanted(&column.key))
            .collect();
        let mut params: Vec<_> = self
            .params
            .iter()
            .filter(|column| is_wanted(&column.key))
            .collect();
        let half = limit / 2;
        let metrics_share = (limit - params.len().min(half)).min(metrics.len());
        metrics.truncate(metrics_share);
        params.truncate(limit - metrics_share);
        Self {
            metrics: metrics.into_iter().cloned().collect(),
            params: params.into_iter().cloned().collect(),
        }
    }
}

fn put<T>(values: &mut [Option<T>], row: usize, value: T) {
    if let Some(slot) = values.get_mut(row) {
        *slot = Some(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mlflow::runs;
    use proptest::prelude::*;

    fn runs_of(json: &str) -> Vec<Run> {
        runs::search(&crate::mlflow::RunSearch::default()).decode(json.as_bytes()).unwrap().items
    }

    const TWO_RUNS: &str = r#"{"runs":[
        {"info":{"run_id":"a","experiment_id":"1"},"data":{
            "metrics":[{"key":"loss","value":"NaN"},{"key":"system/cpu","value":1},{"key":"zeta","value":2}],
            "params":[{"key":"depth","value":""}]}},
        {"info":{"run_id":"b","experiment_id":"1"},"data":{
            "metrics":[{"key":"loss","value":0.5}],"params":[{"key":"seed","value":"7"}]}}]}"#;

    #[test]
    fn missing_is_told_from_nan_and_from_empty() {
        let columns = Columns::of(&runs_of(TWO_RUNS));
        let loss = columns.metrics.iter().find(|column| column.key == "loss").unwrap();
        assert!(loss.values[0].is_some_and(f64::is_nan));
        assert_eq!(loss.values[1], Some(0.5));
        assert_eq!(columns.params[0].values, [Some(String::new()), None]);
        assert_eq!(columns.params[1].values, [None, Some("7".to_owned())]);
    }

    #[test]
    fn system_metrics_come_last() {
        let columns = Columns::of(&runs_of(TWO_RUNS));
        let keys: Vec<_> = columns.metrics.iter().map(|column| column.key.as_str()).collect();
        assert_eq!(keys, ["loss", "zeta", "system/cpu"]);
    }

    fn columns(metrics: usize, params: usize) -> Columns {
        Columns {
            metrics: (0..metrics).map(|n| MetricColumn { key: format!("m{n}"), values: vec![] }).collect(),
            params: (0..params).map(|n| ParamColumn { key: format!("p{n}"), values: vec![] }).collect(),
        }
    }

    proptest! {
        #[test]
        fn narrowing_fills_the_limit_when_there_is_enough(metrics in 0..90_usize, params in 0..90_usize, limit in 0..90_usize) {
            let narrowed = columns(metrics, params).narrowed("", limit);
            prop_assert_eq!(narrowed.len(), limit.min(metrics + params));
            prop_assert!(narrowed.params.len() >= params.min(limit / 2));
        }
    }

    #[test]
    fn narrowing_finds_keys_whatever_their_case() {
        assert_eq!(columns(12, 3).narrowed("M1", 60).metrics.len(), 3);
    }
}
