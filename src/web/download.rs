//! Files that the page itself makes.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use crate::web::{page, timer};

/// How long the browser has to begin with the file before it is forgotten, in milliseconds.
const KEPT_MILLIS: u32 = 60_000;

/// A file under construction: its pieces are handed over as they come, so that it is never in memory twice.
#[derive(Default)]
pub struct DownloadFile {
    pieces: Array,
}

impl DownloadFile {
    /// Adds to the end.
    pub fn push(&self, piece: &str) {
        self.pieces.push(&JsValue::from_str(piece));
    }

    /// Gives the file to the person under this name. Returns whether the browser could be asked to.
    pub fn save(self, name: &str, media_type: &str) -> bool {
        self.try_save(name, media_type).is_some()
    }

    fn try_save(self, name: &str, media_type: &str) -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let blob = Blob::new_with_str_sequence_and_options(&self.pieces, &options).ok()?;
        save_blob(&blob, name)
    }
}

/// Gives a file to the person under this name; `None` where the browser could not be asked to.
pub(super) fn save_blob(blob: &Blob, name: &str) -> Option<()> {
    let url = Url::create_object_url_with_blob(blob).ok()?;
    let anchor: HtmlAnchorElement = page::document()?.create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    wasm_bindgen_futures::spawn_local(async move {
        timer::pause(KEPT_MILLIS).await;
        // Fails only for what is no such URL.
        let _forgotten = Url::revoke_object_url(&url);
    });
    Some(())
}
