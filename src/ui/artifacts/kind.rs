//! What a file of a listing looks like before anything of it is loaded.

use crate::format::bytes;
use crate::mlflow::ArtifactFile;
use crate::preview::{Kind, Language, LoggedImage, sniff};
use crate::ui::kit::Icon;

/// What to call a file: its name, or the key and step of a picture that was logged with them.
pub(super) fn file_name(file: &ArtifactFile) -> String {
    match LoggedImage::parse(&file.path).filter(|_| !file.is_dir) {
        Some(image) => {
            let suffix = if image.is_thumbnail { " (thumbnail)" } else { "" };
            format!("{}, step {}{suffix}", image.key, image.step)
        }
        None => file.name().to_owned(),
    }
}

/// What stands beside its name: a size.
pub(super) fn file_detail(file: &ArtifactFile) -> String {
    match file.size_bytes {
        Some(size_bytes) if !file.is_dir => bytes(size_bytes),
        _ => String::new(),
    }
}

/// What kind it is, as far as its name tells.
pub(super) fn file_label(file: &ArtifactFile) -> &'static str {
    if file.is_dir {
        "Folder"
    } else {
        sniff(&file.path, &[]).label()
    }
}

/// The icon of a file or folder.
pub(super) fn file_icon(file: &ArtifactFile) -> Icon {
    if file.is_dir {
        Icon::Folder
    } else {
        kind_icon(sniff(&file.path, &[]))
    }
}

/// The icon of a kind of file.
pub(super) fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Image(_) | Kind::Svg => Icon::Image,
        Kind::Json | Kind::Notebook => Icon::FileJson,
        Kind::Csv { .. } | Kind::Parquet | Kind::Numpy => Icon::Table,
        Kind::Zip => Icon::FileArchive,
        Kind::Pickle | Kind::Skops | Kind::MlModel => Icon::Model,
        Kind::Html => Icon::FileCode,
        Kind::Text(language) => match language {
            Language::Plain | Language::Log | Language::ReStructuredText => Icon::FileText,
            _ => Icon::FileCode,
        },
        Kind::Markdown | Kind::Pdf => Icon::FileText,
        Kind::Audio | Kind::Video => Icon::Play,
        Kind::Binary => Icon::File,
    }
}
