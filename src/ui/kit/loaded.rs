//! What stands where an answer will be, isn't, or could not be had.

use leptos::prelude::*;

use super::{button::Button, icon::Icon};

/// The shape that a [`Loading`] stands in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skeleton {
    /// Rows of a table or list.
    Rows(usize),
    /// Lines of text.
    Lines(usize),
    /// A chart or picture; it fills its parent.
    Block,
}

/// A placeholder of the shape of what is being loaded. It takes its space at once and shows itself after 150 ms,
/// so that a quick answer neither flashes nor moves the page.
#[component]
pub fn Loading(
    /// The shape.
    skeleton: Skeleton,
    /// What is being loaded, for screen readers: "Loading runs".
    #[prop(into)]
    label: String,
) -> impl IntoView {
    let bar = || view! { <div class="loading__bar"></div> };
    let row = move || view! { <div class="loading__row">{bar()}{bar()}{bar()}{bar()}</div> };
    let (class, shape) = match skeleton {
        Skeleton::Rows(count) => (
            "loading loading--rows",
            (0..count).map(|_| row()).collect_view().into_any(),
        ),
        Skeleton::Lines(count) => (
            "loading loading--lines",
            (0..count).map(|_| bar()).collect_view().into_any(),
        ),
        Skeleton::Block => ("loading loading--block", bar().into_any()),
    };
    view! {
        <div class=class role="status">
            <span class="visually-hidden">{label}</span>
            {shape}
        </div>
    }
}

/// There is nothing to show, and why; where there is a way on, it is the child.
#[component]
pub fn Empty(
    /// What there is none of: "No runs yet".
    #[prop(into)]
    headline: String,
    /// Why, or what would bring some.
    #[prop(optional, into)]
    text: String,
    /// An icon of the thing that is missing.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Buttons or links that lead on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="notice">
            {icon.map(|icon| view! { <div class="notice__icon"><Icon icon=icon /></div> })}
            <p class="notice__headline">{headline}</p>
            {(!text.is_empty()).then(|| view! { <p class="notice__text">{text}</p> })}
            {children.map(|children| view! { <div class="notice__actions">{children()}</div> })}
        </div>
    }
}

/// Something could not be had: what, what to do about it, and the details for whoever must find out why.
#[component]
pub fn Failed(
    /// What failed: "Could not load the runs".
    #[prop(into)]
    headline: String,
    /// What the person can do.
    #[prop(optional, into)]
    advice: String,
    /// The server's own words, status and address, shown when asked for.
    #[prop(optional, into)]
    details: String,
    /// Tries again. Without it there is no button.
    #[prop(optional, into)]
    on_retry: Option<Callback<()>>,
) -> impl IntoView {
    let retry = on_retry.map(|on_retry| {
        view! {
            <div class="notice__actions">
                <Button icon=Icon::Refresh on_click=on_retry>"Try again"</Button>
            </div>
        }
    });
    let disclosure = (!details.is_empty()).then(|| {
        view! {
            <details class="notice__details">
                <summary>"Details"</summary>
                <pre class="notice__detail">{details}</pre>
            </details>
        }
    });
    view! {
        <div class="notice notice--failed" role="alert">
            <div class="notice__icon"><Icon icon=Icon::Error /></div>
            <p class="notice__headline">{headline}</p>
            {(!advice.is_empty()).then(|| view! { <p class="notice__text">{advice}</p> })}
            {retry}
            {disclosure}
        </div>
    }
}

/// How much a [`Banner`] matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BannerTone {
    /// Good to know: what is shown is sampled.
    #[default]
    Info,
    /// What is shown may be wrong or old.
    Warning,
    /// Part of what should be shown is missing.
    Danger,
}

/// A line above what is shown that says how far it can be trusted: old, sampled, partial.
#[component]
pub fn Banner(
    /// How much it matters.
    #[prop(optional)]
    tone: BannerTone,
    /// The line.
    #[prop(into)]
    text: Signal<String>,
    /// Buttons or links that lead on.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let (class, icon) = match tone {
        BannerTone::Info => ("banner banner--info", Icon::Info),
        BannerTone::Warning => ("banner banner--warning", Icon::Warning),
        BannerTone::Danger => ("banner banner--danger", Icon::Error),
    };
    view! {
        <div class=class role="status">
            <Icon icon=icon />
            <span class="banner__text">{text}</span>
            {children.map(|children| children())}
        </div>
    }
}
