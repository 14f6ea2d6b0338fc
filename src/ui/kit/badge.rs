//! Badges: a state or a kind in a word. Chips: tags and filters.

use leptos::prelude::*;

use super::icon::Icon;

/// What a badge's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BadgeTone {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// The thing to look at.
    Accent,
    /// Under way.
    Info,
    /// Went well.
    Success,
    /// Needs care.
    Warning,
    /// Went wrong.
    Danger,
}

impl BadgeTone {
    const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "badge--neutral",
            Self::Accent => "badge--accent",
            Self::Info => "badge--info",
            Self::Success => "badge--success",
            Self::Warning => "badge--warning",
            Self::Danger => "badge--danger",
        }
    }
}

/// A word on a tinted ground.
#[component]
pub fn Badge(
    /// What its colour says; the word must say it too.
    #[prop(optional)]
    tone: BadgeTone,
    /// An icon before the word.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// Without the ground, for dense tables.
    #[prop(optional)]
    bare: bool,
    /// The word.
    children: Children,
) -> impl IntoView {
    // One string: a `class:` beside a computed `class` is lost when the list around it is drawn anew.
    let bare = if bare { " badge--bare" } else { "" };
    view! {
        <span class=format!("badge {}{bare}", tone.class())>
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            {children()}
        </span>
    }
}

/// The states of a run, as a badge shows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunState {
    /// It runs.
    Running,
    /// It waits to run.
    Scheduled,
    /// It ended by itself.
    Finished,
    /// It ended with an error.
    Failed,
    /// It was ended.
    Killed,
    /// The server said something that we don't know.
    Unknown,
}

impl RunState {
    /// Every state, in the order of a run's life.
    pub const ALL: &[Self] = &[
        Self::Scheduled,
        Self::Running,
        Self::Finished,
        Self::Failed,
        Self::Killed,
        Self::Unknown,
    ];

    const fn parts(self) -> (&'static str, Icon, BadgeTone) {
        match self {
            Self::Running => ("Running", Icon::Play, BadgeTone::Info),
            Self::Scheduled => ("Scheduled", Icon::CalendarClock, BadgeTone::Neutral),
            Self::Finished => ("Finished", Icon::Success, BadgeTone::Success),
            Self::Failed => ("Failed", Icon::Failure, BadgeTone::Danger),
            Self::Killed => ("Killed", Icon::Stop, BadgeTone::Warning),
            Self::Unknown => ("Unknown", Icon::Minus, BadgeTone::Neutral),
        }
    }
}

/// A run's state: icon, word and colour.
#[component]
pub fn StatusBadge(
    /// The state.
    state: RunState,
    /// Without the ground, for dense tables.
    #[prop(optional)]
    bare: bool,
) -> impl IntoView {
    let (word, icon, tone) = state.parts();
    view! { <Badge tone=tone icon=icon bare=bare>{word}</Badge> }
}

/// A tag or a filter in force. It can be taken away where `on_remove` is given, and opened where `on_edit` is.
#[component]
pub fn Chip(
    /// What it is, or a tag's value.
    #[prop(into)]
    text: String,
    /// A tag's name, shown before the value.
    #[prop(optional, into)]
    name: String,
    /// Takes it away.
    #[prop(optional, into)]
    on_remove: Option<Callback<()>>,
    /// Opens it to be changed: its text is then a button.
    #[prop(optional, into)]
    on_edit: Option<Callback<()>>,
) -> impl IntoView {
    let label = if name.is_empty() {
        format!("Remove {text}")
    } else {
        format!("Remove {name}: {text}")
    };
    let title = if name.is_empty() {
        text.clone()
    } else {
        format!("{name}: {text}")
    };
    let remove = on_remove.map(|on_remove| {
        view! {
            <button type="button" class="chip__remove" aria-label=label on:click=move |_| on_remove.run(())>
                <Icon icon=Icon::Close />
            </button>
        }
    });
    let words = view! {
        {(!name.is_empty()).then(|| view! { <span class="chip__name truncate">{name}</span> })}
        <span class="chip__value truncate">{text}</span>
    };
    let words = match on_edit {
        Some(on_edit) => view! {
            <button type="button" class="chip__edit" on:click=move |_| on_edit.run(())>{words}</button>
        }
        .into_any(),
        None => words.into_any(),
    };
    view! { <span class="chip" title=title>{words}{remove}</span> }
}
