//! Streams of events, and coming back to them.

use jiff::Timestamp;
use minos::domain::{Month, Role};

use super::{
    house::{House, events, submit},
    script,
};

#[test]
fn a_submission_tells_its_whole_way_live() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let url = submit(&alice, "mirror", "wait live");
    let mut stream = events(&alice, &url);
    let names: Vec<String> =
        stream.by_ref().map(|e| e.name).take_while(|name| name != "running").collect();
    assert_eq!(names, ["queued", "compiling"]);
    script::open("live");
    let rest: Vec<_> = stream.collect();
    let names: Vec<_> = rest.iter().map(|e| e.name.as_str()).collect();
    assert_eq!(names, ["test", "test", "test", "done"]);
    assert_eq!(rest[1].json()["index"], 1);
    assert_eq!(rest[3].json()["verdict"], "AC");
}

#[test]
fn a_stream_goes_on_after_the_last_event_seen_even_after_a_restart() {
    let mut house = House::new();
    let alice = house.user("alice", Role::User);
    let url = submit(&alice, "mirror", "echo");
    let all: Vec<_> = events(&alice, &url).collect();
    assert_eq!(all.len(), 7, "{all:?}");
    let path = format!("{url}/events");

    house.restart();
    let alice = alice.moved_to(&house.nobody());
    let again: Vec<_> = alice.get(&path).stream().collect();
    assert_eq!(again, all);
    let resumed: Vec<_> = alice.get(&path).header("last-event-id", &all[3].id).stream().collect();
    assert_eq!(resumed, all[4..]);
    let over = alice.get(&path).header("last-event-id", &all[6].id).send();
    assert_eq!((over.status, over.body.as_str()), (204, ""));
    let unknown: Vec<_> = alice.get(&path).header("last-event-id", "nonsense").stream().collect();
    assert_eq!(unknown, all);
}

#[test]
fn the_leaderboard_tells_when_it_changes() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let mut stream = house.nobody().get("/api/v1/leaderboard/events").stream();
    submit(&alice, "mirror", "echo");
    let event = stream.next().expect("a change");
    let (change, line) = (event.json(), event.json()["lines"][0].clone());
    assert_eq!((event.name.as_str(), &line["name"]), ("changed", &"alice".into()));
    assert_eq!(change["complete"], true, "{change}");
    let board = house.nobody().get("/api/v1/leaderboard").send().json();
    assert_eq!((&board["rows"][0], &board["total"]), (&line, &change["total"]));
}

#[test]
fn the_leaderboard_of_a_month_tells_its_own_changes() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let month = Month::of(Timestamp::now());
    let address = format!("/api/v1/leaderboard/events?month={month}");
    let mut stream = house.nobody().get(&address).stream();
    submit(&alice, "mirror", "echo");
    if Month::of(Timestamp::now()) == month {
        let change = stream.next().expect("a change").json();
        assert_eq!(
            (&change["lines"][0]["name"], &change["complete"]),
            (&"alice".into(), &true.into())
        );
    }
    let wrong = house.nobody().get("/api/v1/leaderboard/events?month=soon").send();
    assert_eq!((wrong.status, &wrong.json()["field"]), (422, &"month".into()));
}

#[test]
fn the_queue_is_for_admins() {
    let house = House::new();
    let (alice, admin) = (house.user("alice", Role::User), house.user("root", Role::Admin));
    assert_eq!(house.nobody().get("/api/v1/queue/events").send().status, 401);
    assert_eq!(alice.get("/api/v1/queue/events").send().status, 403);
    let mut stream = admin.get("/api/v1/queue/events").stream();
    submit(&alice, "mirror", "echo");
    assert_eq!(stream.next().expect("a change").name, "changed");
}

#[test]
fn streams_end_when_the_server_closes() {
    let mut house = House::new();
    let stream = house.nobody().get("/api/v1/leaderboard/events").stream();
    house.restart();
    assert_eq!(stream.count(), 0);
}
