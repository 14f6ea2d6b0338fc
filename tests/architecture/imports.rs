//! Who imports whom.

use crate::paths::{FoundPath, module_of, paths_of_crate, words};
use crate::rooms::{Rooms, room_of};
use crate::sources::{Finding, Source};

/// The browser's crates; those of gloo and of wasm-bindgen by how they begin.
const BROWSER: [&str; 6] = [
    "web_sys",
    "js_sys",
    "gloo",
    "wasm_bindgen",
    "plotters_canvas",
    "console_error_panic_hook",
];

pub fn check(source: &Source, rooms: &Rooms) -> Vec<Finding> {
    let Some(room) = room_of(&source.path).filter(|_| source.is_rust()) else {
        return Vec::new();
    };
    let code = &source.masked.code;
    let module = module_of(&source.path);
    let mut found = Vec::new();
    for path in paths_of_crate(code, &module) {
        found.extend(used_room(source, rooms, room, &path));
        found.extend(used_page(source, &module, &path));
    }
    for (offset, word) in words(code) {
        found.extend(used_crate(source, rooms, room, offset, word));
    }
    // One import of several names is one finding.
    found.dedup_by(|a, b| (a.line, a.rule, &a.message) == (b.line, b.rule, &b.message));
    found
}

fn used_room(source: &Source, rooms: &Rooms, room: &str, path: &FoundPath) -> Option<Finding> {
    let used = path.segments.first()?;
    if used == "*" && room != "ui" {
        let message =
            format!("`{room}` imports everything of the crate; import the rooms that it may use by name");
        return Some(source.finding(path.offset, "room", message));
    }
    if !rooms.is_room(used) || rooms.may_use(room, used) {
        return None;
    }
    let allowed = rooms.allowed(room);
    let message = format!(
        "`{room}` uses `{used}`, but may use {allowed} (table in src/lib.rs); pass what it needs as a parameter, or \
         move the code to a room that may know both"
    );
    Some(source.finding(path.offset, "room", message))
}

fn used_page(source: &Source, module: &[String], path: &FoundPath) -> Option<Finding> {
    let [ui, pages, page, ..] = path.segments.as_slice() else {
        return None;
    };
    if ui != "ui" || pages != "pages" {
        return None;
    }
    let is_page = module.get(1).is_some_and(|part| part == "pages") && module.len() > 2;
    let is_piece = module
        .get(1)
        .is_some_and(|part| part != "pages" && part != "app" && part != "router");
    if (is_page && module.get(2) != Some(page)) || (is_piece && module.len() > 2) {
        let message = format!(
            "this uses the page `{page}`; pages never import pages, and pieces know none: move what is shared to \
             `ui` beside the pages, or to a pure room"
        );
        return Some(source.finding(path.offset, "pages", message));
    }
    None
}

fn used_crate(source: &Source, rooms: &Rooms, room: &str, offset: usize, word: &str) -> Option<Finding> {
    let is_browser = BROWSER.iter().any(|name| {
        word.strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || (rest.starts_with('_') && *name != "web_sys"))
    });
    let is_path = source.masked.code[offset + word.len()..]
        .trim_start()
        .starts_with("::");
    let is_import = source.masked.code[..offset].trim_end().ends_with("use");
    if !(is_browser || word == "leptos") || !(is_path || is_import) {
        return None;
    }
    let (rule, message) = if rooms.is_pure(room) {
        (
            "pure",
            format!(
                "`{word}` in the pure room `{room}`, which the host compiles and tests; move this to `web` or `ui`"
            ),
        )
    } else if is_browser && room != "web" {
        (
            "browser",
            format!(
                "`{word}` outside of `web`, the only room that sees the browser; give `web` a function for it"
            ),
        )
    } else if word == "leptos" && room == "web" {
        (
            "leptos",
            "`leptos` in `web`, which knows the browser and nothing of the interface; move this to `ui`"
                .to_owned(),
        )
    } else {
        return None;
    };
    Some(source.finding(offset, rule, message))
}
