//! What passes between a page and a language's server, in the Language Server Protocol 3.17
//! (<https://microsoft.github.io/language-server-protocol/>): one file, and what is asked about it
//! while one writes. Each message is made anew from the parts that are meant, so that a page can
//! neither name another file nor give the server options.

use serde_json::{Map, Value, json};

use crate::domain::Toolchain;

/// The largest message of a server, bytes. What is larger ends it.
const LARGEST: usize = 4 << 20;
/// The longest head of a message.
const HEAD: usize = 1 << 10;

/// One talk: who passes messages on, both ways.
#[derive(Debug)]
pub struct Protocol {
    uri: String,
    language: String,
    settings: Option<Value>,
}

impl Protocol {
    /// About a lone file of a language that has a server.
    #[must_use]
    pub fn new(toolchain: &Toolchain, file_name: &str) -> Option<Self> {
        let server = toolchain.language.server.as_ref()?;
        let uri = format!("file:///box/{file_name}");
        Some(Self { uri, language: server.language.clone(), settings: server.settings.clone() })
    }

    /// The file's address.
    #[must_use]
    pub fn uri(&self) -> &str {
        &self.uri
    }

    /// The language by the protocol's name.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// What the server is told when a page says this, framed; nothing of what it may not say.
    #[must_use]
    pub fn from_page(&self, message: &str) -> Vec<u8> {
        let Ok(message) = serde_json::from_str::<Value>(message) else { return Vec::new() };
        let (given, Some(method)) = (&message["params"], message["method"].as_str()) else {
            return Vec::new();
        };
        let document = |with: &[&str]| {
            let mut parts = Map::from_iter([("uri".to_owned(), json!(self.uri))]);
            for name in with {
                parts.insert((*name).to_owned(), given["textDocument"][name].clone());
            }
            Value::Object(parts)
        };
        let at = || json!({ "textDocument": document(&[]), "position": given["position"] });
        let (params, is_request) = match method {
            "initialize" => (capabilities(), true),
            "initialized" => (json!({}), false),
            "textDocument/didOpen" => {
                let mut opened = document(&["version", "text"]);
                opened["languageId"] = json!(self.language);
                (json!({ "textDocument": opened }), false)
            }
            "textDocument/didChange" => {
                let changes = &given["contentChanges"];
                let changed = document(&["version"]);
                (json!({ "textDocument": changed, "contentChanges": changes }), false)
            }
            "textDocument/didClose" => (json!({ "textDocument": document(&[]) }), false),
            "textDocument/completion" | "textDocument/signatureHelp" => {
                let mut asked = at();
                if given["context"].is_object() {
                    asked["context"] = given["context"].clone();
                }
                (asked, true)
            }
            "textDocument/hover" => (at(), true),
            "$/cancelRequest" => (json!({ "id": given["id"] }), false),
            _ => return Vec::new(),
        };
        let mut passed = json!({ "jsonrpc": "2.0", "method": method, "params": params });
        if is_request {
            passed["id"] = message["id"].clone();
        }
        let mut frames = frame(&passed);
        if let ("initialized", Some(settings)) = (method, &self.settings) {
            let method = "workspace/didChangeConfiguration";
            let params = json!({ "settings": settings });
            frames.extend(frame(&json!({ "jsonrpc": "2.0", "method": method, "params": params })));
        }
        frames
    }

    /// What a page is told of a server's message; nothing of what it did not ask for.
    #[must_use]
    pub fn from_server(&self, message: &[u8]) -> Option<String> {
        let message: Value = serde_json::from_slice(message).ok()?;
        let is_meant = match message.get("method") {
            None => message.get("id").is_some(),
            Some(method) => {
                method == "textDocument/publishDiagnostics"
                    && message["params"]["uri"] == self.uri.as_str()
            }
        };
        is_meant.then(|| message.to_string())
    }
}

/// What is told of a page that shows plain text and knows of one file.
fn capabilities() -> Value {
    let plain = json!(["plaintext"]);
    json!({
        "processId": null,
        "rootUri": null,
        "capabilities": {
            "general": { "positionEncodings": ["utf-16"] },
            "textDocument": {
                "synchronization": {},
                "completion": {
                    "completionItem": {
                        "snippetSupport": true,
                        "documentationFormat": plain,
                        "insertReplaceSupport": false,
                    },
                    "contextSupport": true,
                },
                "hover": { "contentFormat": plain },
                "signatureHelp": {
                    "signatureInformation": {
                        "documentationFormat": plain,
                        "parameterInformation": { "labelOffsetSupport": true },
                        "activeParameterSupport": true,
                    },
                    "contextSupport": true,
                },
                "publishDiagnostics": { "versionSupport": true },
            },
        },
    })
}

/// A message with its head.
fn frame(message: &Value) -> Vec<u8> {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

/// Messages out of what a server writes.
#[derive(Debug, Default)]
pub(super) struct Frames {
    rest: Vec<u8>,
}

impl Frames {
    /// The messages that are whole with this piece; `None` when that is no protocol.
    pub fn add(&mut self, piece: &[u8]) -> Option<Vec<Vec<u8>>> {
        self.rest.extend_from_slice(piece);
        let mut messages = Vec::new();
        loop {
            let Some(head) = self.rest.windows(4).take(HEAD).position(|w| w == b"\r\n\r\n") else {
                return (self.rest.len() <= HEAD).then_some(messages);
            };
            let text = std::str::from_utf8(&self.rest[..head]).ok()?;
            let length = text.lines().find_map(|line| {
                let (name, value) = line.split_once(':')?;
                name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
            });
            let length: usize = length.filter(|length| *length <= LARGEST)?;
            let body = head + 4;
            if self.rest.len() < body + length {
                return Some(messages);
            }
            messages.push(self.rest[body..body + length].to_vec());
            self.rest.drain(..body + length);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protocol() -> Protocol {
        let settings = Some(json!({ "x": 1 }));
        Protocol { uri: "file:///box/main.py".into(), language: "python".into(), settings }
    }

    /// The messages in what is passed on.
    fn passed(message: &Value) -> Vec<Value> {
        let frames = protocol().from_page(&message.to_string());
        let messages = Frames::default().add(&frames).expect("frames");
        messages.iter().map(|message| serde_json::from_slice(message).expect("JSON")).collect()
    }

    #[test]
    fn a_page_speaks_of_its_file_alone() {
        let elsewhere = json!({ "uri": "file:///etc/passwd", "version": 3, "text": "x", "a": 1 });
        let open = json!({
            "method": "textDocument/didOpen", "id": 7,
            "params": { "textDocument": elsewhere, "more": 1 },
        });
        let document = json!({
            "uri": "file:///box/main.py", "languageId": "python", "version": 3, "text": "x",
        });
        assert_eq!(
            passed(&open),
            [json!({
                "jsonrpc": "2.0", "method": "textDocument/didOpen",
                "params": { "textDocument": document },
            })]
        );
        let hover = json!({
            "id": 1, "method": "textDocument/hover",
            "params": { "textDocument": elsewhere, "position": { "line": 1, "character": 2 } },
        });
        let hover = &passed(&hover)[0];
        assert_eq!(hover["params"]["textDocument"], json!({ "uri": "file:///box/main.py" }));
        assert_eq!((&hover["id"], &hover["params"]["position"]["line"]), (&json!(1), &json!(1)));
        for method in [
            "textDocument/definition",
            "workspace/executeCommand",
            "workspace/didChangeConfiguration",
            "workspace/didChangeWorkspaceFolders",
            "textDocument/didSave",
            "textDocument/documentLink",
            "exit",
        ] {
            let ask = json!({ "id": 1, "method": method, "params": { "textDocument": elsewhere } });
            assert_eq!(passed(&ask), [json!(null); 0], "{method}");
        }
        for nonsense in ["", "[]", "null", "{\"id\": 1}", "{\"method\": 1}", "{\"id\""] {
            assert!(protocol().from_page(nonsense).is_empty(), "{nonsense}");
        }
    }

    #[test]
    fn the_server_gets_our_options_and_no_others() {
        let options = json!({ "fallbackFlags": ["-fplugin=x"] });
        let params = json!({
            "rootUri": "file:///", "initializationOptions": options,
            "capabilities": { "workspace": { "applyEdit": true } },
        });
        let told = passed(&json!({ "id": 0, "method": "initialize", "params": params }));
        assert_eq!(told[0]["params"], capabilities());
        let told = passed(&json!({ "method": "initialized", "params": {} }));
        let methods: Vec<_> = told.iter().map(|message| &message["method"]).collect();
        assert_eq!(methods, ["initialized", "workspace/didChangeConfiguration"]);
        assert_eq!(told[1]["params"], json!({ "settings": { "x": 1 } }));
    }

    #[test]
    fn a_page_hears_answers_and_diagnostics_of_its_file() {
        let hears = |message: Value| protocol().from_server(message.to_string().as_bytes());
        assert!(hears(json!({ "id": 1, "result": null })).is_some());
        let method = "textDocument/publishDiagnostics";
        let of = |uri| json!({ "method": method, "params": { "uri": uri, "diagnostics": [] } });
        assert!(hears(of("file:///box/main.py")).is_some());
        assert!(hears(of("file:///usr/include/stdio.h")).is_none());
        assert!(hears(json!({ "id": 1, "method": "workspace/configuration" })).is_none());
        assert!(hears(json!({ "method": "window/showMessage" })).is_none());
        assert!(hears(json!([1])).is_none());
    }

    #[test]
    fn messages_come_in_pieces() {
        let text = b"Content-Length: 2\r\n\r\n{}content-length: 4\r\nX: y\r\n\r\nnullrest";
        let mut frames = Frames::default();
        let pieces = text.iter().flat_map(|byte| frames.add(&[*byte]).expect("frames"));
        assert_eq!(pieces.collect::<Vec<_>>(), [b"{}".to_vec(), b"null".to_vec()]);
        let refuses = |text: &[u8]| Frames::default().add(text).is_none();
        assert!(refuses(b"Content-Length: 99999999\r\n\r\n"));
        assert!(refuses(b"Content-Length: -1\r\n\r\n"));
        assert!(refuses(b"Hello\r\n\r\n"));
        assert!(refuses(&[b'x'; 2000]));
        assert!(refuses(b"\xff\r\n\r\n"));
    }
}
