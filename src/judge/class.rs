//! The class that a Java-like source file must be named after, and that is run.

/// The name of the class that `source` is about, without and with its package: the one that
/// `keyword` introduces (`public class`), else the outermost one with a `main`.
pub(super) fn main_class(source: &str, keyword: &str) -> Option<(String, String)> {
    let words = words(source);
    let package = match words.as_slice() {
        [first, name, ..] if *first == "package" => format!("{name}."),
        _ => String::new(),
    };
    let class = declared(&words, keyword).or_else(|| around_main(&words))?;
    Some((class.to_owned(), format!("{package}{class}")))
}

/// The name after the keyword's words; modifiers may stand between them.
fn declared<'a>(words: &[&'a str], keyword: &str) -> Option<&'a str> {
    const MODIFIERS: [&str; 4] = ["final", "abstract", "strictfp", "sealed"];
    let keyword: Vec<_> = keyword.split_whitespace().collect();
    let (mut at, mut depth) = (0, 0);
    for word in words {
        if at == keyword.len() {
            return Some(word);
        }
        match *word {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && *word == keyword[at] {
            at += 1;
        } else if at > 0 && !MODIFIERS.contains(word) {
            at = 0;
        }
    }
    None
}

/// The last class declared outside any other before `void main`.
fn around_main<'a>(words: &[&'a str]) -> Option<&'a str> {
    let (mut class, mut depth) = (None, 0);
    for pair in words.windows(2) {
        match pair {
            ["{", _] => depth += 1,
            ["}", _] => depth -= 1,
            ["class" | "enum" | "interface" | "record", name] if depth == 0 => class = Some(*name),
            ["void", "main"] => return class,
            _ => {}
        }
    }
    None
}

/// Names (dots included), and braces; without comments and literals.
fn words(source: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let is_name = |c: char| c.is_alphanumeric() || "_$.".contains(c);
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            _ if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |at| at + 4),
            _ if rest.starts_with("\"\"\"") => {
                rest[3..].find("\"\"\"").map_or(rest.len(), |at| at + 6)
            }
            '"' | '\'' => literal(rest, first),
            '{' | '}' => {
                words.push(&rest[..1]);
                1
            }
            c if is_name(c) => {
                let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                words.push(&rest[..length]);
                length
            }
            c => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    words
}

/// Length of the literal that `rest` begins with, up to the end of its line at most.
fn literal(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_main_class_is_found() {
        for (source, wanted) in [
            ("public class Main { }", Some("Main Main")),
            (
                "package a.b;\nimport java.util.*;\npublic final class Über {}",
                Some("Über a.b.Über"),
            ),
            ("// public class No\n/* public class No */ public class Yes{}", Some("Yes Yes")),
            (
                "class A { String s = \"public class No {\"; char c = '\"'; } public class B {}",
                Some("B B"),
            ),
            ("class A { public class Inner {} } public class B {}", Some("B B")),
            ("class A {} class B { static void main(String[] a) {} }", Some("B B")),
            (
                "class A { class In {} public static void main(String[] a) {} } class B {}",
                Some("A A"),
            ),
            (
                "public interface X {} class Y { public static void main(String[] a) {} }",
                Some("Y Y"),
            ),
            ("int x;", None),
            ("", None),
            ("public class", None),
            ("'", None),
            ("/*", None),
        ] {
            let found =
                main_class(source, "public class").map(|(file, run)| format!("{file} {run}"));
            assert_eq!(found.as_deref(), wanted, "{source}");
        }
    }
}
