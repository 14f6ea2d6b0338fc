//! Naming a line for longer than a picture lasts: its place in the picture is another one whenever runs come, go or are
//! sorted.

use super::picture::{LineOwner, LinePicture};

impl LinePicture {
    /// Names a line by its run or group and what it draws of it, also in later pictures. Empty where there is no such
    /// line.
    pub fn id_of(&self, line: usize) -> String {
        let named = self.lines.get(line).and_then(|line| {
            let key = &self.keys.keys.get(line.key)?.name;
            let (kind, owner) = match line.owner {
                LineOwner::Run(run) => ("run", self.runs.get(run)?.id.as_str()),
                LineOwner::Group(group) => ("group", &**self.groups.get(group)?),
            };
            // Names may have any letter in them: how long the first is parts the two.
            Some(format!("{kind}:{}:{owner}:{key}", owner.len()))
        });
        named.unwrap_or_default()
    }

    /// The line that [`LinePicture::id_of`] named, where it is still there.
    pub fn line_of_id(&self, id: &str) -> Option<usize> {
        (0..self.lines.len()).find(|line| !id.is_empty() && self.id_of(*line) == id)
    }
}
