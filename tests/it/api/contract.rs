//! What goes in and what comes out, in order.

use minos::domain::Role;
use serde_json::{Value, json};

use super::house::{House, judged, submission, submit};

#[test]
fn a_submission_is_taken_and_judged() {
    let house = House::new();
    let alice = house.user("alice", Role::User);

    let reply = alice.post("/api/v1/submissions", &submission("mirror", "echo")).send();
    assert_eq!(reply.status, 202, "{}", reply.body);
    let taken = reply.json();
    let url = taken["url"].as_str().unwrap();
    assert_eq!(url, format!("/api/v1/submissions/{}", taken["id"]));
    assert_eq!(reply.header("location"), url);
    assert_eq!(taken["status"], "queued");

    let done = judged(&alice, "mirror", "echo");
    assert_eq!(done["status"], "done", "{done}");
    assert_eq!(done["verdict"], "AC");
    assert_eq!((&done["language"], &done["language_name"]), (&json!("script"), &json!("Script")));
    assert_eq!((&done["score"], &done["max_score"]), (&json!(1.0), &json!(1.0)));
    let names: Vec<_> = done["tests"].as_array().unwrap().iter().map(|t| &t["name"]).collect();
    assert_eq!(names, ["sample/1", "secret/1", "secret/2"]);

    let wrong = judged(&alice, "mirror", "say one");
    assert_eq!(wrong["verdict"], "WA");
    let verdicts: Vec<_> =
        wrong["tests"].as_array().unwrap().iter().map(|t| &t["verdict"]).collect();
    assert_eq!(verdicts, [&json!("AC"), &json!("WA"), &Value::Null]);
    assert_eq!(judged(&alice, "mirror", "crash")["verdict"], "RTE");
    assert_eq!(judged(&alice, "mirror", "loop")["verdict"], "TLE");
}

#[test]
fn the_program_is_for_its_owner_and_for_judges() {
    let house = House::new();
    let (alice, bob) = (house.user("alice", Role::User), house.user("bob", Role::User));
    let judge = house.user("judy", Role::Judge);
    let url = submit(&alice, "mirror", "say secret words");
    let source = format!("{url}/source");

    assert_eq!(alice.get(&source).send().json()["source"], "say secret words");
    assert_eq!(judge.get(&source).send().status, 200);
    assert_eq!(bob.get(&source).send().status, 403);
    assert_eq!(house.nobody().get(&source).send().status, 401);
    assert_eq!(bob.get(&format!("{url}/events")).send().status, 403);
    assert_eq!(house.nobody().get(&format!("{url}/events")).send().status, 401);

    for other in [&bob, &house.nobody()] {
        let seen = other.get(&url).send();
        assert_eq!(seen.status, 200);
        assert!(!seen.body.contains("secret words"), "{}", seen.body);
        let seen = seen.json();
        assert_eq!((&seen["whole"], &seen["tests"]), (&json!(false), &json!([])));
    }
}

#[test]
fn hidden_data_is_for_judges() {
    let house = House::new();
    let (alice, judge) = (house.user("alice", Role::User), house.user("judy", Role::Judge));
    let wrong = judged(&alice, "mirror", "say one");
    assert_eq!(wrong["tests"][1]["detail"], "", "{wrong}");
    let url = format!("/api/v1/submissions/{}", wrong["id"]);
    assert_ne!(judge.get(&url).send().json()["tests"][1]["detail"], "");
    assert_eq!(alice.get(&url).send().body.matches("three").count(), 0);
}

#[test]
fn submissions_are_listed_newest_first_in_pages() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let bob = house.user("bob", Role::User);
    for _ in 0..3 {
        submit(&alice, "mirror", "echo");
    }
    let last = judged(&bob, "other", "echo");

    let page = alice.get("/api/v1/submissions?limit=2").send().json();
    let ids = |page: &Value| -> Vec<i64> {
        page["submissions"].as_array().unwrap().iter().map(|s| s["id"].as_i64().unwrap()).collect()
    };
    let id = last["id"].as_i64().unwrap();
    assert_eq!(ids(&page), [id, id - 1]);
    let next = format!("/api/v1/submissions?limit=2&before={}", page["next"]);
    let second = alice.get(&next).send().json();
    assert_eq!(ids(&second), [id - 2, id - 3]);
    assert_eq!(second["next"], Value::Null);

    let of = |query: &str| {
        alice.get(&format!("/api/v1/submissions?{query}")).send().json()["submissions"]
            .as_array()
            .unwrap()
            .len()
    };
    assert_eq!(of("user=alice"), 3);
    assert_eq!(of("problem=other"), 1);
    assert_eq!(of("user=bob&verdict=AC"), 1);
    assert_eq!(of("user=nobody"), 0);
}

#[test]
fn what_there_is() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let languages = house.nobody().get("/api/v1/languages").send().json();
    assert_eq!(languages["languages"][0]["id"], "script");
    assert_eq!(languages["languages"][0]["versions"][0]["id"], "2");

    let list = alice.get("/api/v1/problems").send().json();
    assert_eq!(list["total"], 2);
    assert_eq!(list["problems"][0]["slug"], "mirror");
    assert_eq!(list["problems"][0]["mark"], Value::Null);
    judged(&alice, "mirror", "echo");
    assert_eq!(alice.get("/api/v1/problems").send().json()["problems"][0]["mark"], "solved");
    assert_eq!(alice.get("/api/v1/problems?search=other").send().json()["total"], 1);

    let problem = house.nobody().get("/api/v1/problems/mirror").send();
    assert_eq!(problem.json()["samples"][0]["input"], "one\n");
    assert!(!problem.body.contains("three"), "hidden data: {}", problem.body);
    assert_eq!(house.nobody().get("/api/v1/problems/none").send().status, 404);

    let board = house.nobody().get("/api/v1/leaderboard").send().json();
    assert_eq!(board["rows"][0]["name"], "alice");
    assert_eq!(board["rows"][0]["solved"], 1);

    assert_eq!(alice.get("/api/v1/me").send().json()["name"], "alice");
    assert_eq!(house.nobody().get("/api/v1/me").send().status, 401);
}

#[test]
fn head_answers_without_a_body() {
    let house = House::new();
    let reply = house.nobody().request("HEAD", "/api/v1/problems").send();
    assert_eq!((reply.status, reply.body.as_str()), (200, ""));
}
