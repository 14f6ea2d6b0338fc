//! Base64, in which the official UI hides JSON: padded when written, with or without padding when read.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Bytes as base64, with padding.
pub fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// Reads base64 with or without padding; `None` for any other character.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    BASE64.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_may_be_left_out_and_nothing_else_stands_there() {
        assert_eq!(encode(b"a?"), "YT8=");
        for text in ["YT8=", "YT8"] {
            assert_eq!(decode(text).as_deref(), Some(b"a?".as_slice()));
        }
        assert_eq!(decode("YT8 "), None);
    }
}
