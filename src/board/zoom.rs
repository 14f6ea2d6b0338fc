//! What is shown of a chart's axes for now.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is shown of the axes for now, instead of what the plot says; each from a lower to a higher value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Zoom {
    /// Of the x axis, in its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub x: Option<[f64; 2]>,
    /// Of the y axis.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<[f64; 2]>,
}

impl Zoom {
    /// As a link holds it; `None` where all is shown.
    pub fn to_json(self) -> Option<Value> {
        serde_json::to_value(self)
            .ok()
            .filter(|_| self != Self::default())
    }

    /// Out of a link, which may hold anything: what is no range shows all.
    pub fn from_json(value: &Value) -> Self {
        let range = |name: &str| {
            let ends = value.get(name)?.as_array()?;
            match ends.as_slice() {
                [low, high] => Some([low.as_f64()?, high.as_f64()?]).filter(|[low, high]| low < high),
                _ => None,
            }
        };
        Self {
            x: range("x"),
            y: range("y"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_zoom_comes_back_out_of_a_link_to_the_digit() {
        let zoom = Zoom {
            x: Some([1_700_000_000_000.5, 1_700_000_000_000.6]),
            y: None,
        };
        let text = zoom.to_json().unwrap().to_string();
        assert_eq!(Zoom::from_json(&serde_json::from_str(&text).unwrap()), zoom);
        assert_eq!(Zoom::default().to_json(), None);
    }

    #[test]
    fn what_is_no_range_in_a_link_shows_all() {
        for strange in [
            json!(7),
            json!({"x": [2, 1]}),
            json!({"x": [1, null]}),
            json!({"x": [1, 2, 3], "y": "a"}),
        ] {
            assert_eq!(Zoom::from_json(&strange), Zoom::default(), "{strange}");
        }
    }
}
