//! Pages of a list whose server gives only a token for the next one.

use leptos::prelude::*;

use crate::format::plural;
use crate::mlflow::Page;
use crate::query::Remote;
use crate::ui::kit::Pagination;
use crate::ui::query::Query;

/// Where in a list the person is: the tokens of the pages that they came through, and how many rows a page has.
#[derive(Clone, Copy)]
pub struct Paging {
    tokens: RwSignal<Vec<String>>,
    /// As text, because that is what the choice of sizes holds.
    size: RwSignal<String>,
    default_size: u32,
}

impl Paging {
    /// At the first page of `size` rows.
    pub fn new(size: u32) -> Self {
        Self {
            tokens: RwSignal::new(Vec::new()),
            size: RwSignal::new(size.to_string()),
            default_size: size,
        }
    }

    /// Goes back to the first page whenever `search` or the size of a page changes: a token belongs to one search.
    pub fn follow<S: PartialEq + Clone + Send + Sync + 'static>(self, search: Signal<S>) {
        Effect::new(move |searched_before: Option<(S, String)>| {
            let asked = (search.get(), self.size.get());
            if searched_before.is_some_and(|before| before != asked) {
                self.tokens.set(Vec::new());
            }
            asked
        });
    }

    /// Rows a page.
    pub fn size(self) -> u32 {
        self.size.with(|size| size.parse().unwrap_or(self.default_size))
    }

    /// What to send to the server for this page; `None` for the first.
    pub fn token(self) -> Option<String> {
        self.tokens.with(|tokens| tokens.last().cloned())
    }

    /// The page, the first being 1.
    fn number(self) -> usize {
        self.tokens.with(Vec::len) + 1
    }

    /// Goes to the next page; not twice to the same one, however often it is asked for while it loads.
    fn next(self, token: String) {
        if self.token().as_ref() != Some(&token) {
            self.tokens.update(|tokens| tokens.push(token));
        }
    }

    fn previous(self) {
        self.tokens.update(|tokens| {
            tokens.pop();
        });
    }
}

/// The foot of a list: which page it is, how much is on it, and the ways to others. Absent while a list fits on
/// its first page with the smallest size.
#[component]
pub fn Pages<T: Send + Sync + 'static>(
    /// The page that is shown.
    list: Query<Page<T>>,
    /// Where in the list it is.
    paging: Paging,
    /// What the list holds, in the singular.
    noun: &'static str,
    /// The sizes on offer, smallest first.
    sizes: &'static [u32],
) -> impl IntoView {
    let shown = move || list.value().map_or(0, |page| page.items.len());
    let next = move || list.value().and_then(|page| page.next_page_token.clone());
    let smallest = sizes.first().map_or(0, |size| *size as usize);
    let is_needed = Memo::new(move |_| paging.number() > 1 || next().is_some() || shown() > smallest);
    // While a page loads, the rows are still those of the one before.
    let range = Signal::derive(move || match list.remote() {
        Remote::Ready(page) => format!("Page {}: {}", paging.number(), plural(page.items.len(), noun)),
        _ => format!("Page {}", paging.number()),
    });
    view! {
        <Show when=move || is_needed.get()>
            <Pagination
                range
                page_size=paging.size
                page_sizes=sizes.to_vec()
                has_previous=Signal::derive(move || paging.number() > 1)
                has_next=Signal::derive(move || next().is_some())
                on_previous=move || paging.previous()
                on_next=move || if let Some(token) = next() { paging.next(token) }
            />
        </Show>
    }
}
