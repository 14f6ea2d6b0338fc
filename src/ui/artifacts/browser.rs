//! The tree and the preview side by side.

use leptos::prelude::*;

use super::address::{ArtifactAddress, ArtifactHref, ArtifactRoot};
use super::preview::ArtifactPreview;
use super::tree::ArtifactTree;
use crate::ui::kit::{Empty, Icon, Split};

/// The tree's width at first, in CSS pixels.
const TREE_WIDTH_CSS: f64 = 300.0;

/// Artifacts as a tree with a preview of the one that is selected. Where none is, the first root's folder is shown.
#[component]
pub fn ArtifactBrowser(
    /// What stands at the top of the tree.
    #[prop(into)]
    roots: Signal<Vec<ArtifactRoot>>,
    /// The file or folder that the address names.
    #[prop(into)]
    selected: Signal<Option<ArtifactAddress>>,
    /// The link to each file and folder.
    href: ArtifactHref,
) -> impl IntoView {
    let selected = Memo::new(move |_| selected.get().map(ArtifactAddress::trimmed));
    let has_roots = Memo::new(move |_| roots.with(|roots| !roots.is_empty()));
    let shown = Memo::new(move |_| {
        let first = || {
            roots.with(|roots| {
                roots
                    .first()
                    .map(|root| ArtifactAddress::root(root.source.clone()))
            })
        };
        selected.get().or_else(first)
    });
    let width_css = RwSignal::new(TREE_WIDTH_CSS);
    let browser = move || {
        let tree = view! {
            <div class="artifact-browser__tree">
                <ArtifactTree roots selected=selected.into() href />
            </div>
        };
        let preview = move || {
            shown
                .get()
                .map(|address| view! { <ArtifactPreview address roots href /> })
        };
        view! {
            <div class="artifact-browser">
                <Split label="file list" width_css start=tree.into_any()>
                    <section class="artifact-preview" aria-label="Preview" data-testid="artifact-preview">
                        {preview}
                    </section>
                </Split>
            </div>
        }
    };
    move || {
        if has_roots.get() {
            browser().into_any()
        } else {
            view! { <Empty headline="No artifacts" icon=Icon::Folder /> }.into_any()
        }
    }
}
