//! Where the palette is, once it is needed, and the button that opens it.

use leptos::prelude::*;

use super::{Command, keys, use_palette};
use crate::command::Keys;
use crate::route::Route;
use crate::ui::kit::{Icon, IconButton, use_toasts};
use crate::ui::manage::use_actions;
use crate::ui::parts;
use crate::ui::router::use_router;
use crate::ui::theme::{ThemeChoice, use_theme};
use crate::web::keyboard;

/// The palette and the list of keys. Once, in the app.
#[component]
pub fn PaletteRegion() -> impl IntoView {
    let palette = use_palette();
    let toasts = use_toasts();
    let (actions, theme) = (use_actions(), use_theme());
    keys::listen(palette, use_router());
    palette.register(move || {
        let go = |title: &str, keys: &str, route: &Route| {
            Command::link(title, "Pages", route.to_hash()).keys(keys)
        };
        let look = |title: &str, choice: ThemeChoice| {
            Command::new(title, "Settings", move || theme.choice.set(choice))
                .keywords("theme dark light colour")
        };
        vec![
            go("Experiments", "g e", &Route::experiments()),
            go("Models", "g m", &Route::models()),
            Command::new("Create experiment", "Actions", move || {
                actions.create_experiment();
            })
            .keywords("new"),
            Command::new("Command palette", "Help", move || palette.open()).keys("mod+k"),
            Command::new("Keyboard shortcuts", "Help", move || palette.show_keys()).keys("?"),
            look("Use the light theme", ThemeChoice::Light),
            look("Use the dark theme", ThemeChoice::Dark),
            look("Use the system's theme", ThemeChoice::System),
        ]
    });
    let wanted = Signal::derive(move || palette.open.get() || palette.keys_open.get());
    parts::once_wanted(wanted, parts::palette, move || {
        palette.open.set(false);
        palette.keys_open.set(false);
        toasts.error(parts::MISSING, parts::MISSING_ADVICE);
    })
}

/// A button that opens the palette, for whoever does not know its keys.
#[component]
pub fn PaletteButton() -> impl IntoView {
    let palette = use_palette();
    let keys = Keys::new("mod+k").labels(keyboard::is_mac()).join(" ");
    view! {
        <IconButton
            icon=Icon::Search
            label=format!("Search and commands ({keys})")
            on_click=move || palette.open()
            attr:data-testid="open-palette"
        />
    }
}
