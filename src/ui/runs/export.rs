//! Taking the table along: as a file, or on the clipboard.

use leptos::prelude::*;

use super::batch::Batch;
use super::model::RunsModel;
use super::state::TableState;
use crate::format;
use crate::runs::{Column, Export, ExportFormat, ExportOptions, Past};
use crate::ui::kit::{ButtonSize, ButtonVariant, Icon, Menu, MenuItem, use_toasts};
use crate::web::download::DownloadFile;
use crate::web::{clipboard, clock, turn};

/// Which lines are taken along.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// The lines and columns of the table, as they are shown.
    Shown,
    /// The runs that are picked out, with the columns that are shown.
    Selected,
    /// Every run and every column that is loaded.
    Loaded,
}

/// The ways to take the table along; of the runs that are picked out alone with `of_selection`.
#[component]
pub fn ExportMenu(model: RunsModel, #[prop(optional)] of_selection: bool) -> impl IntoView {
    let toasts = use_toasts();
    let extent = if of_selection {
        Extent::Selected
    } else {
        Extent::Shown
    };
    let save = move |label: &str, format: ExportFormat, extent: Extent| {
        MenuItem::action(label, move || {
            leptos::task::spawn_local(async move {
                if !model.save(format, extent).await {
                    toasts.error(
                        "The file could not be made",
                        "The browser did not allow a download.",
                    );
                }
            });
        })
    };
    let copy = MenuItem::action("Copy as a Markdown table", move || {
        let text = model.as_text(ExportFormat::Markdown, extent);
        clipboard::copy_text(&text, move |is_copied| {
            if is_copied {
                toasts.success("Copied the table as Markdown");
            } else {
                toasts.error("Nothing was copied", "The browser did not allow it.");
            }
        });
    })
    .icon(Icon::Copy)
    .after_line();
    let items = Signal::stored(if of_selection {
        vec![
            save("Download as CSV", ExportFormat::Csv, extent),
            save("Download as JSON", ExportFormat::Json, extent),
            copy,
        ]
    } else {
        vec![
            save("What is shown, as CSV", ExportFormat::Csv, extent),
            save("What is shown, as JSON", ExportFormat::Json, extent),
            save("All that is loaded, as CSV", ExportFormat::Csv, Extent::Loaded).after_line(),
            save("All that is loaded, as JSON", ExportFormat::Json, Extent::Loaded),
            copy,
        ]
    });
    view! {
        <Menu
            label="Download"
            icon=Icon::Download
            items
            size=ButtonSize::Small
            label_hidden=!of_selection
            variant=if of_selection { ButtonVariant::Plain } else { ButtonVariant::Quiet }
        />
    }
}

impl RunsModel {
    fn export(self, format: ExportFormat, extent: Extent) -> Export {
        let state = self.state();
        let batch = state.batch.borrow();
        let set = batch.set.borrow();
        let shown = || {
            state
                .plans
                .borrow()
                .iter()
                .skip(1)
                .map(|plan| plan.column.clone())
                .collect()
        };
        let columns: Vec<Column> = match extent {
            Extent::Shown | Extent::Selected => shown(),
            Extent::Loaded => set.fields().map(|entry| entry.field.clone().into()).collect(),
        };
        let options = ExportOptions {
            format,
            columns,
            aggregate: state.style.get().aggregate,
            primary: state.primary.borrow().clone(),
            offset_minutes: clock::offset_minutes(clock::now_millis()),
        };
        match extent {
            Extent::Shown => Export::of_lines(options, state.lines.borrow().clone()),
            Extent::Selected => Export::of_rows(options, &state.selected_rows()),
            Extent::Loaded => {
                let rows = set.rows().iter().copied();
                let rows: Vec<u32> = rows.filter(|row| !set.is_context(*row)).collect();
                Export::of_rows(options, &rows)
            }
        }
    }

    /// The next piece of a text. What it is made of is handed in: the page may be gone meanwhile.
    fn next_piece(state: &TableState, export: &mut Export, batch: &Batch) -> Option<String> {
        let set = batch.set.borrow();
        let past = |column: &Column, row: u32| match column {
            Column::Past(past, _) if *past != Past::Trend => state.past(*past, column, set.id(row)),
            _ => None,
        };
        export.next_piece(&set, &past)
    }

    fn as_text(self, format: ExportFormat, extent: Extent) -> String {
        let mut export = self.export(format, extent);
        let state = self.state();
        let batch = state.batch.borrow().clone();
        std::iter::from_fn(|| Self::next_piece(&state, &mut export, &batch)).collect()
    }

    /// Makes a file, giving way between its pieces.
    async fn save(self, format: ExportFormat, extent: Extent) -> bool {
        let mut export = self.export(format, extent);
        // Other runs may come to be shown while the file is made.
        let state = self.state();
        let batch = state.batch.borrow().clone();
        let file = DownloadFile::default();
        while let Some(piece) = Self::next_piece(&state, &mut export, &batch) {
            file.push(&piece);
            turn::give_way().await;
        }
        let day = format::iso_utc(clock::now_millis());
        let day = day.split('T').next().unwrap_or_default();
        file.save(&format!("runs-{day}.{}", format.extension()), format.media_type())
    }
}
