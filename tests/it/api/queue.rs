//! The queue and its dead letters, cancelling, and what a full queue answers.

use minos::{
    app::{Mode, Origin, Viewer},
    domain::Role,
};
use serde_json::{Value, json};

use super::house::{House, csrf_of, events, submission, submit};

impl House {
    fn pause(&self) {
        self.app().set_queue_mode(&Viewer::console(), Mode::Paused).expect("it writes");
    }
}

#[test]
fn admins_see_and_steer_the_queue() {
    let house = House::new();
    let (alice, root) = (house.user("alice", Role::User), house.user("root", Role::Admin));
    let set = |mode: &str| {
        let body = json!({ "mode": mode }).to_string();
        let call = root.request("PUT", "/api/v1/queue/mode");
        call.header("content-type", "application/json").body(body).send()
    };
    for path in ["/api/v1/queue", "/api/v1/dead-letters"] {
        assert_eq!(alice.get(path).send().status, 403);
        assert_eq!(house.nobody().get(path).send().status, 401);
    }
    let reply = set("paused");
    assert_eq!((reply.status, &reply.json()["mode"]), (200, &json!("paused")), "{}", reply.body);
    assert_eq!(set("asleep").status, 422);
    let url = submit(&alice, "mirror", "echo");
    let queue = root.get("/api/v1/queue").send().json();
    assert_eq!(queue["mode"]["mode"], "paused");
    assert_eq!(queue["mode"]["actor"], "root");
    let practice = queue["classes"].as_array().unwrap().iter().find(|c| c["class"] == "practice");
    assert_eq!(practice.expect("the class")["ready"], 1);

    let ready = house.nobody().get("/readyz").send();
    assert_eq!(ready.status, 200, "{}", ready.body);
    assert!(ready.body.contains("paused since"), "{}", ready.body);
    let metrics = house.nobody().get("/metrics").send().body;
    for line in ["minos_queue_mode{mode=\"paused\"} 1", "minos_queue_mode{mode=\"running\"} 0"] {
        assert!(metrics.lines().any(|l| l == line), "no {line:?} in\n{metrics}");
    }
    assert_eq!(set("running").status, 200);
    let told: Vec<_> = events(&alice, &url).collect();
    assert_eq!(told.last().expect("an event").name, "done");
}

#[test]
fn what_waits_is_cancelled() {
    let house = House::new();
    let (alice, bob) = (house.user("alice", Role::User), house.user("bob", Role::User));
    house.pause();
    let url = submit(&alice, "mirror", "echo");
    let cancel = format!("{url}/cancel");
    assert_eq!(house.nobody().post(&cancel, &json!({})).send().status, 401);
    assert_eq!(bob.post(&cancel, &json!({})).send().status, 403);
    let reply = alice.post(&cancel, &json!({})).send();
    assert_eq!((reply.status, &reply.json()["status"]), (200, &json!("cancelled")));
    assert_eq!(alice.post(&cancel, &json!({})).send().status, 409);
    assert_eq!(alice.post("/api/v1/submissions/999/cancel", &json!({})).send().status, 404);

    let body = json!({ "language": "script", "source": "echo" });
    let run = alice.post("/api/v1/runs", &body).send().json();
    let cancel = format!("{}/cancel", run["url"].as_str().expect("an address"));
    assert_eq!(bob.post(&cancel, &json!({})).send().status, 404);
    let reply = alice.post(&cancel, &json!({})).send();
    assert_eq!((reply.status, &reply.json()["status"]), (200, &json!("cancelled")));
}

#[test]
fn a_full_queue_answers_503_and_the_page_keeps_the_program() {
    let house = House::with(|config| config.queue.submissions = 1);
    let bob = house.user("bob", Role::User);
    house.pause();
    submit(&bob, "mirror", "echo");
    let refused = bob.post("/api/v1/submissions", &submission("mirror", "echo")).send();
    assert_eq!(refused.status, 503, "{}", refused.body);
    assert!(refused.header("content-type").starts_with("application/problem+json"));
    assert_eq!(refused.json()["type"], "/api/v1/docs#unavailable");
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));

    let (alice, csrf) = house.session("alice");
    let form = format!("csrf={csrf}&language=script&source=say+something+long");
    let page = alice.form("/problems/mirror/submit", &form).send();
    assert_eq!(page.status, 503, "{}", page.body);
    assert!(page.body.contains("queue takes no more"), "{}", page.body);
    assert!(page.header("retry-after").parse::<u64>().is_ok());
    let editor = alice.get("/problems/mirror").send().body;
    assert!(editor.contains("say something long"), "the editor has it still");
}

#[test]
fn ones_own_flood_is_answered_429() {
    let house = House::with(|config| config.queue.per_user = 1);
    let (alice, bob) = (house.user("alice", Role::User), house.user("bob", Role::User));
    house.pause();
    submit(&alice, "mirror", "echo");
    let refused = alice.post("/api/v1/submissions", &submission("mirror", "echo")).send();
    assert_eq!(
        (refused.status, &refused.json()["type"]),
        (429, &json!("/api/v1/docs#rate-limited"))
    );
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|seconds| seconds > 0));
    submit(&bob, "mirror", "echo");
}

#[test]
fn dead_letters_are_listed_retried_and_discarded() {
    let house = House::new();
    let (alice, root) = (house.user("alice", Role::User), house.user("root", Role::Admin));
    let url = submit(&alice, "mirror", "break");
    let told: Vec<_> = events(&alice, &url).collect();
    assert_eq!(told.last().expect("an event").name, "dead");
    let list = || root.get("/api/v1/dead-letters").send().json();
    let letters = list();
    assert_eq!((&letters["total"], &letters["next"]), (&json!(1), &Value::Null));
    let letter = &letters["letters"][0];
    assert!(letter["reason"].as_str().unwrap().contains("told to break"), "{letter}");
    let failures = letter["failures"].as_array().unwrap();
    assert_eq!(failures.len(), 3);
    assert!(failures.iter().all(|failure| !failure["log"].as_array().unwrap().is_empty()));

    // The page has them too, with a tick for each.
    let page = {
        house.app().set_role(&Viewer::console(), "alice", Role::Admin).expect("an account");
        let grant = house
            .app()
            .log_in("alice", "correct horse battery", &Origin::default())
            .expect("a session");
        house.nobody().with("cookie", &format!("minos_session={}", grant.token))
    };
    let shown = page.get("/admin/queue").send();
    assert!(shown.body.contains("told to break") && shown.body.contains("had it for"));
    let csrf = csrf_of(&shown);
    let job = &letter["job"];

    let post = |path: &str, body: Value| root.post(path, &body).send();
    assert_eq!(post("/api/v1/dead-letters/retry", json!({})).status, 422);
    assert_eq!(alice.get("/api/v1/me").send().status, 200);
    house.pause();
    let form = format!("csrf={csrf}&job={job}");
    assert_eq!(page.form("/admin/dead/retry", &form).send().status, 303);
    assert_eq!(list()["total"], 0);
    assert_eq!(alice.get(&url).send().json()["status"], "queued");
    house.app().set_queue_mode(&Viewer::console(), Mode::Running).expect("it writes");
    let told: Vec<_> = events(&alice, &url).collect();
    assert_eq!(told.last().expect("an event").name, "dead");

    let reply = post("/api/v1/dead-letters/discard", json!({ "jobs": [job, 77] }));
    assert_eq!(reply.json(), json!({ "done": [job], "missing": [77] }), "{}", reply.body);
    assert_eq!(alice.get(&url).send().json()["verdict"], "JE");
}
