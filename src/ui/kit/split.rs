//! Two panes and a line between them that can be moved.

use leptos::{ev, html, prelude::*};

use super::identity::unique_id;
use crate::web::dom;

/// How far an arrow key moves the line, in CSS pixels.
const KEY_STEP_CSS: f64 = 16.0;

/// What moves the line, and what it moves.
#[derive(Clone, Copy)]
struct Line {
    width_css: RwSignal<f64>,
    min_css: f64,
    max_css: f64,
    before_collapse_css: StoredValue<f64>,
    /// Where the pointer took hold, relative to the line, in CSS pixels.
    grip: StoredValue<Option<f64>>,
}

impl Line {
    fn move_to(self, width_css: f64) {
        self.width_css.set(width_css.clamp(self.min_css, self.max_css));
    }

    fn toggle(self) {
        let now = self.width_css.get_untracked();
        if now > 0.0 {
            self.before_collapse_css.set_value(now);
            self.width_css.set(0.0);
        } else {
            self.move_to(self.before_collapse_css.get_value());
        }
    }

    fn on_key(self, event: &ev::KeyboardEvent) {
        let now = self.width_css.get_untracked();
        match event.key().as_str() {
            "ArrowLeft" => self.move_to(now - KEY_STEP_CSS),
            "ArrowRight" => self.move_to(now + KEY_STEP_CSS),
            "Home" => self.move_to(self.min_css),
            "End" => self.move_to(self.max_css),
            "Enter" => self.toggle(),
            _ => return,
        }
        event.prevent_default();
    }

    fn on_press(self, event: &ev::PointerEvent) {
        if event.button() == 0 {
            event.prevent_default();
            dom::capture_pointer(event);
            self.grip
                .set_value(Some(f64::from(event.client_x()) - self.width_css.get_untracked()));
        }
    }

    fn on_drag(self, event: &ev::PointerEvent) {
        if let Some(grip_css) = self.grip.get_value() {
            self.move_to(f64::from(event.client_x()) - grip_css);
        }
    }
}

/// Two panes side by side; the line between them moves by pointer and by arrow keys, and folds the first pane away
/// by a double click or Enter. Below 640 px the panes stand one above the other and there is no line.
#[component]
pub fn Split(
    /// What the first pane holds, as in "Resize file list".
    #[prop(into)]
    label: String,
    /// The first pane's width in CSS pixels; 0 when folded away.
    width_css: RwSignal<f64>,
    /// The least width of the first pane that isn't folded away.
    #[prop(default = 160.0)]
    min_css: f64,
    /// The greatest width of the first pane.
    #[prop(default = 640.0)]
    max_css: f64,
    /// The first pane: `start=view! { … }.into_any()`.
    start: AnyView,
    /// The second pane.
    children: Children,
) -> impl IntoView {
    let line = Line {
        width_css,
        min_css,
        max_css,
        before_collapse_css: StoredValue::new(width_css.get_untracked().max(min_css)),
        grip: StoredValue::new(None),
    };
    let separator = NodeRef::<html::Div>::new();
    let pane_id = unique_id("pane");
    view! {
        <div class="split" style=("--split-width", move || format!("{}px", width_css.get()))>
            <div class="split__start" id=pane_id.clone() hidden=move || width_css.get() <= 0.0>
                {start}
            </div>
            <div
                node_ref=separator
                class="split__line"
                role="separator"
                tabindex="0"
                aria-orientation="vertical"
                aria-label=format!("Resize {label}")
                aria-controls=pane_id
                aria-valuenow=move || format!("{:.0}", width_css.get())
                aria-valuemin="0"
                aria-valuemax=format!("{max_css:.0}")
                on:keydown=move |event| line.on_key(&event)
                on:pointerdown=move |event| line.on_press(&event)
                on:pointermove=move |event| line.on_drag(&event)
                on:pointerup=move |_| line.grip.set_value(None)
                on:pointercancel=move |_| line.grip.set_value(None)
                on:dblclick=move |_| line.toggle()
            ></div>
            <div class="split__end">{children()}</div>
        </div>
    }
}
