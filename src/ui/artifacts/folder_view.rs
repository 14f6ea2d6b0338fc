//! A folder as a table.

use leptos::prelude::*;

use super::address::{ArtifactAddress, ArtifactHref, sorted};
use super::kind::{file_detail, file_icon, file_label, file_name};
use crate::format::{bytes, count, plural_with};
use crate::mlflow::{ArtifactFile, ArtifactListing, ArtifactSource};
use crate::ui::kit::{Empty, Icon, Skeleton};
use crate::ui::loaded::Loaded;
use crate::ui::query::{Keep, use_query};

/// Rows that are in the page at once. The tree has the others.
const MOST_ROWS: usize = 1000;

/// What lies in a folder.
#[component]
pub(super) fn FolderView(folder: ArtifactAddress, href: ArtifactHref) -> impl IntoView {
    let listing = {
        let folder = folder.clone();
        use_query(Keep::SameRequest, move || folder.listing(None))
    };
    if folder.listing(None).is_none() {
        return view! {
            <Empty
                headline="The server does not list these files"
                text="MLflow gives the files of a model version only to who knows their paths."
                icon=Icon::Folder
            />
        }
        .into_any();
    }
    view! {
        <Loaded query=listing skeleton=Skeleton::Rows(6) label="Loading the folder" let:listing>
            {
                let folder = folder.clone();
                move || listing.with(|listing| table(&folder, listing, href).into_any())
            }
        </Loaded>
    }
    .into_any()
}

fn table(folder: &ArtifactAddress, listing: &ArtifactListing, href: ArtifactHref) -> AnyView {
    let files = sorted(&listing.files);
    if files.is_empty() {
        return empty(folder);
    }
    let row = |file: &ArtifactFile| {
        let link = href.run((folder.at(&file.path),));
        view! {
            <tr>
                <th scope="row">
                    <a class="artifact-folder__name" href=link title=file.name().to_owned()>
                        <Icon icon=file_icon(file) />
                        <span class="truncate">{file_name(file)}</span>
                    </a>
                </th>
                <td class="artifact-folder__kind">{file_label(file)}</td>
                <td class="numeric">{file_detail(file)}</td>
            </tr>
        }
    };
    let rows = files.iter().take(MOST_ROWS).map(row).collect_view();
    view! {
        <p class="artifact-folder__sum">{sum(&files, listing.next_page_token.is_some())}</p>
        <table class="artifact-folder">
            <thead>
                <tr>
                    <th scope="col">"Name"</th>
                    <th scope="col" class="artifact-folder__kind">"Kind"</th>
                    <th scope="col" class="numeric">"Size"</th>
                </tr>
            </thead>
            <tbody>{rows}</tbody>
        </table>
        {(files.len() > MOST_ROWS).then(|| view! {
            <p class="artifact-folder__sum">
                {format!("The first {} of {} are shown here; the tree has all.", count(MOST_ROWS), count(files.len()))}
            </p>
        })}
    }
    .into_any()
}

/// How much there is: "2 folders, 3 files, 1.2 MB".
fn sum(files: &[ArtifactFile], is_partial: bool) -> String {
    let folder_count = files.iter().filter(|file| file.is_dir).count();
    let file_count = files.len() - folder_count;
    let mut parts = Vec::new();
    if folder_count > 0 {
        parts.push(plural_with(folder_count, "folder", "folders"));
    }
    if file_count > 0 {
        parts.push(plural_with(file_count, "file", "files"));
        let sizes: Option<u64> = files
            .iter()
            .filter(|file| !file.is_dir)
            .map(|file| file.size_bytes)
            .sum();
        parts.extend(sizes.map(bytes));
    }
    let more = if is_partial {
        ", and more that the server lists later"
    } else {
        ""
    };
    format!("{}{more}", parts.join(", "))
}

fn empty(folder: &ArtifactAddress) -> AnyView {
    let text = match &folder.source {
        _ if !folder.path.is_empty() => {
            return view! { <Empty headline="This folder is empty" icon=Icon::Folder /> }.into_any();
        }
        ArtifactSource::Run(_) => {
            "Files that are logged with mlflow.log_artifact, log_figure, log_table and their like show up here. \
             Models that the run logged stand beside it in the tree."
        }
        ArtifactSource::LoggedModel(_) | ArtifactSource::ModelVersion { .. } => {
            "The model was logged without files."
        }
    };
    view! { <Empty headline="No artifacts" text icon=Icon::Folder /> }.into_any()
}
