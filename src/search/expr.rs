//! What a search says, as a tree.

use super::Span;
use super::target::Target;

/// A condition on runs, and where in the text it stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Expr {
    /// What it says.
    pub node: Node,
    /// Where it stands, without parentheses around it.
    pub span: Span,
}

/// The kinds of conditions.
#[derive(Clone, PartialEq, Debug)]
pub enum Node {
    /// All of these hold. Two or more, none of them an `And`.
    And(Vec<Expr>),
    /// One of these holds, or several. Two or more, none of them an `Or`.
    Or(Vec<Expr>),
    /// This does not hold. It is the complement: a run that lacks the field is in `not params.a = 'x'`, though not in
    /// `params.a != 'x'`.
    Not(Box<Expr>),
    /// A field stands so to values.
    Compare(Comparison),
    /// The name, the id, a parameter's or a tag's value holds this text, whatever its case.
    Words(String),
}

/// A field and what is asked of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// What is asked.
    pub target: Target,
    /// The question.
    pub test: Test,
}

/// What can be asked of a field. No test but [`Test::Null`] holds for a run that lacks the field.
#[derive(Clone, PartialEq, Debug)]
pub enum Test {
    /// The number in it stands so to this one. Of a parameter or tag, whose values are texts, one that is no number is
    /// unequal to every number and neither above nor below.
    Number(NumberOperator, f64),
    /// The text in it stands so to this one.
    Text(TextOperator, String),
    /// It is one of these values, or, negated, none of them. Never empty.
    In {
        /// Whether it is `not in`.
        negated: bool,
        /// The values, as they were written.
        values: Vec<Value>,
    },
    /// The run lacks the field or, negated, has it.
    Null {
        /// Whether it is `is not null`.
        negated: bool,
    },
}

/// A value in a list.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// Compared as a number.
    Number(f64),
    /// Compared as a text, letter by letter.
    Text(String),
}

/// How numbers are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NumberOperator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    More,
    /// `>=`
    AtLeast,
}

/// How texts are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextOperator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `LIKE`: `%` stands for any characters, `_` for any one.
    Like,
    /// `ILIKE`: as `LIKE`, whatever the case.
    Ilike,
    /// `NOT LIKE`
    NotLike,
    /// `NOT ILIKE`
    NotIlike,
    /// `=~`: a regular expression matches somewhere in it.
    Matches,
    /// `!~`: a regular expression matches nowhere in it.
    NotMatches,
}

impl NumberOperator {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::More => ">",
            Self::AtLeast => ">=",
        }
    }
}

impl TextOperator {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Like => "LIKE",
            Self::Ilike => "ILIKE",
            Self::NotLike => "NOT LIKE",
            Self::NotIlike => "NOT ILIKE",
            Self::Matches => "=~",
            Self::NotMatches => "!~",
        }
    }
}

impl Expr {
    /// All of these, or the only one; `None` if there are none. Conjunctions among them become part of this one.
    pub fn all(conditions: Vec<Self>) -> Option<Self> {
        Self::joined(conditions, Node::And, |node| match node {
            Node::And(inner) => Ok(inner),
            other => Err(other),
        })
    }

    /// Any of these, or the only one; `None` if there are none. Disjunctions among them become part of this one.
    pub fn any(conditions: Vec<Self>) -> Option<Self> {
        Self::joined(conditions, Node::Or, |node| match node {
            Node::Or(inner) => Ok(inner),
            other => Err(other),
        })
    }

    fn joined(
        conditions: Vec<Self>,
        join: fn(Vec<Self>) -> Node,
        same: fn(Node) -> Result<Vec<Self>, Node>,
    ) -> Option<Self> {
        let span = conditions.first()?.span.to(conditions.last()?.span);
        let mut flat = Vec::with_capacity(conditions.len());
        for Self { node, span } in conditions {
            match same(node) {
                Ok(inner) => flat.extend(inner),
                Err(node) => flat.push(Self { node, span }),
            }
        }
        if flat.len() == 1 {
            return flat.pop();
        }
        Some(Self {
            node: join(flat),
            span,
        })
    }
}
