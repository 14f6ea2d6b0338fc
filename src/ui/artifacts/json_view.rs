//! JSON as a tree that opens and closes.

use std::collections::HashSet;
use std::sync::Arc;

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

/// The root, and what is inside it level by level, as long as that is little.
fn open_at_first(json: &JsonTree) -> HashSet<usize> {
    let mut open = HashSet::from([0]);
    let mut deepest = 0;
    loop {
        let rows = json.visible(|index| json.node(index).is_some_and(|node| node.depth() <= deepest));
        let is_open = |index: &usize| json.node(*index).is_some_and(|node| node.depth() <= deepest);
        if rows.len() > ROWS_OPEN_AT_FIRST || deepest > 8 {
            return open;
        }
        open.extend(rows.into_iter().filter(is_open));
        deepest += 1;
    }
}

/// One value, in words.
struct Row {
    index: usize,
    depth: usize,
    name: String,
    value: String,
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
            kind,
            is_branch,
            path: node.path(),
        }
    }
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
            title=path
            style=("--artifact-level", (depth + 1).to_string())
            attr:aria-level=(depth + 1).to_string()
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
        </div>
    }
}
