//! Cutting the module where `src/ui/parts.rs` says, so that a first visit loads only what it shows.
//!
//! trunk knows no such step, so this program takes the place of `wasm-bindgen` on its `PATH`: [`stand_in`] cuts what rustc
//! made and hands the main part on to the real one; [`join`] then puts the other parts into the site, under names made
//! from their content, and tells the main part's JavaScript where they are.

use crate::pack;
use crate::page::{ASSETS, integrity, name_hash};
use crate::repo::files_under;
use anyhow::{Context, Result, anyhow, bail};
use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_split_cli_support::{Options, transform};

/// What cargo and rustc must be told, so that the module can be cut.
pub const FEATURE: &str = "split";
/// The linker has to leave in what every call refers to.
pub const RUSTFLAGS: &str = "-Clink-args=--emit-relocs";

/// Where the parts are put, for the stand-in.
const PARTS: &str = "SPOREPRINT_SPLIT_PARTS";
/// The real `wasm-bindgen`, for the stand-in.
const REAL: &str = "SPOREPRINT_SPLIT_WASM_BINDGEN";
const BINDGEN: &str = "wasm-bindgen";
/// The JavaScript that loads the parts, as the cutter names it.
const LOADER: &str = "./__wasm_split.js";
/// What stands for the main part's JavaScript in it, until that has its name.
const MAIN: &str = "./__wasm_main.js";
/// How the cutter's loader asks for a part and starts it: of its own, it knows nothing of packed files, and wants the
/// server to know the type of `.wasm`, which plain servers may not.
const FETCH: [&str; 2] = ["fetch(new URL(", "WebAssembly.instantiateStreaming(src, imports)"];
/// What takes their place, with [`pack::COMPILED`].
const COMPILE: [&str; 2] = ["compiled(new URL(", "WebAssembly.instantiate(await src, imports)"];

/// Sets `command` (trunk) up to meet the stand-in instead of `wasm-bindgen`. `folder` is emptied for the parts.
///
/// # Errors
/// When the stand-in cannot be put there, or there is no `wasm-bindgen` on the command's `PATH`.
pub fn apply(command: &mut Command, folder: &Path) -> Result<()> {
    let path = command
        .get_envs()
        .find_map(|(name, value)| value.filter(|_| name == "PATH"));
    let path = path
        .map(ToOwned::to_owned)
        .or_else(|| env::var_os("PATH"))
        .unwrap_or_default();
    let _ = fs::remove_dir_all(folder);
    let programs = folder.join("bin");
    fs::create_dir_all(&programs)?;
    let name = format!("{BINDGEN}{}", env::consts::EXE_SUFFIX);
    let real = env::split_paths(&path)
        .map(|place| place.join(&name))
        .find(|program| program.is_file())
        .context("no wasm-bindgen on the PATH of the build")?;
    let stand_in = programs.join(&name);
    fs::copy(env::current_exe()?, &stand_in).with_context(|| format!("writing {}", stand_in.display()))?;
    let places = std::iter::once(programs).chain(env::split_paths(&path));
    command
        .env("PATH", env::join_paths(places)?)
        .env(PARTS, folder.join("parts"))
        .env(REAL, real);
    Ok(())
}

/// Whether this program was started as `wasm-bindgen`.
pub fn is_stand_in() -> bool {
    let name = env::args_os().next().map(PathBuf::from);
    name.is_some_and(|name| name.file_stem().is_some_and(|stem| stem == BINDGEN))
}

/// Does what `wasm-bindgen` was asked to do, with the main part of the module only.
///
/// # Errors
/// When the module cannot be cut, or the real `wasm-bindgen` fails.
pub fn stand_in() -> Result<()> {
    let real = env::var_os(REAL).with_context(|| format!("{REAL} is not set"))?;
    let parts = env::var_os(PARTS)
        .map(PathBuf::from)
        .with_context(|| format!("{PARTS} is not set"))?;
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let module = arguments.iter_mut().find(|argument| {
        Path::new(argument)
            .extension()
            .is_some_and(|ending| ending == "wasm")
    });
    if let Some(module) = module {
        *module = cut(Path::new(&module), &parts)?.into_os_string();
        // The parts call into the main one by the names that the linker gave.
        arguments.push("--keep-lld-exports".into());
    }
    let status = Command::new(&real).args(arguments).status()?;
    if !status.success() {
        bail!("{} failed", Path::new(&real).display());
    }
    Ok(())
}

/// Cuts `module` into `folder`; gives the path of the main part.
fn cut(module: &Path, folder: &Path) -> Result<PathBuf> {
    let input = fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    let main = folder.join("main.wasm");
    let mut options = Options::new(&input);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = MAIN;
    options.link_name = LOADER;
    transform(options).map_err(|report| anyhow!("cutting {}: {report}", module.display()))?;
    Ok(main)
}

/// Puts the parts that were cut off into `dist/`, each shrunk by `shrink` (from one path to another).
///
/// # Errors
/// When a file is missing or cannot be shrunk or written.
pub fn join(dist: &Path, folder: &Path, shrink: impl Fn(&Path, &Path) -> Result<()>) -> Result<()> {
    let parts = folder.join("parts");
    let mut loader = fs::read_to_string(parts.join(LOADER)).context("the module was not cut")?;
    for part in files_under(&parts)? {
        let name = part
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if part.extension().is_none_or(|ending| ending != "wasm") || name == "main.wasm" {
            continue;
        }
        let small = part.with_extension("small");
        shrink(&part, &small)?;
        let hashed = pack::put(dist, name.trim_end_matches(".wasm"), &fs::read(&small)?)?;
        loader = loader.replace(&format!("\"./{name}\""), &format!("\"./{hashed}\""));
    }
    for (fetch, compile) in FETCH.iter().zip(COMPILE) {
        if !loader.contains(fetch) {
            bail!("the loader of the parts does not say `{fetch}`: the cutter writes it in a new way");
        }
        loader = loader.replace(fetch, compile);
    }
    let script = name_scripts(dist, &(loader + pack::COMPILED))?;
    pack::pack_main(dist, &script)
}

/// The files that `loader`, the script that [`join`] wrote, asks for when `part` is wanted.
pub fn files_of<'a>(loader: &'a str, part: &str) -> Vec<&'a str> {
    // The cutter's `const name = makeLoad(…new URL("./file", …)…\n, [the chunks that it needs])`.
    let defined = |name: &str| {
        let (_, rest) = loader.split_once(&format!("const {name} = "))?;
        let (_, rest) = rest.split_once("new URL(\"./")?;
        let (file, rest) = rest.split_once('"')?;
        let (_, chunks) = rest.split_once("\n, [")?;
        Some((file, chunks.split_once(']')?.0))
    };
    let Some((file, chunks)) = defined(&format!("__wasm_split_load_{part}")) else {
        return Vec::new();
    };
    let chunks = chunks.split(", ").filter_map(|chunk| Some(defined(chunk)?.0));
    std::iter::once(file).chain(chunks).collect()
}

/// Gives the main part's JavaScript and the loader, which import each other, one hash of both. Returns the loader's name.
fn name_scripts(dist: &Path, loader: &str) -> Result<String> {
    let (assets, page) = (dist.join(ASSETS), dist.join("index.html"));
    let html = fs::read_to_string(&page)?;
    let importing = files_under(&assets)?
        .into_iter()
        .filter(|file| file.extension().is_some_and(|ending| ending == "js"));
    let mut importing = importing.filter_map(|file| Some((fs::read_to_string(&file).ok()?, file)));
    let (script, file) = importing
        .find(|(script, _)| script.contains(LOADER))
        .context("no script imports the parts")?;
    let both = name_hash(&[script.as_bytes(), loader.as_bytes()])?;
    let (main_name, loader_name) = (format!("sporeprint-{both}.js"), format!("parts-{both}.js"));
    let old_name = file
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    // Only what is imported: the module itself goes on calling its loader by the old name.
    let renamed = ["from \"", "from\""].iter().fold(script.clone(), |script, from| {
        script.replace(&format!("{from}{LOADER}\""), &format!("{from}./{loader_name}\""))
    });
    let loader = loader.replace(MAIN, &format!("./{main_name}"));
    fs::remove_file(&file)?;
    fs::write(assets.join(&main_name), &renamed)?;
    fs::write(assets.join(&loader_name), &loader)?;
    let preload = format!(
        "<link crossorigin href={ASSETS}{loader_name} integrity=sha384-{} rel=modulepreload></head>",
        integrity(loader.as_bytes())
    );
    let html = html
        .replace(&old_name, &main_name)
        .replace(&integrity(script.as_bytes()), &integrity(renamed.as_bytes()))
        .replacen("</head>", &preload, 1);
    fs::write(&page, html)?;
    Ok(loader_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_brings_its_chunks() {
        let loader = "const __chunk_4 = makeLoad(() => {
    const src = compiled(new URL(\"./chunk_4-a.wasm\", import.meta.url));
}
, []);
/* lists, run */
const __chunk_5 = makeLoad(() => {
    const src = compiled(new URL(\"./chunk_5-b.wasm\", import.meta.url));
}
, []);
export const __wasm_split_load_lists = wrapAsyncCb(makeLoad(() => {
    const src = compiled(new URL(\"./split_lists-c.wasm\", import.meta.url));
}
, [__chunk_4, __chunk_5]));
";
        let files = ["split_lists-c.wasm", "chunk_4-a.wasm", "chunk_5-b.wasm"];
        assert_eq!(files_of(loader, "lists"), files);
        assert!(files_of(loader, "run").is_empty());
    }

    #[test]
    fn the_two_scripts_name_each_other_and_the_page_names_both() {
        let dist = env::temp_dir().join(format!("sporeprint-split-{}", std::process::id()));
        let _ = fs::remove_dir_all(&dist);
        fs::create_dir_all(dist.join(ASSETS)).unwrap();
        let script = format!("import * as a from \"{LOADER}\"; const imports = {{ \"{LOADER}\": a }};");
        fs::write(dist.join(ASSETS).join("app-1.js"), &script).unwrap();
        let page = format!(
            "<head><link href=static-files/app-1.js integrity=sha384-{} rel=modulepreload></head>",
            integrity(script.as_bytes())
        );
        fs::write(dist.join("index.html"), page).unwrap();
        name_scripts(&dist, &format!("import {{ initSync }} from \"{MAIN}\";")).unwrap();
        let checked = crate::page::checked(&dist).unwrap();
        let files = checked.files();
        let [main, loader] = files.as_slice() else {
            panic!("{files:?}")
        };
        let read = |name: &str| fs::read_to_string(dist.join(name)).unwrap();
        assert!(read(main).contains(&format!("from \"./{}\"", loader.trim_start_matches(ASSETS))));
        assert!(
            read(main).contains(&format!("{{ \"{LOADER}\": a }}")),
            "the module's own name for it stays"
        );
        assert!(read(loader).contains(main.trim_start_matches(ASSETS)));
        fs::remove_dir_all(&dist).unwrap();
    }
}
