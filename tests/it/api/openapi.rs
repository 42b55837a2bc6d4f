//! The OpenAPI document says what the server does.

use std::collections::BTreeSet;

use minos::{
    app::{Mode, Viewer},
    domain::Role,
};
use serde_json::{Value, json};

use super::{
    house::{House, judged},
    packages,
    rejudges::rejudged,
};
use crate::client::Client;

fn document(house: &House) -> Value {
    let reply = house.nobody().get("/api/v1/openapi.json").send();
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "application/json");
    reply.json()
}

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let mut all = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            all.push((method.to_uppercase(), path.clone(), operation.clone()));
        }
    }
    all
}

#[test]
fn it_names_each_route() {
    let house = House::new();
    let document = document(&house);
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"), "{document}");
    assert_eq!(document["info"]["license"]["name"], env!("CARGO_PKG_LICENSE"));
    let all = operations(&document);
    let found: BTreeSet<String> = all.iter().map(|(m, p, _)| format!("{m} {p}")).collect();
    let wanted = [
        "POST /api/v1/submissions",
        "GET /api/v1/submissions",
        "GET /api/v1/submissions/{id}",
        "GET /api/v1/submissions/{id}/source",
        "GET /api/v1/submissions/{id}/events",
        "POST /api/v1/submissions/{id}/cancel",
        "POST /api/v1/runs",
        "GET /api/v1/runs/{id}",
        "GET /api/v1/trials/events",
        "GET /api/v1/runs/{id}/events",
        "POST /api/v1/runs/{id}/cancel",
        "GET /api/v1/languages",
        "GET /api/v1/problems",
        "POST /api/v1/problems",
        "GET /api/v1/problems/{slug}",
        "GET /api/v1/problems/{slug}/package",
        "GET /api/v1/leaderboard",
        "GET /api/v1/leaderboard/events",
        "GET /api/v1/queue/events",
        "GET /api/v1/queue",
        "PUT /api/v1/queue/mode",
        "GET /api/v1/dead-letters",
        "POST /api/v1/dead-letters/retry",
        "POST /api/v1/dead-letters/discard",
        "GET /api/v1/me",
        "GET /api/v1/abuse",
        "GET /api/v1/audit",
        "POST /api/v1/users/{name}/suspend",
        "POST /api/v1/users/{name}/restore",
        "POST /api/v1/rejudges",
        "GET /api/v1/rejudges",
        "GET /api/v1/rejudges/{id}",
        "POST /api/v1/rejudges/{id}/apply",
        "POST /api/v1/rejudges/{id}/discard",
        "GET /api/v1/rejudges/events",
        "GET /api/v1/openapi.json",
        "GET /api/v1/docs",
    ];
    assert_eq!(found, wanted.map(String::from).into());
    let ids: BTreeSet<_> = all.iter().map(|(_, _, o)| o["operationId"].to_string()).collect();
    assert_eq!(ids.len(), all.len(), "operation ids are unique: {ids:?}");
}

#[test]
fn its_references_lead_somewhere_and_its_failures_are_problems() {
    let house = House::new();
    let document = document(&house);
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 20, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').expect("a local reference");
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
    for (method, path, operation) in operations(&document) {
        let responses = operation["responses"].as_object().unwrap();
        assert!(responses.keys().any(|status| status.starts_with('2')), "{method} {path}");
        for (status, response) in responses {
            assert!(response["description"].as_str().is_some_and(|d| !d.is_empty()));
            if status.starts_with(['4', '5']) {
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{method} {path} {status}");
            }
        }
        for name in path.split(['{', '}']).skip(1).step_by(2) {
            let declared = operation["parameters"].as_array().unwrap().iter();
            let found = declared.filter(|p| p["in"] == "path" && p["name"] == name).count();
            assert_eq!(found, 1, "{method} {path}: parameter {name}");
        }
        for requirement in operation["security"].as_array().into_iter().flatten() {
            for scheme in requirement.as_object().unwrap().keys() {
                let known = &document["components"]["securitySchemes"][scheme];
                assert!(known.is_object(), "{method} {path}: {scheme}");
            }
        }
    }
}

fn collect(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            for (key, inner) in map {
                match inner.as_str() {
                    Some(text) if key == "$ref" => into.push(text.into()),
                    _ => collect(inner, into),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, into)),
        _ => {}
    }
}

#[test]
fn each_route_answers_as_documented() {
    let house = House::new();
    let admin = house.user("root", Role::Admin);
    let _alice = house.user("alice", Role::User);
    let id = judged(&admin, "mirror", "echo")["id"].clone();
    let run = json!({ "language": "script", "source": "echo" });
    let run = admin.post("/api/v1/runs?wait=true", &run).send().json()["id"].clone();
    let document = document(&house);
    for (method, path, operation) in operations(&document) {
        let tell = |mode| {
            house.app().set_queue_mode(&Viewer::console(), mode).expect("it writes");
        };
        tell(if path.ends_with("/cancel") { Mode::Paused } else { Mode::Running });
        let fresh = match path.as_str() {
            "/api/v1/submissions/{id}/cancel" => Some(waiting(&admin, "/api/v1/submissions")),
            "/api/v1/runs/{id}/cancel" => Some(waiting(&admin, "/api/v1/runs")),
            path if path.contains("/rejudges/{id}") => Some(rejudged(&house, &admin)),
            _ => None,
        };
        let id = fresh.as_ref().unwrap_or(if path.contains("/runs/") { &run } else { &id });
        let real = path.replace("{id}", &id.to_string()).replace("{slug}", "mirror");
        let real = real.replace("{name}", "alice");
        if path.ends_with("/restore") {
            house.app().suspend(&Viewer::console(), "alice", "for the test").expect("suspended");
        }
        let body = json!({
            "problem": "mirror", "language": "script", "source": "echo", "reason": "for the test",
            "mode": "running", "all": true,
        });
        let call = match method.as_str() {
            "POST" if path == "/api/v1/problems" => {
                packages::sent(&admin, "new.zip", &packages::new())
            }
            "POST" => admin.post(&real, &body),
            "PUT" => {
                let call = admin.request("PUT", &real).header("content-type", "application/json");
                call.body(body.to_string())
            }
            _ => admin.get(&real),
        };
        let reply = if path.ends_with("/events") && !path.contains("{id}") {
            drop(call.stream());
            continue;
        } else {
            call.send()
        };
        let documented = &operation["responses"][reply.status.to_string()];
        assert!(
            documented.is_object(),
            "{method} {path} answered {}: {}",
            reply.status,
            reply.body
        );
        assert!(reply.status < 300, "{method} {path}: {}", reply.body);
        if reply.status == 204 {
            continue;
        }
        let kind = reply.header("content-type").split(';').next().unwrap();
        assert!(documented["content"][kind].is_object(), "{method} {path}: {kind}");
        if kind == "application/json" {
            let schema = &documented["content"][kind]["schema"];
            check(&document, schema, &reply.json(), &format!("{method} {path}"));
        }
    }
}

/// Something that waits: its id.
fn waiting(client: &Client, path: &str) -> Value {
    let body = json!({ "problem": "mirror", "language": "script", "source": "echo" });
    client.post(path, &body).send().json()["id"].clone()
}

/// Checks a value against the part of JSON Schema that the document uses.
fn check(document: &Value, schema: &Value, value: &Value, at: &str) {
    if let Some(reference) = schema["$ref"].as_str() {
        return check(document, document.pointer(&reference[1..]).unwrap(), value, at);
    }
    for part in schema["allOf"].as_array().into_iter().flatten() {
        check(document, part, value, at);
    }
    let choices: Vec<_> = schema["oneOf"].as_array().into_iter().flatten().collect();
    if !choices.is_empty() {
        if !value.is_null() {
            let choice = choices.iter().find(|choice| choice["type"] != "null").unwrap();
            check(document, choice, value, at);
        }
        return;
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        Value::Null => return,
        kind => vec![kind.clone()],
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(n) if n.is_i64() && kinds.contains(&json!("integer")) => "integer",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    assert!(kinds.contains(&json!(kind)), "{at}: {value} is {kind}, not {kinds:?}");
    if let Some(allowed) = schema["enum"].as_array() {
        assert!(allowed.contains(value), "{at}: {value} is none of {allowed:?}");
    }
    for (index, item) in value.as_array().into_iter().flatten().enumerate() {
        check(document, &schema["items"], item, &format!("{at}[{index}]"));
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        assert!(value.get(required.as_str().unwrap()).is_some(), "{at}: no {required} in {value}");
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        if let Some(value) = value.get(name) {
            check(document, inner, value, &format!("{at}.{name}"));
        }
    }
}

#[test]
fn the_page_says_the_same_and_loads_nothing_from_elsewhere() {
    let house = House::new();
    let reply = house.nobody().get("/api/v1/docs").send();
    assert_eq!(reply.status, 200);
    assert!(reply.header("content-type").starts_with("text/html"));
    let page = reply.body.replace("&#39;", "'");
    for (method, path, operation) in operations(&document(&house)) {
        assert!(page.contains(&format!("<code>{method} {path}</code>")), "{method} {path}");
        assert!(page.contains(operation["summary"].as_str().unwrap()), "{method} {path}");
    }
    for kind in ["unknown-language", "rate-limited", "too-large", "csrf"] {
        assert!(page.contains(&format!("id=\"{kind}\"")), "{kind}");
    }
    for link in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(page.contains(&format!("id=\"{link}\"")), "#{link} leads nowhere");
    }
    for attribute in ["src=\"", "href=\""] {
        for address in page.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let own = address.starts_with('#')
                || (address.starts_with('/') && !address.starts_with("//"));
            assert!(own, "{attribute}{address}");
        }
    }
    let policy = reply.headers["content-security-policy"].to_str().unwrap();
    let nonce = policy.split("nonce-").nth(1).unwrap().split('\'').next().unwrap();
    let nonce = nonce.replace('+', "&#43;").replace('=', "&#61;").replace('/', "&#47;");
    let plain = policy.split("nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(page.contains(&nonce) || page.contains(plain), "the style has the nonce");
}
