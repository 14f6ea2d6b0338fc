//! What scenarios read off a table of slots, and do in it.

use crate::Browser;
use crate::browser::PATIENCE;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;

/// One line of a table of slots.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Line {
    /// Its place from the top, counted from 0.
    pub index: usize,
    /// Its `data-id`.
    pub id: String,
    /// How deep it stands in a tree, from 1; 0 outside of one.
    pub level: usize,
    /// Whether what is below it is shown; `None` where nothing is.
    pub expanded: Option<bool>,
    /// Whether it is selected.
    pub is_selected: bool,
    /// Whether it is only there for what stands below it.
    pub is_dimmed: bool,
    /// The text of its cells, by the `data-column` of these.
    pub cells: HashMap<String, String>,
}

impl Line {
    /// The text in a column; a column that is not there is a failure that names those that are.
    pub fn cell(&self, column: &str) -> &str {
        self.cells
            .get(column)
            .unwrap_or_else(|| panic!("no column {column:?} in {:?}", self.cells.keys()))
    }
}

/// The ids of lines.
pub fn ids(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|line| line.id.clone()).collect()
}

impl Browser {
    /// Runs JavaScript that may wait: the functions of `grid.js` are there, `id` is the table's, `args` are given, and
    /// what it returns is returned. It has to stop at `deadline`.
    async fn in_grid(&self, test_id: &str, body: &str, args: &[Value]) -> Result<Value> {
        let script = format!(
            "const [id, args, patience, done] = arguments;
            const deadline = performance.now() + patience;
            {}
            (async () => {{ {body} }})().then(value => done({{ value }}), error => done({{ error: String(error) }}));",
            include_str!("grid.js")
        );
        let patience = json!(u64::try_from(PATIENCE.as_millis())?);
        let answer = self
            .driver()
            .execute_async(script, vec![json!(test_id), json!(args), patience])
            .await?;
        let answer = answer.json();
        if let Some(error) = answer.get("error") {
            bail!("in `{test_id}`: {error}");
        }
        Ok(answer["value"].clone())
    }

    /// The lines in sight with their cells in sight, once there are any and the table has come to rest.
    pub async fn lines(&self, test_id: &str) -> Result<Vec<Line>> {
        self.until_any_line(test_id).await?;
        let lines = self
            .in_grid(test_id, "await still(id, deadline); return inSight(id);", &[])
            .await?;
        Ok(serde_json::from_value(lines)?)
    }

    /// All lines with all their cells, in sight or not: scrolls through the table and back.
    pub async fn all_lines(&self, test_id: &str) -> Result<Vec<Line>> {
        self.until_any_line(test_id).await?;
        let lines = self
            .in_grid(test_id, "return await everything(id, true, deadline);", &[])
            .await?;
        Ok(serde_json::from_value(lines)?)
    }

    async fn until_any_line(&self, test_id: &str) -> Result<()> {
        self.settled().await?;
        let any = "!!document.querySelector(`[data-testid='${args[0]}'] [role=row][data-id]:not([hidden])`)";
        self.until(&format!("`{test_id}` has lines"), any, &[json!(test_id)])
            .await?;
        Ok(())
    }

    /// Waits until the lines, in sight or not, have exactly these ids in this order.
    pub async fn until_lines(&self, test_id: &str, ids: &[String]) -> Result<()> {
        let body = "
            let shown = null;
            while (performance.now() < deadline) {
                const count = Number(grid(id)?.getAttribute('aria-rowcount') ?? 1) - 1;
                if (count === args[0].length) {
                    shown = (await everything(id, false, deadline)).map(line => line.id);
                    if (JSON.stringify(shown) === JSON.stringify(args[0])) return true;
                } else shown = count;
                await frame();
            }
            return shown;";
        let shown = self.in_grid(test_id, body, &[json!(ids)]).await?;
        if shown != json!(true) {
            bail!("`{test_id}` shows\n  {shown}\nand not\n  {ids:?}");
        }
        Ok(())
    }

    /// Waits until the table is at rest and the lines in sight fulfil a condition: a JavaScript expression about
    /// `lines`. While a table draws after a scroll, only some of its lines may be there.
    pub async fn until_in_sight(&self, test_id: &str, what: &str, condition: &str) -> Result<Vec<Line>> {
        let body = format!(
            "while (performance.now() < deadline) {{
                await frame();
                let lines = grid(id) ? inSight(id) : [];
                if (!({condition})) continue;
                await still(id, deadline);
                lines = grid(id) ? inSight(id) : [];
                if ({condition}) return {{ lines }};
            }}
            return {{ lines: grid(id) ? inSight(id) : [], late: true }};"
        );
        let found = self.in_grid(test_id, &body, &[]).await?;
        let lines: Vec<Line> = serde_json::from_value(found["lines"].clone())?;
        if found["late"] == json!(true) {
            bail!("waited in vain until {what}; in sight are {lines:#?}");
        }
        Ok(lines)
    }

    /// Scrolls a column into sight once there are lines, which bring their columns with them, and gives the selector of
    /// its head.
    pub async fn show_column(&self, test_id: &str, column: &str) -> Result<String> {
        self.until_any_line(test_id).await?;
        let shown = self
            .in_grid(
                test_id,
                "return await showColumn(id, args[0], deadline);",
                &[json!(column)],
            )
            .await?;
        if shown != json!(true) {
            bail!("`{test_id}` has no column {column:?}");
        }
        let quoted = column.replace('\\', "\\\\").replace('"', "\\\"");
        Ok(format!(
            "[data-testid='{test_id}'] [role=columnheader][data-column=\"{quoted}\"]"
        ))
    }

    /// What the head of a column says of the order.
    pub async fn sorted(&self, test_id: &str, column: &str) -> Result<Option<String>> {
        let head = self.show_column(test_id, column).await?;
        let said = "return document.querySelector(arguments[0]).getAttribute('aria-sort')";
        Ok(self
            .script(said, &[json!(head)])
            .await?
            .as_str()
            .map(str::to_owned))
    }

    /// Sorts by a column: presses its head until it says so.
    pub async fn sort_lines(&self, test_id: &str, column: &str, direction: &str) -> Result<()> {
        let head = self.show_column(test_id, column).await?;
        for _ in 0..3 {
            let before = self.sorted(test_id, column).await?;
            if before.as_deref() == Some(direction) {
                return self.settled().await;
            }
            self.press(&format!("{head} [data-part=head]")).await?;
            let changed = "document.querySelector(args[0])?.getAttribute('aria-sort') !== args[1]";
            self.until(
                &format!("pressing the head of {column:?} changes the order"),
                changed,
                &[json!(head), json!(before)],
            )
            .await?;
        }
        let shown = self.sorted(test_id, column).await?;
        if shown.as_deref() != Some(direction) {
            bail!("the head of {column:?} never says {direction:?}, at last {shown:?}");
        }
        self.settled().await
    }

    /// Gives the table the focus, so that keys are its.
    pub async fn focus_grid(&self, test_id: &str) -> Result<()> {
        let focus = "document.querySelector(`[data-testid='${arguments[0]}']`).focus()";
        self.script(focus, &[json!(test_id)]).await?;
        Ok(())
    }

    /// Presses keys in what has the focus.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> Result<()> {
        let focused = self.driver().active_element().await?;
        Ok(focused.send_keys(keys).await?)
    }

    /// Waits until the runs page says that so many runs are here, and whether these are all.
    pub async fn until_loaded(&self, count: usize, is_complete: bool) -> Result<()> {
        let said = "(e => e && e.dataset.loaded === args[0] && e.dataset.complete === args[1])\
                    (document.querySelector(`[data-testid='runs-loaded']`))";
        let args = [json!(count.to_string()), json!(is_complete.to_string())];
        let outcome = self
            .until(&format!("{count} runs are loaded"), said, &args)
            .await
            .map(|_| ());
        if outcome.is_err() {
            let shown = "return document.querySelector('.runs-status')?.innerText ?? null";
            let shown = self.script(shown, &[]).await?;
            return outcome.with_context(|| format!("the page says {shown}"));
        }
        Ok(())
    }

    /// Waits until the runs page says that so many runs match.
    pub async fn until_matching(&self, count: usize) -> Result<()> {
        let said = "document.querySelector(`[data-testid='runs-matching']`)?.dataset.count === args[0]";
        self.until(&format!("{count} runs match"), said, &[json!(count.to_string())])
            .await?;
        Ok(())
    }
}
