//! What an address that is no page shows.

use leptos::prelude::*;

use crate::route::Route;
use crate::ui::kit::{ButtonLink, ButtonVariant, Empty, Icon};
use crate::ui::title::use_title;

/// Says which address was asked for, and leads home.
#[component]
pub fn NotFoundPage(
    /// The address as it was given.
    address: Signal<String>,
) -> impl IntoView {
    use_title(|| "Not found".to_owned());
    view! {
        <div data-testid="not-found">
            <h1 class="visually-hidden">"Not found"</h1>
            {move || view! {
                <Empty
                    headline="There is no page at this address"
                    text=format!("“{}” is neither a page of Sporeprint nor one of MLflow's own.", address.get())
                    icon=Icon::Warning
                >
                    <ButtonLink href=Route::experiments().to_hash() variant=ButtonVariant::Primary>
                        "Show the experiments"
                    </ButtonLink>
                </Empty>
            }}
        </div>
    }
}
