//! The rules of the default output validator once more, slow and exact: whole lists of tokens, and
//! numbers as fractions of whole numbers. What the fast comparison says must be what these say.

use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::{Options, compare};

/// Arguments of the validator with their numbers as they are spelled.
#[derive(Clone, Debug, Default)]
struct Arguments {
    case_sensitive: bool,
    space_change_sensitive: bool,
    relative: Option<String>,
    absolute: Option<String>,
}

impl Arguments {
    fn options(&self) -> Options {
        let mut args = Vec::new();
        args.extend(self.case_sensitive.then(|| "case_sensitive".to_owned()));
        args.extend(self.space_change_sensitive.then(|| "space_change_sensitive".to_owned()));
        let tolerances = [
            ("float_relative_tolerance", &self.relative),
            ("float_absolute_tolerance", &self.absolute),
        ];
        for (word, tolerance) in tolerances {
            args.extend(tolerance.iter().flat_map(|value| [word.to_owned(), value.clone()]));
        }
        Options::parse(&args).expect("good arguments")
    }
}

const SPACES: &[u8] = b" \n\r\t\x0b\x0c";

/// The pieces of a text, space and tokens in turn, the first and the last of them space, maybe
/// empty.
fn pieces(text: &[u8]) -> Vec<Vec<u8>> {
    let mut pieces = vec![Vec::new()];
    for byte in text {
        let in_space = pieces.len() % 2 == 1;
        if in_space != SPACES.contains(byte) {
            pieces.push(Vec::new());
        }
        pieces.last_mut().expect("a piece").push(*byte);
    }
    if pieces.len() % 2 == 0 {
        pieces.push(Vec::new());
    }
    pieces
}

fn pow(base: u32, exponent: i64) -> BigRational {
    let power = BigInt::from(base).pow(u32::try_from(exponent.abs()).expect("no huge exponent"));
    let power = BigRational::from(power);
    if exponent < 0 { power.recip() } else { power }
}

/// A number by the format's grammar.
fn exact(token: &[u8]) -> Option<BigRational> {
    let text = std::str::from_utf8(token).ok()?;
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (significand, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((significand, exponent)) => (significand, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, part) = significand.split_once('.').unwrap_or((significand, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(part) || whole.len() + part.len() == 0 {
        return None;
    }
    let exponent: i64 = match exponent {
        None => 0,
        Some(text) => {
            let number = text.strip_prefix(['+', '-']).unwrap_or(text);
            if number.is_empty() || !digits(number) {
                return None;
            }
            text.parse().ok()?
        }
    };
    let digits: BigInt = format!("0{whole}{part}").parse().expect("digits");
    let value = BigRational::from(digits) * pow(10, exponent - part.len() as i64);
    Some(if text.starts_with('-') { -value } else { value })
}

fn abs(value: BigRational) -> BigRational {
    if value < BigRational::from(BigInt::from(0)) { -value } else { value }
}

/// Whether a number is within a tolerance; `None` where that depends on the last bits of an `f64`,
/// unless the numbers have so few of them that none is lost.
fn near(s: &BigRational, a: &BigRational, arguments: &Arguments, few_bits: bool) -> Option<bool> {
    let most = pow(2, 1024);
    // What rounds to the largest number of all is between the two.
    let least = &most - pow(2, 970);
    let size = [abs(s.clone()), abs(a.clone())];
    if size.iter().any(|size| *size >= least) {
        return if size.iter().any(|size| *size >= most) { Some(false) } else { None };
    }
    let error = abs(s - a);
    let tolerance = |spelled: &Option<String>, of: BigRational| {
        let factor = exact(spelled.as_ref()?.as_bytes()).expect("a number");
        // The smallest numbers have few bits, and what of one is lost grows with the tolerance.
        let least = (&factor + pow(2, 0)) * pow(2, -1070);
        let tolerance = factor * of;
        let ulps = (&size[0] + &size[1] + &tolerance) * pow(2, -51) + least;
        let slack = if few_bits { BigRational::from(BigInt::from(0)) } else { ulps };
        Some(if error <= &tolerance - &slack {
            Some(true)
        } else if error > tolerance + slack {
            Some(false)
        } else {
            None
        })
    };
    let one = BigRational::from(BigInt::from(1));
    let either =
        [tolerance(&arguments.absolute, one), tolerance(&arguments.relative, size[1].clone())];
    let either: Vec<_> = either.into_iter().flatten().collect();
    if either.contains(&Some(true)) {
        return Some(true);
    }
    if either.contains(&None) { None } else { Some(false) }
}

/// Whether an output is right, if the exact rules and an `f64` agree on that.
fn model(arguments: &Arguments, output: &[u8], answer: &[u8], few_bits: bool) -> Option<bool> {
    let (got, wanted) = (pieces(output), pieces(answer));
    if got.len() != wanted.len() {
        return Some(false);
    }
    let mut right = Some(true);
    for (at, (got, wanted)) in got.iter().zip(&wanted).enumerate() {
        let has_tolerance = arguments.relative.is_some() || arguments.absolute.is_some();
        let same = if at % 2 == 0 {
            Some(!arguments.space_change_sensitive || got == wanted)
        } else if got == wanted {
            Some(true)
        } else if let Some(a) = exact(wanted).filter(|_| has_tolerance) {
            match exact(got) {
                Some(s) => near(&s, &a, arguments, few_bits),
                None => Some(false),
            }
        } else if arguments.case_sensitive {
            Some(false)
        } else {
            let upper = |token: &[u8]| token.iter().map(u8::to_ascii_uppercase).collect::<Vec<_>>();
            Some(upper(got) == upper(wanted))
        };
        match same {
            Some(true) => {}
            Some(false) => return Some(false),
            None => right = None,
        }
    }
    right
}

/// A decimal number, `0` digits and ten to the power of `1`.
#[derive(Clone, Debug)]
struct Decimal(BigInt, i64);

impl Decimal {
    fn plus(&self, other: &Self) -> Self {
        let least = self.1.min(other.1);
        let digits =
            |n: &Self| &n.0 * BigInt::from(10).pow(u32::try_from(n.1 - least).expect("small"));
        Self(digits(self) + digits(other), least)
    }

    fn times(&self, other: &Self) -> Self {
        Self(&self.0 * &other.0, self.1 + other.1)
    }

    /// In one of the many ways in which a number may be written.
    fn spelled(&self, way: u8) -> String {
        let Self(digits, power) = self;
        let (sign, text) = match digits.to_string() {
            text if text.starts_with('-') => ("-", text[1..].to_owned()),
            text => (if way & 1 == 0 { "" } else { "+" }, text),
        };
        let zeros = "0".repeat(usize::from(way & 2) * 20);
        let e = if way & 4 == 0 { 'e' } else { 'E' };
        match way >> 3 & 3 {
            0 if (-400..=0).contains(power) => {
                let places = power.unsigned_abs() as usize;
                let text = format!("{text:0>width$}", width = places + 1);
                let (whole, part) = text.split_at(text.len() - places);
                format!("{sign}{zeros}{whole}.{part}{zeros}")
            }
            1 => format!("{sign}.{zeros}{text}{e}{:+}", power + (zeros.len() + text.len()) as i64),
            2 => format!("{sign}{zeros}{text}.{e}{power:04}"),
            _ => format!("{sign}{zeros}{text}{e}{power}"),
        }
    }
}

fn decimal() -> impl Strategy<Value = Decimal> {
    let digits = prop_oneof![
        3 => (-1000i64..1000).prop_map(BigInt::from),
        2 => any::<i64>().prop_map(BigInt::from),
        1 => "[1-9][0-9]{18,60}".prop_map(|text| text.parse().expect("digits")),
    ];
    let power = prop_oneof![4 => -12i64..6, 2 => -40i64..40, 1 => -345i64..310];
    (digits, power).prop_map(|(digits, power)| Decimal(digits, power))
}

fn tolerance() -> impl Strategy<Value = Decimal> {
    let usual = (0i64..30, -18i64..2).prop_map(|(digits, power)| Decimal(digits.into(), power));
    let odd =
        (any::<u32>(), -330i64..290).prop_map(|(digits, power)| Decimal(digits.into(), power));
    prop_oneof![4 => usual, 1 => odd]
}

/// Tokens of every kind, most of them numbers or nearly so.
fn token() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        4 => (decimal(), any::<u8>()).prop_map(|(n, way)| n.spelled(way).into_bytes()),
        2 => "[-+]?[0-9]{0,3}(\\.[0-9]{0,3})?([eE][-+]?[0-9]{0,3})?".prop_map(String::into_bytes),
        2 => "[aAbBéÉß]{1,3}".prop_map(String::into_bytes),
        1 => "(nan|NaN|inf|-Infinity|0x1F|1_000|1,5|١٢|1e|\\.|--1|1e5\\.0|\u{a0}|1\u{2003}2)"
            .prop_map(String::into_bytes),
        1 => prop::collection::vec(prop_oneof![Just(0u8), 14..32u8, 127..=255u8], 1..4),
        1 => ("[aA1]", 1000usize..9000).prop_map(|(letter, times)| letter.repeat(times).into_bytes()),
    ]
    .prop_filter("a token", |token| !token.is_empty())
}

fn text() -> impl Strategy<Value = Vec<u8>> {
    let space = || prop::collection::vec(prop::sample::select(SPACES), 1..3);
    let start = prop::collection::vec(prop::sample::select(SPACES), 0..2);
    let parts = prop::collection::vec((token(), space()), 0..4);
    (start, parts, any::<bool>()).prop_map(|(start, parts, open)| {
        let mut text = start;
        let last = parts.len().saturating_sub(1);
        for (at, (token, space)) in parts.into_iter().enumerate() {
            text.extend(token);
            if at < last || open {
                text.extend(space);
            }
        }
        text
    })
}

fn arguments() -> impl Strategy<Value = Arguments> {
    let spelled =
        || prop::option::of((tolerance(), any::<u8>()).prop_map(|(e, way)| e.spelled(way)));
    (any::<bool>(), prop::bool::weighted(0.2), spelled(), spelled()).prop_map(
        |(case_sensitive, space_change_sensitive, relative, absolute)| Arguments {
            case_sensitive,
            space_change_sensitive,
            relative,
            absolute,
        },
    )
}

/// What is changed to make an output of an answer that is almost it.
#[derive(Clone, Copy, Debug)]
enum Change {
    Nothing,
    Case,
    Spaces,
}

fn check(
    arguments: &Arguments,
    output: &[u8],
    answer: &[u8],
    few_bits: bool,
) -> Result<bool, TestCaseError> {
    let fast = compare(&arguments.options(), output, answer);
    let slow = model(arguments, output, answer, few_bits);
    if let Some(slow) = slow {
        prop_assert_eq!(fast.is_ok(), slow, "{:?}", fast);
    }
    Ok(slow.is_some())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn texts_are_compared_as_the_exact_rules_say(
        arguments in arguments(),
        output in text(),
        answer in text(),
        change in prop::option::weighted(
            0.6,
            prop::sample::select(&[Change::Nothing, Change::Case, Change::Spaces][..]),
        ),
    ) {
        let output = match change {
            None => output,
            Some(Change::Nothing) => answer.clone(),
            Some(Change::Case) => answer.to_ascii_uppercase(),
            Some(Change::Spaces) => {
                answer.iter().flat_map(|b| vec![*b; 1 + usize::from(SPACES.contains(b))]).collect()
            }
        };
        check(&arguments, &output, &answer, false)?;
    }

    /// Numbers that miss the answer by almost the tolerance, to either side.
    #[test]
    fn numbers_at_the_border_of_a_tolerance(
        answer in decimal(),
        tolerance in tolerance(),
        is_relative: bool,
        above: bool,
        // The part by which the tolerance is missed: nothing, or ten to minus so much.
        beyond in prop::option::of((any::<bool>(), 1i64..25)),
        ways: [u8; 3],
    ) {
        let one = |digits: i64, power| Decimal(digits.into(), power);
        let factor = match beyond {
            None => one(1, 0),
            Some((more, places)) => one(1, 0).plus(&one(if more { 1 } else { -1 }, -places)),
        };
        let size = if is_relative { answer.clone() } else { one(1, 0) };
        let step = size.times(&tolerance).times(&factor);
        let step = if above { step } else { step.times(&one(-1, 0)) };
        let output = answer.plus(&step);
        let spelled = Some(tolerance.spelled(ways[2]));
        let (relative, absolute) = if is_relative { (spelled, None) } else { (None, spelled) };
        let arguments = Arguments { relative, absolute, ..Arguments::default() };
        let (output, answer) = (output.spelled(ways[0]), answer.spelled(ways[1]));
        check(&arguments, output.as_bytes(), answer.as_bytes(), false)?;
    }

    /// Eighths and quarters lose nothing in an `f64`, so that the border itself is exact.
    #[test]
    fn where_no_bit_is_lost_the_border_is_exact(
        output in -40i64..40,
        answer in -40i64..40,
        relative in prop::option::of(0i64..6),
        absolute in prop::option::of(0i64..6),
        ways: [u8; 2],
    ) {
        let eighths = |n: i64| Decimal(BigInt::from(n * 125), -3);
        let quarters = |n: i64| Decimal(BigInt::from(n * 25), -2).spelled(16);
        let (relative, absolute) = (relative.map(quarters), absolute.map(quarters));
        let has_tolerance = relative.is_some() || absolute.is_some();
        let arguments = Arguments { relative, absolute, ..Arguments::default() };
        let (output, answer) = (eighths(output).spelled(ways[0]), eighths(answer).spelled(ways[1]));
        let decided = check(&arguments, output.as_bytes(), answer.as_bytes(), true)?;
        prop_assert!(decided || !has_tolerance);
    }
}

#[test]
fn the_model_leaves_open_what_the_smallest_numbers_lose() {
    let arguments = Arguments { relative: Some("1e4".into()), ..Arguments::default() };
    let border = |output: &[u8]| model(&arguments, output, b"-7712611764404779178e-338", false);
    let more = "771191762934598274787398e-339";
    assert_eq!(border(more.as_bytes()), None);
    assert_eq!(border(b"1e-310"), Some(false));
    assert_eq!(border(b"1e-317"), Some(true));
}

#[test]
fn the_model_knows_the_grammar_and_the_white_space() {
    for (text, wanted) in [
        ("1", Some((1, 1))),
        ("-01.50", Some((-3, 2))),
        ("+.5e1", Some((5, 1))),
        ("5.E-1", Some((1, 2))),
        ("0e5", Some((0, 1))),
        (".", None),
        ("", None),
        ("e5", None),
        ("1e", None),
        ("1e+", None),
        ("1e1.5", None),
        ("inf", None),
        ("--1", None),
        ("0x1", None),
        ("1_0", None),
    ] {
        let wanted = wanted.map(|(n, d): (i64, i64)| BigRational::new(n.into(), d.into()));
        assert_eq!(exact(text.as_bytes()), wanted, "{text}");
    }
    let words = |text: &[u8]| {
        pieces(text).iter().map(|p| String::from_utf8_lossy(p).into_owned()).collect::<Vec<_>>()
    };
    assert_eq!(words(b"a \x0bb"), ["", "a", " \u{b}", "b", ""]);
    assert_eq!(words(b"\x85\n"), ["", "\u{fffd}", "\n"]);
    assert_eq!(words(b""), [""]);
}
