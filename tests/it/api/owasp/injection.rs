//! Words of other languages, and paths out of the house, wherever an address or a field takes text.

use super::{
    people::{Estate, request},
    routes::{Body, ROUTES, Route},
};

/// For SQL, templates, shells, paths and headers, and what no parser likes.
const EVIL: &[&str] = &[
    "' OR '1'='1",
    "1' UNION SELECT name, password FROM users --",
    "'; DROP TABLE users; --",
    "\" OR 1=1 --",
    "1 OR 1=1",
    "%",
    "_",
    "*",
    "{{7*7}}${7*7}<%= 7*7 %>",
    "$(id)",
    "`id`; id | id",
    "../../../../etc/passwd",
    "..\\..\\..\\etc\\passwd",
    "....//....//etc/passwd",
    "file:///etc/passwd",
    "/etc/passwd",
    "\0",
    "x\r\nSet-Cookie: minos_session=evil\r\nX-Evil: 1",
    "\u{202e}\u{feff}ﬀ",
    "-1",
    "0",
    "9223372036854775808",
    "1e309",
    "NaN",
    "[]",
    "null",
];

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// Each place of a route's address, filled with `text`.
fn filled(estate: &Estate, route: &Route, text: &str) -> Vec<String> {
    let value = encoded(text);
    let mut all = Vec::new();
    for place in ["{id}", "{slug}", "{name}", "{job}", "{path:.*}", "{version}"] {
        if route.pattern.contains(place) {
            let path = route.pattern.replace(place, &value);
            all.push(
                estate.address(&Route { pattern: Box::leak(path.into_boxed_str()), ..*route }),
            );
        }
    }
    all
}

#[test]
fn no_address_breaks_the_server_or_its_headers() {
    let estate = Estate::new();
    for route in ROUTES.iter().filter(|route| !matches!(route.body, Body::Stream)) {
        for text in EVIL {
            for address in filled(&estate, route, text) {
                let (client, csrf) = match route.is_api() {
                    true => (&estate.root.token, ""),
                    false => (&estate.root.session, estate.root.csrf.as_str()),
                };
                let reply = request(client, route, &address, csrf).send();
                let at = format!("{} {address}", route.method);
                assert!(reply.status < 500, "{at}: {}", reply.body);
                assert!(!reply.header("set-cookie").contains("evil"), "{at}");
                assert!(reply.headers.get("x-evil").is_none(), "{at}");
                assert!(!reply.body.contains("root:x:0:0"), "{at}");
            }
        }
    }
    assert_eq!(
        estate.alice.token.get("/api/v1/me").send().status,
        200,
        "everything is still there"
    );
}

#[test]
fn no_query_breaks_the_server_or_widens_an_answer() {
    let estate = Estate::new();
    let names = [
        "search", "tag", "user", "problem", "language", "verdict", "kind", "from", "to", "before",
        "limit", "page", "per_page", "solved", "all", "next", "token", "done", "wait",
    ];
    let mut evil = EVIL.iter().cycle();
    for route in ROUTES.iter().filter(|r| !r.changes() && !matches!(r.body, Body::Stream)) {
        let client = if route.is_api() { &estate.root.token } else { &estate.root.session };
        let address = estate.address(route);
        for name in names {
            // Each name meets a few of them on each route, and all of them over the routes.
            for _ in 0..4 {
                let text = evil.next().expect("no end");
                let asked = format!("{address}?{name}={}", encoded(text));
                let reply = client.get(&asked).send();
                assert!(reply.status < 500, "{asked}: {}", reply.body);
                assert!(!reply.body.contains("$argon2"), "{asked}");
            }
        }
    }
    for text in ["' OR '1'='1", "%", "_lice", "al%", "alice' --"] {
        let asked = format!("/api/v1/submissions?user={}", encoded(text));
        let reply = estate.root.token.get(&asked).send();
        let rows = reply.json()["submissions"].as_array().map_or(0, Vec::len);
        assert_eq!(rows, 0, "{asked}: {}", reply.body);
        let page =
            estate.root.session.get(&format!("/admin/users?search={}", encoded(text))).send();
        assert!(!page.body.contains("/users/judy"), "a pattern of LIKE is taken as text: {text}");
    }
}

#[test]
fn no_path_leads_out() {
    let estate = Estate::new();
    let roots = ["/static/any/", "/static/", "/problems/mirror/files/", "/problems/mirror/", "/"];
    let ways = [
        "../Cargo.toml",
        "..%2fCargo.toml",
        "%2e%2e/Cargo.toml",
        "%2e%2e%2f%2e%2e%2fCargo.toml",
        "..%5cCargo.toml",
        "..%252fCargo.toml",
        "....//Cargo.toml",
        "%2fetc%2fpasswd",
        "//etc/passwd",
        "..;/Cargo.toml",
        "%c0%ae%c0%ae/Cargo.toml",
        "css/../../Cargo.toml",
        "problem.yaml",
        "data/secret/1.in",
        "../data/secret/1.in",
        "%2e%2e/data/secret/1.in",
        "submissions/accepted/copy.py",
        "minos.db",
        "../data/minos.db",
        ".git/config",
        "build/package.json",
    ];
    for root in roots {
        for way in ways {
            let address = format!("{root}{way}");
            for client in [&estate.house.nobody(), &estate.bob.session] {
                // Sent as it is written: clients tidy such addresses up.
                let reply = super::wire::get(&estate, &address, client.header("cookie"));
                let inside = [
                    "[package]",
                    "root:x:0:0",
                    "problem_format_version",
                    "SQLite format",
                    "three\n",
                ];
                let found = inside.iter().find(|text| reply.body.contains(**text));
                assert!(found.is_none(), "{address} shows {found:?}");
                assert!((300..500).contains(&reply.status), "{address}: {}", reply.status);
            }
        }
    }
}

#[test]
fn no_body_breaks_the_server() {
    let estate = Estate::new();
    for route in ROUTES.iter().filter(|route| route.changes()) {
        let address = estate.address(route);
        let at = format!("{} {}", route.method, route.pattern);
        let deep = "[".repeat(100_000);
        let many = format!("csrf={}&{}", estate.root.csrf, "a=b&".repeat(20_000));
        let bodies = [
            ("application/json", "null".to_owned()),
            ("application/json", "[[[[".into()),
            ("application/json", deep),
            ("application/json", r#"{"source": "a", "source": "b", "__proto__": {"role": "admin"}}"#.into()),
            ("application/json", r#"{"problem": {"$ne": 1}, "language": [], "source": 1e999}"#.into()),
            ("application/json; charset=utf-7", "+ADw-".into()),
            ("application/x-www-form-urlencoded", many),
            ("application/x-www-form-urlencoded", format!("csrf={}&=&&%zz=%", estate.root.csrf)),
            ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"../../x\"\r\n\r\nx\r\n--x--".into()),
            ("multipart/form-data", "--".into()),
            ("text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".into()),
            ("application/x-java-serialized-object", "\u{fffd}sr".into()),
        ];
        for (kind, body) in bodies {
            for client in [&estate.root.token, &estate.root.session] {
                let call = client.request("POST", &address).header("content-type", kind);
                let reply =
                    call.header("x-csrf-token", &estate.root.csrf).body(body.clone()).send();
                assert!(reply.status < 500, "{at} with {kind}: {}", reply.body);
                assert!(!reply.body.contains("root:x:0:0"), "{at}");
            }
            if route.pattern == "/logout" {
                break;
            }
        }
    }
}
