//! What is refused, and how it is said: problem details for everything below `/api`.

use minos::domain::Role;
use serde_json::{Value, json};

use super::house::{House, submission};
use crate::client::Reply;

/// Checks the form of a refusal and returns it.
fn problem(reply: &Reply, status: u16, kind: &str) -> Value {
    assert_eq!(reply.status, status, "{}", reply.body);
    assert_eq!(reply.header("content-type"), "application/problem+json");
    let problem = reply.json();
    assert_eq!(problem["type"], format!("/api/v1/docs#{kind}"), "{problem}");
    assert_eq!(problem["status"], status);
    assert!(!problem["title"].as_str().unwrap().is_empty());
    assert_eq!(problem["request_id"], reply.header("x-request-id"));
    problem
}

#[test]
fn unknown_languages_and_versions_list_what_there_is() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let mut body = submission("mirror", "echo");
    for (language, version) in [("cobol", None), ("script", Some("9")), ("script@9", None)] {
        body["language"] = json!(language);
        body["version"] = json!(version);
        let reply = alice.post("/api/v1/submissions", &body).send();
        let problem = problem(&reply, 422, "unknown-language");
        assert_eq!(problem["available"], json!(["script@2", "script@1"]));
    }
    body["language"] = json!("cobol");
    problem(&alice.post("/api/v1/runs", &body).send(), 422, "unknown-language");
}

#[test]
fn bodies_that_can_not_be_read_are_refused() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let path = "/api/v1/submissions";
    let json_body = |text: &str| {
        alice.request("POST", path).header("content-type", "application/json").body(text).send()
    };
    problem(&json_body("{\"problem\": "), 400, "bad-request");
    let missing = problem(&json_body("{\"problem\": \"mirror\"}"), 422, "invalid");
    assert!(missing["detail"].as_str().unwrap().contains("language"), "{missing}");
    problem(&json_body("[]"), 422, "invalid");
    let text = alice.request("POST", path).header("content-type", "text/plain").body("{}");
    problem(&text.send(), 415, "unsupported-media-type");
    problem(&alice.request("POST", path).body("{}").send(), 415, "unsupported-media-type");
    problem(&alice.form(path, "problem=mirror").send(), 415, "unsupported-media-type");
    let empty = alice.post(path, &submission("mirror", "")).send();
    assert_eq!(problem(&empty, 422, "invalid")["field"], "source");
}

#[test]
fn what_is_too_large_is_refused() {
    let house = House::with(|config| config.http.body_kib = 512);
    let alice = house.user("alice", Role::User);
    let source = "x".repeat(129 * 1024);
    let reply = alice.post("/api/v1/submissions", &submission("mirror", &source)).send();
    problem(&reply, 413, "too-large");
    let run = json!({ "language": "script", "source": source });
    problem(&alice.post("/api/v1/runs", &run).send(), 413, "too-large");
    let body = submission("mirror", &"x".repeat(600 * 1024));
    problem(&alice.post("/api/v1/submissions", &body).send(), 413, "too-large");
}

#[test]
fn wrong_addresses_methods_and_queries_are_refused() {
    let house = House::new();
    let nobody = house.nobody();
    for path in
        ["/api", "/api/", "/api/v1", "/api/v1/nothing", "/api/v2/submissions", "/api/v1/runs/x/y"]
    {
        problem(&nobody.get(path).send(), 404, "not-found");
    }
    problem(&nobody.get("/api/v1/submissions/seven").send(), 404, "not-found");
    problem(&nobody.get("/api/v1/submissions/7").send(), 404, "not-found");

    let reply = nobody.request("DELETE", "/api/v1/submissions").send();
    problem(&reply, 405, "method-not-allowed");
    let mut allowed: Vec<_> = reply.header("allow").split(", ").collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
    let reply = nobody.get("/api/v1/runs").send();
    problem(&reply, 405, "method-not-allowed");
    assert_eq!(reply.header("allow"), "POST");

    for path in ["submissions/1", "runs/1", "leaderboard", "queue", "rejudges"] {
        let reply = nobody.post(&format!("/api/v1/{path}/events"), &json!({})).send();
        problem(&reply, 405, "method-not-allowed");
        assert_eq!(reply.header("allow"), "GET", "{path}");
    }

    problem(&nobody.get("/api/v1/submissions?verdict=XX").send(), 400, "bad-request");
    problem(&nobody.get("/api/v1/problems?page=-1").send(), 400, "bad-request");
}

#[test]
fn a_problem_that_is_not_there_is_named() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let reply = alice.post("/api/v1/submissions", &submission("nothing", "echo")).send();
    let problem = problem(&reply, 404, "not-found");
    assert!(problem["detail"].as_str().unwrap().contains("nothing"), "{problem}");
}

#[test]
fn pages_refuse_as_pages() {
    let house = House::new();
    let reply = house.nobody().get("/nothing").send();
    assert_eq!(reply.status, 404);
    assert!(reply.header("content-type").starts_with("text/html"), "{reply:?}");
}

#[test]
fn an_empty_version_is_none_that_there_is() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let mut new = submission("mirror", "echo");
    new["version"] = json!("");
    problem(&alice.post("/api/v1/submissions", &new).send(), 422, "unknown-language");
    problem(&alice.post("/api/v1/runs", &new).send(), 422, "unknown-language");
    new["version"] = Value::Null;
    assert_eq!(alice.post("/api/v1/submissions", &new).send().status, 202);
}

#[test]
fn a_value_of_the_wrong_type_names_its_field() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let field = |body: &str| {
        let call = alice.request("POST", "/api/v1/submissions");
        let reply = call.header("content-type", "application/json").body(body).send();
        problem(&reply, 422, "invalid")["field"].clone()
    };
    let rest = r#""language": "script", "problem": "mirror""#;
    assert_eq!(field(&format!("{{{rest}, \"source\": 5}}")), "source");
    assert_eq!(field(&format!("{{\"source\": [\"language\"], {rest}}}")), "source");
    assert_eq!(
        field(&format!("{{{rest}, \"source\": \"a\\\": \", \"version\": {{}}}}")),
        "version"
    );
    assert_eq!(field(&format!("{{{rest}}}")), "source", "it is missing");
    assert_eq!(field("[]"), Value::Null);
    assert_eq!(field("7"), Value::Null);
}
