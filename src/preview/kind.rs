//! What a file can be.

/// What a file is, and so what shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A picture that browsers decode themselves (but see [`ImageKind::is_shown_by_browsers`]).
    Image(ImageKind),
    /// A vector picture. It may hold scripts: show it as an image, never inline.
    Svg,
    /// Plain text, with the language to colour it by.
    Text(Language),
    /// One JSON value.
    Json,
    /// A table with a character between its cells.
    Csv {
        /// The character, as far as the first bytes tell.
        delimiter: u8,
    },
    /// Markdown.
    Markdown,
    /// A web page. It may hold scripts: show it in a sandbox only.
    Html,
    /// PDF.
    Pdf,
    /// Sound.
    Audio,
    /// Film.
    Video,
    /// A Jupyter notebook.
    Notebook,
    /// A Parquet table.
    Parquet,
    /// One `NumPy` array.
    Numpy,
    /// A zip archive, `.npz` and `PyTorch` files included.
    Zip,
    /// A Python pickle. To be read, never executed.
    Pickle,
    /// A skops file: a zip with a scikit-learn estimator.
    Skops,
    /// `MLflow`'s description of a model (`MLmodel`, YAML).
    MlModel,
    /// Anything else that is not text.
    Binary,
}

/// Picture formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the formats'")]
pub enum ImageKind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Avif,
    Bmp,
    Ico,
    Tiff,
}

impl ImageKind {
    /// The media type for a blob, since the server's own content type can't be relied on.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
            Self::Avif => "image/avif",
            Self::Bmp => "image/bmp",
            Self::Ico => "image/x-icon",
            Self::Tiff => "image/tiff",
        }
    }

    /// Whether all of today's browsers decode it: all but TIFF, which only Safari does.
    pub fn is_shown_by_browsers(self) -> bool {
        self != Self::Tiff
    }
}

/// What a text is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are the languages'")]
pub enum Language {
    Plain,
    Log,
    Yaml,
    Toml,
    Ini,
    Xml,
    JsonLines,
    Python,
    JavaScript,
    Rust,
    Shell,
    Sql,
    Css,
    Dot,
    Dockerfile,
    ReStructuredText,
}

impl Kind {
    /// The media type for a blob or a download; `None` where the browser should find out for itself.
    pub fn media_type(self) -> Option<&'static str> {
        Some(match self {
            Self::Image(image) => image.media_type(),
            Self::Svg => "image/svg+xml",
            Self::Text(_) | Self::MlModel | Self::Markdown => "text/plain;charset=utf-8",
            Self::Json | Self::Notebook => "application/json",
            Self::Csv { delimiter: b'\t' } => "text/tab-separated-values",
            Self::Csv { .. } => "text/csv",
            Self::Html => "text/html",
            Self::Pdf => "application/pdf",
            Self::Zip | Self::Skops => "application/zip",
            Self::Audio | Self::Video => return None,
            Self::Parquet | Self::Numpy | Self::Pickle | Self::Binary => "application/octet-stream",
        })
    }

    /// What to call it: "PNG image", "CSV table".
    pub fn label(self) -> &'static str {
        match self {
            Self::Image(ImageKind::Png) => "PNG image",
            Self::Image(ImageKind::Jpeg) => "JPEG image",
            Self::Image(ImageKind::Gif) => "GIF image",
            Self::Image(ImageKind::Webp) => "WebP image",
            Self::Image(ImageKind::Avif) => "AVIF image",
            Self::Image(ImageKind::Bmp) => "BMP image",
            Self::Image(ImageKind::Ico) => "Icon",
            Self::Image(ImageKind::Tiff) => "TIFF image",
            Self::Svg => "SVG image",
            Self::Text(_) => "Text",
            Self::Json => "JSON",
            Self::Csv { delimiter: b'\t' } => "TSV table",
            Self::Csv { .. } => "CSV table",
            Self::Markdown => "Markdown",
            Self::Html => "HTML page",
            Self::Pdf => "PDF document",
            Self::Audio => "Audio",
            Self::Video => "Video",
            Self::Notebook => "Jupyter notebook",
            Self::Parquet => "Parquet table",
            Self::Numpy => "NumPy array",
            Self::Zip => "Zip archive",
            Self::Pickle => "Python pickle",
            Self::Skops => "skops model",
            Self::MlModel => "MLflow model description",
            Self::Binary => "Binary file",
        }
    }
}
