//! The design system's pieces: what they do, beyond what they look like.

use std::cell::Cell;
use std::rc::Rc;

use super::bench::{has_focus, mount, press, until};
use leptos::prelude::*;
use sporeprint::ui::kit::{
    Dialog, Icon, Menu, MenuItem, Popover, RestingWrite, SortHeader, SortOrder, Split, Tabs, ToastRegion,
    provide_toasts, use_toasts,
};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

#[wasm_bindgen_test]
async fn arrow_keys_choose_among_tabs_and_go_round() {
    let selected = RwSignal::new(0_usize);
    let bench = mount(move || {
        view! {
            <Tabs label="Test" tabs=vec!["One".to_owned(), "Two".to_owned(), "Three".to_owned()] selected>
                {move || selected.get().to_string()}
            </Tabs>
        }
    });
    let tab = |index: usize| bench.find(&format!("[role='tab']:nth-child({})", index + 1));
    tab(0).focus().unwrap();
    for (key, expected) in [
        ("ArrowRight", 1),
        ("End", 2),
        ("ArrowRight", 0),
        ("ArrowLeft", 2),
        ("Home", 0),
    ] {
        press(&tab(selected.get_untracked()), key);
        until(&format!("{key} leads to tab {expected}"), || {
            let is_said = tab(expected).get_attribute("aria-selected").as_deref() == Some("true");
            selected.get_untracked() == expected && has_focus(&tab(expected)) && is_said
        })
        .await;
    }
}

#[wasm_bindgen_test]
async fn a_dialogs_content_is_there_only_while_it_is_open_and_takes_the_focus() {
    let open = RwSignal::new(false);
    let bench = mount(move || view! { <Dialog open title="Rename"><input id="name" /></Dialog> });
    assert!(bench.find_opt("#name").is_none());
    open.set(true);
    until("the field has the focus", || {
        bench.find_opt("#name").is_some_and(|field| has_focus(&field))
    })
    .await;
    assert!(bench.find("dialog").has_attribute("open"));
    bench.find("dialog [aria-label='Close']").click();
    until("it is closed", || bench.find_opt("#name").is_none()).await;
    assert!(!open.get_untracked());
    assert!(!bench.find("dialog").has_attribute("open"));
}

#[wasm_bindgen_test]
async fn a_write_waits_for_silence_and_is_not_lost_when_the_page_or_its_owner_goes() {
    let written = Rc::new(Cell::new(0));
    let owner = Owner::new();
    let write = owner.with(|| {
        let written = Rc::clone(&written);
        RestingWrite::new(20, move || written.set(written.get() + 1))
    });
    for _ in 0..5 {
        write.later();
    }
    assert_eq!(written.get(), 0);
    until("it is written", || written.get() > 0).await;
    write.now();
    assert_eq!(written.get(), 1, "nothing was due");
    write.later();
    let leaves = web_sys::Event::new("pagehide").unwrap();
    web_sys::window().unwrap().dispatch_event(&leaves).unwrap();
    assert_eq!(written.get(), 2);
    write.later();
    owner.cleanup();
    assert_eq!(written.get(), 3);
}

#[wasm_bindgen_test]
async fn a_popovers_content_is_there_only_while_it_is_open_and_the_button_has_the_focus_again() {
    let bench = mount(|| {
        view! { <Popover label="Settings" icon=Icon::Settings class="panel"><input id="name" /></Popover> }
    });
    assert!(bench.find_opt("#name").is_none());
    let button = bench.find("button");
    assert_eq!(button.get_attribute("aria-label").as_deref(), Some("Settings"));
    button.focus().unwrap();
    button.click();
    until("the field has the focus", || {
        bench.find_opt("#name").is_some_and(|field| has_focus(&field))
    })
    .await;
    button.click();
    until("it is closed", || bench.find_opt("#name").is_none()).await;
    until("the button has the focus", || has_focus(&bench.find("button"))).await;
}

#[wasm_bindgen_test]
async fn a_menu_is_walked_by_arrow_keys_and_closes_when_an_item_is_chosen() {
    let chosen = RwSignal::new(0);
    let bench = mount(move || {
        let items = vec![
            MenuItem::action("Copy", Callback::new(move |()| chosen.set(1))),
            MenuItem::action("Delete", Callback::new(move |()| chosen.set(2))),
        ];
        view! { <Menu label="Actions" items /> }
    });
    let items = || -> Vec<HtmlElement> {
        let list = document().query_selector_all("[role='menuitem']").unwrap();
        (0..list.length())
            .filter_map(|index| list.get(index))
            .map(JsCast::unchecked_into)
            .collect()
    };
    let is_open = || bench.find("button").get_attribute("aria-expanded").as_deref() == Some("true");
    bench.find("button").click();
    until("the first item has the focus", || {
        items().first().is_some_and(has_focus)
    })
    .await;
    assert!(is_open());
    press(&items()[0], "ArrowDown");
    until("the second item has the focus", || has_focus(&items()[1])).await;
    press(&items()[1], "ArrowDown");
    until("it goes round", || has_focus(&items()[0])).await;
    press(&items()[0], "d");
    until("a letter leads to its item", || has_focus(&items()[1])).await;
    items()[1].click();
    until("it is closed", || !is_open()).await;
    assert_eq!(chosen.get_untracked(), 2);
}

#[wasm_bindgen_test]
async fn a_sorted_column_says_which_way() {
    let order = RwSignal::new(None);
    let pressed = RwSignal::new(0);
    let bench = mount(move || {
        view! {
            <table><thead><tr>
                <SortHeader order column="metrics.loss" on_sort=move || pressed.update(|count| *count += 1)>"loss"</SortHeader>
            </tr></thead></table>
        }
    });
    let header = bench.find("th[data-column='metrics.loss']");
    assert_eq!(header.get_attribute("aria-sort"), None);
    for (now, word) in [
        (SortOrder::Ascending, "ascending"),
        (SortOrder::Descending, "descending"),
    ] {
        order.set(Some(now));
        until(word, || {
            header.get_attribute("aria-sort").as_deref() == Some(word)
        })
        .await;
    }
    bench.find("th button").click();
    assert_eq!(pressed.get_untracked(), 1);
}

#[wasm_bindgen_test]
async fn an_error_message_stays_until_it_is_dismissed() {
    let bench = mount(|| {
        provide_toasts();
        let toasts = use_toasts();
        view! {
            <button id="fail" on:click=move |_| toasts.error("The run was not deleted", "It is gone already")></button>
            <ToastRegion />
        }
    });
    bench.find("#fail").click();
    until("the message is there", || {
        bench.text().contains("The run was not deleted")
    })
    .await;
    assert!(bench.text().contains("It is gone already"));
    bench.find("[aria-label='Dismiss']").click();
    until("it is gone", || !bench.text().contains("The run was not deleted")).await;
}

#[wasm_bindgen_test]
async fn the_line_between_two_panes_moves_by_keys_within_its_bounds() {
    let width_css = RwSignal::new(300.0);
    let bench = mount(move || {
        view! { <Split label="list" width_css start=view! { "left" }.into_any()>"right"</Split> }
    });
    let line = bench.find("[role='separator']");
    press(&line, "ArrowRight");
    assert!(width_css.get_untracked() > 300.0);
    press(&line, "Home");
    let least = width_css.get_untracked();
    press(&line, "ArrowLeft");
    assert!((width_css.get_untracked() - least).abs() < f64::EPSILON);
    press(&line, "Enter");
    until("it is folded away", || {
        line.get_attribute("aria-valuenow").as_deref() == Some("0")
    })
    .await;
    press(&line, "Enter");
    until("it is back", || {
        line.get_attribute("aria-valuenow").is_some_and(|now| now != "0")
    })
    .await;
}
