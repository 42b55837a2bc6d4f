//! The tests: those that are there, and those that have to be made.

use std::collections::{BTreeMap, btree_map::Entry};

use roxmltree::Node;

use super::{
    FILE, Importer, asks_for_group, groups::Plan, plain_case, testset_args, xml, xml::Xml,
};
use crate::{
    domain::{BlobRef, Blobs as _},
    problem::{
        Package, Program,
        tree::{is_inside, is_name},
    },
};

/// No package may have more tests.
const MOST_TESTS: u64 = 10_000;

/// A `<test>`.
#[derive(Debug)]
pub(super) struct Test {
    /// Its number, from 1, as patterns show it.
    number: u64,
    pub(super) line: u64,
    /// The command that makes it.
    command: Option<String>,
    /// Which of the files that the command writes is meant; none for what it prints.
    from_file: Option<String>,
    pub(super) sample: bool,
    pub(super) group: Option<String>,
    pub(super) points: Option<f64>,
    /// Where its input is, or would be.
    input: String,
    /// Where its answer is, or would be.
    answer: String,
}

/// Reads the list of tests.
pub(super) fn read(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    testset: Node<'_, '_>,
) -> Vec<Test> {
    let count = xml.number(importer, testset, "test-count", 0..=MOST_TESTS);
    let input = pattern(importer, xml, testset, "input-path-pattern");
    let answer = pattern(importer, xml, testset, "answer-path-pattern");
    let (Some(input), Some(answer)) = (input, answer) else { return Vec::new() };
    let mut tests = Vec::new();
    for (node, number) in xml::below(testset, &["tests", "test"]).zip(1..) {
        if number > MOST_TESTS {
            let message = format!("more than {MOST_TESTS} tests");
            importer.findings.error(FILE, xml.line(node), message);
            break;
        }
        let text = |name| node.attribute(name).filter(|text| !text.is_empty()).map(str::to_owned);
        tests.push(Test {
            number,
            line: xml.line(node),
            command: text("cmd").filter(|_| node.attribute("method") != Some("manual")),
            from_file: text("from-file"),
            sample: node.attribute("sample") == Some("true"),
            group: text("group"),
            points: xml.points(importer, node),
            input: input.path(number),
            answer: answer.path(number),
        });
    }
    if let Some(count) = count
        && count != tests.len() as u64
    {
        let message = format!("<test-count> is {count}, but there are {} tests", tests.len());
        importer.findings.error(FILE, xml.line(testset), message);
    } else if tests.is_empty() {
        importer.findings.error(FILE, xml.line(testset), "there is no test");
    }
    tests
}

/// A path with a number in it, `tests/%02d.a`.
#[derive(Debug)]
pub(super) struct Pattern {
    before: String,
    width: usize,
    after: String,
}

impl Pattern {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (before, rest) = text.split_once('%')?;
        let (digits, after) = rest.split_once('d')?;
        let width = match digits {
            "" => 0,
            digits => digits.strip_prefix('0')?.parse().ok().filter(|width| *width < 10)?,
        };
        let plain = !after.contains('%') && is_inside(&format!("{before}0{after}"));
        plain.then(|| Self { before: before.into(), width, after: after.into() })
    }

    pub(super) fn path(&self, number: u64) -> String {
        format!("{}{number:0width$}{}", self.before, self.after, width = self.width)
    }
}

/// The pattern in a child that must be there.
pub(super) fn pattern<'a, 'i>(
    importer: &mut Importer<'_>,
    xml: &Xml<'a, 'i>,
    node: Node<'a, 'i>,
    name: &'static str,
) -> Option<Pattern> {
    let text = xml.text(importer, node, name)?;
    let pattern = Pattern::parse(text);
    if pattern.is_none() {
        let text: String = text.chars().take(100).collect();
        let message = format!("<{name}> must be like `tests/%02d`, found `{text}`");
        let line = xml::children(node, name).next().map(|child| xml.line(child));
        importer.findings.error(FILE, line, message);
    }
    pattern
}

/// The package with a time limit for whoever makes answers: these are wanted, however fast this host
/// is; whether the main solution is in time, `problem verify` tells.
fn patient(package: &Package) -> Package {
    let mut patient = package.clone();
    let limits = &mut patient.limits;
    limits.time_seconds = limits.time_seconds.max(limits.validation_time_seconds as f64);
    patient
}

/// Makes the package's cases: reads the tests that are there, and has the workshop make the
/// others.
pub(super) fn make(
    importer: &mut Importer<'_>,
    package: &mut Package,
    tests: Vec<Test>,
    plan: &Plan,
    generators: &BTreeMap<String, Program>,
    main: Option<&Program>,
) {
    // Most packages that miss something miss it everywhere: what can't be made is told once.
    let mut bench = Bench { package: patient(package), generators, main, told: BTreeMap::new() };
    let crlf = tests.iter().filter(|test| has_crlf(importer, &test.input)).count();
    if crlf > 0 {
        let message = format!("{crlf} inputs have CR LF at the end of lines; taken as LF");
        importer.findings.warning(FILE, None, message);
    }
    let made: Vec<_> = tests.iter().map(|test| bench.test(importer, test)).collect();
    let checker = package.validator.programs().first();
    let checker_asks = asks_for_group(importer, checker);
    let asking = package.input_validators.iter();
    let validators_ask = asking.filter(|program| asks_for_group(importer, Some(program)));
    let validators: Vec<_> = validators_ask.map(|program| program.name.clone()).collect();
    for (group, members) in plan.tests.iter().enumerate() {
        for (index, points) in members {
            let (test, Some((input, answer))) = (&tests[*index], &made[*index]) else { continue };
            let file = test.input.rsplit('/').next().unwrap_or_default();
            let stem: String = file.chars().filter(char::is_ascii_alphanumeric).collect();
            let name = format!("{}/{stem}", plan.groups[group].name);
            let mut case = plain_case(name, group, input.clone(), answer.clone());
            case.points = *points;
            case.full_feedback = plan.groups[group].name == "sample";
            let args = testset_args(test.group.as_deref());
            if checker_asks {
                case.validator_args.clone_from(&args);
            }
            for validator in &validators {
                case.input_validator_args.insert(validator.clone(), args.clone());
            }
            package.cases.push(case);
        }
    }
}

fn has_crlf(importer: &Importer<'_>, path: &str) -> bool {
    importer.tree.peek(path).is_some_and(|bytes| is_crlf(&bytes))
}

/// Whether every line ends with CR LF: the mark of a package made for Windows.
fn is_crlf(bytes: &[u8]) -> bool {
    let newlines = bytes.iter().filter(|byte| **byte == b'\n').count();
    newlines > 0 && bytes.windows(2).filter(|pair| pair == b"\r\n").count() == newlines
}

/// What makes tests.
struct Bench<'a> {
    /// The package without its tests, for limits and convention.
    package: Package,
    generators: &'a BTreeMap<String, Program>,
    main: Option<&'a Program>,
    /// Messages told already, and how often they were not told again.
    told: BTreeMap<String, usize>,
}

impl Bench<'_> {
    fn test(&mut self, importer: &mut Importer<'_>, test: &Test) -> Option<(BlobRef, BlobRef)> {
        let input = self.input(importer, test)?;
        let answer = self.answer(importer, test, &input)?;
        Some((input, answer))
    }

    fn input(&mut self, importer: &mut Importer<'_>, test: &Test) -> Option<BlobRef> {
        if importer.tree.has_file(&test.input) {
            return importer.blob(&test.input);
        }
        let made = match &test.command {
            None => Err("missing, and made by hand: there is no command to make it".to_owned()),
            Some(command) => self.generate(importer, command, test.from_file.as_deref()),
        };
        match made {
            Ok(bytes) => Some(importer.blobs.add_bytes(&bytes)),
            Err(message) => self.tell(importer, test, &test.input, message),
        }
    }

    fn generate(
        &self,
        importer: &mut Importer<'_>,
        command: &str,
        file: Option<&str>,
    ) -> Result<Vec<u8>, String> {
        let words = words(command);
        let (name, args) = words.split_first().ok_or("its command is empty")?;
        let stem = name.split_once('.').map_or(name.as_str(), |(stem, _)| stem);
        let program = self
            .generators
            .get(stem)
            .ok_or_else(|| format!("`{name}` of its command is no executable of the package"))?;
        if file.is_some_and(|file| !is_name(file)) {
            return Err("`from-file` is no plain file name".into());
        }
        importer.workshop.generate(&self.package, &importer.blobs, program, args, file)
    }

    fn answer(
        &mut self,
        importer: &mut Importer<'_>,
        test: &Test,
        input: &BlobRef,
    ) -> Option<BlobRef> {
        if importer.tree.has_file(&test.answer) {
            return importer.blob(&test.answer);
        }
        let made = self.main.ok_or("missing, and no solution is tagged `main`".to_owned());
        let made = made.and_then(|main| {
            let input = importer.blobs.read(&input.digest).map_err(|error| error.to_string())?;
            importer.workshop.answer(&self.package, &importer.blobs, main, input)
        });
        match made {
            Ok(bytes) => Some(importer.blobs.add_bytes(&bytes)),
            Err(message) => self.tell(importer, test, &test.answer, message),
        }
    }

    /// An error at a test that could not be made.
    fn tell(
        &mut self,
        importer: &mut Importer<'_>,
        test: &Test,
        path: &str,
        message: String,
    ) -> Option<BlobRef> {
        match self.told.entry(message.clone()) {
            Entry::Occupied(mut told) => *told.get_mut() += 1,
            Entry::Vacant(first) => {
                first.insert(1);
                let message = format!("test {} ({path}): {message}", test.number);
                importer.findings.error(FILE, test.line, message);
            }
        }
        None
    }
}

/// The bytes with LF for each CR LF, where every line ends so.
pub(super) fn unix(bytes: &[u8]) -> Option<Vec<u8>> {
    if !is_crlf(bytes) {
        return None;
    }
    let mut unix = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if !(*byte == b'\r' && bytes.get(at + 1) == Some(&b'\n')) {
            unix.push(*byte);
        }
    }
    Some(unix)
}

/// The words of a command, as a shell would split them: by spaces that are in no quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (None, c) if c.is_whitespace() => words.extend(word.take()),
            (_, c) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn patterns_have_one_number() {
        let path = |text: &str, n| Pattern::parse(text).map(|pattern| pattern.path(n));
        assert_eq!(path("tests/%02d.a", 7).as_deref(), Some("tests/07.a"));
        assert_eq!(path("tests/%02d", 123).as_deref(), Some("tests/123"));
        assert_eq!(path("t%d", 5).as_deref(), Some("t5"));
        for bad in ["tests", "%s", "%02d%02d", "../%d", "/%d", "%0999999d", "a/../%d", "%2d"] {
            assert_eq!(path(bad, 1), None, "{bad}");
        }
    }

    #[test]
    fn commands_are_split_like_a_shell_does() {
        assert_eq!(words("gen  -n 5\t'a b' \"\" x\"y z\""), ["gen", "-n", "5", "a b", "", "xy z"]);
        assert!(words(" ").is_empty());
    }

    #[test]
    fn windows_lines_are_known_by_every_line() {
        assert_eq!(unix(b"1\r\n2\r\n").as_deref(), Some(b"1\n2\n".as_slice()));
        assert!(!is_crlf(b"1\r\n2\n"));
        assert!(!is_crlf(b"1 2"));
    }
}
