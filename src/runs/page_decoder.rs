//! From the bytes of an answer to `runs/search`, as they arrive, to rows.

use super::RunSet;
use super::page_scanner::PageScanner;
use super::read_run::read_into;
use crate::mlflow::ApiError;
use crate::mlflow::runs::read_page;

/// Decodes one answer to `runs/search` piece by piece, in slices of time that the caller chooses.
///
/// [`push`](Self::push) what arrives; [`decode_some`](Self::decode_some) between the pieces and behind the last one; then
/// [`finish`](Self::finish).
#[derive(Default, Debug)]
pub struct PageDecoder {
    /// What has arrived and is not decoded yet.
    bytes: Vec<u8>,
    /// How many bytes came before those.
    base: usize,
    /// Where the run ends that was decoded last.
    done: usize,
    scanner: PageScanner,
    decoded: usize,
    failure: Option<ApiError>,
}

impl PageDecoder {
    /// A decoder for one answer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next bytes, however many. Looks at each once, about a megabyte in a few milliseconds.
    pub fn push(&mut self, piece: &[u8]) {
        self.bytes.extend_from_slice(piece);
        self.scanner.scan(&self.bytes, self.base);
    }

    /// The token of the page after this one, as soon as its bytes are here: `MLflow` sends it last, which is still before
    /// the runs are decoded. `None` also where this is the last page: see [`is_complete`](Self::is_complete).
    pub fn next_page_token(&self) -> Option<&str> {
        self.scanner.token.as_deref()
    }

    /// Whether all bytes are here, as far as the JSON tells.
    pub fn is_complete(&self) -> bool {
        self.scanner.is_at_end()
    }

    /// How many bytes have come.
    pub fn byte_count(&self) -> usize {
        self.base + self.bytes.len()
    }

    /// How many runs have been decoded.
    pub fn decoded(&self) -> usize {
        self.decoded
    }

    /// How many whole runs are here that have not been decoded.
    pub fn waiting(&self) -> usize {
        self.scanner.runs.len()
    }

    /// Decodes runs that are here until there are none or `should_stop`, asked behind each run, says so. Gives how many.
    ///
    /// # Errors
    /// [`ApiError::Malformed`] for a run that can't be read, which leaves no trace in `into`, while those before it stay.
    /// The same again whenever it is called thereafter.
    pub fn decode_some(
        &mut self,
        into: &mut RunSet,
        should_stop: &mut dyn FnMut() -> bool,
    ) -> Result<usize, ApiError> {
        let before = self.decoded;
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        while let Some(range) = self.scanner.runs.pop_front() {
            let json = self
                .bytes
                .get(range.start - self.base..range.end - self.base)
                .unwrap_or_default();
            if let Err(error) = read_into(into, json) {
                let error = in_the_list(error, self.decoded);
                self.failure = Some(error.clone());
                return Err(error);
            }
            self.done = range.end;
            self.decoded += 1;
            if should_stop() {
                break;
            }
        }
        self.forget_what_is_done();
        Ok(self.decoded - before)
    }

    /// Whether what has come is a whole answer, once the connection has closed.
    ///
    /// # Errors
    /// What a run was wrong with; [`ApiError::Truncated`] where the answer was cut off, [`ApiError::HtmlPage`] and others
    /// where it is no answer at all.
    pub fn finish(&self) -> Result<(), ApiError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let is_strange = self.scanner.is_strange || !self.scanner.has_begun;
        if is_strange && self.base == 0 {
            // Decoding all of it says what it is instead.
            read_page(&self.bytes)?;
        }
        if self.scanner.is_strange && self.decoded + self.waiting() > 0 {
            return Err(ApiError::Malformed {
                detail: "there is more behind the end of the answer".to_owned(),
                excerpt: String::new(),
            });
        }
        if !self.scanner.is_strange && !self.is_complete() {
            return Err(ApiError::Truncated {
                detail: format!(
                    "the answer ends after {} bytes, inside the JSON",
                    self.byte_count()
                ),
            });
        }
        Ok(())
    }

    fn forget_what_is_done(&mut self) {
        let done = self.done - self.base;
        // Moving the rest to the front must not cost more than what it frees.
        if done * 2 > self.bytes.len() {
            self.bytes.drain(..done);
            self.base = self.done;
        }
    }
}

/// An error within one run, as one of the whole answer.
fn in_the_list(error: ApiError, index: usize) -> ApiError {
    match error {
        ApiError::Malformed { detail, excerpt } => ApiError::Malformed {
            // The path within the run, if it has one, ends with a colon.
            detail: match detail.split_once(": ") {
                Some((path, rest)) if !path.contains(' ') => format!("runs[{index}].{path}: {rest}"),
                _ => format!("runs[{index}]: {detail}"),
            },
            excerpt,
        },
        // Brackets match where a run ends, so that it is not cut off but wrong.
        ApiError::Truncated { detail } => ApiError::Malformed {
            detail: format!("runs[{index}]: {detail}"),
            excerpt: String::new(),
        },
        other => other,
    }
}

#[cfg(test)]
#[path = "page_decoder_tests.rs"]
mod tests;
