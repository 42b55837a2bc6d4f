//! Who may use what: authentication, roles, and the things of others.

use super::{
    people::{Estate, Person, request},
    routes::{Body, ROUTES, Route, Who},
};

/// Asks as somebody known by session, or below `/api` by token.
fn ask(estate: &Estate, person: &Person, route: &Route) -> u16 {
    let address = estate.address(route);
    let client = if route.is_api() { &person.token } else { &person.session };
    let csrf = if route.is_api() { "" } else { &person.csrf };
    match route.body {
        // One that is refused ends; one that is allowed does not.
        Body::Stream => request(client, route, &address, csrf).status(),
        _ => request(client, route, &address, csrf).send().status,
    }
}

#[test]
fn nobody_gets_at_what_needs_an_account() {
    let estate = Estate::new();
    let (visitor, csrf) = estate.visitor();
    for route in ROUTES.iter().filter(|route| route.who != Who::Anyone) {
        let at = format!("{} {}", route.method, route.pattern);
        let address = estate.address(route);
        let reply = request(&visitor, route, &address, &csrf).send();
        if route.is_api() {
            assert_eq!(reply.status, 401, "{at}: {}", reply.body);
            for wrong in ["", "minos_", "null", "' OR 1=1 --", &"x".repeat(4000)] {
                let liar = estate.house.nobody().with("authorization", &format!("Bearer {wrong}"));
                assert_eq!(request(&liar, route, &address, "").status(), 401, "{at} {wrong}");
            }
            let secret = estate.root.token.header("authorization").replace("Bearer ", "");
            for name in ["token", "access_token", "authorization"] {
                let in_query = format!("{address}?{name}={secret}");
                let status = request(&estate.house.nobody(), route, &in_query, "").status();
                assert_eq!(status, 401, "{at}: secrets in addresses end up in logs");
            }
        } else {
            let to = reply.header("location");
            assert!(reply.status == 303 && to.starts_with("/login"), "{at}: {reply:?}");
        }
    }
}

#[test]
fn who_is_less_is_refused() {
    let estate = Estate::new();
    for route in ROUTES {
        let at = format!("{} {}", route.method, route.pattern);
        let refused: &[&Person] = match route.who {
            Who::Admin => &[&estate.bob, &estate.judy],
            Who::Judge | Who::OwnerAndJudges => &[&estate.bob],
            // A run is its owner's alone, and so is a token.
            Who::Owner => &[&estate.bob, &estate.judy, &estate.root],
            Who::Anyone | Who::User => &[],
        };
        for person in refused {
            let status = ask(&estate, person, route);
            let is_owned = matches!(route.who, Who::Owner | Who::OwnerAndJudges);
            let hidden = is_owned && status == 404;
            assert!(status == 403 || hidden, "{at} as {}: {status}", person.name);
        }
    }
    let mine = estate
        .house
        .app()
        .bearer(estate.alice.token.header("authorization").trim_start_matches("Bearer "));
    assert!(mine.expect("a look").is_some(), "others could not revoke her token");
}

#[test]
fn who_may_gets_in() {
    let estate = Estate::new();
    for route in ROUTES {
        let at = format!("{} {}", route.method, route.pattern);
        let allowed: &[&Person] = match route.who {
            Who::Admin => &[&estate.root],
            Who::Judge => &[&estate.judy, &estate.root],
            Who::OwnerAndJudges => &[&estate.alice, &estate.judy, &estate.root],
            Who::User => &[&estate.alice, &estate.bob, &estate.judy, &estate.root],
            Who::Owner => &[&estate.alice],
            Who::Anyone => &[&estate.bob],
        };
        for person in allowed {
            let status = ask(&estate, person, route);
            // A setup that is over refuses everybody.
            let over = route.pattern == "/setup" && status == 403;
            let may = !matches!(status, 401 | 403) && status < 500;
            assert!(may || over, "{at} as {}: {status}", person.name);
        }
    }
}

#[test]
fn a_disabled_account_gets_in_nowhere() {
    let estate = Estate::new();
    let console = minos::app::Viewer::console();
    estate.house.app().set_disabled(&console, "bob", true).expect("disabled");
    for route in ROUTES.iter().filter(|route| route.who != Who::Anyone) {
        let status = ask(&estate, &estate.bob, route);
        let wanted = if route.is_api() { [401, 401] } else { [303, 403] };
        assert!(wanted.contains(&status), "{} {}: {status}", route.method, route.pattern);
    }
}
