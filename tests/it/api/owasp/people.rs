//! A server with people of every kind, and a thing of each kind that belongs to Alice.

use minos::{
    app::{NewTrial, NewTrialCase, Origin, Viewer},
    config::Config,
    domain::{Role, RunId, TrialCaseId},
};
use serde_json::{Value, json};

use super::{
    super::{
        house::{House, csrf_of, judged},
        rejudges::rejudged,
    },
    routes::{Body, Route},
};
use crate::client::{Call, Client};

pub const PASSWORD: &str = "correct horse battery";

/// An account, by token and by session.
pub struct Person {
    pub name: &'static str,
    pub token: Client,
    pub session: Client,
    /// The token of the session's pages.
    pub csrf: String,
}

pub struct Estate {
    pub house: House,
    /// The owner of everything.
    pub alice: Person,
    /// Just another user.
    pub bob: Person,
    pub judy: Person,
    pub root: Person,
    pub submission: Value,
    pub run: Value,
    pub rejudge: Value,
    pub token: i64,
    pub case: TrialCaseId,
    /// The first run of it.
    pub trial: RunId,
}

impl Estate {
    pub fn new() -> Self {
        Self::with(|_| ())
    }

    pub fn with(change: impl FnOnce(&mut Config)) -> Self {
        let house = House::with(|config| {
            // A machine under load is no attacker.
            config.http.request_timeout_seconds = 300;
            change(config);
        });
        let person = |name, role| person(&house, name, role);
        let (alice, bob) = (person("alice", Role::User), person("bob", Role::User));
        let (judy, root) = (person("judy", Role::Judge), person("root", Role::Admin));
        let submission = judged(&alice.token, "mirror", "say one")["id"].clone();
        let run = json!({ "language": "script", "source": "echo" });
        let run = alice.token.post("/api/v1/runs?wait=true", &run).send().json()["id"].clone();
        let rejudge = rejudged(&house, &judy.token);
        // Not the one that she uses.
        let console = Viewer::console();
        house.app().create_token_for(&console, "alice", "spare").expect("a token");
        let viewer =
            house.app().log_in("alice", PASSWORD, &Origin::default()).expect("a session").viewer;
        let token = house.app().tokens(&viewer).expect("tokens")[0].id;
        let app = house.app();
        let kept = NewTrialCase { name: "mine".into(), input: "x".into(), expected: "x".into() };
        app.keep_trial_case(&viewer, "mirror", &kept).expect("a case");
        let case = app.trial_cases(&viewer, "mirror").expect("cases")[0].id;
        let (language, source) = ("script".into(), "echo".into());
        let new = NewTrial { problem: "mirror".into(), language, source };
        let trial = app.start_trial(&viewer, &new).expect("a trial");
        Self { house, alice, bob, judy, root, submission, run, rejudge, token, case, trial }
    }

    /// A route's address, about Alice's things.
    pub fn address(&self, route: &Route) -> String {
        let id = match route.pattern {
            p if p.contains("/runs/") => self.run.to_string(),
            p if p.contains("/rejudges/") => self.rejudge.to_string(),
            p if p.contains("/tokens/") => self.token.to_string(),
            p if p.contains("/cases/") => self.case.to_string(),
            _ => self.submission.to_string(),
        };
        route
            .pattern
            .replace("{id}", &id)
            .replace("{slug}", "mirror")
            .replace("{name}", "alice")
            .replace("{job}", "1")
            .replace("{first}", &self.trial.to_string())
            .replace("{version}", "any")
            .replace("{lang}", "en")
            .replace("{path:.*}", "css/site.css")
    }

    /// A visitor, with the token of a visitor's pages.
    pub fn visitor(&self) -> (Client, String) {
        let nobody = self.house.nobody();
        let page = nobody.get("/login").send();
        let pair = page.header("set-cookie").split(';').next().expect("a cookie").to_owned();
        (nobody.with("cookie", &pair), csrf_of(&page))
    }
}

fn person(house: &House, name: &'static str, role: Role) -> Person {
    house.app().add_user(&Viewer::console(), name, PASSWORD, role).expect("an account");
    let token = house.app().create_token_for(&Viewer::console(), name, "test").expect("a token");
    let grant = house.app().log_in(name, PASSWORD, &Origin::default()).expect("a session");
    let session = house.nobody().with("cookie", &format!("minos_session={}", grant.token));
    let csrf = csrf_of(&session.get("/problems").send());
    Person { name, token: house.nobody().with_token(&token.token), session, csrf }
}

/// The request of a route; `csrf` is the token that forms carry and scripts repeat.
pub fn request(client: &Client, route: &Route, address: &str, csrf: &str) -> Call {
    let call = client.request(route.method, address);
    match route.body {
        Body::Nothing | Body::Stream => call,
        Body::Form(fields) => call
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("csrf={csrf}&{fields}")),
        Body::File => {
            let part = |name: &str, text: &str| {
                format!("--x\r\nContent-Disposition: form-data; name={name}\r\n\r\n{text}\r\n")
            };
            let package = part("\"package\"; filename=\"a.zip\"", "no archive");
            let body = format!("{}{package}--x--\r\n", part("\"csrf\"", csrf));
            let call = call.header("content-type", "multipart/form-data; boundary=x");
            (if csrf.is_empty() { call } else { call.header("x-csrf-token", csrf) }).body(body)
        }
        Body::Json(text) => {
            let call = call.header("content-type", "application/json");
            (if csrf.is_empty() { call } else { call.header("x-csrf-token", csrf) }).body(text)
        }
    }
}
