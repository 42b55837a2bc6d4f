//! A small HTTP client for tests: no redirects followed, no status an error.

use std::{
    io::{BufRead, BufReader},
    time::Duration,
};

use serde_json::Value;
use ureq::{
    Agent, Body,
    http::{HeaderMap, Method, Request, Response, request},
};

/// Talks to one server on behalf of one caller.
#[derive(Clone)]
pub struct Client {
    base: String,
    headers: Vec<(String, String)>,
}

impl Client {
    /// Nobody, on the server at `base`.
    pub fn new(base: &str) -> Self {
        Self { base: base.into(), headers: Vec::new() }
    }

    /// The same with a header in every request.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut other = self.clone();
        other.headers.push((name.into(), value.into()));
        other
    }

    /// The same caller at another server.
    pub fn moved_to(&self, other: &Self) -> Self {
        Self { base: other.base.clone(), ..self.clone() }
    }

    /// A header that every request has, or `""`.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The same with an API token.
    pub fn with_token(&self, token: &str) -> Self {
        self.with("authorization", &format!("Bearer {token}"))
    }

    /// A request.
    pub fn request(&self, method: &str, path: &str) -> Call {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut builder = Request::builder().method(method).uri(format!("{}{path}", self.base));
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        Call { builder, body: None }
    }

    /// A GET request.
    pub fn get(&self, path: &str) -> Call {
        self.request("GET", path)
    }

    /// A POST request with a JSON body.
    pub fn post(&self, path: &str, body: &Value) -> Call {
        self.request("POST", path).header("content-type", "application/json").body(body.to_string())
    }

    /// A POST request with a form.
    pub fn form(&self, path: &str, body: &str) -> Call {
        self.request("POST", path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
    }
}

/// A request being made.
pub struct Call {
    builder: request::Builder,
    body: Option<Vec<u8>>,
}

impl Call {
    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.builder = self.builder.header(name, value);
        self
    }

    /// With a body.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// The whole answer.
    pub fn send(self) -> Reply {
        self.try_send().expect("an answer")
    }

    /// The whole answer, or why there is none.
    pub fn try_send(self) -> Result<Reply, ureq::Error> {
        let mut response = self.response()?;
        let bytes = response.body_mut().with_config().limit(64 << 20).read_to_vec()?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        })
    }

    /// The status alone, of an answer that may be without end.
    pub fn status(self) -> u16 {
        self.head().status
    }

    /// The head alone, of an answer that may be without end.
    pub fn head(self) -> Reply {
        let response = self.response().expect("an answer");
        Reply {
            status: response.status().as_u16(),
            headers: response.headers().clone(),
            body: String::new(),
            bytes: Vec::new(),
        }
    }

    /// The answer as a stream of events.
    pub fn stream(self) -> Stream {
        let response = self.response().expect("an answer");
        let status = response.status().as_u16();
        assert_eq!(status, 200, "a stream of events");
        let kind = response.headers()["content-type"].to_str().expect("a content type");
        assert!(kind.starts_with("text/event-stream"), "{kind}");
        Stream(BufReader::new(Box::new(response.into_body().into_reader())))
    }

    fn response(self) -> Result<Response<Body>, ureq::Error> {
        let request = self.builder.body(self.body.unwrap_or_default()).expect("a request");
        // An agent keeps cookies: each request gets its own, so that tests say what is sent.
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(120)))
            .build();
        Agent::from(config).run(request)
    }
}

/// A whole answer.
#[derive(Debug)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body, as text.
    pub body: String,
    /// Body as it is.
    pub bytes: Vec<u8>,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    /// A header, or `""`.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("text in a header"))
    }
}

/// A server-sent event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id, or `""`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its data.
    pub data: String,
}

impl Event {
    /// The data as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.data).unwrap_or_else(|e| panic!("{e}: {}", self.data))
    }
}

/// A stream of events, as they come.
pub struct Stream(BufReader<Box<dyn std::io::Read>>);

impl Iterator for Stream {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let (mut id, mut name, mut data) = (String::new(), String::new(), Vec::new());
        loop {
            let mut line = String::new();
            if self.0.read_line(&mut line).expect("read the stream") == 0 {
                return None;
            }
            let line = line.trim_end_matches('\n');
            match line.split_once(": ") {
                Some(("id", value)) => id = value.into(),
                Some(("event", value)) => name = value.into(),
                Some(("data", value)) => data.push(value.to_owned()),
                _ if line.is_empty() && !name.is_empty() => {
                    return Some(Event { id, name, data: data.join("\n") });
                }
                _ => {}
            }
        }
    }
}
