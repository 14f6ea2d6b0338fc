//! Taking a chart along: as a picture, as a file of values, as a link.

use leptos::prelude::*;

use super::all_points;
use super::drawing::Painter;
use super::state::{LineState, x_name};
use super::table::TableDialog;
use super::writing::{save_csv, say_failed};
use crate::board::{csv_piece_count, csv_pieces};
use crate::chart::to_svg;
use crate::format::file_name;
use crate::ui::chart::plots::ChartCard;
use crate::ui::kit::{ButtonSize, ButtonVariant, Icon, Menu, MenuItem};
use crate::web::download::DownloadFile;
use crate::web::png;

/// Device pixels per CSS pixel of an exported picture.
const PIXELS: f64 = 2.0;

/// The ways to take the chart along.
#[component]
pub(super) fn ExportMenu(
    state: LineState,
    painter: Painter,
    on_copy_link: Option<Callback<()>>,
) -> impl IntoView {
    let toasts = state.toasts;
    let is_table_open = RwSignal::new(false);
    let failed = move || say_failed(toasts);
    let card = use_context::<ChartCard>();
    // A chart that stands alone is called after its metrics.
    let name = move || {
        let title = untrack(|| card.map_or_else(|| state.title(), |card| card.title.get()));
        file_name(&title, "chart")
    };
    let save_png = move |()| {
        let picture = painter.png(PIXELS);
        leptos::task::spawn_local(async move {
            let is_saved = match picture {
                Some(picture) => png::save(picture, &format!("{}.png", name())).await,
                None => false,
            };
            if !is_saved {
                failed();
            }
        });
    };
    let copy_png = move |()| {
        let picture = painter.png(PIXELS);
        leptos::task::spawn_local(async move {
            let is_copied = match picture {
                Some(picture) => png::copy(picture).await,
                None => false,
            };
            if is_copied {
                toasts.success("Copied the chart as a picture");
            } else {
                toasts.error("Nothing was copied", "The browser did not allow it.");
            }
        });
    };
    let save_svg = move |()| {
        let svg = painter.with_chart(|chart, (width, height)| to_svg(chart, width, height).ok());
        match svg.flatten() {
            Some(svg) => {
                let file = DownloadFile::default();
                file.push(&svg);
                if !file.save(&format!("{}.svg", name()), "image/svg+xml") {
                    failed();
                }
            }
            None => failed(),
        }
    };
    let save_drawn = move |()| save_drawn(state, format!("{}.csv", name()));
    let save_all = move |()| all_points::download(state, format!("{}.csv", name()));
    let items = Signal::derive(move || {
        let mut items = vec![
            MenuItem::action("Download as PNG", Callback::new(save_png)).icon(Icon::Image),
            MenuItem::action("Download as SVG", Callback::new(save_svg)).icon(Icon::FileCode),
            MenuItem::action("Download what is drawn as CSV", Callback::new(save_drawn)).icon(Icon::Download),
            MenuItem::action("Download all points as CSV", Callback::new(save_all)).icon(Icon::Download),
            MenuItem::action("Copy as a picture", Callback::new(copy_png))
                .icon(Icon::Copy)
                .after_line(),
        ];
        if let Some(on_copy_link) = on_copy_link {
            items.push(MenuItem::action("Copy link to this chart", on_copy_link).icon(Icon::Link));
        }
        let table = MenuItem::action("View as table", move || is_table_open.set(true));
        items.push(table.icon(Icon::Table).after_line());
        items
    });
    view! {
        <Menu
            label="Export chart"
            items
            icon=Icon::Download
            label_hidden=true
            variant=ButtonVariant::Quiet
            size=ButtonSize::Small
        />
        <TableDialog state open=is_table_open />
    }
}

/// Saves what is drawn, as it is drawn now: what comes meanwhile is not in the file.
fn save_drawn(state: LineState, name: String) {
    let shown = state.projection.get_untracked();
    let range = shown.map_or((f64::NEG_INFINITY, f64::INFINITY), |shown| {
        (shown.x.low(), shown.x.high())
    });
    let (x, is_smoothed) = state.look.with_untracked(|look| {
        let is_smoothed = look.smoothing != crate::board::Smoothing::None;
        (x_name(&look.x), is_smoothed)
    });
    let drawn = state.drawn.get_untracked();
    let toasts = state.toasts;
    leptos::task::spawn_local(async move {
        let count = csv_piece_count(drawn.picture.lines.iter().map(|line| line.trace.len()));
        let pieces = csv_pieces(&drawn.picture, &x, range, is_smoothed);
        save_csv(toasts, name, pieces, count).await;
    });
}
