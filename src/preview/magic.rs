//! Kinds that their first bytes give away.

use super::kind::{ImageKind, Kind};

/// The kind that the first bytes alone tell, for formats that have a signature.
/// `extension` only tells apart formats that share one: the many that are zip files.
pub(super) fn by_signature(extension: &str, head: &[u8]) -> Option<Kind> {
    image(head)
        .or_else(|| archive_or_model(extension, head))
        .or_else(|| sound_or_film(head))
        .or_else(|| head.starts_with(b"%PDF-").then_some(Kind::Pdf))
}

fn image(head: &[u8]) -> Option<Kind> {
    let kind = if head.starts_with(b"\x89PNG\r\n\x1a\n") {
        ImageKind::Png
    } else if head.starts_with(b"\xFF\xD8\xFF") {
        ImageKind::Jpeg
    } else if head.starts_with(b"GIF87a") || head.starts_with(b"GIF89a") {
        ImageKind::Gif
    } else if riff(head) == Some(b"WEBP") {
        ImageKind::Webp
    } else if head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4]) {
        ImageKind::Bmp
    } else if head.starts_with(b"II*\0") || head.starts_with(b"MM\0*") {
        ImageKind::Tiff
    } else if head.starts_with(b"\0\0\x01\0") {
        ImageKind::Ico
    } else if matches!(iso_media_brand(head), Some(b"avif" | b"avis")) {
        ImageKind::Avif
    } else {
        return None;
    };
    Some(Kind::Image(kind))
}

fn archive_or_model(extension: &str, head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"PAR1") {
        return Some(Kind::Parquet);
    }
    if head.starts_with(b"\x93NUMPY") {
        return Some(Kind::Numpy);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Some(if is_skops(extension, head) {
            Kind::Skops
        } else {
            Kind::Zip
        });
    }
    // Protocols 2 to 5 begin with an opcode that is no ASCII; older ones are known by name only.
    (head.first() == Some(&0x80) && head.get(1).is_some_and(|protocol| (2..=5).contains(protocol)))
        .then_some(Kind::Pickle)
}

/// Some clients stored skops files under the name `model.pkl`. A `PyTorch` file has that shape and name too,
/// but its entries lie in a folder.
fn is_skops(extension: &str, head: &[u8]) -> bool {
    match extension {
        "skops" => true,
        "pkl" | "pickle" => first_zip_entry(head)
            .is_some_and(|name| !name.contains(&b'/') && (name == b"schema.json" || name.ends_with(b".npy"))),
        _ => false,
    }
}

/// The name in a zip's first local header.
fn first_zip_entry(head: &[u8]) -> Option<&[u8]> {
    let length = u16::from_le_bytes([*head.get(26)?, *head.get(27)?]);
    head.get(30..30 + usize::from(length))
}

fn sound_or_film(head: &[u8]) -> Option<Kind> {
    if head.starts_with(b"ID3") || head.starts_with(b"fLaC") || riff(head) == Some(b"WAVE") {
        return Some(Kind::Audio);
    }
    if head.starts_with(b"OggS") {
        let theora = head.windows(7).any(|window| window == b"\x80theora");
        return Some(if theora { Kind::Video } else { Kind::Audio });
    }
    // MPEG audio without a tag, and AAC, begin with a frame's eleven or twelve set bits.
    if matches!(head, [0xFF, 0xFB | 0xFA | 0xF3 | 0xF2 | 0xF1 | 0xF9, ..]) {
        return Some(Kind::Audio);
    }
    if head.starts_with(b"\x1A\x45\xDF\xA3") || riff(head) == Some(b"AVI ") {
        return Some(Kind::Video);
    }
    match iso_media_brand(head)? {
        b"M4A " | b"M4B " => Some(Kind::Audio),
        b"heic" | b"heix" | b"mif1" => None,
        _ => Some(Kind::Video),
    }
}

fn riff(head: &[u8]) -> Option<&[u8; 4]> {
    if !head.starts_with(b"RIFF") {
        return None;
    }
    head.get(8..12)?.try_into().ok()
}

/// The brand of an MP4, `QuickTime` or AVIF file.
fn iso_media_brand(head: &[u8]) -> Option<&[u8; 4]> {
    if head.get(4..8) != Some(b"ftyp") {
        return None;
    }
    head.get(8..12)?.try_into().ok()
}
