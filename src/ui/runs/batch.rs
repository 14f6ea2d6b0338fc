//! Sets of runs that have been loaded, kept so that going back does not wait.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::rc::Rc;

use leptos::prelude::*;

use crate::mlflow::RunId;
use crate::runs::{Asked, Paging, RunSet};
use crate::web::clock;

/// Bytes of runs that are kept for going back.
const MOST_KEPT_BYTES: usize = 192 << 20;
/// Sets that are kept for going back.
const MOST_KEPT: usize = 6;

/// The runs that answer one question, as far as they are here.
pub struct Batch {
    /// Tells it from every other batch.
    pub serial: u64,
    /// The question.
    pub asked: Asked,
    /// The runs.
    pub set: RefCell<RunSet>,
    /// Parents and pinned runs that were asked for by their ids, whether or not they came.
    pub singles_asked: RefCell<HashSet<RunId>>,
    /// The page that comes next; `None` before the first and after the last.
    pub next_page: RefCell<Option<String>>,
    /// Whether the last page is here.
    pub is_complete: Cell<bool>,
    /// How large pages are to be.
    pub paging: RefCell<Paging>,
    /// When the server was last asked for what is new, in milliseconds since 1970.
    pub looked_millis: Cell<i64>,
    /// Rows whose registered versions were asked for.
    pub versions_asked: RefCell<HashSet<u32>>,
    /// Whether an answer about versions is under way.
    pub is_asking_versions: Cell<bool>,
}

impl Batch {
    /// No runs yet.
    pub fn new(asked: Asked) -> Self {
        thread_local! {
            static NEXT: Cell<u64> = const { Cell::new(0) };
        }
        let serial = NEXT.get();
        NEXT.set(serial.wrapping_add(1));
        Self {
            serial,
            looked_millis: Cell::new(clock::now_millis()),
            asked,
            set: RefCell::default(),
            singles_asked: RefCell::default(),
            next_page: RefCell::default(),
            is_complete: Cell::new(false),
            paging: RefCell::default(),
            versions_asked: RefCell::default(),
            is_asking_versions: Cell::new(false),
        }
    }

    /// How many runs that answer the question are here.
    pub fn len(&self) -> usize {
        self.set.borrow().found()
    }
}

/// The batches of the app, newest first.
#[derive(Clone, Copy)]
pub struct Batches(StoredValue<Vec<Rc<Batch>>, LocalStorage>);

/// Provides the batches to everything below.
pub fn provide_batches() {
    provide_context(Batches(StoredValue::new_local(Vec::new())));
}

impl Batches {
    /// The app's batches.
    pub fn of_app() -> Self {
        expect_context()
    }

    /// A batch in which all that is asked for is found without the server; or else the one that was begun for exactly
    /// this.
    pub fn find(self, asked: &Asked) -> Option<Rc<Batch>> {
        self.0.with_value(|kept| {
            let is_enough = |batch: &&Rc<Batch>| batch.is_complete.get() && batch.asked.covers(asked);
            kept.iter()
                .find(is_enough)
                .or_else(|| kept.iter().find(|batch| batch.asked == *asked))
                .cloned()
        })
    }

    /// Keeps a batch, and forgets those that were not looked at for longest when they are too many.
    pub fn keep(self, batch: &Rc<Batch>) {
        self.0.update_value(|kept| {
            kept.retain(|other| !Rc::ptr_eq(other, batch));
            kept.insert(0, Rc::clone(batch));
            kept.truncate(MOST_KEPT);
            while kept.len() > 1
                && kept
                    .iter()
                    .map(|batch| batch.set.borrow().heap_bytes())
                    .sum::<usize>()
                    > MOST_KEPT_BYTES
            {
                kept.pop();
            }
        });
    }

    /// Forgets all but this one.
    pub fn keep_only(self, batch: &Rc<Batch>) {
        self.0
            .update_value(|kept| kept.retain(|other| Rc::ptr_eq(other, batch)));
    }
}
