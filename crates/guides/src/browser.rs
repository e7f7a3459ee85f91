//! A client in a browser, with web-sys: `docs/reconnecting-browser.md`.
//!
//! It is compiled for the host, where web-sys compiles too but panics when it is called. Tests
//! cover [`disconnect`], which calls nothing of it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use closecode::{Decision, Disconnect, RawCode, Reconnector};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{CloseEvent, Event, VisibilityState, WebSocket, Window};

/// From what a browser reports about the end of a connection: its code, and the state of the page.
#[must_use]
pub fn disconnect(code: u16, online: bool, visible: bool) -> Disconnect {
    Disconnect::from(RawCode::new(code)).online(online).visible(visible)
}

/// A connection that comes back as a [`Reconnector`] says.
#[derive(Debug)]
pub struct Connection {
    url: String,
    window: Window,
    /// As of the last connection, so that what follows can be decided again.
    reconnector: Cell<Reconnector>,
    /// The `timeStamp` of the event `open`, in milliseconds.
    opened: Cell<Option<f64>>,
    /// The code of the last connection and how long it lived, while there is none.
    ended: Cell<Option<(u16, Option<Duration>)>>,
    timer: Cell<i32>,
    socket: RefCell<Option<WebSocket>>,
}

impl Connection {
    /// Opens a connection, and whatever has to follow it.
    pub fn new(url: &str, window: Window, reconnector: Reconnector) -> Result<Rc<Self>, JsValue> {
        let this = Rc::new(Self {
            url: url.to_owned(),
            window,
            reconnector: Cell::new(reconnector),
            opened: Cell::new(None),
            ended: Cell::new(None),
            timer: Cell::new(0),
            socket: RefCell::new(None),
        });
        // Back online, or looked at again: the same end gets another delay.
        let again = {
            let this = Rc::clone(&this);
            Closure::<dyn Fn()>::new(move || drop(this.wait())).into_js_value()
        };
        let again = again.unchecked_ref();
        this.window.add_event_listener_with_callback("online", again)?;
        this.window.add_event_listener_with_callback("offline", again)?;
        if let Some(document) = this.window.document() {
            document.add_event_listener_with_callback("visibilitychange", again)?;
        }
        this.connect()?;
        Ok(this)
    }

    fn connect(self: &Rc<Self>) -> Result<(), JsValue> {
        self.opened.set(None);
        // It throws for an address that cannot be used, and then there is nothing to wait for.
        let socket = WebSocket::new(&self.url)?;
        let this = Rc::clone(self);
        let opened = Closure::once_into_js(move |open: Event| {
            this.opened.set(Some(open.time_stamp()));
        });
        socket.set_onopen(Some(opened.unchecked_ref()));
        let this = Rc::clone(self);
        let closed = Closure::once_into_js(move |close: CloseEvent| {
            let lived = this.opened.get().map(|opened| close.time_stamp() - opened);
            let lived = lived.map(|ms| Duration::from_secs_f64(ms.max(0.0) / 1000.0));
            this.ended.set(Some((close.code(), lived)));
            drop(this.wait());
        });
        socket.set_onclose(Some(closed.unchecked_ref()));
        self.socket.replace(Some(socket));
        Ok(())
    }

    /// Decides what follows the last connection, and sets a timer for it.
    fn wait(self: &Rc<Self>) -> Result<Option<Decision>, JsValue> {
        let Some((code, lived)) = self.ended.get() else { return Ok(None) };
        let online = self.window.navigator().on_line();
        let visibility = self.window.document().map(|document| document.visibility_state());
        let visible = visibility != Some(VisibilityState::Hidden);
        let mut reconnector = self.reconnector.get();
        let decision = reconnector.ended(disconnect(code, online, visible), lived, random());
        self.window.clear_timeout_with_handle(self.timer.get());
        if let Some(delay) = decision.attempt_in() {
            let this = Rc::clone(self);
            let connect = Closure::once_into_js(move || {
                this.reconnector.set(reconnector);
                this.ended.set(None);
                drop(this.connect());
            });
            let delay = i32::try_from(delay.as_millis()).unwrap_or(i32::MAX);
            self.timer.set(self.window.set_timeout_with_callback_and_timeout_and_arguments_0(
                connect.unchecked_ref(),
                delay,
            )?);
        }
        Ok(Some(decision))
    }
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // It is below 2^32.
fn random() -> u32 {
    (js_sys::Math::random() * 4_294_967_296.0) as u32
}
