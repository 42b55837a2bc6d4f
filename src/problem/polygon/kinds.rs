//! Polygon's words for languages, as the codes of the package format.

use crate::problem::icpc::codes;

/// Polygon's types of sources begin with these.
const SOURCES: &[(&str, &str)] = &[
    ("c.", "c"),
    ("cpp.", "cpp"),
    ("csharp.", "csharp"),
    ("d", "d"),
    ("fpc", "pascal"),
    ("go", "go"),
    ("haskell", "haskell"),
    ("java.", "java"),
    ("java", "java"),
    ("js", "javascript"),
    ("kotlin", "kotlin"),
    ("node", "javascript"),
    ("ocaml", "ocaml"),
    ("pas.", "pascal"),
    ("perl", "perl"),
    ("php", "php"),
    ("python.2", "python2"),
    ("python.pypy2", "python2"),
    ("python", "python3"),
    ("ruby", "ruby"),
    ("rust", "rust"),
    ("scala", "scala"),
];

/// The code for a source of Polygon's type `kind`, called `path`.
pub(super) fn language(kind: Option<&str>, path: &str) -> Option<&'static str> {
    let exact = |kind: &str| {
        // `javascript` is no Java, and `delphi` no D.
        let (word, _) = kind.split_once('.').unwrap_or((kind, ""));
        SOURCES.iter().find(|(start, _)| match start.strip_suffix('.') {
            Some(family) => word == family,
            None if start.contains('.') => kind.starts_with(start),
            None if start.len() < 3 || *start == "java" => {
                word.trim_end_matches(char::is_numeric) == *start
            }
            None => kind.starts_with(start),
        })
    };
    match kind.filter(|kind| !kind.is_empty()).and_then(exact) {
        Some((_, code)) => Some(code),
        None => codes::by_ending(path),
    }
}

/// Whether a file of this type is a header, to lie beside the sources of its language.
pub(super) fn is_header(kind: &str) -> bool {
    kind.starts_with("h.")
}

/// The language tag of a statement's language, which Polygon spells as an English word.
pub(super) fn tag(language: &str) -> Option<&'static str> {
    const TAGS: &[(&str, &str)] = &[
        ("afrikaans", "af"),
        ("arabic", "ar"),
        ("armenian", "hy"),
        ("azerbaijani", "az"),
        ("belarusian", "be"),
        ("bengali", "bn"),
        ("bulgarian", "bg"),
        ("catalan", "ca"),
        ("chinese", "zh"),
        ("croatian", "hr"),
        ("czech", "cs"),
        ("danish", "da"),
        ("dutch", "nl"),
        ("english", "en"),
        ("estonian", "et"),
        ("finnish", "fi"),
        ("french", "fr"),
        ("georgian", "ka"),
        ("german", "de"),
        ("greek", "el"),
        ("hebrew", "he"),
        ("hindi", "hi"),
        ("hungarian", "hu"),
        ("indonesian", "id"),
        ("italian", "it"),
        ("japanese", "ja"),
        ("kazakh", "kk"),
        ("korean", "ko"),
        ("kyrgyz", "ky"),
        ("latvian", "lv"),
        ("lithuanian", "lt"),
        ("macedonian", "mk"),
        ("malay", "ms"),
        ("mongolian", "mn"),
        ("norwegian", "no"),
        ("persian", "fa"),
        ("polish", "pl"),
        ("portuguese", "pt"),
        ("romanian", "ro"),
        ("russian", "ru"),
        ("serbian", "sr"),
        ("slovak", "sk"),
        ("slovene", "sl"),
        ("spanish", "es"),
        ("swedish", "sv"),
        ("tajik", "tg"),
        ("thai", "th"),
        ("turkish", "tr"),
        ("turkmen", "tk"),
        ("ukrainian", "uk"),
        ("urdu", "ur"),
        ("uzbek", "uz"),
        ("vietnamese", "vi"),
    ];
    TAGS.iter().find(|(name, _)| *name == language).map(|(_, tag)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_and_endings_name_languages() {
        for (kind, path, wanted) in [
            (Some("cpp.g++17"), "a.cpp", Some("cpp")),
            (Some("cpp.ms2017"), "a", Some("cpp")),
            (Some("c.gcc"), "a.c", Some("c")),
            (Some("csharp.mono"), "a.cs", Some("csharp")),
            (Some("java11"), "A.java", Some("java")),
            (Some("java.8"), "A.java", Some("java")),
            (Some("javascript"), "a.js", Some("javascript")),
            (Some("python.3"), "a.py", Some("python3")),
            (Some("python.pypy3"), "a.py", Some("python3")),
            (Some("python.2"), "a.py", Some("python2")),
            (Some("pas.fpc"), "a.pas", Some("pascal")),
            (Some("d"), "a.d", Some("d")),
            (Some("delphi"), "a.pas", Some("pascal")),
            (None, "a.rs", Some("rust")),
            (Some(""), "a.py", Some("python3")),
            (Some("exe.win32"), "a.exe", None),
        ] {
            assert_eq!(language(kind, path), wanted, "{kind:?} {path}");
        }
    }
}
