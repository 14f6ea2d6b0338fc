//! A file: loaded as far as its kind asks for, and shown as what its bytes say it is.

use leptos::prelude::*;

use super::address::ArtifactAddress;
use super::csv_view::CsvView;
use super::hex_view::HexView;
use super::image_view::ImageView;
use super::json_view::JsonView;
use super::markdown_view::MarkdownView;
use super::partial::{Beginning, FIRST_BYTES, HEAD_BYTES, MOST_BYTES};
use super::text_view::TextView;
use crate::format::bytes;
use crate::preview::text::Text;
use crate::preview::{Kind, sniff};
use crate::ui::kit::{Banner, Button, ButtonSize, Segment, Segmented, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::query::{Keep, use_query};

/// A file.
#[component]
pub(super) fn FileView(address: ArtifactAddress, size_bytes: Option<u64>) -> impl IntoView {
    let is_picture = match sniff(&address.path, &[]) {
        Kind::Image(image) => image.is_shown_by_browsers(),
        Kind::Svg => true,
        _ => false,
    };
    if is_picture {
        view! { <ImageView address size_bytes /> }.into_any()
    } else {
        view! { <BytesView address size_bytes /> }.into_any()
    }
}

/// The two ways to look at a file that means something and is text too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As what it means: a table, a tree, a set page.
    Meaning,
    /// As what stands in it.
    Source,
}

/// A file whose bytes this page reads itself.
#[component]
pub(super) fn BytesView(address: ArtifactAddress, size_bytes: Option<u64>) -> impl IntoView {
    let first_limit = if is_text(sniff(&address.path, &[])) {
        FIRST_BYTES
    } else {
        HEAD_BYTES
    };
    let limit_bytes = RwSignal::new(first_limit);
    let look = RwSignal::new(Look::Meaning);
    let beginning = {
        let address = address.clone();
        use_query(Keep::Previous, move || {
            Some(Beginning::load(&address, limit_bytes.get(), size_bytes))
        })
    };
    view! {
        <Loaded query=beginning skeleton=Skeleton::Lines(8) label="Loading the preview" let:newest>
            {
                // A new answer with the same bytes changes nothing.
                let beginning = Memo::new(move |_| newest.get().as_ref().clone());
                let path = address.path.clone();
                let kind = Memo::new(move |_| beginning.with(|beginning| sniff(&path, &beginning.bytes)));
                // A text without a name that says so: what was loaded to find out is not enough to read.
                Effect::new(move |_| {
                    if is_text(kind.get()) && limit_bytes.get_untracked() < FIRST_BYTES {
                        limit_bytes.set(FIRST_BYTES);
                    }
                });
                view! {
                    {move || looks(kind.get(), look)}
                    {move || partial(&beginning.get(), kind.get(), limit_bytes)}
                    {move || content(kind.get(), beginning.get(), look.get())}
                }
            }
        </Loaded>
    }
}

fn is_text(kind: Kind) -> bool {
    use Kind::{Csv, Html, Json, Markdown, MlModel, Notebook, Svg, Text};
    matches!(
        kind,
        Text(_) | Json | Csv { .. } | Markdown | Html | MlModel | Notebook | Svg
    )
}

/// What chooses between the two looks of a file, where it has two.
fn looks(kind: Kind, look: RwSignal<Look>) -> Option<AnyView> {
    let (meaning, source) = match kind {
        Kind::Json => ("Tree", "Text"),
        Kind::Csv { .. } => ("Table", "Text"),
        Kind::Markdown => ("Page", "Source"),
        Kind::Html => {
            let note = "The page's source. Pages can run scripts, so this one is not opened here. Download it to see it.";
            return Some(view! { <Banner text=note /> }.into_any());
        }
        _ => return None,
    };
    let segments = vec![
        Segment {
            value: Look::Meaning,
            label: meaning,
            icon: None,
        },
        Segment {
            value: Look::Source,
            label: source,
            icon: None,
        },
    ];
    let view = view! {
        <div class="artifact-toolbar">
            <Segmented value=look segments label="How to show the file" />
        </div>
    };
    Some(view.into_any())
}

/// What of the file is shown, where that is not all of it.
fn partial(beginning: &Beginning, kind: Kind, limit_bytes: RwSignal<u64>) -> Option<AnyView> {
    if beginning.is_whole() || !is_text(kind) {
        return None;
    }
    let shown = bytes(beginning.len());
    let text = match beginning.total_bytes {
        Some(total) => format!("The first {shown} of {}.", bytes(total)),
        None => format!("The first {shown}; the server does not say how much more there is."),
    };
    let Some(next) = beginning.next_limit() else {
        let most = bytes(MOST_BYTES);
        let text = format!("{text} A preview shows at most {most}. Download the file to see the rest.");
        return Some(view! { <Banner text /> }.into_any());
    };
    let view = view! {
        <Banner text>
            <Button size=ButtonSize::Small on_click=move || limit_bytes.set(next)>
                {format!("Load {}", bytes(next))}
            </Button>
        </Banner>
    };
    Some(view.into_any())
}

fn content(kind: Kind, beginning: Beginning, look: Look) -> AnyView {
    if !is_text(kind) {
        return view! { <HexView beginning kind /> }.into_any();
    }
    let text = |beginning: &Beginning| Text::read(&beginning.bytes, beginning.is_whole());
    match (kind, look) {
        (Kind::Json, Look::Meaning) => view! { <JsonView beginning /> }.into_any(),
        (Kind::Csv { delimiter }, Look::Meaning) => view! { <CsvView beginning delimiter /> }.into_any(),
        (Kind::Markdown, Look::Meaning) => view! { <MarkdownView text=text(&beginning) /> }.into_any(),
        _ => view! { <TextView text=text(&beginning) /> }.into_any(),
    }
}
