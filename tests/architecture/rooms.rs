//! The table of rooms in `src/lib.rs`.

use crate::sources::{Finding, Source};

/// Who may use whom.
pub struct Rooms(Vec<Room>);

struct Room {
    name: String,
    may_use: Vec<String>,
    /// Written as a link in the table: compiled everywhere, so it may not see Leptos or the browser.
    is_pure: bool,
}

impl Rooms {
    /// Reads ``//! | [`room`] | what it is | `other`, `another` |``; "all above" and "–" are understood.
    pub fn read(sources: &[Source]) -> Option<Self> {
        let library = sources.iter().find(|source| source.path == "src/lib.rs")?;
        let mut rooms: Vec<Room> = Vec::new();
        for row in library.text.lines().filter_map(|line| line.strip_prefix("//! |")) {
            let cells: Vec<&str> = row
                .trim()
                .trim_end_matches('|')
                .split('|')
                .map(str::trim)
                .collect();
            let [name, _, may_use] = cells[..] else { continue };
            let Some(room) = backticked(name).pop() else {
                continue;
            };
            let may_use = if may_use.contains("all above") {
                rooms.iter().map(|room| room.name.clone()).collect()
            } else {
                backticked(may_use)
            };
            rooms.push(Room {
                name: room,
                may_use,
                is_pure: name.starts_with('['),
            });
        }
        (!rooms.is_empty()).then_some(Self(rooms))
    }

    pub fn is_room(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    pub fn is_pure(&self, name: &str) -> bool {
        self.find(name).is_some_and(|room| room.is_pure)
    }

    pub fn may_use(&self, room: &str, other: &str) -> bool {
        room == other
            || self
                .find(room)
                .is_some_and(|room| room.may_use.iter().any(|known| known == other))
    }

    /// What a room may use, in words.
    pub fn allowed(&self, room: &str) -> String {
        match self.find(room) {
            Some(room) if !room.may_use.is_empty() => room.may_use.join(", "),
            _ => "no other room".to_owned(),
        }
    }

    fn find(&self, name: &str) -> Option<&Room> {
        self.0.iter().find(|room| room.name == name)
    }

    /// Folders of `src` that the table doesn't name.
    pub fn without_a_row(&self, sources: &[Source]) -> Vec<Finding> {
        let entries = sources.iter().filter(|source| {
            room_of(&source.path).is_some_and(|room| !self.is_room(room)) && source.path.ends_with("/mod.rs")
        });
        let outermost = entries.filter(|source| source.path.matches('/').count() == 2);
        let message =
            "this room is not in the table of src/lib.rs: add a row that says what it is and what it may use";
        outermost
            .map(|source| source.finding(0, "table", message.to_owned()))
            .collect()
    }
}

/// The room of a file: its folder under `src`.
pub fn room_of(path: &str) -> Option<&str> {
    let (room, _) = path.strip_prefix("src/")?.split_once('/')?;
    Some(room)
}

fn backticked(text: &str) -> Vec<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(ToOwned::to_owned)
        .collect()
}
