//! The runs that a board draws, as the charts on it read them.

use std::rc::Rc;

use leptos::prelude::*;

use crate::board::RunSource;

/// A handle to the runs of a board, and when they change.
#[derive(Clone, Copy)]
pub struct Source {
    runs: StoredValue<Rc<dyn RunSource>, LocalStorage>,
    version: Signal<u32>,
}

impl Source {
    /// Runs that are others whenever `version` changes. Belongs to the owner that it is made in.
    pub fn new(runs: Rc<dyn RunSource>, version: impl Into<Signal<u32>>) -> Self {
        Self {
            runs: StoredValue::new_local(runs),
            version: version.into(),
        }
    }

    /// Reads the runs; what calls it in an effect or a memo is called again when they change.
    pub fn with<T>(self, read: impl FnOnce(&dyn RunSource) -> T) -> T {
        self.version.get();
        self.with_untracked(read)
    }

    /// Reads the runs once.
    pub fn with_untracked<T>(self, read: impl FnOnce(&dyn RunSource) -> T) -> T {
        read(&*self.runs.get_value())
    }

    /// Changes when anything of the runs does.
    pub fn version(self) -> Signal<u32> {
        self.version
    }
}
