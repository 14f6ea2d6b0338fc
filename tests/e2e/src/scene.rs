//! What one scenario gets, and what is left of one that fails.

use crate::{Browser, Rest, Settings, Stage, Tracking, Window};
use anyhow::{Context, Result, anyhow};
use futures_util::FutureExt;
use libtest_mimic::{Arguments, Failed, Trial};
use std::any::Any;
use std::fmt::Write as _;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::process::ExitCode;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use tokio::runtime::Runtime;

/// The body of a scenario.
type Play = for<'a> fn(&'a Scene) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// One test: its name is the sentence that it holds.
#[derive(Clone, Copy, Debug)]
pub struct Scenario {
    /// What about.
    pub room: &'static str,
    /// The sentence.
    pub name: &'static str,
    /// What it does.
    pub play: Play,
}

/// The scenarios of a module, from the names of its functions.
#[macro_export]
macro_rules! scenarios {
    ($room:literal: $($name:ident),+ $(,)?) => {
        /// The scenarios of this file.
        pub fn scenarios() -> Vec<$crate::Scenario> {
            vec![$($crate::Scenario { room: $room, name: stringify!($name), play: |scene| Box::pin($name(scene)) }),+]
        }
    };
}

/// What a scenario is given.
#[derive(Debug)]
pub struct Scene {
    stage: Arc<Stage>,
    browsers: Mutex<Vec<Arc<Browser>>>,
}

impl Scene {
    /// The servers.
    pub fn stage(&self) -> &Stage {
        &self.stage
    }

    /// A browser of desktop size.
    pub async fn browser(&self) -> Result<Arc<Browser>> {
        self.browser_of(Window::Desktop).await
    }

    /// A browser with a page of this size.
    pub async fn browser_of(&self, window: Window) -> Result<Arc<Browser>> {
        let browser = Arc::new(self.stage.browser(window).await?);
        self.browsers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(Arc::clone(&browser));
        Ok(browser)
    }

    /// The newest `MLflow` with a client, and a browser that shows the page of this hash.
    pub async fn open(&self, hash: &str) -> Result<(Arc<Browser>, Rest)> {
        let server = self.stage.mlflow().await?;
        let browser = self.visit(server, hash).await?;
        Ok((browser, Rest::new(server.base())?))
    }

    /// A browser that shows the page of this hash on this server.
    pub async fn visit(&self, server: &Tracking, hash: &str) -> Result<Arc<Browser>> {
        let browser = self.browser().await?;
        browser.open(&format!("{}{hash}", server.base())).await?;
        Ok(browser)
    }

    /// Closes a browser before the scene ends: one that opens many would fill the machine.
    pub async fn done_with(&self, browser: &Arc<Browser>) -> Result<()> {
        browser.audit().await?;
        self.browsers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|one| !Arc::ptr_eq(one, browser));
        browser.quit().await
    }
}

struct Theatre {
    // Dropped in this order: the servers stop while the runtime is still there.
    stage: Arc<Stage>,
    runtime: Runtime,
}

impl Theatre {
    fn new() -> Result<Self> {
        let stage = Arc::new(Stage::new(Settings::from_env()?)?);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        Ok(Self { stage, runtime })
    }

    fn play(&self, scenario: Scenario) -> Result<()> {
        let folder = self
            .stage
            .settings()
            .out
            .join("failed")
            .join(scenario.room)
            .join(scenario.name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot clear {}", folder.display()))?;
        }
        let scene = Scene {
            stage: Arc::clone(&self.stage),
            browsers: Mutex::default(),
        };
        self.runtime.block_on(async {
            let mut outcome = AssertUnwindSafe((scenario.play)(&scene))
                .catch_unwind()
                .await
                .unwrap_or_else(|panic| Err(anyhow!("{}", panic_text(panic.as_ref()))));
            let browsers =
                std::mem::take(&mut *scene.browsers.lock().unwrap_or_else(PoisonError::into_inner));
            for browser in &browsers {
                if outcome.is_ok() {
                    outcome = browser.audit().await;
                }
            }
            for (index, browser) in browsers.iter().enumerate() {
                if let Err(error) = &mut outcome {
                    let folder = if index == 0 {
                        folder.clone()
                    } else {
                        folder.join(format!("browser-{}", index + 1))
                    };
                    let left = browser.leave_evidence(&folder).await;
                    let mut text = format!("{error:#}\n(see {}", folder.display());
                    if let Err(left) = left {
                        let _infallible = write!(text, "; not all could be kept: {left:#}");
                    }
                    *error = anyhow!("{text})");
                }
                browser.quit().await?;
            }
            outcome
        })
    }
}

/// Runs the scenarios that the command line asks for, one after another, and stops every server that they started.
pub fn run(scenarios: Vec<Scenario>) -> ExitCode {
    let mut arguments = Arguments::from_args();
    // Browsers and servers share two cores: side by side, scenarios would only wait for each other.
    arguments.test_threads = Some(1);
    if let Err(error) = xtask::group::stop_all_on_interrupt() {
        eprintln!("cannot listen for Ctrl-C: {error:#}");
    }
    let theatre: Arc<OnceLock<Result<Theatre, String>>> = Arc::default();
    let trials = scenarios.into_iter().map(|scenario| {
        let theatre = Arc::clone(&theatre);
        Trial::test(format!("{}::{}", scenario.room, scenario.name), move || {
            let theatre = theatre.get_or_init(|| Theatre::new().map_err(|error| format!("{error:#}")));
            let theatre = theatre.as_ref().map_err(Failed::from)?;
            theatre
                .play(scenario)
                .map_err(|error| Failed::from(format!("{error:#}")))
        })
    });
    let conclusion = libtest_mimic::run(&arguments, trials.collect());
    drop(theatre);
    conclusion.exit_code()
}

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message")
        .to_owned()
}
