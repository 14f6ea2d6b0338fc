//! Breadcrumbs, tabs, pagination and panes.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{Breadcrumbs, Crumb, Pagination, Split, TabLink, TabLinks, Tabs};

const PAGES: usize = 4;

pub(super) fn view() -> impl IntoView {
    let crumbs = vec![
        Crumb::link("Experiments", "#/experiments"),
        Crumb::link("mushroom-grid-search", "#/experiments/1"),
        Crumb::here("gini-best-4"),
    ];
    let tab = RwSignal::new(0);
    let names: Vec<String> = ["Preview", "Raw", "Details"].map(str::to_owned).into();
    let shown = names.clone();
    view! {
        <Specimens title="Finding the way">
            <Specimen name="Breadcrumbs">
                <Breadcrumbs crumbs=crumbs />
            </Specimen>
            <Specimen name="Tabs as links" wide=true>
                <TabLinks label="Run">
                    <TabLink href="#/kit" selected=true>"Overview"</TabLink>
                    <TabLink href="#/kit" selected=false count=12>"Metrics"</TabLink>
                    <TabLink href="#/kit" selected=false>"Artifacts"</TabLink>
                    <TabLink href="#/kit" selected=false count=0>"Traces"</TabLink>
                </TabLinks>
            </Specimen>
            <Specimen name="Tabs in a page" wide=true>
                <Tabs label="View of the file" tabs=names selected=tab>
                    <p>{move || format!("The panel of “{}”.", shown.get(tab.get()).cloned().unwrap_or_default())}</p>
                </Tabs>
            </Specimen>
            <Specimen name="Pages" wide=true>{pages()}</Specimen>
            <Specimen name="Panes" wide=true>{panes()}</Specimen>
        </Specimens>
    }
}

fn pages() -> impl IntoView {
    let page = RwSignal::new(0_usize);
    let size = RwSignal::new("50".to_owned());
    let range = move || format!("Page {} of {PAGES}", page.get() + 1);
    view! {
        <Pagination
            range=Signal::derive(range)
            has_previous=Signal::derive(move || page.get() > 0)
            has_next=Signal::derive(move || page.get() + 1 < PAGES)
            on_previous=move || page.update(|page| *page = page.saturating_sub(1))
            on_next=move || page.update(|page| *page += 1)
            page_size=size
        />
    }
}

fn panes() -> impl IntoView {
    let start = view! {
        <div class="kit__pane">
            <p>"model"</p>
            <p class="muted">"MLmodel"</p>
            <p class="muted">"model.skops"</p>
            <p class="muted">"tree.svg"</p>
        </div>
    };
    view! {
        <div class="panel kit__split">
            <Split label="file list" width_css=RwSignal::new(220.0) max_css=480.0 start=start.into_any()>
                <div class="kit__pane">
                    <p>"Drag the line, double click it, or focus it and use the arrow keys and Enter."</p>
                </div>
            </Split>
        </div>
    }
}
