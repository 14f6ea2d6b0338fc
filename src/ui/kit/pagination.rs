//! Going through a long list a page at a time.

use leptos::prelude::*;

use super::{button::Button, choice::Select, icon::Icon};

/// The foot of a list that the server gives in pages: what is in sight, forwards and back, and how many at a time.
#[component]
pub fn Pagination(
    /// What is in sight: "1–50 of 1,204", or "1–50" where the total isn't known.
    #[prop(into)]
    range: Signal<String>,
    /// Whether there is a page before.
    #[prop(into)]
    has_previous: Signal<bool>,
    /// Whether there is a page after.
    #[prop(into)]
    has_next: Signal<bool>,
    /// Goes back a page.
    #[prop(into)]
    on_previous: Callback<()>,
    /// Goes on a page.
    #[prop(into)]
    on_next: Callback<()>,
    /// How many at a time, as text; without it there is no choice.
    #[prop(optional)]
    page_size: Option<RwSignal<String>>,
    /// The sizes on offer.
    #[prop(default = vec![25, 50, 100])]
    page_sizes: Vec<u32>,
) -> impl IntoView {
    let sizes: Vec<(String, String)> = page_sizes
        .into_iter()
        .map(|size| (size.to_string(), size.to_string()))
        .collect();
    let size = page_size.map(|page_size| {
        view! {
            <label class="pagination__size">
                <span>"Rows"</span>
                <Select value=page_size options=sizes />
            </label>
        }
    });
    view! {
        <nav class="pagination" aria-label="Pages">
            <span class="pagination__range" aria-live="polite">
                {range}
            </span>
            {size}
            <span class="pagination__steps">
                <Button icon=Icon::ChevronLeft disabled=Signal::derive(move || !has_previous.get()) on_click=on_previous>
                    "Previous"
                </Button>
                <Button disabled=Signal::derive(move || !has_next.get()) on_click=on_next>
                    "Next"
                    <Icon icon=Icon::ChevronRight />
                </Button>
            </span>
        </nav>
    }
}
