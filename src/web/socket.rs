//! WebSockets: a page talks to something that runs for it, and both speak as they like. Events that
//! pages only hear are streams ([`super::events`]).
//!
//! A socket is opened by GET, which other sites' pages can ask for too, and is no request that they
//! would need leave for. So the page that opens it must be ours by its `Origin`, and repeats its
//! token in the first message.

use std::{net::IpAddr, time::Duration};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{HOST, ORIGIN},
    web,
};
use actix_ws::{AggregatedMessage, AggregatedMessageStream, CloseCode, CloseReason, Session};
use serde::{Serialize, de::DeserializeOwned};
use tokio::{
    sync::watch,
    time::{self, Instant, Interval},
};

use super::{
    State,
    errors::{Failure, Kind},
};
use crate::domain::Seat;

/// Addresses of sockets; there is no body to wait for.
const ADDRESSES: [&str; 2] = ["/problems/{slug}/console", "/problems/{slug}/assist"];

/// Between two signs of life; below the patience of usual proxies.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// A page that has not been heard for so long is gone.
const GONE: Duration = Duration::from_secs(60);
/// How long a page may take to say what it wants.
const FIRST: Duration = Duration::from_secs(10);

/// A socket that is open.
pub struct Socket {
    session: Session,
    messages: AggregatedMessageStream,
    closing: watch::Receiver<bool>,
    beat: Interval,
    heard: Instant,
    _seat: Seat<IpAddr>,
}

/// What a message has beside the source, bytes.
const BESIDE: usize = 64 << 10;

/// Whether the pattern of a route is that of a socket.
#[must_use]
pub fn is_address(pattern: &str) -> bool {
    ADDRESSES.contains(&pattern)
}

/// Opens a socket for one of our own pages. A message may hold a whole source.
///
/// # Errors
/// `BadRequest` for what asks for none, `Csrf` for another site, `RateLimited` for too many.
pub fn open(
    request: &HttpRequest,
    body: web::Payload,
    state: &State,
) -> Result<(HttpResponse, Socket), Failure> {
    // Twice, for characters that JSON writes with two.
    let source = usize::try_from(state.config.limits.source_kib).unwrap_or(usize::MAX);
    let most = source.saturating_mul(2 << 10).saturating_add(BESIDE);
    let opened = actix_ws::handle(request, body);
    let (response, session, messages) = opened.map_err(|error| {
        Failure::new(Kind::BadRequest, format!("This address speaks WebSocket: {error}."))
    })?;
    if !is_ours(request) {
        return Err(Failure::told(Kind::Csrf, "error-other-site"));
    }
    let mut beat = time::interval(HEARTBEAT);
    beat.reset();
    let socket = Socket {
        session,
        messages: messages
            .max_frame_size(most)
            .aggregate_continuations()
            .max_continuation_size(most),
        closing: state.closing.clone(),
        beat,
        heard: Instant::now(),
        _seat: state.seat(request)?,
    };
    Ok((response, socket))
}

/// Whether the page that asks has our own address. A proxy may leave out the port.
fn is_ours(request: &HttpRequest) -> bool {
    let header = |name| request.headers().get(name).and_then(|value| value.to_str().ok());
    let (Some(origin), Some(host)) = (header(ORIGIN), header(HOST)) else { return false };
    let Some((_, origin)) = origin.split_once("://") else { return false };
    let name = |authority: &str| match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name.to_owned(),
        _ => authority.to_owned(),
    };
    let origin = if host == name(host) { name(origin) } else { origin.to_owned() };
    origin.eq_ignore_ascii_case(host)
}

impl Socket {
    /// The first message, read; `None` when none comes, or none that can be read.
    pub async fn first<T: DeserializeOwned>(&mut self) -> Option<T> {
        let text = time::timeout(FIRST, self.next()).await.ok()??;
        serde_json::from_str(&text).ok()
    }

    /// The next message; `None` when the page is gone, says what is none, or the server closes.
    /// Safe to be cancelled.
    pub async fn next(&mut self) -> Option<String> {
        loop {
            tokio::select! {
                message = self.messages.recv() => {
                    self.heard = Instant::now();
                    match message?.ok()? {
                        AggregatedMessage::Text(text) => return Some(text.to_string()),
                        AggregatedMessage::Ping(bytes) => self.session.pong(&bytes).await.ok()?,
                        AggregatedMessage::Pong(_) => {}
                        AggregatedMessage::Binary(_) | AggregatedMessage::Close(_) => return None,
                    }
                }
                _ = self.beat.tick() => {
                    if self.heard.elapsed() > GONE {
                        return None;
                    }
                    self.session.ping(b"").await.ok()?;
                }
                _ = self.closing.wait_for(|closing| *closing) => return None,
            }
        }
    }

    /// Says something; `None` when nobody is there.
    pub async fn say(&mut self, word: &impl Serialize) -> Option<()> {
        self.pass(serde_json::to_string(word).ok()?).await
    }

    /// Says a text as it is; `None` when nobody is there.
    pub async fn pass(&mut self, text: String) -> Option<()> {
        self.session.text(text).await.ok()
    }

    /// Ends it.
    pub async fn close(self) {
        let away = *self.closing.borrow();
        let code = if away { CloseCode::Away } else { CloseCode::Normal };
        let _ = self.session.close(Some(CloseReason { code, description: None })).await;
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn ours(origin: &str, host: &str) -> bool {
        let request = TestRequest::default();
        let request = request.insert_header((ORIGIN, origin)).insert_header((HOST, host));
        is_ours(&request.to_http_request())
    }

    #[test]
    fn pages_of_other_sites_are_known() {
        assert!(ours("http://judge.example:8080", "judge.example:8080"));
        assert!(ours("https://Judge.example", "judge.example"));
        assert!(ours("https://judge.example:8443", "judge.example"), "a proxy without the port");
        assert!(ours("http://[::1]:8080", "[::1]:8080"));
        assert!(!ours("http://judge.example:8081", "judge.example:8080"));
        assert!(!ours("https://evil.example", "judge.example"));
        assert!(!ours("https://judge.example.evil", "judge.example"));
        assert!(!ours("https://evil/judge.example", "judge.example"));
        assert!(!ours("null", "judge.example"));
        let without = TestRequest::default().insert_header((HOST, "judge.example"));
        assert!(!is_ours(&without.to_http_request()), "no page at all");
    }
}
