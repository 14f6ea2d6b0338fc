//! Choices: one of many, one of a few, yes or no.

use leptos::prelude::*;

use super::{icon::Icon, identity::unique_id};

/// One of many, as the platform shows it.
#[component]
pub fn Select(
    /// The value chosen.
    value: RwSignal<String>,
    /// The values and what each is called, in the order shown.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Its label for screen readers, where no field around it names it.
    #[prop(optional, into)]
    label: Option<String>,
    /// It can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the value when the person has chosen.
    #[prop(optional, into)]
    on_change: Option<Callback<(String,)>>,
) -> impl IntoView {
    let option = move |(key, name): (String, String)| {
        let chosen = {
            let key = key.clone();
            move || value.with(|value| *value == key)
        };
        view! { <option value=key prop:selected=chosen>{name}</option> }
    };
    view! {
        <span class="select">
            <select
                class="input select__control"
                aria-label=label
                disabled=disabled
                on:change=move |event| {
                    let chosen = event_target_value(&event);
                    value.set(chosen.clone());
                    if let Some(on_change) = on_change {
                        on_change.run((chosen,));
                    }
                }
            >
                {move || options.get().into_iter().map(option).collect_view()}
            </select>
            <span class="select__icon">
                <Icon icon=Icon::ChevronDown />
            </span>
        </span>
    }
}

/// Yes or no, one of several, or a row picked out.
#[component]
pub fn Checkbox(
    /// Whether it is checked; written when the person changes it.
    checked: RwSignal<bool>,
    /// What is chosen.
    #[prop(into)]
    label: Signal<String>,
    /// The label is read out, not shown: in table rows.
    #[prop(optional)]
    label_hidden: bool,
    /// Some of what it stands for is chosen and some isn't.
    #[prop(optional, into)]
    mixed: Signal<bool>,
    /// It can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Called with the new state when the person changes it.
    #[prop(optional, into)]
    on_change: Option<Callback<(bool,)>>,
) -> impl IntoView {
    view! {
        <label class="choice" class:choice--label-hidden=label_hidden>
            <input
                class="choice__box"
                type="checkbox"
                disabled=disabled
                prop:checked=checked
                prop:indeterminate=mixed
                on:change=move |event| {
                    let now = event_target_checked(&event);
                    checked.set(now);
                    if let Some(on_change) = on_change {
                        on_change.run((now,));
                    }
                }
            />
            <span class:visually-hidden=label_hidden>{label}</span>
        </label>
    }
}

/// A setting that takes effect at once.
#[component]
pub fn Switch(
    /// Whether it is on; written when the person changes it.
    on: RwSignal<bool>,
    /// What is on or off.
    #[prop(into)]
    label: String,
    /// It can't be changed.
    #[prop(optional, into)]
    disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input
                class="choice__switch"
                type="checkbox"
                role="switch"
                disabled=disabled
                prop:checked=on
                on:change=move |event| on.set(event_target_checked(&event))
            />
            <span>{label}</span>
        </label>
    }
}

/// One way among the few of a [`Segmented`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<T> {
    /// What choosing it means.
    pub value: T,
    /// Its name.
    pub label: &'static str,
    /// An icon, shown instead of the name, which is then read out.
    pub icon: Option<Icon>,
}

/// One of two to five, all in sight: radio buttons that look like one control.
#[component]
pub fn Segmented<T>(
    /// The value chosen.
    value: RwSignal<T>,
    /// What can be chosen, in the order shown.
    segments: Vec<Segment<T>>,
    /// What is chosen, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let group = unique_id("segmented");
    let option = move |segment: Segment<T>| {
        let Segment {
            value: own,
            label,
            icon,
        } = segment;
        view! {
            <label class="segmented__option" title=icon.map(|_| label)>
                <input
                    type="radio"
                    name=group.clone()
                    prop:checked=move || value.get() == own
                    on:change=move |_| value.set(own)
                />
                {icon.map(|icon| view! { <Icon icon=icon /> })}
                <span class:visually-hidden=icon.is_some()>{label}</span>
            </label>
        }
    };
    view! {
        <div class="segmented" role="radiogroup" aria-label=label>
            {segments.into_iter().map(option).collect_view()}
        </div>
    }
}
