//! From the bytes of an answer about histories, as they arrive, to columns: no object, no text a point.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::decode::{self, with_quoted_non_numbers};
use super::plain_point::{PlainPoint, plain_point};
use super::{ApiError, RunId, tolerant};

/// Points of one metric of one run, in the order that the server gave them.
#[derive(Clone, Debug)]
pub struct RunColumns {
    /// The run; `None` where the answer does not say, being about a single run.
    pub run: Option<RunId>,
    /// The steps.
    pub step: Vec<i64>,
    /// When each was logged, in milliseconds since 1970.
    pub time_millis: Vec<i64>,
    /// The values; NaN and the infinities are values.
    pub value: Vec<f64>,
}

/// Decodes one answer of `get-history`, `get-history-bulk` or `get-history-bulk-interval` piece by piece, in slices of
/// time that the caller chooses.
///
/// [`push`](Self::push) what arrives; [`decode_some`](Self::decode_some) between the pieces and behind the last one; then
/// [`finish`](Self::finish). The answer is the same however it was cut.
#[derive(Default, Debug)]
pub struct HistoryDecoder {
    /// What has arrived and is not decoded yet.
    bytes: Vec<u8>,
    /// How many of `bytes` have been looked at.
    seen: usize,
    /// Where in `bytes` the point begins that is being looked at.
    point: Option<usize>,
    /// The answer without its points, which says what kind of answer it is.
    around: Vec<u8>,
    depth: u32,
    in_text: bool,
    is_escaped: bool,
    /// The last text at depth 1, which is the key of what follows.
    key: Vec<u8>,
    in_list: bool,
    /// How many bytes have come.
    byte_count: usize,
    columns: Vec<RunColumns>,
    /// Which of `columns` the last point went to.
    current: usize,
    decoded: usize,
    failure: Option<ApiError>,
}

/// How many points are decoded between two looks at the clock.
const POINTS_A_LOOK: usize = 64;

impl HistoryDecoder {
    /// A decoder for one answer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in the next bytes, however many. Looks at none of them.
    pub fn push(&mut self, piece: &[u8]) {
        self.byte_count += piece.len();
        self.bytes.extend_from_slice(piece);
    }

    /// How many points have been decoded.
    pub fn decoded(&self) -> usize {
        self.decoded
    }

    /// Decodes points that are here until there are none or `should_stop`, asked every few dozen points, says so. Gives
    /// whether all that has arrived is decoded.
    ///
    /// # Errors
    /// [`ApiError::Malformed`] for a point that can't be read. The same again whenever it is called thereafter.
    pub fn decode_some(&mut self, should_stop: &mut dyn FnMut() -> bool) -> Result<bool, ApiError> {
        if let Some(failure) = &self.failure {
            return Err(failure.clone());
        }
        let mut since_look = 0;
        let mut is_stopped = false;
        loop {
            if !self.take_plain_point() {
                let Some(range) = self.next_point() else { break };
                let json = self.bytes.get(range).unwrap_or_default();
                if let Err(error) = keep(json, self.decoded, &mut self.columns, &mut self.current) {
                    self.failure = Some(error.clone());
                    return Err(error);
                }
            }
            self.decoded += 1;
            since_look += 1;
            if since_look == POINTS_A_LOOK {
                since_look = 0;
                if should_stop() {
                    is_stopped = true;
                    break;
                }
            }
        }
        let done = self.point.unwrap_or(self.seen);
        // Moving the rest to the front must not cost more than what it frees.
        if done * 2 > self.bytes.len() {
            self.bytes.drain(..done);
            self.seen -= done;
            self.point = self.point.map(|point| point - done);
        }
        Ok(!is_stopped)
    }

    /// What the answer says, once the connection has closed: the points run by run, and the token of the next page.
    ///
    /// # Errors
    /// What a point was wrong with; [`ApiError::Truncated`] where the answer was cut off, [`ApiError::HtmlPage`] and others
    /// where it is no answer at all.
    pub fn finish(mut self) -> Result<(Vec<RunColumns>, Option<String>), ApiError> {
        #[derive(Deserialize)]
        struct Nothing {}

        #[derive(Deserialize)]
        struct Around {
            #[serde(default, rename = "metrics", deserialize_with = "tolerant::list")]
            _metrics: Vec<Nothing>,
            #[serde(default, deserialize_with = "tolerant::present_text")]
            next_page_token: Option<String>,
        }

        self.decode_some(&mut || false)?;
        let begins = self.around.iter().find(|byte| !byte.is_ascii_whitespace());
        if begins == Some(&b'{') && self.depth > 0 {
            return Err(ApiError::Truncated {
                detail: format!("the answer ends after {} bytes, inside the JSON", self.byte_count),
            });
        }
        let around: Around = decode::object(&self.around)?;
        Ok((self.columns, around.next_page_token))
    }

    /// Takes the next point if it is here and as servers write it: in one pass, where the other way looks at each byte
    /// twice and more.
    fn take_plain_point(&mut self) -> bool {
        if !self.in_list || self.depth != 2 || self.in_text || self.point.is_some() {
            return false;
        }
        let rest = self.bytes.get(self.seen..).unwrap_or_default();
        let between = |byte: &u8| byte.is_ascii_whitespace() || *byte == b',';
        let start = rest.iter().position(|byte| !between(byte)).unwrap_or(rest.len());
        let Some((point, length)) = plain_point(rest.get(start..).unwrap_or_default()) else {
            return false;
        };
        put(&point, &mut self.columns, &mut self.current);
        self.seen += start + length;
        true
    }

    /// Looks on to the end of the next point, if that is here, and gives where it stands in `bytes`.
    fn next_point(&mut self) -> Option<Range<usize>> {
        while let Some(&byte) = self.bytes.get(self.seen) {
            let at = self.seen;
            self.seen += 1;
            if self.point.is_none() && !self.is_point(byte, at) {
                self.look_around(byte);
                continue;
            }
            if self.in_text {
                self.pass_text(byte);
                continue;
            }
            match byte {
                b'"' => self.in_text = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' => {
                    self.depth -= 1;
                    if self.depth == 2 {
                        return self.point.take().map(|start| start..self.seen);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Whether a point begins here.
    fn is_point(&mut self, byte: u8, at: usize) -> bool {
        let begins = self.in_list && self.depth == 2 && !self.in_text && byte == b'{';
        if begins {
            self.point = Some(at);
        }
        begins
    }

    /// Keeps a byte that is in no point.
    fn look_around(&mut self, byte: u8) {
        if self.in_text {
            self.pass_text(byte);
            if self.depth == 1 && self.in_text {
                self.key.push(byte);
            }
            self.around.push(byte);
            return;
        }
        match byte {
            b'"' => {
                self.in_text = true;
                if self.depth == 1 {
                    self.key.clear();
                }
            }
            b'{' | b'[' => {
                if self.depth == 1 && byte == b'[' {
                    self.in_list = self.key == b"metrics";
                }
                self.depth += 1;
            }
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                if self.depth == 1 {
                    self.in_list = false;
                }
            }
            // Between points, whose commas would stand alone without them.
            b',' if self.in_list && self.depth == 2 => return,
            _ => {}
        }
        self.around.push(byte);
    }

    fn pass_text(&mut self, byte: u8) {
        if self.is_escaped {
            self.is_escaped = false;
        } else if byte == b'\\' {
            self.is_escaped = true;
        } else if byte == b'"' {
            self.in_text = false;
        }
    }
}

/// A point as it stands in the answer.
#[derive(Deserialize)]
struct Raw<'a> {
    #[serde(borrow, default)]
    value: Option<&'a RawValue>,
    #[serde(borrow, default)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow, default)]
    step: Option<&'a RawValue>,
    #[serde(borrow, default)]
    run_id: Option<Cow<'a, str>>,
}

impl Raw<'_> {
    fn point(&self) -> PlainPoint<'_> {
        let whole = |raw: Option<&RawValue>| raw.and_then(|raw| tolerant::integer_in(tolerant::scalar(raw)));
        PlainPoint {
            value: self
                .value
                .map_or(f64::NAN, |raw| tolerant::metric_value_in(tolerant::scalar(raw))),
            time_millis: whole(self.timestamp).unwrap_or_default(),
            step: whole(self.step).unwrap_or_default(),
            run_id: self.run_id.as_deref().unwrap_or_default(),
        }
    }
}

fn keep(
    json: &[u8],
    index: usize,
    columns: &mut Vec<RunColumns>,
    current: &mut usize,
) -> Result<(), ApiError> {
    if let Ok(raw) = serde_json::from_slice::<Raw<'_>>(json) {
        put(&raw.point(), columns, current);
        return Ok(());
    }
    let quoted = with_quoted_non_numbers(json);
    let raw = serde_json::from_slice::<Raw<'_>>(&quoted).map_err(|error| ApiError::Malformed {
        detail: format!("metrics[{index}]: {error}"),
        excerpt: super::error::excerpt_of(json, 0),
    })?;
    put(&raw.point(), columns, current);
    Ok(())
}

fn put(point: &PlainPoint<'_>, columns: &mut Vec<RunColumns>, current: &mut usize) {
    let run = (!point.run_id.is_empty()).then_some(point.run_id);
    let is_of = |column: &RunColumns| column.run.as_ref().map(RunId::as_str) == run;
    if !columns.get(*current).is_some_and(is_of) {
        *current = columns.iter().position(is_of).unwrap_or(columns.len());
        if *current == columns.len() {
            columns.push(RunColumns {
                run: run.map(RunId::from),
                step: Vec::new(),
                time_millis: Vec::new(),
                value: Vec::new(),
            });
        }
    }
    if let Some(column) = columns.get_mut(*current) {
        column.step.push(point.step);
        column.time_millis.push(point.time_millis);
        column.value.push(point.value);
    }
}

#[cfg(test)]
#[path = "history_decoder_tests.rs"]
mod tests;
