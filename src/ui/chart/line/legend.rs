//! What is what, in one line below the chart.

use leptos::prelude::*;

use super::read_out::dash_class;
use super::state::LineState;
use crate::board::{LineOwner, LinePicture};

/// More runs than this are told apart only by pointing at them.
const RUNS_AT_MOST: usize = 12;

/// One thing in the legend.
#[derive(Clone, Debug, PartialEq)]
struct Entry {
    name: String,
    /// Its colour; that of text for what all runs have.
    color: Option<String>,
    dash: &'static str,
    owner: Option<LineOwner>,
}

/// The metrics by their dashes where there are several, and the runs by their colours where they are few.
#[component]
pub(super) fn Legend(state: LineState) -> impl IntoView {
    let entries = Memo::new(move |_| state.drawn.with(|drawn| entries(&drawn.picture)));
    view! {
        <div class="line-card__legend" tabindex="0" role="group" aria-label="Legend">
            {move || entries.get().into_iter().map(|entry| entry_view(state, entry)).collect_view()}
        </div>
    }
}

fn entry_view(state: LineState, entry: Entry) -> AnyView {
    let Entry {
        name,
        color,
        dash,
        owner,
    } = entry;
    let run = move || match owner {
        Some(LineOwner::Run(run)) => state
            .drawn
            .with_untracked(|drawn| drawn.picture.runs.get(run).map(|run| run.id.clone())),
        _ => None,
    };
    view! {
        <span
            class="line-card__entry"
            on:pointerenter=move |_| state.links.highlight(run().as_ref())
            on:pointerleave=move |_| state.links.highlight(None)
        >
            <span class=dash style:--line=color></span>
            <span class="truncate" title=name.clone()>{name.clone()}</span>
        </span>
    }
    .into_any()
}

fn entries(picture: &LinePicture) -> Vec<Entry> {
    let keys = &picture.keys.keys;
    let of_key = |(index, key): (usize, &crate::board::LineKey)| Entry {
        name: key.name.to_string(),
        color: None,
        dash: dash_class(index),
        owner: None,
    };
    let mut entries: Vec<Entry> = Vec::new();
    if keys.len() > 1 {
        entries.extend(keys.iter().enumerate().map(of_key));
    }
    // From the top of the table down, each once.
    let mut owners: Vec<Entry> = Vec::new();
    for line in picture.lines.iter().rev() {
        if owners
            .iter()
            .any(|entry| entry.owner.as_ref() == Some(&line.owner))
        {
            continue;
        }
        let name = match line.owner {
            LineOwner::Run(run) => picture.runs.get(run).map(|run| run.name.to_string()),
            LineOwner::Group(group) => picture.groups.get(group).map(ToString::to_string),
        };
        owners.push(Entry {
            name: name.unwrap_or_default(),
            color: Some(line.color.to_css()),
            dash: dash_class(0),
            owner: Some(line.owner.clone()),
        });
        if owners.len() > RUNS_AT_MOST {
            return entries;
        }
    }
    entries.extend(owners);
    entries
}
