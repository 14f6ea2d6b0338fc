//! Menus, dialogs, toasts and tooltips.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{
    Button, ButtonVariant, ConfirmDialog, Dialog, DialogFoot, Field, Icon, IconButton, Input, Menu, MenuItem,
    Popover, ToastAction, ToastKey, Tooltip, use_toasts,
};

fn menus() -> impl IntoView {
    let toasts = use_toasts();
    let is_grouped = RwSignal::new(true);
    let name = RwSignal::new("gini-best-4".to_owned());
    let items = move || {
        vec![
            MenuItem::action("Rename", move || toasts.success("Renamed")).icon(Icon::Pencil),
            MenuItem::action("Duplicate", move || toasts.success("Duplicated")).icon(Icon::Copy),
            MenuItem::link("Open in MLflow", "#/kit").icon(Icon::ExternalLink),
            MenuItem::action("Restore", || ()).icon(Icon::Undo).disabled(true),
            MenuItem::action("Delete", move || toasts.success("Deleted"))
                .icon(Icon::Trash)
                .danger()
                .after_line(),
        ]
    };
    let choices = move || {
        vec![
            MenuItem::choice("Group by dataset", is_grouped.get(), move || {
                is_grouped.update(|on| *on = !*on);
            }),
            MenuItem::choice("Show deleted runs", false, || ()),
        ]
    };
    view! {
        <Menu label="Actions" items=Signal::derive(items) />
        <Menu label="View" icon=Icon::Sliders variant=ButtonVariant::Quiet items=Signal::derive(choices) />
        <Menu
            label="More actions"
            icon=Icon::More
            label_hidden=true
            variant=ButtonVariant::Quiet
            items=Signal::derive(items)
        />
        <Popover label="Settings" icon=Icon::Settings class="board-panel">
            <Field label="Name">
                <Input value=name />
            </Field>
        </Popover>
    }
}

fn dialogs() -> impl IntoView {
    let toasts = use_toasts();
    let (is_renaming, is_asking) = (RwSignal::new(false), RwSignal::new(false));
    let name = RwSignal::new("gini-best-4".to_owned());
    let save = move || {
        is_renaming.set(false);
        toasts.success(format!("Renamed to {}", name.get_untracked()));
    };
    view! {
        <Button on_click=move || is_renaming.set(true)>"Rename…"</Button>
        <Button variant=ButtonVariant::Danger on_click=move || is_asking.set(true)>"Delete…"</Button>
        <Dialog open=is_renaming title="Rename run">
            <Field label="Name">
                <Input value=name />
            </Field>
            <DialogFoot>
                <Button on_click=move || is_renaming.set(false)>"Cancel"</Button>
                <Button variant=ButtonVariant::Primary on_click=save>"Rename"</Button>
            </DialogFoot>
        </Dialog>
        <ConfirmDialog
            open=is_asking
            title="Delete 3 runs?"
            text="They can be restored until the server's garbage collection takes them."
            confirm_label="Delete"
            on_confirm=move || {
                is_asking.set(false);
                toasts.success("Deleted 3 runs");
            }
        />
    }
}

pub(super) fn view() -> impl IntoView {
    let toasts = use_toasts();
    let refused = move || {
        toasts.error(
            "Could not delete the runs",
            "The server says that the experiment is read only.",
        );
    };
    let undoable = move || {
        let undo = ToastAction::new("Undo", move || toasts.success("Restored 3 runs"));
        toasts.done("Deleted 3 runs", vec![undo]);
    };
    let slow = move || {
        let text = ArcRwSignal::new("Deleting 12 of 340 runs".to_owned());
        let key = StoredValue::new(None::<ToastKey>);
        let stop = ToastAction::new("Stop", move || {
            if let Some(key) = key.try_get_value().flatten() {
                toasts.remove(key);
            }
        });
        key.set_value(Some(toasts.progress(text, vec![stop])));
    };
    view! {
        <Specimens title="Overlays" note="Escape closes each; focus goes back to where it came from.">
            <Specimen name="Menu">{menus()}</Specimen>
            <Specimen name="Dialog">{dialogs()}</Specimen>
            <Specimen name="Toast">
                <Button on_click=move || toasts.success("Copied 3 runs")>"Success"</Button>
                <Button on_click=move || toasts.note("A newer version of this run is shown")>"Note"</Button>
                <Button on_click=refused>"Error"</Button>
                <Button on_click=undoable>"With a way back"</Button>
                <Button on_click=slow>"Progress"</Button>
            </Specimen>
            <Specimen name="Tooltip">
                <Tooltip text="Runs whose parent is one of these are hidden. Open the parent to see them.">
                    <Button variant=ButtonVariant::Quiet icon=Icon::Info>"12 nested runs"</Button>
                </Tooltip>
                <Tooltip text="Pin">
                    <IconButton icon=Icon::Pin label="Pin" />
                </Tooltip>
            </Specimen>
        </Specimens>
    }
}
