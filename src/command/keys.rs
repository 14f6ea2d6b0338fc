//! The presses that call a command.

use std::fmt;

/// One key, or two pressed one after the other: `/`, `c`, `g e`. A key is named as the browser names what it writes,
/// so that `?` is `?` on every keyboard; with Ctrl or Command held it is written `mod+k`.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Keys(Vec<String>);

/// What a press means for a command.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Progress {
    /// All of its keys were pressed.
    Called,
    /// The first of two was.
    Begun,
    /// Another command may be meant.
    Other,
}

impl Keys {
    /// Reads `c`, `g e`, `mod+k`; the space key is `Space`. Nothing calls a command whose text is empty.
    pub fn new(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// Whether nothing calls it.
    pub fn is_none(&self) -> bool {
        self.0.is_empty()
    }

    /// What pressing `key` means after `before` was pressed.
    pub fn press(&self, before: Option<&str>, key: &str) -> Progress {
        let pressed: Vec<&str> = before.into_iter().chain([key]).collect();
        let own: Vec<&str> = self.0.iter().map(String::as_str).collect();
        if own.is_empty() {
            Progress::Other
        } else if own == pressed {
            Progress::Called
        } else if own.len() > pressed.len() && own.starts_with(&pressed) {
            Progress::Begun
        } else {
            Progress::Other
        }
    }

    /// The keys to show, one after the other: `["Ctrl", "K"]`, `["G", "E"]`. On a Mac, Command stands for Ctrl.
    pub fn labels(&self, is_mac: bool) -> Vec<String> {
        let parts = self.0.iter().flat_map(|key| match key.split_once('+') {
            Some((first, rest)) if !rest.is_empty() => vec![first, rest],
            _ => vec![key.as_str()],
        });
        parts
            .map(|part| match part {
                "mod" if is_mac => "⌘".to_owned(),
                "mod" => "Ctrl".to_owned(),
                "ArrowUp" => "↑".to_owned(),
                "ArrowDown" => "↓".to_owned(),
                "ArrowLeft" => "←".to_owned(),
                "ArrowRight" => "→".to_owned(),
                one if one.chars().count() == 1 => one.to_uppercase(),
                long => long.to_owned(),
            })
            .collect()
    }
}

impl fmt::Display for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_keys_call_only_one_after_the_other() {
        let keys = Keys::new("g e");
        assert_eq!(keys.press(None, "g"), Progress::Begun);
        assert_eq!(keys.press(Some("g"), "e"), Progress::Called);
        assert_eq!(keys.press(None, "e"), Progress::Other);
        assert_eq!(keys.press(Some("g"), "g"), Progress::Other);
        assert_eq!(Keys::new("c").press(None, "c"), Progress::Called);
        assert_eq!(Keys::new("c").press(Some("g"), "c"), Progress::Other);
        assert_eq!(Keys::new("").press(None, "c"), Progress::Other);
    }

    #[test]
    fn keys_are_shown_as_they_stand_on_the_keyboard() {
        assert_eq!(Keys::new("mod+k").labels(false), ["Ctrl", "K"]);
        assert_eq!(Keys::new("mod+k").labels(true), ["⌘", "K"]);
        assert_eq!(Keys::new("g e").labels(false), ["G", "E"]);
        assert_eq!(Keys::new("+").labels(false), ["+"]);
        assert_eq!(Keys::new("Shift+ArrowDown").labels(false), ["Shift", "↓"]);
    }
}
