//! What scenarios share: servers that start when first asked for.

use crate::driver::Driver;
use crate::tracking::Tracking;
use crate::{Browser, Settings, Window, seed};
use anyhow::{Result, anyhow};
use std::path::PathBuf;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use xtask::serve::{Serving, Site};

/// A server, or why it could not be started: the next scenario that wants it fails at once.
type Started<T> = OnceCell<Result<T, String>>;

/// The servers; dropping it stops them.
#[derive(Debug)]
pub struct Stage {
    settings: Settings,
    driver: Started<Driver>,
    seed: Started<PathBuf>,
    newest: Started<Tracking>,
    prefixed: Started<Tracking>,
    v2: Started<Tracking>,
    stores: TempDir,
}

impl Stage {
    /// Nothing runs yet.
    pub fn new(settings: Settings) -> Result<Self> {
        Ok(Self {
            settings,
            driver: Started::new(),
            seed: Started::new(),
            newest: Started::new(),
            prefixed: Started::new(),
            v2: Started::new(),
            stores: tempfile::Builder::new().prefix("sporeprint-e2e-").tempdir()?,
        })
    }

    /// Where everything is.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The newest `MLflow`, serving our wheel, with the demo's runs.
    pub async fn mlflow(&self) -> Result<&Tracking> {
        let start = Box::pin(async {
            let seed = self.seed().await?;
            seed::served(
                &self.settings,
                &self.settings.venv,
                seed,
                &self.stores.path().join("newest"),
                "mlflow-3.log",
            )
            .await
        });
        once(&self.newest, start).await
    }

    /// The store of [`Stage::mlflow`] served with `--static-prefix /mlflow`.
    pub async fn mlflow_under_prefix(&self) -> Result<&Tracking> {
        let start = Box::pin(async {
            self.mlflow().await?;
            let store = self.stores.path().join("newest");
            let log = self.settings.out.join("mlflow-3-prefix.log");
            Tracking::start(&self.settings.venv, &store, "/mlflow", &log).await
        });
        once(&self.prefixed, start).await
    }

    /// `MLflow` 2.22, serving our wheel, with a small part of the demo's runs.
    pub async fn mlflow_2(&self) -> Result<&Tracking> {
        let start = Box::pin(async {
            let venv = &self.settings.venv_2;
            let seed = seed::trained(&self.settings, venv, "mlflow-2", &["--small"]).await?;
            seed::served(
                &self.settings,
                venv,
                &seed,
                &self.stores.path().join("v2"),
                "mlflow-2.log",
            )
            .await
        });
        once(&self.v2, start).await
    }

    /// The built site served as plain files under a path, with the API of [`Stage::mlflow`] behind it, or none.
    pub async fn plain_server(&self, prefix: &str, has_api: bool) -> Result<Serving> {
        let tracking_uri = if has_api {
            Some(self.mlflow().await?.base().to_owned())
        } else {
            None
        };
        let site = Site {
            dist: self.settings.dist.clone(),
            tracking_uri,
            prefix: Some(prefix.to_owned()),
        };
        site.start(0)
    }

    /// A browser with a fresh profile.
    pub async fn browser(&self, window: Window) -> Result<Browser> {
        let Settings {
            chromedriver,
            chrome,
            out,
            ..
        } = &self.settings;
        let driver = once(&self.driver, Box::pin(Driver::start(chromedriver, chrome, out))).await?;
        Browser::start(driver, window).await
    }

    async fn seed(&self) -> Result<&PathBuf> {
        once(
            &self.seed,
            seed::trained(&self.settings, &self.settings.venv, "mlflow-3", &[]),
        )
        .await
    }
}

async fn once<T>(cell: &Started<T>, start: impl Future<Output = Result<T>>) -> Result<&T> {
    let started = cell
        .get_or_init(|| async { start.await.map_err(|error| format!("{error:#}")) })
        .await;
    started.as_ref().map_err(|error| anyhow!("{error}"))
}
