//! Small pieces of text: links, breadcrumbs, lists of names and values, keys.

use leptos::prelude::*;

use super::icon::Icon;

/// How a [`Link`] looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkTone {
    /// In the accent colour, in running text.
    #[default]
    Accent,
    /// As the text around it: cells of a table where every row is a link.
    Plain,
    /// The name of the thing that a row is about.
    Strong,
}

/// A link. One that leaves the app says so by an icon, and opens in a tab of its own.
#[component]
pub fn Link(
    /// Where it goes. For an address that strangers wrote, let through `http` and `https` only.
    #[prop(into)]
    href: Signal<String>,
    /// How it looks.
    #[prop(optional)]
    tone: LinkTone,
    /// It leaves the app.
    #[prop(optional)]
    external: bool,
    /// The text.
    children: Children,
) -> impl IntoView {
    let class = match tone {
        LinkTone::Accent => "link",
        LinkTone::Plain => "link link--plain",
        LinkTone::Strong => "link link--strong",
    };
    view! {
        <a
            class=class
            href=href
            target=external.then_some("_blank")
            rel=external.then_some("noopener noreferrer")
        >
            {children()}
            {external
                .then(|| {
                    view! {
                        <Icon icon=Icon::ExternalLink />
                        <span class="visually-hidden">" (opens in a new tab)"</span>
                    }
                })}
        </a>
    }
}

/// A step of [`Breadcrumbs`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    /// Its name.
    pub label: String,
    /// Where it goes; the page in sight goes nowhere.
    pub href: Option<String>,
}

impl Crumb {
    /// A step that goes somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: Some(href.into()),
        }
    }

    /// The page in sight.
    pub fn here(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            href: None,
        }
    }
}

/// The way from the top to the page in sight.
#[component]
pub fn Breadcrumbs(
    /// The steps, from the top.
    #[prop(into)]
    crumbs: Signal<Vec<Crumb>>,
) -> impl IntoView {
    let step = |(index, crumb): (usize, Crumb)| {
        let Crumb { label, href } = crumb;
        let text = match href {
            Some(href) => view! { <a class="breadcrumbs__link truncate" href=href>{label}</a> }.into_any(),
            None => view! { <span class="breadcrumbs__here truncate" aria-current="page">{label}</span> }
                .into_any(),
        };
        view! {
            <li class="breadcrumbs__item">
                {(index > 0).then(|| view! { <Icon icon=Icon::ChevronRight /> })}
                {text}
            </li>
        }
    };
    view! {
        <nav class="breadcrumbs" aria-label="Breadcrumbs">
            <ol class="breadcrumbs__list">
                {move || crumbs.get().into_iter().enumerate().map(step).collect_view()}
            </ol>
        </nav>
    }
}

/// Names and their values. The children are [`KeyValue`]s.
#[component]
pub fn KeyValues(
    /// The pairs.
    children: Children,
) -> impl IntoView {
    view! { <dl class="key-values">{children()}</dl> }
}

/// A name and its value, in [`KeyValues`].
#[component]
pub fn KeyValue(
    /// The name.
    #[prop(into)]
    name: String,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! {
        <dt class="key-values__name">{name}</dt>
        <dd class="key-values__value">{children()}</dd>
    }
}

/// A key on the keyboard.
#[component]
pub fn Kbd(
    /// What stands on the key.
    children: Children,
) -> impl IntoView {
    view! { <kbd class="kbd">{children()}</kbd> }
}
