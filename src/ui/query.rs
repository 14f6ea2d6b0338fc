//! Queries in components: what is asked for follows signals, and what is shown follows the newest answer.

use std::any::Any;
use std::marker::PhantomData;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::reactive::spawn_local_scoped_with_cancellation;

use crate::mlflow::ApiError;
use crate::query::{Answer, AnyLoad, Client, Load, LoadKey, Remote, RemoteState};
use crate::web::{fetch, timer};

/// What to show while the answer to a changed request is under way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Keep {
    /// Only an older answer to the very same request: the subject of the page may have changed.
    SameRequest,
    /// The answer before, whatever it was to: a table that is sorted anew stays in its place meanwhile.
    Previous,
}

/// A query that belongs to a component: it is asked anew when its request changes and aborted when the component
/// goes.
pub struct Query<T> {
    asked: AnyQuery,
    answer: PhantomData<fn() -> T>,
}

/// A query, for whoever does not care what its answer is.
#[derive(Clone, Copy)]
pub struct AnyQuery {
    /// What is known now.
    pub remote: RwSignal<Remote<dyn Any + Send + Sync>>,
    attempt: RwSignal<u32>,
}

impl AnyQuery {
    /// Asks the server again.
    pub fn refetch(self) {
        self.attempt.update(|attempt| *attempt = attempt.wrapping_add(1));
    }

    /// The newest answer that there is, however old.
    fn answer(self) -> Option<Answer> {
        self.remote.with(|remote| remote.value().cloned())
    }
}

impl<T> Clone for Query<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Query<T> {}

impl<T: Send + Sync + 'static> Query<T> {
    /// What is known now.
    pub fn remote(self) -> Remote<T> {
        self.asked.remote.with(Remote::typed)
    }

    /// The newest answer that there is, however old.
    pub fn value(self) -> Option<Arc<T>> {
        self.asked.answer()?.downcast().ok()
    }

    /// Why the newest attempt failed, if it did.
    pub fn error(self) -> Option<ApiError> {
        self.asked.remote.with(|remote| match remote {
            Remote::Failed { error, .. } => Some(error.clone()),
            _ => None,
        })
    }

    /// Asks the server again.
    pub fn refetch(self) {
        self.asked.refetch();
    }

    /// The same query, for whoever does not care what its answer is.
    pub fn erased(self) -> AnyQuery {
        self.asked
    }
}

#[derive(Clone, Copy)]
struct ClientHandle(StoredValue<Client, LocalStorage>);

/// Makes the app's client and provides it to everything below.
pub fn provide_client() {
    let pause = std::rc::Rc::new(timer::pause);
    provide_client_of(Client::new(fetch::transport(), pause));
}

/// Provides this client to everything below: a test has one whose answers come when it says.
pub fn provide_client_of(client: Client) {
    provide_context(ClientHandle(StoredValue::new_local(client)));
}

/// The app's client.
pub fn use_client() -> Client {
    expect_context::<ClientHandle>().0.get_value()
}

/// The app's client for what outlives the component that asks, such as the way back from what it did.
pub fn use_client_handle() -> StoredValue<Client, LocalStorage> {
    expect_context::<ClientHandle>().0
}

/// Follows the answer to what `load` asks for; `None` asks for nothing.
///
/// A change of the request aborts the one before (unless somebody else waits for it), and an answer that comes
/// late never replaces a newer one.
pub fn use_query<T, L>(keep: Keep, load: L) -> Query<T>
where
    T: Send + Sync + 'static,
    L: Fn() -> Option<Load<T>> + Send + Sync + 'static,
{
    let asked = follow(keep, Box::new(move || load().map(Load::erased)));
    Query {
        asked,
        answer: PhantomData,
    }
}

fn follow(keep: Keep, load: Box<dyn Fn() -> Option<AnyLoad> + Send + Sync>) -> AnyQuery {
    let client = use_client();
    let remote = RwSignal::new(Remote::Idle);
    let attempt = RwSignal::new(0_u32);
    let load = Memo::new(move |_| load());
    let state = StoredValue::new_local(RemoteState::default());
    Effect::new(move |previous: Option<Option<LoadKey>>| {
        attempt.track();
        let Some(load) = load.get() else {
            state.update_value(RemoteState::clear);
            remote.set(Remote::Idle);
            return None;
        };
        let key = load.key.clone();
        let is_kept = keep == Keep::Previous || previous.flatten().as_ref() == Some(&key);
        let shown = remote.with_untracked(|remote| remote.value().filter(|_| is_kept).cloned());
        // Same request or not, a kept answer to this very request is the better one to show meanwhile.
        let older = client.cached(&load).or(shown);
        let mut begun = None;
        state.update_value(|state| {
            begun = Some(state.begin(older));
            remote.set(state.remote().clone());
        });
        let client = client.clone();
        spawn_local_scoped_with_cancellation(async move {
            let outcome = client.load(&load).await;
            state.update_value(|state| {
                if let Some(attempt) = begun
                    && state.complete(attempt, outcome)
                {
                    remote.set(state.remote().clone());
                }
            });
        });
        Some(key)
    });
    AnyQuery { remote, attempt }
}
