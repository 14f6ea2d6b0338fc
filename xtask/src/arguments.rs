//! What was asked for on the command line.

use anyhow::{Result, bail};
use lexopt::prelude::*;
use std::ffi::OsString;
use xtask::build::Profile;
use xtask::{bench, demo, test};

/// One command with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Request {
    /// Print all commands.
    Help,
    /// Install what building needs.
    Setup,
    /// Build `dist/`.
    Build(Profile),
    /// Measure what a first visit loads.
    Size,
    /// Pack `dist/` for Python.
    Wheel,
    /// Show real runs.
    Demo(demo::Options),
    /// Run the tests.
    Test(test::Options),
    /// Measure the table of runs.
    Bench(bench::Options),
    /// Measure the charts.
    BenchCharts(bench::ChartsOptions),
}

/// All commands, for people.
pub const HELP: &str = "\
cargo xtask <command>

  setup          install what building needs and this machine lacks
  build          build the site into dist/ (--debug: quick to compile, large)
  size           what a first visit loads: raw, gzip, brotli, against size-budget.toml
  wheel          dist/ as a Python package, for `mlflow server --app-name sporeprint`
  demo           a real MLflow server with real runs and this UI; Ctrl-C stops it
                   --port <n>            instead of 5151 or the next free one
                   --no-open             do not open a browser
                   --tracking-uri <url>  show this tracking server instead; needs no Python
  test           every check: host, browser, end to end (--host, --browser, --e2e: only these)
  bench table    this table of runs and MLflow's own, measured side by side (half an hour)
                   --only <parts>        of cold,loaded,scale
                   --repeat <n>          how often each number is taken, instead of 5
                   --minutes <n>         of scrolling to see whether memory grows, instead of 1
                   --experiments <n>     wide ones opened one after another, instead of 50
                   --official-all        load all runs with MLflow's page too
  bench charts   the charts, beside MLflow's own and uPlot (half an hour)
                   --only <parts>        of board,long,wide,draw
                   --rounds <n>          how often each number is taken, instead of 3
  help           this text

Tools are kept in ~/.cache/sporeprint/tools, or where SPOREPRINT_TOOLS says.
";

/// Reads the arguments after the program's name.
///
/// # Errors
/// On a command or option that does not exist.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Request> {
    let mut parser = lexopt::Parser::from_args(arguments);
    let mut request = match parser.next()? {
        None | Some(Long("help") | Short('h')) => return Ok(Request::Help),
        Some(Value(command)) => match command.to_string_lossy().as_ref() {
            "help" => Request::Help,
            "setup" => Request::Setup,
            "build" => Request::Build(Profile::Release),
            "size" => Request::Size,
            "wheel" => Request::Wheel,
            "demo" => Request::Demo(demo::Options::default()),
            "test" => Request::Test(test::Options::default()),
            "bench" => match parser.next()? {
                Some(Value(what)) if what == "table" => Request::Bench(bench::Options::default()),
                Some(Value(what)) if what == "charts" => {
                    Request::BenchCharts(bench::ChartsOptions::default())
                }
                _ => bail!("what is measured is `table` or `charts`: cargo xtask bench table"),
            },
            other => bail!("there is no command `{other}`; `cargo xtask help` lists all"),
        },
        Some(other) => return Err(other.unexpected().into()),
    };
    while let Some(argument) = parser.next()? {
        match (&mut request, argument) {
            (_, Long("help") | Short('h')) => return Ok(Request::Help),
            (Request::Build(profile), Long("debug")) => *profile = Profile::Debug,
            (Request::Demo(options), Long("port")) => options.port = Some(parser.value()?.parse()?),
            (Request::Demo(options), Long("no-open")) => options.no_open = true,
            (Request::Demo(options), Long("tracking-uri")) => {
                options.tracking_uri = Some(parser.value()?.string()?);
            }
            (Request::Test(options), Long("host")) => options.host = true,
            (Request::Test(options), Long("browser")) => options.browser = true,
            (Request::Test(options), Long("e2e")) => options.e2e = true,
            (Request::Bench(options), Long(name)) => {
                let name = name.to_owned();
                options.take(Long(&name), || Ok(parser.value()?.string()?))?;
            }
            (Request::BenchCharts(options), Long(name)) => {
                let name = name.to_owned();
                options.take(Long(&name), || Ok(parser.value()?.string()?))?;
            }
            (_, other) => return Err(other.unexpected().into()),
        }
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(words: &[&str]) -> Result<Request> {
        parse(words.iter().map(OsString::from))
    }

    #[test]
    fn nothing_and_every_way_to_ask_for_help_show_the_commands() {
        for words in [&[][..], &["help"], &["--help"], &["-h"], &["build", "--help"]] {
            assert_eq!(request(words).unwrap(), Request::Help);
        }
    }

    #[test]
    fn an_option_belongs_to_its_command() {
        assert_eq!(
            request(&["build", "--debug"]).unwrap(),
            Request::Build(Profile::Debug)
        );
        assert!(request(&["size", "--debug"]).is_err());
        assert!(request(&["build", "extra"]).is_err());
    }

    #[test]
    fn the_demo_takes_a_port_and_a_server() {
        let asked = request(&[
            "demo",
            "--port=6000",
            "--tracking-uri",
            "http://h:5000",
            "--no-open",
        ])
        .unwrap();
        let uri = Some("http://h:5000".to_owned());
        assert_eq!(
            asked,
            Request::Demo(demo::Options {
                port: Some(6000),
                no_open: true,
                tracking_uri: uri
            })
        );
        assert!(request(&["demo", "--port", "70000"]).is_err());
        assert!(request(&["demo", "--tracking-uri"]).is_err());
    }

    #[test]
    fn the_bench_says_what_it_measures_and_takes_its_options() {
        let asked = request(&["bench", "table", "--repeat", "2", "--official-all"]).unwrap();
        let options = bench::Options {
            repeat: 2,
            official_all: true,
            ..bench::Options::default()
        };
        assert_eq!(asked, Request::Bench(options));
        assert!(request(&["bench"]).is_err());
        assert!(request(&["bench", "table", "--port=1"]).is_err());
        assert_eq!(request(&["bench", "table", "--help"]).unwrap(), Request::Help);
        assert!(HELP.contains("\n  bench table "));
        let charts = bench::ChartsOptions {
            rounds: 1,
            ..bench::ChartsOptions::default()
        };
        assert_eq!(
            request(&["bench", "charts", "--rounds=1"]).unwrap(),
            Request::BenchCharts(charts)
        );
        assert!(request(&["bench", "charts", "--minutes=1"]).is_err());
        assert!(HELP.contains("\n  bench charts "));
    }

    #[test]
    fn a_command_that_does_not_exist_is_named() {
        assert!(request(&["biuld"]).unwrap_err().to_string().contains("`biuld`"));
    }

    #[test]
    fn the_help_names_every_command() {
        for command in ["setup", "build", "size", "wheel", "demo", "test"] {
            assert!(HELP.contains(&format!("\n  {command} ")), "{command}");
            assert!(request(&[command]).is_ok(), "{command}");
        }
    }
}
