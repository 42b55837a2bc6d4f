//! The house's rules, read from the source itself.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Room -> the rooms that it may use (itself always).
const MAY_USE: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("sandbox", &[]),
    ("config", &["domain"]),
    ("telemetry", &["domain"]),
    ("live", &["domain"]),
    ("queue", &["domain"]),
    ("problem", &["domain"]),
    ("auth", &["domain", "config"]),
    ("language", &["domain", "sandbox"]),
    ("judge", &["domain", "problem", "sandbox"]),
    ("verify", &["domain", "problem", "judge"]),
    ("store", &["domain", "queue"]),
    ("worker", &["domain", "problem", "judge", "sandbox", "queue", "telemetry"]),
    (
        "app",
        &[
            "domain",
            "config",
            "problem",
            "language",
            "sandbox",
            "judge",
            "queue",
            "worker",
            "store",
            "live",
            "auth",
            "telemetry",
        ],
    ),
    ("web", &["app", "domain", "live", "auth", "config", "telemetry"]),
    (
        "cli",
        &[
            "app",
            "auth",
            "config",
            "domain",
            "judge",
            "language",
            "live",
            "problem",
            "queue",
            "sandbox",
            "store",
            "telemetry",
            "verify",
            "web",
            "worker",
        ],
    ),
];

/// The only file that may hold `unsafe`.
const UNSAFE_FILES: &[&str] = &["src/sandbox/native/sys.rs"];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, into: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).expect("read a source directory") {
            let path = entry.expect("read a directory entry").path();
            if path.is_dir() {
                walk(&path, into);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = fs::read_to_string(&path).expect("read a source file");
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    walk(Path::new("src"), &mut all);
    all
}

/// `src/web/pages/login.rs` -> `web`; `src/main.rs` has no room.
fn room(path: &Path) -> Option<String> {
    let mut parts = path.components().skip(1);
    let first = parts.next()?.as_os_str().to_str()?.to_owned();
    match first.strip_suffix(".rs") {
        Some("main" | "lib") => None,
        Some(file) => Some(file.to_owned()),
        None => Some(first),
    }
}

/// Code without line comments, so that prose names no room.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split_once("//").map_or(line, |(code, _)| code))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Rooms named as `crate::room`, grouped imports included.
fn used(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for (at, found) in code.match_indices("crate::") {
        let rest = &code[at + found.len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut word) = (1, String::new());
            let mut fresh = true;
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => fresh = true,
                    c if depth == 1 && fresh && (c.is_alphanumeric() || c == '_') => {
                        word.push(c);
                        continue;
                    }
                    _ => {}
                }
                if !word.is_empty() {
                    rooms.insert(std::mem::take(&mut word));
                    fresh = c == ',';
                }
                if depth == 0 {
                    break;
                }
            }
        } else {
            let word: String =
                rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            rooms.insert(word);
        }
    }
    rooms
}

#[test]
fn rooms_use_only_what_they_may() {
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(room) = room(&path) else { continue };
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else {
            wrong.push(format!("{}: room `{room}` is not on the map", path.display()));
            continue;
        };
        for other in used(&code(&text)) {
            let is_room = MAY_USE.iter().any(|(name, _)| *name == other);
            if is_room && other != room && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{}: `{room}` may not use `{other}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sql_lives_in_the_store_alone() {
    for (path, text) in sources() {
        if room(&path).as_deref() != Some("store") {
            assert!(!code(&text).contains("rusqlite"), "{}: SQL outside `store`", path.display());
        }
    }
}

#[test]
fn no_async_runtime_below_the_web() {
    let below =
        ["domain", "sandbox", "problem", "language", "judge", "queue", "worker", "store", "verify"];
    for (path, text) in sources() {
        if room(&path).is_some_and(|room| below.contains(&room.as_str())) {
            let code = code(&text);
            assert!(!code.contains("tokio"), "{}: tokio below `web`", path.display());
            assert!(!code.contains("actix"), "{}: actix below `web`", path.display());
        }
    }
}

#[test]
fn domain_does_no_io() {
    for (path, text) in sources() {
        if room(&path).as_deref() == Some("domain") {
            for word in ["std::fs", "std::net", "std::process", "Instant::now", "SystemTime"] {
                assert!(!code(&text).contains(word), "{}: `{word}` in `domain`", path.display());
            }
        }
    }
}

#[test]
fn unsafe_lives_in_two_files() {
    for (path, text) in sources() {
        let code = code(&text);
        let holds = code.contains("unsafe ") || code.contains("unsafe{");
        let may = UNSAFE_FILES.iter().any(|file| path == Path::new(file));
        assert!(may || !holds, "{}: `unsafe` outside {UNSAFE_FILES:?}", path.display());
    }
}

#[test]
fn grouped_imports_are_seen() {
    let rooms = used("use crate::{domain::{Verdict, Role}, store, web::pages};");
    assert_eq!(rooms, ["domain", "store", "web"].map(String::from).into());
}
