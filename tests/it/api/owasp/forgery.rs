//! Requests that other sites have a browser make.

use super::{
    people::{Estate, request},
    routes::ROUTES,
};
use crate::client::Reply;

/// Refused, or sent to log in first.
fn is_refused(reply: &Reply) -> bool {
    matches!(reply.status, 401 | 403)
        || reply.status == 303 && reply.header("location").starts_with("/login?")
}

#[test]
fn nothing_changes_without_the_token_of_our_pages() {
    let estate = Estate::new();
    let (visitor, _) = estate.visitor();
    for route in ROUTES.iter().filter(|route| route.changes()) {
        let at = format!("{} {}", route.method, route.pattern);
        let address = estate.address(route);
        let root = &estate.root;
        for forged in ["", &"0".repeat(64), estate.bob.csrf.as_str()] {
            let status = request(&root.session, route, &address, forged).status();
            assert_eq!(status, 403, "{at} with {forged:?}");
        }
        let without_cookie = request(&estate.house.nobody(), route, &address, &root.csrf).send();
        assert!(is_refused(&without_cookie), "{at} without the cookie: {without_cookie:?}");
        if !route.is_api() {
            let reply = request(&visitor, route, &address, &root.csrf).send();
            assert!(is_refused(&reply), "{at} with a visitor's cookie: {reply:?}");
        }
    }
}

#[test]
fn a_browser_that_names_another_site_is_refused() {
    let estate = Estate::new();
    for route in ROUTES.iter().filter(|route| route.changes()) {
        for site in ["cross-site", "same-site"] {
            let call =
                request(&estate.root.session, route, &estate.address(route), &estate.root.csrf);
            let status = call.header("sec-fetch-site", site).status();
            assert_eq!(status, 403, "{} {} from {site}", route.method, route.pattern);
        }
    }
}

#[test]
fn what_changes_something_is_not_done_by_reading() {
    let estate = Estate::new();
    let read: Vec<_> = ROUTES.iter().filter(|r| !r.changes()).map(|r| r.pattern).collect();
    for route in ROUTES.iter().filter(|r| r.changes() && !read.contains(&r.pattern)) {
        let address = estate.address(route);
        for call in [
            estate.root.session.get(&address),
            estate.root.session.get(&address).header("x-http-method-override", "POST"),
            estate.root.session.get(&format!("{address}?_method=POST")),
        ] {
            let status = call.status();
            assert!(matches!(status, 404 | 405), "GET {address}: {status}");
        }
    }
}
