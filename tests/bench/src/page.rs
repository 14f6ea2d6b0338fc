//! One page in one browser, measured from inside.

use crate::ui::Ui;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sporeprint_e2e::Driver;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use thirtyfour::WebDriver;

const PROBE: &str = include_str!("probe.js");
/// How long a first row may take, slow network and all.
const PATIENCE: Duration = Duration::from_mins(2);
const ASK: Duration = Duration::from_millis(100);
/// While a page is measured it is asked seldom.
const ASK_SELDOM: Duration = Duration::from_millis(500);

/// What a visit is slowed down by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slow {
    /// Nothing.
    Not,
    /// A processor with a quarter of the speed.
    Processor,
    /// 10 Mbit/s with 40 ms to the server and back.
    Network,
}

impl Slow {
    /// All, with words for each.
    pub const ALL: [(Self, &str); 3] = [
        (Self::Not, "full speed"),
        (Self::Processor, "4 x slower processor"),
        (Self::Network, "10 Mbit/s, 40 ms"),
    ];
}

/// What a page needs in memory after a collection of garbage.
#[derive(Clone, Copy, Debug)]
pub struct Memory {
    /// The JavaScript heap.
    pub heap_bytes: f64,
    /// The linear memories of WebAssembly modules: they grow and never shrink.
    pub wasm_bytes: f64,
    /// Nodes that are alive, in the document or not.
    pub live_nodes: f64,
}

impl Memory {
    /// All together.
    pub fn bytes(self) -> f64 {
        self.heap_bytes + self.wasm_bytes
    }
}

/// Bytes and requests of a visit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wire {
    /// Everything but the API: what the page itself weighs.
    pub page_bytes: f64,
    /// Requests for that.
    pub page_requests: f64,
    /// Answers of the API.
    pub api_bytes: f64,
    /// Requests for that.
    pub api_requests: f64,
}

/// A page in a browser with a fresh profile.
#[derive(Debug)]
pub struct Page {
    driver: WebDriver,
}

impl Page {
    /// Opens a browser for a page of this kind.
    pub async fn start(driver: &Driver, ui: Ui, logs_requests: bool) -> Result<Self> {
        Self::start_with(driver, ui, logs_requests, (1280, 800), "").await
    }

    /// Opens a browser with a window of so many pixels, whose page is also watched by a further script.
    pub async fn start_with(
        driver: &Driver,
        ui: Ui,
        logs_requests: bool,
        (width, height): (u32, u32),
        script: &str,
    ) -> Result<Self> {
        let driver = driver.session(logs_requests).await?;
        driver.set_script_timeout(Duration::from_secs(100)).await?;
        let page = Self { driver };
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        page.cdp("Emulation.setDeviceMetricsOverride", size).await?;
        page.cdp("Page.enable", json!({})).await?;
        let source = format!(
            "(() => {{ const UI = {};\n{PROBE}\n{script}\n}})();",
            ui.selectors()
        );
        page.cdp(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
        Ok(page)
    }

    /// Slows everything down that comes from now on.
    pub async fn slow_down(&self, slow: Slow) -> Result<()> {
        match slow {
            Slow::Not => {}
            Slow::Processor => {
                self.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 }))
                    .await?;
            }
            Slow::Network => {
                self.cdp("Network.enable", json!({})).await?;
                let bytes_a_second = 10_000_000 / 8;
                let conditions = json!({
                    "offline": false, "latency": 40,
                    "downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second,
                });
                self.cdp("Network.emulateNetworkConditions", conditions).await?;
            }
        }
        Ok(())
    }

    /// Opens an address and waits until the first run is seen; what the page did until then is its `told`.
    pub async fn first_row(&self, address: &str) -> Result<Value> {
        self.visit(address).await?;
        self.number_within("window.__bench?.firstRow", PATIENCE)
            .await
            .with_context(|| format!("no run is seen at {address}"))?;
        self.told().await
    }

    /// Starts to load an address and does not wait.
    pub async fn visit(&self, address: &str) -> Result<()> {
        // Another fragment alone would not load the page anew.
        self.driver.goto("about:blank").await?;
        // Not `goto`: it comes back only when everything has loaded.
        self.run(&format!("location.href = {}", json!(address))).await?;
        Ok(())
    }

    /// Waits until an expression of JavaScript is a number, and returns it.
    pub async fn number_within(&self, expression: &str, patience: Duration) -> Result<f64> {
        let began = Instant::now();
        loop {
            let seen = self.run(&format!("return {expression} ?? null")).await;
            // While the page is exchanged, there is none to ask.
            if let Some(number) = seen.ok().and_then(|seen| seen.as_f64()) {
                return Ok(number);
            }
            if began.elapsed() > patience {
                bail!("`{expression}` is no number after {} s", patience.as_secs());
            }
            tokio::time::sleep(ASK).await;
        }
    }

    /// Moves the mouse to a place of the page, in CSS pixels.
    pub async fn point_at(&self, x: f64, y: f64) -> Result<()> {
        let place = json!({ "type": "mouseMoved", "x": x, "y": y });
        self.cdp("Input.dispatchMouseEvent", place).await?;
        Ok(())
    }

    /// The browser's name and version.
    pub async fn browser_version(&self) -> Result<String> {
        let version = self.cdp("Browser.getVersion", json!({})).await?;
        Ok(version["product"].as_str().unwrap_or_default().to_owned())
    }

    /// What the page did up to now.
    pub async fn told(&self) -> Result<Value> {
        // Long tasks are told of a little later than they end.
        tokio::time::sleep(ASK).await;
        self.run("return window.__bench.told()").await
    }

    /// Waits for a promise that takes longer than a call of the driver may: as [`Page::promised`], looked after a few
    /// times a second.
    pub async fn promised_late(&self, expression: &str) -> Result<Value> {
        self.run(&format!(
            "const bench = window.__bench; bench.late = null;
            (async () => ({expression}))().then((value) => {{ bench.late = {{ value }}; }},
                (error) => {{ bench.late = {{ error: String(error) }}; }});"
        ))
        .await?;
        loop {
            let late = self.run("return window.__bench.late").await?;
            if !late.is_null() {
                return value_of(&late);
            }
            tokio::time::sleep(ASK_SELDOM).await;
        }
    }

    /// Waits for a promise: an expression of JavaScript that may use `bench`.
    pub async fn promised(&self, expression: &str) -> Result<Value> {
        let script = format!(
            "const [bench, done] = [window.__bench, arguments[arguments.length - 1]];
            (async () => ({expression}))().then((value) => done({{ value }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.driver.execute_async(script, Vec::new()).await?;
        value_of(answer.json())
    }

    /// The milliseconds that something takes until it is done and painted. Both are JavaScript.
    pub async fn takes(&self, what: &str, act: &str, is_done: &str) -> Result<f64> {
        let script = format!("await bench.until(() => {{ {act} }}, () => {is_done}, 60000)");
        let taken = self.promised(&script).await.with_context(|| what.to_owned())?;
        taken
            .as_f64()
            .with_context(|| format!("{what}: not done after a minute"))
    }

    /// Runs JavaScript and returns its value.
    pub async fn run(&self, script: &str) -> Result<Value> {
        Ok(self.driver.execute(script, Vec::new()).await?.json().clone())
    }

    /// What the page needs now.
    pub async fn memory(&self) -> Result<Memory> {
        // A second collection takes what the first one's finalizers let go.
        for _ in 0..2 {
            self.cdp("HeapProfiler.collectGarbage", json!({})).await?;
        }
        let heap = self.cdp("Runtime.getHeapUsage", json!({})).await?;
        let counted = self.cdp("Memory.getDOMCounters", json!({})).await?;
        let wasm = self.run("return window.__bench.wasmBytes()").await?;
        Ok(Memory {
            heap_bytes: heap["usedSize"].as_f64().context("the heap has a size")?,
            wasm_bytes: wasm.as_f64().unwrap_or_default(),
            live_nodes: counted["nodes"].as_f64().unwrap_or_default(),
        })
    }

    /// What came over the wire since the browser was opened, once no file of the page was asked for any more.
    pub async fn wire(&self) -> Result<Wire> {
        let mut wire = Wire::default();
        let mut api = HashMap::new();
        let mut still = Instant::now();
        while still.elapsed() < Duration::from_secs(2) {
            for event in self.driver.get_log("performance").await? {
                let event: Value = serde_json::from_str(&event.message)?;
                let (method, params) = (&event["message"]["method"], &event["message"]["params"]);
                let id = params["requestId"].as_str().unwrap_or_default().to_owned();
                match method.as_str().unwrap_or_default() {
                    "Network.requestWillBeSent" => {
                        let url = params["request"]["url"].as_str().unwrap_or_default();
                        if !url.starts_with("http") {
                            continue;
                        }
                        let is_api = is_api(url);
                        if is_api {
                            wire.api_requests += 1.0;
                        } else {
                            wire.page_requests += 1.0;
                            still = Instant::now();
                        }
                        api.insert(id, is_api);
                    }
                    "Network.loadingFinished" => {
                        let bytes = params["encodedDataLength"].as_f64().unwrap_or_default();
                        match api.get(&id) {
                            Some(true) => wire.api_bytes += bytes,
                            Some(false) => {
                                wire.page_bytes += bytes;
                                still = Instant::now();
                            }
                            None => {}
                        }
                    }
                    _ => {}
                }
            }
            tokio::time::sleep(ASK).await;
        }
        Ok(wire)
    }

    /// Keeps a picture of the page.
    pub async fn picture(&self, path: &std::path::Path) -> Result<()> {
        Ok(self.driver.screenshot(path).await?)
    }

    /// Closes the browser.
    pub async fn quit(self) -> Result<()> {
        Ok(self.driver.quit().await?)
    }

    async fn cdp(&self, method: &str, params: Value) -> Result<Value> {
        let answer = self.driver.cdp().send_raw(method, params).await;
        answer.with_context(|| method.to_owned())
    }
}

fn value_of(answer: &Value) -> Result<Value> {
    if let Some(error) = answer["error"].as_str() {
        bail!("the page said {error}");
    }
    Ok(answer["value"].clone())
}

/// Whether the tracking server answers this address, and not whoever serves the page.
fn is_api(url: &str) -> bool {
    [
        "/ajax-api/",
        "/api/",
        "/graphql",
        "/get-artifact",
        "/version",
        "/health",
    ]
    .iter()
    .any(|part| url.contains(part))
}
