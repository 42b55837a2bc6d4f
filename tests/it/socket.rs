//! A contestant of a real server, and WebSockets from its pages.

use std::{net::TcpStream, time::Duration};

use serde_json::Value;
use tungstenite::{
    Error, Message, WebSocket, client,
    handshake::client::generate_key,
    http::{Request, StatusCode},
};

use crate::{
    client::{Client, Reply},
    server::Server,
};

/// Nothing takes so long.
const PATIENCE: Duration = Duration::from_secs(120);

/// Somebody who has signed up and has a page open.
pub struct Contestant {
    pub session: Client,
    /// The token of the page.
    pub csrf: String,
    address: String,
}

/// The token that a page's forms repeat.
fn csrf_of(page: &Reply) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").expect("a form's token");
    rest.split('"').next().expect("its end").to_owned()
}

fn cookie(reply: &Reply, name: &str) -> String {
    let mut set = reply.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let pair = set.find(|pair| pair.starts_with(name)).expect("a cookie");
    pair.split(';').next().expect("a pair").to_owned()
}

impl Contestant {
    /// Signs up.
    pub fn new(server: &Server, name: &str) -> Self {
        let nobody = server.client();
        let page = nobody.get("/signup").send();
        let visitor = nobody.with("cookie", &cookie(&page, "minos_visitor"));
        let fields = format!("csrf={}&name={name}&password=correct+horse", csrf_of(&page));
        let reply = visitor.form("/signup", &fields).send();
        assert_eq!(reply.status, 303, "{}", reply.body);
        let session = nobody.with("cookie", &cookie(&reply, "minos_session"));
        let csrf = csrf_of(&session.get("/settings").send());
        Self { session, csrf, address: server.url.replace("http://", "") }
    }

    /// Opens a socket as a page of ours does.
    pub fn open(&self, path: &str) -> Socket {
        self.try_open(path, &format!("http://{}", self.address)).expect("a socket")
    }

    /// Opens a socket as a page of some origin does, or gets a status instead.
    pub fn try_open(&self, path: &str, origin: &str) -> Result<Socket, StatusCode> {
        let request = Request::builder()
            .uri(format!("ws://{}{path}", self.address))
            .header("host", &self.address)
            .header("connection", "Upgrade")
            .header("upgrade", "websocket")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", generate_key())
            .header("cookie", self.session.header("cookie"))
            .header("origin", origin)
            .body(())
            .expect("a request");
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a patience");
        match client(request, stream) {
            Ok((socket, _)) => Ok(Socket(socket)),
            Err(tungstenite::HandshakeError::Failure(Error::Http(response))) => {
                Err(response.status())
            }
            Err(error) => panic!("{path}: {error}"),
        }
    }
}

/// A socket that is open; dropped it is gone without a word.
pub struct Socket(WebSocket<TcpStream>);

impl Socket {
    /// Says something.
    pub fn say(&mut self, message: &Value) {
        self.say_text(&message.to_string());
    }

    /// Says something, whatever it is. That nobody listens is heard later.
    pub fn say_text(&mut self, text: &str) {
        let _ = self.0.send(Message::text(text));
    }

    /// What comes next; `None` when it was closed.
    pub fn hear(&mut self) -> Option<Value> {
        loop {
            match self.0.read() {
                Ok(Message::Text(text)) => {
                    return Some(serde_json::from_str(&text).expect("JSON"));
                }
                Ok(Message::Close(_)) | Err(Error::ConnectionClosed | Error::AlreadyClosed) => {
                    return None;
                }
                Ok(_) => {}
                Err(Error::Protocol(_)) => return None,
                Err(Error::Io(error)) if error.kind() == std::io::ErrorKind::ConnectionReset => {
                    return None;
                }
                Err(error) => panic!("the socket: {error}"),
            }
        }
    }
}
