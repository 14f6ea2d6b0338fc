//! Light or dark: as the system has it, or as the person chose.

use leptos::prelude::*;

use super::kit::{Icon, Segment, Segmented};
use crate::web::{media::MediaWatch, page, storage};

/// Where the choice is remembered. `style/boot.js` reads it too, before the first paint.
const KEY: &str = "sporeprint.theme";

/// What the person chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light, whatever the system has.
    Light,
    /// Dark, whatever the system has.
    Dark,
}

impl ThemeChoice {
    /// What stands in `html[data-theme]` and is remembered; nothing for the system's choice.
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::System => None,
            Self::Light => Some("light"),
            Self::Dark => Some("dark"),
        }
    }

    fn from_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }
}

/// The theme in force. From [`use_theme`].
#[derive(Clone, Copy)]
pub struct Theme {
    /// The person's choice; setting it changes the page and is remembered.
    pub choice: RwSignal<ThemeChoice>,
    is_system_dark: RwSignal<bool>,
}

impl Theme {
    /// Whether the page is dark now. Canvases are drawn anew when it changes.
    pub fn is_dark(self) -> bool {
        match self.choice.get() {
            ThemeChoice::System => self.is_system_dark.get(),
            ThemeChoice::Light => false,
            ThemeChoice::Dark => true,
        }
    }
}

/// Reads the remembered choice, applies it, and gives the theme to everything below. Once, in the app.
pub fn provide_theme() -> Theme {
    let choice = RwSignal::new(
        storage::get(KEY).map_or_else(ThemeChoice::default, |name| ThemeChoice::from_name(&name)),
    );
    let is_system_dark = RwSignal::new(false);
    let watch = MediaWatch::new("(prefers-color-scheme: dark)", move |is_dark| {
        is_system_dark.try_set(is_dark);
    });
    // Watched for as long as the app lives.
    StoredValue::new_local(watch);
    Effect::new(move |before: Option<ThemeChoice>| {
        let now = choice.get();
        page::set_root_attribute("data-theme", now.name());
        if before.is_some_and(|before| before != now) {
            match now.name() {
                Some(name) => _ = storage::set(KEY, name),
                None => storage::remove(KEY),
            }
        }
        now
    });
    let theme = Theme {
        choice,
        is_system_dark,
    };
    provide_context(theme);
    theme
}

/// The theme in force; without an app around (in a test of one piece) one that follows the system.
pub fn use_theme() -> Theme {
    use_context().unwrap_or_else(provide_theme)
}

/// Light, dark, or as the system has it.
#[component]
pub fn ThemeToggle() -> impl IntoView {
    let segment = |value, label, icon| Segment {
        value,
        label,
        icon: Some(icon),
    };
    let segments = vec![
        segment(ThemeChoice::System, "As the system", Icon::Monitor),
        segment(ThemeChoice::Light, "Light", Icon::Sun),
        segment(ThemeChoice::Dark, "Dark", Icon::Moon),
    ];
    view! { <Segmented value=use_theme().choice segments=segments label="Theme" /> }
}
