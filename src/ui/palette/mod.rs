//! The command palette (Ctrl or Command and K) and the keys of the page in sight.
//!
//! A page says what can be done on it; what it said vanishes with it:
//!
//! ```ignore
//! use_palette().register(move || vec![
//!     Command::new("Compare the selected runs", "Actions", move || compare()).keys("c"),
//!     Command::link(run_name, "Runs", Route::run(…).to_hash()).keywords(run_id),
//!     Command::hint("Select the run", "Table", "Space"),   // a key that a piece of the page handles itself
//! ]);
//! ```
//!
//! The closure is asked when the palette opens and at each key press that might call something, not before: it may
//! give thousands of columns, and read signals without being called anew for each change. Where it is dear, commands
//! with keys belong in a `register` of their own ([`Palette::register_many`] is not asked at key presses).
//!
//! The palette itself adds pages, experiments and runs of the server: by name as it is typed, and a run by its whole id.
//! Keys pressed in fields, dialogs and menus call nothing, and a piece that uses a key itself keeps it by
//! `prevent_default`.

mod dialog;
mod found;
mod keys;
mod keys_dialog;
mod region;
mod registry;
mod row;

pub use dialog::PaletteParts;
pub use region::{PaletteButton, PaletteRegion};
pub use registry::{Command, Palette, provide_palette, use_palette};
