//! Tokens, sessions, and proofs of coming from our own pages.

use minos::{app::Origin, domain::Role};

use super::house::{House, csrf_of, submission};

#[test]
fn without_a_good_token_there_is_401_with_a_challenge() {
    let house = House::new();
    let nobody = house.nobody();
    let post = |client: &crate::client::Client| {
        client.post("/api/v1/submissions", &submission("mirror", "echo")).send()
    };
    let reply = post(&nobody);
    assert_eq!(reply.status, 401);
    assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"minos\"");
    assert_eq!(reply.json()["type"], "/api/v1/docs#unauthenticated");

    for wrong in ["Bearer minos_nonsense", "Bearer", "Basic YTpi", "nonsense"] {
        let reply = post(&nobody.with("authorization", wrong));
        assert_eq!(reply.status, 401, "{wrong}");
        assert!(reply.header("www-authenticate").contains("invalid_token"), "{wrong}");
    }
    let reading = nobody.with_token("minos_nonsense").get("/api/v1/problems").send();
    assert_eq!(reading.status, 401, "a wrong token is never taken for nobody");
    let stale = nobody.with("cookie", "minos_session=gone").get("/api/v1/problems").send();
    assert_eq!(stale.status, 200, "an ended session makes a visitor");
}

#[test]
fn a_revoked_token_is_none() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let viewer =
        house.app().log_in("alice", "correct horse battery", &Origin::default()).unwrap().viewer;
    assert_eq!(alice.get("/api/v1/me").send().status, 200);
    let id = house.app().tokens(&viewer).unwrap()[0].id;
    house.app().revoke_token(&viewer, id).unwrap();
    assert_eq!(alice.get("/api/v1/me").send().status, 401);
}

#[test]
fn a_session_needs_the_csrf_header_for_changes() {
    let house = House::new();
    let (alice, csrf) = house.session("alice");
    let body = submission("mirror", "echo");
    let path = "/api/v1/submissions";
    assert_eq!(alice.get("/api/v1/me").send().status, 200);

    let reply = alice.post(path, &body).send();
    assert_eq!(reply.status, 403);
    assert_eq!(reply.json()["type"], "/api/v1/docs#csrf");
    let wrong = alice.post(path, &body).header("x-csrf-token", &"0".repeat(64)).send();
    assert_eq!(wrong.status, 403);
    let (_, other) = house.session("bob");
    assert_eq!(alice.post(path, &body).header("x-csrf-token", &other).send().status, 403);
    assert_eq!(alice.post(path, &body).header("x-csrf-token", &csrf).send().status, 202);
}

#[test]
fn other_sites_change_nothing() {
    let house = House::new();
    let alice = house.user("alice", Role::User);
    let body = submission("mirror", "echo");
    for (site, status) in
        [("cross-site", 403), ("same-site", 403), ("same-origin", 202), ("none", 202)]
    {
        let reply = alice.post("/api/v1/submissions", &body).header("sec-fetch-site", site).send();
        assert_eq!(reply.status, status, "{site}");
    }
    let reading = alice.get("/api/v1/problems").header("sec-fetch-site", "cross-site").send();
    assert_eq!(reading.status, 200);
}

#[test]
fn a_form_needs_the_token_of_its_page() {
    let house = House::new();
    house.session("alice");
    let visitor = house.nobody();
    let page = visitor.get("/login").send();
    let cookie = page.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
    let pair = cookie.split(';').next().unwrap().to_owned();
    let form = |csrf: &str| format!("csrf={csrf}&name=alice&password=correct+horse+battery");

    let with_cookie = visitor.with("cookie", &pair);
    assert_eq!(with_cookie.form("/login", &form("")).send().status, 403);
    assert_eq!(visitor.form("/login", &form(&csrf_of(&page))).send().status, 403);
    let entered = with_cookie.form("/login", &form(&csrf_of(&page))).send();
    assert_eq!(entered.status, 303, "{}", entered.body);
    let session = entered.header("set-cookie");
    assert!(session.starts_with("minos_session="), "{session}");
    assert!(session.contains("HttpOnly") && session.contains("SameSite=Lax"), "{session}");
    assert!(!session.contains("Secure"), "{session}");
}

#[test]
fn cookies_are_secure_where_configured() {
    let house = House::with(|config| config.http.secure_cookies = true);
    let page = house.nobody().get("/login").send();
    assert!(page.header("set-cookie").contains("Secure"), "{page:?}");
    assert!(page.header("strict-transport-security").starts_with("max-age="));
}
