//! Which file or folder is meant.

use super::paths;
use crate::mlflow::{ArtifactFile, ArtifactListing, ArtifactSource, Method, Request};
use crate::preview::LoggedImage;
use crate::query::Load;

/// A file or folder of a run, logged model or model version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArtifactAddress {
    /// Whose artifact it is.
    pub source: ArtifactSource,
    /// The path from the root of the source's artifacts, without slashes around it; empty for the root itself.
    pub path: String,
}

impl ArtifactAddress {
    /// The folder that holds all artifacts of a source.
    pub fn root(source: ArtifactSource) -> Self {
        Self {
            source,
            path: String::new(),
        }
    }

    /// The same address without slashes around its path, which mean nothing and which people type.
    #[must_use]
    pub fn trimmed(mut self) -> Self {
        self.path = self.path.trim_matches('/').to_owned();
        self
    }

    /// The last part of the path; empty for the root.
    pub fn name(&self) -> &str {
        paths::name_of(&self.path)
    }

    /// The folder that holds it; `None` for the root.
    pub fn parent(&self) -> Option<Self> {
        paths::parent_of(&self.path).map(|path| self.at(path))
    }

    /// Every folder on the way from the root, first, to this, last.
    pub fn steps(&self) -> Vec<Self> {
        paths::steps_to(&self.path)
            .into_iter()
            .map(|path| self.at(path))
            .collect()
    }

    /// Whether `other` is this or lies in it.
    pub fn holds(&self, other: &Self) -> bool {
        let is_below = || {
            let rest = other.path.strip_prefix(&self.path);
            self.path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.source == other.source && is_below()
    }

    /// Another artifact of the same source.
    pub(super) fn at(&self, path: &str) -> Self {
        Self {
            source: self.source.clone(),
            path: path.to_owned(),
        }
        .trimmed()
    }

    /// What lists this folder, from `page` on. `None` where the API can't list: the files of a model version.
    pub(super) fn listing(&self, page: Option<&str>) -> Option<Load<ArtifactListing>> {
        self.source.list(&self.path, page).map(Load::from)
    }

    /// Where the file's bytes are, relative to the tracking server.
    pub(super) fn file_path(&self) -> String {
        self.source.file_path(&self.path)
    }

    /// The request for the file's bytes.
    pub(super) fn file_request(&self) -> Request {
        Request {
            method: Method::Get,
            path: self.file_path(),
            body: None,
        }
    }
}

/// The files of a listing as people look for them: folders first, numbers in names by their value, pictures that were
/// logged with a key and a step by these.
pub(super) fn sorted(files: &[ArtifactFile]) -> Vec<ArtifactFile> {
    let logged = |file: &ArtifactFile| {
        let image = LoggedImage::parse(&file.path).filter(|_| !file.is_dir)?;
        Some((image.key, image.step, image.timestamp_millis, image.is_thumbnail))
    };
    let mut files: Vec<_> = files
        .iter()
        .map(|file| (!file.is_dir, logged(file), file))
        .collect();
    files.sort_by(|left, right| {
        let by_kind = (left.0, &left.1).cmp(&(right.0, &right.1));
        by_kind.then_with(|| paths::natural_order(&left.2.path, &right.2.path))
    });
    files.into_iter().map(|(_, _, file)| file.clone()).collect()
}

/// Artifacts that belong together: a run's own, or those of one of its models.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArtifactRoot {
    /// Whose they are.
    pub source: ArtifactSource,
    /// What to call them: "Run artifacts", a model's name. Empty where there is no name.
    pub name: String,
}

impl ArtifactRoot {
    /// A source and what to call it.
    pub fn new(source: ArtifactSource, name: impl Into<String>) -> Self {
        Self {
            source,
            name: name.into(),
        }
    }
}

/// The link to a file or folder.
pub type ArtifactHref = leptos::callback::Callback<(ArtifactAddress,), String>;
