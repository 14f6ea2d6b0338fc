//! Buttons, and links that look like them.

use leptos::prelude::*;

use super::icon::Icon;

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonVariant {
    /// The one thing that a view is for; at most one in sight.
    Primary,
    /// Any other button.
    #[default]
    Plain,
    /// In toolbars and tables, where an outline would be noise.
    Quiet,
    /// Leads to the loss of something, after a question.
    Danger,
    /// Does lose something, in the dialog that asked.
    DangerSolid,
}

impl ButtonVariant {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Primary => "button--primary",
            Self::Plain => "button--plain",
            Self::Quiet => "button--quiet",
            Self::Danger => "button--danger",
            Self::DangerSolid => "button--danger-solid",
        }
    }
}

/// A button's height: 24, 28 or 36 px with a mouse, more under a finger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonSize {
    /// Inside table rows and fields.
    Small,
    /// Everywhere else.
    #[default]
    Medium,
    /// Alone on an empty page.
    Large,
}

impl ButtonSize {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Small => "button--small",
            Self::Medium => "button--medium",
            Self::Large => "button--large",
        }
    }
}

/// A button. Its text is a verb: what happens when it is pressed.
#[component]
pub fn Button(
    /// How much it asks to be pressed.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Its height.
    #[prop(optional)]
    size: ButtonSize,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Work that it started is under way: it keeps focus, shows a spinner, and does nothing when pressed.
    #[prop(optional, into)]
    busy: Signal<bool>,
    /// It can't be pressed. Say near it why not.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Submits the form around it.
    #[prop(optional)]
    submits: bool,
    /// Called when it is pressed and neither busy nor disabled.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
    /// The text.
    children: Children,
) -> impl IntoView {
    let shown_icon = move || match (busy.get(), icon) {
        (true, _) => Some(view! { <Icon icon=Icon::Loader spin=true /> }),
        (false, icon) => icon.map(|icon| view! { <Icon icon=icon /> }),
    };
    view! {
        <button
            type=if submits { "submit" } else { "button" }
            class=format!("button {} {}", variant.class(), size.class())
            disabled=disabled
            aria-disabled=move || busy.get().then_some("true")
            aria-busy=move || busy.get().then_some("true")
            on:click=move |event| {
                if busy.get_untracked() {
                    event.prevent_default();
                } else if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {shown_icon}
            {children()}
        </button>
    }
}

/// A button that shows only an icon. Its label is read out, and shown when it is pointed at or focused.
#[component]
pub fn IconButton(
    /// Which icon.
    #[prop(into)]
    icon: Signal<Icon>,
    /// What happens when it is pressed: a verb, as on a button with text.
    #[prop(into)]
    label: Signal<String>,
    /// How much it asks to be pressed; quiet unless told.
    #[prop(default = ButtonVariant::Quiet)]
    variant: ButtonVariant,
    /// Its height and width.
    #[prop(optional)]
    size: ButtonSize,
    /// It can't be pressed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// For a button that stays down: whether it is down.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Called when it is pressed.
    #[prop(optional, into)]
    on_click: Option<Callback<()>>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class=format!("button button--icon {} {}", variant.class(), size.class())
            disabled=disabled
            aria-label=label
            title=label
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=move |_| {
                if let Some(on_click) = on_click {
                    on_click.run(());
                }
            }
        >
            {move || view! { <Icon icon=icon.get() /> }}
        </button>
    }
}

/// A link that looks like a button: it goes somewhere, so it can be opened in a new tab.
#[component]
pub fn ButtonLink(
    /// Where it goes.
    #[prop(into)]
    href: Signal<String>,
    /// How much it asks to be pressed.
    #[prop(optional)]
    variant: ButtonVariant,
    /// Its height.
    #[prop(optional)]
    size: ButtonSize,
    /// An icon before the text.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The text.
    children: Children,
) -> impl IntoView {
    view! {
        <a class=format!("button {} {}", variant.class(), size.class()) href=href>
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            {children()}
        </a>
    }
}
