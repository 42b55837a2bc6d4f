//! Abuse as admins see it, and what its authors are told.

use minos::{
    app::{Origin, Viewer},
    config::AbuseCounts,
    domain::Role,
};
use serde_json::json;

use super::house::{House, csrf_of, judged, submission};

/// A house where the second forbidden call throttles, and the third suspends.
fn strict() -> House {
    House::with(|config| {
        config.abuse.throttle_after = AbuseCounts { syscall: 2, ..config.abuse.throttle_after };
        config.abuse.suspend_after = AbuseCounts { syscall: 3, ..config.abuse.suspend_after };
        config.abuse.pace_seconds = 3600;
    })
}

#[test]
fn who_goes_on_is_throttled_then_suspended_and_restored() {
    let house = strict();
    let (alice, root) = (house.user("alice", Role::User), house.user("root", Role::Admin));
    let me = || alice.get("/api/v1/me").send().json();
    let send = || alice.post("/api/v1/submissions", &submission("mirror", "echo")).send();
    judged(&alice, "mirror", "forbidden");
    assert!(me()["restriction"].is_null());
    judged(&alice, "mirror", "forbidden");
    assert_eq!(me()["restriction"]["sanction"], "throttled");
    assert_eq!(send().status, 202, "a throttled account sends one now");
    let reply = send();
    assert_eq!((reply.status, &reply.json()["type"]), (429, &json!("/api/v1/docs#rate-limited")));
    let wait: u64 = reply.header("retry-after").parse().expect("seconds");
    assert!((3000..=3601).contains(&wait), "{wait}");
    let detail = reply.json()["detail"].as_str().expect("a detail").to_owned();
    assert!(detail.contains("2 programs within 60 minutes: forbidden system call"), "{detail}");
    let run = json!({ "language": "script", "source": "echo" });
    assert_eq!(alice.post("/api/v1/runs", &run).send().status, 429, "runs count too");

    root.post("/api/v1/users/alice/restore", &json!({})).send();
    judged(&alice, "mirror", "forbidden");
    judged(&alice, "mirror", "forbidden");
    root.post("/api/v1/users/alice/suspend", &json!({ "reason": "enough" })).send();
    let reply = send();
    assert_eq!(reply.status, 403);
    let detail = reply.json()["detail"].as_str().expect("a detail").to_owned();
    assert!(detail.contains("suspended") && detail.contains("(enough)"), "{detail}");
    assert_eq!(alice.post("/api/v1/runs", &run).send().status, 403);
    assert_eq!(alice.get("/api/v1/submissions").send().status, 200, "reading is free");
    let grant = house
        .app()
        .log_in("alice", "correct horse battery", &Origin::default())
        .expect("logging in is free");
    let session = house.nobody().with("cookie", &format!("minos_session={}", grant.token));
    let page = session.get("/problems").send();
    assert!(page.body.contains("enough"), "each page says so");

    let list = root.get("/api/v1/abuse?user=alice&kind=syscall").send().json();
    assert_eq!(list["events"].as_array().map(Vec::len), Some(4));
    assert_eq!(list["restricted"][0]["sanction"], "suspended");
    let steps: Vec<_> = list["steps"].as_array().expect("steps").iter().rev().collect();
    let steps: Vec<_> = steps.iter().map(|s| format!("{} {}", s["actor"], s["action"])).collect();
    let wanted = [
        "\"rules\" \"throttle\"",
        "\"root\" \"restore\"",
        "\"rules\" \"throttle\"",
        "\"root\" \"suspend\"",
    ];
    assert_eq!(steps, wanted);

    assert_eq!(root.post("/api/v1/users/alice/restore", &json!({})).send().status, 204);
    assert_eq!(root.post("/api/v1/users/alice/restore", &json!({})).send().status, 409);
    assert_eq!(send().status, 202);
}

#[test]
fn a_run_may_suspend_by_itself_and_the_metrics_count_it() {
    let house = strict();
    let alice = house.user("alice", Role::User);
    let run = json!({ "language": "script", "source": "forbidden" });
    let mut statuses = Vec::new();
    for _ in 0..2 {
        statuses.push(alice.post("/api/v1/runs?wait=true", &run).send().status);
    }
    // The first throttled one is let through, and suspends.
    statuses.push(alice.post("/api/v1/runs?wait=true", &run).send().status);
    statuses.push(alice.post("/api/v1/runs?wait=true", &run).send().status);
    assert_eq!(statuses, [200, 200, 200, 403]);
    let metrics = house.nobody().get("/metrics").send().body;
    for line in [
        "minos_abuse_events_total{kind=\"syscall\"} 3",
        "minos_abuse_sanctions_total{sanction=\"throttled\"} 1",
        "minos_abuse_sanctions_total{sanction=\"suspended\"} 1",
        "minos_users_sanctioned{sanction=\"suspended\"} 1",
        "minos_users_sanctioned{sanction=\"throttled\"} 0",
    ] {
        assert!(metrics.lines().any(|l| l == line), "no {line} in\n{metrics}");
    }
}

#[test]
fn honest_mistakes_lead_to_nothing() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    for program in ["hungry", "crash", "loop", "say no"] {
        for _ in 0..5 {
            judged(&alice, "mirror", program);
        }
    }
    let list = house.app().abuse(&Viewer::console(), &Default::default()).expect("the list");
    assert!(list.restricted.is_empty() && list.steps.is_empty(), "{list:?}");
    assert_eq!(list.events.len(), 5, "too much memory is seen, and does not count");
}

#[test]
fn it_is_for_admins() {
    let house = House::new();
    let (alice, judge) = (house.user("alice", Role::User), house.user("judge", Role::Judge));
    let root = house.user("root", Role::Admin);
    let why = json!({ "reason": "because" });
    for client in [&alice, &judge] {
        assert_eq!(client.get("/api/v1/abuse").send().status, 403);
        assert_eq!(client.post("/api/v1/users/alice/suspend", &why).send().status, 403);
        assert_eq!(client.post("/api/v1/users/alice/restore", &json!({})).send().status, 403);
    }
    assert_eq!(house.nobody().get("/api/v1/abuse").send().status, 401);
    assert_eq!(root.post("/api/v1/users/nobody/suspend", &why).send().status, 404);
    let reply = root.post("/api/v1/users/alice/suspend", &json!({ "reason": " " })).send();
    assert_eq!((reply.status, &reply.json()["field"]), (422, &json!("reason")));
    assert_eq!(root.get("/api/v1/abuse?kind=murder").send().status, 400);

    let (eve, _) = house.session("eve");
    let csrf = csrf_of(&eve.get("/problems").send());
    let form = format!("csrf={csrf}&name=alice&reason=spite");
    assert_eq!(eve.form("/admin/abuse/suspend", &form).send().status, 403);
    assert_eq!(alice.post("/api/v1/submissions", &submission("mirror", "echo")).send().status, 202);
}
