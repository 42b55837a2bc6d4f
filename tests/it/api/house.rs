//! A server in this process, with two problems, whose programs are played.

use std::{fs, net::SocketAddr, path::Path, sync::Arc, time::Duration};

use minos::{
    app::{App, Origin, Viewer},
    cli::serve::Server,
    config::{Config, Rates},
    domain::{Role, Toolchain},
};
use serde_json::{Value, json};

use super::script;
use crate::client::{Client, Reply, Stream};

/// Long enough for everybody's password.
const PASSWORD: &str = "correct horse battery";

/// A server; stopped when dropped.
pub struct House {
    server: Option<Server>,
    /// The server's data and problems.
    dir: tempfile::TempDir,
    config: Config,
}

impl House {
    /// A server with nothing that limits a test.
    pub fn new() -> Self {
        Self::with(|_| ())
    }

    /// The same with other settings.
    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let dir = tempfile::tempdir().expect("a directory");
        let problems = dir.path().join("problems");
        write_problem(&problems, "mirror", &[("1", "one\n")], &[("1", "two\n"), ("2", "three\n")]);
        write_problem(&problems, "other", &[("1", "x\n")], &[("1", "y\n")]);
        let mut config = Config {
            listen: "127.0.0.1:0".parse().unwrap(),
            data: dir.path().join("data"),
            problems,
            ..Config::default()
        };
        config.rates = rates(0);
        // Whatever else this host does.
        config.workers.cpu_full = 1.0;
        change(&mut config);
        let mut house = Self { server: None, dir, config };
        house.start();
        house
    }

    fn start(&mut self) {
        self.start_with(script::toolchains());
    }

    fn start_with(&mut self, toolchains: Vec<Toolchain>) {
        let server = Server::start(self.config.clone(), Arc::new(script::Player), toolchains);
        self.server = Some(server.expect("a server"));
    }

    /// Stops the server and starts it on the same data.
    pub fn restart(&mut self) {
        self.stop();
        self.start();
    }

    /// The same, on a host without any language.
    pub fn restart_without_languages(&mut self) {
        self.stop();
        self.start_with(Vec::new());
    }

    fn stop(&mut self) {
        if let Some(server) = self.server.take() {
            server.stop(Duration::from_secs(10)).expect("a clean end");
        }
    }

    fn server(&self) -> &Server {
        self.server.as_ref().expect("a server")
    }

    /// The server's directory of problems.
    pub fn problems(&self) -> std::path::PathBuf {
        self.dir.path().join("problems")
    }

    /// Its use-cases.
    pub fn app(&self) -> &App {
        self.server().app()
    }

    /// Where it answers.
    pub fn address(&self) -> SocketAddr {
        self.server().address()
    }

    /// Nobody.
    pub fn nobody(&self) -> Client {
        Client::new(&format!("http://{}", self.address()))
    }

    /// Somebody new, by an API token.
    pub fn user(&self, name: &str, role: Role) -> Client {
        self.app().add_user(&Viewer::console(), name, PASSWORD, role).expect("an account");
        let token = self.app().create_token_for(&Viewer::console(), name, "test");
        self.nobody().with_token(&token.expect("a token").token)
    }

    /// Somebody new, by a session's cookie, and the CSRF token of their pages.
    pub fn session(&self, name: &str) -> (Client, String) {
        self.session_of(name, Role::User)
    }

    /// The same for another role.
    pub fn session_of(&self, name: &str, role: Role) -> (Client, String) {
        self.app().add_user(&Viewer::console(), name, PASSWORD, role).expect("an account");
        let grant = self.app().log_in(name, PASSWORD, &Origin::default()).expect("a session");
        let client = self.nobody().with("cookie", &format!("minos_session={}", grant.token));
        let page = client.get("/problems").send();
        (client, csrf_of(&page))
    }
}

/// Limits that are all the same; 0 is none.
pub fn rates(per_minute: u32) -> Rates {
    Rates {
        login_per_minute: per_minute,
        password_per_minute: per_minute,
        sign_up_per_minute: per_minute,
        submit_per_minute: per_minute,
        run_per_minute: per_minute,
        import_per_minute: per_minute,
        export_per_minute: per_minute,
        stream_per_minute: per_minute,
        change_per_minute: per_minute,
        read_per_minute: per_minute,
        ..Rates::default()
    }
}

impl Drop for House {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}

/// The CSRF token in a page's forms.
pub fn csrf_of(page: &Reply) -> String {
    let (_, rest) = page.body.split_once("name=\"csrf\" value=\"").expect("a form");
    rest.split('"').next().expect("a token").to_owned()
}

/// What is posted to submit `source`.
pub fn submission(problem: &str, source: &str) -> Value {
    json!({ "problem": problem, "language": "script", "source": source })
}

/// Submits and returns the submission's address.
pub fn submit(client: &Client, problem: &str, source: &str) -> String {
    let reply = client.post("/api/v1/submissions", &submission(problem, source)).send();
    assert_eq!(reply.status, 202, "{}", reply.body);
    reply.json()["url"].as_str().expect("an address").to_owned()
}

/// Submits, waits for the end, and returns the submission.
pub fn judged(client: &Client, problem: &str, source: &str) -> Value {
    let url = submit(client, problem, source);
    let _all = events(client, &url).count();
    client.get(&url).send().json()
}

/// A submission's or run's events.
pub fn events(client: &Client, url: &str) -> Stream {
    client.get(&format!("{url}/events")).stream()
}

/// A package whose right answer is the input itself.
pub fn write_problem(
    problems: &Path,
    slug: &str,
    samples: &[(&str, &str)],
    secrets: &[(&str, &str)],
) {
    let dir = problems.join(slug);
    let yaml = format!(
        "problem_format_version: 2025-09\nname: The {slug}\n\
         uuid: 6d3a2c1e-0000-4000-8000-{:012x}\nlimits:\n  time_limit: 1.0\n",
        slug.bytes().fold(0u64, |hash, byte| (hash * 31 + u64::from(byte)) & 0xffff_ffff_ffff),
    );
    let write = |path: &str, text: &str| {
        let path = dir.join(path);
        fs::create_dir_all(path.parent().unwrap()).expect("a directory");
        fs::write(path, text).expect("a file");
    };
    write("problem.yaml", &yaml);
    write("statement/problem.en.md", "Print what you read.\n");
    write("input_validators/any.py", "raise SystemExit(42)\n");
    write("submissions/accepted/copy.py", "print(input())\n");
    for (group, cases) in [("sample", samples), ("secret", secrets)] {
        for (name, text) in cases {
            write(&format!("data/{group}/{name}.in"), text);
            write(&format!("data/{group}/{name}.ans"), text);
        }
    }
}
