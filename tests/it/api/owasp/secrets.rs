//! Hidden tests, and the programs of others: every route is asked by everybody who has no right
//! to them.

use std::fs;

use minos::app::Viewer;
use serde_json::json;

use super::{
    super::house::{judged, write_problem},
    people::{Estate, Person, request},
    routes::{Body, ROUTES, Route},
};
use crate::client::{Client, Reply};

/// What nobody but judges may read.
const OF_JUDGES: &[&str] =
    &["SECRETINPUT", "SECRETANSWER", "SECRETPROGRAM", "SECRETCHECKER", "HIDDENPROBLEM"];
/// What nobody but Alice and judges may read.
const OF_ALICE: &[&str] =
    &["ALICESOURCE", "ALICESTDIN", "ALICESTDOUT", "ALICEDRAFT", "ALICELABEL", "ALICECLASS"];
/// What nobody but Alice may read, not even judges and admins.
const OF_ALICE_ALONE: &[&str] = &["ALICENOTE", "ALICEGROWTH"];
/// What those alone may read who have solved the problem, as Alice has, and judges.
const OF_SOLVERS: &[&str] = &["SECRETEDITORIAL"];

fn estate() -> Estate {
    let estate = Estate::with(|config| {
        let secret = [("1", "SECRETINPUT\n")];
        write_problem(&config.problems, "vault", &[("1", "seen\n")], &secret);
        let dir = config.problems.join("vault");
        fs::write(dir.join("data/secret/1.ans"), "SECRETANSWER\n").expect("written");
        fs::write(dir.join("submissions/accepted/copy.py"), "SECRETPROGRAM\n").expect("written");
        fs::write(dir.join("input_validators/any.py"), "# SECRETCHECKER\n").expect("written");
        fs::create_dir(dir.join("solution")).expect("made");
        fs::write(dir.join("solution/solution.en.md"), "SECRETEDITORIAL\n").expect("written");
        write_problem(&config.problems, "hidden", &[("1", "HIDDENPROBLEM\n")], &[("1", "a\n")]);
        fs::write(dir.join("../hidden/statement/problem.en.md"), "HIDDENPROBLEM\n")
            .expect("written");
    });
    let console = Viewer::console();
    estate.house.app().set_problem_hidden(&console, "hidden", true).expect("hidden");
    let alice = &estate.alice;
    // Right on the sample, wrong on the secret test: its view has both.
    let source = "say ALICESOURCE";
    judged(&alice.token, "vault", "echo");
    let id = judged(&alice.token, "vault", source)["id"].to_string();
    estate.house.app().make_classroom(&console, "ALICECLASS", "alice").expect("a class");
    let run = json!({ "language": "script", "source": "say ALICESTDOUT", "stdin": "ALICESTDIN" });
    assert_eq!(alice.token.post("/api/v1/runs?wait=true", &run).send().status, 200);
    for (path, fields) in [
        ("/settings/recording", "record=true"),
        ("/problems/vault/draft", "language=script&source=ALICEGROWTH"),
        ("/problems/vault/draft", "language=script&source=ALICEDRAFT"),
        (&format!("/submissions/{id}/note"), "note=ALICENOTE"),
        ("/settings/tokens", "label=ALICELABEL"),
    ] {
        let reply = alice.session.form(path, &format!("csrf={}&{fields}", alice.csrf)).send();
        assert!(reply.status < 400, "{path}: {}", reply.body);
    }
    estate
}

/// Every address that a route may have here.
fn addresses(route: &Route) -> Vec<String> {
    let mut all = vec![route.pattern.to_owned()];
    let fill = |all: Vec<String>, place: &str, values: &[&str]| -> Vec<String> {
        all.iter().flat_map(|path| values.iter().map(|value| path.replace(place, value))).collect()
    };
    all = fill(all, "{id}", &["1", "2", "3", "4", "5", "6", "7", "8"]);
    all = fill(all, "{slug}", &["vault", "hidden", "mirror"]);
    all = fill(all, "{name}", &["alice"]);
    all = fill(all, "{job}", &["1", "2"]);
    all = fill(all, "{version}", &["any"]);
    let files =
        ["data/secret/1.in", "data/secret/1.ans", "problem.yaml", "submissions/accepted/copy.py"];
    all = fill(all, "{path:.*}", &files);
    if matches!(route.body, Body::Nothing) {
        let queries =
            ["", "?user=alice", "?search=hidden", "?problem=hidden", "?all=true", "?wait=true"];
        all = all.iter().flat_map(|path| queries.map(|query| format!("{path}{query}"))).collect();
    }
    all.sort();
    all.dedup();
    all
}

fn look(reply: &Reply, secrets: &[&[&str]], at: &str) {
    let text = format!("{:?}{}", reply.headers, reply.body);
    for secret in secrets.iter().copied().flatten() {
        assert!(!text.contains(secret), "{at} shows {secret}: {}", reply.body);
    }
}

/// Asks every route at every address, by session and by token, and looks for what must not be seen.
fn crawl(estate: &Estate, who: &str, clients: &[(&Client, &str)], secrets: &[&[&str]]) {
    for route in ROUTES.iter().filter(|route| route.pattern != "/logout") {
        for address in addresses(route) {
            for (client, csrf) in clients {
                let at = format!("{} {address} as {who}", route.method);
                if matches!(route.body, Body::Stream) {
                    // The streams of submissions and runs end; those of boards begin with nothing.
                    if address.contains("/submissions/") || address.contains("/runs/") {
                        look(&request(client, route, &address, csrf).send(), secrets, &at);
                    }
                    continue;
                }
                look(&request(client, route, &address, csrf).send(), secrets, &at);
            }
        }
    }
    assert_eq!(estate.house.nobody().get("/healthz").send().status, 200);
}

fn both(person: &Person) -> [(&Client, &str); 2] {
    [(&person.token, ""), (&person.session, &person.csrf)]
}

#[test]
fn visitors_see_no_secret() {
    let estate = estate();
    let (visitor, csrf) = estate.visitor();
    let clients = [(&estate.house.nobody(), ""), (&visitor, csrf.as_str())];
    crawl(&estate, "nobody", &clients, &[OF_JUDGES, OF_ALICE, OF_ALICE_ALONE, OF_SOLVERS]);
}

#[test]
fn other_users_see_no_secret() {
    let estate = estate();
    let secrets = [OF_JUDGES, OF_ALICE, OF_ALICE_ALONE, OF_SOLVERS];
    crawl(&estate, "bob", &both(&estate.bob), &secrets);
}

#[test]
fn an_author_sees_no_secret_of_judges() {
    let estate = estate();
    crawl(&estate, "alice", &both(&estate.alice), &[OF_JUDGES]);
}

#[test]
fn judges_see_what_they_need() {
    let estate = estate();
    let mut seen = String::new();
    for route in ROUTES.iter().filter(|r| !r.changes() && matches!(r.body, Body::Nothing)) {
        for address in addresses(route) {
            for other in [&estate.judy, &estate.root] {
                let reply = other.session.get(&address).send();
                look(&reply, &[OF_ALICE_ALONE], &format!("{address} as {}", other.name));
                seen.push_str(&reply.body);
            }
            seen.push_str(&estate.alice.session.get(&address).send().body);
        }
    }
    // Otherwise the other tests look for what is nowhere.
    for secret in [
        "ALICESOURCE",
        "ALICESTDOUT",
        "ALICEDRAFT",
        "ALICELABEL",
        "HIDDENPROBLEM",
        "SECRETANSWER",
        "ALICECLASS",
        "ALICENOTE",
        "ALICEGROWTH",
        "SECRETEDITORIAL",
    ] {
        assert!(seen.contains(secret), "nobody sees {secret}");
    }
}
