//! The format's patterns: `*` inside one part of a path, `{a,b}`, nothing else.

/// A pattern for paths of submissions or of test data.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Glob {
    alternatives: Vec<String>,
}

/// A pattern may not stand for more alternatives.
const MOST: usize = 1000;

impl Glob {
    /// Reads a pattern.
    pub(super) fn parse(pattern: &str) -> Result<Self, String> {
        if pattern.contains("**") || pattern.contains(['[', ']', '?']) {
            return Err("patterns know `*` within a name and `{a,b}` only".into());
        }
        let mut alternatives = Vec::new();
        expand(pattern, &mut alternatives)?;
        Ok(Self { alternatives })
    }

    /// Whether the path or a directory above it matches.
    pub(super) fn matches(&self, path: &str) -> bool {
        self.prefix(path).is_some()
    }

    /// What of the path matches: itself or the shortest directory above it.
    pub(super) fn prefix(&self, path: &str) -> Option<String> {
        let parts: Vec<_> = path.split('/').collect();
        let lengths = self.alternatives.iter().filter_map(|pattern| {
            let wanted: Vec<_> = pattern.trim_end_matches('/').split('/').collect();
            let fits = wanted.len() <= parts.len()
                && wanted.iter().zip(&parts).all(|(w, p)| wild(w.as_bytes(), p.as_bytes()));
            fits.then_some(wanted.len())
        });
        lengths.min().map(|length| parts[..length].join("/"))
    }
}

fn expand(pattern: &str, into: &mut Vec<String>) -> Result<(), String> {
    let Some(open) = pattern.find('{') else {
        if pattern.contains('}') {
            return Err("`}` without `{`".into());
        }
        if into.len() >= MOST {
            return Err(format!("stands for more than {MOST} names"));
        }
        into.push(pattern.to_owned());
        return Ok(());
    };
    let (mut depth, mut from) = (0, open + 1);
    let mut choices = Vec::new();
    for (at, byte) in pattern.bytes().enumerate().skip(open) {
        match byte {
            b'{' => depth += 1,
            b',' if depth == 1 => {
                choices.push(&pattern[from..at]);
                from = at + 1;
            }
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    choices.push(&pattern[from..at]);
                    for choice in choices {
                        let whole = format!("{}{choice}{}", &pattern[..open], &pattern[at + 1..]);
                        expand(&whole, into)?;
                    }
                    return Ok(());
                }
            }
            _ => {}
        }
    }
    Err("`{` without `}`".into())
}

/// Whether `*` in the pattern can stand for something so that it is the name.
fn wild(pattern: &[u8], name: &[u8]) -> bool {
    let (mut p, mut n, mut star) = (0, 0, None);
    while n < name.len() {
        if p < pattern.len() && pattern[p] == b'*' {
            star = Some((p, n));
            p += 1;
        } else if p < pattern.len() && pattern[p] == name[n] {
            p += 1;
            n += 1;
        } else if let Some((at, from)) = star {
            star = Some((at, from + 1));
            p = at + 1;
            n = from + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|b| *b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_the_format_says() {
        for (pattern, path, matches) in [
            ("accepted", "accepted/a.cpp", true),
            ("accepted/*", "accepted/a.cpp", true),
            ("*/a.cpp", "accepted/a.cpp", true),
            ("*", "accepted/a.cpp", true),
            ("*.cpp", "accepted/a.cpp", false),
            ("accepted/{a,b}.{cpp,py}", "accepted/b.py", true),
            ("accepted/{a,b}.{cpp,py}", "accepted/c.py", false),
            ("{accepted,x{y,z}}", "xz/deep/er", true),
            ("secret/*-easy", "secret/1-easy", true),
            ("secret/*-easy", "secret/1-easy-not", false),
            ("secret/a*b*c", "secret/a-b-b-c", true),
            ("accepted/a.cpp/x", "accepted/a.cpp", false),
            ("acc", "accepted/a.cpp", false),
        ] {
            let glob = Glob::parse(pattern).expect("a pattern");
            assert_eq!(glob.matches(path), matches, "{pattern} {path}");
        }
    }

    #[test]
    fn refuses_what_the_format_has_not() {
        for pattern in ["**/a", "[ab]", "a?", "{a", "a}", "{a,b}".repeat(12).as_str()] {
            assert!(Glob::parse(pattern).is_err(), "{pattern}");
        }
    }
}
