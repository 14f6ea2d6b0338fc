//! Loading: pages stream from the server into a batch of runs, in slices that let keys and frames come between.

use std::cell::RefCell;
use std::rc::Rc;

use futures_channel::mpsc;
use futures_util::StreamExt;
use futures_util::future::join;
use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use super::batch::{Batch, Batches};
use super::incoming::{Pages, Waiting, whole_page};
use crate::mlflow::{ApiError, RunId, ViewType, runs};
use crate::runs::{Asked, PageDecoder, PageMeasure};
use crate::web::{clock, turn};

/// Pages that may wait to be read while the next one is asked for.
const MOST_WAITING: usize = 2;
/// The shortest time between two looks at runs that are still arriving, in milliseconds. More runs take longer to sort,
/// so they are looked at less often.
const LOOK_MILLIS: f64 = 150.0;
const LOOK_MILLIS_EACH_RUN: f64 = 0.02;

/// Single runs that are asked for in one request.
const SINGLES_AT_ONCE: usize = 100;

/// How the loading of a batch stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Phase {
    /// Pages are coming.
    Loading,
    /// The person wants no more pages for now.
    Paused,
    /// As many as the limit allows are here, and there are more.
    AtLimit,
    /// All are here.
    Complete,
    /// A page did not come.
    Failed(ApiError),
}

/// The batch that a table shows, and the loading of it.
#[derive(Clone, Copy)]
pub struct Loading {
    /// What is shown.
    shown: StoredValue<Rc<Batch>, LocalStorage>,
    /// What is loaded. Another than what is shown until its first runs are here.
    target: StoredValue<Rc<Batch>, LocalStorage>,
    batches: Batches,
    version: RwSignal<u32>,
    phase: RwSignal<Phase>,
    limit: Signal<u32>,
    start: RwSignal<u32>,
    is_halted: StoredValue<bool>,
}

impl Loading {
    /// Loads what `asked` says, if anything, at most `limit` runs of it, and anew whenever that needs other runs than are here.
    ///
    /// Until the first runs of another question to the same experiments are here, those of the question before stay:
    /// the table filters them itself.
    pub fn follow(asked: Memo<Option<Asked>>, limit: Signal<u32>) -> Self {
        let none = Rc::new(Batch::new(Asked::all_of(Vec::new())));
        let loading = Self {
            shown: StoredValue::new_local(Rc::clone(&none)),
            target: StoredValue::new_local(none),
            batches: Batches::of_app(),
            version: RwSignal::new(0),
            phase: RwSignal::new(Phase::Loading),
            limit,
            start: RwSignal::new(0),
            is_halted: StoredValue::new(false),
        };
        Effect::new(move |_| {
            if let Some(asked) = asked.get() {
                loading.ask(asked);
            }
        });
        // The task of the run before is dropped with everything that it waits for.
        Effect::new(move |_| {
            loading.start.get();
            loading.limit.get();
            if loading.is_halted.get_value() {
                loading.phase.set(Phase::Paused);
            } else {
                spawn_local_scoped_with_cancellation(loading.run());
            }
        });
        loading
    }

    /// The batch that is shown.
    pub fn batch(self) -> Rc<Batch> {
        self.shown.get_value()
    }

    /// The batches that a change concerns: what is shown, and what is loaded to replace it.
    pub fn concerned(self) -> Vec<Rc<Batch>> {
        let (shown, target) = (self.batch(), self.target.get_value());
        if Rc::ptr_eq(&shown, &target) {
            vec![shown]
        } else {
            vec![shown, target]
        }
    }

    /// The batch that is shown, unless the page is gone.
    pub fn try_batch(self) -> Option<Rc<Batch>> {
        self.shown.try_get_value()
    }

    /// Changes when the runs of the shown batch do, or it is another one.
    pub fn version(self) -> Signal<u32> {
        self.version.into()
    }

    /// How it stands.
    pub fn phase(self) -> Signal<Phase> {
        self.phase.into()
    }

    /// Asks for no page after the one that is coming.
    pub fn pause(self) {
        self.is_halted.set_value(true);
        self.phase.set(Phase::Paused);
    }

    /// Drops the page that is coming and asks for no other.
    pub fn stop(self) {
        self.is_halted.set_value(true);
        self.restart();
    }

    /// Goes on after a pause or a failure.
    pub fn resume(self) {
        self.is_halted.set_value(false);
        self.restart();
    }

    /// Loads everything anew; what is here stays until then.
    pub fn reload(self) {
        self.forget_others();
        self.begin(Rc::new(Batch::new(
            self.target.with_value(|batch| batch.asked.clone()),
        )));
    }

    /// Forgets the runs that other questions were answered with: they have changed.
    pub fn forget_others(self) {
        self.batches.keep_only(&self.batch());
    }

    /// As [`touch`](Self::touch), for work that may outlive the page.
    pub fn try_touch(self) {
        self.version
            .try_update(|version| *version = version.wrapping_add(1));
    }

    /// Says that runs of the batch were changed.
    pub fn touch(self) {
        self.version.update(|version| *version = version.wrapping_add(1));
    }

    /// Loads single runs that the table needs besides those that were asked for: parents of others, and pinned ones.
    /// Each is asked for once, all of them together, and only when no more pages are to come.
    pub fn fetch_singles(self, runs: Vec<RunId>) {
        if self.phase.with_untracked(|phase| *phase == Phase::Loading) {
            return;
        }
        let batch = self.batch();
        let wanted: Vec<RunId> = runs
            .into_iter()
            .filter(|id| batch.singles_asked.borrow_mut().insert(id.clone()))
            .collect();
        for ids in wanted.chunks(SINGLES_AT_ONCE) {
            let search = batch.asked.single_runs(ids, ViewType::All);
            let batch = Rc::clone(&batch);
            leptos::task::spawn_local(async move {
                // A parent that does not come: its children stand where they would without one.
                let Ok(mut page) = whole_page(&runs::search(&search).request).await else {
                    return;
                };
                let mut set = batch.set.borrow_mut();
                set.begin_context();
                let _partly = page.decode_some(&mut set, &mut || false);
                set.end_context();
                drop(set);
                self.try_touch();
            });
        }
    }

    fn restart(self) {
        self.start.update(|start| *start = start.wrapping_add(1));
    }

    fn ask(self, asked: Asked) {
        let is_enough = self.target.with_value(|batch| {
            batch.asked == asked || (batch.is_complete.get() && batch.asked.covers(&asked))
        });
        if is_enough {
            return;
        }
        let batch = self
            .batches
            .find(&asked)
            .unwrap_or_else(|| Rc::new(Batch::new(asked)));
        self.begin(batch);
    }

    fn begin(self, batch: Rc<Batch>) {
        let shown = self.batch();
        let is_same_place =
            shown.asked.experiments == batch.asked.experiments && shown.asked.view == batch.asked.view;
        if !is_same_place || batch.len() > 0 || shown.len() == 0 {
            self.shown.set_value(Rc::clone(&batch));
            self.touch();
        }
        self.batches.keep(&batch);
        self.target.set_value(batch);
        self.resume();
    }

    async fn run(self) {
        let batch = self.target.get_value();
        if batch.asked.experiments.is_empty() {
            return;
        }
        if batch.is_complete.get() {
            self.arrived(&batch);
            self.phase.set(Phase::Complete);
            return;
        }
        self.phase.set(Phase::Loading);
        let (wake, woken) = mpsc::unbounded();
        let pages = Pages {
            batch: Rc::clone(&batch),
            waiting: Rc::default(),
            wake,
        };
        let waiting = Rc::clone(&pages.waiting);
        let (asked, read) = join(self.ask_for_pages(pages), self.read_pages(&batch, waiting, woken)).await;
        if matches!((&asked, &read), (Ok(Phase::Complete), Ok(()))) {
            batch.is_complete.set(true);
            batch.next_page.take();
        }
        // What was here stays where what is to replace it does not come.
        let shown = self.batch();
        if read.is_ok() && asked.is_ok() || shown.len() <= batch.len() {
            self.arrived(&batch);
        }
        self.phase
            .set(match asked.and_then(|phase| read.map(|()| phase)) {
                Ok(phase) => phase,
                Err(error) => Phase::Failed(error),
            });
    }

    /// Asks for one page after the other; each as soon as the token of the one before is here, before that is read.
    async fn ask_for_pages(self, pages: Pages) -> Result<Phase, ApiError> {
        let batch = &pages.batch;
        let mut token = batch.next_page.borrow().clone();
        batch.paging.borrow_mut().set_loaded(batch.len());
        loop {
            let limit = self.limit.get_untracked() as usize;
            batch.paging.borrow_mut().set_limit(limit);
            if self.is_halted.get_value() {
                return Ok(Phase::Paused);
            }
            let Some(size) = batch.paging.borrow().next_size() else {
                return self.at_limit(batch, token).await;
            };
            while pages.waiting.borrow().len() >= MOST_WAITING && !pages.wake.is_closed() {
                turn::give_way().await;
            }
            // Nobody reads any more: a run could not be read, which is told there.
            if pages.wake.is_closed() {
                return Ok(Phase::Loading);
            }
            let search = batch.asked.page(size, token.take());
            let began = clock::precise_millis();
            let page = Rc::new(RefCell::new(PageDecoder::new()));
            pages.waiting.borrow_mut().push_back(Rc::clone(&page));
            match pages.receive(&page, &runs::search(&search).request).await {
                Err(error) if error.is_too_much() && batch.paging.borrow_mut().page_was_too_much(size) => {
                    pages.waiting.borrow_mut().pop_back();
                    token = search.page_token;
                    continue;
                }
                outcome => outcome?,
            }
            let measure = {
                let page = page.borrow();
                page.finish()?;
                PageMeasure {
                    runs: page.decoded() + page.waiting(),
                    bytes: page.byte_count(),
                    millis: clock::precise_millis() - began,
                    has_more: page.next_page_token().is_some(),
                }
            };
            batch.paging.borrow_mut().page_came(size, measure);
            token = page.borrow().next_page_token().map(str::to_owned);
            if token.is_none() {
                return Ok(Phase::Complete);
            }
        }
    }

    /// Whether there are more than the limit allows: a server names a page after a full one even where that is empty.
    async fn at_limit(self, batch: &Batch, token: Option<String>) -> Result<Phase, ApiError> {
        let search = batch.asked.page(1, token);
        let page = whole_page(&runs::search(&search).request).await?;
        Ok(if page.waiting() == 0 && page.next_page_token().is_none() {
            Phase::Complete
        } else {
            Phase::AtLimit
        })
    }

    /// Reads the runs of the pages as they come.
    async fn read_pages(
        self,
        batch: &Rc<Batch>,
        waiting: Waiting,
        mut woken: mpsc::UnboundedReceiver<()>,
    ) -> Result<(), ApiError> {
        let mut look_at = 0.0;
        while woken.next().await.is_some() {
            loop {
                let Some(page) = waiting.borrow().front().cloned() else {
                    break;
                };
                let slice = turn::Slice::begin();
                page.borrow_mut()
                    .decode_some(&mut batch.set.borrow_mut(), &mut || slice.is_over())?;
                let (is_read, is_waiting) = {
                    let page = page.borrow();
                    (page.is_complete() && page.waiting() == 0, page.waiting() > 0)
                };
                if is_read {
                    waiting.borrow_mut().pop_front();
                    let token = page.borrow().next_page_token().map(str::to_owned);
                    batch.is_complete.set(token.is_none());
                    *batch.next_page.borrow_mut() = token;
                }
                let now = clock::precise_millis();
                let is_first = !Rc::ptr_eq(batch, &self.batch()) || look_at == 0.0;
                // Loaded anew, what was here stays until as much of it is here again.
                let shown = self.batch();
                let is_behind =
                    !Rc::ptr_eq(batch, &shown) && shown.asked == batch.asked && shown.len() > batch.len();
                if !is_behind && ((is_first && is_read) || (look_at > 0.0 && now >= look_at)) {
                    self.arrived(batch);
                    let now = clock::precise_millis();
                    look_at = now + LOOK_MILLIS + LOOK_MILLIS_EACH_RUN * batch.len() as f64;
                }
                if !is_waiting && !is_read {
                    break;
                }
                turn::give_way().await;
            }
        }
        Ok(())
    }

    /// Shows what has come.
    fn arrived(self, batch: &Rc<Batch>) {
        self.shown.set_value(Rc::clone(batch));
        self.touch();
    }
}
