//! Operators, and what they go with.

use super::super::target::Domain;
use super::{Expected, Parsed, Parser, Problem, Span, Target};
use crate::search::{Comparison, Expr, Node, NumberOperator, Test, TextOperator};

/// An operator as it is written, before it is known whether it compares numbers or texts.
enum Operator {
    Equal { negated: bool },
    Ordered(NumberOperator),
    Text(TextOperator),
    In { negated: bool },
    Is,
}

impl Parser<'_> {
    /// The operator and the values after a target that was read from `start` on.
    pub(super) fn comparison(&mut self, target: Target, start: usize) -> Parsed<Expr> {
        let test = self.test(&target)?;
        Ok(Expr {
            node: Node::Compare(Comparison { target, test }),
            span: self.scan.since(start),
        })
    }

    fn test(&mut self, target: &Target) -> Parsed<Test> {
        self.expect(Expected::Operator(target.clone()));
        let at = self.scan.at();
        let operator = self.operator(target)?;
        let span = self.scan.since(at);
        match operator {
            Operator::Is => self.null(),
            Operator::In { negated } => self.list(target, negated),
            Operator::Text(operator) => self.text_test(target, operator, span),
            Operator::Ordered(operator) if target.domain() == Domain::Text => {
                let message = format!(
                    "`{}` compares numbers; {} is text",
                    operator.as_str(),
                    target.spoken()
                );
                Err(Problem::wrong(span, message).hint(operators_of(target)))
            }
            Operator::Ordered(operator) => Ok(Test::Number(operator, self.number(target)?)),
            Operator::Equal { negated } => self.equal_test(target, negated),
        }
    }

    fn operator(&mut self, target: &Target) -> Parsed<Operator> {
        let at = self.scan.at();
        let signs = self.scan.signs();
        let span = self.scan.since(at);
        Ok(match signs {
            "" => return self.operator_word(target),
            "=" | "==" => Operator::Equal { negated: false },
            "!=" | "<>" => Operator::Equal { negated: true },
            "<" => Operator::Ordered(NumberOperator::Less),
            "<=" => Operator::Ordered(NumberOperator::AtMost),
            ">" => Operator::Ordered(NumberOperator::More),
            ">=" => Operator::Ordered(NumberOperator::AtLeast),
            "=~" => Operator::Text(TextOperator::Matches),
            "!~" => Operator::Text(TextOperator::NotMatches),
            "!" if self.scan.is_at_end() => return Err(expected_operator(target, span, true)),
            _ => {
                let message = format!("`{signs}` is no operator");
                return Err(Problem::wrong(span, message).hint(operators_of(target)));
            }
        })
    }

    fn operator_word(&mut self, target: &Target) -> Parsed<Operator> {
        let at = self.scan.at();
        let mut word = self.scan.word().to_ascii_lowercase();
        if word == "not" {
            self.scan.skip_space();
            word = format!("not {}", self.scan.word().to_ascii_lowercase());
        }
        let span = self.scan.since(at);
        Ok(match word.as_str() {
            "like" => Operator::Text(TextOperator::Like),
            "ilike" => Operator::Text(TextOperator::Ilike),
            "not like" => Operator::Text(TextOperator::NotLike),
            "not ilike" => Operator::Text(TextOperator::NotIlike),
            "in" => Operator::In { negated: false },
            "not in" => Operator::In { negated: true },
            "is" => Operator::Is,
            "rlike" | "regexp" => {
                return Err(Problem::wrong(span, "Regular expressions match with =~ here"));
            }
            _ => {
                const WORDS: [&str; 6] = ["like", "ilike", "is", "not like", "not ilike", "not in"];
                let is_begun = self.scan.is_at_end() && WORDS.iter().any(|known| known.starts_with(&word));
                return Err(expected_operator(target, span, is_begun));
            }
        })
    }

    fn null(&mut self) -> Parsed<Test> {
        self.expect(Expected::Null);
        let at = self.scan.at();
        let negated = self.scan.eat_word("not");
        self.scan.skip_space();
        if self.scan.eat_word("null") {
            return Ok(Test::Null { negated });
        }
        let word = self.scan.word().to_ascii_lowercase();
        let span = self.scan.since(at);
        let is_begun = "null".starts_with(&word) || !negated && "not".starts_with(&word);
        Err(if self.scan.is_at_end() && is_begun {
            Problem::incomplete(span, "Expected NULL or NOT NULL")
        } else {
            Problem::wrong(span, "Expected NULL or NOT NULL").hint("compare values with =")
        })
    }

    fn text_test(&mut self, target: &Target, operator: TextOperator, span: Span) -> Parsed<Test> {
        if target.domain().is_numeric() {
            let message = format!(
                "{} compares text; {} is a number",
                operator.as_str(),
                target.spoken()
            );
            return Err(Problem::wrong(span, message).hint(operators_of(target)));
        }
        let (text, span) = self.text(target)?;
        if matches!(operator, TextOperator::Matches | TextOperator::NotMatches) {
            crate::search::pattern::check(&text).map_err(|message| Problem::wrong(span, message))?;
        }
        Ok(Test::Text(operator, text))
    }
}

fn expected_operator(target: &Target, span: Span, is_incomplete: bool) -> Problem {
    let message = format!("Expected a comparison of {}", target.spoken());
    let problem = if is_incomplete {
        Problem::incomplete(span, message)
    } else {
        Problem::wrong(span, message)
    };
    problem.hint(operators_of(target))
}

fn operators_of(target: &Target) -> &'static str {
    match target.domain() {
        Domain::Text => "=, !=, LIKE, ILIKE, IN, =~",
        Domain::TextOrNumber => "=, !=, <, >, LIKE, ILIKE, IN, =~, IS NULL",
        Domain::Number | Domain::Time | Domain::Duration => "=, !=, <, <=, >, >=",
    }
}
