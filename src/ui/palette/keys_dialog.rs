//! The keys of the page in sight.

use leptos::prelude::*;

use super::row::key_caps;
use super::{Command, use_palette};
use crate::ui::kit::Dialog;

/// Lists the keys, by group.
#[component]
pub(super) fn KeysDialog() -> impl IntoView {
    let palette = use_palette();
    let open = palette.keys_open;
    let groups = move || {
        let mut groups: Vec<(String, Vec<Command>)> = Vec::new();
        for command in palette.commands(true) {
            if command.keys.is_none() {
                continue;
            }
            match groups.iter_mut().find(|(name, _)| *name == command.group) {
                Some((_, commands)) => commands.push(command),
                None => groups.push((command.group.clone(), vec![command])),
            }
        }
        groups.into_iter().map(group_view).collect_view()
    };
    view! {
        <div data-testid="keys-dialog">
            <Dialog open title="Keyboard shortcuts">
                <div class="keys-list">{groups}</div>
            </Dialog>
        </div>
    }
}

fn group_view((name, commands): (String, Vec<Command>)) -> impl IntoView {
    let line = |command: Command| {
        view! {
            <dt>{command.title}</dt>
            <dd>{key_caps(&command.keys)}</dd>
        }
    };
    view! {
        <section>
            <h3 class="keys-list__group">{name}</h3>
            <dl class="keys-list__keys">{commands.into_iter().map(line).collect_view()}</dl>
        </section>
    }
}
