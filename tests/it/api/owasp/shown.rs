//! Markup in every field that somebody may write and a page may show.

use std::fs;

use minos::app::Viewer;
use serde_json::json;

use super::{
    super::house::{judged, write_problem},
    people::Estate,
    routes::{Body, ROUTES, Route, Who},
};
use crate::client::Client;

/// Breaks out of text, of attributes, of scripts and of comments, wherever it is not escaped.
fn evil(field: &str) -> String {
    format!("</script>'\"--><xss-{field} onmouseover=alert(1)>")
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// An estate full of markup.
fn estate() -> Estate {
    let estate = Estate::with(|config| {
        let text = evil("data");
        let data = format!("{text}\n");
        write_problem(&config.problems, "odd", &[("1", &data)], &[("1", &data)]);
        let dir = config.problems.join("odd");
        let name = json!(evil("name"));
        let yaml = format!(
            "problem_format_version: 2025-09\nname: {name}\nuuid: \
             6d3a2c1e-0000-4000-8000-000000000009\nkeywords: [{}]\nsource: {}\ncredits:\n  \
             authors: [{}]\nlimits:\n  time_limit: 1.0\n",
            json!(evil("keyword")),
            json!(evil("source")),
            json!("Ann '\"--> Author"),
        );
        fs::write(dir.join("problem.yaml"), yaml).expect("written");
        let statement = format!(
            "Statement {}\n\n<script>alert('<xss-script>')</script>\n\n<a href=\"javascript:alert(2)\" onclick=\"alert(3)\">x</a> <svg onload=alert(4)>\n",
            evil("statement")
        );
        fs::write(dir.join("statement/problem.en.md"), statement).expect("written");
    });
    let alice = &estate.alice;
    let submission = judged(&alice.token, "odd", &format!("say {}", evil("program")));
    assert_eq!(submission["status"], "done", "{submission}");
    judged(&alice.token, "mirror", "forbidden");
    let run = json!({
        "language": "script", "source": "echo", "stdin": evil("stdin"), "problem": "odd",
    });
    let run = alice.token.post("/api/v1/runs?wait=true", &run).send();
    assert_eq!(run.status, 200, "{}", run.body);
    let form = |path: &str, fields: &str| {
        let body = format!("csrf={}&{fields}", alice.csrf);
        let reply = alice.session.form(path, &body).send();
        assert!(reply.status < 400, "{path}: {}", reply.body);
        assert!(!reply.body.contains("<xss-"), "{path}: {}", reply.body);
    };
    form("/problems/odd/draft", &format!("language=script&source={}", encoded(&evil("draft"))));
    form("/settings/tokens", &format!("label={}", encoded(&evil("label"))));
    let rejudge = json!({ "problem": "odd", "reason": evil("rejudge") });
    let set = estate.judy.token.post("/api/v1/rejudges", &rejudge).send();
    assert_eq!(set.status, 201, "{}", set.body);
    estate.house.app().suspend(&Viewer::console(), "alice", &evil("reason")).expect("suspended");
    estate
}

/// The pages to look at: each route's, with ids one after the other, and with queries.
fn addresses(estate: &Estate, route: &Route) -> Vec<String> {
    let mut all = vec![estate.address(route)];
    for id in 1..=6 {
        all.push(route.pattern.replace("{id}", &id.to_string()).replace("{slug}", "odd"));
    }
    all.push(route.pattern.replace("{slug}", &encoded(&evil("slug"))));
    all.push(route.pattern.replace("{name}", &encoded(&evil("user"))));
    all.push(route.pattern.replace("{path:.*}", &encoded(&evil("path"))));
    all.retain(|address| !address.contains('{'));
    let queries = [
        "search", "tag", "user", "kind", "from", "to", "next", "token", "done", "problem",
        "solved", "page", "before", "verdict", "language",
    ];
    let base = estate.address(route);
    for query in queries {
        all.push(format!("{base}?{query}={}", encoded(&evil(query))));
    }
    all.push(format!("/nothing/{}", encoded(&evil("address"))));
    all.sort();
    all.dedup();
    all
}

#[test]
fn markup_is_shown_as_text_on_every_page() {
    let estate = estate();
    let people: [&Client; 4] =
        [&estate.house.nobody(), &estate.alice.session, &estate.judy.session, &estate.root.session];
    let mut shown = String::new();
    for route in ROUTES.iter().filter(|r| !r.changes() && !matches!(r.body, Body::Stream)) {
        for address in addresses(&estate, route) {
            for person in people {
                let reply = person.get(&address).send();
                assert!(reply.status < 500, "{address}: {}", reply.body);
                let kind = reply.header("content-type").to_owned();
                let is_page = kind.starts_with("text/html");
                if is_page {
                    assert!(!reply.body.contains("<xss-"), "{address}: {}", reply.body);
                    for way in
                        ["href=\"javascript:", "onclick=", "<svg onload", "onmouseover=alert(1)>"]
                    {
                        assert!(!reply.body.contains(way), "{address}: {way}");
                    }
                    shown.push_str(&reply.body);
                } else {
                    let inert = [
                        "application/",
                        "text/plain",
                        "text/css",
                        "text/csv",
                        "text/javascript",
                        "image/svg",
                    ];
                    let is_inert =
                        kind.is_empty() || inert.iter().any(|start| kind.starts_with(start));
                    assert!(is_inert, "{address}: {kind}");
                    assert_eq!(
                        reply.header("x-content-type-options"),
                        "nosniff",
                        "{address}: {reply:?}"
                    );
                }
                let to = reply.header("location");
                assert!(
                    to.is_empty() || to.starts_with('/') && !to.starts_with("//"),
                    "{address}: {to}"
                );
            }
        }
    }
    // The test would see nothing if these were not shown at all.
    for field in [
        "name", "keyword", "program", "stdin", "draft", "label", "rejudge", "reason", "data",
        "search",
    ] {
        let escaped = ["&#60;", "&lt;", "\\u003c"];
        let is_shown = escaped.iter().any(|less| shown.contains(&format!("{less}xss-{field}")));
        assert!(is_shown, "no page shows the field {field}");
    }
}

#[test]
fn markup_in_forms_comes_back_as_text() {
    let estate = Estate::new();
    let (visitor, csrf) = estate.visitor();
    for route in ROUTES.iter().filter(|r| matches!(r.body, Body::Form(_))) {
        let Body::Form(fields) = route.body else { continue };
        let names: Vec<_> = fields.split('&').filter_map(|pair| pair.split('=').next()).collect();
        for name in names.iter().filter(|name| !name.is_empty()) {
            let others = fields.split('&').filter(|pair| pair.split('=').next() != Some(name));
            let others: Vec<_> = others.collect();
            let value = encoded(&evil(name));
            let (client, csrf) = match route.who {
                Who::Anyone => (&visitor, &csrf),
                _ => (&estate.root.session, &estate.root.csrf),
            };
            let body = format!("csrf={csrf}&{}&{name}={value}", others.join("&"));
            let reply = client.form(&estate.address(route), &body).send();
            let at = format!("{} with {name}", route.pattern);
            assert!(reply.status < 500, "{at}: {}", reply.body);
            assert!(!reply.body.contains("<xss-"), "{at}: {}", reply.body);
        }
    }
    let next = encoded("https://evil.example/");
    let body = format!("csrf={csrf}&name=alice&password=correct+horse+battery&next={next}");
    let reply = request_login(&visitor, &body);
    assert_eq!(reply, "/", "nobody is sent to another site");
}

fn request_login(visitor: &Client, body: &str) -> String {
    visitor.form("/login", body).send().header("location").to_owned()
}

/// A form that names what there is not leads back to itself, and to no other site.
#[test]
fn what_a_form_names_in_vain_is_told_with_the_way_back() {
    let estate = Estate::new();
    let fields = format!("csrf={}&name=annna&reason=x", estate.root.csrf);
    let ours = format!("http://{}", estate.house.address());
    for (from, back) in [
        (format!("{ours}/admin/abuse?kind=files"), Some("href=\"/admin/abuse?kind=files\"")),
        (format!("{ours}//evil.example/"), Some("href=\"/evil.example/\"")),
        ("http://evil.example/admin/abuse".to_owned(), None),
    ] {
        let form = estate.root.session.form("/admin/abuse/suspend", &fields);
        let reply = form.header("referer", &from).send();
        assert_eq!(reply.status, 404);
        assert!(!reply.body.contains("//evil.example"), "{from}: {}", reply.body);
        match back {
            Some(back) => {
                assert!(reply.body.contains("annna was not found"), "{}", reply.body);
                assert!(reply.body.contains(back), "{from}: {}", reply.body);
            }
            None => assert!(!reply.body.contains("evil"), "{}", reply.body),
        }
    }
}
