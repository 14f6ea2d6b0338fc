//! Colours, type and icons.

use leptos::prelude::*;

use super::{Specimen, Specimens};
use crate::ui::kit::{Icon, Kbd, Link, LinkTone, Logo};

const SURFACES: &[&str] = &["surface", "sunken", "hover", "pressed", "selected"];
const INKS: &[&str] = &["accent", "danger", "warning", "success", "info"];

pub(super) fn view() -> impl IntoView {
    let surface = |name: &'static str| {
        view! {
            <div class=format!("kit__swatch kit__swatch--{name}")>
                <span>{name}</span>
                <span class="muted">"muted"</span>
                <span class="kit__faint">"faint"</span>
            </div>
        }
    };
    let ink = |name: &'static str| {
        view! {
            <div class=format!("kit__swatch kit__swatch--{name}")>
                <span>{name}</span>
            </div>
        }
    };
    view! {
        <Specimens title="Foundations" note="Raw colours stand in style/tokens.css only. Text is held to AA on every surface by a test.">
            <Specimen name="Mark">
                <Logo />
                <strong>"Sporeprint"</strong>
            </Specimen>
            <Specimen name="Surfaces">{SURFACES.iter().map(|name| surface(name)).collect_view()}</Specimen>
            <Specimen name="Meanings">{INKS.iter().map(|name| ink(name)).collect_view()}</Specimen>
            <Specimen name="Type">
                <div class="stack stack--tight">
                    <p class="kit__type-xl">"Mushroom grid search, 20 px"</p>
                    <p class="kit__type-l">"Section heading, 15 px"</p>
                    <p>"Text and tables, 13 px: 0.998 154 · 8,124 rows"</p>
                    <p class="kit__type-s">"Labels and heads, 12 px"</p>
                    <p class="mono">"a3f09c1be5d24b0c, runs:/a3f09c1b/model"</p>
                </div>
            </Specimen>
            <Specimen name="Links">
                <Link href="#/kit">"In the app"</Link>
                <Link href="#/kit" tone=LinkTone::Strong>"A row's name"</Link>
                <Link href="#/kit" tone=LinkTone::Plain>"Plain"</Link>
                <Link href="https://mlflow.org/" external=true>"MLflow"</Link>
            </Specimen>
            <Specimen name="Keys">
                <Kbd>"Ctrl"</Kbd>
                <Kbd>"K"</Kbd>
                <Kbd>"↑"</Kbd>
                <Kbd>"Esc"</Kbd>
            </Specimen>
        </Specimens>
    }
}

pub(super) fn icons() -> impl IntoView {
    let figure = |icon: Icon| {
        view! {
            <li class="kit__icon">
                <Icon icon=icon />
                <span>{icon.name()}</span>
            </li>
        }
    };
    view! {
        <Specimens title="Icons" note="Lucide, 16 px, in the colour of the text around them.">
            <ul class="kit__icons">{Icon::ALL.iter().map(|icon| figure(*icon)).collect_view()}</ul>
        </Specimens>
    }
}
