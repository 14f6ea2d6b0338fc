//! Where the cursor is in a line of text, and how far the line is scrolled.

use web_sys::HtmlInputElement;

/// The byte of the text before which the cursor stands; the end of what is selected; the text's end if unknown.
pub fn cursor(input: &HtmlInputElement) -> usize {
    let text = input.value();
    let Ok(Some(units)) = input.selection_end() else {
        return text.len();
    };
    // The browser counts in UTF-16.
    let mut left = units as usize;
    let before = text.chars().take_while(|one| {
        let fits = left >= one.len_utf16();
        left = left.saturating_sub(one.len_utf16());
        fits
    });
    before.map(char::len_utf8).sum()
}

/// Writes a text and puts the cursor before one of its bytes.
pub fn write(input: &HtmlInputElement, text: &str, cursor: usize) {
    input.set_value(text);
    let before = text.get(..cursor).unwrap_or(text);
    let units = u32::try_from(before.encode_utf16().count()).unwrap_or(u32::MAX);
    // Fails only for inputs that hold no text.
    let _ = input.set_selection_range(units, units);
}

/// How far the line is scrolled, in CSS pixels.
pub fn scrolled_css(input: &HtmlInputElement) -> i32 {
    input.scroll_left()
}
