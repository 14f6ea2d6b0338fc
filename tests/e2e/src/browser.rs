//! One browser session, and how a scenario waits in it.

use crate::audit;
use crate::driver::Driver;
use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use thirtyfour::cdp::domains::emulation::{MediaFeature, SetEmulatedMedia};
use thirtyfour::{BrowserLogEntry, By, WebDriver, WebElement};

/// How long anything may take that a scenario waits for.
pub(crate) const PATIENCE: Duration = Duration::from_secs(15);

/// The size of the page in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// 1280 × 800.
    Desktop,
    /// 390 × 844, a telephone.
    Narrow,
}

/// What the system prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A light theme.
    Light,
    /// A dark theme.
    Dark,
}

/// A browser with a fresh profile.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    console: Mutex<Vec<BrowserLogEntry>>,
    wire: Mutex<Vec<audit::Exchange>>,
    announced: Mutex<Vec<String>>,
}

impl Browser {
    /// Opens a session of the driver.
    pub async fn start(driver: &Driver, window: Window) -> Result<Self> {
        let driver = driver.session(true).await?;
        driver
            .set_script_timeout(PATIENCE + Duration::from_secs(5))
            .await?;
        let (width, height) = match window {
            Window::Desktop => (1280, 800),
            Window::Narrow => (390, 844),
        };
        driver
            .cdp()
            .emulation()
            .set_device_metrics_override(width, height, 1.0, false)
            .await?;
        let browser = Self {
            driver,
            console: Mutex::default(),
            wire: Mutex::default(),
            announced: Mutex::default(),
        };
        browser.prefer(Scheme::Light).await?;
        Ok(browser)
    }

    /// The session, for what this type has no word for.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Changes what the system prefers.
    pub async fn prefer(&self, scheme: Scheme) -> Result<()> {
        let feature = |name: &str, value: &str| MediaFeature {
            name: name.into(),
            value: value.into(),
        };
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = vec![
            feature("prefers-color-scheme", scheme),
            feature("prefers-reduced-motion", "reduce"),
        ];
        self.driver
            .cdp()
            .send(SetEmulatedMedia {
                media: None,
                features: Some(features),
            })
            .await?;
        Ok(())
    }

    /// Loads a page and waits until the app has started and every request is answered.
    pub async fn open(&self, url: &str) -> Result<()> {
        // Only the fragment of the address may differ: make sure that the page is loaded anew.
        self.driver.goto("about:blank").await?;
        self.driver
            .goto(url)
            .await
            .with_context(|| format!("cannot open {url}"))?;
        self.settled()
            .await
            .with_context(|| format!("{url} does not come to rest"))
    }

    /// Loads the same page anew.
    pub async fn reload(&self) -> Result<()> {
        self.driver.refresh().await?;
        self.settled().await
    }

    /// Changes the address as a link in the page does, without loading it anew. `hash` starts with `#`.
    pub async fn go(&self, hash: &str) -> Result<()> {
        self.script("location.hash = arguments[0];", &[json!(hash)])
            .await?;
        self.settled().await
    }

    /// The address after and with `#`.
    pub async fn hash(&self) -> Result<String> {
        let url = self.driver.current_url().await?;
        Ok(url
            .fragment()
            .map(|fragment| format!("#{fragment}"))
            .unwrap_or_default())
    }

    /// Waits until the app has started and no request is under way.
    pub async fn settled(&self) -> Result<()> {
        let condition = "!document.getElementById('boot') && !!document.querySelector('main') \
                         && (document.documentElement.dataset.busy ?? '0') === '0'";
        self.until("the app is there and no request is under way", condition, &[])
            .await?;
        Ok(())
    }

    /// Waits until what was done in the page is drawn: what is drawn at the next frame is there at the one after it.
    pub async fn drawn(&self) -> Result<()> {
        let script = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(done));";
        self.driver
            .execute_async(script, vec![])
            .await
            .context("waiting for two frames")?;
        Ok(())
    }

    /// Waits until `condition`, a JavaScript expression, is truthy, and returns its value. It is asked at every
    /// frame of the page; `args` are its `args[0]`, `args[1]`, …
    pub async fn until(&self, what: &str, condition: &str, args: &[Value]) -> Result<Value> {
        let script = format!(
            "const [args, patience, done] = [arguments[0], arguments[1], arguments[2]];
            const deadline = performance.now() + patience;
            let last = null;
            const check = () => {{
                try {{
                    const value = (() => ({condition}))();
                    if (value) return done({{ value }});
                }} catch (error) {{ last = String(error); }}
                if (performance.now() > deadline) return done({{ late: true, last }});
                requestAnimationFrame(check);
            }};
            check();"
        );
        let patience_millis = u64::try_from(PATIENCE.as_millis())?;
        let answer = self
            .driver
            .execute_async(script, vec![json!(args), json!(patience_millis)])
            .await
            .with_context(|| format!("waiting until {what}"))?;
        let answer = answer.json();
        if let Some(value) = answer.get("value") {
            return Ok(value.clone());
        }
        let why = answer["last"]
            .as_str()
            .map(|error| format!(" ({error})"))
            .unwrap_or_default();
        bail!("waited {} s in vain until {what}{why}", PATIENCE.as_secs())
    }

    /// Runs JavaScript and returns its value.
    pub async fn script(&self, script: &str, args: &[Value]) -> Result<Value> {
        let answer = self.driver.execute(script, args.to_vec()).await?;
        Ok(answer.json().clone())
    }

    /// Waits for the element of this `data-testid` to be visible.
    pub async fn find(&self, test_id: &str) -> Result<WebElement> {
        self.find_css(&format!("[data-testid='{test_id}']")).await
    }

    /// Waits for the first visible element that the selector matches.
    pub async fn find_css(&self, css: &str) -> Result<WebElement> {
        // A picture that has not come yet has no size.
        let visible = "[...document.querySelectorAll(args[0])].some(e => e.checkVisibility() \
                       && (e.innerText || e.getBoundingClientRect().width * e.getBoundingClientRect().height > 0))";
        self.until(&format!("`{css}` is visible"), visible, &[json!(css)])
            .await?;
        for element in self.driver.find_all(By::Css(css)).await? {
            if element.is_displayed().await? {
                return Ok(element);
            }
        }
        bail!("`{css}` went as soon as it was there")
    }

    /// Waits for the element of this `data-testid`, and returns its text as it is shown.
    pub async fn text(&self, test_id: &str) -> Result<String> {
        Ok(self.find(test_id).await?.text().await?)
    }

    /// Waits until the element of this `data-testid` has this text somewhere in it.
    pub async fn until_text(&self, test_id: &str, text: &str) -> Result<()> {
        let condition = "[...document.querySelectorAll(`[data-testid='${args[0]}']`)]\
                         .some(e => e.checkVisibility() && e.innerText.includes(args[1]))";
        self.until(
            &format!("`{test_id}` shows {text:?}"),
            condition,
            &[json!(test_id), json!(text)],
        )
        .await?;
        Ok(())
    }

    /// Whether an element of this `data-testid` is in the page now.
    pub async fn has(&self, test_id: &str) -> Result<bool> {
        let there = "return !!document.querySelector(`[data-testid='${arguments[0]}']`)";
        Ok(self.script(there, &[json!(test_id)]).await? == json!(true))
    }

    /// Clicks the element of this `data-testid` as a person would: at its middle, where nothing else covers it.
    pub async fn click(&self, test_id: &str) -> Result<()> {
        self.press(&format!("[data-testid='{test_id}']")).await
    }

    /// Clicks the first visible element that the selector matches.
    pub async fn press(&self, css: &str) -> Result<()> {
        let element = self.find_css(css).await?;
        element.scroll_into_view().await?;
        element
            .click()
            .await
            .with_context(|| format!("cannot click `{css}`"))
    }

    /// Replaces the text of the field of this `data-testid` by typing.
    pub async fn fill(&self, test_id: &str, text: &str) -> Result<()> {
        // The id may stand at the field itself or at what is around it.
        let id = format!("[data-testid='{test_id}']");
        let field = self
            .find_css(&format!("input{id}, textarea{id}, {id} input, {id} textarea"))
            .await?;
        field.click().await?;
        let select_all = thirtyfour::Key::Control + "a";
        field.send_keys(select_all).await?;
        field
            .send_keys(if text.is_empty() {
                thirtyfour::Key::Delete + ""
            } else {
                text.into()
            })
            .await?;
        Ok(())
    }

    /// Presses Enter in what has the focus.
    pub async fn enter(&self) -> Result<()> {
        let focused = self.driver.active_element().await?;
        Ok(focused.send_keys(thirtyfour::Key::Enter + "").await?)
    }

    /// Allows errors in the console that contain `part`: what follows is about them.
    pub fn announce(&self, part: &str) {
        self.announced
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(part.to_owned());
    }

    /// What the console said and which requests were made since the session began.
    pub async fn listen(&self) -> Result<()> {
        let console = self.driver.browser_log().await?;
        self.console
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(console);
        let events = self.driver.get_log("performance").await?;
        audit::follow(
            &mut self.wire.lock().unwrap_or_else(PoisonError::into_inner),
            &events,
        );
        Ok(())
    }

    /// All requests up to now.
    pub async fn exchanges(&self) -> Result<Vec<audit::Exchange>> {
        self.listen().await?;
        Ok(self.wire.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Holds what every scenario holds: nothing unannounced in the console, no request to another host.
    pub async fn audit(&self) -> Result<()> {
        self.listen().await?;
        let console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
        let announced = self.announced.lock().unwrap_or_else(PoisonError::into_inner);
        let mut complaints = audit::unannounced_errors(&console, &announced);
        complaints.extend(audit::foreign_requests(
            &self.wire.lock().unwrap_or_else(PoisonError::into_inner),
        ));
        if complaints.is_empty() {
            Ok(())
        } else {
            bail!("{}", complaints.join("\n"))
        }
    }

    /// Writes a picture of the page, its HTML, its console and its requests into `folder`.
    pub async fn leave_evidence(&self, folder: &Path) -> Result<()> {
        std::fs::create_dir_all(folder)?;
        let heard = self.listen().await;
        let console = self
            .console
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let wire = self.wire.lock().unwrap_or_else(PoisonError::into_inner).clone();
        std::fs::write(folder.join("console.txt"), audit::console_text(&console))?;
        std::fs::write(folder.join("requests.txt"), audit::wire_text(&wire))?;
        let html = self
            .script("return document.documentElement.outerHTML", &[])
            .await?;
        let address = self.driver.current_url().await?;
        std::fs::write(
            folder.join("page.html"),
            format!("<!-- {address} -->\n{}", html.as_str().unwrap_or("")),
        )?;
        self.driver.screenshot(&folder.join("page.png")).await?;
        heard
    }

    /// Closes the browser.
    pub async fn quit(&self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }
}
