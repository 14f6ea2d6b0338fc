//! Moving among the items of a menu or a tab list by keyboard: which item is next. Pure; tested in `tests/roving.rs`.

/// A way to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the next item; from the last, to the first.
    Next,
    /// To the item before; from the first, to the last.
    Previous,
    /// To the first item.
    First,
    /// To the last item.
    Last,
}

impl Step {
    /// The step that a key asks for in a row of items.
    pub fn of_horizontal_key(key: &str) -> Option<Self> {
        match key {
            "ArrowRight" => Some(Self::Next),
            "ArrowLeft" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }

    /// The step that a key asks for in a column of items.
    pub fn of_vertical_key(key: &str) -> Option<Self> {
        match key {
            "ArrowDown" => Some(Self::Next),
            "ArrowUp" => Some(Self::Previous),
            "Home" => Some(Self::First),
            "End" => Some(Self::Last),
            _ => None,
        }
    }
}

/// The item that a step leads to among `count` items, from 0; none where there are none.
/// From no item, [`Step::Next`] leads to the first and [`Step::Previous`] to the last.
pub fn step(current: Option<usize>, count: usize, way: Step) -> Option<usize> {
    let last = count.checked_sub(1)?;
    Some(match (way, current) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None | Some(0)) => last,
        (Step::Next, Some(at)) if at >= last => 0,
        (Step::Next, Some(at)) => at + 1,
        (Step::Previous, Some(at)) => (at - 1).min(last),
    })
}

/// The first item after `current` (going round, `current` itself last) whose label begins with `typed`, whatever the case.
/// While more than one letter has been typed, `current` itself comes first, so that typing on doesn't move away.
pub fn type_ahead<S: AsRef<str>>(labels: &[S], current: Option<usize>, typed: &str) -> Option<usize> {
    let typed = typed.to_lowercase();
    if typed.is_empty() {
        return None;
    }
    let first = match current {
        Some(at) if typed.chars().count() > 1 => at,
        Some(at) => at + 1,
        None => 0,
    };
    (0..labels.len())
        .map(|offset| (first + offset) % labels.len())
        .find(|&at| {
            labels
                .get(at)
                .is_some_and(|label| label.as_ref().to_lowercase().starts_with(&typed))
        })
}
