//! What is measured of the charts, and how often: options that both `cargo xtask` and the program that measures read.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use lexopt::{Arg, Parser};
use std::ffi::OsString;

/// A part of the bench of charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartsPart {
    /// Many runs with metrics of ordinary length.
    Board,
    /// Few runs with very long metrics.
    Long,
    /// A thousand metrics: whether the board opens and scrolls smoothly.
    Wide,
    /// Drawing alone, beside `uPlot`.
    Draw,
}

impl ChartsPart {
    /// Each with its word on the command line.
    pub const ALL: [(Self, &str); 4] = [
        (Self::Board, "board"),
        (Self::Long, "long"),
        (Self::Wide, "wide"),
        (Self::Draw, "draw"),
    ];

    fn of(word: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(_, name)| *name == word);
        Ok(found
            .with_context(|| format!("there is no part `{word}`: board, long, wide, draw"))?
            .0)
    }
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartsOptions {
    /// The parts; none means all.
    pub only: Vec<ChartsPart>,
    /// How often each number is taken; the median is told.
    pub rounds: usize,
}

impl Default for ChartsOptions {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            rounds: 3,
        }
    }
}

impl ChartsOptions {
    /// Whether this part was asked for.
    pub fn wants(&self, part: ChartsPart) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// Takes one argument in.
    ///
    /// # Errors
    /// When there is no such option, or its value is none.
    pub fn take(&mut self, argument: Arg<'_>, value: impl FnOnce() -> Result<String>) -> Result<()> {
        match argument {
            Long("only") => self.only = value()?.split(',').map(ChartsPart::of).collect::<Result<_>>()?,
            Long("rounds") => self.rounds = value()?.parse()?,
            other => return Err(other.unexpected().into()),
        }
        if self.rounds == 0 {
            bail!("--rounds is at least 1");
        }
        Ok(())
    }

    /// Reads the arguments after the word that says what is measured.
    ///
    /// # Errors
    /// As [`ChartsOptions::take`].
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = Parser::from_args(arguments);
        let mut options = Self::default();
        loop {
            // The name is copied: its value is asked of the same parser.
            let name = match parser.next()? {
                None => return Ok(options),
                Some(Long(name)) => name.to_owned(),
                Some(other) => return Err(other.unexpected().into()),
            };
            options.take(Long(&name), || Ok(parser.value()?.string()?))?;
        }
    }

    /// The arguments that [`ChartsOptions::parse`] reads as these options.
    pub fn to_arguments(&self) -> Vec<String> {
        let words = ChartsPart::ALL
            .iter()
            .filter(|(part, _)| self.only.contains(part))
            .map(|(_, word)| *word);
        let words = words.collect::<Vec<_>>().join(",");
        let mut arguments = vec![format!("--rounds={}", self.rounds)];
        arguments.extend((!words.is_empty()).then(|| format!("--only={words}")));
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_of_charts_survive_the_way_to_the_program_that_measures() {
        let options = ChartsOptions {
            only: vec![ChartsPart::Board, ChartsPart::Draw],
            rounds: 7,
        };
        for options in [options, ChartsOptions::default()] {
            let arguments = options.to_arguments().into_iter().map(OsString::from);
            assert_eq!(ChartsOptions::parse(arguments).unwrap(), options);
        }
    }

    #[test]
    fn a_part_of_charts_that_is_not_there_is_named() {
        let error = ChartsOptions::parse(["--only=draw,scale".into()]).unwrap_err();
        assert!(error.to_string().contains("`scale`"), "{error}");
        assert!(ChartsOptions::parse(["--rounds=0".into()]).is_err());
    }
}
