//! Many changes, a few at once.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use futures_util::FutureExt;
use futures_util::future::join_all;

use super::{Change, Edit, Subject};
use crate::mlflow::ApiError;
use crate::query::{Client, Load};

/// Changes under way at once: as many as a browser opens connections to one host.
const AT_ONCE: usize = 6;

/// What is to become of one subject: edits made one after another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Work {
    /// The subject as it is before the first of them.
    pub subject: Subject,
    /// The edits.
    pub edits: Vec<Edit>,
}

impl Work {
    /// One edit.
    pub fn new(subject: Subject, edit: Edit) -> Self {
        Self {
            subject,
            edits: vec![edit],
        }
    }

    /// What takes this work back once it is done.
    #[must_use]
    pub fn undo(&self) -> Self {
        let mut subject = self.subject.clone();
        let mut edits = Vec::with_capacity(self.edits.len());
        for edit in &self.edits {
            edits.push(edit.undo(&subject));
            subject.apply(edit);
        }
        edits.reverse();
        Self { subject, edits }
    }
}

/// Work that the server refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    /// What is not done of it; its subject is as it is now.
    pub work: Work,
    /// Why.
    pub error: ApiError,
}

/// What came of it all. Every work given is in `done`, `failed` or `left`; one that failed halfway is in two, each
/// with its part.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Report {
    /// What was done.
    pub done: Vec<Work>,
    /// What was refused.
    pub failed: Vec<Failure>,
    /// What was not tried: it was stopped, or the server could not be reached any more.
    pub left: Vec<Work>,
}

impl Report {
    /// What would have to be sent once more for all to be done.
    pub fn rest(&self) -> Vec<Work> {
        let failed = self.failed.iter().map(|failure| failure.work.clone());
        failed.chain(self.left.iter().cloned()).collect()
    }

    /// What takes back all that was done.
    pub fn undo(&self) -> Vec<Work> {
        self.done.iter().map(Work::undo).collect()
    }
}

/// Who looks on while changes are carried out.
pub struct Watch<'a> {
    /// Asked before each subject: whether no further one is to be begun. What is under way is still finished, so that
    /// it is known what became of it.
    pub is_stopped: &'a dyn Fn() -> bool,
    /// Told each change that the server has made.
    pub changed: &'a dyn Fn(Change),
    /// Told how many subjects are settled, for better or worse.
    pub settled: &'a dyn Fn(usize),
}

/// Sends the changes, six subjects at once, each in order.
pub async fn carry_out(client: &Client, works: Vec<Work>, watch: Watch<'_>) -> Report {
    let queue = RefCell::new(VecDeque::from(works));
    let report = RefCell::new(Report::default());
    let (settled, is_cut_off) = (Cell::new(0), Cell::new(false));
    let worker = || async {
        loop {
            if is_cut_off.get() || (watch.is_stopped)() {
                break;
            }
            let Some(work) = queue.borrow_mut().pop_front() else {
                break;
            };
            let error = carry_one(client, work, &watch, &report).await;
            is_cut_off.set(is_cut_off.get() || error.as_ref().is_some_and(cuts_off));
            settled.set(settled.get() + 1);
            (watch.settled)(settled.get());
        }
    };
    let hands = queue.borrow().len().min(AT_ONCE);
    join_all((0..hands).map(|_| worker().boxed_local())).await;
    Report {
        left: queue.into_inner().into(),
        ..report.into_inner()
    }
}

/// Does one work, and returns why not all of it was done.
async fn carry_one(
    client: &Client,
    work: Work,
    watch: &Watch<'_>,
    report: &RefCell<Report>,
) -> Option<ApiError> {
    let Work { subject, edits } = work;
    let mut now = subject.clone();
    let mut outcome = None;
    let mut rest = edits.into_iter();
    let mut done = Vec::new();
    for edit in rest.by_ref() {
        let load = Load::from(edit.call(&subject.target)).erased();
        match client.send(&load).await {
            Err(error) if !is_done_already(&edit, &error) => {
                outcome = Some((edit, error));
                break;
            }
            _ => {
                now.apply(&edit);
                (watch.changed)(Change {
                    target: subject.target.clone(),
                    edit: edit.clone(),
                });
                done.push(edit);
            }
        }
    }
    let mut report = report.borrow_mut();
    if !done.is_empty() {
        report.done.push(Work { subject, edits: done });
    }
    outcome.map(|(edit, error)| {
        let edits = std::iter::once(edit).chain(rest).collect();
        report.failed.push(Failure {
            work: Work { subject: now, edits },
            error: error.clone(),
        });
        error
    })
}

/// Somebody else removed the tag meanwhile.
fn is_done_already(edit: &Edit, error: &ApiError) -> bool {
    let is_removal = matches!(edit, Edit::Tag { value: None, .. });
    is_removal
        && matches!(error, ApiError::Server { code, message, .. }
            if code == "RESOURCE_DOES_NOT_EXIST" && message.starts_with("No tag"))
}

/// Whether every further request would fail the same way.
fn cuts_off(error: &ApiError) -> bool {
    matches!(
        error,
        ApiError::Offline { .. }
            | ApiError::Timeout { .. }
            | ApiError::Unauthenticated { .. }
            | ApiError::OriginBlocked
            | ApiError::HostBlocked
    )
}

#[cfg(test)]
mod tests {
    use super::super::edit::tests::run;
    use super::*;
    use crate::query::{LoadKey, Reply};
    use futures_channel::oneshot;
    use futures_executor::{LocalPool, block_on};
    use futures_util::task::LocalSpawnExt;
    use std::rc::Rc;
    use std::sync::Arc;

    type Answered = Result<Reply, ApiError>;

    #[expect(
        clippy::unnecessary_wraps,
        reason = "it stands for an answer, which may be an error"
    )]
    fn accepted() -> Answered {
        Ok(Reply {
            status: 200,
            content_type: None,
            total_bytes: None,
            body: Arc::from(*b"{}"),
        })
    }

    /// A server that answers at once by `answer`, and the bodies that it was sent.
    fn server(answer: impl Fn(&str) -> Answered + 'static) -> (Client, Rc<RefCell<Vec<String>>>) {
        let sent = Rc::new(RefCell::new(Vec::new()));
        let heard = Rc::clone(&sent);
        let transport = move |key: LoadKey| {
            let body = key.request.body.unwrap_or_default();
            heard.borrow_mut().push(body.clone());
            std::future::ready(answer(&body)).boxed_local()
        };
        let client = Client::new(Rc::new(transport), Rc::new(|_| Box::pin(std::future::ready(()))));
        (client, sent)
    }

    const UNWATCHED: Watch<'static> = Watch {
        is_stopped: &|| false,
        changed: &|_| {},
        settled: &|_| {},
    };

    fn deletes(count: usize) -> Vec<Work> {
        (0..count)
            .map(|id| Work::new(run(&id.to_string(), &[]), Edit::Delete))
            .collect()
    }

    fn refused() -> ApiError {
        ApiError::Server {
            status: 400,
            code: "INVALID_PARAMETER_VALUE".into(),
            message: "no".into(),
        }
    }

    #[test]
    fn every_work_is_done_refused_or_left_and_none_is_lost() {
        let is_refused = |body: &str| body.contains("\"3\"") || body.contains("\"11\"");
        let (client, sent) = server(move |body| {
            if is_refused(body) {
                Err(refused())
            } else {
                accepted()
            }
        });
        let seen = RefCell::new(Vec::new());
        let watch = Watch {
            changed: &|change| seen.borrow_mut().push(change),
            ..UNWATCHED
        };
        let report = block_on(carry_out(&client, deletes(20), watch));
        assert_eq!(sent.borrow().len(), 20);
        assert_eq!(
            (report.done.len(), report.failed.len(), report.left.len()),
            (18, 2, 0)
        );
        assert_eq!(seen.borrow().len(), 18);
        assert_eq!(report.rest().len(), 2);
        assert!(report.undo().iter().all(|work| work.edits == [Edit::Restore]));
    }

    #[test]
    fn no_more_than_six_are_under_way_and_stopping_finishes_these_only() {
        let waiting = Rc::new(RefCell::new(Vec::new()));
        let gate = Rc::clone(&waiting);
        let transport = move |_: LoadKey| {
            let (answer, answered) = oneshot::channel::<()>();
            gate.borrow_mut().push(answer);
            async move {
                answered.await.map_err(|_| ApiError::Aborted)?;
                accepted()
            }
            .boxed_local()
        };
        let client = Client::new(Rc::new(transport), Rc::new(|_| Box::pin(std::future::ready(()))));
        let (stop, mut pool) = (Rc::new(Cell::new(false)), LocalPool::new());
        let told = Rc::clone(&stop);
        let task = async move {
            let is_stopped = || told.get();
            let watch = Watch {
                is_stopped: &is_stopped,
                ..UNWATCHED
            };
            carry_out(&client, deletes(20), watch).await
        };
        let report = pool.spawner().spawn_local_with_handle(task).unwrap();
        pool.run_until_stalled();
        assert_eq!(waiting.borrow().len(), 6);
        stop.set(true);
        for answer in waiting.borrow_mut().drain(..) {
            answer.send(()).unwrap();
        }
        let report = pool.run_until(report);
        assert_eq!(
            (report.done.len(), report.failed.len(), report.left.len()),
            (6, 0, 14)
        );
    }

    #[test]
    fn a_server_that_cannot_be_reached_is_not_asked_for_each_of_the_rest() {
        let (client, sent) = server(|_| {
            Err(ApiError::Offline {
                detail: String::new(),
            })
        });
        let report = block_on(carry_out(&client, deletes(100), UNWATCHED));
        assert_eq!(report.failed.len() + report.left.len(), 100);
        assert!(sent.borrow().len() <= AT_ONCE);
    }

    #[test]
    fn what_failed_halfway_is_reported_with_what_was_done_and_what_was_not() {
        let tag = |key: &str| Edit::Tag {
            key: key.to_owned(),
            value: Some("v".to_owned()),
        };
        let (client, _) = server(|body| {
            if body.contains("\"b\"") {
                Err(refused())
            } else {
                accepted()
            }
        });
        let work = Work {
            subject: run("1", &[]),
            edits: vec![tag("a"), tag("b"), tag("c")],
        };
        let report = block_on(carry_out(&client, vec![work], UNWATCHED));
        assert_eq!(report.done[0].edits, [tag("a")]);
        assert_eq!(report.failed[0].work.edits, [tag("b"), tag("c")]);
        assert_eq!(report.failed[0].work.subject.tag("a"), Some("v"));
    }

    #[test]
    fn a_tag_that_is_gone_already_counts_as_removed() {
        let (client, _) = server(|_| {
            Err(ApiError::Server {
                status: 404,
                code: "RESOURCE_DOES_NOT_EXIST".into(),
                message: "No tag with name: k in run with id 1".into(),
            })
        });
        let gone = Edit::Tag {
            key: "k".into(),
            value: None,
        };
        let removal = Work::new(run("1", &[("k", "v")]), gone);
        assert_eq!(
            block_on(carry_out(&client, vec![removal], UNWATCHED)).done.len(),
            1
        );
        let rename = Work::new(run("1", &[]), Edit::Name("x".into()));
        assert_eq!(
            block_on(carry_out(&client, vec![rename], UNWATCHED)).failed.len(),
            1
        );
    }
}
