//! The format's default output validator: token by token, with case, space and float options.
//!
//! Numbers are taken as the nearest `f64`, as the format allows, and so is what is computed of them.
//! An output that misses the answer by no more and no less than the tolerance, to within the last
//! two bits of the larger number, may be taken or not. Numbers that no `f64` can hold are right
//! when they are spelled as in the answer, and else wrong. `model` knows the exact rules and holds
//! this file to them.

#[cfg(test)]
mod model;

use std::fmt::{self, Write as _};

/// How outputs are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Options {
    /// `A` is not `a`.
    pub case_sensitive: bool,
    /// White space must be the same, at the ends too.
    pub space_change_sensitive: bool,
    /// Most difference, as a part of the answer's number.
    pub relative: Option<f64>,
    /// Most difference.
    pub absolute: Option<f64>,
}

impl Options {
    /// Reads a case's validator arguments.
    pub fn parse(args: &[String]) -> Result<Self, String> {
        let mut options = Self::default();
        let mut seen = Vec::new();
        let mut words = args.iter().map(String::as_str);
        while let Some(word) = words.next() {
            if seen.contains(&word) {
                return Err(format!("output_validator_args: `{word}` is given twice"));
            }
            seen.push(word);
            let mut tolerance = || {
                let value = words
                    .next()
                    .ok_or(format!("output_validator_args: `{word}` needs a number"))?;
                number(value.as_bytes()).filter(|e| *e >= 0.0).ok_or(format!(
                    "output_validator_args: `{word} {value}`: give a number that is not negative"
                ))
            };
            match word {
                "case_sensitive" => options.case_sensitive = true,
                "space_change_sensitive" => options.space_change_sensitive = true,
                "float_relative_tolerance" => options.relative = Some(tolerance()?),
                "float_absolute_tolerance" => options.absolute = Some(tolerance()?),
                "float_tolerance" => {
                    let tolerance = tolerance()?;
                    options.relative = Some(tolerance);
                    options.absolute = Some(tolerance);
                }
                _ => return Err(format!("output_validator_args: unknown argument `{word}`")),
            }
        }
        let both = ["float_relative_tolerance", "float_absolute_tolerance"];
        if seen.contains(&"float_tolerance") && both.iter().any(|word| seen.contains(word)) {
            return Err("output_validator_args: `float_tolerance` excludes the other two".into());
        }
        Ok(options)
    }

    fn has_tolerance(&self) -> bool {
        self.relative.is_some() || self.absolute.is_some()
    }
}

/// Where an output differs from the answer, for judges: it quotes both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    /// Line of the output, from 1.
    pub line: usize,
    /// Token of the output, from 1.
    pub token: usize,
    /// What is wrong there.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, token {}: {}", self.line, self.token, self.what)
    }
}

/// Compares an output with the answer.
pub(super) fn compare(options: &Options, output: &[u8], answer: &[u8]) -> Result<(), Difference> {
    if output == answer {
        return Ok(());
    }
    let (mut got, mut wanted) = (Tokens::new(output), Tokens::new(answer));
    loop {
        let (got_space, got_token) = got.next();
        let (wanted_space, wanted_token) = wanted.next();
        let differ = |what: String| {
            let before = output.len() - got.rest.len() - got_token.len();
            let line = 1 + output[..before].iter().filter(|b| **b == b'\n').count();
            Err(Difference { line, token: got.count, what })
        };
        if options.space_change_sensitive && got_space != wanted_space {
            let (got, wanted) = (quote(got_space), quote(wanted_space));
            return differ(format!("white space {got} instead of {wanted}"));
        }
        match (got_token.is_empty(), wanted_token.is_empty()) {
            (true, true) => return Ok(()),
            (true, false) => return differ(format!("end instead of {}", quote(wanted_token))),
            (false, true) => return differ(format!("{} instead of the end", quote(got_token))),
            (false, false) => {}
        }
        if let Err(why) = same(options, got_token, wanted_token) {
            return differ(format!("{} instead of {}{why}", quote(got_token), quote(wanted_token)));
        }
    }
}

/// Whether a token will do; an error adds to what a judge reads.
fn same(options: &Options, got: &[u8], wanted: &[u8]) -> Result<(), String> {
    if got == wanted {
        return Ok(());
    }
    if options.has_tolerance()
        && let Some(a) = number(wanted)
    {
        let Some(s) = number(got) else { return Err(", which is no number".into()) };
        if !s.is_finite() || !a.is_finite() {
            return Err(", too large to be compared".into());
        }
        let error = (s - a).abs();
        // Where the difference is too large, a quarter of everything is not.
        let scale = if error.is_finite() { 1.0 } else { 0.25 };
        let error_to_scale = (s * scale - a * scale).abs();
        let near = options.absolute.is_some_and(|e| error_to_scale <= e * scale)
            || options.relative.is_some_and(|e| error_to_scale <= e * (a * scale).abs());
        return if near { Ok(()) } else { Err(format!(", off by {error:e}")) };
    }
    match options.case_sensitive {
        false if got.eq_ignore_ascii_case(wanted) => Ok(()),
        _ => Err(String::new()),
    }
}

/// A number by the format's grammar: digits, one point, an exponent; no `inf`, `nan` or hex.
fn number(token: &[u8]) -> Option<f64> {
    let grammar = token.iter().all(|b| b.is_ascii_digit() || b"+-.eE".contains(b));
    // Of such bytes Rust parses exactly the grammar.
    std::str::from_utf8(token).ok().filter(|_| grammar)?.parse().ok()
}

/// White space of the format.
const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | 0x0b | 0x0c)
}

/// Splits bytes into pairs of white space and token.
struct Tokens<'a> {
    rest: &'a [u8],
    count: usize,
}

impl<'a> Tokens<'a> {
    const fn new(bytes: &'a [u8]) -> Self {
        Self { rest: bytes, count: 0 }
    }

    /// The next white space, maybe empty, and the token after it, empty at the end only.
    fn next(&mut self) -> (&'a [u8], &'a [u8]) {
        let at = self.rest.iter().position(|b| !is_space(*b)).unwrap_or(self.rest.len());
        let (space, rest) = self.rest.split_at(at);
        let at = rest.iter().position(|b| is_space(*b)).unwrap_or(rest.len());
        let (token, rest) = rest.split_at(at);
        self.rest = rest;
        self.count += 1;
        (space, token)
    }
}

/// A piece of data in a message: one line, not too long.
fn quote(bytes: &[u8]) -> String {
    const MOST: usize = 40;
    let mut text = String::from("`");
    for c in String::from_utf8_lossy(&bytes[..bytes.len().min(MOST)]).chars() {
        let _ = if c.is_control() {
            write!(text, "{}", c.escape_default())
        } else {
            write!(text, "{c}")
        };
    }
    text.push_str(if bytes.len() > MOST { "…`" } else { "`" });
    text
}

/// Whether the default comparison with a case's arguments lets `output` pass for `answer`.
///
/// # Errors
/// What is wrong with the arguments.
pub fn matches(output: &[u8], answer: &[u8], args: &[String]) -> Result<bool, String> {
    Ok(compare(&Options::parse(args)?, output, answer).is_ok())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn options(args: &str) -> Options {
        let args: Vec<_> = args.split_whitespace().map(String::from).collect();
        Options::parse(&args).expect("options")
    }

    fn accepts(args: &str, output: &str, answer: &str) -> bool {
        compare(&options(args), output.as_bytes(), answer.as_bytes()).is_ok()
    }

    #[test]
    fn tokens_count_and_spaces_do_not() {
        assert!(accepts("", "1 2\n3\n", " 1\t2\r\n\x0b\x0c3"));
        assert!(accepts("", "", " \n"));
        assert!(!accepts("", "1 2", "12"));
        assert!(!accepts("", "1 2 3", "1 2"));
        assert!(!accepts("", "1", "1 2"));
        assert!(accepts("", "YES É", "yes É"));
        assert!(!accepts("", "É", "é"), "case is that of ASCII");
        assert!(!accepts("", "1.0", "1"));
        assert!(!accepts("", "a\u{a0}b", "a b"), "other white space is none");
    }

    #[test]
    fn options_make_it_stricter() {
        assert!(!accepts("case_sensitive", "YES", "yes"));
        assert!(accepts("space_change_sensitive", "A b\n", "a b\n"));
        assert!(!accepts("space_change_sensitive", "a  b\n", "a b\n"));
        assert!(!accepts("space_change_sensitive", "a b", "a b\n"));
        assert!(!accepts("space_change_sensitive", " a b\n", "a b\n"));
    }

    #[test]
    fn tolerances_follow_the_format() {
        assert!(accepts("float_tolerance 1e-6", "0.3333333", "0.33333333333"));
        assert!(accepts("float_tolerance 1e-6", "1000000.5", "1000000"));
        assert!(!accepts("float_absolute_tolerance 1e-6", "1000000.5", "1000000"));
        assert!(!accepts("float_relative_tolerance 1e-6", "1e-9", "0"));
        assert!(accepts("float_absolute_tolerance 1e-6", "1e-9", "0"));
        assert!(accepts("float_tolerance 0", "+1.e0", "1"), "integers are numbers");
        assert!(!accepts("float_tolerance 1", "x", "1"));
        assert!(!accepts("float_tolerance 1", "inf", "1"));
        assert!(!accepts("float_tolerance 1", "0x1", "1"));
        assert!(!accepts("float_tolerance 1", "1", "one"));
        assert!(accepts("float_tolerance 1", "NaN", "nan"), "a word like any other");
        assert!(!accepts("float_tolerance 1 case_sensitive", "Impossible", "impossible"));
        assert!(accepts("float_tolerance 0", "1e999", "1e999"), "spelled as in the answer");
        for output in ["10e998", "1", "-1e999"] {
            assert!(!accepts("float_tolerance 1", output, "1e999"), "{output}");
            assert!(!accepts("float_tolerance 1", "1e999", output), "{output}");
        }
        assert!(!accepts("float_tolerance 1.5", "-1.7e308", "1.7e308"));
        assert!(accepts("float_tolerance 3", "-1.7e308", "1.7e308"));
        assert!(accepts("float_tolerance 0", "0e99999999999999999999", "-.0"));
        assert!(
            accepts("float_absolute_tolerance 0", "1e-99999999999999999999", "0"),
            "it is 0 here"
        );
        assert!(accepts(
            "float_tolerance 1e-9",
            "0.5",
            "0.499999999999999999999999999999999999999"
        ));
    }

    #[test]
    fn wrong_options_are_errors() {
        for (args, wanted) in [
            (vec!["float_tolerance"], "`float_tolerance` needs a number"),
            (vec!["float_tolerance", "-1"], "give a number that is not negative"),
            (vec!["float_tolerance", "x"], "give a number"),
            (vec!["case_sensitive", "case_sensitive"], "given twice"),
            (vec!["float_tolerance", "1", "float_absolute_tolerance", "1"], "excludes"),
            (vec!["exact"], "unknown argument `exact`"),
        ] {
            let args: Vec<_> = args.into_iter().map(String::from).collect();
            let error = Options::parse(&args).expect_err(wanted);
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn a_difference_names_its_place() {
        let says = |args: &str, output: &str, answer: &str| {
            compare(&options(args), output.as_bytes(), answer.as_bytes())
                .expect_err("a difference")
                .to_string()
        };
        assert_eq!(says("", "1 2\n3 5\n", "1 2 3 4"), "line 2, token 4: `5` instead of `4`");
        assert_eq!(says("", "1\n", "1 2"), "line 2, token 2: end instead of `2`");
        assert_eq!(says("", "1 2", "1"), "line 1, token 2: `2` instead of the end");
        assert_eq!(
            says("space_change_sensitive", "1  2", "1 2"),
            "line 1, token 2: white space `  ` instead of ` `"
        );
        assert_eq!(
            says("float_tolerance 0.1", "2", "1"),
            "line 1, token 1: `2` instead of `1`, off by 1e0"
        );
        let long = says("", &"x".repeat(100), "\u{1}");
        assert_eq!(long, format!("line 1, token 1: `{}…` instead of `\\u{{1}}`", "x".repeat(40)));
    }

    proptest! {
        #[test]
        fn any_bytes_are_compared(output: Vec<u8>, answer: Vec<u8>) {
            let options = Options { relative: Some(1e-6), ..Options::default() };
            if let Err(difference) = compare(&options, &output, &answer) {
                prop_assert!(difference.to_string().lines().count() == 1);
            }
            prop_assert_eq!(compare(&options, &output, &output), Ok(()));
        }
    }
}
