//! The flat tree.

use super::problem::{JsonProblem, Problem};
use super::reader::Reader;
use crate::preview::text::decode;
use std::borrow::Cow;

/// What a JSON value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonKind {
    /// `{…}`
    Object,
    /// `[…]`
    Array,
    /// A text.
    String,
    /// A number, as it was written.
    Number,
    /// `NaN`, `Infinity` or `-Infinity`, which strict JSON has not.
    NotFinite,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
}

/// Bytes of the text.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Span {
    pub start: u32,
    pub end: u32,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub kind: JsonKind,
    pub is_complete: bool,
    pub depth: u16,
    /// `u32::MAX` at the root.
    pub parent: u32,
    /// Position among its siblings.
    pub place: u32,
    /// With its quotes; empty for what is in no object.
    pub key: Span,
    /// With quotes or brackets.
    pub value: Span,
    /// The node after the last one inside this.
    pub end: u32,
    pub child_count: u32,
}

/// A JSON document, as far as it could be read.
#[derive(Clone, Debug)]
pub struct JsonTree {
    text: String,
    nodes: Vec<Node>,
    problem: Option<JsonProblem>,
}

/// Limits that hold the memory of a tree to about 140 MB in the worst case.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    pub bytes: usize,
    pub nodes: usize,
    pub depth: u16,
}

impl Limits {
    pub const DEFAULT: Self = Self {
        bytes: 64 << 20,
        nodes: 2_000_000,
        depth: 1000,
    };
}

impl JsonTree {
    /// Reads the bytes of a file, of which more may follow if it is not whole.
    /// Never fails: see [`Self::problem`] for what stopped it.
    pub fn read(bytes: &[u8], is_whole: bool) -> Self {
        Self::read_within(bytes, is_whole, Limits::DEFAULT)
    }

    pub(super) fn read_within(bytes: &[u8], is_whole: bool, limits: Limits) -> Self {
        let kept = bytes.get(..limits.bytes).unwrap_or(bytes);
        let is_whole = is_whole && kept.len() == bytes.len();
        let text = decode(kept, is_whole).0.into_owned();
        let (nodes, stopped) = Reader::new(&text, limits).read();
        let problem = stopped.map(|(offset, problem)| {
            let problem = match problem {
                Problem::EndsEarly | Problem::Empty if !is_whole => Problem::OnlyBeginning,
                other => other,
            };
            JsonProblem::new(&text, offset, problem)
        });
        Self { text, nodes, problem }
    }

    /// What stopped the reading; `None` if all of it is valid.
    pub fn problem(&self) -> Option<&JsonProblem> {
        self.problem.as_ref()
    }

    /// Number of values, nested ones included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no value could be read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A value by its place in the text; 0 is the root.
    pub fn node(&self, index: usize) -> Option<JsonNode<'_>> {
        self.nodes.get(index).map(|node| JsonNode {
            tree: self,
            index,
            node,
        })
    }

    /// The values that are seen when only the values for which `is_open` says so show what is inside, in order.
    /// `is_open` is asked for objects and lists that are seen themselves.
    pub fn visible(&self, mut is_open: impl FnMut(usize) -> bool) -> Vec<usize> {
        let mut seen = Vec::new();
        let mut index = 0;
        while let Some(node) = self.nodes.get(index) {
            seen.push(index);
            index = if node.child_count > 0 && is_open(index) {
                index + 1
            } else {
                node.end as usize
            };
        }
        seen
    }
}

/// A value of a tree.
#[derive(Clone, Copy, Debug)]
pub struct JsonNode<'a> {
    tree: &'a JsonTree,
    index: usize,
    node: &'a Node,
}

impl<'a> JsonNode<'a> {
    /// Its place in the text.
    pub fn index(&self) -> usize {
        self.index
    }

    /// What it is.
    pub fn kind(&self) -> JsonKind {
        self.node.kind
    }

    /// How many values it is inside of.
    pub fn depth(&self) -> usize {
        self.node.depth.into()
    }

    /// How many values are directly inside it, as far as was read.
    pub fn child_count(&self) -> usize {
        self.node.child_count as usize
    }

    /// Whether its end was read.
    pub fn is_complete(&self) -> bool {
        self.node.is_complete
    }

    /// The object or list that it is in.
    pub fn parent(&self) -> Option<JsonNode<'a>> {
        self.tree.node(self.node.parent as usize)
    }

    /// The first value that is not inside this one, in the order of the text.
    pub fn end(&self) -> usize {
        self.node.end as usize
    }

    /// Its position among its siblings.
    pub fn place(&self) -> usize {
        self.node.place as usize
    }

    /// Its name, for a member of an object.
    pub fn key(&self) -> Option<Cow<'a, str>> {
        let quoted = self.slice(self.node.key);
        (!quoted.is_empty()).then(|| unescape(quoted))
    }

    /// A string without quotes and escapes; any other value as it was written.
    pub fn text(&self) -> Cow<'a, str> {
        if self.node.kind == JsonKind::String {
            unescape(self.source())
        } else {
            self.source().into()
        }
    }

    /// As it was written, brackets and quotes included.
    pub fn source(&self) -> &'a str {
        self.slice(self.node.value)
    }

    /// The way to it from the root: `$.params[0]["max depth"]`.
    pub fn path(&self) -> String {
        let mut steps = Vec::new();
        let mut here = Some(*self);
        while let Some(node) = here {
            here = node.parent();
            let quoted = node.slice(node.node.key);
            let name = quoted.trim_matches('"');
            let is_plain = |c: char| c.is_alphanumeric() || c == '_';
            steps.push(if here.is_none() {
                "$".to_owned()
            } else if quoted.is_empty() {
                format!("[{}]", node.place())
            } else if name.starts_with(|c: char| !c.is_ascii_digit()) && name.chars().all(is_plain) {
                format!(".{name}")
            } else {
                format!("[{quoted}]")
            });
        }
        steps.reverse();
        steps.concat()
    }

    fn slice(&self, span: Span) -> &'a str {
        self.tree
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }
}

/// Removes quotes and resolves escapes. Half a surrogate pair becomes U+FFFD.
fn unescape(quoted: &str) -> Cow<'_, str> {
    let inner = quoted.strip_prefix('"').unwrap_or(quoted);
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    if !inner.contains('\\') {
        return inner.into();
    }
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escaped.chars();
        let escape = characters.next();
        rest = characters.as_str();
        match escape {
            Some('u') => {
                let (character, after) = unicode_escape(rest);
                text.push(character);
                rest = after;
            }
            Some('b') => text.push('\u{8}'),
            Some('f') => text.push('\u{C}'),
            Some('n') => text.push('\n'),
            Some('r') => text.push('\r'),
            Some('t') => text.push('\t'),
            Some(other) => text.push(other),
            None => {}
        }
    }
    text.push_str(rest);
    text.into()
}

/// What stands behind `\u`: four hex digits, and if they are the first half of a pair, the escaped second half.
fn unicode_escape(text: &str) -> (char, &str) {
    let Some((high, rest)) = hex4(text) else {
        return (char::REPLACEMENT_CHARACTER, text);
    };
    if let Some(character) = char::from_u32(high) {
        return (character, rest);
    }
    if (0xD800..0xDC00).contains(&high)
        && let Some((low, after)) = rest.strip_prefix("\\u").and_then(hex4)
        && (0xDC00..0xE000).contains(&low)
        && let Some(character) = char::from_u32(0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    {
        return (character, after);
    }
    (char::REPLACEMENT_CHARACTER, rest)
}

fn hex4(text: &str) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4)?;
    Some((u32::from_str_radix(digits, 16).ok()?, rest))
}
