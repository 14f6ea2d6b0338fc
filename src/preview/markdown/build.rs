//! From the parser's flat events to the tree, with a bound on depth and size.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::{Alignment, Block, Document, Inline, LinkTarget, Table};

/// What is being built: the innermost last.
enum Frame {
    Blocks(Vec<Block>),
    Quote(Vec<Block>),
    List {
        start: Option<u64>,
        items: Vec<Vec<Block>>,
    },
    Item(Vec<Block>),
    Paragraph(Vec<Inline>),
    Heading {
        level: u8,
        content: Vec<Inline>,
    },
    Emphasis(Vec<Inline>),
    Strong(Vec<Inline>),
    Struck(Vec<Inline>),
    Link {
        target: LinkTarget,
        content: Vec<Inline>,
    },
    Image {
        target: LinkTarget,
        alt: String,
    },
    Code {
        language: String,
        text: String,
    },
    Html(String),
    Table(Table),
    Head(Vec<Vec<Inline>>),
    Row(Vec<Vec<Inline>>),
    Cell(Vec<Inline>),
}

struct Builder {
    stack: Vec<Frame>,
    /// Containers that were opened and not taken: too deep, or of no kind that is shown.
    untaken: usize,
    deepest: usize,
}

/// Reads a text. Never recurses, whatever the text's nesting.
pub(super) fn document(text: &str, deepest: usize, most_nodes: usize) -> Document {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    let mut builder = Builder {
        stack: vec![Frame::Blocks(Vec::new())],
        untaken: 0,
        deepest,
    };
    let mut events = Parser::new_ext(text, options);
    events
        .by_ref()
        .take(most_nodes)
        .for_each(|event| builder.take(event));
    let is_cut = events.next().is_some();
    while builder.stack.len() > 1 {
        builder.close();
    }
    match builder.stack.pop() {
        Some(Frame::Blocks(blocks)) => Document { blocks, is_cut },
        _ => Document {
            blocks: Vec::new(),
            is_cut,
        },
    }
}

impl Builder {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::End(_) if self.untaken > 0 => self.untaken -= 1,
            Event::End(_) => self.close(),
            Event::Text(text) => self.text(text),
            Event::Code(code) => self.inline(Inline::Code(code.into_string())),
            Event::Html(html) => self.html(html),
            Event::InlineHtml(html) => self.inline(Inline::Html(html.into_string())),
            Event::SoftBreak => self.text(CowStr::Borrowed("\n")),
            Event::HardBreak => self.inline(Inline::Break),
            Event::Rule => self.block(Block::Rule),
            Event::TaskListMarker(is_done) => self.inline(Inline::Task(is_done)),
            // Not asked for by the options above.
            Event::InlineMath(math) | Event::DisplayMath(math) => self.text(math),
            Event::FootnoteReference(name) => self.text(name),
        }
    }

    fn open(&mut self, tag: Tag<'_>) {
        // What is part of something taken is taken too: a list without its items would lose words.
        let is_part = matches!(tag, Tag::Item | Tag::TableHead | Tag::TableRow | Tag::TableCell);
        // Words of a picture are its alternative text, however they are set.
        let is_in_picture = matches!(self.stack.last(), Some(Frame::Image { .. }));
        let is_refused = self.untaken > 0 || is_in_picture || (self.stack.len() > self.deepest && !is_part);
        match frame(tag).filter(|_| !is_refused) {
            Some(frame) => self.stack.push(frame),
            None => self.untaken += 1,
        }
    }

    fn close(&mut self) {
        // The outermost frame stays, whatever the events say.
        let Some(frame) = (self.stack.len() > 1).then(|| self.stack.pop()).flatten() else {
            return;
        };
        match frame {
            Frame::Blocks(blocks) => self.blocks(blocks),
            Frame::Quote(blocks) => self.block(Block::Quote(blocks)),
            Frame::List { start, items } => self.block(Block::List { start, items }),
            Frame::Item(blocks) => match self.stack.last_mut() {
                Some(Frame::List { items, .. }) => items.push(blocks),
                _ => self.blocks(blocks),
            },
            Frame::Paragraph(content) => self.block(Block::Paragraph(content)),
            Frame::Heading { level, content } => self.block(Block::Heading { level, content }),
            Frame::Emphasis(content) => self.inline(Inline::Emphasis(content)),
            Frame::Strong(content) => self.inline(Inline::Strong(content)),
            Frame::Struck(content) => self.inline(Inline::Struck(content)),
            Frame::Link { target, content } => self.inline(Inline::Link { target, content }),
            Frame::Image { target, alt } => self.inline(Inline::Image { target, alt }),
            Frame::Code { language, text } => self.block(Block::Code { language, text }),
            Frame::Html(source) => self.block(Block::Html(source)),
            Frame::Table(table) => self.block(Block::Table(table)),
            Frame::Head(cells) => {
                if let Some(Frame::Table(table)) = self.stack.last_mut() {
                    table.head = cells;
                }
            }
            Frame::Row(cells) => {
                if let Some(Frame::Table(table)) = self.stack.last_mut() {
                    table.rows.push(cells);
                }
            }
            Frame::Cell(content) => {
                if let Some(Frame::Head(cells) | Frame::Row(cells)) = self.stack.last_mut() {
                    cells.push(content);
                }
            }
        }
    }

    fn text(&mut self, text: CowStr<'_>) {
        match self.stack.last_mut() {
            Some(Frame::Code { text: code, .. }) => code.push_str(&text),
            Some(Frame::Image { alt, .. }) => alt.push_str(&text),
            Some(Frame::Html(source)) => source.push_str(&text),
            _ => self.inline(Inline::Text(text.into_string())),
        }
    }

    fn html(&mut self, html: CowStr<'_>) {
        match self.stack.last_mut() {
            Some(Frame::Html(source)) => source.push_str(&html),
            _ => self.block(Block::Html(html.into_string())),
        }
    }

    fn blocks(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: Block) {
        match self.stack.last_mut() {
            Some(Frame::Blocks(blocks) | Frame::Quote(blocks) | Frame::Item(blocks)) => blocks.push(block),
            Some(Frame::List { items, .. }) => items.push(vec![block]),
            // A block within a line: only where the block around it was too deep to be taken.
            _ => self.words_of(block),
        }
    }

    fn words_of(&mut self, block: Block) {
        match block {
            Block::Paragraph(content) | Block::Plain(content) | Block::Heading { content, .. } => {
                for inline in content {
                    self.inline(inline);
                }
            }
            Block::Code { text, .. } => self.inline(Inline::Code(text)),
            Block::Html(source) => self.inline(Inline::Html(source)),
            Block::Quote(_) | Block::List { .. } | Block::Table(_) | Block::Rule => {}
        }
    }

    fn inline(&mut self, inline: Inline) {
        match self.stack.last_mut() {
            Some(
                Frame::Paragraph(content)
                | Frame::Heading { content, .. }
                | Frame::Emphasis(content)
                | Frame::Strong(content)
                | Frame::Struck(content)
                | Frame::Link { content, .. }
                | Frame::Cell(content),
            ) => append(content, inline),
            Some(Frame::Blocks(blocks) | Frame::Quote(blocks) | Frame::Item(blocks)) => {
                if let Some(Block::Plain(content)) = blocks.last_mut() {
                    append(content, inline);
                } else {
                    blocks.push(Block::Plain(vec![inline]));
                }
            }
            Some(Frame::List { items, .. }) => items.push(vec![Block::Plain(vec![inline])]),
            Some(Frame::Image { alt, .. }) => {
                if let Inline::Code(words) | Inline::Html(words) = inline {
                    alt.push_str(&words);
                }
            }
            Some(Frame::Code { .. } | Frame::Html(_) | Frame::Table(_) | Frame::Head(_) | Frame::Row(_))
            | None => {}
        }
    }
}

/// Adds to a line; words next to words become one text.
fn append(content: &mut Vec<Inline>, inline: Inline) {
    match (content.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(&words),
        (_, inline) => content.push(inline),
    }
}

fn frame(tag: Tag<'_>) -> Option<Frame> {
    Some(match tag {
        Tag::Paragraph => Frame::Paragraph(Vec::new()),
        Tag::Heading { level, .. } => Frame::Heading {
            level: level as u8,
            content: Vec::new(),
        },
        Tag::BlockQuote(_) => Frame::Quote(Vec::new()),
        Tag::CodeBlock(kind) => Frame::Code {
            language: language(&kind),
            text: String::new(),
        },
        Tag::HtmlBlock => Frame::Html(String::new()),
        Tag::List(start) => Frame::List {
            start,
            items: Vec::new(),
        },
        Tag::Item => Frame::Item(Vec::new()),
        Tag::Table(alignments) => {
            let alignments = alignments.into_iter().map(alignment).collect();
            Frame::Table(Table {
                alignments,
                ..Table::default()
            })
        }
        Tag::TableHead => Frame::Head(Vec::new()),
        Tag::TableRow => Frame::Row(Vec::new()),
        Tag::TableCell => Frame::Cell(Vec::new()),
        Tag::Emphasis => Frame::Emphasis(Vec::new()),
        Tag::Strong => Frame::Strong(Vec::new()),
        Tag::Strikethrough => Frame::Struck(Vec::new()),
        Tag::Link {
            link_type: LinkType::Email,
            dest_url,
            ..
        } => Frame::Link {
            target: LinkTarget::of(&format!("mailto:{dest_url}")),
            content: Vec::new(),
        },
        Tag::Link { dest_url, .. } => Frame::Link {
            target: LinkTarget::of(&dest_url),
            content: Vec::new(),
        },
        Tag::Image { dest_url, .. } => Frame::Image {
            target: LinkTarget::of(&dest_url),
            alt: String::new(),
        },
        // Not asked for by the options.
        _ => return None,
    })
}

fn language(kind: &CodeBlockKind<'_>) -> String {
    match kind {
        CodeBlockKind::Fenced(words) => words.split_whitespace().next().unwrap_or_default().to_owned(),
        CodeBlockKind::Indented => String::new(),
    }
}

fn alignment(of: pulldown_cmark::Alignment) -> Alignment {
    match of {
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::End,
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
    }
}
