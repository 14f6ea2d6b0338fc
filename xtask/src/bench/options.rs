//! What is measured, and how often: options that both `cargo xtask` and the program that measures read.

use anyhow::{Context, Result, bail};
use lexopt::prelude::*;
use lexopt::{Arg, Parser};
use std::ffi::OsString;

/// A part of the bench.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The first row in a cold browser.
    Cold,
    /// All runs loaded; then sorted, filtered and scrolled.
    Loaded,
    /// Ours alone, on more runs and keys than `MLflow`'s page can hold.
    Scale,
}

impl Part {
    /// Each with its word on the command line.
    pub const ALL: [(Self, &str); 3] = [
        (Self::Cold, "cold"),
        (Self::Loaded, "loaded"),
        (Self::Scale, "scale"),
    ];

    fn of(word: &str) -> Result<Self> {
        let found = Self::ALL.iter().find(|(_, name)| *name == word);
        Ok(found
            .with_context(|| format!("there is no part `{word}`: cold, loaded, scale"))?
            .0)
    }
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The parts; none means all.
    pub only: Vec<Part>,
    /// How often each number is taken; the median is told.
    pub repeat: usize,
    /// How long the table is scrolled to see whether memory grows.
    pub minutes: u64,
    /// Load all runs with `MLflow`'s page too, a hundred at a time.
    pub official_all: bool,
    /// How many of the wide experiments are opened one after another.
    pub experiments: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            only: Vec::new(),
            repeat: 5,
            minutes: 1,
            official_all: false,
            experiments: 50,
        }
    }
}

impl Options {
    /// Whether this part was asked for.
    pub fn wants(&self, part: Part) -> bool {
        self.only.is_empty() || self.only.contains(&part)
    }

    /// Takes one argument in.
    ///
    /// # Errors
    /// When there is no such option, or its value is none.
    pub fn take(&mut self, argument: Arg<'_>, value: impl FnOnce() -> Result<String>) -> Result<()> {
        match argument {
            Long("only") => self.only = value()?.split(',').map(Part::of).collect::<Result<_>>()?,
            Long("repeat") => self.repeat = value()?.parse()?,
            Long("minutes") => self.minutes = value()?.parse()?,
            Long("experiments") => self.experiments = value()?.parse()?,
            Long("official-all") => self.official_all = true,
            other => return Err(other.unexpected().into()),
        }
        if self.repeat == 0 {
            bail!("--repeat is at least 1");
        }
        Ok(())
    }

    /// Reads the arguments after the program's name.
    ///
    /// # Errors
    /// As [`Options::take`].
    pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Self> {
        let mut parser = Parser::from_args(arguments);
        let mut options = Self::default();
        while options.take_next(&mut parser)? {}
        Ok(options)
    }

    /// Takes the parser's next argument in; false at the end.
    ///
    /// # Errors
    /// As [`Options::take`].
    pub fn take_next(&mut self, parser: &mut Parser) -> Result<bool> {
        // The name is copied: its value is asked of the same parser.
        let name = match parser.next()? {
            None => return Ok(false),
            Some(Long(name)) => name.to_owned(),
            Some(other) => return Err(other.unexpected().into()),
        };
        self.take(Long(&name), || Ok(parser.value()?.string()?))?;
        Ok(true)
    }

    /// The arguments that [`Options::parse`] reads as these options.
    pub fn to_arguments(&self) -> Vec<String> {
        let mut arguments = vec![
            format!("--repeat={}", self.repeat),
            format!("--minutes={}", self.minutes),
            format!("--experiments={}", self.experiments),
        ];
        if self.official_all {
            arguments.push("--official-all".to_owned());
        }
        if !self.only.is_empty() {
            let words = Part::ALL
                .iter()
                .filter(|(part, _)| self.only.contains(part))
                .map(|(_, word)| *word);
            arguments.push(format!("--only={}", words.collect::<Vec<_>>().join(",")));
        }
        arguments
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_survive_the_way_to_the_program_that_measures() {
        let options = Options {
            only: vec![Part::Cold, Part::Scale],
            repeat: 3,
            minutes: 2,
            official_all: true,
            experiments: 2,
        };
        for options in [options, Options::default()] {
            let arguments = options.to_arguments().into_iter().map(OsString::from);
            assert_eq!(Options::parse(arguments).unwrap(), options);
        }
    }

    #[test]
    fn a_part_that_is_not_there_is_named() {
        let error = Options::parse(["--only=cold,warm".into()]).unwrap_err();
        assert!(error.to_string().contains("`warm`"), "{error}");
        assert!(Options::parse(["--repeat=0".into()]).is_err());
    }
}
