//! What a line plot draws of each run: metrics, and expressions of metrics.

use std::collections::HashSet;
use std::sync::Arc;

use crate::board::{LinePlot, XAxis};
use crate::chart::expression::{Expression, ParseError, parse};

/// A chart is made of at most so many metrics: their histories are asked for one by one, and nobody tells more lines
/// apart.
pub const MOST_LINE_METRICS: usize = 50;

/// What a line's values are made of.
#[derive(Clone, Debug, PartialEq)]
pub enum LineValue {
    /// The values of the metric that the line is called after.
    Metric,
    /// Computed from metrics.
    Expression(Expression),
}

/// One of the lines that each run has in a plot.
#[derive(Clone, Debug, PartialEq)]
pub struct LineKey {
    /// The metric's key, or the expression as it was written.
    pub name: Arc<str>,
    /// What its values are made of.
    pub value: LineValue,
}

impl LineKey {
    /// The metrics that it is made of, each once.
    pub fn metrics(&self) -> &[Arc<str>] {
        match &self.value {
            LineValue::Metric => std::slice::from_ref(&self.name),
            LineValue::Expression(expression) => expression.metrics(),
        }
    }
}

/// The lines that each run has in a plot: its metrics, then its expressions, each once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineKeys {
    /// In the order of the plot.
    pub keys: Vec<LineKey>,
    /// The expressions that cannot be read, by their place in the plot, and why.
    pub unread: Vec<(usize, ParseError)>,
    /// How many more the plot names than a chart draws.
    pub left_out: usize,
}

impl LineKeys {
    /// What `plot` draws. `is_metric` says whether a text is the whole key of a metric of any run.
    pub fn of(plot: &LinePlot, is_metric: &dyn Fn(&str) -> bool) -> Self {
        let mut found = Self::default();
        let mut names: HashSet<&str> = HashSet::new();
        let mut metrics: HashSet<Arc<str>> = HashSet::new();
        for metric in &plot.metrics {
            if names.insert(metric) {
                let name: Arc<str> = metric.as_str().into();
                let value = LineValue::Metric;
                found.add(LineKey { name, value }, &mut metrics);
            }
        }
        for (place, text) in plot.expressions.iter().enumerate() {
            let name = text.trim();
            if name.is_empty() || !names.insert(name) {
                continue;
            }
            if metrics.len() >= MOST_LINE_METRICS {
                found.left_out += 1;
                continue;
            }
            match parse(text, is_metric) {
                Ok(expression) => {
                    let value = LineValue::Expression(expression);
                    let name = name.into();
                    found.add(LineKey { name, value }, &mut metrics);
                }
                Err(error) => found.unread.push((place, error)),
            }
        }
        found
    }

    /// Draws it too, unless that takes too many metrics together with those there are.
    fn add(&mut self, key: LineKey, metrics: &mut HashSet<Arc<str>>) {
        let new = key.metrics().iter().filter(|metric| !metrics.contains(*metric));
        if metrics.len() + new.count() > MOST_LINE_METRICS {
            self.left_out += 1;
            return;
        }
        metrics.extend(key.metrics().iter().cloned());
        self.keys.push(key);
    }

    /// The metrics whose histories are needed to draw them over `x`, each once.
    pub fn metrics(&self, x: &XAxis) -> Vec<Arc<str>> {
        let mut needed: Vec<Arc<str>> = Vec::new();
        let of_lines = self.keys.iter().flat_map(LineKey::metrics).map(Arc::clone);
        let of_x = match x {
            XAxis::Metric(metric) if !self.keys.is_empty() => Some(Arc::from(metric.as_str())),
            _ => None,
        };
        for metric in of_lines.chain(of_x) {
            if !needed.contains(&metric) {
                needed.push(metric);
            }
        }
        needed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot(metrics: &[&str], expressions: &[&str]) -> LinePlot {
        let owned = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
        LinePlot {
            metrics: owned(metrics),
            expressions: owned(expressions),
            ..LinePlot::default()
        }
    }

    #[test]
    fn a_metric_that_is_named_twice_is_one_line() {
        let keys = LineKeys::of(&plot(&["loss", "acc", "loss"], &[]), &|_| true);
        let names: Vec<&str> = keys.keys.iter().map(|key| &*key.name).collect();
        assert_eq!(names, ["loss", "acc"]);
    }

    #[test]
    fn a_chart_of_hundreds_of_metrics_draws_some_and_counts_the_others() {
        let names: Vec<String> = (0..1_000).map(|index| format!("m{index}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let is_metric = |text: &str| !text.contains(' ');
        let keys = LineKeys::of(&plot(&names, &["m0 - m1"]), &is_metric);
        assert_eq!((keys.keys.len(), keys.left_out), (MOST_LINE_METRICS, 951));
        let many = names[..60].join(" + ");
        let keys = LineKeys::of(&plot(&["m0"], &[&many, "m0 - m1"]), &is_metric);
        assert_eq!((keys.keys.len(), keys.left_out), (2, 1));
        assert_eq!(keys.metrics(&XAxis::Step).len(), 2);
    }

    #[test]
    fn the_metric_of_the_x_axis_is_needed_too_where_there_is_a_line() {
        let x = XAxis::Metric("epoch".to_owned());
        let needed = LineKeys::of(&plot(&["loss"], &[]), &|_| true).metrics(&x);
        assert_eq!(needed, ["loss".into(), "epoch".into()]);
        assert!(LineKeys::default().metrics(&x).is_empty());
    }

    #[test]
    fn an_expression_that_cannot_be_read_says_which_one_it_is() {
        let keys = LineKeys::of(&plot(&["loss"], &["", "loss -"]), &|key| key == "loss");
        assert_eq!(keys.keys.len(), 1);
        assert_eq!(keys.unread.len(), 1);
        assert_eq!(keys.unread[0].0, 1);
    }
}
