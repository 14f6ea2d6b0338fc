//! Markdown as a tree of blocks and inlines: what a note or a `.md` file says, with nothing in it that can run.

mod build;
mod link;

pub use link::LinkTarget;

/// What of a text is read, so that no text, however it is nested or long, costs more than this.
const DEEPEST: usize = 24;
const MOST_NODES: usize = 20_000;

/// A text read as `CommonMark` with tables, strikethrough and task lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The text, from top to bottom.
    pub blocks: Vec<Block>,
    /// Whether the text has more than 20,000 elements; the rest is not here.
    pub is_cut: bool,
}

impl Document {
    /// Reads any text. What is nested more than 24 levels deep keeps its words and loses its nesting.
    pub fn parse(text: &str) -> Self {
        build::document(text, DEEPEST, MOST_NODES)
    }
}

/// A part of a text that starts on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// Text without a paragraph around it, as in the items of tight lists.
    Plain(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A quotation.
    Quote(Vec<Block>),
    /// A list.
    List {
        /// The number of the first item; `None` for bullets.
        start: Option<u64>,
        /// The items.
        items: Vec<Vec<Block>>,
    },
    /// Code on lines of its own.
    Code {
        /// The word after the fence; often empty.
        language: String,
        /// The code as it stands.
        text: String,
    },
    /// A table.
    Table(Table),
    /// A line across the page.
    Rule,
    /// HTML, as its source: to be shown, never to be interpreted.
    Html(String),
}

/// A table: rows may be shorter or longer than its head.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// One per column.
    pub alignments: Vec<Alignment>,
    /// The cells of the head.
    pub head: Vec<Vec<Inline>>,
    /// The cells of each row.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column of a table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Alignment {
    /// At the side where lines begin.
    #[default]
    Start,
    /// In the middle.
    Center,
    /// At the side where lines end, as numbers are.
    End,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Code.
    Code(String),
    /// *Emphasis*.
    Emphasis(Vec<Inline>),
    /// **Strong emphasis**.
    Strong(Vec<Inline>),
    /// ~~Struck through~~.
    Struck(Vec<Inline>),
    /// A link.
    Link {
        /// Where to.
        target: LinkTarget,
        /// What it says.
        content: Vec<Inline>,
    },
    /// A picture that the text asks for; it is not loaded.
    Image {
        /// Where it would come from.
        target: LinkTarget,
        /// What it shows, in words.
        alt: String,
    },
    /// The box of a task, and whether it is ticked.
    Task(bool),
    /// A line break that the text insists on.
    Break,
    /// HTML, as its source: to be shown, never to be interpreted.
    Html(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(words: &str) -> Inline {
        Inline::Text(words.to_owned())
    }

    fn depth(blocks: &[Block]) -> usize {
        let of_inlines = |inlines: &[Inline]| {
            fn of(inlines: &[Inline]) -> usize {
                inlines
                    .iter()
                    .map(|inline| {
                        1 + match inline {
                            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Struck(inner) => {
                                of(inner)
                            }
                            Inline::Link { content, .. } => of(content),
                            _ => 0,
                        }
                    })
                    .max()
                    .unwrap_or(0)
            }
            of(inlines)
        };
        blocks
            .iter()
            .map(|block| {
                1 + match block {
                    Block::Quote(inner) => depth(inner),
                    Block::List { items, .. } => items.iter().map(|item| 1 + depth(item)).max().unwrap_or(0),
                    Block::Paragraph(inner) | Block::Plain(inner) => of_inlines(inner),
                    Block::Heading { content, .. } => of_inlines(content),
                    Block::Table(table) => table
                        .rows
                        .iter()
                        .flatten()
                        .map(|cell| 2 + of_inlines(cell))
                        .max()
                        .unwrap_or(0),
                    _ => 0,
                }
            })
            .max()
            .unwrap_or(0)
    }

    #[test]
    fn a_note_reads_as_its_parts() {
        let note = "# Why\n\nGini *beats* `entropy`.\n\n1. one\n2. **two**\n\n```python\nx = 1\n```\n---\n";
        assert_eq!(
            Document::parse(note).blocks,
            [
                Block::Heading {
                    level: 1,
                    content: vec![text("Why")]
                },
                Block::Paragraph(vec![
                    text("Gini "),
                    Inline::Emphasis(vec![text("beats")]),
                    text(" "),
                    Inline::Code("entropy".into()),
                    text("."),
                ]),
                Block::List {
                    start: Some(1),
                    items: vec![
                        vec![Block::Plain(vec![text("one")])],
                        vec![Block::Plain(vec![Inline::Strong(vec![text("two")])])],
                    ]
                },
                Block::Code {
                    language: "python".into(),
                    text: "x = 1\n".into()
                },
                Block::Rule,
            ]
        );
    }

    #[test]
    fn tables_and_tasks_are_read() {
        let note = "| a | b |\n|:-:|--:|\n| 1 | ~~2~~ |\n\n- [x] done\n";
        let [Block::Table(table), Block::List { items, .. }] = &Document::parse(note).blocks[..] else {
            panic!("no table and list");
        };
        assert_eq!(table.alignments, [Alignment::Center, Alignment::End]);
        assert_eq!(table.head, [[text("a")], [text("b")]]);
        assert_eq!(
            table.rows,
            [[vec![text("1")], vec![Inline::Struck(vec![text("2")])]]]
        );
        assert_eq!(items[0], [Block::Plain(vec![Inline::Task(true), text("done")])]);
    }

    #[test]
    fn html_stays_source() {
        let blocks = Document::parse("<script>alert(1)</script>\n\na <b onclick=x>c</b>\n").blocks;
        assert_eq!(
            blocks,
            [
                Block::Html("<script>alert(1)</script>\n".into()),
                Block::Paragraph(vec![
                    text("a "),
                    Inline::Html("<b onclick=x>".into()),
                    text("c"),
                    Inline::Html("</b>".into()),
                ]),
            ]
        );
    }

    #[test]
    fn pictures_keep_their_words_and_address() {
        let blocks = Document::parse("![a *big* tree](https://x.org/t.png)").blocks;
        assert_eq!(
            blocks,
            [Block::Paragraph(vec![Inline::Image {
                target: LinkTarget::Web("https://x.org/t.png".into()),
                alt: "a big tree".into(),
            }])]
        );
    }

    #[test]
    fn ten_thousand_nested_quotes_keep_their_words_and_not_their_nesting() {
        let deep = format!("{}core", "> ".repeat(10_000));
        let document = Document::parse(&deep);
        assert!(depth(&document.blocks) <= DEEPEST + 3);
        assert!(format!("{document:?}").contains("core"));
        assert!(depth(&Document::parse(&"- ".repeat(10_000)).blocks) <= DEEPEST + 3);
        assert!(depth(&Document::parse(&"*a **b ".repeat(10_000)).blocks) <= DEEPEST + 3);
        assert!(depth(&Document::parse(&"[".repeat(50_000)).blocks) <= DEEPEST + 3);
    }

    #[test]
    fn a_text_of_too_many_parts_says_that_it_is_cut() {
        assert!(Document::parse(&"`a` ".repeat(MOST_NODES)).is_cut);
        assert!(!Document::parse(&"a ".repeat(MOST_NODES)).is_cut);
    }

    proptest! {
        #[test]
        fn no_text_is_too_much(text in "[-\\[\\]()*_~`<>|#!&:a1 \\\\\n\t+.=/é]{0,400}") {
            let document = Document::parse(&text);
            prop_assert!(depth(&document.blocks) <= DEEPEST + 3);
        }

        #[test]
        fn no_unicode_is_too_much(text: String) {
            let _ = Document::parse(&text);
        }
    }
}
