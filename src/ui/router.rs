//! The address bar and the pages: one signal that follows the URL hash.

use leptos::prelude::*;

use crate::route::Route;
use crate::web::{address, event::Listener};

/// Where the person is, and the ways to go elsewhere. Links are plain `<a href=route.to_hash()>`.
#[derive(Clone, Copy)]
pub struct Router {
    route: RwSignal<Route>,
}

impl Router {
    /// The page that the address names.
    pub fn route(self) -> Signal<Route> {
        self.route.into()
    }

    /// Goes to another page; the back button returns.
    pub fn go(self, route: &Route) {
        address::go(&route.to_hash());
    }

    /// Changes the address of the page that is shown: for what the back button should not step through, such as
    /// each letter of a search.
    pub fn replace(self, route: Route) {
        address::replace(&route.to_hash());
        self.show(route);
    }

    /// Shows what the address says now. Does nothing when that is shown already.
    fn sync(self) {
        self.show(Route::parse(&address::fragment()));
    }

    fn show(self, route: Route) {
        if self.route.with_untracked(|shown| *shown != route) {
            self.route.set(route);
        }
    }
}

/// Follows the address from now on and provides the [`Router`] to everything below.
pub fn provide_router() -> Router {
    let router = Router {
        route: RwSignal::new(Route::parse(&address::fragment())),
    };
    // Both fire for one step through the history in some browsers; `sync` is idempotent.
    let listeners = ["hashchange", "popstate"].map(|name| Listener::on_window(name, move |_| router.sync()));
    let listeners = StoredValue::new_local(listeners);
    on_cleanup(move || listeners.dispose());
    provide_context(router);
    router
}

/// The app's router.
pub fn use_router() -> Router {
    expect_context()
}
