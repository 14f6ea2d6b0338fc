//! The two pages, and how their tables are found.

use serde_json::{Value, json};

/// A page that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ui {
    /// The one that `MLflow` brings.
    Official,
    /// Ours.
    Ours,
}

impl Ui {
    /// Its name in what is printed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Official => "MLflow's page",
            Self::Ours => "Sporeprint",
        }
    }

    /// The address of an experiment's table of runs on the server at `base`, which ends with a slash.
    pub fn runs_address(self, base: &str, experiment: &str) -> String {
        let mode = match self {
            // What it opens depends on what was last looked at; a fresh profile may as well be told.
            Self::Official => "?compareRunsMode=TABLE",
            Self::Ours => "",
        };
        format!("{base}#/experiments/{experiment}/runs{mode}")
    }

    /// The address of an experiment's charts.
    pub fn charts_address(base: &str, experiment: &str) -> String {
        format!("{base}#/experiments/{experiment}/runs?compareRunsMode=CHART")
    }

    /// CSS of the rows of runs, the attributes that name a row's run, and the elements that scroll; and of charts' cards, their plots and
    /// the text beside the pointer.
    pub fn selectors(self) -> Value {
        match self {
            Self::Official => json!({
                // The part of a row that holds the name; the other parts are drawn with it.
                "row": ".ag-pinned-left-cols-container [role=row][row-id]",
                "id": ["row-id"],
                "vertical": ".ag-body-viewport",
                "horizontal": ".ag-center-cols-viewport",
                "card": "[data-testid=experiment-view-compare-runs-card]",
                "tooltip": "[data-testid=tooltip-container]",
                "plot": ".nsewdrag",
            }),
            Self::Ours => json!({
                "row": "[data-testid=runs-table] [role=row][data-id]",
                "id": ["data-id"],
                "vertical": "[data-testid=runs-table]",
                "horizontal": "[data-testid=runs-table]",
                "card": "[data-testid=chart-card]",
                "tooltip": ".read-out",
                "plot": "canvas",
            }),
        }
    }

    /// JavaScript that clicks the head of a column: any metric of ours, and of `MLflow`'s the one that it shows
    /// without further clicks.
    pub fn click_head(self, metric: &str) -> String {
        match self {
            Self::Official => {
                "document.querySelector(`[data-testid='sort-header-Created']`).click()".to_owned()
            }
            Self::Ours => format!(
                "document.querySelector(`[role=columnheader][data-column='metrics.{metric}']`).click()"
            ),
        }
    }

    /// The CSS of the field for a search.
    pub fn search_field(self) -> &'static str {
        match self {
            Self::Official => "[data-testid=search-box]",
            Self::Ours => "[data-testid=runs-filter] input",
        }
    }
}
