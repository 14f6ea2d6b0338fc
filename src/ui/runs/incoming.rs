//! Pages on their way from the network.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::mpsc;

use super::batch::Batch;
use crate::mlflow::{ApiError, Request};
use crate::runs::PageDecoder;
use crate::web::{fetch, timer};

/// How long to wait before each further try of a page that the server was too busy for.
const PAUSES_MILLIS: [u32; 3] = [500, 1_000, 2_000];

/// Pages that are to be read, the first first.
pub(super) type Waiting = Rc<RefCell<VecDeque<Rc<RefCell<PageDecoder>>>>>;

/// Pages on their way from the network to the batch.
pub(super) struct Pages {
    /// Where the runs go.
    pub(super) batch: Rc<Batch>,
    /// What is not read yet.
    pub(super) waiting: Waiting,
    /// Told of each piece.
    pub(super) wake: mpsc::UnboundedSender<()>,
}

impl Pages {
    /// Hands the bytes of an answer to whoever reads them, as they come.
    pub(super) async fn receive(
        &self,
        page: &RefCell<PageDecoder>,
        request: &Request,
    ) -> Result<(), ApiError> {
        let mut answer = patiently(request).await?;
        while let Some(piece) = answer.next().await? {
            page.borrow_mut().push(&piece);
            self.wake();
        }
        Ok(())
    }

    /// Says that there is something to read.
    pub(super) fn wake(&self) {
        // Whoever reads may have stopped at an error, which is told there.
        let _nobody_reads = self.wake.unbounded_send(());
    }
}

/// An answer with all its bytes, not decoded.
pub async fn whole_page(request: &Request) -> Result<PageDecoder, ApiError> {
    let mut page = PageDecoder::new();
    let mut answer = patiently(request).await?;
    while let Some(piece) = answer.next().await? {
        page.push(&piece);
    }
    page.finish()?;
    Ok(page)
}

/// Asks, and asks again a few times where the server is too busy.
async fn patiently(request: &Request) -> Result<fetch::Incoming, ApiError> {
    for millis in PAUSES_MILLIS {
        match fetch::stream(request).await {
            Err(error) if error.is_busy() => timer::pause(millis).await,
            outcome => return outcome,
        }
    }
    fetch::stream(request).await
}
