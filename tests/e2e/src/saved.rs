//! What a page gives a person to keep: files and texts on the clipboard.

use crate::{Browser, text};
use anyhow::{Context, Result};
use serde::Deserialize;

/// Keeps what the page would save or copy.
const CATCH: &str = "
    [window.saved, window.copied] = [[], null];
    const [blobs, make, click] = [new Map(), URL.createObjectURL, HTMLAnchorElement.prototype.click];
    URL.createObjectURL = blob => {
        const url = make.call(URL, blob);
        blobs.set(url, blob);
        return url;
    };
    const look = async blob => {
        if (!blob.type.startsWith('image/png')) return { text: await blob.text(), width: 0, height: 0, colors: [] };
        const picture = await createImageBitmap(blob);
        const [width, height] = [picture.width, picture.height];
        const canvas = new OffscreenCanvas(width, height).getContext('2d');
        canvas.drawImage(picture, 0, 0);
        const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
        const hex = pixel => '#' + [0, 8, 16].map(by => (pixel >> by & 255).toString(16).padStart(2, '0')).join('');
        return { text: '', width, height, colors: [...new Set(pixels)].map(hex) };
    };
    HTMLAnchorElement.prototype.click = function () {
        if (!this.download) return click.call(this);
        const blob = blobs.get(this.href);
        const name = this.download;
        look(blob).then(seen => saved.push({ name, kind: blob.type, ...seen }));
    };
    navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); };";

/// A file that the page has made.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Saved {
    /// The name that it would get.
    pub name: String,
    /// Its media type.
    pub kind: String,
    /// What is in it; nothing for a picture of pixels.
    pub text: String,
    /// The width of a picture in pixels; 0 for what is none.
    pub width: u32,
    /// The height of a picture in pixels; 0 for what is none.
    pub height: u32,
    /// The colours of a picture's pixels, such as `#123456`.
    pub colors: Vec<String>,
}

impl Saved {
    /// The records of a file of comma-separated values, its head among them.
    pub fn records(&self) -> Vec<Vec<String>> {
        let (mut all, mut record, mut field, mut is_quoted) = (vec![], vec![], String::new(), false);
        let mut letters = self.text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '"' if is_quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
                '"' => is_quoted = !is_quoted,
                ',' if !is_quoted => record.push(std::mem::take(&mut field)),
                '\r' if !is_quoted => {}
                '\n' if !is_quoted => {
                    record.push(std::mem::take(&mut field));
                    all.push(std::mem::take(&mut record));
                }
                letter => field.push(letter),
            }
        }
        all
    }
}

impl Browser {
    /// From now on files and copied texts are kept here and not given to the person. A reload ends it.
    pub async fn keep_what_is_saved(&self) -> Result<()> {
        self.script(CATCH, &[]).await?;
        Ok(())
    }

    /// Waits for the next file.
    pub async fn until_saved(&self) -> Result<Saved> {
        let saved = self.until("a file was made", "window.saved.shift()", &[]).await?;
        serde_json::from_value(saved).context("a file as it is kept")
    }

    /// Waits for the next copied text.
    pub async fn until_copied(&self) -> Result<String> {
        let take = "(copied => { window.copied = null; return copied; })(window.copied)";
        Ok(text(&self.until("a text was copied", take, &[]).await?))
    }
}
