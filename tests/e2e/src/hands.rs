//! What hands do: a mouse and two fingers, as a browser gets them from the system.

use crate::Browser;
use anyhow::Result;
use serde_json::{Value, json};

/// A place in the window, in CSS pixels from its upper left corner.
pub type Place = [f64; 2];

/// `Input.dispatchMouseEvent`'s bit for the Control key.
const CONTROL: u32 = 2;

impl Browser {
    /// Where a share of the width and of the height of the first element that the selector matches is, once it is
    /// there. It is scrolled into sight.
    pub async fn place(&self, css: &str, share: [f64; 2]) -> Result<Place> {
        let condition = "(() => {
            const element = document.querySelector(args[0]);
            element?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
            const box = element?.getBoundingClientRect();
            return box?.width > 0 && box.height > 0 && [box.left + args[1][0] * box.width, box.top + args[1][1] * box.height];
        })()";
        let found = self
            .until(
                &format!("`{css}` has a place"),
                condition,
                &[json!(css), json!(share)],
            )
            .await?;
        Ok(serde_json::from_value(found)?)
    }

    /// Moves the mouse to a place.
    pub async fn hover(&self, at: Place) -> Result<()> {
        self.mouse("mouseMoved", at, &json!({})).await
    }

    /// Clicks at a place, as often as `times`.
    pub async fn click_at(&self, at: Place, times: u32) -> Result<()> {
        self.hover(at).await?;
        for count in 1..=times {
            let button = json!({ "button": "left", "clickCount": count });
            self.mouse("mousePressed", at, &button).await?;
            self.mouse("mouseReleased", at, &button).await?;
        }
        Ok(())
    }

    /// Presses at a place, moves in a few steps to another, and lets go there.
    pub async fn drag(&self, from: Place, to: Place) -> Result<()> {
        self.hover(from).await?;
        let held = json!({ "button": "left", "buttons": 1, "clickCount": 1 });
        self.mouse("mousePressed", from, &held).await?;
        for share in [0.1, 0.4, 0.7, 1.0] {
            let at = [0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis]));
            self.mouse("mouseMoved", at, &held).await?;
        }
        self.mouse("mouseReleased", to, &json!({ "button": "left", "clickCount": 1 }))
            .await
    }

    /// Turns the wheel at a place, downwards where `delta_css` is positive, with the Control key held or without.
    pub async fn wheel(&self, at: Place, delta_css: f64, with_control: bool) -> Result<()> {
        let modifiers = if with_control { CONTROL } else { 0 };
        let turn = json!({ "deltaX": 0, "deltaY": delta_css, "modifiers": modifiers });
        self.mouse("mouseWheel", at, &turn).await
    }

    /// Two fingers side by side around a place, so many CSS pixels apart, move apart or together.
    pub async fn pinch(&self, middle: Place, from_css: f64, to_css: f64) -> Result<()> {
        let fingers = |apart: f64| {
            let finger = |id: u32, x: f64| json!({ "id": id, "x": x, "y": middle[1] });
            json!([
                finger(0, middle[0] - apart / 2.0),
                finger(1, middle[0] + apart / 2.0)
            ])
        };
        self.touch("touchStart", &fingers(from_css)).await?;
        for share in [0.25, 0.5, 0.75, 1.0] {
            let apart = from_css + share * (to_css - from_css);
            self.touch("touchMove", &fingers(apart)).await?;
        }
        self.touch("touchEnd", &json!([])).await
    }

    async fn mouse(&self, kind: &str, [x, y]: Place, more: &Value) -> Result<()> {
        let mut event = json!({ "type": kind, "x": x, "y": y });
        if let (Some(event), Some(more)) = (event.as_object_mut(), more.as_object()) {
            event.extend(more.clone());
        }
        self.driver()
            .cdp()
            .send_raw("Input.dispatchMouseEvent", event)
            .await?;
        Ok(())
    }

    async fn touch(&self, kind: &str, fingers: &Value) -> Result<()> {
        let event = json!({ "type": kind, "touchPoints": fingers });
        self.driver()
            .cdp()
            .send_raw("Input.dispatchTouchEvent", event)
            .await?;
        Ok(())
    }
}
