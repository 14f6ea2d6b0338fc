//! What can be done now, as the pages in sight say.

use std::sync::Arc;

use leptos::prelude::*;

use crate::command::{Choice, Keys};
use crate::ui::router::Router;

/// What a command does.
#[derive(Clone)]
pub(super) enum Deed {
    Call(Arc<dyn Fn() + Send + Sync>),
    Go(String),
    /// Nothing here: a piece of the page does it when its keys are pressed.
    Elsewhere,
}

/// Something that can be done.
#[derive(Clone)]
pub struct Command {
    pub(super) title: String,
    pub(super) group: String,
    pub(super) keywords: String,
    pub(super) keys: Keys,
    pub(super) deed: Deed,
}

impl Command {
    fn of(title: impl Into<String>, group: impl Into<String>, deed: Deed) -> Self {
        Self {
            title: title.into(),
            group: group.into(),
            keywords: String::new(),
            keys: Keys::default(),
            deed,
        }
    }

    /// Something to do: its title is a verb, as on a button. The group is a heading that it shares with its like.
    pub fn new(
        title: impl Into<String>,
        group: impl Into<String>,
        run: impl Fn() + Send + Sync + 'static,
    ) -> Self {
        Self::of(title, group, Deed::Call(Arc::new(run)))
    }

    /// Somewhere to go: an address from `#` on.
    pub fn link(title: impl Into<String>, group: impl Into<String>, address: impl Into<String>) -> Self {
        Self::of(title, group, Deed::Go(address.into()))
    }

    /// A key that a piece of the page handles itself; told among the keys, not offered in the palette.
    pub fn hint(title: impl Into<String>, group: impl Into<String>, keys: &str) -> Self {
        Self::of(title, group, Deed::Elsewhere).keys(keys)
    }

    /// Other words that it may be looked for by.
    #[must_use]
    pub fn keywords(self, keywords: impl Into<String>) -> Self {
        Self {
            keywords: keywords.into(),
            ..self
        }
    }

    /// The keys that call it; see [`Keys::new`].
    #[must_use]
    pub fn keys(self, keys: &str) -> Self {
        Self {
            keys: Keys::new(keys),
            ..self
        }
    }

    pub(super) fn run(&self, router: Router) {
        match &self.deed {
            Deed::Call(run) => run(),
            Deed::Go(address) => router.go(&crate::route::Route::parse(address)),
            Deed::Elsewhere => {}
        }
    }

    pub(super) fn is_offered(&self) -> bool {
        !matches!(self.deed, Deed::Elsewhere)
    }

    pub(super) fn choice(&self) -> Choice {
        Choice {
            group: self.group.clone(),
            title: self.title.clone(),
            address: match &self.deed {
                Deed::Go(address) => Some(address.clone()),
                _ => None,
            },
        }
    }
}

#[derive(Clone)]
struct Source {
    key: u32,
    /// Asked at key presses too.
    has_keys: bool,
    commands: Arc<dyn Fn() -> Vec<Command> + Send + Sync>,
}

/// The palette, and what can be done now. From [`use_palette`].
#[derive(Clone, Copy)]
pub struct Palette {
    sources: StoredValue<Vec<Source>>,
    next_key: StoredValue<u32>,
    pub(super) open: RwSignal<bool>,
    pub(super) keys_open: RwSignal<bool>,
}

impl Palette {
    /// Adds what can be done as long as the component or effect that calls this lives.
    pub fn register(self, commands: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
        self.add(true, Arc::new(commands));
    }

    /// As [`Palette::register`], for what is many and has no keys: it is asked only when the palette opens.
    pub fn register_many(self, commands: impl Fn() -> Vec<Command> + Send + Sync + 'static) {
        self.add(false, Arc::new(commands));
    }

    /// Opens it.
    pub fn open(self) {
        self.keys_open.set(false);
        self.open.set(true);
    }

    /// Shows the keys of the page in sight.
    pub fn show_keys(self) {
        self.open.set(false);
        self.keys_open.set(true);
    }

    fn add(self, has_keys: bool, commands: Arc<dyn Fn() -> Vec<Command> + Send + Sync>) {
        let key = self.next_key.get_value();
        self.next_key.set_value(key.wrapping_add(1));
        self.sources.update_value(|sources| {
            sources.push(Source {
                key,
                has_keys,
                commands,
            });
        });
        on_cleanup(move || {
            self.sources
                .try_update_value(|sources| sources.retain(|source| source.key != key));
        });
    }

    /// All that can be done now, what the innermost piece of the page said first.
    pub(super) fn commands(self, with_keys_only: bool) -> Vec<Command> {
        let sources = self.sources.get_value();
        let asked = sources
            .iter()
            .rev()
            .filter(|source| source.has_keys || !with_keys_only);
        untrack(|| asked.flat_map(|source| (source.commands)()).collect())
    }
}

/// Makes the palette and gives it to everything below. Once, in the app.
pub fn provide_palette() -> Palette {
    let palette = Palette {
        sources: StoredValue::new(Vec::new()),
        next_key: StoredValue::new(0),
        open: RwSignal::new(false),
        keys_open: RwSignal::new(false),
    };
    provide_context(palette);
    palette
}

/// The app's palette; without an app around (in a test of one piece) one that nobody opens.
pub fn use_palette() -> Palette {
    use_context().unwrap_or_else(provide_palette)
}
