//! The keys that call commands.

use leptos::prelude::*;

use super::Palette;
use crate::command::Progress;
use crate::ui::kit::Debounce;
use crate::ui::router::Router;
use crate::web::keyboard::{self, KeyPress};

/// How long the second of two keys may take, in milliseconds.
const SECOND_KEY_MILLIS: u32 = 1_200;

/// Listens for keys as long as the app lives.
pub(super) fn listen(palette: Palette, router: Router) {
    let before = StoredValue::new(None::<String>);
    let forget = Debounce::new(SECOND_KEY_MILLIS);
    let on_press = move |press: KeyPress| {
        if press.has_mod {
            // From a field too: nobody writes with Ctrl held.
            if press.key.eq_ignore_ascii_case("k") {
                press.take();
                if palette.open.get_untracked() {
                    palette.open.set(false);
                } else {
                    palette.open();
                }
            }
            return;
        }
        if press.is_elsewhere || matches!(press.key.as_str(), "Shift" | "CapsLock") {
            return;
        }
        let first = before.get_value();
        before.set_value(None);
        forget.cancel();
        let mut is_begun = false;
        for command in palette.commands(true) {
            if !command.is_offered() {
                continue;
            }
            match command.keys.press(first.as_deref(), &press.key) {
                Progress::Called => {
                    press.take();
                    command.run(router);
                    return;
                }
                Progress::Begun => is_begun = true,
                Progress::Other => {}
            }
        }
        if is_begun {
            before.set_value(Some(press.key));
            forget.call(move || {
                before.try_set_value(None);
            });
        }
    };
    let listener = StoredValue::new_local(keyboard::on_press(on_press));
    on_cleanup(move || listener.dispose());
}
