//! The preview: what is selected, and what there is to know about it.

use leptos::prelude::*;

use super::address::{ArtifactAddress, ArtifactHref, ArtifactRoot};
use super::file_view::FileView;
use super::folder_view::FolderView;
use crate::format::{bytes, bytes_exact};
use crate::mlflow::{ArtifactFile, ArtifactListing};
use crate::query::Remote;
use crate::ui::kit::{CopyButton, Empty, Icon, Loading, Skeleton};
use crate::ui::query::{Keep, use_query};
use crate::web::address::server_url;

/// What the listing of the folder around it says of an address.
#[derive(Clone, PartialEq)]
enum Found {
    Waiting,
    Folder,
    /// A file, and its size where that is known.
    File(Option<u64>),
    Missing,
}

impl Found {
    fn of(address: &ArtifactAddress, around: &Remote<ArtifactListing>, is_listed: bool) -> Self {
        let is_it = |file: &&ArtifactFile| file.path == address.path;
        match around {
            _ if address.path.is_empty() => Self::Folder,
            // Not asked yet, or not answered: the file is not asked for before its folder has said what it is.
            Remote::Idle if is_listed => Self::Waiting,
            Remote::Loading { stale: None } => Self::Waiting,
            // The folder can't be listed: the file itself may be there all the same.
            Remote::Idle | Remote::Failed { stale: None, .. } => Self::File(None),
            Remote::Ready(listing)
            | Remote::Loading { stale: Some(listing) }
            | Remote::Failed {
                stale: Some(listing), ..
            } => match listing.files.iter().find(is_it) {
                Some(file) if file.is_dir => Self::Folder,
                Some(file) => Self::File(file.size_bytes),
                None if listing.next_page_token.is_some() => Self::File(None),
                None if around.is_loading() => Self::Waiting,
                None => Self::Missing,
            },
        }
    }
}

/// One file or folder, with its path and what can be done with it.
#[component]
pub(super) fn ArtifactPreview(
    /// Which one.
    address: ArtifactAddress,
    /// The roots, for their names.
    roots: Signal<Vec<ArtifactRoot>>,
    /// The link to each file and folder.
    href: ArtifactHref,
) -> impl IntoView {
    let parent = address.parent();
    let is_listed = parent
        .as_ref()
        .is_some_and(|parent| parent.listing(None).is_some());
    let around = use_query(Keep::SameRequest, move || parent.as_ref()?.listing(None));
    let found = {
        let address = address.clone();
        Memo::new(move |_| Found::of(&address, &around.remote(), is_listed))
    };
    let body = {
        let address = address.clone();
        move || {
            let address = address.clone();
            match found.get() {
                Found::Waiting => {
                    view! { <Loading skeleton=Skeleton::Lines(6) label="Loading the preview" /> }.into_any()
                }
                Found::Folder => view! { <FolderView folder=address href /> }.into_any(),
                Found::File(size_bytes) => view! { <FileView address size_bytes /> }.into_any(),
                Found::Missing => view! {
                    <Empty
                        headline=format!("There is no {}", address.path)
                        text="It may have been deleted or renamed, or the link is mistyped."
                        icon=Icon::File
                    />
                }
                .into_any(),
            }
        }
    };
    let actions = {
        let address = address.clone();
        move || match found.get() {
            Found::File(size_bytes) => Some(file_actions(&address, size_bytes)),
            _ => None,
        }
    };
    let path = address.path.clone();
    view! {
        <header class="artifact-preview__head">
            <Crumbs address roots href />
            {(!path.is_empty()).then(|| view! { <CopyButton text=path label="Copy path" /> })}
            {actions}
        </header>
        <div class="artifact-preview__body">{body}</div>
    }
}

/// The way to what is shown, each folder a link. Looks like the page's breadcrumbs, and is a landmark of its own.
#[component]
fn Crumbs(address: ArtifactAddress, roots: Signal<Vec<ArtifactRoot>>, href: ArtifactHref) -> impl IntoView {
    let steps = address.steps();
    let source = address.source.clone();
    let root_name = Memo::new(move |_| {
        let name = roots.with(|roots| {
            roots
                .iter()
                .find(|root| root.source == source)
                .map(|root| root.name.clone())
        });
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| "Artifacts".to_owned())
    });
    let crumb = move |step: ArtifactAddress| {
        let is_root = step.path.is_empty();
        let name = step.name().to_owned();
        let label = move || if is_root { root_name.get() } else { name.clone() };
        let text = if step == address {
            view! { <span class="breadcrumbs__here truncate" aria-current="location">{label}</span> }
                .into_any()
        } else {
            view! { <a class="breadcrumbs__link truncate" href=move || href.run((step.clone(),))>{label}</a> }
                .into_any()
        };
        view! {
            <li class="breadcrumbs__item">
                {(!is_root).then(|| view! { <Icon icon=Icon::ChevronRight /> })}
                {text}
            </li>
        }
    };
    view! {
        <nav class="breadcrumbs" aria-label="Path of the artifact">
            <ol class="breadcrumbs__list">{steps.into_iter().map(crumb).collect_view()}</ol>
        </nav>
    }
}

fn file_actions(address: &ArtifactAddress, size_bytes: Option<u64>) -> impl IntoView + use<> {
    let size = size_bytes.map(|size_bytes| {
        view! { <span class="artifact-preview__size" title=bytes_exact(size_bytes)>{bytes(size_bytes)}</span> }
    });
    view! {
        <span class="artifact-preview__actions">
            {size}
            <a
                class="button button--plain button--medium"
                href=server_url(&address.file_path())
                download=address.name().to_owned()
            >
                <Icon icon=Icon::Download />
                "Download"
            </a>
        </span>
    }
}
