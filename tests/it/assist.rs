//! Language help over real sockets, with the real servers.

use std::{
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    fixture::write_sums,
    host::{lacks_sandbox, skipped},
    server::{Server, minos},
    socket::{Contestant, Socket},
};

/// Shorter than silence may be.
const PATIENCE: Duration = Duration::from_secs(60);

const HELP: &str = "/problems/sums/assist";

struct House {
    server: Server,
    _dir: TempDir,
}

impl House {
    fn new(settings: &[(&str, &str)]) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
        write_sums(&problems);
        Self { server: Server::start(&data, &problems, settings), _dir: dir }
    }

    fn someone(&self, name: &str) -> Contestant {
        Contestant::new(&self.server, name)
    }

    /// Waits until no server runs.
    fn wait_until_over(&self) {
        let begun = Instant::now();
        while self.running() > 0 {
            assert!(begun.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn running(&self) -> u64 {
        let text = self.server.client().get("/metrics").send().body;
        let line = text.lines().find_map(|line| line.strip_prefix("minos_language_servers "));
        line.expect("the metric").parse().expect("a number")
    }
}

/// Whether the host lacks the server of a language, as `minos doctor` tells.
fn lacks(language: &str) -> bool {
    let report = minos(["doctor", "--json"]).output().expect("run minos doctor").stdout;
    let report: Value = serde_json::from_slice(&report).expect("JSON");
    let mut languages = report["languages"].as_array().expect("languages").iter();
    let found = languages.any(|l| l["id"] == language && l["server"].is_string());
    if !found {
        skipped(&format!("no language server for {language}"));
    }
    !found
}

/// A page that writes in a language: its socket, and the next number.
struct Page {
    socket: Socket,
    uri: String,
    next: u64,
}

impl Page {
    /// Opens help and a file.
    fn open(who: &Contestant, language: &str, text: &str) -> Self {
        let mut socket = who.open(HELP);
        socket.say(&json!({ "csrf": who.csrf, "language": language }));
        let ready = socket.hear().expect("a server");
        let uri = ready["uri"].as_str().expect("a file").to_owned();
        let mut page = Self { socket, uri, next: 0 };
        let begun = page.ask("initialize", json!({ "capabilities": {}, "rootUri": "file:///" }));
        assert!(begun["capabilities"]["completionProvider"].is_object(), "{begun}");
        page.tell("initialized", json!({}));
        let document = json!({ "uri": page.uri, "languageId": "x", "version": 0, "text": text });
        page.tell("textDocument/didOpen", json!({ "textDocument": document }));
        page
    }

    fn tell(&mut self, method: &str, params: Value) {
        self.socket.say(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// The answer to a question.
    fn ask(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.socket.say(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let mut heard = self.socket.hear().expect("an answer");
            if heard["id"] == id {
                assert!(heard["error"].is_null(), "{method}: {heard}");
                return heard["result"].take();
            }
        }
    }

    /// What is wrong with the file, once something is.
    fn complaints(&mut self) -> Vec<String> {
        loop {
            let heard = self.socket.hear().expect("diagnostics");
            if heard["method"] != "textDocument/publishDiagnostics" {
                continue;
            }
            assert_eq!(heard["params"]["uri"], self.uri.as_str());
            let found = heard["params"]["diagnostics"].as_array().expect("a list").iter();
            let found: Vec<_> = found.map(|d| d["message"].as_str().unwrap().to_owned()).collect();
            if !found.is_empty() {
                return found;
            }
        }
    }

    /// What may stand at a place.
    fn completions(&mut self, line: u32, character: u32) -> Vec<String> {
        let position = json!({ "line": line, "character": character });
        let document = json!({ "uri": self.uri });
        let asked = json!({ "textDocument": document, "position": position });
        let result = self.ask("textDocument/completion", asked);
        let items = result.get("items").unwrap_or(&result).as_array().expect("items").iter();
        items.map(|item| item["label"].as_str().unwrap().trim().to_owned()).collect()
    }
}

#[test]
fn a_program_is_completed_and_its_errors_found() {
    if lacks_sandbox() || lacks("cpp") || lacks("python3") {
        return;
    }
    let house = House::new(&[]);
    let alice = house.someone("alice");
    let text = "#include <vector>\nint main() {\n  std::vector<int> v;\n  v.push(w);\n}\n";
    let mut page = Page::open(&alice, "cpp@20", text);
    assert_eq!(page.uri, "file:///box/main.cpp");
    let found = page.complaints();
    assert!(found.iter().any(|what| what.contains("undeclared identifier 'w'")), "{found:?}");
    let offered = page.completions(3, 4);
    assert!(offered.iter().any(|label| label.starts_with("push_back")), "{offered:?}");
    // The version's standard: what C++17 does not know yet.
    let text = "#include <concepts>\nstatic_assert(std::integral<int>);\n";
    let mut page = Page::open(&alice, "cpp@17", text);
    let found = page.complaints();
    assert!(found.iter().any(|what| what.contains("'std'")), "{found:?}");

    let mut page = Page::open(&alice, "python3", "import math\nprint(nothing)\nmath.sq\n");
    assert_eq!(page.uri, "file:///box/main.py");
    let found = page.complaints();
    assert_eq!(found, ["undefined name 'nothing'"]);
    let offered = page.completions(2, 7);
    assert!(offered.iter().any(|label| label.starts_with("sqrt")), "{offered:?}");
    assert_eq!(house.running(), 1, "one for each user");
    drop(page);
    house.wait_until_over();
}

#[test]
fn a_page_gets_nothing_but_help_with_its_own_program() {
    if lacks_sandbox() || lacks("cpp") {
        return;
    }
    let house = House::new(&[("MINOS_ASSIST_SEATS", "1")]);
    let alice = house.someone("alice");
    // What the compiler would read of the host is not there.
    let text = "#include \"/etc/shadow\"\n#include \"/proc/self/environ\"\n";
    let mut page = Page::open(&alice, "cpp", text);
    let found = page.complaints();
    assert!(found.iter().any(|what| what.contains("file not found")), "{found:?}");
    // What asks for more is not passed on: the next answer is that of the next question.
    let elsewhere = json!({ "uri": "file:///usr/include/stdio.h" });
    for method in ["textDocument/documentSymbol", "workspace/symbol", "workspace/executeCommand"] {
        let asked = json!({ "textDocument": elsewhere, "query": "", "command": "x" });
        page.socket.say(&json!({ "jsonrpc": "2.0", "id": 999, "method": method, "params": asked }));
    }
    let at = json!({ "line": 0, "character": 0 });
    let hover =
        page.ask("textDocument/hover", json!({ "textDocument": elsewhere, "position": at }));
    assert!(hover.is_null(), "of its own file, where there is nothing: {hover}");

    let bob = house.someone("bob");
    let ask = |who: &Contestant, language| {
        let mut socket = who.open(HELP);
        socket.say(&json!({ "csrf": who.csrf, "language": language }));
        socket.hear()
    };
    assert_eq!(ask(&bob, "cpp"), None, "the seat is taken");
    page.socket.say_text(&"x".repeat(1 << 20));
    assert_eq!(page.socket.hear(), None, "too large");
    house.wait_until_over();
    assert!(ask(&bob, "cpp").is_some());
    house.wait_until_over();
    let mut page = Page::open(&alice, "cpp", "");
    for _ in 0..2000 {
        page.tell("textDocument/didClose", json!({}));
    }
    while page.socket.hear().is_some() {}

    let mut forged = house.someone("eve");
    forged.csrf.clear();
    assert_eq!(ask(&forged, "cpp"), None);
    assert_eq!(ask(&bob, "bash"), None, "there is none");
    assert_eq!(bob.try_open(HELP, "https://evil.example").err().map(|s| s.as_u16()), Some(403));
}

#[test]
fn it_is_not_offered_where_it_is_off() {
    if lacks_sandbox() || lacks("python3") {
        return;
    }
    let offered = |who: &Contestant| {
        let page = who.session.get("/problems/sums").send().body;
        let mut socket = who.open(HELP);
        socket.say(&json!({ "csrf": who.csrf, "language": "python3" }));
        (
            page.contains("data-assist="),
            page.contains("data-help=\"true\""),
            socket.hear().is_some(),
        )
    };
    let house = House::new(&[("MINOS_ASSIST_OFFERED", "off")]);
    assert_eq!(offered(&house.someone("alice")), (false, false, false));
    let house = House::new(&[("MINOS_ASSIST_IDLE_SECONDS", "1")]);
    let alice = house.someone("alice");
    assert_eq!(offered(&alice), (true, true, true));
    let fields = format!("csrf={}&keys=usual&font_size=14&indent=4", alice.csrf);
    assert_eq!(alice.session.form("/settings/editor", &fields).send().status, 303);
    let (page, wanted, _) = offered(&alice);
    assert_eq!((page, wanted), (true, false), "switched off by its user");
    // One that says nothing ends.
    let mut socket = alice.open(HELP);
    socket.say(&json!({ "csrf": alice.csrf, "language": "python3" }));
    assert!(socket.hear().is_some());
    assert_eq!(socket.hear(), None);
}
