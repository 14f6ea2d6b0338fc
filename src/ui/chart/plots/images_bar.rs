//! What stands above logged images: the step that is shown, and taking them along.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::event_target_value as event_value;
use leptos::prelude::*;

use super::export::{ExportMenu, PIXELS, Taking};
use super::images::{Pictures, Shared};
use crate::board::ImagesPlot;
use crate::chart::plots::Table;
use crate::format::{count, iso_utc, plural};
use crate::preview::ImageAtStep;
use crate::ui::kit::{ButtonSize, Icon, IconButton};
use crate::web::chart_canvas::ChartCanvas;
use crate::web::page_picture;

/// The slider over the steps that any run in view has a picture at.
#[component]
pub(super) fn StepBar(
    pictures: Pictures,
    plot: Signal<ImagesPlot>,
    runs: Memo<Shared>,
    list: NodeRef<html::Div>,
    on_change: Callback<(ImagesPlot,)>,
) -> impl IntoView {
    let steps = Memo::new(move |_| {
        let keys = pictures.keys.get();
        pictures.known.with(|known| {
            let images = known.values().filter_map(|known| known.as_ref().ok());
            let steps = images.flat_map(|images| keys.iter().flat_map(move |key| images.steps(key)));
            steps.collect::<BTreeSet<i64>>().into_iter().collect::<Vec<i64>>()
        })
    });
    // The last place stands for the last step, whichever that will be.
    let place = Memo::new(move |_| {
        let step = pictures.step.get();
        steps.with(|steps| {
            let last = steps.len().saturating_sub(1);
            step.map_or(last, |step| {
                steps.partition_point(|other| *other <= step).saturating_sub(1)
            })
        })
    });
    let go = move |to: usize| {
        let step = steps.with_untracked(|steps| {
            let is_last = to + 1 >= steps.len();
            if is_last { None } else { steps.get(to).copied() }
        });
        on_change.run((ImagesPlot {
            step,
            ..plot.get_untracked()
        },));
    };
    let said = Memo::new(move |_| {
        let step = pictures.step.get();
        steps.with(|steps| match (steps.get(place.get()), step) {
            (None, _) => String::new(),
            (Some(at), None) => format!("Last step: {}", count(*at)),
            (Some(at), Some(_)) => format!("Step {}", count(*at)),
        })
    });
    let said_in_full = move || {
        let of = steps.with(Vec::len);
        let of = (of > 1).then(|| format!(" · {} in the runs in view", plural(of, "step")));
        format!("{}{}", said.get(), of.unwrap_or_default())
    };
    let theme_of = NodeRef::<html::Canvas>::new();
    let reload = move |()| pictures.known.update(std::collections::BTreeMap::clear);
    view! {
        <div class="plot-card__bar plot-card__bar--line">
            <label class="images__steps" class:visually-hidden=move || steps.with(|steps| steps.len() < 2)>
                <span class="visually-hidden">"Step"</span>
                <input
                    type="range"
                    min="0"
                    max=move || steps.with(|steps| steps.len().saturating_sub(1)).to_string()
                    step="1"
                    prop:value=move || place.get().to_string()
                    aria-valuetext=move || said.get()
                    on:input=move |event| {
                        if let Ok(to) = event_value(&event).parse() {
                            go(to);
                        }
                    }
                />
            </label>
            <span class="plot-card__said muted truncate" title=said_in_full>
                {said_in_full}
            </span>
            <IconButton
                icon=Icon::Refresh
                label="Look for images again"
                size=ButtonSize::Small
                on_click=Callback::new(reload)
            />
            <canvas node_ref=theme_of class="plot__canvas" hidden width="0" height="0"></canvas>
            <ExportMenu taking=taking(pictures, runs, list, theme_of) />
        </div>
    }
}

/// The rows that are seen as a picture; and where the pictures are: those of the step that is shown, or all that are known. A run is known once it was in view.
fn taking(
    pictures: Pictures,
    runs: Memo<Shared>,
    list: NodeRef<html::Div>,
    theme_of: NodeRef<html::Canvas>,
) -> Taking {
    let table = move |is_all: bool| {
        let (runs, keys, step) = untrack(|| (runs.get(), pictures.keys.get(), pictures.step.get()));
        let mut rows = Vec::new();
        pictures.known.with_untracked(|known| {
            for run in &*runs.0 {
                let Some(Ok(images)) = known.get(&run.id) else {
                    continue;
                };
                for key in &keys {
                    let steps = if is_all {
                        images.steps(key).map(Some).collect()
                    } else {
                        vec![step]
                    };
                    let found = steps.into_iter().filter_map(|step| images.at(key, step));
                    rows.extend(found.map(|image: &ImageAtStep| {
                        vec![
                            run.name.to_string(),
                            run.id.as_str().to_owned(),
                            key.clone(),
                            image.step.to_string(),
                            iso_utc(image.timestamp_millis),
                            image.large().unwrap_or_default().to_owned(),
                        ]
                    }));
                }
            }
        });
        let head = ["Run", "Run ID", "Key", "Step", "Logged", "Path"];
        Some(Table {
            head: head.map(str::to_owned).to_vec(),
            rows,
        })
    };
    let picture = move || {
        let list = list.get_untracked()?;
        // Where the style sheet says the ground that they stand on.
        let theme = ChartCanvas::new(theme_of.get_untracked()?).theme();
        let texts = ".images__run, .images__caption, .images__none";
        page_picture::of_part(&list, theme.surface, PIXELS, ".images__picture", texts)
    };
    Taking {
        picture: Some(Rc::new(picture)),
        drawn: Some(Rc::new(move || table(false))),
        all: Some(Rc::new(move || table(true))),
        is_shown_as_table: true,
        ..Taking::default()
    }
}
