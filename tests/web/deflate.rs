//! Compressing and unpacking by the browser.

use sporeprint::web::deflate::{InflateError, deflate, inflate};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn what_was_compressed_is_unpacked_again() {
    for text in ["", "{}", &"a view ".repeat(5_000)] {
        let packed = deflate(text.as_bytes()).await.unwrap();
        assert_eq!(inflate(&packed, 1 << 20).await.unwrap(), text.as_bytes());
    }
}

#[wasm_bindgen_test]
async fn a_hundred_megabytes_in_a_few_bytes_are_refused_early() {
    let bomb = deflate(&vec![0; 100 << 20]).await.unwrap();
    assert!(bomb.len() < 200_000);
    assert_eq!(inflate(&bomb, 1 << 20).await, Err(InflateError::TooLarge));
}

#[wasm_bindgen_test]
async fn what_is_not_compressed_is_refused() {
    for bytes in [&b""[..], b"nonsense", b"x\x9c\xff\xff\xff"] {
        assert!(matches!(
            inflate(bytes, 1 << 20).await,
            Err(InflateError::Refused(_))
        ));
    }
}
