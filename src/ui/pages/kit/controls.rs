//! Buttons, fields and choices.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{
    Button, ButtonLink, ButtonSize, ButtonVariant, Checkbox, Field, Icon, IconButton, Input, SearchField,
    Segment, Segmented, Select, Switch, TextArea,
};
use crate::ui::theme::ThemeToggle;

/// A variant in each of its states.
fn states(variant: ButtonVariant, verb: &'static str, icon: Icon) -> impl IntoView {
    view! {
        <Button variant=variant>{verb}</Button>
        <Button variant=variant icon=icon>{verb}</Button>
        <Button variant=variant busy=true>{verb}</Button>
        <Button variant=variant icon=icon disabled=true>{verb}</Button>
    }
}

pub(super) fn buttons() -> impl IntoView {
    let busy = RwSignal::new(false);
    let pressed = RwSignal::new(true);
    view! {
        <Specimens title="Buttons" note="Text is a verb. One primary in sight at most; quiet ones in toolbars and tables.">
            <Specimen name="Primary">{states(ButtonVariant::Primary, "Register model", Icon::Model)}</Specimen>
            <Specimen name="Plain">{states(ButtonVariant::Plain, "Compare", Icon::Compare)}</Specimen>
            <Specimen name="Quiet">{states(ButtonVariant::Quiet, "Filter", Icon::Filter)}</Specimen>
            <Specimen name="Danger">{states(ButtonVariant::Danger, "Delete", Icon::Trash)}</Specimen>
            <Specimen name="Danger, solid">{states(ButtonVariant::DangerSolid, "Delete 3 runs", Icon::Trash)}</Specimen>
            <Specimen name="Sizes">
                <Button size=ButtonSize::Small icon=Icon::Plus>"Small"</Button>
                <Button icon=Icon::Plus>"Medium"</Button>
                <Button size=ButtonSize::Large icon=Icon::Plus>"Large"</Button>
                <ButtonLink href="#/kit" icon=Icon::Download>"A link"</ButtonLink>
                <Button
                    busy=busy
                    icon=Icon::Refresh
                    on_click=move || busy.set(true)
                >
                    "Stays busy"
                </Button>
            </Specimen>
            <Specimen name="Icon only">
                <IconButton icon=Icon::Refresh label="Refresh" size=ButtonSize::Small />
                <IconButton icon=Icon::Columns label="Choose columns" />
                <IconButton icon=Icon::Download label="Download" variant=ButtonVariant::Plain />
                <IconButton
                    icon=Icon::Pin
                    label="Pin"
                    pressed=pressed
                    on_click=move || pressed.update(|pressed| *pressed = !*pressed)
                />
                <IconButton icon=Icon::Trash label="Delete" disabled=true />
            </Specimen>
        </Specimens>
    }
}

pub(super) fn fields() -> impl IntoView {
    let name = RwSignal::new("spore-print-17".to_owned());
    let wrong = RwSignal::new("mushroom/v1".to_owned());
    let note = RwSignal::new("Gini, depth 4. Odour decides almost everything.".to_owned());
    let search = RwSignal::new(String::new());
    let filter = RwSignal::new("metrics.test_accuracy > 0.99 and params.criterion = 'gini'".to_owned());
    let searched = RwSignal::new(String::new());
    view! {
        <Specimens title="Fields" note="A label above, a hint or what is wrong below.">
            <Specimen name="Text">
                <div class="kit__fields">
                    <Field label="Run name" hint="Shown in tables and charts.">
                        <Input value=name />
                    </Field>
                    <Field label="Model name" error="A model name can't contain a slash. Use a hyphen.">
                        <Input value=wrong invalid=true />
                    </Field>
                    <Field label="Artifact location" hint="Set by the server.">
                        <Input value=RwSignal::new(String::new()) placeholder="mlflow-artifacts:/1" disabled=true />
                    </Field>
                    <Field label="Note">
                        <TextArea value=note rows=3 />
                    </Field>
                </div>
            </Specimen>
            <Specimen name="Search">
                <SearchField
                    value=search
                    label="Search experiments"
                    placeholder="Search experiments"
                    on_search=move |text: String| searched.set(text)
                />
                <span class="muted">{move || format!("Searched: “{}”", searched.get())}</span>
            </Specimen>
            <Specimen name="Expression">
                <SearchField value=filter label="Filter runs" expression=true />
            </Specimen>
        </Specimens>
    }
}

pub(super) fn choices() -> impl IntoView {
    let order = RwSignal::new("accuracy".to_owned());
    let options: Vec<(String, String)> = [
        ("created", "Created"),
        ("accuracy", "test_accuracy"),
        ("duration", "Duration"),
    ]
    .map(|(value, name)| (value.to_owned(), name.to_owned()))
    .into();
    let scale = RwSignal::new("linear");
    let scales = ["linear", "log", "symlog"].map(|name| Segment {
        value: name,
        label: name,
        icon: None,
    });
    view! {
        <Specimens title="Choices">
            <Specimen name="Select">
                <Select value=order options=options.clone() label="Sort by" />
                <Select value=order options=options label="Sort by, disabled" disabled=true />
            </Specimen>
            <Specimen name="Checkbox">
                <Checkbox checked=RwSignal::new(true) label="Finished" />
                <Checkbox checked=RwSignal::new(false) label="Failed" />
                <Checkbox checked=RwSignal::new(false) mixed=true label="All runs" />
                <Checkbox checked=RwSignal::new(true) disabled=true label="Always" />
                <Checkbox checked=RwSignal::new(false) disabled=true label="Never" />
            </Specimen>
            <Specimen name="Switch">
                <Switch on=RwSignal::new(true) label="Smooth" />
                <Switch on=RwSignal::new(false) label="Show outliers" />
                <Switch on=RwSignal::new(false) disabled=true label="Live" />
            </Specimen>
            <Specimen name="Segmented">
                <Segmented value=scale segments=scales.into() label="Scale" />
            </Specimen>
            <Specimen name="Theme">
                <ThemeToggle />
            </Specimen>
        </Specimens>
    }
}
