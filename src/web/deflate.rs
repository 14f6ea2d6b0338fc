//! Compressing and unpacking by the browser: zlib's deflate.

use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStream, ReadableStreamDefaultReader, WritableStream};

use crate::web::page;

/// Why bytes could not be unpacked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum InflateError {
    /// There would be more bytes than were allowed.
    TooLarge,
    /// They are not what [`deflate`] gives, or the browser can't unpack; with what it says.
    Refused(String),
}

/// Compresses.
///
/// # Errors
/// What the browser says where it can't.
pub async fn deflate(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let packed = through("CompressionStream", bytes, usize::MAX).await;
    packed.map_err(|error| match error {
        InflateError::Refused(detail) => detail,
        InflateError::TooLarge => String::new(),
    })
}

/// Unpacks at most `most_bytes`: a few bytes may stand for gigabytes.
///
/// # Errors
/// See [`InflateError`].
pub async fn inflate(bytes: &[u8], most_bytes: usize) -> Result<Vec<u8>, InflateError> {
    through("DecompressionStream", bytes, most_bytes).await
}

/// Bytes that go in at once: a thousand times as many may come out before they can be counted.
const PIECE_BYTES: usize = 4_096;

async fn through(class: &str, bytes: &[u8], most_bytes: usize) -> Result<Vec<u8>, InflateError> {
    let (input, output) = open(class).map_err(refused)?;
    let writer = input.get_writer().map_err(refused)?;
    // Beside the reading, since each piece is taken only when there is room for what comes of it. What fails shows
    // where it is read.
    let pieces: Vec<Uint8Array> = bytes.chunks(PIECE_BYTES).map(Uint8Array::from).collect();
    spawn_local(async move {
        for piece in pieces {
            if JsFuture::from(writer.write_with_chunk(&piece)).await.is_err() {
                return;
            }
        }
        _ = JsFuture::from(writer.close()).await;
    });
    let reader: ReadableStreamDefaultReader = output.get_reader().unchecked_into();
    let mut all = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(refused)?;
        if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            return Ok(all);
        }
        let piece = Uint8Array::new(&Reflect::get(&piece, &"value".into()).map_err(refused)?);
        if all.len() + piece.length() as usize > most_bytes {
            let ending = reader.cancel();
            spawn_local(async move { _ = JsFuture::from(ending).await });
            return Err(InflateError::TooLarge);
        }
        all.append(&mut piece.to_vec());
    }
}

/// Web-sys has these two classes only among its unstable ones, though all browsers have them since 2023.
fn open(class: &str) -> Result<(WritableStream, ReadableStream), JsValue> {
    let class: Function = Reflect::get(&js_sys::global(), &class.into())?.dyn_into()?;
    let stream = Reflect::construct(&class, &Array::of1(&"deflate".into()))?;
    let input = Reflect::get(&stream, &"writable".into())?;
    let output = Reflect::get(&stream, &"readable".into())?;
    Ok((input.unchecked_into(), output.unchecked_into()))
}

#[expect(clippy::needless_pass_by_value, reason = "as `map_err` gives it")]
fn refused(error: JsValue) -> InflateError {
    InflateError::Refused(page::error_text(&error))
}
