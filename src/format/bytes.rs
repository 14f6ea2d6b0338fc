//! File sizes.

use super::count::plural;

const UNITS: [&str; 6] = ["KB", "MB", "GB", "TB", "PB", "EB"];

/// A size at a glance, where 1 KB is 1024 bytes as file managers and the official UI count:
/// `812 B`, `1.2 MB`, `340 GB`. Rounded to two or three digits; [`bytes_exact`] has them all.
pub fn bytes(size: u64) -> String {
    if size < 1024 {
        return format!("{size} B");
    }
    let mut value = size as f64;
    let mut unit = "B";
    for larger in UNITS {
        // 999.5 and more would be printed with four digits, so it moves on to the next unit.
        if value < 999.5 && unit != "B" {
            break;
        }
        value /= 1024.0;
        unit = larger;
    }
    let decimals = usize::from(value < 9.95);
    format!("{value:.decimals$} {unit}")
}

/// A size to the byte: `1,258,291 bytes`.
pub fn bytes_exact(size: u64) -> String {
    plural(size, "byte")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_kilobyte_has_1024_bytes() {
        let table = [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KB"),
            (1_258_291, "1.2 MB"),
            (10_189, "10 KB"),
            (1_023_487, "999 KB"),
            (1_023_488, "1.0 MB"),
            (1024 * 1024, "1.0 MB"),
            (340 * 1024 * 1024 * 1024, "340 GB"),
            (u64::MAX, "16 EB"),
        ];
        for (size, text) in table {
            assert_eq!(bytes(size), text, "{size}");
        }
        assert_eq!(bytes_exact(1), "1 byte");
        assert_eq!(bytes_exact(1_258_291), "1,258,291 bytes");
    }

    proptest! {
        #[test]
        fn sizes_are_short(size: u64) {
            prop_assert!(bytes(size).len() <= 6, "{}", bytes(size));
        }
    }
}
