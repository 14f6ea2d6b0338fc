//! Paths of artifacts as text, and the order of a folder. Pure; tested in `tests/artifact_tree.rs`.

use std::cmp::Ordering;

/// The last part of a path; empty for the root.
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// The folder that holds a path; `None` for the root, the empty path for what lies in the root.
pub fn parent_of(path: &str) -> Option<&str> {
    if path.is_empty() {
        return None;
    }
    Some(path.rsplit_once('/').map_or("", |(parent, _)| parent))
}

/// Every folder on the way to a path, the root (an empty path) first, the path itself last.
pub fn steps_to(path: &str) -> Vec<&str> {
    let ends = path.match_indices('/').map(|(end, _)| end);
    let mut steps: Vec<&str> = ends.filter_map(|end| path.get(..end)).collect();
    steps.insert(0, "");
    if !path.is_empty() {
        steps.push(path);
    }
    steps
}

/// The order of names as people count: `step 2` before `step 10`. Names that differ only in how a number is
/// written keep an order too, so that sorting is the same everywhere.
pub fn natural_order(left: &str, right: &str) -> Ordering {
    let (mut rest_left, mut rest_right) = (left, right);
    loop {
        let (digits_left, digits_right) = (leading_digits(rest_left), leading_digits(rest_right));
        let order = if digits_left > 0 && digits_right > 0 {
            let (number_left, after_left) = rest_left.split_at(digits_left);
            let (number_right, after_right) = rest_right.split_at(digits_right);
            (rest_left, rest_right) = (after_left, after_right);
            by_value(number_left, number_right)
        } else {
            let (mut chars_left, mut chars_right) = (rest_left.chars(), rest_right.chars());
            let (next_left, next_right) = (chars_left.next(), chars_right.next());
            if next_left.is_none() && next_right.is_none() {
                return left.cmp(right);
            }
            (rest_left, rest_right) = (chars_left.as_str(), chars_right.as_str());
            next_left.map(folded).cmp(&next_right.map(folded))
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn folded(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

fn leading_digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

/// Numbers of any length by their value.
fn by_value(left: &str, right: &str) -> Ordering {
    let (left, right) = (left.trim_start_matches('0'), right.trim_start_matches('0'));
    left.len().cmp(&right.len()).then_with(|| left.cmp(right))
}
