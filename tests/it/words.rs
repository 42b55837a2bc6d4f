//! The catalogues, held to each other, to the templates, to the sources and to the scripts.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement},
    parser,
};
use minos::{domain::Locale, web::errors::Kind};
use regex_lite::Regex;

/// What a message consists of besides words.
#[derive(Debug, Default, PartialEq, Eq)]
struct Bones {
    places: BTreeSet<String>,
    /// Its tags, in alphabetical order: translations may turn them around.
    tags: Vec<String>,
}

type Catalogue = BTreeMap<String, Bones>;

fn files(dir: &str, extension: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, extension: &str, into: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(dir).expect("read a directory") {
            let path = entry.expect("read an entry").path();
            if path.is_dir() {
                walk(&path, extension, into);
            } else if path.extension().is_some_and(|e| e == extension) {
                let text = fs::read_to_string(&path).expect("read a file");
                into.push((path, text));
            }
        }
    }
    let mut all = Vec::new();
    walk(Path::new(dir), extension, &mut all);
    all
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|e| panic!("{pattern}: {e}"))
}

fn bones(pattern: &Pattern<&str>, into: &mut Bones) {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                static TAG: LazyLock<Regex> = LazyLock::new(|| regex("</?[a-z]+"));
                into.tags.extend(TAG.find_iter(value).map(|tag| tag.as_str().to_owned()));
            }
            PatternElement::Placeable { expression } => match expression {
                Expression::Inline(inline) => place(inline, into),
                Expression::Select { selector, variants } => {
                    place(selector, into);
                    for variant in variants {
                        bones(&variant.value, into);
                    }
                }
            },
        }
    }
}

fn place(expression: &InlineExpression<&str>, into: &mut Bones) {
    match expression {
        InlineExpression::VariableReference { id } => {
            into.places.insert(id.name.to_owned());
        }
        other => panic!("the catalogues use nothing but variables: {other:?}"),
    }
}

fn catalogue(locale: Locale) -> Catalogue {
    let mut all = Catalogue::new();
    for (path, text) in files(&format!("locales/{}", locale.tag()), "ftl") {
        let resource = parser::parse(text.as_str())
            .unwrap_or_else(|(_, errors)| panic!("{}: {errors:?}", path.display()));
        for entry in resource.body {
            let Entry::Message(message) = entry else { continue };
            let key = message.id.name.to_owned();
            let mut found = Bones::default();
            bones(&message.value.unwrap_or_else(|| panic!("{key} says nothing")), &mut found);
            found.tags.sort();
            assert!(all.insert(key.clone(), found).is_none(), "{locale:?} has {key} twice");
        }
    }
    all
}

#[test]
fn every_language_has_every_message_with_the_same_places_and_tags() {
    let english = catalogue(Locale::English);
    assert!(english.len() > 300, "{}", english.len());
    for locale in Locale::ALL {
        let other = catalogue(locale);
        let keys = |catalogue: &Catalogue| catalogue.keys().cloned().collect::<BTreeSet<_>>();
        let (ours, theirs) = (keys(&english), keys(&other));
        let missing: Vec<_> = ours.symmetric_difference(&theirs).collect();
        assert!(missing.is_empty(), "in {locale:?} or in English alone: {missing:?}");
        for (key, bones) in &english {
            assert_eq!(&other[key], bones, "{key} in {locale:?}");
        }
    }
}

/// How a message is used: its key, the places filled, and whether its markup is kept.
struct Use {
    key: String,
    places: BTreeSet<String>,
    rich: Option<bool>,
    at: String,
}

fn captured(pattern: &Regex, text: &str) -> BTreeSet<String> {
    pattern.captures_iter(text).map(|found| found[1].to_owned()).collect()
}

/// Every place where a message is said by its key.
fn uses() -> Vec<Use> {
    let mut all = Vec::new();
    let filter = regex(r#""([a-z0-9-]+)"((?:\|with\("[a-z]+", [^|]*\))*)\|(t|rich)\b"#);
    let filled = regex(r#"with\("([a-z]+)","#);
    for (path, text) in files("templates", "html") {
        for found in filter.captures_iter(&text) {
            all.push(Use {
                key: found[1].to_owned(),
                places: captured(&filled, &found[2]),
                rich: Some(&found[3] == "rich"),
                at: path.display().to_string(),
            });
        }
    }
    let message = regex(
        r#"(?:Message|Self)::new\(\s*"([a-z0-9-]+)",?\s*\)((?:\s*\.with\((?:[^()]|\([^()]*\))*\))*)"#,
    );
    let bare = regex(r#"(?:told\(Kind::\w+, |=> )"([a-z0-9]+(?:-[a-z0-9]+)+)""#);
    for (path, text) in files("src/web", "rs") {
        for found in message.captures_iter(&text) {
            all.push(Use {
                key: found[1].to_owned(),
                places: captured(&filled, &found[2]),
                rich: None,
                at: path.display().to_string(),
            });
        }
        let speaks = text.contains("Message") || text.contains("told(");
        for found in bare.captures_iter(&text).filter(|_| speaks) {
            let (key, places) = (found[1].to_owned(), BTreeSet::new());
            if Kind::ALL.iter().any(|kind| kind.word() == key) {
                continue;
            }
            all.push(Use { key, places, rich: None, at: path.display().to_string() });
        }
    }
    let script = regex(r#"\bt\("([a-z0-9-]+)"(?:, \{([^}]*)\})?\)"#);
    let named = regex(r"(\w+):");
    for (path, text) in files("static/js", "js") {
        for found in script.captures_iter(&text) {
            all.push(Use {
                key: format!("script-{}", &found[1]),
                places: found.get(2).map(|f| captured(&named, f.as_str())).unwrap_or_default(),
                rich: None,
                at: path.display().to_string(),
            });
        }
    }
    all
}

#[test]
fn every_message_in_use_exists_and_its_places_are_filled() {
    let english = catalogue(Locale::English);
    let uses = uses();
    assert!(uses.len() > 400, "{}", uses.len());
    for Use { key, places, rich, at } in uses {
        let Some(bones) = english.get(&key) else { panic!("{at} says {key}, which is missing") };
        assert_eq!(places, bones.places, "{at} fills places of {key}");
        if let Some(rich) = rich {
            assert_eq!(rich, !bones.tags.is_empty(), "{at}: {key} holds markup, and is `rich`");
        }
    }
}

#[test]
fn every_message_is_in_use() {
    let texts: String = [("templates", "html"), ("src/web", "rs")]
        .into_iter()
        .flat_map(|(dir, extension)| files(dir, extension))
        .map(|(_, text)| text)
        .collect();
    let scripts: BTreeSet<_> = uses().into_iter().map(|used| used.key).collect();
    let idle: Vec<_> = catalogue(Locale::English)
        .into_keys()
        .filter(|key| !texts.contains(&format!("\"{key}\"")) && !scripts.contains(key))
        .collect();
    assert!(idle.is_empty(), "nobody says {idle:?}");
}

/// Templates that are in English alone.
const IN_ENGLISH: [&str; 3] = ["templates/admin/", "templates/api/", "templates/design.html"];

/// Words in templates that are the same in every language.
const NAMES: [&str; 10] = ["Minos", "API", "Vim", "Emacs", "VimEmacs", "Tab", "Alt", "S", "F", "D"];

#[test]
fn pages_for_contestants_have_no_words_of_their_own() {
    let expressions = regex(r"(?s)\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}");
    let widths = regex(r"\{% block width %\}.*?\{% endblock %\}");
    let in_english = regex(r#"(?s)<section[^>]* lang="en">.*?</section>"#);
    let attributes =
        regex(r#"(?:aria-label|title|placeholder|alt|data-name|data-confirm)="([^"]*)""#);
    let elements = regex(r"(?s)<[^>]*>");
    let word = regex(r"[A-Za-z]+");
    let mut found = Vec::new();
    for (path, text) in files("templates", "html") {
        let name = path.display().to_string();
        if IN_ENGLISH.iter().any(|start| name.starts_with(start)) || name.ends_with("macros.html") {
            continue;
        }
        let text = widths.replace_all(&text, "");
        let text = expressions.replace_all(&text, "");
        let text = in_english.replace_all(&text, "");
        let said = attributes.captures_iter(&text).map(|found| found[1].to_owned());
        let said = said.collect::<Vec<_>>().join(" ") + &elements.replace_all(&text, " ");
        let said = said.replace("&nbsp;", " ");
        let own = word.find_iter(&said).map(|word| word.as_str().to_owned());
        let own: Vec<_> = own.filter(|word| !NAMES.contains(&word.as_str())).collect();
        if !own.is_empty() {
            found.push((name, own));
        }
    }
    assert!(found.is_empty(), "words outside of the catalogues: {found:?}");
}
