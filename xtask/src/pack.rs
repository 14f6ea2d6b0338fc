//! Packing the parts of the module: servers like `MLflow`'s compress nothing, so a release build puts a packed copy beside
//! each `.wasm`, and the page unpacks that while it loads.
//!
//! The plain file stays for browsers that cannot unpack a stream. Both have one name, made from the content of both, but
//! for an ending that no server knows: one that it knew (`.gz`) would be announced as encoded, and unpacked twice.

use crate::page::{self, ASSETS};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// What the name of the packed copy has behind the plain one's.
pub const ENDING: &str = ".packed";

/// JavaScript: `compiled(address)` promises the module at that address of a plain file, compiled while it comes in.
/// An answer that is not the packed file (a server without it, or a proxy that meddles) is no reason to give up.
pub const COMPILED: &str = "export async function compiled(address) {
    if (typeof DecompressionStream === \"function\") {
        try {
            const packed = await fetch(address + \".packed\");
            if (!packed.ok) throw new Error(`${packed.url} answered ${packed.status}`);
            const unpacked = packed.body.pipeThrough(new DecompressionStream(\"gzip\"));
            const headers = { \"Content-Type\": \"application/wasm\" };
            return await WebAssembly.compileStreaming(new Response(unpacked, { headers }));
        } catch (error) {
            console.warn(`Loading ${address} as it is:`, error);
        }
    }
    const plain = await fetch(address);
    if (!plain.ok) throw new Error(`${plain.url} answered ${plain.status}`);
    return WebAssembly.compile(await plain.arrayBuffer());
}
";

/// Writes a part of the module, plain and packed, into `dist/`. The plain file's name, which is returned, starts with
/// `stem`.
///
/// # Errors
/// When a file cannot be written.
pub fn put(dist: &Path, stem: &str, content: &[u8]) -> Result<String> {
    let mut packed = Vec::new();
    zopfli::compress(
        zopfli::Options::default(),
        zopfli::Format::Gzip,
        content,
        &mut packed,
    )?;
    let name = format!("{stem}-{}.wasm", page::name_hash(&[content, &packed])?);
    let assets = dist.join(ASSETS);
    fs::write(assets.join(&name), content).with_context(|| format!("writing {name}"))?;
    fs::write(assets.join(format!("{name}{ENDING}")), packed).with_context(|| format!("packing {name}"))?;
    Ok(name)
}

/// Packs the main part, tells the page to load the packed file ahead in place of the plain one, and names the script that
/// has [`COMPILED`].
///
/// # Errors
/// When the page is not as trunk writes it, or a file cannot be read or written.
pub fn pack_main(dist: &Path, script: &str) -> Result<()> {
    let path = dist.join("index.html");
    let page = fs::read_to_string(&path)?;
    let old = named_module(&page)
        .context("the page names no module")?
        .to_owned();
    let file = dist.join(ASSETS).join(&old);
    let content = fs::read(&file).with_context(|| format!("reading {old}"))?;
    let name = put(dist, "sporeprint", &content)?;
    fs::remove_file(&file)?;
    let ahead = format!("{name}{ENDING}");
    let packed = fs::read(dist.join(ASSETS).join(&ahead))?;
    let page = ["href=\"", "href="]
        .iter()
        .fold(page, |page, href| {
            page.replace(&format!("{href}{ASSETS}{old}"), &format!("{href}{ASSETS}{ahead}"))
        })
        .replace(&page::integrity(&content), &page::integrity(&packed))
        .replace(" type=\"application/wasm\"", "")
        .replace(" type=application/wasm", "")
        .replace(&old, &name)
        .replacen(
            "data-wasm=",
            &format!("data-parts={ASSETS}{script} data-wasm="),
            1,
        );
    if !page.contains(&ahead) {
        bail!("the page does not load its module ahead: trunk writes it in a new way");
    }
    fs::write(&path, page)?;
    Ok(())
}

/// The file that the page's `data-wasm` names, without the folder.
fn named_module(page: &str) -> Option<&str> {
    let (_, rest) = page.split_once("data-wasm=")?;
    let rest = rest.trim_start_matches('"').strip_prefix(ASSETS)?;
    rest.split(['"', '>', ' ', '/']).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;
    use std::io::Read as _;
    use std::path::PathBuf;

    fn dist(test: &str) -> PathBuf {
        let dist = std::env::temp_dir().join(format!("sporeprint-pack-{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(dist.join(ASSETS)).unwrap();
        dist
    }

    #[test]
    fn a_part_and_its_packed_copy_differ_in_the_ending_only() {
        let dist = dist("pair");
        let content = b"spore".repeat(100);
        let name = put(&dist, "part", &content).unwrap();
        assert!(page::is_content_hashed(&name));
        let plain = dist.join(ASSETS).join(&name);
        let packed = fs::read(plain.with_extension("wasm.packed")).unwrap();
        assert!(packed.len() < 100);
        let mut unpacked = Vec::new();
        GzDecoder::new(packed.as_slice())
            .read_to_end(&mut unpacked)
            .unwrap();
        assert_eq!(unpacked, content);
        assert_eq!(fs::read(plain).unwrap(), content);
        fs::remove_dir_all(&dist).unwrap();
    }

    #[test]
    fn the_page_loads_the_packed_module_ahead_and_names_the_plain_one() {
        for quote in ["\"", ""] {
            let dist = dist("page");
            let content = b"spore".repeat(100);
            fs::write(dist.join("static-files/app-0123456789abcdef_bg.wasm"), &content).unwrap();
            fs::write(dist.join("static-files/parts-0123456789abcdef.js"), "").unwrap();
            let page = format!(
                "<link data-wasm={quote}static-files/app-0123456789abcdef_bg.wasm{quote}>\
                 <link href={quote}static-files/app-0123456789abcdef_bg.wasm{quote} \
                 integrity={quote}sha384-{}{quote} rel=preload as=fetch type={quote}application/wasm{quote}>",
                page::integrity(&content)
            );
            fs::write(dist.join("index.html"), page).unwrap();
            pack_main(&dist, "parts-0123456789abcdef.js").unwrap();
            let checked = page::checked(&dist).unwrap();
            let files = checked.files();
            let [script, plain, packed] = files.as_slice() else {
                panic!("{files:?}")
            };
            assert_eq!(*script, "static-files/parts-0123456789abcdef.js");
            assert_eq!(format!("{plain}.packed"), *packed);
            let page = fs::read_to_string(dist.join("index.html")).unwrap();
            assert!(!page.contains("application/wasm"), "{page}");
            fs::remove_dir_all(&dist).unwrap();
        }
    }

    #[test]
    fn the_script_asks_for_the_ending_that_packed_files_have() {
        assert!(COMPILED.contains(&format!("fetch(address + \"{ENDING}\")")));
    }
}
