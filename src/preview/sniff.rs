//! What a file is, by its bytes and its name.

use super::kind::{ImageKind, Kind, Language};
use super::magic::by_signature;
use super::text::Encoding;

/// Tells a file's kind from its path and its first bytes (a few hundred are enough).
///
/// A signature in the bytes wins over the name; then text is told from binary, and the name says which text. With no
/// bytes at all the name alone decides, so that a listing can show icons before anything is loaded.
pub fn sniff(name: &str, head: &[u8]) -> Kind {
    let base = name.rsplit('/').next().unwrap_or(name);
    let extension = base
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    if let Some(kind) = by_signature(&extension, head) {
        return kind;
    }
    if head.is_empty() {
        return by_name(base, &extension, head).unwrap_or(Kind::Text(Language::Plain));
    }
    if !looks_like_text(head) {
        // Pickles before protocol 2 have no signature.
        return if matches!(extension.as_str(), "pkl" | "pickle") {
            Kind::Pickle
        } else {
            Kind::Binary
        };
    }
    match by_name(base, &extension, head) {
        // The bytes are text whatever the name promised: a broken download, an error page, a Git LFS pointer.
        Some(kind) if is_textual(kind) => kind,
        _ => by_text(head),
    }
}

fn by_name(base: &str, extension: &str, head: &[u8]) -> Option<Kind> {
    if base == "MLmodel" {
        return Some(Kind::MlModel);
    }
    let language = match (base, extension) {
        ("Dockerfile", _) => Language::Dockerfile,
        ("MLproject", _) | (_, "yaml" | "yml") => Language::Yaml,
        (_, "txt" | "text" | "pbtxt" | "lgb" | "diff" | "patch") => Language::Plain,
        (_, "log" | "err" | "out") => Language::Log,
        (_, "toml") => Language::Toml,
        (_, "ini" | "cfg" | "conf" | "cnf" | "cf" | "properties" | "prop" | "env" | "hocon") => Language::Ini,
        (_, "xml" | "pmml") => Language::Xml,
        (_, "jsonl" | "ndjson") => Language::JsonLines,
        (_, "py" | "py3" | "pyi") => Language::Python,
        (_, "js" | "mjs" | "ts" | "tsx" | "jsx" | "jsonnet") => Language::JavaScript,
        (_, "rs") => Language::Rust,
        (_, "sh" | "bash" | "zsh") => Language::Shell,
        (_, "sql") => Language::Sql,
        (_, "css") => Language::Css,
        (_, "dot" | "gv") => Language::Dot,
        (_, "rst") => Language::ReStructuredText,
        _ => return other_by_extension(extension, head),
    };
    Some(Kind::Text(language))
}

fn other_by_extension(extension: &str, head: &[u8]) -> Option<Kind> {
    Some(match extension {
        "json" | "geojson" => Kind::Json,
        "ipynb" => Kind::Notebook,
        "csv" => Kind::Csv {
            delimiter: super::delimited::guess_delimiter(head),
        },
        "tsv" => Kind::Csv { delimiter: b'\t' },
        "md" | "markdown" | "mdx" => Kind::Markdown,
        "html" | "htm" | "xhtml" => Kind::Html,
        "svg" => Kind::Svg,
        "png" => Kind::Image(ImageKind::Png),
        "jpg" | "jpeg" => Kind::Image(ImageKind::Jpeg),
        "gif" => Kind::Image(ImageKind::Gif),
        "webp" => Kind::Image(ImageKind::Webp),
        "avif" => Kind::Image(ImageKind::Avif),
        "bmp" => Kind::Image(ImageKind::Bmp),
        "ico" => Kind::Image(ImageKind::Ico),
        "tif" | "tiff" => Kind::Image(ImageKind::Tiff),
        "pdf" => Kind::Pdf,
        "m4a" | "mp3" | "wav" | "aac" | "wma" | "flac" | "opus" | "ogg" | "oga" => Kind::Audio,
        "mp4" | "mov" | "mkv" | "webm" | "avi" | "m4v" | "ogv" => Kind::Video,
        "parquet" => Kind::Parquet,
        "npy" => Kind::Numpy,
        "zip" | "npz" | "pt" | "pth" | "pt2" | "keras" => Kind::Zip,
        "pkl" | "pickle" => Kind::Pickle,
        "skops" => Kind::Skops,
        "bin" | "ubj" | "cb" | "onnx" | "h5" | "pb" | "gz" | "joblib" | "safetensors" => Kind::Binary,
        _ => return None,
    })
}

fn is_textual(kind: Kind) -> bool {
    use Kind::{Csv, Html, Json, Markdown, MlModel, Notebook, Pickle, Svg, Text};
    // A protocol 0 pickle is ASCII.
    matches!(
        kind,
        Text(_) | Json | Csv { .. } | Markdown | Html | Svg | Notebook | MlModel | Pickle
    )
}

/// The kind of a text whose name says nothing.
fn by_text(head: &[u8]) -> Kind {
    let head = head
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(head)
        .trim_ascii_start();
    let start = head
        .get(..head.len().min(512))
        .unwrap_or(head)
        .to_ascii_lowercase();
    let holds = |part: &[u8]| start.windows(part.len()).any(|window| window == part);
    if start.starts_with(b"<!doctype html") || start.starts_with(b"<html") {
        Kind::Html
    } else if start.starts_with(b"<svg")
        || ((start.starts_with(b"<?xml") || start.starts_with(b"<!--")) && holds(b"<svg"))
    {
        Kind::Svg
    } else if start.starts_with(b"<?xml") {
        Kind::Text(Language::Xml)
    } else if json_begins(&start) {
        Kind::Json
    } else {
        Kind::Text(Language::Plain)
    }
}

/// Whether an object with a first key begins here. Lists don't count: a log line may begin with `[`.
fn json_begins(start: &[u8]) -> bool {
    let Some(inside) = start.strip_prefix(b"{") else {
        return false;
    };
    matches!(inside.trim_ascii_start().first(), Some(b'"' | b'}'))
}

/// Text has a byte order mark, or no NUL and hardly any other control characters.
fn looks_like_text(head: &[u8]) -> bool {
    if matches!(Encoding::of_byte_order_mark(head), Some((encoding, _)) if encoding != Encoding::Utf8) {
        return true;
    }
    if head.contains(&0) {
        return false;
    }
    let is_control = |byte: &&u8| matches!(byte, 0x01..=0x06 | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F);
    head.iter().filter(is_control).count() * 50 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

    #[test]
    fn a_signature_wins_over_the_name() {
        let zip = |entry: &str| {
            let mut head = b"PK\x03\x04".to_vec();
            head.resize(26, 0);
            head.extend(u16::try_from(entry.len()).unwrap().to_le_bytes());
            head.extend([0, 0]);
            head.extend(entry.as_bytes());
            head
        };
        let table: Vec<(&str, Vec<u8>, Kind)> = vec![
            ("plot.txt", PNG.to_vec(), Kind::Image(ImageKind::Png)),
            (
                "x",
                b"RIFF\0\0\0\0WEBPVP8 ".to_vec(),
                Kind::Image(ImageKind::Webp),
            ),
            ("x", b"RIFF\0\0\0\0WAVEfmt ".to_vec(), Kind::Audio),
            ("x", b"\0\0\0\x20ftypavif".to_vec(), Kind::Image(ImageKind::Avif)),
            ("x", b"\0\0\0\x20ftypisom".to_vec(), Kind::Video),
            ("x", b"\0\0\0\x20ftypM4A ".to_vec(), Kind::Audio),
            ("x", b"%PDF-1.7".to_vec(), Kind::Pdf),
            ("x.csv", b"PAR1\x15".to_vec(), Kind::Parquet),
            ("x", b"\x93NUMPY\x01\0".to_vec(), Kind::Numpy),
            ("model.pkl", b"\x80\x04\x95".to_vec(), Kind::Pickle),
            ("model.pkl", zip("12345.npy"), Kind::Skops),
            ("model.pkl", zip("schema.json"), Kind::Skops),
            ("model.pkl", zip("archive/data.pkl"), Kind::Zip),
            ("model.skops", zip("12345.npy"), Kind::Skops),
            ("arrays.npz", zip("a.npy"), Kind::Zip),
        ];
        for (name, head, kind) in table {
            assert_eq!(sniff(name, &head), kind, "{name} {head:?}");
        }
    }

    #[test]
    fn the_name_says_which_text_it_is() {
        let text = b"a,b\n1,2\n";
        let table = [
            ("data/x.json", Kind::Json),
            ("x.CSV", Kind::Csv { delimiter: b',' }),
            ("x.tsv", Kind::Csv { delimiter: b'\t' }),
            ("model/MLmodel", Kind::MlModel),
            ("README.md", Kind::Markdown),
            ("nb.ipynb", Kind::Notebook),
            ("conda.yaml", Kind::Text(Language::Yaml)),
            ("train.py", Kind::Text(Language::Python)),
            ("old.pkl", Kind::Pickle),
            ("agaricus-lepiota.data", Kind::Text(Language::Plain)),
        ];
        for (name, kind) in table {
            assert_eq!(sniff(name, text), kind, "{name}");
        }
        assert_eq!(sniff("x.csv", b"a;b\n1;2\n"), Kind::Csv { delimiter: b';' });
    }

    #[test]
    fn text_under_a_picture_s_name_is_shown_as_text() {
        assert_eq!(sniff("plot.png", b"Not found"), Kind::Text(Language::Plain));
        assert_eq!(sniff("plot.png", b"<!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(
            sniff("m.parquet", b"version https://git-lfs"),
            Kind::Text(Language::Plain)
        );
    }

    #[test]
    fn without_bytes_the_name_decides() {
        assert_eq!(sniff("plot.png", b""), Kind::Image(ImageKind::Png));
        assert_eq!(sniff("model.ubj", b""), Kind::Binary);
        assert_eq!(sniff("LICENSE", b""), Kind::Text(Language::Plain));
    }

    #[test]
    fn text_without_a_name_tells_by_how_it_begins() {
        assert_eq!(sniff("x", b"\xEF\xBB\xBF {\"a\": 1}"), Kind::Json);
        assert_eq!(sniff("x", b"<?xml version=\"1.0\"?>\n<!-- a --><svg>"), Kind::Svg);
        assert_eq!(
            sniff("x", b"<?xml version=\"1.0\"?><a/>"),
            Kind::Text(Language::Xml)
        );
        assert_eq!(sniff("x", b"[INFO] started"), Kind::Text(Language::Plain));
        assert_eq!(sniff("x", b"\xFF\xFEa\0b\0"), Kind::Text(Language::Plain));
        assert_eq!(sniff("x.bin", b"\x01\x02\0\x03"), Kind::Binary);
    }

    #[test]
    fn coloured_terminal_output_is_text() {
        assert_eq!(
            sniff("run.log", b"\x1b[32mok\x1b[0m\n"),
            Kind::Text(Language::Log)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_of_some_kind(name in "\\PC{0,8}(\\.(pkl|csv|png|json|skops))?", head: Vec<u8>) {
            let kind = sniff(&name, &head);
            prop_assert!(!kind.label().is_empty());
            let _ = kind.media_type();
        }
    }
}
