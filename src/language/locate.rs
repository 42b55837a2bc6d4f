//! Finding toolchains that live in directories of their own, and expanding globs.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::domain::Locate;

/// The directory of a toolchain, if the host has it.
pub(super) fn locate(rule: &Locate) -> Option<PathBuf> {
    let asked = rule.ask.split_first().and_then(|(program, args)| {
        let output = Command::new(program)
            .args(args)
            .current_dir("/")
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        output.status.success().then(|| PathBuf::from(text.trim()))
    });
    let home = env::var("HOME").ok();
    let listed = rule.dirs.iter().flat_map(|dir| {
        let dir = match (dir.strip_prefix("~/"), &home) {
            (Some(rest), Some(home)) => format!("{home}/{rest}"),
            (Some(_), None) => return Vec::new(),
            (None, _) => dir.clone(),
        };
        let mut found = glob(&dir);
        found.reverse();
        found
    });
    asked.into_iter().chain(listed).find(|dir| dir.is_absolute() && dir.join(&rule.file).is_file())
}

/// What exists at `pattern`, whose last component may hold `*`; in order of names.
pub(super) fn glob(pattern: &str) -> Vec<PathBuf> {
    let path = Path::new(pattern);
    let (Some(parent), Some(name)) = (path.parent(), path.file_name().and_then(|n| n.to_str()))
    else {
        return Vec::new();
    };
    if !name.contains('*') {
        return if path.exists() { vec![path.into()] } else { Vec::new() };
    }
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let mut found: Vec<_> = entries
        .filter(|entry| entry.file_name().to_str().is_some_and(|n| matches(name, n)))
        .map(|entry| entry.path())
        .filter(|path| path.exists())
        .collect();
    found.sort();
    found
}

/// Whether `*` in the pattern can stand for what makes it the name.
fn matches(pattern: &str, name: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else { return pattern == name };
    name.strip_prefix(head).is_some_and(|rest| {
        (0..=rest.len()).any(|at| rest.is_char_boundary(at) && matches(tail, &rest[at..]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_match_any_text() {
        for (pattern, name, wanted) in [
            ("java-*", "java-17-openjdk", true),
            ("fpc*.cfg", "fpc.cfg", true),
            ("fpc*.cfg", "fpc-3.2.2.cfg", true),
            ("fpc*.cfg", "fpc.cfg.old", false),
            ("*", "", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
        ] {
            assert_eq!(matches(pattern, name), wanted, "{pattern} {name}");
        }
    }

    #[test]
    fn the_first_directory_with_the_file_wins() {
        let root = tempfile::tempdir().expect("a directory");
        let at = |name: &str| root.path().join(name);
        for name in ["tool-1/bin", "tool-2/bin", "tool-3"] {
            fs::create_dir_all(at(name)).expect("make a directory");
        }
        for name in ["tool-1/bin/tool", "tool-2/bin/tool"] {
            fs::write(at(name), "").expect("write");
        }
        let rule = |ask: &[&str]| Locate {
            ask: ask.iter().map(ToString::to_string).collect(),
            dirs: vec![at("none").display().to_string(), at("tool-*").display().to_string()],
            file: "bin/tool".into(),
        };
        assert_eq!(locate(&rule(&["false"])), Some(at("tool-2")));
        assert_eq!(locate(&rule(&[])), Some(at("tool-2")));
        let tool_1 = at("tool-1").display().to_string();
        assert_eq!(locate(&rule(&["echo", &tool_1])), Some(at("tool-1")));
        assert_eq!(locate(&rule(&["echo", "/none"])), Some(at("tool-2")));
    }
}
