//! Good packages, damaged at random: whatever comes of it, loading gives a package or errors, and
//! never panics, hangs or eats the memory. `PROPTEST_CASES` makes it a long run.

use std::{fs, path::Path};

use minos::problem::load;
use proptest::{prelude::*, sample::Index};

use super::{fixture::Fixture, hostile::package, zip::zip};

/// A change of bytes.
#[derive(Clone, Debug)]
enum Damage {
    Set(Index, u8),
    Cut(Index, usize),
    Repeat(Index, usize, usize),
    Insert(Index, &'static str),
}

/// Pieces that formats trip over.
const PIECES: &[&str] = &[
    "\0",
    "\u{feff}",
    "&a ",
    "*a",
    "<<: *a",
    "---\n",
    "...\n",
    "- ",
    "? ",
    "!!binary ",
    "|\n",
    "{{",
    "}}",
    "\t",
    "1e999",
    "-1",
    "99999999999999999999",
    "nan",
    "\"",
    "'",
    "]]>",
    "<!--",
    "<![CDATA[",
    "&#0;",
    "&lt;",
    "<?x",
    "</",
    "/>",
    "<!DOCTYPE",
    "%d",
    "%s",
    "../",
    "/",
    "unbounded",
    "secret",
    "sample",
    "~",
    "null",
    "[",
    "]",
    "{",
    "}",
    "\\begin{",
    "\\end{",
    "$",
    "$$",
    "\\exmp",
    "é",
    "\u{202e}",
];

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        (any::<Index>(), 1..200_usize).prop_map(|(at, length)| Damage::Cut(at, length)),
        (any::<Index>(), 1..100_usize, 1..50_usize)
            .prop_map(|(at, length, times)| Damage::Repeat(at, length, times)),
        (any::<Index>(), prop::sample::select(PIECES))
            .prop_map(|(at, piece)| Damage::Insert(at, piece)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            return bytes;
        }
        let place = |index: &Index| index.index(bytes.len());
        match damage {
            Damage::Set(at, byte) => {
                let at = place(at);
                bytes[at] = *byte;
            }
            Damage::Cut(at, length) => {
                let at = place(at);
                bytes.drain(at..(at + length).min(bytes.len()));
            }
            Damage::Repeat(at, length, times) => {
                let at = place(at);
                let piece = bytes[at..(at + length).min(bytes.len())].repeat(*times);
                bytes.splice(at..at, piece);
            }
            Damage::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, piece.bytes());
            }
        }
    }
    bytes
}

proptest! {
    #![proptest_config(crate::mangle::cases(60))]

    #[test]
    fn archives(of in 0..3_usize, damages in prop::collection::vec(damage(), 1..6)) {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("sums.zip");
        let good = zip(&package(["minimal", "scoring", "polygon-guess"][of]));
        fs::write(&path, damaged(good, &damages)).unwrap();
        if let Err(errors) = load(&path) {
            prop_assert!(!errors.is_empty());
        }
    }

    #[test]
    fn files_of_packages(
        (name, file) in prop::sample::select(&[
            ("minimal", "problem.yaml"),
            ("maximal", "problem.yaml"),
            ("maximal", "submissions/submissions.yaml"),
            ("scoring", "data/secret/1/test_group.yaml"),
            ("polygon-guess", "problem.xml"),
            ("polygon", "problem.xml"),
            ("polygon-guess", "statements/english/problem.tex"),
        ][..]),
        damages in prop::collection::vec(damage(), 1..8),
    ) {
        let fixture = Fixture::of(name);
        let text = fs::read(Path::new("tests/packages").join(name).join(file)).unwrap();
        let fixture = fixture.with(file, damaged(text, &damages));
        if let Err(errors) = load(&fixture.dir) {
            prop_assert!(!errors.is_empty());
        }
    }
}
