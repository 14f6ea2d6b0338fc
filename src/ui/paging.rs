//! Pages of a list whose server gives only a token for the next one.

use leptos::prelude::*;

/// Where in a list the person is: the tokens of the pages that they came through.
///
/// A token belongs to one search; [`Paging::follow`] goes back to the first page when the search changes.
#[derive(Clone, Copy)]
pub struct Paging {
    tokens: RwSignal<Vec<String>>,
}

impl Paging {
    /// At the first page, and there again whenever `search` changes.
    pub fn follow<S: PartialEq + Send + Sync + 'static>(search: Signal<S>) -> Self
    where
        S: Clone,
    {
        let tokens = RwSignal::new(Vec::new());
        Effect::new(move |searched_before: Option<S>| {
            let search = search.get();
            if searched_before.is_some_and(|before| before != search) {
                tokens.set(Vec::new());
            }
            search
        });
        Self { tokens }
    }

    /// What to send to the server for this page; `None` for the first.
    pub fn token(self) -> Option<String> {
        self.tokens.with(|tokens| tokens.last().cloned())
    }

    /// The page, the first being 1.
    pub fn number(self) -> usize {
        self.tokens.with(Vec::len) + 1
    }

    /// Goes to the next page, which the server named by `token`.
    pub fn next(self, token: String) {
        self.tokens.update(|tokens| tokens.push(token));
    }

    /// Goes to the page before.
    pub fn previous(self) {
        self.tokens.update(|tokens| {
            tokens.pop();
        });
    }
}
