//! Streams of server-sent events.

use std::{net::IpAddr, time::Duration};

use actix_web::{HttpRequest, HttpResponse, http::header, web::Bytes};
use futures_util::stream;
use tokio::{sync::watch, time};

use super::{State, errors::Failure};
use crate::{app::Watch, domain::Seat, live::Message};

/// Between two signs of life on a quiet stream; below the patience of usual proxies.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// How long a browser waits before it comes back, milliseconds.
const RETRY_MS: u32 = 1000;

/// The last event that a client saw, when it comes back.
#[must_use]
pub fn last_event_id(req: &HttpRequest) -> Option<String> {
    let value = req.headers().get("last-event-id")?.to_str().ok()?;
    Some(value.to_owned()).filter(|id| !id.is_empty())
}

/// The events of `watch` as they come, until it ends or the server closes; 204 when there is
/// nothing more to tell, so that a browser does not come back.
///
/// # Errors
/// `RateLimited` when the client's address has too many streams open.
pub fn respond(
    watch: Watch,
    request: &HttpRequest,
    state: &State,
) -> Result<HttpResponse, Failure> {
    if watch.is_over() {
        return Ok(HttpResponse::NoContent().finish());
    }
    let seat = state.seat(request)?;
    let begin = Bytes::from(format!("retry: {RETRY_MS}\n\n"));
    let source = Source { watch, closing: state.closing.clone(), begin: Some(begin), _seat: seat };
    let events = stream::unfold(source, |mut source| async move {
        let chunk = source.next().await?;
        Some((Ok::<_, actix_web::Error>(chunk), source))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(Box::pin(events)))
}

struct Source {
    watch: Watch,
    closing: watch::Receiver<bool>,
    begin: Option<Bytes>,
    _seat: Seat<IpAddr>,
}

impl Source {
    async fn next(&mut self) -> Option<Bytes> {
        if let Some(begin) = self.begin.take() {
            return Some(begin);
        }
        tokio::select! {
            message = self.watch.next() => message.map(|message| encode(&message)),
            _ = self.closing.wait_for(|closing| *closing) => None,
            () = time::sleep(HEARTBEAT) => Some(Bytes::from_static(b":\n\n")),
        }
    }
}

/// An event on the wire.
fn encode(message: &Message) -> Bytes {
    let id = message.id.map(|id| format!("id: {id}\n")).unwrap_or_default();
    let data = message.data.replace('\n', "\ndata: ");
    Bytes::from(format!("{id}event: {}\ndata: {data}\n\n", message.event))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::live::EventId;

    #[test]
    fn an_event_has_id_name_and_data() {
        let id = Some(EventId { attempt: 2, place: 5 });
        let message = Message { id, event: "test", data: "{\"index\":2}".into() };
        let bytes = encode(&message);
        assert_eq!(bytes, "id: 2.5\nevent: test\ndata: {\"index\":2}\n\n");
    }
}
