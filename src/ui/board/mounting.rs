//! Cards get their charts one after another, so that no frame has to make many.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;

use leptos::prelude::*;

use crate::web::frame::FrameTask;

/// Charts that are made in one frame.
const AT_ONCE: usize = 2;
/// Frames in which none is made after the view has jumped: what is there may be gone in the next one.
const REST_FRAMES: u32 = 4;

/// Charts that wait to be made.
#[derive(Clone, Copy)]
pub(super) struct MountQueue(StoredValue<Rc<Waiting>, LocalStorage>);

struct Waiting {
    due: RefCell<VecDeque<RwSignal<bool>>>,
    frame: RefCell<Option<FrameTask>>,
    rest: Cell<u32>,
}

impl MountQueue {
    pub fn new() -> Self {
        let waiting = Rc::new(Waiting {
            due: RefCell::default(),
            frame: RefCell::default(),
            rest: Cell::new(0),
        });
        let weak = Rc::downgrade(&waiting);
        let frame = FrameTask::new(move || {
            if let Some(waiting) = weak.upgrade() {
                waiting.mount_some();
            }
        });
        waiting.frame.replace(Some(frame));
        Self(StoredValue::new_local(waiting))
    }

    /// Makes none for a few frames: the view has jumped, and may jump on.
    pub fn rest(self) {
        self.0.with_value(|waiting| waiting.rest.set(REST_FRAMES));
    }

    /// Becomes true when it is this card's turn. What is gone by then is passed over.
    pub fn wait(self) -> Signal<bool> {
        let turn = RwSignal::new(false);
        self.0.with_value(|waiting| {
            waiting.due.borrow_mut().push_back(turn);
            waiting.request();
        });
        turn.into()
    }
}

impl Waiting {
    fn request(&self) {
        if let Some(frame) = &*self.frame.borrow() {
            frame.request();
        }
    }

    fn mount_some(&self) {
        let rest = self.rest.get();
        if rest > 0 && !self.due.borrow().is_empty() {
            self.rest.set(rest - 1);
            self.request();
            return;
        }
        let mut mounted = 0;
        while mounted < AT_ONCE {
            let Some(next) = self.due.borrow_mut().pop_front() else {
                return;
            };
            // A card that was scrolled past has taken its signal with it.
            if next.try_set(true).is_none() {
                mounted += 1;
            }
        }
        self.request();
    }
}
