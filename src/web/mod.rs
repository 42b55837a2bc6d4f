//! The web server: pages for people, an API for programs, and what operators look at.
//!
//! A handler extracts, makes one call of [`crate::app`], and renders or redirects.

pub mod api;
pub mod assets;
pub mod client;
mod connections;
pub mod costs;
pub mod csrf;
mod download;
pub mod errors;
pub mod events;
pub mod files;
mod observe;
mod ops;
pub mod pages;
pub mod ratelimit;
pub mod security;
pub mod session;
pub mod socket;
mod upload;
pub mod words;

use std::{
    io,
    net::{IpAddr, TcpListener},
    sync::Arc,
    thread,
    time::Duration,
};

use actix_web::{
    App as ActixApp, HttpMessage, HttpRequest, HttpServer,
    body::MessageBody,
    dev::{Payload, Server, ServiceRequest, ServiceResponse},
    error::PayloadError,
    middleware::{Next, from_fn},
    web,
};
use connections::Door;
use futures_util::{StreamExt, stream};
pub use observe::RequestId;
use ratelimit::RateLimits;
use tokio::sync::watch;

use crate::{
    app::App,
    config::Config,
    domain::{Seat, Seats},
    telemetry::{History, Metrics},
    web::errors::{Failure, Kind},
};

/// What every handler may use.
pub struct State {
    /// The use-cases.
    pub app: App,
    /// The configuration.
    pub config: Config,
    /// The metrics.
    pub metrics: Arc<Metrics>,
    /// How often users may do things.
    pub rates: RateLimits,
    /// The streams of events that are open.
    pub streams: Seats<IpAddr>,
    /// The last hour, for the dashboard.
    pub history: History,
    /// Becomes true when the server closes; streams end then.
    pub closing: watch::Receiver<bool>,
}

impl State {
    /// The state of a server that runs until `closing` becomes true.
    #[must_use]
    pub fn new(
        app: App,
        config: Config,
        metrics: Arc<Metrics>,
        closing: watch::Receiver<bool>,
    ) -> Self {
        let rates = RateLimits::new(&config.rates);
        let streams = Seats::new(config.http.streams_per_address, 0);
        Self { app, config, metrics, rates, streams, history: History::default(), closing }
    }

    /// A stream's seat for whoever asks, until it is dropped.
    ///
    /// # Errors
    /// `RateLimited` when the client's address has too many streams open.
    pub fn seat(&self, request: &HttpRequest) -> Result<Seat<IpAddr>, Failure> {
        let address = client::address(request, &self.config.http.trusted_proxies);
        self.streams.take(client::network(address)).map_err(|_| {
            let most = self.config.http.streams_per_address;
            let detail = format!("Your address has {most} streams open; close some.");
            Failure::new(Kind::RateLimited, detail)
        })
    }

    /// Makes one call of the use-cases on a thread that may block.
    ///
    /// # Errors
    /// What the use-case refuses.
    pub async fn ask<T: Send + 'static>(
        &self,
        call: impl FnOnce(&App) -> crate::app::Result<T> + Send + 'static,
    ) -> Result<T, Failure> {
        let (app, span) = (self.app.clone(), tracing::Span::current());
        let answer = web::block(move || span.in_scope(|| call(&app))).await;
        Ok(answer.map_err(|e| Failure::internal(&e))??)
    }
}

/// The server on `listener`, to be awaited. It leaves signals to the caller and ends when its
/// handle is told to stop.
///
/// # Errors
/// When the listener can't be used.
pub fn server(listener: TcpListener, state: State) -> io::Result<Server> {
    let http = state.config.http.clone();
    let state = web::Data::new(state);
    actix_web::rt::spawn(ops::remember(state.clone()));
    let server = HttpServer::new(move || {
        ActixApp::new()
            .app_data(state.clone())
            .configure(|service| configure(service, &state))
            .wrap(from_fn(ratelimit::limit))
            .wrap(from_fn(csrf::guard))
            .wrap(from_fn(patience))
            .wrap(from_fn(api::render))
            .wrap(from_fn(pages::errors::dress))
            .wrap(from_fn(security::headers))
            .wrap(from_fn(observe::observe))
    });
    let door = Door::new(&http);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    Ok(server
        .disable_signals()
        .on_connect(move |connection, data| door.pass(connection, data))
        .client_request_timeout(Duration::from_secs(http.request_timeout_seconds))
        .keep_alive(Duration::from_secs(http.keep_alive_seconds))
        .workers(threads)
        // The limit is each thread's own.
        .max_connections(http.max_connections.div_ceil(threads))
        .shutdown_timeout(http.shutdown_seconds)
        .listen(listener)?
        .run())
}

fn configure(service: &mut web::ServiceConfig, state: &State) {
    let limit = state.config.http.body_kib.saturating_mul(1024);
    service
        .app_data(web::PayloadConfig::new(limit))
        .app_data(api::query())
        .app_data(api::path())
        .configure(ops::configure)
        .configure(api::configure)
        .configure(assets::configure)
        .configure(pages::configure);
}

/// Middleware: a client that sends its body drop by drop is given up. What comes through a socket
/// is no body, and never ends.
async fn patience(
    mut req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let state = State::of(req.request())?;
    let patience = Duration::from_secs(state.config.http.body_timeout_seconds);
    if req.match_pattern().is_some_and(|pattern| socket::is_address(&pattern)) {
        return next.call(req).await;
    }
    let payload = req.take_payload();
    req.set_payload(match payload {
        Payload::None => Payload::None,
        some => in_time(some, patience),
    });
    next.call(req).await
}

/// Bytes that give a body a second more.
const SLOWEST: f64 = 128.0 * 1024.0;

/// A body that fails when it does not arrive whole in time. What has arrived gives more of that.
fn in_time(payload: Payload, patience: Duration) -> Payload {
    let late = || PayloadError::Io(io::ErrorKind::TimedOut.into());
    let parts = (payload, Box::pin(tokio::time::sleep(patience)));
    let stream = stream::unfold(Some(parts), move |parts| async move {
        let (mut payload, mut end) = parts?;
        tokio::select! {
            chunk = payload.next() => {
                let chunk = chunk?;
                let arrived = chunk.as_ref().map_or(0, |bytes| bytes.len());
                let more = Duration::from_secs_f64(arrived as f64 / SLOWEST);
                let until = end.deadline() + more;
                end.as_mut().reset(until);
                Some((chunk, Some((payload, end))))
            }
            () = &mut end => Some((Err(late()), None)),
        }
    });
    Payload::Stream { payload: Box::pin(stream.fuse()) }
}
