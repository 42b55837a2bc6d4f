//! Judging again, by the API and its pages.

use std::{
    thread,
    time::{Duration, Instant},
};

use minos::domain::Role;
use serde_json::{Value, json};

use super::house::{House, csrf_of, judged};
use crate::client::Client;

/// The id of a rejudge of every submission for `mirror`, all judged.
pub fn rejudged(house: &House, judge: &Client) -> Value {
    let reply = judge.post("/api/v1/rejudges", &json!({ "problem": "mirror" })).send();
    assert_eq!(reply.status, 201, "{}", reply.body);
    let id = reply.json()["id"].clone();
    assert_eq!(reply.header("location"), format!("/api/v1/rejudges/{id}"));
    let begun = Instant::now();
    while judge.get(&format!("/api/v1/rejudges/{id}")).send().json()["waiting"] != 0 {
        assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", house.address());
        thread::sleep(Duration::from_millis(10));
    }
    id
}

#[test]
fn a_set_is_looked_at_and_applied() {
    let house = House::new();
    let (alice, judge) = (house.user("alice", Role::User), house.user("judge", Role::Judge));
    let submission = judged(&alice, "mirror", "echo")["id"].clone();
    let id = rejudged(&house, &judge);
    let set = judge.get(&format!("/api/v1/rejudges/{id}?all=true")).send().json();
    assert_eq!(
        (&set["state"], &set["total"], &set["changed"]),
        (&json!("open"), &json!(1), &json!(0))
    );
    let one = &set["submissions"][0];
    assert_eq!(
        (&one["submission"], &one["old_verdict"], &one["verdict"]),
        (&submission, &json!("AC"), &json!("AC"))
    );
    assert_eq!(set["verdicts"], json!([{ "from": "AC", "to": "AC", "count": 1 }]));
    let changes = judge.get(&format!("/api/v1/rejudges/{id}")).send().json();
    assert_eq!(changes["submissions"], json!([]), "nothing changes");

    for (client, status) in [(&alice, 403), (&house.nobody(), 401)] {
        for path in ["", "/1", "/events"] {
            let reply = client.get(&format!("/api/v1/rejudges{path}")).send();
            assert_eq!(reply.status, status, "{path}");
        }
        for path in ["", "/1/apply", "/1/discard"] {
            let reply = client.post(&format!("/api/v1/rejudges{path}"), &json!({})).send();
            assert_eq!(reply.status, status, "{path}");
        }
    }
    let apply = format!("/api/v1/rejudges/{id}/apply");
    let reply = judge.post(&apply, &json!({})).send();
    assert_eq!((reply.status, &reply.json()["state"]), (200, &json!("applied")), "{}", reply.body);
    assert_eq!(judge.post(&apply, &json!({})).send().status, 409);
    let seen = alice.get(&format!("/api/v1/submissions/{submission}")).send().json();
    assert_eq!((&seen["attempt"], &seen["verdict"]), (&json!(2), &json!("AC")));

    for (body, status) in [
        (json!({}), 422),
        (json!({ "problem": "nothing" }), 404),
        (json!({ "user": "nobody" }), 404),
        (json!({ "verdict": "TLE" }), 409),
        (json!({ "submissions": [999] }), 409),
    ] {
        assert_eq!(judge.post("/api/v1/rejudges", &body).send().status, status, "{body}");
    }
    assert_eq!(judge.get("/api/v1/rejudges/999").send().status, 404);
}

#[test]
fn whoever_watches_a_submission_sees_the_new_result_once_it_is_applied() {
    let house = House::new();
    let (alice, judge) = (house.user("alice", Role::User), house.user("judge", Role::Judge));
    let url = judged(&alice, "mirror", "echo")["id"].clone();
    let url = format!("/api/v1/submissions/{url}");
    let last = |events: crate::client::Stream| events.last().expect("an end");
    let first = last(alice.get(&format!("{url}/events")).stream());
    let id = rejudged(&house, &judge);
    let again = alice.get(&format!("{url}/events")).header("last-event-id", &first.id).send();
    assert_eq!(again.status, 204, "there is nothing new to tell");
    judge.post(&format!("/api/v1/rejudges/{id}/apply"), &json!({})).send();
    let events = alice.get(&format!("{url}/events")).header("last-event-id", &first.id).stream();
    let end = last(events);
    assert_eq!((end.name.as_str(), end.id.split('.').next()), ("done", Some("2")));
}

#[test]
fn judges_have_its_pages_and_not_those_of_admins() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let submission = judged(&alice, "mirror", "echo")["id"].clone();
    let (judge, _) = house.session("judge");
    house.app().set_role(&minos::app::Viewer::console(), "judge", Role::Judge).expect("a judge");
    assert_eq!(judge.get("/admin").send().header("location"), "/admin/rejudges");
    assert_eq!(judge.get("/admin/queue").send().status, 403);
    let page = judge.get("/admin/rejudges").send();
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("/admin/users"), "no links that lead nowhere");
    let csrf = csrf_of(&page);

    let again = format!("/submissions/{submission}/rejudge");
    let reply = judge.form(&again, &format!("csrf={csrf}")).send();
    assert_eq!((reply.status, reply.header("location")), (303, "/admin/rejudges/1"));
    let form = format!("csrf={csrf}&problem=mirror&verdict=AC&language=&user=&reason=why+not");
    let reply = judge.form("/admin/rejudges", &form).send();
    assert_eq!((reply.status, reply.header("location")), (303, "/admin/rejudges/2"));
    let page = judge.get("/admin/rejudges/2").send();
    assert!(page.body.contains("problem mirror, verdict AC"), "{}", page.body);
    let reply = judge.form("/admin/rejudges/2/discard", &format!("csrf={csrf}")).send();
    assert_eq!(reply.status, 303, "{}", reply.body);
    assert!(judge.get("/admin/rejudges/2").send().body.contains("were discarded"));
}
