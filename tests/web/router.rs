//! The router and the address bar.

use super::bench::{Bench, mount, until};
use leptos::prelude::*;
use sporeprint::route::Route;
use sporeprint::ui::router::{Router, provide_router};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_test::wasm_bindgen_test;

/// A page that shows its own address.
fn page() -> (Bench<impl leptos::tachys::view::Mountable>, Router) {
    let handed_out = Rc::new(RefCell::new(None));
    let given = Rc::clone(&handed_out);
    let bench = mount(move || {
        let router = provide_router();
        *given.borrow_mut() = Some(router);
        move || router.route().with(Route::to_hash)
    });
    let router = handed_out.borrow_mut().take().unwrap();
    (bench, router)
}

fn set_hash(hash: &str) {
    window().location().set_hash(hash).unwrap();
}

fn history_length() -> u32 {
    window().history().unwrap().length().unwrap()
}

#[wasm_bindgen_test]
async fn a_page_starts_where_the_address_is() {
    set_hash("#/models");
    let (bench, _) = page();
    assert_eq!(bench.text(), Route::models().to_hash());
}

#[wasm_bindgen_test]
async fn a_changed_address_changes_the_page_and_the_back_button_returns() {
    set_hash("#/experiments");
    let (bench, router) = page();
    set_hash("#/models");
    bench.until_text(&Route::models().to_hash()).await;
    router.go(&Route::experiments());
    bench.until_text(&Route::experiments().to_hash()).await;
    window().history().unwrap().back().unwrap();
    bench.until_text(&Route::models().to_hash()).await;
    window().history().unwrap().forward().unwrap();
    bench.until_text(&Route::experiments().to_hash()).await;
}

#[wasm_bindgen_test]
async fn replacing_the_address_changes_the_page_and_leaves_no_step_in_the_history() {
    set_hash("#/experiments");
    let (bench, router) = page();
    let before = history_length();
    router.replace(Route::parse("/experiments/7/runs"));
    let shown = Route::parse("/experiments/7/runs").to_hash();
    bench.until_text(&shown).await;
    assert_eq!(window().location().hash().unwrap(), shown);
    assert_eq!(history_length(), before);
}

#[wasm_bindgen_test]
async fn an_address_that_is_no_page_is_kept_as_it_is() {
    set_hash("#/experiments");
    let (_bench, router) = page();
    set_hash("#/%F0%9F%8D%84%/?=&%zz");
    until("the route says so", || {
        router
            .route()
            .with_untracked(|route| matches!(route, Route::NotFound(_)))
    })
    .await;
    set_hash("");
}
