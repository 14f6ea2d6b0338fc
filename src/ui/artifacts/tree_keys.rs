//! Moving through a tree by keyboard, as ARIA's guide has it. Pure; tested in `tests/artifact_tree.rs`.

/// The item that a key leads to from item `at`, among the items in sight: their levels and names from top to bottom.
/// `None` where the key means nothing, or nothing from here. Opening and closing are the item's own business: it
/// takes the right and left arrow first.
pub fn destination(key: &str, at: usize, levels: &[usize], names: &[String]) -> Option<usize> {
    let level = *levels.get(at)?;
    match key {
        "ArrowDown" => Some(at + 1).filter(|next| *next < levels.len()),
        "ArrowUp" => at.checked_sub(1),
        "Home" => Some(0),
        "End" => levels.len().checked_sub(1),
        "ArrowRight" => Some(at + 1).filter(|next| levels.get(*next).is_some_and(|next| *next > level)),
        "ArrowLeft" => levels.get(..at)?.iter().rposition(|above| *above < level),
        letter => {
            let mut letters = letter.chars();
            let (Some(first), None) = (letters.next(), letters.next()) else {
                return None;
            };
            let wanted = first
                .to_lowercase()
                .next()
                .filter(|letter| !letter.is_whitespace())?;
            let count = names.len();
            (1..=count).map(|offset| (at + offset) % count).find(|index| {
                names
                    .get(*index)
                    .and_then(|name| name.chars().next())
                    .and_then(|start| start.to_lowercase().next())
                    == Some(wanted)
            })
        }
    }
}
