//! Characters that LaTeX spells in its own way.

/// Quotes, dashes and the tie at the start of the text: their length and what they are.
pub(super) fn ligature(rest: &str) -> Option<(usize, &'static str)> {
    const ALL: &[(&str, &str)] = &[
        ("---", "—"),
        ("--", "–"),
        ("``", "“"),
        ("''", "”"),
        ("<<", "«"),
        (">>", "»"),
        ("`", "‘"),
        ("'", "’"),
        ("~", "\u{a0}"),
    ];
    ALL.iter().find(|(from, _)| rest.starts_with(from)).map(|(from, to)| (from.len(), *to))
}

/// A command that is a character or nothing.
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "%" => "%",
        "&" => "&",
        "#" => "#",
        "$" => "$",
        "_" => "_",
        "{" => "{",
        "}" => "}",
        " " | "\n" => " ",
        "," | "thinspace" => "\u{2009}",
        ";" | ":" | "quad" | "qquad" => "\u{2003}",
        "-" | "/" | "!" | "@" => "",
        "ldots" | "dots" | "textellipsis" => "…",
        "textbackslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textless" => "<",
        "textgreater" => ">",
        "textbar" => "|",
        "textquotedbl" => "\"",
        "textendash" => "–",
        "textemdash" => "—",
        "textdegree" | "degree" => "°",
        "texttimes" => "×",
        "LaTeX" => "LaTeX",
        "TeX" => "TeX",
        "ss" => "ß",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "aa" => "å",
        "AA" => "Å",
        "l" => "ł",
        "L" => "Ł",
        "i" => "ı",
        "S" => "§",
        "copyright" => "©",
        "euro" | "texteuro" => "€",
        // Layout that a page has by itself.
        "noindent" | "centering" | "raggedright" | "par" | "newpage" | "clearpage"
        | "smallskip" | "medskip" | "bigskip" | "hfill" | "vfill" | "tiny" | "scriptsize"
        | "footnotesize" | "small" | "normalsize" | "large" | "Large" | "LARGE" | "huge"
        | "Huge" | "hline" | "protect" | "sloppy" | "normalfont" | "rm" | "sf" | "unskip" => "",
        _ => return None,
    })
}

/// The combining character of an accent command.
pub(super) fn accent(name: &str) -> Option<char> {
    Some(match name {
        "'" => '\u{301}',
        "`" => '\u{300}',
        "^" => '\u{302}',
        "\"" => '\u{308}',
        "~" => '\u{303}',
        "=" => '\u{304}',
        "." => '\u{307}',
        "c" => '\u{327}',
        "v" => '\u{30c}',
        "u" => '\u{306}',
        "H" => '\u{30b}',
        "k" => '\u{328}',
        "r" => '\u{30a}',
        _ => return None,
    })
}
