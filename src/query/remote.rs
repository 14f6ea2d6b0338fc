//! The states of one query.

use std::any::Any;
use std::sync::Arc;

use crate::mlflow::ApiError;

/// What a view can show of a query: always one of these, so that no page forgets one.
#[derive(Debug)]
pub enum Remote<T: ?Sized> {
    /// Nothing was asked for.
    Idle,
    /// An answer is under way; `stale` is an older one that may be shown meanwhile.
    Loading {
        /// The older answer.
        stale: Option<Arc<T>>,
    },
    /// The newest answer.
    Ready(Arc<T>),
    /// The newest attempt failed; `stale` is the answer before it.
    Failed {
        /// Why.
        error: ApiError,
        /// The older answer.
        stale: Option<Arc<T>>,
    },
}

impl<T: ?Sized> Clone for Remote<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Idle => Self::Idle,
            Self::Loading { stale } => Self::Loading { stale: stale.clone() },
            Self::Ready(value) => Self::Ready(Arc::clone(value)),
            Self::Failed { error, stale } => Self::Failed {
                error: error.clone(),
                stale: stale.clone(),
            },
        }
    }
}

impl<T: ?Sized> Remote<T> {
    /// The newest answer that there is, however old.
    pub fn value(&self) -> Option<&Arc<T>> {
        match self {
            Self::Idle => None,
            Self::Ready(value) => Some(value),
            Self::Loading { stale } | Self::Failed { stale, .. } => stale.as_ref(),
        }
    }

    /// Whether an answer is under way.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading { .. })
    }
}

impl Remote<dyn Any + Send + Sync> {
    /// The same with its answers as what they are; an answer of another type counts as none.
    pub fn typed<T: Send + Sync + 'static>(&self) -> Remote<T> {
        let typed = |answer: &Arc<dyn Any + Send + Sync>| Arc::clone(answer).downcast().ok();
        match self {
            Self::Idle => Remote::Idle,
            Self::Ready(answer) => typed(answer).map_or(Remote::Idle, Remote::Ready),
            Self::Loading { stale } => Remote::Loading {
                stale: stale.as_ref().and_then(typed),
            },
            Self::Failed { error, stale } => Remote::Failed {
                error: error.clone(),
                stale: stale.as_ref().and_then(typed),
            },
        }
    }
}

/// Names one attempt of a query, so that its answer is told from those of older attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Generation(u64);

/// A [`Remote`] that only its newest attempt can complete.
#[derive(Debug)]
pub struct RemoteState<T: ?Sized> {
    remote: Remote<T>,
    newest: u64,
}

impl<T: ?Sized> Default for RemoteState<T> {
    fn default() -> Self {
        Self {
            remote: Remote::Idle,
            newest: 0,
        }
    }
}

impl<T: ?Sized> RemoteState<T> {
    /// The state to show.
    pub fn remote(&self) -> &Remote<T> {
        &self.remote
    }

    /// Starts an attempt; answers of earlier ones are ignored from now on. `stale` is shown until it is answered.
    pub fn begin(&mut self, stale: Option<Arc<T>>) -> Generation {
        self.newest += 1;
        self.remote = Remote::Loading { stale };
        Generation(self.newest)
    }

    /// Completes an attempt. Returns whether it was the newest, that is, whether anything changed.
    pub fn complete(&mut self, attempt: Generation, outcome: Result<Arc<T>, ApiError>) -> bool {
        if attempt.0 != self.newest {
            return false;
        }
        self.remote = match outcome {
            Ok(value) => Remote::Ready(value),
            // Nobody waits for an aborted attempt, and it says nothing about the server.
            Err(ApiError::Aborted) => return false,
            Err(error) => Remote::Failed {
                error,
                stale: self.remote.value().cloned(),
            },
        };
        true
    }

    /// Forgets everything: the query asks for nothing.
    pub fn clear(&mut self) {
        self.newest += 1;
        self.remote = Remote::Idle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_slow_older_answer_never_replaces_a_newer_one() {
        let mut state = RemoteState::default();
        let slow = state.begin(None);
        let fast = state.begin(None);
        assert!(state.complete(fast, Ok(Arc::new("new"))));
        assert!(!state.complete(slow, Ok(Arc::new("old"))));
        assert!(matches!(state.remote(), Remote::Ready(value) if **value == "new"));
    }

    #[test]
    fn a_failure_keeps_the_answer_before_it() {
        let mut state = RemoteState::default();
        let first = state.begin(None);
        state.complete(first, Ok(Arc::new(1)));
        let older = state.remote().value().cloned();
        let second = state.begin(older);
        state.complete(
            second,
            Err(ApiError::Offline {
                detail: String::new(),
            }),
        );
        assert!(matches!(state.remote(), Remote::Failed { stale: Some(value), .. } if **value == 1));
    }

    proptest! {
        #[test]
        fn whatever_the_order_of_answers_only_the_newest_attempt_is_shown(
            order in Just((0..8usize).collect::<Vec<_>>()).prop_shuffle(),
        ) {
            let mut state = RemoteState::default();
            let attempts: Vec<Generation> = order.iter().map(|_| state.begin(None)).collect();
            for index in order {
                state.complete(attempts[index], Ok(Arc::new(index)));
                if let Some(value) = state.remote().value() {
                    prop_assert_eq!(**value, 7);
                }
            }
            prop_assert!(matches!(state.remote(), Remote::Ready(_)));
        }
    }
}
