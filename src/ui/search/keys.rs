//! What keys do in the search box.

/// What a key asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Deed {
    /// Go to the next suggestion, or open the list.
    Next,
    /// Go to the suggestion before.
    Previous,
    /// Take this suggestion.
    Take(usize),
    /// Close the list.
    Close,
    /// Apply what is written.
    Apply,
}

/// How the box stands when a key is pressed.
#[derive(Clone, Copy)]
pub struct Standing {
    /// How many suggestions are shown; 0 while the list is closed.
    pub shown: usize,
    /// The one that is chosen.
    pub active: Option<usize>,
    /// Whether the list is about something that has been begun: Tab takes its first then. Where nothing has, Tab must
    /// leave the box, or nobody could.
    pub is_begun: bool,
}

/// What this key does; `None` leaves it to the browser.
pub fn deed(key: &str, standing: Standing) -> Option<Deed> {
    let Standing {
        shown,
        active,
        is_begun,
    } = standing;
    let is_open = shown > 0;
    Some(match key {
        "ArrowDown" => Deed::Next,
        "ArrowUp" if is_open => Deed::Previous,
        "Tab" if is_open => Deed::Take(active.or(is_begun.then_some(0))?),
        "Enter" => active.filter(|_| is_open).map_or(Deed::Apply, Deed::Take),
        "Escape" if is_open => Deed::Close,
        _ => return None,
    })
}
