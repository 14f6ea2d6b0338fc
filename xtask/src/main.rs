//! `cargo xtask`: everything that this project's people run, in one program that works on a fresh machine.

mod arguments;

use anyhow::Result;
use arguments::Request;
use std::process::ExitCode;
use xtask::repo::Repo;
use xtask::{bench, build, demo, group, size, split, test, wheel};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            group::hold_if_interrupted();
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    if split::is_stand_in() {
        return split::stand_in();
    }
    let request = arguments::parse(std::env::args_os().skip(1))?;
    if request == Request::Help {
        print!("{}", arguments::HELP);
        return Ok(());
    }
    group::stop_all_on_interrupt()?;
    let repo = Repo::here()?;
    match request {
        Request::Help => {}
        Request::Setup => {
            let kit = build::Kit::ready(&repo)?;
            println!("Everything that building needs is here. To call the tools by hand:");
            println!("export PATH={}", kit.toolbox.path()?.to_string_lossy());
        }
        Request::Build(profile) => build::build(&repo, &build::Kit::ready(&repo)?, profile)?,
        Request::Size => {
            build::ensure_built(&repo)?;
            size::size(&repo)?;
        }
        Request::Wheel => {
            build::ensure_built(&repo)?;
            println!("{}", wheel::wheel(&repo)?.display());
        }
        Request::Demo(options) => demo::demo(&repo, &options)?,
        Request::Test(options) => test::test(&repo, options)?,
        Request::Bench(options) => bench::table(&repo, &options)?,
        Request::BenchCharts(options) => bench::charts(&repo, &options)?,
    }
    Ok(())
}
