use super::Span;

/// Why a text is not a search, or not one yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where: an empty place is between two characters.
    pub span: Span,
    /// Whether the text is fine as far as it goes, so that a person still typing has done nothing wrong.
    pub is_incomplete: bool,
    /// What was expected, or what is wrong: one short line, no full stop.
    pub message: String,
    /// What to write instead; may be empty. Shorter than a line too.
    pub hint: String,
}

impl Problem {
    pub(super) fn wrong(span: Span, message: impl Into<String>) -> Self {
        Self {
            span,
            is_incomplete: false,
            message: message.into(),
            hint: String::new(),
        }
    }

    pub(super) fn incomplete(span: Span, message: impl Into<String>) -> Self {
        Self {
            is_incomplete: true,
            ..Self::wrong(span, message)
        }
    }

    #[must_use]
    pub(super) fn hint(self, hint: impl Into<String>) -> Self {
        Self {
            hint: hint.into(),
            ..self
        }
    }
}
