//! How often people may do things.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
};

use minos::domain::Role;
use serde_json::json;

use super::house::{House, csrf_of, submission};

#[test]
fn submissions_are_limited_per_user() {
    let house = House::with(|config| config.rates.submit_per_minute = 2);
    let (alice, bob) = (house.user("alice", Role::User), house.user("bob", Role::User));
    let body = submission("mirror", "echo");
    let path = "/api/v1/submissions";
    let first = alice.post(path, &body).send();
    assert_eq!(first.status, 202);
    assert_eq!(first.header("ratelimit-limit"), "2");
    assert_eq!(first.header("ratelimit-remaining"), "1");
    assert_eq!(alice.post(path, &body).send().header("ratelimit-remaining"), "0");

    let refused = alice.post(path, &body).send();
    assert_eq!(refused.status, 429);
    assert_eq!(refused.json()["type"], "/api/v1/docs#rate-limited");
    let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=30).contains(&seconds), "{seconds}");
    assert_eq!(refused.header("ratelimit-remaining"), "0");
    assert_eq!(refused.header("ratelimit-reset"), seconds.to_string());
    assert_eq!(bob.post(path, &body).send().status, 202, "another user");
    assert_eq!(alice.get(path).send().status, 200, "reading is free");
}

#[test]
fn runs_are_limited_per_address_too() {
    let house = House::with(|config| {
        config.rates.run_per_minute = 1;
        config.rates.address_factor = 2;
        config.http.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    let body = json!({ "language": "script", "source": "echo" });
    let run = |name: &str, from: &str| {
        let user = house.user(name, Role::User).with("x-forwarded-for", from);
        user.post("/api/v1/runs", &body).send().status
    };
    assert_eq!(run("ann", "10.1.1.1"), 202);
    assert_eq!(run("ben", "10.1.1.1"), 202);
    assert_eq!(run("cleo", "10.1.1.1"), 429);
    assert_eq!(run("dan", "10.1.1.2"), 202);
}

#[test]
fn a_forged_address_does_not_help() {
    let house = House::with(|config| {
        config.rates.run_per_minute = 1;
        config.rates.address_factor = 1;
    });
    let body = json!({ "language": "script", "source": "echo" });
    let run = |name: &str, from: &str| {
        let user = house.user(name, Role::User).with("x-forwarded-for", from);
        user.post("/api/v1/runs", &body).send().status
    };
    assert_eq!(run("ann", "10.1.1.1"), 202);
    assert_eq!(run("ben", "10.1.1.2"), 429, "nobody named a trusted proxy");
}

#[test]
fn attempts_to_sign_in_and_up_are_limited() {
    let house = House::with(|config| {
        config.rates.login_per_minute = 2;
        config.rates.sign_up_per_minute = 1;
    });
    let page = house.nobody().get("/login").send();
    let pair = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let (visitor, csrf) = (house.nobody().with("cookie", &pair), csrf_of(&page));
    let login = |name: &str| {
        let form = format!("csrf={csrf}&name={name}&password=wrong+password");
        visitor.form("/login", &form).send()
    };
    assert_ne!(login("alice").status, 429);
    assert_ne!(login("alice").status, 429);
    let refused = login("alice");
    assert_eq!(refused.status, 429, "{}", refused.body);
    assert_eq!(login("ALICE").status, 429, "the same account");
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1));
    assert_ne!(login("bob").status, 429, "another name");

    let sign_up = |name: &str| {
        let form = format!("csrf={csrf}&name={name}&password=correct+horse+battery");
        visitor.form("/signup", &form).send().status
    };
    assert_eq!(sign_up("carol"), 303);
    assert_eq!(sign_up("dave"), 429);
}

#[test]
fn guesses_at_the_current_password_are_limited() {
    let house = House::with(|config| config.rates.login_per_minute = 2);
    let (alice, csrf) = house.session("alice");
    let change = || {
        let form = format!("csrf={csrf}&current=a+guess&password=correct+horse+staple");
        alice.form("/settings/password", &form).send().status
    };
    assert_eq!([change(), change(), change()], [422, 422, 429]);
}

#[test]
fn guesses_at_a_login_do_not_keep_the_owner_from_a_new_password() {
    let house = House::with(|config| config.rates.login_per_minute = 1);
    let (alice, csrf) = house.session("alice");
    let form = format!("csrf={csrf}&name=alice&password=a+guess+of+others");
    assert_ne!(alice.form("/login", &form).send().status, 429);
    assert_eq!(alice.form("/login", &form).send().status, 429);
    let form = format!("csrf={csrf}&current=correct+horse+battery&password=correct+horse+staple");
    assert_eq!(alice.form("/settings/password", &form).send().status, 303);
}

#[test]
fn an_address_keeps_so_many_streams_open() {
    let house = House::with(|config| config.http.streams_per_address = 2);
    let stream = || house.nobody().get("/api/v1/leaderboard/events");
    let _open = [stream().stream(), stream().stream()];
    let reply = stream().send();
    assert_eq!((reply.status, &reply.json()["type"]), (429, &json!("/api/v1/docs#rate-limited")));
    assert_eq!(house.nobody().get("/api/v1/leaderboard").send().status, 200);
}

#[test]
fn a_body_that_does_not_arrive_is_given_up() {
    let house = House::with(|config| config.http.body_timeout_seconds = 1);
    let alice = house.user("alice", Role::User);
    let mut stream = TcpStream::connect(house.address()).expect("a connection");
    let head = format!(
        "POST /api/v1/submissions HTTP/1.1\r\nHost: test\r\nAuthorization: {}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        alice.header("authorization"),
    );
    stream.write_all(head.as_bytes()).expect("send");
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).expect("an answer");
    assert_eq!(line.trim(), "HTTP/1.1 408 Request Timeout");
}
