//! The tree of artifacts: each folder is listed when it is opened.

use std::collections::HashSet;

use leptos::attr::custom::custom_attribute;
use leptos::{ev, html, prelude::*};

use super::address::{ArtifactAddress, ArtifactHref, ArtifactRoot};
use super::tree_folder::TreeFolder;
use super::tree_keys::destination;
use crate::mlflow::{ArtifactSource, logged_models};
use crate::query::Load;
use crate::ui::kit::Icon;
use crate::ui::query::{Keep, use_query};
use crate::web::tree_items::{TreeItems, reveal};

/// Roots that are open at first, when there are no more of them: each costs a request.
const MOST_ROOTS_OPEN: usize = 3;

/// What the items of one tree share.
#[derive(Clone, Copy)]
pub(super) struct TreeState {
    pub(super) selected: Signal<Option<ArtifactAddress>>,
    pub(super) href: ArtifactHref,
    open: RwSignal<HashSet<ArtifactAddress>>,
    /// Where the Tab key enters the tree.
    entry: RwSignal<Option<ArtifactAddress>>,
}

impl TreeState {
    fn is_open(self, folder: &ArtifactAddress) -> bool {
        self.open.with(|open| open.contains(folder))
    }

    fn set_open(self, folder: &ArtifactAddress, is_open: bool) {
        self.open.update(|open| {
            if is_open {
                open.insert(folder.clone());
            } else {
                open.remove(folder);
            }
        });
        // What can't be seen can't be where the Tab key enters.
        let is_hidden = |entry: &ArtifactAddress| folder.holds(entry);
        if !is_open
            && self
                .entry
                .with_untracked(|entry| entry.as_ref().is_some_and(is_hidden))
        {
            self.entry.set(Some(folder.clone()));
        }
    }
}

/// One row of the tree.
#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct TreeRow {
    pub(super) address: ArtifactAddress,
    pub(super) name: String,
    /// What stands at the end of the row, muted: a size.
    pub(super) detail: String,
    pub(super) icon: Icon,
    pub(super) is_folder: bool,
}

fn root_row(root: ArtifactRoot) -> TreeRow {
    let (icon, kind) = match &root.source {
        ArtifactSource::Run(_) => (Icon::Folder, "Run artifacts"),
        ArtifactSource::LoggedModel(_) => (Icon::Model, "Model"),
        ArtifactSource::ModelVersion { .. } => (Icon::Model, "Model version"),
    };
    TreeRow {
        address: ArtifactAddress::root(root.source),
        name: if root.name.is_empty() {
            kind.to_owned()
        } else {
            root.name
        },
        detail: String::new(),
        icon,
        is_folder: true,
    }
}

/// The tree. Its items are links: what is selected is what the address names.
#[component]
pub(super) fn ArtifactTree(
    /// What stands at the top.
    roots: Signal<Vec<ArtifactRoot>>,
    /// The file or folder that is shown; the way to it is opened.
    selected: Signal<Option<ArtifactAddress>>,
    /// The link to each.
    href: ArtifactHref,
) -> impl IntoView {
    let tree = TreeState {
        selected,
        href,
        open: RwSignal::default(),
        entry: RwSignal::default(),
    };
    // Opened once: a root that somebody closed stays closed when the roots are read again.
    let greeted = StoredValue::new(HashSet::new());
    Effect::new(move |_| {
        let roots = roots.get();
        let count = if roots.len() > MOST_ROOTS_OPEN {
            1
        } else {
            roots.len()
        };
        for root in roots.into_iter().take(count) {
            let address = ArtifactAddress::root(root.source);
            if greeted.try_update_value(|greeted| greeted.insert(address.clone())) == Some(true) {
                tree.set_open(&address, true);
            }
        }
    });
    Effect::new(move |_| {
        if let Some(selected) = selected.get() {
            tree.open.update(|open| open.extend(selected.steps()));
        }
    });
    let list = NodeRef::<html::Ul>::new();
    let on_key = move |event: ev::KeyboardEvent| {
        if event.ctrl_key() || event.alt_key() || event.meta_key() {
            return;
        }
        let Some(list) = list.get_untracked() else { return };
        let items = TreeItems::of(&list);
        let Some(at) = items.focused() else { return };
        let names = items.texts("artifact-tree__name");
        if let Some(next) = destination(&event.key(), at, &items.levels(), &names) {
            event.prevent_default();
            items.focus(next);
        }
    };
    let rows = Memo::new(move |_| roots.get().into_iter().map(root_row).collect::<Vec<_>>());
    let first = Memo::new(move |_| rows.with(|rows| rows.first().map(|row| row.address.clone())));
    Effect::new(move |_| {
        let sources = roots.get();
        let is_here = |entry: &ArtifactAddress| sources.iter().any(|root| root.source == entry.source);
        if !tree
            .entry
            .with_untracked(|entry| entry.as_ref().is_some_and(is_here))
        {
            tree.entry.set(first.get());
        }
    });
    view! {
        <ul
            node_ref=list
            class="artifact-tree"
            role="tree"
            aria-label="Artifacts"
            data-testid="artifact-tree"
            on:keydown=on_key
        >
            <For each=move || rows.get() key=TreeRow::clone let:row>
                <TreeItem tree row level=1 />
            </For>
        </ul>
    }
}

/// A file or folder of the tree, and what is in it while it is open.
#[component]
pub(super) fn TreeItem(tree: TreeState, row: TreeRow, level: usize) -> AnyView {
    let TreeRow {
        address,
        name,
        detail,
        icon,
        is_folder,
    } = row;
    let address = StoredValue::new(address);
    let is_open = Memo::new(move |_| is_folder && address.with_value(|address| tree.is_open(address)));
    let is_selected = Memo::new(move |_| {
        address.with_value(|address| tree.selected.with(|selected| selected.as_ref() == Some(address)))
    });
    let is_entry =
        move || address.with_value(|address| tree.entry.with(|entry| entry.as_ref() == Some(address)));
    let title = name.clone();
    let label = address.with_value(|address| label(address, &name));
    let item = NodeRef::<html::A>::new();
    Effect::new(move |_| {
        if let Some(item) = item.get()
            && is_selected.get()
        {
            tree.entry.set(Some(address.get_value()));
            reveal(&item);
        }
    });
    let set_open = move |is_open: bool| address.with_value(|address| tree.set_open(address, is_open));
    let on_key = move |event: ev::KeyboardEvent| {
        let opens = match event.key().as_str() {
            "ArrowRight" if is_folder && !is_open.get_untracked() => true,
            "ArrowLeft" if is_open.get_untracked() => false,
            _ => return,
        };
        // The tree would move the focus.
        event.stop_propagation();
        event.prevent_default();
        set_open(opens);
    };
    // The link itself does the going. Clicked once more, a folder that is shown closes and opens.
    let on_click = move |event: ev::MouseEvent| {
        let goes_elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
        if is_folder && !goes_elsewhere {
            set_open(!(is_selected.get_untracked() && is_open.get_untracked()));
        }
    };
    let on_toggle = move |event: ev::MouseEvent| {
        if is_folder {
            event.stop_propagation();
            event.prevent_default();
            set_open(!is_open.get_untracked());
        }
    };
    let shown_icon = move || match icon {
        Icon::Folder if is_open.get() => Icon::FolderOpen,
        icon => icon,
    };
    let inside = move || {
        is_open
            .get()
            .then(|| view! { <TreeFolder tree address=address.get_value() level=level + 1 /> })
    };
    view! {
        <li role="none">
            <a
                node_ref=item
                class="artifact-tree__item"
                role="treeitem"
                {..custom_attribute("aria-level", level.to_string())}
                style=("--artifact-level", level.to_string())
                href=move || tree.href.run((address.get_value(),))
                title=title
                aria-selected=move || is_selected.get().to_string()
                aria-expanded=move || is_folder.then(|| is_open.get().to_string())
                tabindex=move || if is_entry() { "0" } else { "-1" }
                on:focus=move |_| tree.entry.set(Some(address.get_value()))
                on:keydown=on_key
                on:click=on_click
            >
                <span class="artifact-tree__toggle" on:click=on_toggle>
                    {is_folder.then(|| view! { <Icon icon=Icon::ChevronRight /> })}
                </span>
                {move || view! { <Icon icon=shown_icon() /> }}
                <span class="artifact-tree__name truncate">{label}</span>
                <span class="artifact-tree__detail">{detail}</span>
            </a>
            {inside}
        </li>
    }
    .into_any()
}

/// What a row is called: its name, or for a model of which only the id is known, what the server calls it.
fn label(address: &ArtifactAddress, name: &str) -> Signal<String> {
    let name = name.to_owned();
    let model = match &address.source {
        ArtifactSource::LoggedModel(model) if address.path.is_empty() && model.as_str() == name => {
            model.clone()
        }
        _ => return Signal::stored(name),
    };
    let found = use_query(Keep::SameRequest, move || {
        Some(Load::from(logged_models::get(&model)))
    });
    Signal::derive(move || {
        let given = found
            .value()
            .map(|model| model.name.clone())
            .filter(|given| !given.is_empty());
        match given {
            Some(given) => format!("{given} ({name})"),
            None => name.clone(),
        }
    })
}
