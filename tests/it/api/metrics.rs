//! Health, readiness and metrics.

use minos::domain::Role;

use super::house::{House, judged};

#[test]
fn health_and_readiness() {
    let house = House::new();
    let reply = house.nobody().get("/healthz").send();
    assert_eq!((reply.status, reply.json()["status"].as_str()), (200, Some("ok")));
    let reply = house.nobody().get("/readyz").send();
    assert_eq!(reply.status, 200, "{}", reply.body);
    let names: Vec<_> =
        reply.json()["parts"].as_array().unwrap().iter().map(|p| p["name"].clone()).collect();
    assert_eq!(names, ["database", "queue", "workers", "languages", "disk"]);
}

#[test]
fn what_is_not_ready_is_named() {
    let mut house = House::new();
    house.restart_without_languages();
    let reply = house.nobody().get("/readyz").send();
    assert_eq!((reply.status, &reply.json()["ready"]), (503, &false.into()), "{}", reply.body);
    let parts = reply.json()["parts"].as_array().unwrap().clone();
    let failing: Vec<_> = parts.iter().filter(|p| p["ok"] == false).map(|p| &p["name"]).collect();
    assert_eq!(failing, ["languages"]);
    assert_eq!(house.nobody().get("/healthz").send().status, 200);
}

#[test]
fn metrics_count_what_happened() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    judged(&alice, "mirror", "echo");
    judged(&alice, "mirror", "say no");
    alice.get("/api/v1/problems/mirror").send();
    house.nobody().request("BREW", "/api/v1/problems/mirror").send();
    let reply = house.nobody().get("/metrics").send();
    assert!(reply.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        "minos_verdicts_total{verdict=\"AC\"} 1",
        "minos_verdicts_total{verdict=\"WA\"} 1",
        "minos_queue_depth{priority=\"practice\"} 0",
        "minos_queue_wait_seconds_count{priority=\"practice\"} 2",
        // Three tests of the right one, the first of the wrong one.
        "minos_run_seconds_count{language=\"script\"} 4",
        "minos_http_requests_total{method=\"GET\",route=\"/api/v1/problems/{slug}\",status=\"200\"} 1",
        "minos_http_requests_total{method=\"other\",route=\"/api/v1/problems/{slug}\",status=\"405\"} 1",
        "minos_http_requests_total{method=\"POST\",route=\"/api/v1/submissions\",status=\"202\"} 2",
    ] {
        assert!(reply.body.lines().any(|l| l == line), "no {line:?} in\n{}", reply.body);
    }
}

#[test]
fn unknown_addresses_do_not_multiply_metrics() {
    let house = House::new();
    for path in ["/api/v1/a", "/api/v1/b", "/c", "/d", "/static/nothing"] {
        house.nobody().get(path).send();
    }
    let text = house.nobody().get("/metrics").send().body;
    for path in ["/api/v1/a", "/api/v1/b", "/c\"", "/d\"", "nothing"] {
        assert!(!text.contains(path), "{path} in\n{text}");
    }
}
