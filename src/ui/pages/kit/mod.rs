//! `#/kit`: every piece of the design system in every state, for whoever builds a page and for the tests.

mod charts;
mod controls;
mod foundations;
mod grid;
mod navigation;
mod overlays;
mod search;
mod states;
mod tables;

use leptos::prelude::*;

/// A section of the page: one family of pieces.
#[component]
fn Specimens(
    /// The family's name.
    title: &'static str,
    /// What to know before using it.
    #[prop(optional)]
    note: &'static str,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="kit__section">
            <header class="kit__about">
                <h2>{title}</h2>
                {(!note.is_empty()).then(|| view! { <p class="muted">{note}</p> })}
            </header>
            <div class="kit__rows">{children()}</div>
        </section>
    }
}

/// One piece, or one state of it, with its name.
#[component]
fn Specimen(
    /// What is shown.
    name: &'static str,
    /// It needs the whole width: what is shown stands below its name.
    #[prop(optional)]
    wide: bool,
    /// The piece.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="kit__row" class:kit__row--wide=wide>
            <h3 class="kit__name">{name}</h3>
            <div class="kit__shown">{children()}</div>
        </div>
    }
}

/// The page.
#[component]
pub fn KitPage() -> impl IntoView {
    if let Some(asked) = charts::Lab::asked() {
        return charts::lab(asked).into_any();
    }
    view! {
        <div class="kit">
            <header class="page-head">
                <h1 class="page-head__title">"Kit"</h1>
                <p class="muted">"Every piece of the interface in every state"</p>
            </header>
            {foundations::view().into_any()}
            {controls::buttons().into_any()}
            {controls::fields().into_any()}
            {search::search().into_any()}
            {controls::choices().into_any()}
            {states::badges().into_any()}
            {navigation::view().into_any()}
            {tables::view().into_any()}
            {grid::view().into_any()}
            {states::answers().into_any()}
            {overlays::view().into_any()}
            {foundations::icons().into_any()}
        </div>
    }
    .into_any()
}
