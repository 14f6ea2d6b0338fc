//! Work for the next frame.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Work that is done once before the next frame, however often it is asked for. Dropping it takes back what is due.
pub struct FrameTask {
    due: Rc<Cell<Option<i32>>>,
    callback: Closure<dyn FnMut()>,
}

impl FrameTask {
    /// Does nothing until asked.
    pub fn new(mut work: impl FnMut() + 'static) -> Self {
        let due = Rc::new(Cell::new(None));
        let callback = Closure::<dyn FnMut()>::new({
            let due = Rc::clone(&due);
            move || {
                due.set(None);
                work();
            }
        });
        Self { due, callback }
    }

    /// Asks for the work to be done before the next frame.
    pub fn request(&self) {
        if self.due.get().is_some() {
            return;
        }
        let callback = self.callback.as_ref().unchecked_ref();
        self.due.set(web_sys::window().and_then(|window| window.request_animation_frame(callback).ok()));
    }
}

impl Drop for FrameTask {
    fn drop(&mut self) {
        if let (Some(due), Some(window)) = (self.due.take(), web_sys::window()) {
            let _not_due = window.cancel_animation_frame(due);
        }
    }
}
