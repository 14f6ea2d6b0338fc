//! Giving way: long work is done in slices, so that keys, clicks and frames come in between.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{MessageChannel, MessagePort};

use crate::web::{clock, timer};

/// How long work may hold the page before it gives way, in milliseconds: half a frame.
const SLICE_MILLIS: f64 = 8.0;

/// A slice of time on the page's one thread.
#[derive(Clone, Copy)]
pub struct Slice {
    until_millis: f64,
}

impl Slice {
    /// A slice that begins now.
    pub fn begin() -> Self {
        Self {
            until_millis: clock::precise_millis() + SLICE_MILLIS,
        }
    }

    /// Whether it is time to give way.
    pub fn is_over(self) -> bool {
        clock::precise_millis() >= self.until_millis
    }
}

/// Waiting tasks and the port that wakes the first of them. Unlike timers, messages are not held back for 4 ms.
struct Turns {
    waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>>,
    port: MessagePort,
    _on_message: Closure<dyn FnMut()>,
}

thread_local! {
    static TURNS: Option<Turns> = turns();
}

fn turns() -> Option<Turns> {
    let channel = MessageChannel::new().ok()?;
    let waiting: Rc<RefCell<VecDeque<oneshot::Sender<()>>>> = Rc::default();
    let on_message = Closure::<dyn FnMut()>::new({
        let waiting = Rc::clone(&waiting);
        move || {
            let next = waiting.borrow_mut().pop_front();
            if let Some(next) = next {
                // Whoever waited may be gone.
                let _gone = next.send(());
            }
        }
    });
    channel
        .port1()
        .set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    Some(Turns {
        waiting,
        port: channel.port2(),
        _on_message: on_message,
    })
}

/// Resolves after whatever else waits for the page's thread.
pub async fn give_way() {
    let (wake, woken) = oneshot::channel();
    let is_asked = TURNS.with(|turns| {
        let Some(turns) = turns else { return false };
        turns.waiting.borrow_mut().push_back(wake);
        turns.port.post_message(&JsValue::NULL).is_ok()
    });
    if is_asked {
        let _always_sent = woken.await;
    } else {
        timer::pause(0).await;
    }
}
