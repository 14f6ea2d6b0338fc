//! A button that opens a menu.

use leptos::{ev, html, prelude::*};

use super::{
    button::{ButtonSize, ButtonVariant},
    debounce::Debounce,
    icon::Icon,
    identity::unique_id,
    roving::{Step, step, type_ahead},
};
use crate::web::{dom, overlay};

/// What an item of a menu does.
#[derive(Clone)]
enum Deed {
    Call(Callback<()>),
    Open(String),
}

/// An item of a [`Menu`].
#[derive(Clone)]
pub struct MenuItem {
    label: String,
    deed: Deed,
    icon: Option<Icon>,
    checked: Option<bool>,
    swatch: String,
    is_disabled: bool,
    is_danger: bool,
    is_first_of_group: bool,
}

impl MenuItem {
    fn new(label: impl Into<String>, deed: Deed) -> Self {
        Self {
            label: label.into(),
            deed,
            icon: None,
            checked: None,
            swatch: String::new(),
            is_disabled: false,
            is_danger: false,
            is_first_of_group: false,
        }
    }

    /// An item that does something: its label is a verb.
    pub fn action(label: impl Into<String>, on_choose: impl Into<Callback<()>>) -> Self {
        Self::new(label, Deed::Call(on_choose.into()))
    }

    /// An item that goes somewhere.
    pub fn link(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self::new(label, Deed::Open(href.into()))
    }

    /// An item that is on or off.
    pub fn choice(label: impl Into<String>, checked: bool, on_choose: impl Into<Callback<()>>) -> Self {
        Self {
            checked: Some(checked),
            ..Self::action(label, on_choose)
        }
    }

    /// The same item with an icon.
    #[must_use]
    pub fn icon(self, icon: Icon) -> Self {
        Self {
            icon: Some(icon),
            ..self
        }
    }

    /// The same item with a colour, in any notation of CSS.
    #[must_use]
    pub fn swatch(self, swatch: String) -> Self {
        Self { swatch, ..self }
    }

    /// The same item, which can't be chosen if so.
    #[must_use]
    pub fn disabled(self, is_disabled: bool) -> Self {
        Self { is_disabled, ..self }
    }

    /// The same item, marked as one that loses something.
    #[must_use]
    pub fn danger(self) -> Self {
        Self {
            is_danger: true,
            ..self
        }
    }

    /// The same item, with a line above it.
    #[must_use]
    pub fn after_line(self) -> Self {
        Self {
            is_first_of_group: true,
            ..self
        }
    }
}

/// How long letters typed in a menu count as one word, in milliseconds.
const TYPE_AHEAD_MILLIS: u32 = 500;

/// What a menu holds while it lives; its handlers share it.
#[derive(Clone, Copy)]
struct MenuState {
    items: Signal<Vec<MenuItem>>,
    is_open: RwSignal<bool>,
    current: StoredValue<Option<usize>>,
    typed: StoredValue<String>,
    forget_typed: Debounce,
    popover: NodeRef<html::Div>,
    trigger: NodeRef<html::Button>,
    /// Where a menu without a button opens: left, top, width and height in the window.
    at: RwSignal<Option<[f64; 4]>>,
}

impl MenuState {
    fn new(items: Signal<Vec<MenuItem>>) -> Self {
        Self {
            items,
            is_open: RwSignal::new(false),
            current: StoredValue::new(None),
            typed: StoredValue::new(String::new()),
            forget_typed: Debounce::new(TYPE_AHEAD_MILLIS),
            popover: NodeRef::new(),
            trigger: NodeRef::new(),
            at: RwSignal::new(None),
        }
    }

    fn close(self) {
        if let Some(popover) = self.popover.get_untracked() {
            dom::hide_popover(&popover);
        }
    }

    fn focus(self, index: usize) {
        self.current.set_value(Some(index));
        if let Some(popover) = self.popover.get_untracked() {
            dom::focus_nth(&popover, ".menu__item", index);
        }
    }

    /// Before it shows: items are rendered only while they are seen.
    fn on_before_toggle(self) {
        let Some(popover) = self.popover.get_untracked() else {
            return;
        };
        if dom::is_popover_open(&popover) {
            return;
        }
        self.is_open.set(true);
        if let Some(rect) = self.at.get_untracked() {
            overlay::place_menu_at(rect, &popover);
        } else if let Some(trigger) = self.trigger.get_untracked() {
            overlay::place_menu(&trigger, &popover);
        }
    }

    /// After it showed or hid. Items go only now: the browser gives focus back from one that is still there.
    fn on_toggle(self) {
        let Some(popover) = self.popover.get_untracked() else {
            return;
        };
        let is_open = dom::is_popover_open(&popover);
        self.is_open.set(is_open);
        if is_open {
            // Opened by the Up key, the last item was asked for; otherwise it is the first.
            self.focus(self.current.get_value().unwrap_or(0));
            return;
        }
        self.at.set(None);
        if let Some(trigger) = self.trigger.get_untracked() {
            dom::focus_if_lost(&trigger);
        }
    }

    fn on_trigger_key(self, event: &ev::KeyboardEvent) {
        let count = self.items.with_untracked(Vec::len);
        let first = match event.key().as_str() {
            "ArrowDown" => step(None, count, Step::Next),
            "ArrowUp" => step(None, count, Step::Previous),
            _ => return,
        };
        event.prevent_default();
        self.current.set_value(first);
        if let Some(popover) = self.popover.get_untracked() {
            dom::show_popover(&popover);
        }
    }

    fn on_menu_key(self, event: &ev::KeyboardEvent) {
        let key = event.key();
        let current = self.current.get_value();
        if key == "Tab" {
            self.close();
        } else if let Some(way) = Step::of_vertical_key(&key) {
            event.prevent_default();
            if let Some(next) = step(current, self.items.with_untracked(Vec::len), way) {
                self.focus(next);
            }
        } else if is_letter(event, &key) {
            self.typed.update_value(|typed| typed.push_str(&key));
            self.forget_typed
                .call(move || self.typed.set_value(String::new()));
            let labels = self
                .items
                .with_untracked(|items| items.iter().map(|item| item.label.clone()).collect::<Vec<_>>());
            if let Some(next) = type_ahead(&labels, current, &self.typed.get_value()) {
                self.focus(next);
            }
        }
    }
}

/// Whether a key writes a letter, and isn't a shortcut or a press of the item.
fn is_letter(event: &ev::KeyboardEvent, key: &str) -> bool {
    key.chars().count() == 1 && key != " " && !event.ctrl_key() && !event.meta_key() && !event.alt_key()
}

fn item_view(menu: MenuState, index: usize, item: MenuItem) -> AnyView {
    let MenuItem {
        label,
        deed,
        icon,
        checked,
        swatch,
        is_disabled,
        is_danger,
        is_first_of_group,
    } = item;
    let class = move || {
        let danger = if is_danger { " menu__item--danger" } else { "" };
        format!("menu__item{danger}")
    };
    let inner = view! {
        {checked.map(|checked| {
            view! {
                <span class="menu__check" class:menu__check--off=!checked>
                    <Icon icon=Icon::Check />
                </span>
            }
        })}
        {icon.map(|icon| view! { <Icon icon=icon /> })}
        {(!swatch.is_empty()).then(|| view! { <span class="menu__swatch" style:--swatch=swatch></span> })}
        <span class="menu__label">{label}</span>
    };
    let line = is_first_of_group.then(|| view! { <div class="menu__line" role="separator"></div> });
    let on_focus = move |_| menu.current.set_value(Some(index));
    let disabled = is_disabled.then_some("true");
    match deed {
        Deed::Open(href) => view! {
            {line}
            <a class=class role="menuitem" tabindex="-1" href=href on:focus=on_focus on:click=move |_| menu.close()>
                {inner}
            </a>
        }
        .into_any(),
        Deed::Call(on_choose) => {
            let choose = move |_| {
                if !is_disabled {
                    menu.close();
                    on_choose.run(());
                }
            };
            let role = if checked.is_some() { "menuitemcheckbox" } else { "menuitem" };
            let state = checked.map(|checked| checked.to_string());
            view! {
                {line}
                <button
                    type="button"
                    class=class
                    role=role
                    tabindex="-1"
                    aria-checked=state
                    aria-disabled=disabled
                    on:focus=on_focus
                    on:click=choose
                >
                    {inner}
                </button>
            }
            .into_any()
        }
    }
}

/// A button that opens a menu of actions, links or choices. Arrow keys, Home, End and letters move, Escape goes back.
#[component]
pub fn Menu(
    /// What it offers: "More actions".
    #[prop(into)]
    label: Signal<String>,
    /// The items. They are read when it opens.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// An icon on the button.
    #[prop(optional, into)]
    icon: Option<Icon>,
    /// The label is read out, not shown: the icon stands alone.
    #[prop(optional)]
    label_hidden: bool,
    /// How much the button asks to be pressed.
    #[prop(optional)]
    variant: ButtonVariant,
    /// The button's height.
    #[prop(optional)]
    size: ButtonSize,
) -> impl IntoView {
    let menu = MenuState::new(items);
    let id = unique_id("menu");
    let shape = if label_hidden { " button--icon" } else { "" };
    let class = format!("button {} {}{shape}", variant.class(), size.class());
    view! {
        <button
            node_ref=menu.trigger
            type="button"
            class=class
            popovertarget=id.clone()
            aria-haspopup="menu"
            aria-expanded=move || menu.is_open.get().to_string()
            title=move || label_hidden.then(|| label.get())
            on:click=move |_| menu.current.set_value(None)
            on:keydown=move |event| menu.on_trigger_key(&event)
        >
            {icon.map(|icon| view! { <Icon icon=icon /> })}
            <span class:visually-hidden=label_hidden>{label}</span>
            {(!label_hidden).then(|| view! { <Icon icon=Icon::ChevronDown /> })}
        </button>
        {popover_view(menu, id, label)}
    }
}

/// A menu without a button of its own, which opens where something was pressed.
#[component]
pub fn ContextMenu(
    /// What it offers: "Column loss".
    #[prop(into)]
    label: Signal<String>,
    /// The items. They are read when it opens.
    #[prop(into)]
    items: Signal<Vec<MenuItem>>,
    /// Opens it beside this place in the window: left, top, width and height in CSS pixels. Becomes `None` when it closes.
    at: RwSignal<Option<[f64; 4]>>,
) -> impl IntoView {
    let menu = MenuState {
        at,
        ..MenuState::new(items)
    };
    Effect::new(move |_| {
        if at.get().is_some()
            && let Some(popover) = menu.popover.get_untracked()
        {
            menu.current.set_value(None);
            dom::show_popover(&popover);
        }
    });
    popover_view(menu, unique_id("menu"), label)
}

/// The list of a menu.
fn popover_view(menu: MenuState, id: String, label: Signal<String>) -> AnyView {
    let content = move || {
        menu.is_open.get().then(|| {
            let items = menu.items.get().into_iter().enumerate();
            items
                .map(|(index, item)| item_view(menu, index, item))
                .collect_view()
        })
    };
    view! {
        <div
            node_ref=menu.popover
            id=id
            class="menu"
            popover="auto"
            role="menu"
            aria-label=label
            on:beforetoggle=move |_: ev::CustomEvent| menu.on_before_toggle()
            on:toggle=move |_| menu.on_toggle()
            on:keydown=move |event| menu.on_menu_key(&event)
        >
            {content}
        </div>
    }
    .into_any()
}
