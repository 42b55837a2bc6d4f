//! Somebody's browser, as far as a load needs one: requests that are measured, and streams.

use std::{
    io::{BufRead as _, BufReader, Read},
    time::{Duration, Instant},
};

use serde_json::Value;
use ureq::{
    Agent, Body, RequestBuilder,
    http::{Response, StatusCode, header::RETRY_AFTER},
    typestate::{WithBody, WithoutBody},
};

use super::{ledger::Ledger, target::Target};

/// An answer that has not come by then is an error.
const PATIENCE: Duration = Duration::from_secs(60);
/// Buffers of a connection: a thousand of them are kept.
const BUFFER: usize = 16 << 10;
/// Most of an answer.
const MOST: u64 = 16 << 20;

/// One person's browser, with its cookies and its connections.
pub(super) struct Caller<'a> {
    agent: Agent,
    target: &'a Target,
    ledger: &'a Ledger,
    /// Sent as `X-Forwarded-For`: believed where the server counts loopback among its proxies.
    address: String,
}

/// A whole answer.
pub(super) struct Reply {
    pub status: StatusCode,
    /// When the server asks to come back.
    pub retry_after: Option<Duration>,
    pub body: String,
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }

    /// The token in a page's forms.
    pub fn csrf(&self) -> Option<&str> {
        let (_, rest) = self.body.split_once("name=\"csrf\" value=\"")?;
        rest.split('"').next()
    }
}

impl<'a> Caller<'a> {
    /// The browser of the `number`th person.
    pub fn new(target: &'a Target, ledger: &'a Ledger, number: u32) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .input_buffer_size(BUFFER)
            .output_buffer_size(BUFFER)
            .user_agent("minos-bench-load")
            .proxy(None)
            .build();
        let [_, high, middle, low] = number.to_be_bytes();
        Self {
            agent: config.new_agent(),
            target,
            ledger,
            address: format!("10.{high}.{middle}.{low}"),
        }
    }

    /// Reads a page or a resource; `None` when there was no answer, which is written down.
    /// `endpoint` is what it counts as.
    pub fn get(&self, endpoint: &'static str, path: &str) -> Option<Reply> {
        let request = self.read(path).config().timeout_global(Some(PATIENCE)).build();
        self.measured(endpoint, || request.call())
    }

    /// Sends a form.
    pub fn form(
        &self,
        endpoint: &'static str,
        path: &str,
        fields: &[(&str, &str)],
    ) -> Option<Reply> {
        let request = self.write(path);
        self.measured(endpoint, || request.send_form(fields.iter().copied()))
    }

    /// Sends JSON as a page's script does.
    pub fn json(
        &self,
        endpoint: &'static str,
        path: &str,
        csrf: &str,
        body: &Value,
    ) -> Option<Reply> {
        let request = self.write(path).header("x-csrf-token", csrf);
        self.measured(endpoint, || request.send_json(body))
    }

    /// Opens a stream of events, after the event `last`; `None` when the server has nothing more
    /// to tell, or did not answer, which is written down.
    pub fn stream(&self, endpoint: &'static str, path: &str, last: &str) -> Option<Stream> {
        let mut request = self.read(path).header("accept", "text/event-stream");
        if !last.is_empty() {
            request = request.header("last-event-id", last);
        }
        let begun = Instant::now();
        match request.call() {
            Ok(response) if response.status() == StatusCode::OK => {
                self.answered(endpoint, begun.elapsed());
                let body: Box<dyn Read + Send> = Box::new(response.into_body().into_reader());
                return Some(Stream { lines: BufReader::with_capacity(1024, body) });
            }
            Ok(response) if response.status() == StatusCode::NO_CONTENT => {}
            Ok(response) => self.ledger.error(format!("{endpoint}: {}", response.status())),
            Err(error) => self.ledger.error(format!("{endpoint}: {error}")),
        }
        None
    }

    fn read(&self, path: &str) -> RequestBuilder<WithoutBody> {
        let url = format!("{}{path}", self.target.base);
        self.agent.get(url).header("x-forwarded-for", &self.address)
    }

    fn write(&self, path: &str) -> RequestBuilder<WithBody> {
        let url = format!("{}{path}", self.target.base);
        let request = self.agent.post(url).header("x-forwarded-for", &self.address);
        request.config().timeout_global(Some(PATIENCE)).build()
    }

    fn measured(
        &self,
        endpoint: &'static str,
        send: impl FnOnce() -> Result<Response<Body>, ureq::Error>,
    ) -> Option<Reply> {
        let begun = Instant::now();
        let reply = send().and_then(|mut response| {
            let body = response.body_mut().with_config().limit(MOST).read_to_string()?;
            let header = response.headers().get(RETRY_AFTER);
            let seconds = header.and_then(|value| value.to_str().ok()?.parse().ok());
            let retry_after = seconds.map(Duration::from_secs);
            Ok(Reply { status: response.status(), retry_after, body })
        });
        match reply {
            Ok(reply) => {
                self.answered(endpoint, begun.elapsed());
                self.judge(endpoint, &reply);
                Some(reply)
            }
            Err(error) => {
                self.ledger.error(format!("{endpoint}: {error}"));
                None
            }
        }
    }

    fn answered(&self, endpoint: &'static str, took: Duration) {
        self.ledger.note(|books| books.answers.entry(endpoint).or_default().push(took));
    }

    /// Writes down an answer that is none.
    fn judge(&self, endpoint: &str, reply: &Reply) {
        if reply.retry_after.is_some() {
            self.ledger.note(|books| books.refused += 1);
        } else if !reply.status.is_success() && !reply.status.is_redirection() {
            self.ledger.error(format!("{endpoint}: {}", reply.status));
        }
    }
}

/// What comes over a stream of events.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sign {
    /// An event: its id, name and data.
    Event { id: String, name: String, data: String },
    /// Nothing has happened for a while.
    Quiet,
}

/// A stream of events, as they come; it ends with the connection.
pub(super) struct Stream {
    lines: BufReader<Box<dyn Read + Send>>,
}

impl Iterator for Stream {
    type Item = Sign;

    fn next(&mut self) -> Option<Sign> {
        let (mut id, mut name, mut data) = (String::new(), String::new(), Vec::new());
        loop {
            let mut line = String::new();
            if self.lines.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end_matches(['\r', '\n']);
            match line.split_once(": ") {
                Some(("id", value)) => id = value.into(),
                Some(("event", value)) => name = value.into(),
                Some(("data", value)) => data.push(value.to_owned()),
                _ if line == ":" => return Some(Sign::Quiet),
                _ if line.is_empty() && !name.is_empty() => {
                    return Some(Sign::Event { id, name, data: data.join("\n") });
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn a_stream_is_read_event_by_event() {
        let text = "retry: 1000\n\nid: 1.0\nevent: queued\ndata: {}\n\n:\n\nevent: a\ndata: 1\ndata: 2\n\n";
        let body: Box<dyn Read + Send> = Box::new(Cursor::new(text));
        let stream = Stream { lines: BufReader::new(body) };
        let event = |id: &str, name: &str, data: &str| Sign::Event {
            id: id.into(),
            name: name.into(),
            data: data.into(),
        };
        let signs: Vec<_> = stream.collect();
        assert_eq!(signs, [event("1.0", "queued", "{}"), Sign::Quiet, event("", "a", "1\n2")]);
    }
}
