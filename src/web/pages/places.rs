//! Messages of compilers and runtimes, with the places in the source that they name, so that a
//! page can lead there.

/// A piece of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece<'a> {
    /// Its text.
    pub text: &'a str,
    /// Line and column, from 1, of the place that it names; column 0 when it names none.
    pub place: Option<(usize, usize)>,
}

/// What stands between a file's name and a line number: `a.c:3`, `a.ts(3,5)`, `"a.py", line 3`,
/// `a.php on line 3`, `a.php:3`.
const BEFORE_LINE: [&str; 7] =
    [":", "(", "\", line ", ", line ", " on line ", "\" on line ", ":line "];

/// A message cut into pieces: those that name a place in the file `file`, and the rest.
#[must_use]
pub fn pieces<'a>(message: &'a str, file: &str) -> Vec<Piece<'a>> {
    let mut pieces = Vec::new();
    let mut rest = message;
    let mut from = 0;
    while let Some(at) = rest[from..].find(file).filter(|_| !file.is_empty()) {
        let (start, end) = (from + at, from + at + file.len());
        let part_of_word =
            rest[..start].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
        match place(&rest[end..]).filter(|_| !part_of_word) {
            Some((length, line, column)) => {
                if start > 0 {
                    pieces.push(Piece { text: &rest[..start], place: None });
                }
                let text = &rest[start..end + length];
                pieces.push(Piece { text, place: Some((line, column)) });
                rest = &rest[end + length..];
                from = 0;
            }
            None => from = end,
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece { text: rest, place: None });
    }
    pieces
}

/// Line and column right after a file's name, and how long their text is.
fn place(text: &str) -> Option<(usize, usize, usize)> {
    let before = BEFORE_LINE.iter().find(|before| {
        text.strip_prefix(**before)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    })?;
    let (line, mut length) = number(&text[before.len()..])?;
    length += before.len();
    let after = &text[length..];
    let column = after.strip_prefix([':', ',']).and_then(number);
    let Some((column, digits)) = column else { return Some((length, line, 0)) };
    Some((length + 1 + digits, line, column))
}

/// The number that a text begins with, and how many digits it has.
fn number(text: &str) -> Option<(usize, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(message: &str, file: &str) -> Vec<(usize, usize)> {
        let pieces = pieces(message, file);
        assert_eq!(pieces.iter().map(|piece| piece.text).collect::<String>(), message);
        pieces.iter().filter_map(|piece| piece.place).collect()
    }

    #[test]
    fn places_are_found_as_each_tool_writes_them() {
        let tools = [
            ("main.cpp:1:21: error: 'nothing' was not declared", "main.cpp", (1, 21)),
            ("/box/main.c:7: warning", "main.c", (7, 0)),
            ("  File \"/box/main.py\", line 3, in <module>", "main.py", (3, 0)),
            ("main.ts(4,9): error TS2304", "main.ts", (4, 9)),
            (" --> main.rs:2:5", "main.rs", (2, 5)),
            ("\tat Main.main(Main.java:12)", "Main.java", (12, 0)),
            ("PHP Fatal error in /box/main.php on line 6", "main.php", (6, 0)),
            ("main.pas(3,1) Fatal: Syntax error", "main.pas", (3, 1)),
            ("File \"main.ml\", line 2, characters 4-5:", "main.ml", (2, 0)),
        ];
        for (message, file, place) in tools {
            assert_eq!(places(message, file), [place], "{message}");
        }
    }

    #[test]
    fn what_names_no_place_is_left_as_it_is() {
        for message in ["", "main.cpp: In function", "domain.cpp:3:4", "main.cpp:x", "other.c:3"] {
            assert!(places(message, "main.cpp").is_empty(), "{message}");
        }
        assert!(places("a:3", "").is_empty());
        assert_eq!(places("main.c:1:2 and main.c:3", "main.c"), [(1, 2), (3, 0)]);
    }
}
