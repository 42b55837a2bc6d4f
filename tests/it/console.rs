//! Consoles over real sockets: programs that are talked to, and those that misbehave meanwhile.

use std::{
    fs, thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    fixture::write_sums_as,
    host::lacks_sandbox,
    processes::{descends, family},
    server::{Server, minos_output},
    socket::{Contestant, Socket},
};

/// Shorter than silence may be.
const PATIENCE: Duration = Duration::from_secs(60);

const CONSOLE: &str = "/problems/sums/console";

/// Asks by halves for a number up to 100.
const HALVES: &str = "
import sys
low, high = 1, 100
while low < high:
    middle = (low + high) // 2
    print('?', middle, flush=True)
    if input() == 'above':
        low = middle + 1
    else:
        high = middle
print('done', file=sys.stderr)
input()
print('!', low)
";

struct House {
    server: Server,
    dir: TempDir,
}

impl House {
    fn new(settings: &[(&str, &str)]) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
        write_sums_as(&problems, "sums", 1);
        let server = Server::start(&data, &problems, settings);
        Self { server, dir }
    }

    fn someone(&self, name: &str) -> Contestant {
        Contestant::new(&self.server, name)
    }

    fn command(&self, args: &[&str]) -> String {
        let data = self.dir.path().join("data");
        minos_output(&[args, &["--data", data.to_str().unwrap()]].concat(), "correct horse\n")
    }

    fn open_consoles(&self) -> u64 {
        let text = self.server.client().get("/metrics").send().body;
        let line = text.lines().find_map(|line| line.strip_prefix("minos_consoles "));
        line.expect("the metric").parse().expect("a number")
    }

    /// Programs of that name below the server.
    fn running(&self, name: &str) -> usize {
        let server = u32::try_from(self.server.pid().as_raw()).expect("a pid");
        let is_one = |pid: &&u32| {
            descends(**pid, server)
                && fs::read_to_string(format!("/proc/{pid}/comm")).is_ok_and(|c| c.trim() == name)
        };
        family().iter().filter(is_one).count()
    }

    /// Waits until no program is talked to, and none is left.
    fn wait_until_over(&self, name: &str) {
        let begun = Instant::now();
        while self.open_consoles() > 0 || self.running(name) > 0 {
            assert!(begun.elapsed() < PATIENCE, "it does not end");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

fn start(who: &Contestant, language: &str, source: &str) -> Socket {
    let mut socket = who.open(CONSOLE);
    let start = json!({ "csrf": who.csrf, "language": language, "source": source });
    socket.say(&json!({ "start": start }));
    socket
}

/// Starts a program that is there until it is ended.
fn start_and_wait(who: &Contestant, source: &str) -> Socket {
    let mut socket = start(who, "python3", source);
    assert_eq!(socket.hear(), Some(json!("runs")));
    socket
}

/// A line that it said, on either stream.
fn hear_line(socket: &mut Socket) -> String {
    let mut said = String::new();
    while !said.ends_with('\n') {
        let word = socket.hear().expect("a word");
        match word["output"].as_str().or(word["error"].as_str()) {
            Some(piece) => said.push_str(piece),
            None => panic!("{word} after {said:?}"),
        }
    }
    said
}

/// What it said on stdout and stderr until the end, and the end.
fn hear_out(socket: &mut Socket) -> (String, String, Value) {
    let (mut output, mut error) = (String::new(), String::new());
    while let Some(word) = socket.hear() {
        output.push_str(word["output"].as_str().unwrap_or_default());
        error.push_str(word["error"].as_str().unwrap_or_default());
        if word["ended"].is_object() || word["refused"].is_string() {
            assert_eq!(socket.hear(), None, "nothing after the end");
            return (output, error, word);
        }
    }
    panic!("no end after {output:?}, {error:?}");
}

#[test]
fn a_program_is_played_with_and_its_run_kept() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[]);
    let alice = house.someone("alice");
    let mut socket = start_and_wait(&alice, HALVES);
    let secret = 37;
    let mut asked = Vec::new();
    loop {
        let line = hear_line(&mut socket);
        let Some(number) = line.trim_end().strip_prefix("? ") else {
            assert_eq!(line, "done\n");
            break;
        };
        let number: u32 = number.parse().expect("a number");
        asked.push(number);
        socket.say(&json!({ "say": if secret > number { "above\n" } else { "no\n" } }));
    }
    assert_eq!(asked[..2], [50, 25]);
    socket.say(&json!({ "say": "and?\n" }));
    let (found, _, end) = hear_out(&mut socket);
    assert_eq!(found, "! 37\n");
    let end = &end["ended"];
    assert_eq!((&end["title"], &end["message"]), (&json!("Ran to its end"), &json!("exit code 0")));
    assert!(end["cpu_ms"].as_u64().is_some_and(|ms| ms > 0), "{end}");
    assert!(end["memory_kib"].as_u64().is_some_and(|kib| kib > 1000), "{end}");
    house.wait_until_over("python3");

    // As any run is: its owner looks at it later, and nobody else.
    let page = end["page"].as_str().expect("a page");
    let run = alice.session.get(page).send();
    assert!(run.body.contains("? 50\n? 25\n") && run.body.contains("! 37"), "{}", run.body);
    assert_eq!(house.someone("bob").session.get(page).send().status, 404);
    let check = house.command(&["check"]);
    assert!(!check.contains("run"), "{check}");
}

#[test]
fn however_a_program_ends_it_is_told() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[]);
    let alice = house.someone("alice");
    let ends = |language, source, input: Option<Value>| {
        let mut socket = start(&alice, language, source);
        if let Some(order) = input {
            socket.say(&order);
        }
        let end = hear_out(&mut socket).2["ended"].clone();
        (end["title"].as_str().expect("a title").to_owned(), end)
    };
    let (title, end) = ends("python3", "raise SystemExit(3)", None);
    assert_eq!((&*title, &end["message"]), ("Exit code not 0", &json!("exit code 3")));
    let (title, end) = ends("c", "#include <stdlib.h>\nint main(void) { abort(); }", None);
    assert_eq!(title, "Crashed", "{end}");
    let (title, end) = ends("python3", "while True: pass", None);
    assert_eq!(title, "Time limit exceeded", "{end}");
    let (title, end) = ends("python3", "b'x' * (3 << 30)", None);
    assert!(title == "Memory limit exceeded" || title == "Exit code not 0", "{end}");
    let (title, end) = ends("python3", "input()", Some(json!("end")));
    assert_eq!((&*title, &end["message"]), ("Exit code not 0", &json!("exit code 1")));
    let (title, end) = ends("python3", "input()", Some(json!("stop")));
    assert_eq!((&*title, &end["message"]), ("Stopped", &json!("stopped")));
    let (title, end) = ends("c", "int main(void) { return nothing; }", None);
    assert_eq!((&*title, &end["shows"]), ("Compile error", &json!(true)));
    let report = alice.session.get(end["page"].as_str().expect("a page")).send();
    assert!(report.body.contains("undeclared"), "{}", report.body);
}

#[test]
fn who_floods_forks_or_sleeps_is_ended_and_the_seat_is_free() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[("MINOS_CONSOLE_OUTPUT_KIB", "64"), ("MINOS_CONSOLE_SEATS", "1")]);
    let alice = house.someone("alice");

    let mut socket = start(&alice, "python3", "while True: print('x' * 999)");
    let (output, _, end) = hear_out(&mut socket);
    assert_eq!(end["ended"]["title"], "Output limit exceeded");
    assert!(output.len() <= 64 << 10, "{} bytes", output.len());

    let bomb = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass";
    let end = hear_out(&mut start(&alice, "python3", bomb)).2;
    assert_eq!(end["ended"]["title"], "Time limit exceeded");
    house.wait_until_over("python3");

    // Whoever reads nothing slows down its own program alone, and is gone with it.
    let deaf = start(&alice, "python3", "while True: print('x' * 999)");
    drop(deaf);
    house.wait_until_over("python3");

    // One that waits for ever, whose page goes without a word.
    let waits = "import time\nprint('here', flush=True)\nwhile True: time.sleep(9)";
    let mut socket = start_and_wait(&alice, waits);
    assert_eq!(hear_line(&mut socket), "here\n");
    assert_eq!((house.open_consoles(), house.running("python3")), (1, 1));
    let bob = house.someone("bob");
    let refused = hear_out(&mut start(&bob, "python3", "print(1)")).2;
    let why = refused["refused"].as_str().expect("a refusal");
    assert!(why.contains("Too many programs"), "{why}");
    drop(socket);
    house.wait_until_over("python3");
    let end = hear_out(&mut start(&bob, "python3", "print(1)")).2;
    assert_eq!(end["ended"]["title"], "Ran to its end");
}

#[test]
fn one_that_is_silent_ends_and_so_does_the_last_one_of_its_user() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[("MINOS_CONSOLE_IDLE_SECONDS", "2")]);
    let alice = house.someone("alice");
    let waits = "import time\nprint('here', flush=True)\nwhile True: time.sleep(9)";
    let mut first = start_and_wait(&alice, waits);
    assert_eq!(hear_line(&mut first), "here\n");
    let mut second = start_and_wait(&alice, waits);
    assert_eq!(hear_out(&mut first).2["ended"]["message"], "stopped", "another was opened");
    let end = hear_out(&mut second).2;
    assert_eq!(end["ended"]["message"], "nothing was said for 2 s");
    house.wait_until_over("python3");
}

#[test]
fn only_an_own_page_of_who_may_send_programs_gets_one() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[]);
    let alice = house.someone("alice");
    for origin in ["https://evil.example", "null", "http://127.0.0.1:1"] {
        let refused = alice.try_open(CONSOLE, origin).err().map(|status| status.as_u16());
        assert_eq!(refused, Some(403), "{origin}");
    }
    let mut visitor = house.someone("eve");
    let token = std::mem::take(&mut visitor.csrf);
    assert_eq!(start(&visitor, "python3", "print(1)").hear(), None, "without the page's token");
    visitor.csrf = alice.csrf.clone();
    assert_eq!(start(&visitor, "python3", "print(1)").hear(), None, "with another's");
    visitor.csrf = token;
    let mut socket = visitor.open(CONSOLE);
    socket.say_text(&"x".repeat(2 << 20));
    assert_eq!(socket.hear(), None, "a message without end");
    let mut socket = visitor.open(CONSOLE);
    socket.say_text("{}");
    assert_eq!(socket.hear(), None, "nothing that is meant");

    let refusal = |who: &Contestant, language, source: &str| {
        let word = hear_out(&mut start(who, language, source)).2;
        word["refused"].as_str().unwrap_or_else(|| panic!("{word}")).to_owned()
    };
    assert!(refusal(&alice, "cobol", "x").contains("cobol is not available"));
    assert!(refusal(&alice, "python3", " ").contains("empty"));
    assert!(refusal(&alice, "python3", &"#".repeat(200 << 10)).contains("at most 131,072"));

    // What is tried in one counts as in any other program.
    let syscall = "#include <sys/socket.h>\n#include <stdio.h>\n\
                   int main(void) { printf(\"%d\", socket(AF_INET, SOCK_STREAM, 0)); }";
    let end = hear_out(&mut start(&alice, "c", syscall)).2;
    assert_eq!(end["ended"]["title"], "Forbidden system call");
    house.command(&["user", "add", "root", "--role", "admin", "--password-stdin"]);
    let token = house.command(&["token", "create", "root"]);
    let root = house.server.client().with_token(token.trim());
    let events = root.get("/api/v1/abuse?user=alice").send().json();
    let kinds: Vec<_> = events["events"].as_array().unwrap().iter().map(|e| &e["kind"]).collect();
    assert_eq!(kinds.len(), 2, "{events}");
    assert!(events["events"][0]["task"]["run"].is_i64(), "{events}");
    root.post("/api/v1/users/alice/suspend", &json!({ "reason": "for the test" })).send();
    assert!(refusal(&alice, "python3", "print(1)").contains("suspended"));
    let drain =
        root.request("PUT", "/api/v1/queue/mode").header("content-type", "application/json");
    assert_eq!(drain.body(r#"{"mode": "paused"}"#).send().status, 200);
    assert!(refusal(&visitor, "python3", "print(1)").contains("takes no programs"));
}

#[test]
fn a_server_that_stops_ends_them() {
    if lacks_sandbox() {
        return;
    }
    let house = House::new(&[]);
    let alice = house.someone("alice");
    let mut socket = start_and_wait(&alice, "input()");
    house.server.signal(nix::sys::signal::Signal::SIGTERM);
    assert_eq!(socket.hear(), None);
    let House { server, .. } = house;
    let (status, log) = server.wait();
    assert!(status.success(), "{log}");
}
