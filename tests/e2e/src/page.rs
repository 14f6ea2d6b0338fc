//! What scenarios read off a page: tables, charts, pictures, accessibility.

use crate::Browser;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::json;
use std::collections::HashMap;

/// One row of a table as it is shown.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Row {
    /// Its `data-id`.
    pub id: String,
    /// The text of its cells, by the `data-column` of their headers and by their headers' text.
    pub cells: HashMap<String, String>,
}

impl Row {
    /// The text in a column; a column that is not there is a failure that names those that are.
    pub fn cell(&self, column: &str) -> &str {
        self.cells
            .get(column)
            .unwrap_or_else(|| panic!("no column {column:?} in {:?}", self.cells.keys()))
    }
}

const ROWS: &str = "
    const table = document.querySelector(`[data-testid='${ID}']`);
    if (!table) return null;
    const heads = [...table.querySelectorAll('thead th')];
    const names = heads.map(th => [th.dataset.column, th.textContent.trim()].filter(name => name));
    return [...table.querySelectorAll('tbody tr[data-id]')].map(tr => ({
        id: tr.dataset.id,
        cells: Object.fromEntries([...tr.children].flatMap((cell, i) => (names[i] ?? []).map(name => [name, cell.innerText.trim()]))),
    }));";

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    impact: Option<String>,
    help: String,
    nodes: Vec<String>,
}

impl Browser {
    /// The rows of the table of this `data-testid`, once it has any and nothing is under way.
    pub async fn rows(&self, test_id: &str) -> Result<Vec<Row>> {
        self.settled().await?;
        let any = "document.querySelector(`[data-testid='${args[0]}'] tbody tr[data-id]`)";
        self.until(
            &format!("`{test_id}` has rows"),
            &format!("!!{any}"),
            &[json!(test_id)],
        )
        .await?;
        self.rows_now(test_id).await
    }

    /// The rows of a table as it is now, perhaps none.
    pub async fn rows_now(&self, test_id: &str) -> Result<Vec<Row>> {
        let rows = self.script(&ROWS.replace("${ID}", test_id), &[]).await?;
        serde_json::from_value(rows).with_context(|| format!("`{test_id}` is not a table of rows"))
    }

    /// Waits until the rows of a table have exactly these ids in this order.
    pub async fn until_rows(&self, test_id: &str, ids: &[String]) -> Result<()> {
        let condition = "JSON.stringify([...document.querySelectorAll(\
            `[data-testid='${args[0]}'] tbody tr[data-id]`)].map(tr => tr.dataset.id)) === JSON.stringify(args[1])";
        let outcome = self.until("", condition, &[json!(test_id), json!(ids)]).await;
        if outcome.is_err() {
            let shown: Vec<String> = self
                .rows_now(test_id)
                .await?
                .into_iter()
                .map(|row| row.id)
                .collect();
            bail!("`{test_id}` shows\n  {shown:?}\nand not\n  {ids:?}");
        }
        Ok(())
    }

    /// Sorts by a column: presses its header until it says so.
    pub async fn sort(&self, test_id: &str, column: &str, direction: &str) -> Result<()> {
        let header = format!(
            "[data-testid='{test_id}'] th[data-column='{}']",
            column.replace('\'', "\\'")
        );
        let sorted = "document.querySelector(args[0])?.getAttribute('aria-sort')";
        for _ in 0..3 {
            let before = self
                .script(
                    &format!("const args = arguments; return {sorted}"),
                    &[json!(header)],
                )
                .await?;
            if before == direction {
                return self.settled().await;
            }
            self.press(&format!("{header} button")).await?;
            self.until(
                &format!("pressing the header of {column:?} changes the order"),
                &format!("({sorted}) !== args[1]"),
                &[json!(header), before],
            )
            .await?;
        }
        let shown = self
            .script(
                &format!("const args = arguments; return {sorted}"),
                &[json!(header)],
            )
            .await?;
        if shown != direction {
            bail!("the header of {column:?} never says {direction:?}, at last {shown}");
        }
        self.settled().await
    }

    /// Waits until the first canvas in what the selector matches is painted in more than one colour.
    pub async fn until_painted(&self, css: &str) -> Result<()> {
        let condition = "(() => {
            const canvas = document.querySelector(args[0])?.querySelector('canvas');
            if (!canvas || !canvas.width || !canvas.height) return false;
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            const pixels = new Uint32Array(data.buffer);
            return new Set(pixels).size > 2;
        })()";
        self.until(
            &format!("the canvas of `{css}` is painted"),
            condition,
            &[json!(css)],
        )
        .await?;
        Ok(())
    }

    /// Waits until an `<img>` in what the selector matches has been decoded, and returns its own width.
    pub async fn until_pictured(&self, css: &str) -> Result<u64> {
        let condition = "(i => i && i.complete && i.naturalWidth)(document.querySelector(`${args[0]} img`))";
        let width = self
            .until(
                &format!("the picture of `{css}` is there"),
                condition,
                &[json!(css)],
            )
            .await?;
        width.as_u64().context("a width is a number")
    }

    /// By how many CSS pixels the page is wider than the window, and what sticks out farthest.
    pub async fn overflow_width_css(&self) -> Result<(f64, String)> {
        let script = "
            const root = document.documentElement;
            const over = Math.max(root.scrollWidth, document.body.scrollWidth) - root.clientWidth;
            let [farthest, who] = [root.clientWidth, ''];
            // What a scroller holds sticks out of that and not of the page.
            const isClipped = element => {
                for (let around = element.parentElement; around && around !== document.body; around = around.parentElement)
                    if (getComputedStyle(around).overflowX !== 'visible') return true;
                return false;
            };
            if (over > 0) for (const element of document.querySelectorAll('body *')) {
                if (isClipped(element)) continue;
                const { right } = element.getBoundingClientRect();
                if (right > farthest) [farthest, who] = [right, element.outerHTML.slice(0, 160)];
            }
            return [over, who];";
        Ok(serde_json::from_value(self.script(script, &[]).await?)?)
    }

    /// Serious and critical violations that axe-core finds in the page; `axe` is its source.
    pub async fn accessibility_violations(&self, axe: &str) -> Result<Vec<String>> {
        self.script(&format!("if (!window.axe) {{ {axe} }}"), &[]).await?;
        let script = "
            const done = arguments[0];
            axe.run(document, { resultTypes: ['violations'] }).then(
                found => done(found.violations.map(({ id, impact, help, nodes }) =>
                    ({ id, impact, help, nodes: nodes.map(n => n.html.slice(0, 200) + ' — ' + (n.failureSummary ?? '')) }))),
                error => done([{ id: 'axe', impact: 'critical', help: String(error), nodes: [] }]));";
        let found = self.driver().execute_async(script, Vec::new()).await?;
        let violations: Vec<Violation> = found.convert()?;
        let is_grave =
            |violation: &&Violation| matches!(violation.impact.as_deref(), Some("serious" | "critical"));
        let as_text = |violation: &Violation| {
            let nodes = violation
                .nodes
                .iter()
                .take(5)
                .fold(String::new(), |nodes, node| nodes + "\n      " + node.as_str());
            format!("{} ({}){nodes}", violation.id, violation.help)
        };
        Ok(violations.iter().filter(is_grave).map(as_text).collect())
    }
}
