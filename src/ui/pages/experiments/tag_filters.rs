//! The conditions on tags that the address names, as chips.

use leptos::prelude::*;

use crate::route::{ExperimentsQuery, Route, TagFilter, TagOperator};
use crate::ui::kit::{Button, ButtonVariant, Chip, Dialog, DialogFoot, Field, Icon, Input, Select};
use crate::ui::router::use_router;

/// What a condition says between key and value.
fn word_of(operator: TagOperator) -> &'static str {
    match operator {
        TagOperator::Is => "is",
        TagOperator::IsNot => "is not",
        TagOperator::Contains => "contains",
    }
}

/// Chips of the conditions, each to be changed or taken away, and a button that adds one.
#[component]
pub fn TagFilters(query: Signal<ExperimentsQuery>) -> impl IntoView {
    let router = use_router();
    let tags = Memo::new(move |_| query.with(|query| query.tags.clone()));
    let go = move |tags: Vec<TagFilter>| {
        router.go(&Route::Experiments(ExperimentsQuery {
            tags,
            page: None,
            ..query.get_untracked()
        }));
    };
    let open = RwSignal::new(false);
    // Which condition is being changed; one past the last is a new one.
    let place = RwSignal::new(0_usize);
    let edit = move |index: usize| {
        place.set(index);
        open.set(true);
    };
    let save = move |filter: TagFilter| {
        let mut changed = tags.get_untracked();
        match changed.get_mut(place.get_untracked()) {
            Some(old) => *old = filter,
            None => changed.push(filter),
        }
        open.set(false);
        go(changed);
    };
    let chip = move |(index, tag): (usize, TagFilter)| {
        let name = format!("{} {}", tag.key, word_of(tag.operator));
        let remove = move || {
            let mut left = tags.get_untracked();
            if index < left.len() {
                left.remove(index);
            }
            go(left);
        };
        let unsayable = super::condition_of(&tag).is_none();
        view! {
            <Chip name text=tag.value on_edit=move || edit(index) on_remove=remove />
            {unsayable.then(|| view! {
                <span class="muted">"MLflow's search has no quoting for this text: it is left out."</span>
            })}
        }
    };
    view! {
        <Button
            icon=Icon::Filter
            on_click=move || edit(usize::MAX)
            attr:data-testid="add-tag-filter"
        >
            "Filter by tag"
        </Button>
        <Show when=move || tags.with(|tags| !tags.is_empty())>
            <div class="chips" data-testid="tag-filters">
                {move || tags.get().into_iter().enumerate().map(chip).collect_view()}
            </div>
        </Show>
        <Dialog open title="Filter by tag">
            {move || {
                let tag = tags.with_untracked(|tags| tags.get(place.get()).cloned());
                view! { <FilterForm tag open on_save=save /> }
            }}
        </Dialog>
    }
}

/// Asks for a condition.
#[component]
fn FilterForm(
    tag: Option<TagFilter>,
    open: RwSignal<bool>,
    #[prop(into)] on_save: Callback<(TagFilter,)>,
) -> impl IntoView {
    let tag = tag.unwrap_or(TagFilter {
        key: String::new(),
        operator: TagOperator::Is,
        value: String::new(),
    });
    let key = RwSignal::new(tag.key);
    let operator = RwSignal::new(tag.operator.as_str().to_owned());
    let value = RwSignal::new(tag.value);
    let options = TagOperator::ALL
        .map(|operator| (operator.as_str().to_owned(), word_of(operator).to_owned()))
        .to_vec();
    let save = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let key = key.with_untracked(|key| key.trim().to_owned());
        if key.is_empty() {
            return;
        }
        let operator = TagOperator::ALL
            .into_iter()
            .find(|known| operator.with_untracked(|chosen| chosen == known.as_str()))
            .unwrap_or(TagOperator::Is);
        on_save.run((TagFilter {
            key,
            operator,
            value: value.get_untracked(),
        },));
    };
    view! {
        <form class="stack" on:submit=save data-testid="tag-filter-form">
            <Field label="Tag">
                <Input value=key placeholder="team" />
            </Field>
            <div class="tag-filter-value">
                <Select value=operator options label="How it is compared" />
                <Input value label="Value" />
            </div>
            <p class="muted">"Experiments without the tag are left out, also by “is not”."</p>
            <DialogFoot>
                <Button on_click=move || open.set(false)>"Cancel"</Button>
                <Button
                    variant=ButtonVariant::Primary
                    submits=true
                    disabled=Signal::derive(move || key.with(|key| key.trim().is_empty()))
                >
                    "Apply"
                </Button>
            </DialogFoot>
        </form>
    }
}
