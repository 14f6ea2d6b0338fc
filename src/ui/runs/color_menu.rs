//! The menu that gives a run another colour, kept in the tag in which the official UI keeps it.

use leptos::prelude::*;

use super::model::RunsModel;
use crate::chart::{LINE_COLORS, Rgb};
use crate::mlflow::{RunId, runs};
use crate::query::Load;
use crate::ui::kit::{ContextMenu, MenuItem, use_toasts};
use crate::ui::run_color::COLOR_TAG;

/// What people call [`LINE_COLORS`].
const NAMES: [&str; LINE_COLORS.len()] = [
    "Blue",
    "Vermilion",
    "Green",
    "Pink",
    "Lavender",
    "Red",
    "Violet",
    "Mauve",
];

/// The colours, for the run that the model says; closed while it says none.
#[component]
pub fn ColorMenu(model: RunsModel) -> impl IntoView {
    let at = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some((_, rect)) = model.color_menu.get() {
            at.set(Some(rect));
        }
    });
    let toasts = use_toasts();
    let give = move |color: Option<Rgb>| {
        let Some((run, _)) = model.color_menu.get_untracked() else {
            return;
        };
        leptos::task::spawn_local(async move {
            if let Err(error) = model.give_color(run, color).await {
                toasts.error("The colour was not kept", error.headline());
            }
        });
    };
    let items = Signal::derive(move || {
        let colors = LINE_COLORS.into_iter().zip(NAMES);
        let mut items: Vec<MenuItem> = colors
            .map(|(color, name)| MenuItem::action(name, move || give(Some(color))).swatch(color.to_css()))
            .collect();
        items.push(MenuItem::action("By its id", move || give(None)).after_line());
        items
    });
    view! { <ContextMenu label="Colour of the run" items at /> }
}

impl RunsModel {
    /// Gives a run a colour, or takes back the one that it was given.
    async fn give_color(self, id: RunId, color: Option<Rgb>) -> Result<(), crate::mlflow::ApiError> {
        let color = color.map(Rgb::to_css);
        let call = match &color {
            Some(color) => runs::set_tag(&id, COLOR_TAG, color),
            None => runs::delete_tag(&id, COLOR_TAG),
        };
        let client = self.client.get_value();
        let sent = client.send(&Load::from(call).erased()).await;
        // A colour that there was not need not be taken back.
        if let Err(error) = sent
            && !(color.is_none() && error.is_missing())
        {
            return Err(error);
        }
        if let Some(batch) = self.loading.try_batch() {
            let mut runs = batch.set.borrow_mut();
            if let Some(row) = runs.row_of(id.as_str()) {
                runs.set_tag(row, COLOR_TAG, color.as_deref());
            }
            drop(runs);
            self.loading.try_touch();
        }
        Ok(())
    }
}
