//! Two texts held against each other, character by character, as a page shows them.

use std::time::{Duration, Instant};

use similar::{Algorithm, ChangeTag, InlineChangeMode, InlineChangeOptions, TextDiff};

/// Most lines shown.
const LINES: usize = 400;
/// Equal lines around changed ones.
const CONTEXT: usize = 3;
/// After so long differences are shown in larger pieces than need be.
const PATIENCE: Duration = Duration::from_millis(200);

/// A difference, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Difference {
    pub lines: Vec<Line>,
    /// Whether there would be more lines.
    pub cut: bool,
}

/// A line of a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Whose it is.
    pub side: Side,
    /// Its number on its side, from 1; 0 of a gap.
    pub number: usize,
    pub pieces: Vec<Piece>,
}

impl Line {
    /// Its class in the page.
    pub fn class(&self) -> &'static str {
        match self.side {
            Side::Both => "both",
            Side::First => "first",
            Side::Second => "second",
            Side::Gap => "gap",
        }
    }

    /// What stands before it.
    pub fn sign(&self) -> &'static str {
        match self.side {
            Side::Both => " ",
            Side::First => "−",
            Side::Second => "+",
            Side::Gap => "⋯",
        }
    }
}

/// Whose a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Both have it.
    Both,
    /// The first text's alone.
    First,
    /// The second text's alone.
    Second,
    /// Equal lines are left out here.
    Gap,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub text: String,
    /// Whether the other text has something else here.
    pub changed: bool,
}

impl Difference {
    /// What differs between two texts; without lines when nothing does.
    pub fn new(first: &str, second: &str) -> Self {
        let deadline = Instant::now() + PATIENCE;
        let diff = TextDiff::configure()
            .algorithm(Algorithm::Myers)
            .deadline(deadline)
            .diff_lines(first, second);
        let mut options = InlineChangeOptions::new();
        options.algorithm(Algorithm::Myers).mode(InlineChangeMode::Chars).min_ratio(0.3);
        options.semantic_cleanup(true);
        let mut found = Self::default();
        for (place, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
            if place > 0 {
                found.lines.push(Line { side: Side::Gap, number: 0, pieces: Vec::new() });
            }
            for op in group {
                let changes =
                    diff.iter_inline_changes_with_options_deadline(op, options, Some(deadline));
                for change in changes {
                    if found.lines.len() == LINES {
                        found.cut = true;
                        return found;
                    }
                    let (side, index) = match change.tag() {
                        ChangeTag::Equal => (Side::Both, change.new_index()),
                        ChangeTag::Delete => (Side::First, change.old_index()),
                        ChangeTag::Insert => (Side::Second, change.new_index()),
                    };
                    let mut pieces: Vec<_> = change
                        .iter_strings_lossy()
                        .map(|(changed, text)| piece(&text, changed, side))
                        .filter(|piece| !piece.text.is_empty())
                        .collect();
                    if change.missing_newline() && side != Side::Both {
                        pieces.push(Piece { text: "⏎ missing".into(), changed: true });
                    }
                    found.lines.push(Line { side, number: index.map_or(0, |i| i + 1), pieces });
                }
            }
        }
        found
    }
}

/// A piece, with its white space made visible where the texts differ.
fn piece(text: &str, changed: bool, side: Side) -> Piece {
    let text = text.strip_suffix('\n').unwrap_or(text);
    let text = match side {
        Side::First | Side::Second => {
            text.replace(' ', "·").replace('\t', "→\t").replace('\r', "␍")
        }
        Side::Both | Side::Gap => text.to_owned(),
    };
    Piece { text, changed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(first: &str, second: &str) -> Vec<String> {
        let show = |line: Line| {
            let sign = match line.side {
                Side::Both => ' ',
                Side::First => '-',
                Side::Second => '+',
                Side::Gap => '~',
            };
            let text = |piece: &Piece| match piece.changed {
                true => format!("[{}]", piece.text),
                false => piece.text.clone(),
            };
            format!("{sign}{}", line.pieces.iter().map(text).collect::<String>())
        };
        Difference::new(first, second).lines.into_iter().map(show).collect()
    }

    #[test]
    fn the_characters_that_differ_are_found() {
        assert_eq!(shown("1 25 3\n", "1 26 3\n"), ["-1·2[5]·3", "+1·2[6]·3"]);
        assert!(shown("same\n", "same\n").is_empty());
    }

    #[test]
    fn white_space_is_visible() {
        assert_eq!(shown("a b\n", "a  b\n"), ["-a·b", "+a·[·]b"]);
        assert_eq!(shown("a\n", "a"), ["-a", "+a[⏎ missing]"]);
        assert_eq!(shown("abcd\tb\n", "abcd b\n"), ["-abcd[→\t]b", "+abcd[·]b"]);
    }

    #[test]
    fn equal_lines_are_left_out_and_long_differences_cut() {
        let first: String = (0..50).map(|n| format!("{n}\n")).collect();
        let second = first.replace("\n5\n", "\nfive\n").replace("\n40\n", "\nforty\n");
        let lines = shown(&first, &second);
        assert!(lines.len() < 20 && lines.contains(&"~".to_owned()), "{lines:?}");
        let long = "x\n".repeat(5000);
        let cut = Difference::new("", &long);
        assert!(cut.cut && cut.lines.len() == LINES);
    }
}
