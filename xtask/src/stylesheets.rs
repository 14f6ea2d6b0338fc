//! One style sheet instead of twenty: a first visit waits for each file that the page names, and `MLflow` serves
//! them one connection at a time. The sources stay a file a widget.

use crate::page::ASSETS;
use anyhow::{Context, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha384};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Puts all style sheets that `dist/index.html` names into one, in the order of the page, named by its content.
///
/// # Errors
/// When the page or one of its style sheets cannot be read or written.
pub fn join(dist: &Path) -> Result<()> {
    let page = dist.join("index.html");
    let html = fs::read_to_string(&page).with_context(|| format!("reading {}", page.display()))?;
    let links = stylesheet_links(&html);
    let mut css = String::new();
    for (_, href) in &links {
        let file = dist.join(href);
        css += &fs::read_to_string(&file).with_context(|| format!("reading {}", file.display()))?;
        css.push('\n');
        fs::remove_file(&file).with_context(|| format!("removing {}", file.display()))?;
    }
    if links.is_empty() {
        return Ok(());
    }
    let digest = Sha384::digest(css.as_bytes());
    let mut name = String::from("style-");
    for byte in digest.iter().take(8) {
        write!(name, "{byte:02x}")?;
    }
    name += ".css";
    fs::write(dist.join(ASSETS).join(&name), css)?;
    let link = format!(
        "<link href={ASSETS}{name} integrity=sha384-{} rel=stylesheet>",
        BASE64.encode(digest)
    );
    fs::write(&page, replaced(&html, &links, &link))?;
    Ok(())
}

/// The links to style sheets as they stand in the page, each with what it names.
fn stylesheet_links(html: &str) -> Vec<(&str, &str)> {
    let tags = html.match_indices("<link ").filter_map(|(start, _)| {
        let tag = html.get(start..)?;
        tag.get(..=tag.find('>')?)
    });
    tags.filter(|tag| attribute(tag, "rel") == Some("stylesheet"))
        .filter_map(|tag| Some((tag, attribute(tag, "href")?)))
        .collect()
}

/// The value of an attribute, quoted or not.
fn attribute<'tag>(tag: &'tag str, name: &str) -> Option<&'tag str> {
    let rest = tag.split_once(&format!(" {name}="))?.1;
    match rest.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next(),
        None => rest.split([' ', '>']).next(),
    }
}

/// The page with `link` in the place of the first of `links` and without the others.
fn replaced(html: &str, links: &[(&str, &str)], link: &str) -> String {
    let mut page = html.to_owned();
    for (index, (tag, _)) in links.iter().enumerate() {
        page = page.replacen(tag, if index == 0 { link } else { "" }, 1);
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<link href=static-files/a.css integrity=x rel=stylesheet><link rel=\"icon\" href=\"i.svg\">\
                        <link rel=\"stylesheet\" href=\"static-files/b.css\"><p>";

    #[test]
    fn only_style_sheets_are_found_however_they_are_quoted() {
        let found: Vec<_> = stylesheet_links(PAGE).into_iter().map(|(_, href)| href).collect();
        assert_eq!(found, ["static-files/a.css", "static-files/b.css"]);
    }

    #[test]
    fn one_link_stands_where_the_first_one_stood() {
        let page = replaced(PAGE, &stylesheet_links(PAGE), "<link one>");
        assert_eq!(page, "<link one><link rel=\"icon\" href=\"i.svg\"><p>");
    }
}
