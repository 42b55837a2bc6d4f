//! Runs on own input or a sample.

use minos::domain::Role;
use serde_json::json;

use super::{
    house::{House, events, write_problem},
    script,
};

#[test]
fn a_run_can_be_waited_for() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let run = json!({ "language": "script", "source": "echo", "stdin": "some words" });
    let reply = alice.post("/api/v1/runs?wait=true", &run).send();
    assert_eq!(reply.status, 200, "{}", reply.body);
    let run = reply.json();
    assert_eq!(run["status"], "done");
    assert_eq!(run["result"]["end"], "ok");
    assert_eq!(run["result"]["stdout"], "some words");

    let run = json!({ "language": "script", "source": "crash" });
    let run = alice.post("/api/v1/runs?wait=true", &run).send().json();
    assert_eq!(run["result"]["end"], "non-zero-exit");
    assert_eq!(run["result"]["code"], 3);
}

#[test]
fn a_run_can_be_looked_at_later_by_its_owner_alone() {
    let house = House::new();
    let (alice, bob) = (house.user("alice", Role::User), house.user("bob", Role::User));
    let run = json!({ "language": "script@1", "source": "wait later", "stdin": "x" });
    let reply = alice.post("/api/v1/runs", &run).send();
    assert_eq!(reply.status, 202, "{}", reply.body);
    let url = reply.header("location").to_owned();
    assert_eq!(reply.json()["url"], url);
    assert_eq!(alice.get(&url).send().json()["version"], "1");
    assert_eq!(bob.get(&url).send().status, 404);
    assert_eq!(house.nobody().get(&url).send().status, 401);

    let stream = events(&alice, &url);
    script::open("later");
    assert_eq!(stream.last().unwrap().name, "done");
    assert_eq!(alice.get(&url).send().json()["result"]["stdout"], "x");
}

#[test]
fn a_sample_runs_whole_whatever_its_size() {
    let mut house = House::with(|config| config.limits.stdin_kib = 1);
    let long = "many words\n".repeat(20_000);
    write_problem(&house.problems(), "long", &[("1", &long)], &[("1", "x\n")]);
    house.restart();
    let alice = house.user("alice", Role::User);
    let run = |new: &serde_json::Value| alice.post("/api/v1/runs?wait=true", new).send();

    let sample = json!({
        "language": "script", "source": "echo", "problem": "long", "sample": "sample/1",
    });
    let reply = run(&sample);
    assert_eq!(reply.status, 200, "{}", reply.body);
    assert_eq!(reply.json()["result"]["stdout"], long);
    let own = json!({ "language": "script", "source": "echo", "stdin": long });
    assert_eq!(run(&own).status, 413);

    let unknown = json!({
        "language": "script", "source": "echo", "problem": "long", "sample": "secret/1",
    });
    assert_eq!(run(&unknown).status, 404, "no sample");
    let of_nothing = json!({ "language": "script", "source": "echo", "sample": "sample/1" });
    assert_eq!(run(&of_nothing).status, 422);
}
