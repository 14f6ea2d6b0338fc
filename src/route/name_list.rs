//! Lists of names in query parameters that people can read: `show=metrics.loss,params.depth`.
//!
//! A comma inside a name is written `~,`, a tilde `~~`; a dash that begins a name `~-`, so that a bare one can mean
//! "descending". No name is empty: an empty item parts two lists.

/// One name, so that it can stand between commas.
fn escaped(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    for (index, letter) in name.char_indices() {
        if matches!(letter, ',' | '~') || (letter == '-' && index == 0) {
            text.push('~');
        }
        text.push(letter);
    }
    text
}

/// Reads what [`escaped`] writes; `None` if it ends within an escape.
fn unescaped(text: &str) -> Option<String> {
    let mut name = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        name.push(if letter == '~' { letters.next()? } else { letter });
    }
    Some(name)
}

/// The items between the commas, still escaped.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let mut start = 0;
    let mut is_escaped = false;
    for (index, letter) in text.char_indices() {
        if letter == ',' && !is_escaped {
            items.push(text.get(start..index).unwrap_or_default());
            start = index + 1;
        }
        is_escaped = letter == '~' && !is_escaped;
    }
    items.push(text.get(start..).unwrap_or_default());
    items
}

/// Reads a list, each item by `read`; `None` if one of them can't be read. Empty items are skipped.
pub(super) fn read_items<T>(text: &str, read: impl Fn(&str) -> Option<T>) -> Option<Vec<T>> {
    items(text)
        .into_iter()
        .filter(|item| !item.is_empty())
        .map(read)
        .collect()
}

/// Reads `a,b`.
pub(super) fn read_names(text: &str) -> Option<Vec<String>> {
    read_items(text, unescaped)
}

/// Reads `a,-b`: names, and whether each has no dash before it.
pub(super) fn read_signed(text: &str) -> Option<Vec<(String, bool)>> {
    read_items(text, |item| {
        let bare = item.strip_prefix('-');
        let name = unescaped(bare.unwrap_or(item)).filter(|name| !name.is_empty())?;
        Some((name, bare.is_none()))
    })
}

/// Reads `a:120,b:80`: names with a whole number.
pub(super) fn read_numbered(text: &str) -> Option<Vec<(String, u16)>> {
    read_items(text, |item| {
        let (name, number) = item.rsplit_once(':')?;
        let name = unescaped(name).filter(|name| !name.is_empty())?;
        Some((name, number.parse().ok()?))
    })
}

/// Reads `a,b,,c,d`: lists of names. A list of one name says nothing and is unreadable.
pub(super) fn read_chains(text: &str) -> Option<Vec<Vec<String>>> {
    let mut chains = vec![Vec::new()];
    for item in items(text) {
        if item.is_empty() {
            chains.push(Vec::new());
        } else {
            chains.last_mut()?.push(unescaped(item)?);
        }
    }
    chains.retain(|chain| !chain.is_empty());
    chains.iter().all(|chain| chain.len() > 1).then_some(chains)
}

fn joined(items: Vec<String>, separator: &str) -> Option<String> {
    (!items.is_empty()).then(|| items.join(separator))
}

/// `a,b`, or nothing for no names.
pub(super) fn print_names<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let names = names.into_iter().filter(|name| !name.is_empty());
    joined(names.map(escaped).collect(), ",")
}

/// `a,-b`, or nothing for no names.
pub(super) fn print_signed<'a>(names: impl IntoIterator<Item = (&'a str, bool)>) -> Option<String> {
    let names = names.into_iter().filter(|(name, _)| !name.is_empty());
    let print = |(name, is_plain): (&str, bool)| {
        let sign = if is_plain { "" } else { "-" };
        format!("{sign}{}", escaped(name))
    };
    joined(names.map(print).collect(), ",")
}

/// `a:120,b:80`, or nothing for no names.
pub(super) fn print_numbered<'a>(names: impl IntoIterator<Item = (&'a str, u16)>) -> Option<String> {
    let names = names.into_iter().filter(|(name, _)| !name.is_empty());
    joined(
        names
            .map(|(name, number)| format!("{}:{number}", escaped(name)))
            .collect(),
        ",",
    )
}

/// `a,b,,c,d`, or nothing for no lists. Lists of fewer than two names are left out.
pub(super) fn print_chains(chains: &[Vec<String>]) -> Option<String> {
    let chains = chains.iter().filter(|chain| chain.len() > 1);
    joined(
        chains
            .filter_map(|chain| print_names(chain.iter().map(String::as_str)))
            .collect(),
        ",,",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn names() -> impl Strategy<Value = Vec<String>> {
        vec(prop_oneof!["[a~,:\\-é]{1,6}", "\\PC{1,6}"], 0..5)
    }

    #[test]
    fn keys_of_people_stay_readable() {
        let names = ["run_name", "metrics.val_loss", "params.depth"];
        assert_eq!(
            print_names(names).unwrap(),
            "run_name,metrics.val_loss,params.depth"
        );
        assert_eq!(
            print_names(["metrics.a,b", "tags.~"]).unwrap(),
            "metrics.a~,b,tags.~~"
        );
        assert_eq!(
            print_signed([("metrics.loss", true), ("params.depth", false)]).unwrap(),
            "metrics.loss,-params.depth"
        );
        let chains = [vec!["a".into(), "b".into()], vec!["c".into(), "d".into()]];
        assert_eq!(print_chains(&chains).unwrap(), "a,b,,c,d");
    }

    #[test]
    fn what_is_no_such_list_is_not_understood() {
        assert_eq!(read_names("a,b~"), None);
        assert_eq!(read_numbered("metrics.loss"), None);
        assert_eq!(read_numbered("metrics.loss:70000"), None);
        assert_eq!(read_numbered(":120"), None);
        assert_eq!(read_signed("-"), None);
        assert_eq!(read_chains("a,b,,c"), None);
    }

    proptest! {
        #[test]
        fn lists_read_back_as_they_were_written(names in names(), plain: [bool; 5], numbers: [u16; 5]) {
            let read = |text: Option<String>| text.unwrap_or_default();
            let texts = || names.iter().map(String::as_str);
            prop_assert_eq!(read_names(&read(print_names(texts()))), Some(names.clone()));
            let signed = read_signed(&read(print_signed(texts().zip(plain)))).unwrap();
            prop_assert_eq!(signed, names.iter().cloned().zip(plain).collect::<Vec<_>>());
            let numbered = read_numbered(&read(print_numbered(texts().zip(numbers)))).unwrap();
            prop_assert_eq!(numbered, names.iter().cloned().zip(numbers).collect::<Vec<_>>());
        }

        #[test]
        fn chains_read_back_as_they_were_written(mut chains in vec(names(), 0..4)) {
            chains.retain(|chain| chain.len() > 1);
            prop_assert_eq!(read_chains(&print_chains(&chains).unwrap_or_default()), Some(chains));
        }
    }
}
