//! What charts want, and what the server is asked for because of it.

use std::sync::Arc;

use crate::mlflow::{ApiError, Request, RunId, metrics};

/// What one chart wants of one metric.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Want {
    /// The metric's key.
    pub metric: Arc<str>,
    /// The runs that are drawn, those that matter most first.
    pub runs: Arc<[RunId]>,
    /// How many points a run the chart can show, such as twice its width in pixels.
    pub points: u32,
    /// The first and last step that are in view; `None` for all.
    pub steps: Option<(i64, i64)>,
    /// Whether every point is wanted, as for an export.
    pub is_whole: bool,
}

/// One question to the server, about one metric.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    /// The metric's key.
    pub metric: Arc<str>,
    /// The runs, at most [`MOST_RUNS`]; one alone for [`Question::Pages`].
    pub runs: Vec<RunId>,
    /// What is asked of them.
    pub question: Question,
}

/// What is asked of some runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// At most so many points a run, 1 to 2,500, sampled by the server.
    Sampled {
        /// At most so many a run.
        points: u32,
        /// The first and last step; `None` for all.
        steps: Option<(i64, i64)>,
    },
    /// The points from a step on, of runs that go on.
    Since {
        /// That step.
        step: i64,
    },
    /// Every point of runs that are short.
    Together,
    /// Every point of one run, page after page.
    Pages,
}

/// The most runs in one question: of more, a server's limit for the length of an address is near.
pub const MOST_RUNS: usize = 80;

/// Points a page of [`Question::Pages`].
const POINTS_A_PAGE: u32 = 25_000;

/// All steps that there can be.
///
/// Servers take it for what leaving the range out means, but for two things: without it, older ones leave negative steps
/// out; and with it, `SQLite` finds the points of a run by an index instead of reading the metric's points of all runs,
/// which is up to six times as fast.
pub(super) const ALL_STEPS: (i64, i64) = (i64::MIN, i64::MAX);

/// Bytes that a point takes: a step, a time and a value.
pub(super) const BYTES_A_POINT: usize = 24;
/// Memory for points that nobody wants now, or more, in bytes.
pub(super) const MOST_BYTES: usize = 192 << 20;

impl Ask {
    /// Whether a failure may lie in what was asked, a run of it or its length: with any other, all questions would fail.
    pub fn is_at_fault(&self, error: &ApiError) -> bool {
        matches!(
            error,
            ApiError::Server { .. }
                | ApiError::HtmlPage { status: 400.., .. }
                | ApiError::UnexpectedText { .. }
                | ApiError::Truncated { .. }
                | ApiError::Malformed { .. }
                | ApiError::Timeout { .. }
                | ApiError::TooLarge { .. }
        )
    }

    /// Whether one run is given memory for so many points, as the pages of [`Question::Pages`] have come to.
    ///
    /// # Errors
    /// [`ApiError::TooLarge`] where it is not.
    pub fn check_size(&self, points: usize) -> Result<(), ApiError> {
        let bytes = points * BYTES_A_POINT;
        if bytes <= MOST_BYTES {
            return Ok(());
        }
        Err(ApiError::TooLarge {
            bytes: bytes as u64,
            limit_bytes: MOST_BYTES as u64,
        })
    }

    /// The question, asked of one half of its runs and of the other; as it is where it is of one run.
    pub(super) fn halves(&self) -> Vec<Self> {
        let half = self.runs.len().div_ceil(2).max(1);
        let of = |runs: &[RunId]| Self {
            runs: runs.to_vec(),
            ..self.clone()
        };
        self.runs.chunks(half).map(of).collect()
    }

    /// What to send. The answer is for [`crate::mlflow::HistoryDecoder`]. `page_token` is for the pages of
    /// [`Question::Pages`] behind the first.
    pub fn request(&self, page_token: Option<&str>) -> Option<Request> {
        let sampled = |points, steps| {
            metrics::history_bulk_interval(&self.runs, &self.metric, points, Some(steps)).request
        };
        Some(match self.question {
            Question::Sampled { points, steps } => sampled(points, steps.unwrap_or(ALL_STEPS)),
            Question::Since { step } => sampled(metrics::MOST_POINTS_IN_BULK, (step, i64::MAX)),
            Question::Together => metrics::history_bulk(&self.runs, &self.metric).request,
            Question::Pages => {
                metrics::history(self.runs.first()?, &self.metric, POINTS_A_PAGE, page_token).request
            }
        })
    }
}
