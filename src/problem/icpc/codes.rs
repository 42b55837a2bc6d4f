//! The format's table of languages, and the spelling of natural languages.

/// Code and file-name endings that mean it.
const LANGUAGES: &[(&str, &[&str])] = &[
    ("ada", &["adb", "ads"]),
    ("algol68", &["a68"]),
    ("apl", &["apl"]),
    ("bash", &["sh"]),
    ("c", &["c"]),
    ("cgmp", &[]),
    ("cobol", &["cob"]),
    ("cpp", &["cc", "cpp", "cxx", "c++", "C"]),
    ("cppgmp", &[]),
    ("crystal", &["cr"]),
    ("csharp", &["cs"]),
    ("d", &["d"]),
    ("dart", &["dart"]),
    ("elixir", &["ex"]),
    ("erlang", &["erl"]),
    ("forth", &["fth", "4th", "forth", "frt"]),
    ("fortran", &["f90"]),
    ("fsharp", &["fs"]),
    ("gerbil", &["ss"]),
    ("go", &["go"]),
    ("haskell", &["hs"]),
    ("java", &["java"]),
    ("javaalgs4", &[]),
    ("javascript", &["js"]),
    ("julia", &["jl"]),
    ("kotlin", &["kt"]),
    ("lisp", &["lisp", "cl"]),
    ("lua", &["lua"]),
    ("modula2", &["mod", "def"]),
    ("nim", &["nim"]),
    ("objectivec", &["m"]),
    ("ocaml", &["ml"]),
    ("octave", &[]),
    ("odin", &["odin"]),
    ("pascal", &["pas"]),
    ("perl", &["pm"]),
    ("php", &["php"]),
    ("prolog", &["pl"]),
    ("python2", &["py2"]),
    ("python3", &["py", "py3"]),
    ("python3numpy", &[]),
    ("racket", &["rkt"]),
    ("ruby", &["rb"]),
    ("rust", &["rs"]),
    ("scala", &["scala"]),
    ("simula", &["sim"]),
    ("smalltalk", &["st"]),
    ("snobol", &["sno"]),
    ("swift", &["swift"]),
    ("typescript", &["ts"]),
    ("visualbasic", &["vb"]),
    ("zig", &["zig"]),
];

/// Whether the format knows the code.
pub(in crate::problem) fn is_language(code: &str) -> bool {
    LANGUAGES.iter().any(|(known, _)| *known == code)
}

/// The language of a source file by its ending.
pub(in crate::problem) fn by_ending(path: &str) -> Option<&'static str> {
    let ending = path.rsplit_once('.')?.1;
    LANGUAGES.iter().find(|(_, endings)| endings.contains(&ending)).map(|(code, _)| *code)
}

/// Whether it is spelled like a natural language's tag: `en`, `fil`, `pt-BR`.
pub(super) fn is_tag(tag: &str) -> bool {
    let (language, region) = match tag.split_once('-') {
        Some((language, region)) => (language, Some(region)),
        None => (tag, None),
    };
    (2..=3).contains(&language.len())
        && language.bytes().all(|b| b.is_ascii_lowercase())
        && region.is_none_or(|r| r.len() == 2 && r.bytes().all(|b| b.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_and_tags() {
        assert_eq!(by_ending("a/b.C"), Some("cpp"));
        assert_eq!(by_ending("x.c"), Some("c"));
        assert_eq!(by_ending("x.pl"), Some("prolog"));
        assert_eq!(by_ending("x.h"), None);
        for tag in ["en", "fil", "pt-BR"] {
            assert!(is_tag(tag), "{tag}");
        }
        for tag in ["", "e", "EN", "engl", "pt-br", "pt-BRA", "en-"] {
            assert!(!is_tag(tag), "{tag}");
        }
    }
}
