//! Names of files.

/// Longer titles are cut.
const MOST_CHARACTERS: usize = 80;

/// A title as the name of a file that any system takes, without what says its kind. `fallback` stands for a title of
/// which nothing is left.
pub fn file_name(title: &str, fallback: &str) -> String {
    let mut name = String::new();
    for letter in title.trim().chars().take(MOST_CHARACTERS) {
        if letter.is_alphanumeric() || matches!(letter, '-' | '.') {
            name.push(letter);
        } else if !name.ends_with('_') {
            name.push('_');
        }
    }
    // A leading dot hides a file, one at the end is lost on some systems.
    let name = name.trim_matches(['.', '_']);
    if name.is_empty() { fallback } else { name }.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_its_title_in_letters_that_any_system_takes() {
        assert_eq!(file_name("val/loss against lr", "chart"), "val_loss_against_lr");
        assert_eq!(file_name("../..\\con: *?", "chart"), "con");
        assert_eq!(file_name("Größe 0.5", "chart"), "Größe_0.5");
        assert_eq!(file_name(" … ", "chart"), "chart");
        assert_eq!(file_name(&"x".repeat(500), "chart").len(), 80);
    }
}
