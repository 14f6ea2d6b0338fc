//! Writing a long file without holding the page.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use crate::ui::kit::{ToastAction, Toasts};
use crate::web::clock;
use crate::web::download::DownloadFile;
use crate::web::turn::{Slice, give_way};

/// A file that is written sooner than this is not worth a word, in milliseconds.
const SOON_MILLIS: f64 = 300.0;

/// Makes a CSV file of these pieces, `count` of them or about so many, and gives it to the person under `name`. The page
/// lives on between the pieces, each of which is made only when the one before is written; what takes longer says how
/// far it is and can be cancelled.
pub(super) async fn save_csv(
    toasts: Toasts,
    name: String,
    pieces: impl Iterator<Item = String>,
    count: usize,
) {
    let file = DownloadFile::default();
    let is_cancelled = Arc::new(AtomicBool::new(false));
    let begun_millis = clock::precise_millis();
    let said = ArcRwSignal::new(String::new());
    let mut toast = None;
    let mut slice = Slice::begin();
    for (done, piece) in pieces.enumerate() {
        file.push(&piece);
        if !slice.is_over() {
            continue;
        }
        if toast.is_some() || clock::precise_millis() - begun_millis > SOON_MILLIS {
            let percent = (100 * done / count.max(1)).min(99);
            said.set(format!("Writing {name}: {percent} %"));
            let cancelled = Arc::clone(&is_cancelled);
            toast.get_or_insert_with(|| {
                let cancel = ToastAction::new("Cancel", move || cancelled.store(true, Ordering::Relaxed));
                toasts.progress(said.clone(), vec![cancel])
            });
        }
        give_way().await;
        if is_cancelled.load(Ordering::Relaxed) {
            return;
        }
        slice = Slice::begin();
    }
    if let Some(toast) = toast {
        toasts.remove(toast);
    }
    if !file.save(&name, "text/csv") {
        say_failed(toasts);
    }
}

/// Says that the browser took no file.
pub(super) fn say_failed(toasts: Toasts) {
    toasts.error(
        "The file could not be made",
        "The browser did not allow a download.",
    );
}
