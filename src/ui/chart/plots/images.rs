//! Logged images: a row for each run, one step for all of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::images_bar::StepBar;
use crate::board::{DrawnRun, ImagesPlot};
use crate::format::count;
use crate::mlflow::{ApiError, ArtifactListing, ArtifactSource, RunId};
use crate::preview::{ImageAtStep, LoggedImages};
use crate::query::Load;
use crate::ui::board::Source;
use crate::ui::highlight::Links;
use crate::ui::kit::{Dialog, Empty};
use crate::ui::query::use_client;
use crate::web::address::server_url;
use crate::web::scrolled::PartWatch;

/// How high a row is, its caption and the gap below it included. Rows above are counted, not measured.
const ROW_CSS: f64 = 172.0;
/// Rows beyond the view that are made, too.
const BEYOND: usize = 1;
/// Keys that a row shows pictures of.
const MOST_KEYS: usize = 50;
/// Files of a run that are looked through for images; a folder may have any number.
const MOST_PATHS: usize = 20_000;

/// What is known of a run's images.
pub(super) type Known = Result<Arc<LoggedImages>, ApiError>;

/// A picture that is shown alone.
#[derive(Clone, Debug, PartialEq)]
struct Alone {
    title: String,
    address: String,
}

/// What all rows share.
#[derive(Clone, Copy)]
pub(super) struct Pictures {
    pub known: RwSignal<BTreeMap<RunId, Known>>,
    pub keys: Memo<Vec<String>>,
    /// The step that is shown; the last one of each run where it is `None`.
    pub step: Memo<Option<i64>>,
    alone: RwSignal<Option<Alone>>,
    is_alone: RwSignal<bool>,
    links: Links,
}

/// Logged images: a row for each run, one step for all of them. It fills its parent.
#[component]
pub fn ImagesCard(
    /// What it shows; all images where it names no keys.
    #[prop(into)]
    plot: Signal<ImagesPlot>,
    /// The runs.
    source: Source,
    /// Whether it is on screen, or nearly: only then it asks the server for anything.
    #[prop(into)]
    is_in_view: Signal<bool>,
    /// Called with the plot as a person has changed it.
    on_change: Callback<(ImagesPlot,)>,
    /// What all charts of the page point at together.
    links: Links,
) -> impl IntoView {
    let known = RwSignal::new(BTreeMap::<RunId, Known>::new());
    let keys = Memo::new(move |_| {
        let named = plot.with(|plot| plot.keys.clone());
        let mut keys = if named.is_empty() {
            known.with(keys_of)
        } else {
            named
        };
        // Each is a picture in each row.
        keys.truncate(MOST_KEYS);
        keys
    });
    let pictures = Pictures {
        known,
        keys,
        step: Memo::new(move |_| plot.with(|plot| plot.step)),
        alone: RwSignal::new(None),
        is_alone: RwSignal::new(false),
        links,
    };
    let runs = Memo::new(move |_| Shared(source.with(|source| source.runs())));
    let seen = RwSignal::new(0..0_usize);
    let list = NodeRef::<html::Div>::new();
    let scroller = NodeRef::<html::Div>::new();
    let watch = StoredValue::new_local(None::<PartWatch>);
    Effect::new(move |_| {
        let Some(list) = list.get() else { return };
        watch.set_value(Some(PartWatch::new(&list, move |part| {
            let rows = rows_in(part.top_css, part.bottom_css);
            if seen.try_get_untracked().is_some_and(|seen| seen != rows) {
                seen.set(rows);
            }
        })));
    });
    let shown = Memo::new(move |_| {
        let count = runs.with(|runs| runs.0.len());
        let rows = if is_in_view.get() { seen.get() } else { 0..0 };
        rows.start.min(count)..rows.end.min(count)
    });
    let row = move |index: usize| {
        let run = runs.with_untracked(|runs| runs.0.get(index).cloned());
        run.map(|run| view! { <Row pictures run top_css=index as f64 * ROW_CSS /> })
    };
    let height = move || format!("{}px", runs.with(|runs| runs.0.len()) as f64 * ROW_CSS);
    let empty = move || {
        runs.with(|runs| runs.0.is_empty())
            .then(|| view! { <Empty headline="No runs" text="There are no images to show." /> })
    };
    let row_key =
        move |index: &usize| runs.with(|runs| (*index, runs.0.get(*index).map(|run| run.id.clone())));
    let alone_title = Signal::derive(move || {
        pictures.alone.with(|alone| {
            alone
                .as_ref()
                .map(|alone| alone.title.clone())
                .unwrap_or_default()
        })
    });
    view! {
        <div class="plot-card" on:pointerleave=move |_| links.highlight(None)>
            <StepBar pictures plot runs list=scroller on_change />
            <div class="plot-card__body">
                <div
                    node_ref=scroller
                    class="plot-card__scroll"
                    tabindex="0"
                    role="group"
                    aria-label="Images of runs"
                >
                    {empty}
                    <div class="images" node_ref=list style:height=height>
                        <For each=move || shown.get() key=row_key children=row />
                    </div>
                </div>
            </div>
            <Dialog open=pictures.is_alone title=alone_title wide=true>
                {move || {
                    pictures.alone.get().map(|alone| {
                        view! { <img class="images__alone" src=alone.address alt=alone.title decoding="async" /> }
                    })
                }}
            </Dialog>
        </div>
    }
}

/// Runs as a source gave them, equal only to themselves.
#[derive(Clone)]
pub(super) struct Shared(pub Arc<[DrawnRun]>);

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a float cast saturates"
)]
fn rows_in(top_css: f64, bottom_css: f64) -> Range<usize> {
    let first = (top_css / ROW_CSS).floor().max(0.0) as usize;
    let end = (bottom_css / ROW_CSS).ceil().max(0.0) as usize;
    first.saturating_sub(BEYOND)..end + BEYOND
}

fn keys_of(known: &BTreeMap<RunId, Known>) -> Vec<String> {
    let images = known.values().filter_map(|known| known.as_ref().ok());
    let keys: BTreeSet<&str> = images.flat_map(|images| images.keys()).collect();
    keys.into_iter().map(ToOwned::to_owned).collect()
}

/// A run's pictures. It asks for the list of them once it is made.
#[component]
fn Row(pictures: Pictures, run: DrawnRun, top_css: f64) -> impl IntoView {
    let id = run.id.clone();
    let is_known = {
        let id = id.clone();
        Memo::new(move |_| pictures.known.with(|known| known.contains_key(&id)))
    };
    list_images(pictures, id.clone(), is_known);
    let asked = id.clone();
    let own = Memo::new(move |_| pictures.known.with(|known| known.get(&asked).cloned()));
    let figures = {
        let id = id.clone();
        move || match own.get() {
            None => view! { <p class="muted">"Looking for images…"</p> }.into_any(),
            Some(Err(error)) => {
                view! { <p class="images__trouble" role="status">{error.headline()}</p> }.into_any()
            }
            Some(Ok(images)) => {
                let keys = pictures.keys.get();
                if keys.is_empty() {
                    return view! { <p class="muted">"No logged images"</p> }.into_any();
                }
                let step = pictures.step.get();
                let figures = keys.iter().map(|key| figure(pictures, &id, &images, key, step));
                figures.collect::<Vec<AnyView>>().into_any()
            }
        }
    };
    let lit = id.clone();
    let is_lit = move || pictures.links.run.with(|run| run.as_ref() == Some(&lit));
    let href = pictures.links.href(id.clone());
    view! {
        <section
            class="images__row"
            class:images__row--lit=is_lit
            aria-label=run.name.to_string()
            style:transform=format!("translateY({top_css}px)")
            on:pointerenter=move |_| pictures.links.highlight(Some(&id))
        >
            <a class="images__run truncate" href=href title=run.name.to_string()>
                <span class="images__swatch" style:background-color=run.color.to_css()></span>
                {run.name.to_string()}
            </a>
            <div class="images__figures">{figures}</div>
        </section>
    }
}

/// Asks for the names of a run's images, page by page, and again when what was known is forgotten.
fn list_images(pictures: Pictures, id: RunId, is_known: Memo<bool>) {
    let client = use_client();
    let client = StoredValue::new_local(client);
    Effect::new(move |_| {
        if is_known.get() {
            return;
        }
        let (client, id) = (client.get_value(), id.clone());
        spawn_local_scoped_with_cancellation(async move {
            let artifacts = ArtifactSource::Run(id.clone());
            let mut paths: Vec<String> = Vec::new();
            let mut page: Option<String> = None;
            let found = loop {
                let Some(call) = artifacts.list(LoggedImages::FOLDER, page.as_deref()) else {
                    break Ok(());
                };
                let load = Load::from(call).erased();
                let listing = match client.load(&load).await {
                    Ok(answer) => answer.downcast::<ArtifactListing>().ok(),
                    Err(error) => break Err(error),
                };
                let Some(listing) = listing else { break Ok(()) };
                paths.extend(listing.files.iter().map(|file| file.path.clone()));
                let is_same = page.is_some() && page == listing.next_page_token;
                page.clone_from(&listing.next_page_token);
                if page.is_none() || is_same || paths.len() >= MOST_PATHS {
                    break Ok(());
                }
            };
            let images = found.map(|()| Arc::new(LoggedImages::from_paths(paths.iter().map(String::as_str))));
            pictures.known.try_update(|known| known.insert(id, images));
        });
    });
}

fn figure(pictures: Pictures, id: &RunId, images: &LoggedImages, key: &str, step: Option<i64>) -> AnyView {
    let Some(image) = images.at(key, step) else {
        let why = match images.first_step(key) {
            Some(first) => format!("No image yet: the first is at step {}", count(first)),
            None => "No image".to_owned(),
        };
        return view! {
            <figure class="images__figure">
                <div class="images__none">{why}</div>
                <figcaption class="images__caption truncate" title=key.to_owned()>{key.to_owned()}</figcaption>
            </figure>
        }
        .into_any();
    };
    let caption = caption(key, image, step);
    let address = |path: &str| server_url(&ArtifactSource::Run(id.clone()).file_path(path));
    let small = image.small().map(address);
    let alone = image.large().map(|path| Alone {
        title: caption.clone(),
        address: address(path),
    });
    let has_failed = RwSignal::new(false);
    let picture = {
        let caption = caption.clone();
        move || {
            if has_failed.get() {
                view! { <span class="images__none">"The browser can't show this file"</span> }.into_any()
            } else {
                view! {
                    <img
                        class="images__picture"
                        src=small.clone()
                        alt=caption.clone()
                        loading="lazy"
                        decoding="async"
                        on:error=move |_| has_failed.set(true)
                    />
                }
                .into_any()
            }
        }
    };
    let show = move |_| {
        pictures.alone.set(alone.clone());
        pictures.is_alone.set(true);
    };
    view! {
        <figure class="images__figure">
            <button type="button" class="images__open" aria-label=format!("Show {caption} in full") on:click=show>
                {picture}
            </button>
            <figcaption class="images__caption truncate" title=caption.clone()>{caption.clone()}</figcaption>
        </figure>
    }
    .into_any()
}

/// The key, the step, and whether that is an earlier one than was asked for.
fn caption(key: &str, image: &ImageAtStep, step: Option<i64>) -> String {
    let earlier = if step.is_some_and(|step| step != image.step) {
        " (the nearest before)"
    } else {
        ""
    };
    format!("{key} · step {}{earlier}", count(image.step))
}
