//! The histories of metrics for whatever draws them: one store for the app, one queue of requests.
//!
//! | file | what it is |
//! |---|---|
//! | here | who wants what, and the queue: what nobody waits for any more is aborted |
//! | `answer` | one question and its answer, read in slices of time |
//! | `follow` | the new points of runs that go on |
//! | `whole` | every point of some metrics, also when the chart that it was asked for on is gone |

mod answer;
mod follow;
mod whole;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use futures_util::future::{AbortHandle, Aborted, abortable};
use leptos::prelude::*;

pub use answer::{Open, Pieces};
pub use whole::{Fetched, Progress, Wholes};

use crate::history::{Ask, Held, Store, Want};
use crate::mlflow::{ApiError, RunColumns, RunId, server};
use crate::query::{Client, Load};
use crate::ui::query::use_client;
use crate::web::event::Listener;
use crate::web::{clock, page};

/// Requests under way at once. `MLflow` has four workers unless told otherwise, and a connection stays with one of them.
/// Where it has one, or two processors, two requests do as well as four and four no worse. A browser has six connections
/// to a server: two stay free for the rest of the page.
const MOST_UNDER_WAY: usize = 4;

struct Inner {
    store: Store,
    open: Open,
    /// To ask for the server's version, before the first question.
    client: Option<Client>,
    versions: HashMap<Arc<str>, ArcRwSignal<u32>>,
    troubles: HashMap<Arc<str>, ArcRwSignal<Option<ApiError>>>,
    under_way: Vec<UnderWay>,
    last_asker: u32,
    is_pump_due: bool,
    /// The metrics that every point is being fetched of, and who wants them.
    wholes: ArcRwSignal<Vec<whole::UnderFetch>>,
}

struct UnderWay {
    ask: Ask,
    abort: AbortHandle,
}

/// The histories of metrics that are here, for the whole app.
#[derive(Clone, Copy)]
pub struct Histories(StoredValue<Rc<RefCell<Inner>>, LocalStorage>);

/// Where the app keeps its store of histories, once something asked for it, and what the store belongs to: weakly, as
/// that owner has the place itself.
#[derive(Clone)]
struct Place {
    owner: WeakOwner,
    histories: StoredValue<Option<Histories>, LocalStorage>,
}

/// Provides a place for the app's store of histories to everything below. The store is made by the first chart that
/// asks: what it takes is no part of the first visit.
pub fn provide_histories() {
    provide_context(Place {
        owner: Owner::current().unwrap_or_default().downgrade(),
        histories: StoredValue::new_local(None),
    });
}

/// Provides a store whose requests go this way: a test has answers that come when it says.
pub fn provide_histories_of(open: Open) {
    provide_histories();
    let place: Place = expect_context();
    place.histories.set_value(Some(make(open, None)));
}

/// The app's store of histories.
pub fn use_histories() -> Histories {
    let place: Place = expect_context();
    place.histories.get_value().unwrap_or_else(|| {
        let owner = place.owner.upgrade().unwrap_or_default();
        let histories = owner.with(|| make(answer::open_server(), Some(use_client())));
        place.histories.set_value(Some(histories));
        histories
    })
}

/// A store that lasts as long as the owner that is current now.
fn make(open: Open, client: Option<Client>) -> Histories {
    let histories = Histories(StoredValue::new_local(Rc::new(RefCell::new(Inner {
        store: Store::default(),
        open,
        client,
        versions: HashMap::new(),
        troubles: HashMap::new(),
        under_way: Vec::new(),
        last_asker: 0,
        is_pump_due: false,
        wholes: ArcRwSignal::new(Vec::new()),
    }))));
    let seen = Listener::on_window("visibilitychange", move |_| {
        if !page::is_hidden() {
            histories.retry_all();
        }
    });
    let online = Listener::on_window("online", move |_| histories.retry_all());
    let listeners = StoredValue::new_local((seen, online));
    on_cleanup(move || listeners.dispose());
    histories
}

impl Histories {
    /// `None` once the app is gone.
    fn with<T>(self, action: impl FnOnce(&mut Inner) -> T) -> Option<T> {
        let inner = self.0.try_get_value()?;
        let mut inner = inner.borrow_mut();
        Some(action(&mut inner))
    }

    /// A place to say what is wanted; what it wanted ends with the owner that is current now.
    pub fn asker(self) -> Asker {
        let asker = self.lasting_asker();
        on_cleanup(move || asker.want(Vec::new()));
        asker
    }

    /// A place whose wants last until it wants nothing.
    fn lasting_asker(self) -> Asker {
        let id = self.with(|inner| {
            inner.last_asker = inner.last_asker.wrapping_add(1);
            inner.last_asker
        });
        Asker {
            histories: self,
            id: id.unwrap_or_default(),
        }
    }

    /// What is here of one metric of one run; `None` before anything was answered. Not tracked: see
    /// [`version`](Self::version).
    pub fn held(self, run: &RunId, metric: &str) -> Option<Held> {
        self.with(|inner| inner.store.held(run, metric)).flatten()
    }

    /// Changes when anything that is known of a metric does. Belongs to the owner that is current now.
    pub fn version(self, metric: &str) -> Signal<u32> {
        let version = self.with(|inner| signal_of(&mut inner.versions, metric));
        RwSignal::from(version.unwrap_or_else(|| ArcRwSignal::new(0))).into()
    }

    /// Why some runs or all of a metric do not come, if so. Not tracked: see [`trouble`](Self::trouble).
    pub fn failure(self, metric: &str) -> Option<ApiError> {
        self.with(|inner| inner.store.trouble(metric).cloned()).flatten()
    }

    /// Whether memory allows no more whole histories. Not tracked.
    pub fn is_full(self) -> bool {
        self.with(|inner| inner.store.is_full()).unwrap_or_default()
    }

    /// Why some runs or all of a metric do not come, if so. Belongs to the owner that is current now.
    pub fn trouble(self, metric: &str) -> Signal<Option<ApiError>> {
        let trouble = self.with(|inner| signal_of(&mut inner.troubles, metric));
        RwSignal::from(trouble.unwrap_or_else(|| ArcRwSignal::new(None))).into()
    }

    /// Whether no more of a metric of a run is asked for by itself, because asking failed. Not tracked.
    pub fn is_given_up(self, run: &RunId, metric: &str) -> bool {
        self.with(|inner| inner.store.is_given_up(run, metric))
            .unwrap_or_default()
    }

    /// Asks again for what failed of a metric.
    pub fn retry(self, metric: &str) {
        let _gone = self.with(|inner| inner.store.retry(metric));
        self.tell(metric, false);
        self.pump_soon();
    }

    /// Asks again for whatever failed and may be there: the network is back, or somebody looks again.
    fn retry_all(self) {
        let metrics = self.with(|inner| inner.store.retry_all()).unwrap_or_default();
        for metric in &metrics {
            self.tell(metric, false);
        }
        if !metrics.is_empty() {
            self.pump_soon();
        }
    }

    /// Asks for what is wanted, after whatever else happens now: all charts that come into view say what they want first.
    fn pump_soon(self) {
        let is_due = self.with(|inner| std::mem::replace(&mut inner.is_pump_due, true));
        if is_due == Some(false) {
            leptos::task::spawn_local(async move { self.pump() });
        }
    }

    fn pump(self) {
        let client = self.with(|inner| {
            inner.is_pump_due = false;
            inner.under_way.retain(|under_way| {
                let is_wanted = inner.store.is_wanted(&under_way.ask);
                if !is_wanted {
                    under_way.abort.abort();
                    inner.store.gave_up(&under_way.ask);
                }
                is_wanted
            });
            inner.client.take()
        });
        if let Some(client) = client.flatten() {
            self.learn_version(client);
        }
        let next = |inner: &mut Inner| {
            let is_free = inner.under_way.len() < MOST_UNDER_WAY;
            is_free.then(|| inner.store.next()).flatten()
        };
        while let Some(ask) = self.with(next).flatten() {
            self.send(ask);
        }
    }

    /// What the server's version says of its answers saves asking in vain; the answers say it too.
    fn learn_version(self, client: Client) {
        let load = Load::from(server::version()).erased();
        let learn = move |version: &str| {
            let _gone = self.with(|inner| inner.store.set_server_version(version));
        };
        if let Some(version) = client
            .cached(&load)
            .and_then(|known| known.downcast::<String>().ok())
        {
            learn(&version);
            return;
        }
        leptos::task::spawn_local(async move {
            if let Ok(Ok(version)) = client.load(&load).await.map(Arc::downcast::<String>) {
                learn(&version);
            }
        });
    }

    fn send(self, ask: Ask) {
        let begun = self.with(|inner| {
            let (answer, abort) = abortable(answer::answer_to(ask.clone(), inner.open.clone()));
            let under_way = UnderWay {
                ask: ask.clone(),
                abort,
            };
            inner.under_way.push(under_way);
            answer
        });
        let Some(answer) = begun else { return };
        let sent_millis = clock::precise_millis();
        leptos::task::spawn_local(async move {
            // What was aborted was given up already.
            let Ok(outcome): Result<_, Aborted> = answer.await else {
                return;
            };
            let _gone = self.with(|inner| inner.under_way.retain(|under_way| under_way.ask != ask));
            self.took(&ask, outcome, clock::precise_millis() - sent_millis);
        });
    }

    fn took(self, ask: &Ask, outcome: Result<Vec<RunColumns>, ApiError>, millis: f64) {
        if self.with(|inner| inner.store.took(ask, outcome, millis)) == Some(true) {
            self.tell(&ask.metric, true);
        }
        self.pump_soon();
    }

    /// Says what has changed of a metric, behind the borrow: whoever hears it looks here.
    fn tell(self, metric: &str, is_new: bool) {
        let said = self.with(|inner| {
            (
                signal_of(&mut inner.versions, metric),
                signal_of(&mut inner.troubles, metric),
                inner.store.trouble(metric).cloned(),
            )
        });
        let Some((version, trouble, error)) = said else {
            return;
        };
        if trouble.with_untracked(|known| *known != error) {
            trouble.set(error);
        }
        if is_new {
            version.update(|version| *version = version.wrapping_add(1));
        }
    }
}

fn signal_of<T: Default + Send + Sync + 'static>(
    signals: &mut HashMap<Arc<str>, ArcRwSignal<T>>,
    metric: &str,
) -> ArcRwSignal<T> {
    if let Some(signal) = signals.get(metric) {
        return signal.clone();
    }
    let signal = ArcRwSignal::new(T::default());
    signals.insert(metric.into(), signal.clone());
    signal
}

/// Milliseconds without their fraction, cut to what a timer takes.
fn whole_millis(millis: f64) -> u32 {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "cut to the bounds of the type, as `as` does"
    )]
    let whole = millis.max(0.0) as u32;
    whole
}

/// A place to say what is wanted.
#[derive(Clone, Copy)]
pub struct Asker {
    histories: Histories,
    id: u32,
}

impl Asker {
    /// Wants this, in place of what it wanted before: nothing when out of sight.
    pub fn want(self, wants: Vec<Want>) {
        let _gone = self.histories.with(|inner| inner.store.want(self.id, wants));
        self.histories.pump_soon();
    }
}
