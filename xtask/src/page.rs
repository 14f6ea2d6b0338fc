//! What `index.html` refers to, and the rules that a built page has to keep: they are what lets the same files work
//! behind any server, at any path, under a policy without inline scripts.

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use html5gum::{Token, Tokenizer};
use sha2::{Digest, Sha256, Sha384, Sha512};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Where in `dist/` everything but `index.html` stands, and below which `MLflow` serves its static folder.
pub const ASSETS: &str = "static-files/";

/// Attributes that name a file.
const REFERRING: [&str; 5] = ["src", "href", "data-js", "data-parts", "data-wasm"];

/// A start tag, with its attributes in order of name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    /// Of a script or style: what stands between its tags.
    text: String,
}

/// The parts of a page that the rules are about.
#[derive(Clone, Debug)]
pub struct Page {
    elements: Vec<Element>,
}

impl Page {
    /// Reads a page; any text is some page.
    pub fn parse(html: &str) -> Self {
        let mut elements: Vec<Element> = Vec::new();
        let mut inside_text = false;
        for Ok(token) in Tokenizer::new(html) {
            match token {
                Token::StartTag(tag) => {
                    let text_of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
                    let name = text_of(&tag.name);
                    inside_text = name == "script" || name == "style";
                    let attributes = tag
                        .attributes
                        .iter()
                        .map(|(name, value)| (text_of(name), text_of(value)));
                    elements.push(Element {
                        name,
                        attributes: attributes.collect(),
                        text: String::new(),
                    });
                }
                Token::String(text) if inside_text => {
                    if let Some(last) = elements.last_mut() {
                        last.text.push_str(&String::from_utf8_lossy(&text));
                    }
                }
                Token::EndTag(_) => inside_text = false,
                _ => {}
            }
        }
        Self { elements }
    }

    /// The files that the page names, once each, in the order of the page.
    pub fn files(&self) -> Vec<&str> {
        let mut files: Vec<&str> = Vec::new();
        for (_, reference) in self.references() {
            if !files.contains(&reference) {
                files.push(reference);
            }
        }
        files
    }

    fn references(&self) -> impl Iterator<Item = (&Element, &str)> {
        let all = self.elements.iter().flat_map(|element| {
            REFERRING
                .iter()
                .filter_map(move |name| Some((element, element.attributes.get(*name)?.as_str())))
        });
        // `data:` holds its content itself; `#…` stays on the page.
        all.filter(|(_, reference)| !reference.starts_with("data:") && !reference.starts_with('#'))
    }

    /// Every rule that the page in `dist` breaks, one sentence each; empty for a good page.
    ///
    /// # Errors
    /// When a file that the page names is there but cannot be read.
    pub fn broken_rules(&self, dist: &Path) -> Result<Vec<String>> {
        let mut broken = Vec::new();
        for element in &self.elements {
            if element.name == "script" && !element.text.trim().is_empty() {
                broken.push("A script stands in the page itself; put it into a file.".to_owned());
            }
            for (name, value) in &element.attributes {
                if name.starts_with("on") {
                    broken.push(format!("<{}> has the inline handler `{name}`.", element.name));
                }
                if value.trim_start().to_ascii_lowercase().starts_with("javascript:") {
                    broken.push(format!("<{}> has a javascript: address.", element.name));
                }
            }
            if element.name == "base" {
                broken.push("The page has a <base>: then it works at one address only.".to_owned());
            }
        }
        for (element, reference) in self.references() {
            if let Some(why) = broken_reference(reference, dist) {
                broken.push(format!("<{}> names `{reference}`, {why}.", element.name));
            } else if let Some(integrity) = element.attributes.get("integrity") {
                let content =
                    fs::read(dist.join(reference)).with_context(|| format!("reading {reference}"))?;
                if !is_intact(&content, integrity) {
                    broken.push(format!("`{reference}` is not what its integrity attribute says."));
                }
            }
        }
        broken.dedup();
        Ok(broken)
    }
}

/// Reads and checks `dist/index.html`.
///
/// # Errors
/// When it is missing or breaks a rule; the error lists every broken one.
pub fn checked(dist: &Path) -> Result<Page> {
    let path = dist.join("index.html");
    let html = fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let page = Page::parse(&html);
    let broken = page.broken_rules(dist)?;
    if !broken.is_empty() {
        bail!(
            "{} would not work everywhere:\n- {}",
            path.display(),
            broken.join("\n- ")
        );
    }
    Ok(page)
}

fn broken_reference(reference: &str, dist: &Path) -> Option<&'static str> {
    let has_scheme = reference
        .split(['/', '?', '#'])
        .next()
        .is_some_and(|start| start.contains(':'));
    if has_scheme || reference.starts_with('/') {
        Some("which is not relative")
    } else if !reference.starts_with(ASSETS) || reference.split('/').any(|part| part == "..") {
        Some("which is not under static-files/")
    } else if !dist.join(reference).is_file() {
        Some("which does not exist")
    } else if !is_content_hashed(reference) {
        Some("which has no hash of its content in its name, and servers let browsers keep it for weeks")
    } else {
        None
    }
}

/// Whether the name holds `-` and at least 12 hexadecimal digits, as trunk's names do: `app-0123456789abcdef_bg.wasm`.
/// Snippets of crates have the hash in the name of their folder.
pub fn is_content_hashed(path: &str) -> bool {
    path.split(['-', '/', '.', '_']).any(|part| {
        part.len() >= 12
            && part
                .bytes()
                .all(|byte| byte.is_ascii_hexdigit() && !byte.is_ascii_uppercase())
    })
}

/// What an `integrity` attribute says of `content` behind `sha384-`.
pub fn integrity(content: &[u8]) -> String {
    BASE64.encode(Sha384::digest(content))
}

/// A hash of `contents` together, for a name that changes when any of them does.
///
/// # Errors
/// None that memory does not cause.
pub fn name_hash(contents: &[&[u8]]) -> Result<String> {
    let mut digest = Sha384::new();
    for content in contents {
        digest.update(content);
    }
    let mut text = String::new();
    for byte in digest.finalize().iter().take(8) {
        write!(text, "{byte:02x}")?;
    }
    Ok(text)
}

fn is_intact(content: &[u8], integrity: &str) -> bool {
    integrity
        .split_whitespace()
        .any(|entry| match entry.split_once('-') {
            Some(("sha256", hash)) => BASE64.encode(Sha256::digest(content)) == hash,
            Some(("sha384", hash)) => self::integrity(content) == hash,
            Some(("sha512", hash)) => BASE64.encode(Sha512::digest(content)) == hash,
            _ => false,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn dist(test: &str, files: &[(&str, &str)]) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sporeprint-page-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("static-files")).unwrap();
        for (name, content) in files {
            fs::write(folder.join("static-files").join(name), content).unwrap();
        }
        folder
    }

    fn broken(html: &str, dist: &Path) -> String {
        Page::parse(html).broken_rules(dist).unwrap().join(" ")
    }

    #[test]
    fn a_page_whose_files_are_hashed_relative_and_there_breaks_no_rule() {
        let dist = dist(
            "good",
            &[
                ("boot-0123456789abcdef.js", ""),
                ("app-0123456789abcdef_bg.wasm", "x"),
            ],
        );
        let html = "<link id=m data-wasm='static-files/app-0123456789abcdef_bg.wasm'>\
                    <link rel=icon href='data:image/svg+xml,%3Csvg/%3E'><a href='#main'>Skip</a>\
                    <script type=module src=static-files/boot-0123456789abcdef.js></script>";
        assert_eq!(broken(html, &dist), "");
        assert_eq!(Page::parse(html).files().len(), 2);
    }

    #[test]
    fn inline_scripts_and_handlers_are_found() {
        let dist = dist("inline", &[]);
        assert!(broken("<script>go()</script>", &dist).contains("in the page itself"));
        assert!(broken("<script type=module src='x'>go()</script>", &dist).contains("in the page itself"));
        assert!(broken("<body onload=go()>", &dist).contains("`onload`"));
        assert!(broken("<a href=' JavaScript:go()'>", &dist).contains("javascript:"));
    }

    #[test]
    fn addresses_that_hold_at_one_place_only_are_found() {
        let dist = dist("addresses", &[("app.css", "")]);
        assert!(broken("<link href=/static-files/app.css>", &dist).contains("not relative"));
        assert!(broken("<script src=https://cdn.example/x.js></script>", &dist).contains("not relative"));
        assert!(broken("<script src=//cdn.example/x.js></script>", &dist).contains("not relative"));
        assert!(broken("<link href=app.css>", &dist).contains("not under static-files/"));
        assert!(broken("<link href=static-files/../x.css>", &dist).contains("not under static-files/"));
        assert!(
            broken("<link href=static-files/none-0123456789abcdef.css>", &dist).contains("does not exist")
        );
        assert!(broken("<link href=static-files/app.css>", &dist).contains("no hash"));
        assert!(broken("<base href=/ui/>", &dist).contains("<base>"));
    }

    #[test]
    fn an_integrity_attribute_has_to_be_of_the_file_as_it_is() {
        let name = "app-0123456789abcdef.js";
        let dist = dist("integrity", &[(name, "let a = 1;")]);
        let right = BASE64.encode(Sha384::digest("let a = 1;"));
        let html = |hash: &str| format!("<link href=static-files/{name} integrity=sha384-{hash}>");
        assert_eq!(broken(&html(&right), &dist), "");
        assert!(broken(&html("AAAA"), &dist).contains("integrity"));
    }

    #[test]
    fn a_hash_is_long_and_of_hexadecimal_digits() {
        assert!(is_content_hashed("static-files/app-7d4d0e0a2b6c1f3e_bg.wasm"));
        assert!(is_content_hashed(
            "static-files/snippets/leptos-7d4d0e0a2b6c1f3e/inline0.js"
        ));
        assert!(!is_content_hashed("static-files/tokens.css"));
        assert!(!is_content_hashed("static-files/app-facade.css"));
    }
}
