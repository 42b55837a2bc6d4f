//! Profiles from the binary and from a directory.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use rust_embed::RustEmbed;

use super::Error;
use crate::domain::Language;

/// The profiles that come with Minos; an installed binary needs no files beside it.
#[derive(RustEmbed)]
#[folder = "sandbox-profiles/languages"]
#[include = "*.toml"]
struct Embedded;

/// Reads the profiles, by id: those of Minos, and over them the `*.toml` files of `dir`, where a
/// file of the same name replaces the one of Minos.
///
/// # Errors
/// At the first profile that is wrong.
pub fn load(dir: Option<&Path>) -> Result<Vec<Arc<Language>>, Error> {
    let mut texts = BTreeMap::new();
    for name in Embedded::iter() {
        if let Some(file) = Embedded::get(&name) {
            texts.insert(name.to_string(), String::from_utf8_lossy(&file.data).into_owned());
        }
    }
    if let Some(dir) = dir {
        overlay(dir, &mut texts)?;
    }
    let mut languages: BTreeMap<String, (String, Arc<Language>)> = BTreeMap::new();
    for (file, text) in texts {
        let language = parse(&file, &text)?;
        if let Some((other, _)) = languages.get(&language.id) {
            let reason = format!("`{}` is the id of {other} too", language.id);
            return Err(value(&file, "id", reason));
        }
        languages.insert(language.id.clone(), (file, Arc::new(language)));
    }
    Ok(languages.into_values().map(|(_, language)| language).collect())
}

fn overlay(dir: &Path, texts: &mut BTreeMap<String, String>) -> Result<(), Error> {
    let read = |path: &Path, source| Error::Read { path: path.into(), source };
    for entry in fs::read_dir(dir).map_err(|e| read(dir, e))? {
        let path = entry.map_err(|e| read(dir, e))?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let text = fs::read_to_string(&path).map_err(|e| read(&path, e))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            texts.insert(name, text);
        }
    }
    Ok(())
}

/// One profile, checked.
fn parse(file: &str, text: &str) -> Result<Language, Error> {
    let mut language: Language = toml::from_str(text)
        .map_err(|e| Error::Syntax { file: file.into(), source: Box::new(e) })?;
    // A multi-line string shows its template best when its first line is empty.
    language.template = language.template.trim_start_matches('\n').to_owned();
    check(&language).map_err(|(key, reason)| value(file, &key, reason))?;
    Ok(language)
}

fn value(file: &str, key: &str, reason: String) -> Error {
    Error::Value { file: file.into(), key: key.into(), reason }
}

/// What the types can't say; an error is (key, reason).
fn check(language: &Language) -> Result<(), (String, String)> {
    let id_fits = |id: &str| {
        !id.is_empty()
            && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".+-".contains(c))
    };
    let require = |fits: bool, key: &str, reason: &str| {
        if fits { Ok(()) } else { Err((key.to_owned(), reason.to_owned())) }
    };
    require(id_fits(&language.id), "id", "use lower-case letters, digits, `.`, `+` and `-`")?;
    require(is_file_name(&language.source), "source", "give a file name without directories")?;
    require(language.processes > 0, "processes", "a program needs at least 1")?;
    require(
        language.time_factor.is_finite() && language.time_factor > 0.0,
        "time_factor",
        "give a number above 0",
    )?;
    for path in language.support.keys() {
        require(is_file_name(path), "support", "give file names without directories")?;
    }
    for mount in &language.mounts {
        require(mount.starts_with('/'), "mounts", "give absolute paths")?;
    }
    if let Some(server) = &language.server {
        for (name, words) in [("probe", &server.probe), ("run", &server.run)] {
            let key = format!("server.{name}");
            require(!words.is_empty(), &key, "give a program and its arguments")?;
        }
        for path in server.files.keys() {
            require(is_file_name(path), "server.files", "give file names without directories")?;
        }
    }
    require(!language.versions.is_empty(), "versions", "give at least one [[versions]]")?;
    for (index, version) in language.versions.iter().enumerate() {
        let key = |name: &str| format!("versions.{}.{name}", index + 1);
        require(id_fits(&version.id), &key("id"), "use lower-case letters, digits, `.` and `-`")?;
        let twice = language.versions[..index].iter().any(|other| other.id == version.id);
        require(!twice, &key("id"), "an earlier version has this id")?;
        let commands = [
            ("probe", Some(&version.probe)),
            ("compile", version.compile.as_ref()),
            ("run", Some(&version.run)),
        ];
        let precompiled = version.precompiled.iter().flat_map(|header| {
            [
                ("precompiled.text", Some(&header.text)),
                ("precompiled.compile", Some(&header.compile)),
                ("precompiled.flags", Some(&header.flags)),
                ("precompiled.trial", Some(&header.trial)),
            ]
        });
        for (name, words) in commands.into_iter().chain(precompiled) {
            let Some(words) = words else { continue };
            require(!words.is_empty(), &key(name), "give a program and its arguments")?;
            for word in words {
                placeholders(word, name, language)
                    .map_err(|reason| (key(name), format!("`{word}`: {reason}")))?;
            }
        }
    }
    Ok(())
}

fn is_file_name(name: &str) -> bool {
    !name.is_empty() && !name.contains('/') && name != "." && name != ".."
}

/// Refuses placeholders that the command can't have.
fn placeholders(word: &str, command: &str, language: &Language) -> Result<(), String> {
    let mut rest = word;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((name, tail)) = after.split_once('}') else { break };
        rest = tail;
        match name {
            "toolchain" if language.locate.is_none() => {
                return Err("`{toolchain}` needs a [locate] section".into());
            }
            "sources" if word != "{sources}" => {
                return Err("`{sources}` must be a word of its own".into());
            }
            "toolchain" => {}
            "source" if matches!(command, "precompiled.text" | "precompiled.compile") => {}
            "dir" if command == "precompiled.flags" => {}
            "source" | "sources" | "main" | "memory_mib"
                if matches!(command, "compile" | "run") => {}
            _ => return Err(format!("unknown placeholder `{{{name}}}` for {command}")),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
id = "x"
name = "X"
extensions = ["x"]
source = "main.x"
editor = "x"
template = ""
seccomp = "default"
processes = 1
[[versions]]
id = "1"
probe = ["x", "--version"]
run = ["x", "{source}"]
"#;

    #[test]
    fn the_profiles_of_the_house_are_good() {
        let languages = load(None).expect("profiles");
        assert_eq!(languages.len(), 18);
        for language in languages {
            assert!(!language.template.is_empty(), "{}", language.id);
            assert!(!language.packages.is_empty(), "{}", language.id);
        }
    }

    #[test]
    fn a_wrong_profile_names_its_file_and_key() {
        parse("x.toml", GOOD).expect("a good profile");
        for (from, to, wanted) in [
            ("processes = 1", "processes = 0", "x.toml: processes: a program needs at least 1"),
            ("\"x\"\nname", "\"X Y\"\nname", "x.toml: id: use lower-case"),
            ("main.x", "../main.x", "x.toml: source: give a file name"),
            ("{source}", "{sauce}", "x.toml: versions.1.run: `{sauce}`: unknown placeholder"),
            (
                "{source}",
                "{toolchain}",
                "x.toml: versions.1.run: `{toolchain}`: `{toolchain}` needs",
            ),
            ("{source}", "-c{sources}", "x.toml: versions.1.run: `-c{sources}`: `{sources}` must"),
            ("--version", "{source}", "x.toml: versions.1.probe: `{source}`: unknown placeholder"),
            ("[\"x\", \"{source}\"]", "[]", "x.toml: versions.1.run: give a program"),
            ("editor", "edior", "edior"),
        ] {
            assert!(GOOD.contains(from), "{from}");
            let error = parse("x.toml", &GOOD.replacen(from, to, 1)).expect_err(to).to_string();
            assert!(error.contains(wanted), "{wanted} not in {error}");
        }
    }

    #[test]
    fn a_directory_overrides_and_adds() {
        let dir = tempfile::tempdir().expect("a directory");
        let cpp = GOOD.replace("id = \"x\"", "id = \"cpp\"").replace("\"X\"", "\"My C++\"");
        fs::write(dir.path().join("cpp.toml"), cpp).expect("write");
        fs::write(dir.path().join("x.toml"), GOOD).expect("write");
        let languages = load(Some(dir.path())).expect("profiles");
        assert_eq!(languages.len(), 19);
        let name = |id: &str| languages.iter().find(|l| l.id == id).map(|l| l.name.as_str());
        assert_eq!(name("cpp"), Some("My C++"));
        assert_eq!(name("x"), Some("X"));

        let again = GOOD.replace("id = \"x\"", "id = \"go\"");
        fs::write(dir.path().join("again.toml"), again).expect("write");
        let error = load(Some(dir.path())).expect_err("two of an id").to_string();
        assert_eq!(error, "language profile go.toml: id: `go` is the id of again.toml too");
    }
}
