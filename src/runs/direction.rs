//! Which way a metric gets better.

use crate::mlflow::Tag;

/// Which numbers of a metric are the better ones.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Direction {
    /// The higher the better, as of an accuracy.
    Higher,
    /// The lower the better, as of a loss.
    Lower,
}

impl Direction {
    /// Whether one number is better than another; never with NaN.
    pub fn is_better(self, number: f64, than: f64) -> bool {
        match self {
            Self::Higher => number > than,
            Self::Lower => number < than,
        }
    }

    /// The direction of a metric: as the experiment's tags say, or else as its name suggests.
    pub fn of_metric(key: &str, primary: Option<&PrimaryMetric>) -> Self {
        primary
            .filter(|primary| primary.key == key)
            .map_or_else(|| Self::guess(key), |primary| primary.direction)
    }

    /// By the words in a metric's name: lower for what measures errors, costs and times, higher for the rest.
    pub fn guess(key: &str) -> Self {
        let mut is_lower = false;
        let mut is_negated = false;
        let mut look_at = |word: &str| {
            is_negated |= matches!(word, "neg" | "negative" | "per");
            is_lower |= LOWER.contains(&word) || LOWER_ENDS.iter().any(|end| word.ends_with(end));
        };
        let mut word = String::new();
        let mut was_small = false;
        for letter in key.chars() {
            // `valLoss` is two words.
            if (was_small && letter.is_uppercase()) || !letter.is_alphabetic() {
                look_at(&word);
                word.clear();
            }
            if letter.is_alphabetic() {
                word.extend(letter.to_lowercase());
            }
            was_small = letter.is_lowercase();
        }
        look_at(&word);
        // scikit-learn turns errors round: `neg_mean_squared_error`. What is counted per second is a speed.
        if is_lower && !is_negated {
            Self::Lower
        } else {
            Self::Higher
        }
    }
}

/// Words that say that less is better.
const LOWER: &[&str] = &[
    "err",
    "errors",
    "losses",
    "mae",
    "mse",
    "rmse",
    "mape",
    "smape",
    "wape",
    "mase",
    "msle",
    "rmsle",
    "nll",
    "perplexity",
    "ppl",
    "bpc",
    "bpb",
    "wer",
    "cer",
    "eer",
    "fid",
    "kl",
    "kld",
    "divergence",
    "distance",
    "brier",
    "entropy",
    "crossentropy",
    "deviance",
    "regret",
    "residual",
    "latency",
    "time",
    "duration",
    "elapsed",
    "seconds",
    "secs",
    "millis",
    "ms",
    "cost",
    "fpr",
    "fnr",
    "ece",
    "drift",
    "toxicity",
];

/// What such words end with: `logloss`.
const LOWER_ENDS: &[&str] = &["loss", "error"];

/// The metric that an experiment is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PrimaryMetric {
    /// Its key.
    pub key: String,
    /// Which way it gets better.
    pub direction: Direction,
}

impl PrimaryMetric {
    /// What the experiment's tags say: `mlflow.experiment.primaryMetric.name` and `.greaterIsBetter`. Without the second,
    /// the direction is a guess.
    pub fn of(experiment_tags: &[Tag]) -> Option<Self> {
        let tag = |name| {
            experiment_tags.iter().find_map(|tag| {
                let key = tag.key.strip_prefix("mlflow.experiment.primaryMetric.")?;
                (key == name).then(|| tag.value.trim())
            })
        };
        let key = tag("name").filter(|key| !key.is_empty())?;
        let direction = match tag("greaterIsBetter") {
            Some(word) if word.eq_ignore_ascii_case("true") => Direction::Higher,
            Some(word) if word.eq_ignore_ascii_case("false") => Direction::Lower,
            _ => Direction::guess(key),
        };
        Some(Self {
            key: key.to_owned(),
            direction,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_suggest_a_direction() {
        for key in [
            "loss",
            "val_loss",
            "valLoss",
            "train/Loss",
            "logloss",
            "mean_squared_error",
            "test-rmse",
            "WER",
            "eval.perplexity",
            "latency_ms",
            "duration",
            "cross entropy",
        ] {
            assert_eq!(Direction::guess(key), Direction::Lower, "{key}");
        }
        for key in [
            "accuracy",
            "f1",
            "auc",
            "neg_mean_squared_error",
            "r2_score",
            "lossless_share",
            "performance",
            "",
            "rows_per_seconds",
        ] {
            assert_eq!(Direction::guess(key), Direction::Higher, "{key}");
        }
    }

    fn tags(name: &str, greater: Option<&str>) -> Vec<Tag> {
        let tag = |key: &str, value: &str| Tag {
            key: format!("mlflow.experiment.primaryMetric.{key}"),
            value: value.to_owned(),
        };
        let mut tags = vec![tag("name", name)];
        tags.extend(greater.map(|greater| tag("greaterIsBetter", greater)));
        tags
    }

    #[test]
    fn tags_of_the_experiment_come_before_any_guess() {
        let primary = PrimaryMetric::of(&tags("loss", Some("True"))).unwrap();
        assert_eq!(Direction::of_metric("loss", Some(&primary)), Direction::Higher);
        assert_eq!(Direction::of_metric("val_loss", Some(&primary)), Direction::Lower);
        assert_eq!(
            PrimaryMetric::of(&tags("auc", Some("false"))).unwrap().direction,
            Direction::Lower
        );
        assert_eq!(
            PrimaryMetric::of(&tags("auc", None)).unwrap().direction,
            Direction::Higher
        );
        assert_eq!(PrimaryMetric::of(&tags("", Some("true"))), None);
        assert_eq!(PrimaryMetric::of(&[]), None);
    }
}
