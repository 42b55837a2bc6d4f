//! Sessions that are planted or outlive their end, and accounts that are counted out.

use minos::{
    app::{Origin, Viewer},
    domain::Role,
};

use super::{
    super::house::csrf_of,
    people::{Estate, PASSWORD},
};
use crate::client::{Client, Reply};

fn cookie_of(reply: &Reply) -> String {
    let cookies =
        reply.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let mut session = cookies.filter(|cookie| cookie.starts_with("minos_session="));
    session.next_back().and_then(|cookie| cookie.split(';').next()).unwrap_or_default().to_owned()
}

fn log_in(client: &Client, csrf: &str, name: &str, password: &str) -> Reply {
    client.form("/login", &format!("csrf={csrf}&name={name}&password={password}")).send()
}

#[test]
fn a_planted_session_is_not_taken_over() {
    let estate = Estate::new();
    let planted = "minos_session=planted0123456789";
    let visitor = estate.house.nobody().with("cookie", planted);
    let page = visitor.get("/login").send();
    let password = PASSWORD.replace(' ', "+");
    let entered = log_in(&visitor, &csrf_of(&page), "alice", &password);
    assert_eq!(entered.status, 303, "{}", entered.body);
    let session = cookie_of(&entered);
    assert!(!session.is_empty() && session != planted, "{session}");
    assert_eq!(visitor.get("/settings").send().status, 303, "the planted one is worth nothing");
    let owner = estate.house.nobody().with("cookie", &session);
    assert_eq!(owner.get("/settings").send().status, 200);
    let again = log_in(&visitor, &csrf_of(&page), "alice", &password);
    assert_ne!(cookie_of(&again), session, "each login is a session of its own");
}

#[test]
fn an_ended_session_stays_ended() {
    let estate = Estate::new();
    let alice = &estate.alice;
    let out = alice.session.form("/logout", &format!("csrf={}", alice.csrf)).send();
    assert_eq!(out.status, 303, "{}", out.body);
    assert!(out.header("set-cookie").contains("Max-Age=0"), "{}", out.header("set-cookie"));
    assert_eq!(
        alice.session.get("/settings").send().status,
        303,
        "the copied cookie is worth nothing"
    );
}

#[test]
fn a_new_password_ends_the_other_sessions() {
    let estate = Estate::new();
    let grant =
        estate.house.app().log_in("alice", PASSWORD, &Origin::default()).expect("a session");
    let other = estate.house.nobody().with("cookie", &format!("minos_session={}", grant.token));
    assert_eq!(other.get("/settings").send().status, 200);
    let fields = format!(
        "csrf={}&current=correct+horse+battery&password=correct+horse+staple",
        estate.alice.csrf
    );
    assert_eq!(estate.alice.session.form("/settings/password", &fields).send().status, 303);
    assert_eq!(other.get("/settings").send().status, 303);
    assert_eq!(estate.alice.session.get("/settings").send().status, 200);
}

#[test]
fn a_role_that_was_taken_away_is_gone_at_once() {
    let estate = Estate::new();
    assert_eq!(estate.judy.session.get("/admin/rejudges").send().status, 200);
    estate.house.app().set_role(&Viewer::console(), "judy", Role::User).expect("changed");
    assert_eq!(estate.judy.session.get("/admin/rejudges").send().status, 403);
    assert_eq!(estate.judy.token.get("/api/v1/rejudges").send().status, 403);
}

#[test]
fn nothing_tells_which_accounts_there_are() {
    let estate = Estate::new();
    let (visitor, csrf) = estate.visitor();
    let told = |name: &str| {
        let reply = log_in(&visitor, &csrf, name, "not+the+password");
        let nonce = reply.body.split("nonce-").nth(1).unwrap_or_default().to_owned();
        let nonce = nonce.split('"').next().unwrap_or_default().to_owned();
        let body = reply.body.replace(name, "NAME").replace(&nonce, "");
        let lines =
            body.lines().filter(|line| !line.contains("nonce")).collect::<Vec<_>>().join("\n");
        (reply.status, lines)
    };
    assert_eq!(told("alice"), told("nobody-of-that-name"));
}

#[test]
fn what_is_hidden_looks_like_what_is_not_there() {
    let estate = Estate::new();
    estate.house.app().set_problem_hidden(&Viewer::console(), "other", true).expect("hidden");
    for client in [&estate.bob.token, &estate.house.nobody()] {
        for below in ["", "/files/a"] {
            let told = |slug: &str| {
                let reply = client.get(&format!("/api/v1/problems/{slug}{below}")).send();
                let detail = reply.json()["detail"].to_string().replace(slug, "SLUG");
                (reply.status, detail)
            };
            assert_eq!(told("other"), told("gone!"));
        }
        let run = |id: &str| client.get(&format!("/api/v1/runs/{id}")).send().status;
        assert_eq!(
            run(&estate.run.to_string()),
            run("4711"),
            "whose run it is, is no one's business"
        );
    }
    let list = estate.bob.token.get("/api/v1/problems").send().body;
    assert!(!list.contains("The other"), "{list}");
}
