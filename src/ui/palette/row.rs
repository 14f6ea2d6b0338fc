//! A command as it is shown.

use leptos::prelude::*;

use super::registry::Command;
use crate::command::{Hit, Keys};
use crate::ui::kit::Kbd;
use crate::web::keyboard;

/// A title with the letters that were typed marked.
pub(super) fn marked(title: &str, hit: &Hit) -> AnyView {
    let mut parts: Vec<(bool, String)> = Vec::new();
    for (place, letter) in title.chars().enumerate() {
        let is_meant = hit.places.binary_search(&place).is_ok();
        match parts.last_mut() {
            Some((was_meant, text)) if *was_meant == is_meant => text.push(letter),
            _ => parts.push((is_meant, letter.to_string())),
        }
    }
    parts
        .into_iter()
        .map(|(is_meant, text)| {
            if is_meant {
                view! { <mark class="palette__mark">{text}</mark> }.into_any()
            } else {
                text.into_any()
            }
        })
        .collect_view()
        .into_any()
}

/// Keys, one after the other.
pub(super) fn key_caps(keys: &Keys) -> Option<AnyView> {
    if keys.is_none() {
        return None;
    }
    let caps = keys.labels(keyboard::is_mac());
    let caps = caps
        .into_iter()
        .map(|label| view! { <Kbd>{label}</Kbd> })
        .collect_view();
    Some(view! { <span class="palette__keys">{caps}</span> }.into_any())
}

/// What stands in a row of the palette.
pub(super) fn row_content(command: &Command, hit: &Hit, is_recent: bool) -> AnyView {
    let kind = is_recent.then(|| view! { <span class="palette__kind">{command.group.clone()}</span> });
    view! {
        <span class="palette__title truncate">{marked(&command.title, hit)}</span>
        {kind}
        {key_caps(&command.keys)}
    }
    .into_any()
}
