//! Notes and `.md` files as elements: made from the parsed text, never from a string of HTML.

use leptos::prelude::*;

use crate::preview::markdown::{Alignment, Block, Document, Inline, LinkTarget, Table};
use crate::ui::kit::{Banner, Icon};

/// Markdown, set. Links lead to the web, to mail and to pages of this app only; pictures are named, not loaded; HTML
/// is shown as its source.
#[component]
pub fn Markdown(
    /// The text as it was written.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    let document = Memo::new(move |_| text.with(|text| Document::parse(text)));
    let cut = move || document.with(|document| document.is_cut);
    view! {
        <div class="markdown" data-testid="markdown">
            {move || document.with(|document| blocks(&document.blocks))}
            {move || cut().then(|| view! {
                <Banner text="The text has more parts than are shown here. Its source has all of it." />
            })}
        </div>
    }
}

/// What somebody wrote about a run or an experiment.
#[component]
pub fn Note(
    /// The text as it was written.
    #[prop(into)]
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <div class="note">
            <Markdown text />
        </div>
    }
}

fn blocks(blocks: &[Block]) -> AnyView {
    blocks.iter().map(block).collect_view().into_any()
}

fn block(block: &Block) -> AnyView {
    match block {
        Block::Paragraph(content) => view! { <p>{inlines(content)}</p> }.into_any(),
        Block::Plain(content) => inlines(content),
        Block::Heading { level, content } => heading(*level, inlines(content)),
        Block::Quote(inner) => view! { <blockquote>{blocks(inner)}</blockquote> }.into_any(),
        Block::List {
            start: Some(start),
            items,
        } => view! { <ol start=start.to_string()>{self::items(items)}</ol> }.into_any(),
        Block::List { start: None, items } => view! { <ul>{self::items(items)}</ul> }.into_any(),
        Block::Code { text, .. } => view! {
            <pre class="markdown__code" tabindex="0"><code>{text.clone()}</code></pre>
        }
        .into_any(),
        Block::Table(table) => self::table(table),
        Block::Rule => view! { <hr /> }.into_any(),
        Block::Html(source) => {
            view! { <pre class="markdown__html" tabindex="0">{source.clone()}</pre> }.into_any()
        }
    }
}

/// A heading, one level down: what people write stands below the title of its page.
fn heading(level: u8, content: AnyView) -> AnyView {
    match level {
        1 => view! { <h2 class="markdown__heading markdown__heading--1">{content}</h2> }.into_any(),
        2 => view! { <h3 class="markdown__heading markdown__heading--2">{content}</h3> }.into_any(),
        3 => view! { <h4 class="markdown__heading">{content}</h4> }.into_any(),
        4 => view! { <h5 class="markdown__heading">{content}</h5> }.into_any(),
        _ => view! { <h6 class="markdown__heading">{content}</h6> }.into_any(),
    }
}

fn items(items: &[Vec<Block>]) -> AnyView {
    items
        .iter()
        .map(|item| view! { <li>{blocks(item)}</li> })
        .collect_view()
        .into_any()
}

fn table(table: &Table) -> AnyView {
    let class = |index: usize| match table.alignments.get(index) {
        Some(Alignment::Center) => "markdown__cell--center",
        Some(Alignment::End) => "markdown__cell--end",
        Some(Alignment::Start) | None => "",
    };
    let head = table.head.iter().enumerate().map(|(index, cell)| {
        view! { <th scope="col" class=class(index)>{inlines(cell)}</th> }
    });
    let row = |row: &Vec<Vec<Inline>>| {
        let cells = row
            .iter()
            .enumerate()
            .map(|(index, cell)| view! { <td class=class(index)>{inlines(cell)}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    view! {
        <div class="markdown__table" tabindex="0" role="group" aria-label="Table">
            <table>
                <thead><tr>{head.collect_view()}</tr></thead>
                <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn inlines(inlines: &[Inline]) -> AnyView {
    inlines.iter().map(inline).collect_view().into_any()
}

fn inline(inline: &Inline) -> AnyView {
    match inline {
        Inline::Text(text) => text.clone().into_any(),
        Inline::Code(code) => view! { <code>{code.clone()}</code> }.into_any(),
        Inline::Emphasis(content) => view! { <em>{inlines(content)}</em> }.into_any(),
        Inline::Strong(content) => view! { <strong>{inlines(content)}</strong> }.into_any(),
        Inline::Struck(content) => view! { <del>{inlines(content)}</del> }.into_any(),
        Inline::Link { target, content } => link(target, inlines(content)),
        Inline::Image { target, alt } => image(target, alt),
        Inline::Task(is_done) => {
            let label = if *is_done { "Done" } else { "To do" };
            view! { <input type="checkbox" disabled=true prop:checked=*is_done aria-label=label /> }
                .into_any()
        }
        Inline::Break => view! { <br /> }.into_any(),
        Inline::Html(source) => view! { <code class="markdown__tag">{source.clone()}</code> }.into_any(),
    }
}

fn link(target: &LinkTarget, content: AnyView) -> AnyView {
    match target {
        LinkTarget::InApp(address) => view! { <a href=address.clone()>{content}</a> }.into_any(),
        LinkTarget::Web(address) => view! {
            <a href=address.clone() title=address.clone() rel="noopener noreferrer" target="_blank">{content}</a>
        }
        .into_any(),
        LinkTarget::Refused(address) => view! {
            <span class="markdown__refused" title=format!("This link is not followed: {address}")>{content}</span>
        }
        .into_any(),
    }
}

/// A picture in words: loading it would tell its host who reads the note.
fn image(target: &LinkTarget, alt: &str) -> AnyView {
    let words = if alt.is_empty() { target.address() } else { alt }.to_owned();
    let named = view! { <Icon icon=Icon::Image />{words} }.into_any();
    view! { <span class="markdown__image">{link(target, named)}</span> }.into_any()
}
