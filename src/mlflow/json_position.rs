//! Where in a JSON body something is wrong, in words a person can follow: `runs[3].info`.

use std::fmt::Write as _;

/// Steps of a path that are printed; hostile bodies nest thousands deep.
const LONGEST_PATH: usize = 12;

enum Step {
    Key(String),
    Index(usize),
}

/// The byte offset of a 1-based line and column, as `serde_json` counts them, at most the body's length.
pub(super) fn offset_of(body: &[u8], line: usize, column: usize) -> usize {
    let line_start = match line {
        0 | 1 => 0,
        line => body
            .iter()
            .enumerate()
            .filter(|(_, byte)| **byte == b'\n')
            .nth(line - 2)
            .map_or(body.len(), |(newline, _)| newline + 1),
    };
    line_start.saturating_add(column).min(body.len())
}

/// The path to what stands at `offset`, such as `runs[3].info`; empty at the top level.
///
/// Where an object has just ended, the path is to that object. The bytes before `offset` are taken as valid JSON;
/// if they aren't, the path is a guess.
pub(super) fn path_at(body: &[u8], offset: usize) -> String {
    // One step per open object or list: the key or position of what stands, or last stood, in it.
    let mut path: Vec<Step> = Vec::new();
    let mut last_text = String::new();
    let mut bytes = body.iter().copied().take(offset);
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => last_text = text_from(&mut bytes),
            b'{' => path.push(Step::Key(String::new())),
            b'[' => path.push(Step::Index(0)),
            b'}' | b']' => {
                path.pop();
            }
            b':' => {
                if let Some(Step::Key(key)) = path.last_mut() {
                    *key = std::mem::take(&mut last_text);
                }
            }
            b',' => match path.last_mut() {
                Some(Step::Index(index)) => *index += 1,
                Some(Step::Key(key)) => key.clear(),
                None => {}
            },
            _ => {}
        }
    }
    printed(&path)
}

/// The characters up to the closing quote. Escapes stay as they are written.
fn text_from(bytes: &mut impl Iterator<Item = u8>) -> String {
    let mut text = Vec::new();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => {
                text.push(byte);
                text.extend(bytes.next());
            }
            _ => text.push(byte),
        }
    }
    String::from_utf8_lossy(&text).into_owned()
}

fn printed(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path.iter().take(LONGEST_PATH) {
        match step {
            Step::Key(key) if key.is_empty() => {}
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.extend(key.chars().take(80));
            }
            Step::Index(index) => {
                // Writing to a String can't fail.
                let _ = write!(text, "[{index}]");
            }
        }
    }
    if path.len() > LONGEST_PATH {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path_before(json: &str, mark: &str) -> String {
        path_at(json.as_bytes(), json.find(mark).unwrap())
    }

    #[test]
    fn a_path_names_keys_and_positions() {
        let json = r#"{"a": 1, "runs": [{"x": []}, {"info": {"id": "{[,:\"", "end": @}}]}"#;
        assert_eq!(path_before(json, "@"), "runs[1].info.end");
    }

    #[test]
    fn the_end_of_an_object_is_the_path_to_it() {
        let json = r#"{"runs": [{"info": {"name": 1}@}, {}#]}"#;
        assert_eq!(path_before(json, "@"), "runs[0].info");
        assert_eq!(path_before(json, "#"), "runs[1]");
        assert_eq!(path_before("[1]@", "@"), "");
    }

    #[test]
    fn offsets_count_lines_and_bytes() {
        let body = b"{\n  \"a\": 1,\n}";
        assert_eq!(offset_of(body, 1, 1), 1);
        assert_eq!(offset_of(body, 3, 1), 13);
        assert_eq!(offset_of(body, 3, 99), body.len());
        assert_eq!(offset_of(body, 99, 1), body.len());
        assert_eq!(offset_of(b"", 0, 0), 0);
    }

    #[test]
    fn a_hostile_depth_prints_short() {
        let json = "[".repeat(100_000);
        assert_eq!(
            path_at(json.as_bytes(), json.len()),
            format!("{}…", "[0]".repeat(LONGEST_PATH))
        );
    }
}
