//! Texts that are almost right: what breaks a reader is rarely mere noise.

use proptest::{collection::vec, prelude::*, sample::Index};

/// What means something in TOML or JSON, or in what is written in them.
const PIECES: &[&str] = &[
    "\"",
    "'",
    "\"\"\"",
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    ":",
    ",",
    ".",
    "..",
    "/",
    "#",
    "\n",
    "\\",
    "\0",
    "\\u0000",
    "\\ud800",
    "é",
    "\u{feff}",
    "0",
    "-1",
    "1e999",
    "nan",
    "0x",
    "2147483648",
    "4294967295",
    "18446744073709551615",
    "99999999999999999999",
    "null",
    "true",
    "{toolchain}",
    "{",
    "[[rule]]\n",
];

/// What happens to a text.
#[derive(Clone, Debug)]
enum Accident {
    /// A part is lost.
    Cut(Index, usize),
    /// A part comes again, somewhere.
    Again(Index, usize, Index),
    /// A byte is another one.
    Byte(Index, u8),
    /// One of [`PIECES`] comes in, so many times.
    Piece(Index, Index, usize),
    /// A word is one of [`PIECES`].
    Word(Index, Index),
    /// A line is lost.
    Line(Index),
}

fn accident() -> impl Strategy<Value = Accident> {
    let place = any::<Index>;
    prop_oneof![
        1 => (place(), 1_usize..40).prop_map(|(at, length)| Accident::Cut(at, length)),
        1 => (place(), 1_usize..200, place()).prop_map(|(at, n, to)| Accident::Again(at, n, to)),
        1 => (place(), any::<u8>()).prop_map(|(at, byte)| Accident::Byte(at, byte)),
        1 => (place(), place(), prop_oneof![9 => 1_usize..3, 1 => 1_usize..5000])
            .prop_map(|(at, piece, times)| Accident::Piece(at, piece, times)),
        4 => (place(), place()).prop_map(|(at, piece)| Accident::Word(at, piece)),
        1 => place().prop_map(Accident::Line),
    ]
}

impl Accident {
    fn happen(self, text: &mut Vec<u8>) {
        let end = text.len();
        let part = |at: Index, length: usize| {
            let at = at.index(end + 1);
            at..(at + length).min(end)
        };
        match self {
            Self::Cut(at, length) => {
                text.drain(part(at, length));
            }
            Self::Again(at, length, to) => {
                let piece = text[part(at, length)].to_vec();
                let to = to.index(end + 1);
                text.splice(to..to, piece);
            }
            Self::Byte(at, byte) if end > 0 => text[at.index(end)] = byte,
            Self::Byte(..) => {}
            Self::Piece(at, piece, times) => {
                let at = at.index(end + 1);
                text.splice(at..at, piece.get(PIECES).repeat(times).into_bytes());
            }
            Self::Word(at, piece) => {
                let word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-+".contains(byte);
                let starts: Vec<usize> = (0..end)
                    .filter(|at| word(&text[*at]) && (*at == 0 || !word(&text[at - 1])))
                    .collect();
                if starts.is_empty() {
                    return;
                }
                let start = *at.get(&starts);
                let length = text[start..].iter().take_while(|byte| word(byte)).count();
                text.splice(start..start + length, piece.get(PIECES).bytes());
            }
            Self::Line(at) => {
                let mut lines: Vec<&[u8]> = text.split_inclusive(|byte| *byte == b'\n').collect();
                if !lines.is_empty() {
                    lines.remove(at.index(lines.len()));
                    *text = lines.concat();
                }
            }
        }
    }
}

/// One of `seeds` after a few accidents.
pub fn mangled(seeds: Vec<String>) -> impl Strategy<Value = Vec<u8>> {
    (prop::sample::select(seeds), vec(accident(), 0..7)).prop_map(|(seed, accidents)| {
        let mut text = seed.into_bytes();
        accidents.into_iter().for_each(|accident| accident.happen(&mut text));
        text
    })
}

/// As many cases as a test thinks enough, or `PROPTEST_CASES`.
pub fn cases(enough: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    match std::env::var_os("PROPTEST_CASES") {
        Some(_) => default,
        None => ProptestConfig { cases: enough, ..default },
    }
}
