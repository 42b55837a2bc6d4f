//! How often people may do things.

use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
};

use minos::{app::Viewer, config::Rates, domain::Role};
use serde_json::json;

use super::{
    house::{House, csrf_of, rates, submission},
    owasp::{people::request, routes::ROUTES},
};
use crate::client::{Client, Reply};

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

/// A visitor with the token of a visitor's pages, and what they post to log in as `name`.
fn visitor(house: &House) -> (Client, impl Fn(&str, &str) -> String) {
    let page = house.nobody().get("/login").send();
    let pair = page.header("set-cookie").split(';').next().unwrap().to_owned();
    let csrf = csrf_of(&page);
    let form =
        move |name: &str, password: &str| format!("csrf={csrf}&name={name}&password={password}");
    (house.nobody().with("cookie", &pair), form)
}

#[test]
fn attempts_to_sign_in_and_up_are_limited_per_address() {
    let house = House::with(|config| {
        config.rates.login_per_minute = 3;
        config.rates.sign_up_per_minute = 1;
    });
    let (visitor, form) = visitor(&house);
    let login = |name: &str| visitor.form("/login", &form(name, "a+wrong+password")).send();
    for name in ["alice", "bob", "carol"] {
        assert_ne!(login(name).status, 429);
    }
    let refused = login("dave");
    assert_eq!(refused.status, 429, "{}", refused.body);
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1));

    let sign_up =
        |name| visitor.form("/signup", &form(name, "correct+horse+battery")).send().status;
    assert_eq!(sign_up("carol"), 303);
    assert_eq!(sign_up("dave"), 429);
}

/// Guesses at a password until the answer is to wait; that answer. The waits grow, so that it comes
/// on a slow machine too.
fn guess_until_refused(guess: impl Fn() -> Reply) -> Reply {
    let refused = (0..40).map(|_| guess()).find(|reply| reply.status == 429);
    refused.expect("nobody has to wait")
}

#[test]
fn whoever_guesses_at_a_password_is_told_to_wait() {
    let house = House::with(|config| {
        config.http.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    house.user("alice", Role::User);
    let (visitor, form) = visitor(&house);
    let login = |from: &str, name: &str, password: &str, browser: &str| {
        let cookies = format!("{}; {browser}", visitor.header("cookie"));
        let client = house.nobody().with("x-forwarded-for", from).with("cookie", &cookies);
        client.form("/login", &form(name, password)).send()
    };
    let right = "correct+horse+battery";
    let entered = login("10.1.1.1", "alice", right, "");
    assert_eq!(entered.status, 303, "{}", entered.body);
    let mut cookies = entered.headers.get_all("set-cookie").iter().filter_map(|c| c.to_str().ok());
    let browser = cookies.rfind(|c| c.starts_with("minos_browser="));
    let browser = browser.expect("the browser is known from now on");
    assert!(browser.contains("HttpOnly") && browser.contains("SameSite=Lax"), "{browser}");
    let browser = browser.split(';').next().unwrap();

    // Somebody in the same room, who shares her address.
    let refused = guess_until_refused(|| login("10.1.1.1", "ALICE", "a+wrong+password", ""));
    assert!(refused.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1), "{refused:?}");
    assert!(refused.body.contains("too many wrong passwords"), "{}", refused.body);
    assert_eq!(login("10.1.1.1", "alice", right, browser).status, 303, "her own browser");
    assert_eq!(login("10.1.1.2", "alice", right, "").status, 303, "another place");
    // What is no account is guessed at no faster, so that nobody learns which there are.
    guess_until_refused(|| login("10.1.1.1", "nobody", "a+wrong+password", browser));
}

#[test]
fn guesses_at_the_current_password_are_limited() {
    let house = House::with(|config| config.rates.password_per_minute = 2);
    let (alice, csrf) = house.session("alice");
    let change = || {
        let form = format!("csrf={csrf}&current=a+guess&password=correct+horse+staple");
        alice.form("/settings/password", &form).send().status
    };
    assert_eq!([change(), change(), change()], [422, 422, 429]);
}

#[test]
fn guesses_at_a_login_do_not_keep_the_owner_from_a_new_password() {
    let house = House::new();
    let (alice, csrf) = house.session("alice");
    let form = format!("csrf={csrf}&name=alice&password=a+guess+of+others");
    guess_until_refused(|| alice.form("/login", &form).send());
    let form = format!("csrf={csrf}&current=correct+horse+battery&password=correct+horse+staple");
    assert_eq!(alice.form("/settings/password", &form).send().status, 303);
}

#[test]
fn a_token_that_runs_wild_leaves_the_rest_to_its_owner() {
    let house = House::with(|config| {
        config.rates.submit_per_minute = 40;
        config.rates.token_share = 0.5;
    });
    let (session, csrf) = house.session("alice");
    let token = house.app().create_token_for(&Viewer::console(), "alice", "script");
    let script = house.nobody().with_token(&token.expect("a token").token);
    let body = submission("mirror", "echo");
    let by_script = || script.post("/api/v1/submissions", &body).send();
    assert_eq!(by_script().header("ratelimit-limit"), "20");
    // Some come back meanwhile, on a slow machine.
    assert!((0..200).any(|_| by_script().status == 429), "the script is never refused");
    let by_hand = || {
        let call = session.post("/api/v1/submissions", &body);
        call.header("x-csrf-token", &csrf).send().status
    };
    assert_eq!(by_hand(), 202);
}

/// What anybody may ask for without end.
const FREE: [&str; 4] = ["/healthz", "/readyz", "/favicon.ico", "/static/{version}/{path:.*}"];

#[test]
fn every_route_is_limited_before_it_does_anything() {
    let house = House::with(|config| {
        config.rates = Rates { address_factor: 1, ..rates(1) };
        config.http.trusted_proxies = vec!["127.0.0.1".parse().unwrap()];
    });
    for (n, route) in ROUTES.iter().enumerate() {
        let at = format!("{} {}", route.method, route.pattern);
        // Each from somewhere else, so that no other route has used up anything.
        let nobody = house.nobody().with("x-forwarded-for", &format!("10.2.{}.1", n));
        let address = route.pattern.replace("{path:.*}", "css/site.css");
        let address = address.replace(['{', '}'], "");
        let ask = || request(&nobody, route, &address, "").head();
        let first = ask();
        assert_ne!(first.status, 429, "{at}");
        let second = ask();
        if FREE.contains(&route.pattern) {
            assert_ne!(second.status, 429, "{at}");
            continue;
        }
        // Who is sent on to log in is told there.
        if first.status != 303 {
            assert_eq!(first.header("ratelimit-limit"), "1", "{at}");
            assert_eq!(first.header("ratelimit-remaining"), "0", "{at}");
        }
        assert_eq!(second.status, 429, "{at}");
        assert!(second.header("retry-after").parse::<u64>().is_ok_and(|s| s >= 1), "{at}");
        assert_eq!(second.header("ratelimit-remaining"), "0", "{at}");
    }
}

#[test]
fn what_costs_more_has_a_bucket_of_its_own() {
    let house = House::with(|config| {
        config.rates = rates(0);
        config.rates.export_per_minute = 1;
        config.rates.import_per_minute = 1;
        config.rates.stream_per_minute = 1;
    });
    let root = house.user("root", Role::Admin);
    for (path, other) in [
        ("/admin/users.csv", "/admin/problems.csv"),
        ("/api/v1/leaderboard/events", "/api/v1/queue/events"),
    ] {
        assert_eq!(root.get(path).status(), 200, "{path}");
        assert_eq!(root.get(other).status(), 429, "{other}");
    }
    let upload = || root.request("POST", "/api/v1/problems").send().status;
    assert_ne!(upload(), 429);
    assert_eq!(upload(), 429);
    assert_eq!(root.get("/admin/users").send().status, 200, "reading is none of it");
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

#[test]
fn answers_have_a_bound_of_their_own() {
    let house = House::with(|config| {
        config.http.body_kib = 64;
        config.http.answers_mib = 1;
    });
    let (alice, csrf) = house.session("alice");
    let of = |size: usize| {
        let data = "QUJD".repeat(size / 3);
        json!({ "problem": "mirror", "files": [{ "name": "1.out", "data": data }] })
    };
    let user = house.user("ann", Role::User);
    let sent = |size: usize| user.post("/api/v1/submissions", &of(size)).send();
    let taken = sent(900 << 10);
    assert_eq!(taken.status, 422, "read, and then it is no answer: {}", taken.body);
    assert_eq!(sent(1200 << 10).status, 413);
    let source = "x".repeat(100 << 10);
    let run = json!({ "language": "script", "source": source });
    assert_eq!(user.post("/api/v1/runs", &run).send().status, 413, "others have theirs");
    assert_eq!(house.nobody().post("/api/v1/submissions", &of(10)).send().status, 401);

    // The page's form reads nothing before it knows who sends it, and no more than the bound.
    let form = |client: &Client, size: usize| {
        let part = |name: &str, value: &str| {
            format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
        };
        let body = part("csrf", &csrf) + &part("answer", &"a".repeat(size)) + "--x--\r\n";
        let request = client.request("POST", "/problems/mirror/answers");
        request.header("content-type", "multipart/form-data; boundary=x").body(body).send()
    };
    assert_eq!(form(&alice, 2 << 20).status, 413);
    assert_eq!(form(&alice, 900 << 10).status, 422, "read, and then it is no answer");
}
