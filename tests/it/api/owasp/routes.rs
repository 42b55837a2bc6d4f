//! Every route with who may use it. A new route gets its line here, and with that every test of
//! this folder.

use std::{collections::BTreeSet, fs, path::Path};

/// For whom a route does what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Who {
    /// Everybody, also without an account.
    Anyone,
    /// Whoever has an account.
    User,
    /// Whose the thing is, and judges.
    OwnerAndJudges,
    /// Whose the thing is alone.
    Owner,
    Judge,
    Admin,
}

/// What a request has to send along.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    Nothing,
    /// Fields of a form, without its token.
    Form(&'static str),
    Json(&'static str),
    /// A form with a package, which is none.
    File,
    /// Nothing; the answer is a stream without end.
    Stream,
}

#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub pattern: &'static str,
    pub who: Who,
    pub body: Body,
}

use Body::{File, Form, Json, Nothing, Stream};
use Who::{Admin, Anyone, Judge, Owner, OwnerAndJudges, User};

const fn get(pattern: &'static str, who: Who) -> Route {
    Route { method: "GET", pattern, who, body: Nothing }
}

const fn stream(pattern: &'static str, who: Who) -> Route {
    Route { method: "GET", pattern, who, body: Stream }
}

const fn form(pattern: &'static str, who: Who, fields: &'static str) -> Route {
    Route { method: "POST", pattern, who, body: Form(fields) }
}

const fn file(pattern: &'static str, who: Who) -> Route {
    Route { method: "POST", pattern, who, body: File }
}

const fn json(pattern: &'static str, who: Who, text: &'static str) -> Route {
    Route { method: "POST", pattern, who, body: Json(text) }
}

/// In an order in which each can be used after those before it.
pub const ROUTES: &[Route] = &[
    get("/healthz", Anyone),
    get("/readyz", Anyone),
    get("/metrics", Anyone),
    get("/favicon.ico", Anyone),
    get("/static/{version}/{path:.*}", Anyone),
    get("/", Anyone),
    get("/help", Anyone),
    get("/design", Anyone),
    get("/leaderboard", Anyone),
    get("/leaderboard.csv", Anyone),
    get("/users/{name}", Anyone),
    get("/problems", Anyone),
    get("/problems/{slug}", Anyone),
    get("/problems/{slug}/files/{path:.*}", Anyone),
    get("/problems/{slug}/editorial", User),
    get("/problems/{slug}/editorial/{lang}", User),
    file("/problems/{slug}/answers", User),
    form("/problems/{slug}/draft", User, "language=script&source=echo"),
    get("/problems/{slug}/playback", User),
    form("/problems/{slug}/playback/forget", User, ""),
    form("/problems/{slug}/run", User, "language=script&source=echo&stdin=x"),
    // Nothing comes of it without the handshake; tests/it/console.rs makes one.
    get("/problems/{slug}/console", User),
    get("/problems/{slug}/assist", User),
    form("/problems/{slug}/submit", User, "language=script&source=echo"),
    get("/submissions", Anyone),
    get("/submissions.csv", Judge),
    form("/problems/{slug}/run-all", User, "language=script&source=echo"),
    form("/problems/{slug}/cases", User, "case_name=small&stdin=x&scripted=true"),
    form("/problems/{slug}/cases/{id}/remove", Owner, "scripted=true"),
    get("/submissions/compare", User),
    get("/submissions/{id}", Anyone),
    get("/submissions/{id}/answers/{path:.*}", OwnerAndJudges),
    form("/submissions/{id}/note", Owner, "note=mine&scripted=true"),
    get("/runs/{id}", Owner),
    form("/submissions/{id}/cancel", OwnerAndJudges, ""),
    form("/runs/{id}/cancel", OwnerAndJudges, ""),
    get("/trials/{first}", Owner),
    form("/submissions/{id}/rejudge", Judge, ""),
    get("/login", Anyone),
    form("/login", Anyone, "name=alice&password=not+the+password"),
    get("/signup", Anyone),
    form("/signup", Anyone, "name=zoe&password=correct+horse+battery"),
    get("/setup", Anyone),
    form("/setup", Anyone, "name=zed&password=correct+horse+battery&token=guessed"),
    get("/settings", User),
    form("/locale", Anyone, "locale=en&next=/"),
    form("/settings/editor", User, "keys=vim&font_size=16&indent=4"),
    form("/settings/recording", User, "record=true"),
    form("/settings/recording/forget", User, ""),
    form("/settings/password", User, "current=not+the+password&password=correct+horse+staple"),
    form("/settings/tokens", User, "label=laptop"),
    form("/settings/tokens/{id}/revoke", Owner, ""),
    // Sends everybody on to a page that is guarded itself.
    get("/admin", Anyone),
    get("/admin/dashboard", Admin),
    get("/admin/start", Admin),
    get("/admin/queue", Admin),
    get("/admin/queue.csv", Admin),
    get("/admin/dead.csv", Admin),
    form("/admin/queue/mode", Admin, "mode=running"),
    form("/admin/dead/retry", Admin, "job=1"),
    form("/admin/dead/discard", Admin, "job=1"),
    get("/admin/users", Admin),
    get("/admin/users.csv", Admin),
    get("/admin/users/enrol", Admin),
    form("/admin/users/enrol", Admin, "table=zelda"),
    get("/admin/users/{name}", Admin),
    form("/admin/users/{name}/classes", Admin, "class=7b"),
    get("/admin/classes", Admin),
    get("/admin/classes.csv", Admin),
    form("/admin/classes", Admin, "class=7b&members=alice"),
    form("/admin/classes/remove", Admin, "class=7b"),
    form("/admin/users/{name}/role", Admin, "role=user"),
    form("/admin/users/{name}/access", Admin, "disabled=false"),
    get("/admin/abuse", Admin),
    get("/admin/abuse.csv", Admin),
    form("/admin/abuse/suspend", Admin, "name=alice&reason=for+the+test"),
    form("/admin/users/{name}/restore", Admin, ""),
    get("/admin/audit", Admin),
    get("/admin/audit.csv", Admin),
    get("/admin/rejudges.csv", Judge),
    get("/admin/rejudges/{id}.csv", Judge),
    get("/admin/rejudges", Judge),
    form("/admin/rejudges", Judge, "problem=mirror&reason=for+the+test"),
    get("/admin/rejudges/{id}", Judge),
    form("/admin/rejudges/{id}/apply", Judge, ""),
    form("/admin/rejudges/{id}/discard", Judge, ""),
    get("/admin/problems", Judge),
    get("/admin/problems.csv", Judge),
    file("/admin/problems", Admin),
    form("/admin/problems/{slug}/judging", Admin, "feedback=tests&best_by=group"),
    get("/admin/problems/{slug}/package", Admin),
    form("/admin/problems/{slug}/visibility", Admin, "hidden=false"),
    get("/api/v1/languages", Anyone),
    get("/api/v1/problems", Anyone),
    file("/api/v1/problems", Admin),
    get("/api/v1/problems/{slug}", Anyone),
    get("/api/v1/problems/{slug}/package", Admin),
    get("/api/v1/leaderboard", Anyone),
    stream("/api/v1/leaderboard/events", Anyone),
    get("/api/v1/docs", Anyone),
    get("/api/v1/openapi.json", Anyone),
    get("/api/v1/me", User),
    get("/api/v1/submissions", Anyone),
    get("/api/v1/submissions/{id}", Anyone),
    get("/api/v1/submissions/{id}/source", OwnerAndJudges),
    stream("/api/v1/submissions/{id}/events", OwnerAndJudges),
    json(
        "/api/v1/submissions",
        User,
        r#"{"problem": "mirror", "language": "script", "source": "echo"}"#,
    ),
    json("/api/v1/runs", User, r#"{"language": "script", "source": "echo"}"#),
    get("/api/v1/runs/{id}", Owner),
    json("/api/v1/submissions/{id}/cancel", OwnerAndJudges, "{}"),
    json("/api/v1/runs/{id}/cancel", OwnerAndJudges, "{}"),
    stream("/api/v1/runs/{id}/events", Owner),
    stream("/api/v1/trials/events", User),
    stream("/api/v1/queue/events", Admin),
    get("/api/v1/queue", Admin),
    Route {
        method: "PUT",
        pattern: "/api/v1/queue/mode",
        who: Admin,
        body: Json(r#"{"mode": "running"}"#),
    },
    get("/api/v1/dead-letters", Admin),
    json("/api/v1/dead-letters/retry", Admin, r#"{"jobs": [1]}"#),
    json("/api/v1/dead-letters/discard", Admin, r#"{"jobs": [1]}"#),
    get("/api/v1/abuse", Admin),
    get("/api/v1/audit", Admin),
    json("/api/v1/users/{name}/suspend", Admin, r#"{"reason": "for the test"}"#),
    json("/api/v1/users/{name}/restore", Admin, "{}"),
    get("/api/v1/rejudges", Judge),
    json("/api/v1/rejudges", Judge, r#"{"problem": "mirror"}"#),
    get("/api/v1/rejudges/{id}", Judge),
    json("/api/v1/rejudges/{id}/apply", Judge, "{}"),
    json("/api/v1/rejudges/{id}/discard", Judge, "{}"),
    stream("/api/v1/rejudges/events", Judge),
    // Alice's sessions end with it.
    form("/admin/users/{name}/password", Admin, "tokens=false"),
    // Last, for nobody is logged in after it.
    form("/logout", Anyone, ""),
];

impl Route {
    /// Whether programs use it, known by their tokens.
    pub fn is_api(&self) -> bool {
        self.pattern.starts_with("/api/")
    }

    /// Whether it changes something.
    pub fn changes(&self) -> bool {
        self.method != "GET"
    }
}

/// The routes that the source of the web server registers.
fn registered() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    walk(Path::new("src/web"), &mut found);
    found
}

fn walk(dir: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(dir).expect("the web's source").flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, found);
            continue;
        }
        let prefix = if path.starts_with("src/web/api") { "/api/v1" } else { "" };
        let text = fs::read_to_string(&path).expect("a source file");
        let code: String = text.lines().filter(|l| !l.trim_start().starts_with("//")).collect();
        for route in routes_of(&code) {
            found.insert(route.replacen(' ', &format!(" {prefix}"), 1));
        }
    }
}

/// `METHOD /pattern` of each registration in a file.
fn routes_of(code: &str) -> Vec<String> {
    let mut routes = Vec::new();
    let mut pattern = None;
    let mut rest = code;
    while let Some(at) = rest.find(['"', ':']) {
        let (before, after) = rest.split_at(at);
        if let Some(literal) = after.strip_prefix('"') {
            let (text, behind) = match before.chars().next_back() {
                // A quote as a character; a raw string; any other.
                Some('\'') if literal.starts_with('\'') => ("", literal),
                Some('#') => literal.split_once("\"#").expect("a raw string ends"),
                _ => literal.split_at(end_of(literal)),
            };
            let call = before.trim_end().trim_end_matches('(');
            if ["route", "resource", "read"].iter().any(|word| call.ends_with(word)) {
                pattern = Some(text.to_owned());
                if call.ends_with("read") {
                    routes.push(format!("GET {text}"));
                }
            }
            rest = behind.strip_prefix('"').unwrap_or(behind);
            continue;
        }
        rest = &after[1..];
        let Some(call) = rest.strip_prefix(':').filter(|_| before.ends_with("web")) else {
            continue;
        };
        for method in ["get", "post", "put", "patch", "delete"] {
            if call.starts_with(&format!("{method}()"))
                && let Some(pattern) = &pattern
            {
                routes.push(format!("{} {pattern}", method.to_uppercase()));
            }
        }
    }
    routes
}

/// Where a string literal ends: at its first quote that is not escaped.
fn end_of(literal: &str) -> usize {
    let mut escaped = false;
    let ends = |(_, c): &(usize, char)| {
        let end = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        end
    };
    literal.char_indices().find(ends).map_or(literal.len(), |(at, _)| at)
}

#[test]
fn every_route_is_in_the_table() {
    let table: BTreeSet<String> =
        ROUTES.iter().map(|route| format!("{} {}", route.method, route.pattern)).collect();
    assert_eq!(table.len(), ROUTES.len(), "a route is in the table twice");
    let registered = registered();
    let missing: Vec<_> = registered.difference(&table).collect();
    assert!(
        missing.is_empty(),
        "who may use these? Say so in tests/it/api/owasp/routes.rs: {missing:#?}"
    );
    let gone: Vec<_> = table.difference(&registered).collect();
    assert!(gone.is_empty(), "these routes are gone: {gone:#?}");
}

#[test]
fn registrations_are_read() {
    let code = r#"service.route("/a/{id}", web::get().to(x)).route("/a", web::post().to(y))
        .service(super::read("/b", list).route(web::post().to(create)))
        .service(web::resource("/c").route(web::delete().to(z)));
        let nothing = web::to(|| async {}); Failure::new("web::get()"); split('"'); x("\"web::put()")"#;
    let wanted = ["GET /a/{id}", "POST /a", "GET /b", "POST /b", "DELETE /c"];
    assert_eq!(routes_of(code), wanted);
}
