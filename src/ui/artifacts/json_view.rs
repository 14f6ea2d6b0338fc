//! JSON as a tree that opens and closes.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};

use super::partial::Beginning;
use super::tree_keys::destination;
use crate::format::{count, plural};
use crate::preview::json::{JsonKind, JsonNode, JsonTree};
use crate::preview::text::visible;
use crate::ui::kit::{Banner, BannerTone, Button, Icon};
use crate::web::tree_items::TreeItems;

/// Rows in the page at first, and how many more come at a time.
const ROWS_AT_ONCE: usize = 1000;
/// Branches are open at first as long as there are no more rows than these.
const ROWS_OPEN_AT_FIRST: usize = 120;
/// What is shown of one text, in bytes.
const LONGEST_TEXT: usize = 2000;
/// What is shown of a closed branch, in bytes.
const LONGEST_GLANCE: usize = 120;

type Open = RwSignal<HashSet<usize>>;

/// The values of a JSON file. Of a file that can't be read to its end, those before the mistake.
#[component]
pub(super) fn JsonView(beginning: Beginning) -> impl IntoView {
    let json = Arc::new(JsonTree::read(&beginning.bytes, beginning.is_whole()));
    let problem = json.problem().filter(|_| beginning.is_whole()).map(|problem| {
        let text = format!("{problem}. What is before it is shown.");
        view! { <Banner tone=BannerTone::Warning text /> }
    });
    let open: Open = RwSignal::new(open_at_first(&json));
    let most_rows = RwSignal::new(ROWS_AT_ONCE);
    let entry = RwSignal::new(0_usize);
    let in_sight = {
        let json = Arc::clone(&json);
        Memo::new(move |_| open.with(|open| json.visible(|index| open.contains(&index))))
    };
    let rows = move || in_sight.with(|rows| rows.iter().copied().take(most_rows.get()).collect::<Vec<_>>());
    let hidden = move || in_sight.with(Vec::len).saturating_sub(most_rows.get());
    let tree = NodeRef::<html::Div>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        let Some(tree) = tree.get_untracked() else { return };
        let items = TreeItems::of(&tree);
        let Some(at) = items
            .focused()
            .filter(|_| !event.ctrl_key() && !event.alt_key() && !event.meta_key())
        else {
            return;
        };
        let names = items.texts("artifact-json__key");
        if let Some(next) = destination(&event.key(), at, &items.levels(), &names) {
            event.prevent_default();
            items.focus(next);
        }
    };
    view! {
        {problem}
        <div node_ref=tree class="artifact-json" role="tree" aria-label="JSON" on:keydown=on_key>
            <For each=rows key=|index| *index let:index>
                {json.node(index).map(|node| view! { <JsonRow row=Row::of(&node) open entry /> })}
            </For>
        </div>
        {move || (hidden() > 0).then(|| view! {
            <p class="artifact-note">
                {format!("{} more. ", plural(hidden(), "value"))}
                <Button on_click=move || most_rows.update(|most| *most += ROWS_AT_ONCE)>"Show more"</Button>
            </p>
        })}
    }
}

/// The root, and short branches from the outside in, as long as that is little to see.
fn open_at_first(json: &JsonTree) -> HashSet<usize> {
    let mut open = HashSet::new();
    let mut row_count = 1;
    let mut waiting = VecDeque::from([0]);
    while let Some(node) = waiting.pop_front().and_then(|index| json.node(index)) {
        let is_short = row_count + node.child_count() <= ROWS_OPEN_AT_FIRST;
        // A closed root would be nothing to see.
        if node.child_count() == 0 || !(is_short || node.depth() == 0) {
            continue;
        }
        open.insert(node.index());
        row_count += node.child_count();
        if row_count > ROWS_OPEN_AT_FIRST {
            break;
        }
        let mut child = json.node(node.index() + 1);
        while let Some(next) = child.filter(|child| child.index() < node.end()) {
            waiting.push_back(next.index());
            child = json.node(next.end());
        }
    }
    open
}

/// One value, in words.
struct Row {
    index: usize,
    depth: usize,
    name: String,
    value: String,
    /// The beginning of a branch as it was written, for while it is closed.
    glance: String,
    kind: JsonKind,
    is_branch: bool,
    path: String,
}

impl Row {
    fn of(node: &JsonNode<'_>) -> Self {
        let name = match (node.key(), node.parent()) {
            (Some(key), _) => cut(&key),
            (None, Some(_)) => node.place().to_string(),
            (None, None) => String::new(),
        };
        let more = if node.is_complete() { "" } else { " …" };
        let value = match node.kind() {
            JsonKind::Object => format!("{{ {}{more} }}", plural(node.child_count(), "member")),
            JsonKind::Array => format!("[ {}{more} ]", plural(node.child_count(), "item")),
            JsonKind::String => format!("\"{}\"{more}", cut(&node.text())),
            JsonKind::Number | JsonKind::NotFinite | JsonKind::Bool | JsonKind::Null => {
                format!("{}{more}", cut(node.source()))
            }
        };
        let is_branch = node.child_count() > 0;
        let (index, depth, kind) = (node.index(), node.depth(), node.kind());
        Self {
            index,
            depth,
            name,
            value,
            glance: if is_branch {
                glance(node.source())
            } else {
                String::new()
            },
            kind,
            is_branch,
            path: node.path(),
        }
    }
}

/// The beginning of a text on one line.
fn glance(source: &str) -> String {
    let start = source
        .get(..source.floor_char_boundary(LONGEST_GLANCE))
        .unwrap_or(source);
    let more = if start.len() < source.len() { "…" } else { "" };
    let words: Vec<&str> = start.split_whitespace().collect();
    format!("{}{more}", visible(&words.join(" ")))
}

fn cut(text: &str) -> String {
    let shown = text.get(..text.floor_char_boundary(LONGEST_TEXT)).unwrap_or(text);
    let hidden = text.len() - shown.len();
    let shown = visible(shown);
    if hidden > 0 {
        format!("{shown} … {} more bytes", count(hidden))
    } else {
        shown.into_owned()
    }
}

#[component]
fn JsonRow(row: Row, open: Open, entry: RwSignal<usize>) -> impl IntoView {
    let Row {
        index,
        depth,
        name,
        value,
        glance,
        kind,
        is_branch,
        path,
    } = row;
    let is_open = Memo::new(move |_| open.with(|open| open.contains(&index)));
    let set_open = move |is_open: bool| {
        open.update(|open| {
            if is_open {
                open.insert(index);
            } else {
                open.remove(&index);
            }
        });
    };
    let on_key = move |event: ev::KeyboardEvent| {
        let opens = match event.key().as_str() {
            "ArrowRight" if !is_open.get_untracked() => true,
            "ArrowLeft" if is_open.get_untracked() => false,
            "Enter" | " " => !is_open.get_untracked(),
            _ => return,
        };
        if is_branch {
            event.stop_propagation();
            event.prevent_default();
            set_open(opens);
        }
    };
    let kind_class = match kind {
        JsonKind::Object | JsonKind::Array => "artifact-json__value--branch",
        JsonKind::String => "artifact-json__value--string",
        JsonKind::Number | JsonKind::NotFinite => "artifact-json__value--number",
        JsonKind::Bool | JsonKind::Null => "artifact-json__value--word",
    };
    view! {
        <div
            class="artifact-json__row"
            role="treeitem"
            {..custom_attribute("aria-level", (depth + 1).to_string())}
            title=path
            style=("--artifact-level", (depth + 1).to_string())
            aria-expanded=move || is_branch.then(|| is_open.get().to_string())
            tabindex=move || if entry.get() == index { "0" } else { "-1" }
            on:focus=move |_| entry.set(index)
            on:keydown=on_key
            on:click=move |_| if is_branch { set_open(!is_open.get_untracked()) }
        >
            <span class="artifact-tree__toggle">
                {is_branch.then(|| view! { <Icon icon=Icon::ChevronRight /> })}
            </span>
            {(!name.is_empty()).then(|| view! { <span class="artifact-json__key">{name}</span> })}
            <span class=format!("artifact-json__value {kind_class}")>{value}</span>
            {is_branch.then(|| view! {
                <span class="artifact-json__glance truncate">{move || if is_open.get() { String::new() } else { glance.clone() }}</span>
            })}
        </div>
    }
}
