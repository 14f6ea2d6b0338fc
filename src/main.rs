//! Mounts the app.

#[cfg(target_arch = "wasm32")]
fn main() {
    console_error_panic_hook::set_once();
    sporeprint::ui::mount();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!(
        "Sporeprint runs in a browser. Build it with `cargo xtask build`, see it with `cargo xtask demo`."
    );
}
