//! A Markdown file as a page.

use leptos::prelude::*;

use crate::preview::text::Text;
use crate::ui::markdown::Markdown;

/// The page that a Markdown file describes.
#[component]
pub(super) fn MarkdownView(text: Text) -> impl IntoView {
    let source = text.as_str().to_owned();
    view! {
        <div class="artifact-page">
            <Markdown text=source />
        </div>
    }
}
