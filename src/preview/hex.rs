//! Bytes as a hex dump.

/// Bytes per row.
pub const ROW_BYTES: usize = 16;

/// One row of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HexRow {
    /// Where it begins, from the start of the given bytes.
    pub offset: usize,
    /// Two digits a byte with spaces between, and one more space in the middle: `50 4b 03 04  …`.
    pub hex: String,
    /// Printable ASCII, and `·` for everything else.
    pub ascii: String,
}

/// How many rows some bytes have.
pub fn row_count(bytes: &[u8]) -> usize {
    bytes.len().div_ceil(ROW_BYTES)
}

/// One row, the first being 0; `None` beyond the last.
pub fn row(bytes: &[u8], index: usize) -> Option<HexRow> {
    let offset = index.checked_mul(ROW_BYTES)?;
    let row = bytes.get(offset..bytes.len().min(offset.checked_add(ROW_BYTES)?))?;
    if row.is_empty() {
        return None;
    }
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or('?');
    let mut hex = String::with_capacity(3 * ROW_BYTES + 1);
    for (position, byte) in row.iter().enumerate() {
        match position {
            0 => {}
            8 => hex.push_str("  "),
            _ => hex.push(' '),
        }
        hex.push(digit(byte >> 4));
        hex.push(digit(byte & 15));
    }
    let printable = |byte: &u8| {
        if (0x20..0x7F).contains(byte) {
            char::from(*byte)
        } else {
            '·'
        }
    };
    Some(HexRow {
        offset,
        hex,
        ascii: row.iter().map(printable).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_row_has_sixteen_bytes() {
        let bytes = b"PK\x03\x04 0123456789abcdef";
        assert_eq!(row_count(bytes), 2);
        let first = row(bytes, 0).unwrap();
        assert_eq!(first.hex, "50 4b 03 04 20 30 31 32  33 34 35 36 37 38 39 61");
        assert_eq!(first.ascii, "PK·· 0123456789a");
        assert_eq!(row(bytes, 1).unwrap().offset, 16);
        assert_eq!(row(bytes, 2), None);
        assert_eq!(row(&bytes[..16], 1), None);
    }

    proptest! {
        #[test]
        fn every_byte_has_its_row(bytes: Vec<u8>, index: usize) {
            let rows = (0..row_count(&bytes)).map(|index| row(&bytes, index).unwrap());
            prop_assert_eq!(rows.map(|row| row.ascii.chars().count()).sum::<usize>(), bytes.len());
            prop_assert_eq!(row(&bytes, index).is_some(), index < row_count(&bytes));
        }
    }
}
