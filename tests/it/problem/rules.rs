//! The rules of the format, each with a package that breaks it and the error that it gives.

use super::fixture::Fixture;

const YAML: &str = "problem.yaml";
const SUBMISSIONS: &str = "submissions/submissions.yaml";
const GROUP: &str = "data/secret/test_group.yaml";

/// A broken package must give exactly these errors.
#[track_caller]
fn check(fixture: Fixture, expected: &[&str]) {
    let errors = fixture.errors();
    assert_eq!(errors.lines().collect::<Vec<_>>(), expected);
}

fn yaml(lines: &str) -> Fixture {
    Fixture::minimal().adding(YAML, lines)
}

fn scoring() -> Fixture {
    Fixture::of("scoring")
}

#[test]
fn good_packages_have_no_errors_and_no_warnings() {
    for name in ["minimal", "scoring", "maximal", "lint"] {
        assert_eq!(Fixture::of(name).warnings(), "", "{name}");
    }
}

#[test]
fn the_package_itself() {
    check(
        Fixture::minimal().without(YAML),
        &[
            "problem.yaml: missing; a problem package has one in its top directory, or a problem.xml",
        ],
    );
    check(
        Fixture::minimal().replacing(YAML, "2025-09", "2031-01"),
        &["problem.yaml:1: unknown format version `2031-01`; this version reads 2025-09, \
           2023-07-draft, legacy and legacy-icpc"],
    );
    check(
        Fixture::minimal().without(YAML).with("problem.xml", "<problem/>\n"),
        &["problem.xml:1: <problem> has no <judging>"],
    );
    let all = ["data", "input_validators", "statement", "submissions"];
    let empty = all.iter().fold(Fixture::minimal(), |fixture, dir| fixture.without(dir));
    check(
        empty,
        &[
            "data: this directory is missing",
            "input_validators: this directory is missing; it holds a program that reads a test's \
             input and exits with code 42 if it is well formed, 43 if not",
            "statement: this directory is missing",
            "submissions: this directory is missing; it holds at least one program in `accepted`",
        ],
    );
    check(
        Fixture::minimal().with("problem_statement/x.tex", "x\n"),
        &["problem_statement: a name of an older version of the format; now statement"],
    );
}

#[test]
fn names_links_and_text() {
    let hidden = Fixture::minimal().with(".git/x", "y").with("data/secret/a b.in", "1 1\n");
    let warnings = hidden.warnings();
    assert!(warnings.starts_with("data/secret: `a b.in` is ignored"), "{warnings}");
    assert_eq!(warnings.lines().count(), 1, "{warnings}");

    let linked = Fixture::minimal();
    std::os::unix::fs::symlink("/etc/passwd", linked.dir.join("data/secret/02.in")).expect("link");
    std::os::unix::fs::symlink("01.in", linked.dir.join("data/secret/03.in")).expect("link");
    std::os::unix::fs::symlink("01.ans", linked.dir.join("data/secret/03.ans")).expect("link");
    std::os::unix::fs::symlink("nowhere", linked.dir.join("data/secret/04.in")).expect("link");
    std::os::unix::fs::symlink("..", linked.dir.join("data/secret/loop")).expect("link");
    let errors = linked.errors();
    assert!(
        errors.contains("data/secret/02.in: a symbolic link that leaves the package"),
        "{errors}"
    );
    assert!(errors.contains("data/secret/04.in: following it: No such file"), "{errors}");
    assert!(errors.contains("lies deeper than 16 directories (a link in a loop?)"), "{errors}");
    assert!(!errors.contains("03.in:"), "{errors}");

    // Beside the format's directories it is only left out.
    let beside = Fixture::minimal();
    std::os::unix::fs::symlink("/etc/passwd", beside.dir.join("problem.pdf")).expect("link");
    assert_eq!(
        beside.warnings(),
        "problem.pdf: a symbolic link that leaves the package; copy the file instead\n"
    );
    let whole = Fixture::minimal().without("problem.yaml");
    std::os::unix::fs::symlink("/etc/passwd", whole.dir.join("problem.yaml")).expect("link");
    assert!(whole.errors().starts_with("problem.yaml: missing"), "{}", whole.errors());
}

#[test]
fn a_directory_may_be_called_anything_that_has_letters() {
    let named = |name: &str| {
        let fixture = Fixture::minimal();
        let dir = fixture.dir.with_file_name(name);
        std::fs::rename(&fixture.dir, &dir).expect("rename");
        minos::problem::load(&dir).map(|loaded| loaded.package.slug)
    };
    assert_eq!(named("Two_Sums").expect("a slug"), "two-sums");
    assert_eq!(named("_été 2_").expect("a slug"), "t--2");
    let errors = named("___").expect_err("no slug");
    assert!(errors[0].message.contains("must be called by 1 to 64"), "{errors:?}");

    let pipe = Fixture::minimal();
    nix::unistd::mkfifo(&pipe.dir.join("data/secret/02.in"), nix::sys::stat::Mode::S_IRUSR)
        .expect("make a pipe");
    check(pipe, &["data/secret/02.in: neither a file nor a directory"]);

    check(
        Fixture::minimal().with("statement/problem.en.md", "\u{feff}a\r\nb"),
        &[
            "statement/problem.en.md:1: begins with a byte-order mark; remove it",
            "statement/problem.en.md:1: has a carriage return; lines must end with LF alone",
            "statement/problem.en.md:2: does not end with a newline",
        ],
    );
    check(
        Fixture::minimal().with("statement/problem.en.md", b"a\nb\xff\n"),
        &["statement/problem.en.md:2: not UTF-8"],
    );
}

#[test]
fn every_error_of_problem_yaml_at_once() {
    let text = "\
problem_format_version: 2025-09
type: [scoring, pass-fail, odd]
name: {english: Sum}
uuid: 12
credits:
  authors: {nam: x}
  testers: []
source:
  - {url: https://example.org}
license: mit
rights_owner: []
embargo_until: 2025-13-01
limits:
  time_limit: 1.5
  memory: 0
  output: 1.5
  code: many
  time_multipliers: {ac_to_time_limit: 0.5, tle: 2}
  validation_passes: 3
  speed: 1
keywords: graphs
languages: [cpp, klingon]
allow_file_writing: yes
constants:
  1x: 2
  n: {tex: 5}
colour: red
";
    check(
        Fixture::minimal().with(YAML, text),
        &[
            "problem.yaml:2: a problem can't be both pass-fail and scoring",
            "problem.yaml:2: unknown type `odd`; there are pass-fail, scoring, multi-pass, \
             interactive and submit-answer",
            "problem.yaml:3: `english` is no language tag like `en` or `pt-BR`",
            "problem.yaml:3: there is a name but no statement in `english`",
            "problem.yaml:4: `uuid` must look like 123e4567-e89b-12d3-a456-426614174000",
            "problem.yaml:6: a person of `authors` has no `name`",
            "problem.yaml:6: unknown key `nam`; known here: name, email, orcid, kattis",
            "problem.yaml:7: a person of `testers` is wanted, the list is empty",
            "problem.yaml:9: `source` has no `name`",
            "problem.yaml:10: unknown license `mit`; there are unknown, public domain, cc0, cc by, \
             cc by-sa, educational, permission",
            "problem.yaml:11: `rights_owner` must be a string, found a list",
            "problem.yaml:12: `embargo_until` must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ",
            "problem.yaml:14: `time_limit` 1.5 is no multiple of `time_resolution` 1",
            "problem.yaml:15: `memory` must be a whole number of at least 1, found a number",
            "problem.yaml:16: `output` must be a whole number of at least 1, found a number",
            "problem.yaml:17: `code` must be a whole number of at least 1, found a string",
            "problem.yaml:18: `ac_to_time_limit` must be at least 1",
            "problem.yaml:18: unknown key `tle`; known here: ac_to_time_limit, time_limit_to_tle",
            "problem.yaml:19: `validation_passes` is for multi-pass problems alone",
            "problem.yaml:20: unknown key `speed`; known here: time_multipliers, time_resolution, \
             time_limit, memory, output, code, compilation_time, compilation_memory, \
             validation_time, validation_memory, validation_output, validation_passes",
            "problem.yaml:21: `keywords` must be a list of strings, found a string",
            "problem.yaml:22: `klingon` is no language code of the format",
            "problem.yaml:23: `allow_file_writing` must be true or false, found a string",
            "problem.yaml:25: constant `1x` must match [a-zA-Z_][a-zA-Z0-9_]*",
            "problem.yaml:26: constant `n` has no `value`",
            "problem.yaml:27: unknown key `colour`; known here: problem_format_version, type, \
             name, uuid, version, credits, source, license, rights_owner, embargo_until, limits, \
             keywords, languages, allow_file_writing, constants",
            "statement/problem.en.md: `name` in problem.yaml has no name in `en`",
        ],
    );
}

#[test]
fn more_of_problem_yaml() {
    check(
        Fixture::minimal().with(YAML, "problem_format_version: 2025-09\n"),
        &[
            "problem.yaml:1: `name` is missing",
            "problem.yaml:1: `uuid` is missing; a new one can be had from `uuidgen`",
        ],
    );
    check(yaml("type: []\n"), &["problem.yaml:8: `type` must not be an empty list"]);
    check(yaml("type: [scoring, scoring]\n"), &["problem.yaml:8: `type` names a word twice"]);
    check(
        yaml("type: interactive\n"),
        &["output_validator: an interactive or multi-pass problem needs its own output validator"],
    );
    check(
        Fixture::minimal().replacing(YAML, "license: cc0", "license: cc by").replacing(
            YAML,
            "credits: Minos authors\n",
            "",
        ),
        &["problem.yaml:4: license `cc by` needs a rights owner: `rights_owner`, authors in \
           `credits`, or `source`"],
    );
    check(
        Fixture::minimal().replacing(YAML, "cc0", "public domain\nrights_owner: x"),
        &["problem.yaml:5: what is in the public domain has no `rights_owner`"],
    );
    check(
        Fixture::minimal().replacing(YAML, "time_limit: 1", "time_limit: -1"),
        &["problem.yaml:7: `time_limit` must be above 0 and at most 600 s"],
    );
    for embargo in ["2024-02-29", "2024-02-29T23:59:59Z"] {
        let package = yaml(&format!("embargo_until: {embargo}\n")).loaded().package;
        assert_eq!(package.embargo_until.as_deref(), Some(embargo));
    }
    check(
        yaml("source: A contest\ncredits:\n  translators: {english: [x, {name: y, kattis: z}]}\n")
            .replacing(YAML, "credits: Minos authors\n", ""),
        &["problem.yaml:9: `english` is no language tag like `en` or `pt-BR`"],
    );
    check(yaml("name: again\n"), &["problem.yaml:8: `name` is given twice; the last one counts"]);
}

#[test]
fn statements() {
    check(
        Fixture::minimal().without("statement/problem.en.md").with("statement/x.md", "x\n"),
        &["statement: there is no `problem.<language>.md`, `.tex` or `.pdf`"],
    );
    check(
        Fixture::minimal()
            .with("statement/problem.md", "x\n")
            .with("statement/problem.sv.md", "x\n")
            .with("statement/problem.en.tex", "x\n"),
        &[
            "statement/problem.en.tex: there is another statement in `en`",
            "statement/problem.md: the language is missing: `problem.en.md`",
            "statement/problem.sv.md: `name` in problem.yaml has no name in `sv`",
        ],
    );
}

#[test]
fn test_cases() {
    check(
        Fixture::minimal()
            .with("data/secret/02.in", "1 1\n")
            .with("data/secret/03.ans", "1\n")
            .with("data/secret/test_group.in", "1 1\n")
            .with("data/secret/test_group.ans", "2\n")
            .with("data/secret/01/x.in", "1 1\n")
            .with("data/secret/01/x.ans", "2\n")
            .with("data/secret/01.png", "x")
            .with("data/secret/01.svg", "x\n"),
        &[
            "data/secret/01.in: a directory has the same name as this test case",
            "data/secret/01.svg: a test case has one illustration at most",
            "data/secret/02.in: `data/secret/02.ans` is missing",
            "data/secret/03.ans: has no `data/secret/03.in`; without it there is no such test case",
            "data/secret/test_group.in: a test case must not be called test_group",
        ],
    );
    check(
        Fixture::minimal()
            .without("data/secret/01.in")
            .without("data/secret/01.ans")
            .with("data/secret/x.txt", "\n"),
        &["data/secret: there is no test case"],
    );
    check(
        Fixture::minimal().with(
            "data/secret/01.yaml",
            "args: x\noutput_validator_args: [float_tolerance]\nhint: 5\nmax_score: 1\n",
        ),
        &[
            "data/secret/01.yaml:1: `args` must be a list of strings, found a string",
            "data/secret/01.yaml:2: the default output validator: `float_tolerance` needs a number \
             after it",
            "data/secret/01.yaml:4: unknown key `max_score`; known here: args, \
             input_validator_args, output_validator_args, input_visualizer_args, \
             output_visualizer_args, full_feedback, hint, description",
        ],
    );
}

#[test]
fn cases_are_those_with_an_input_in_the_order_of_their_names() {
    for extension in ["out", "interaction", "in.statement", "ans.download", "yaml", "svg"] {
        let file = format!("data/secret/09.{extension}");
        let missing = "has no `data/secret/09.in`; without it there is no such test case";
        check(Fixture::minimal().with(&file, "args: []\n"), &[&format!("{file}: {missing}")]);
    }
    let mut fixture = Fixture::minimal();
    for name in ["b", "a/z", "a-b", "B", "a/10", "a/9"] {
        fixture = fixture
            .with(&format!("data/secret/{name}.in"), "1 1\n")
            .with(&format!("data/secret/{name}.ans"), "2\n");
    }
    let package = fixture.loaded().package;
    let names: Vec<_> = package.cases.iter().map(|case| case.name.as_str()).collect();
    let wanted = [
        "sample/1",
        "secret/01",
        "secret/B",
        "secret/a-b",
        "secret/a/10",
        "secret/a/9",
        "secret/a/z",
        "secret/b",
    ];
    assert_eq!(names, wanted);
    assert_eq!(package.groups.len(), 2, "directories without test_group.yaml are no groups");
    let none = Fixture::minimal().without("data/sample").loaded().package;
    assert!(none.samples.is_empty() && none.groups.len() == 1);
}

#[test]
fn settings_of_a_case_come_from_its_group_or_its_own_file() {
    let group = "args: [a, b]\noutput_validator_args: [case_sensitive]\nfull_feedback: true\n\
                 input_validator_args: {two.py: ['{{n}}']}\n";
    let fixture = yaml("constants: {n: 5, most: {value: 7, tex: seven}}\n")
        .with(GROUP, group)
        .with("data/secret/02.in", "1 1\n")
        .with("data/secret/02.ans", "2\n")
        .with("data/secret/02.yaml", "args: ['{{n}}']\nhint: '{{n}}'\nfull_feedback: false\n");
    let package = fixture.loaded().package;
    let [sample, first, second] = package.cases.as_slice() else { panic!("three cases") };
    assert_eq!((sample.args.len(), sample.full_feedback), (0, true));
    assert_eq!((first.args.as_slice(), first.full_feedback), (&["a".into(), "b".into()][..], true));
    assert_eq!(first.input_validator_args["two.py"], ["5"], "constants in test_group.yaml");
    assert_eq!((second.args.as_slice(), second.full_feedback), (&["{{n}}".into()][..], false));
    assert_eq!(second.hint.as_deref(), Some("{{n}}"), "a case's file is test data");
    assert_eq!(second.validator_args, ["case_sensitive"]);
    let fixture = Fixture::minimal()
        .adding(YAML, "constants: {n: 5, most: {value: 7, tex: seven}}\n")
        .with(
            "submissions/accepted/sum.py",
            "x = '{{n}} {{most}} {{most.value}} {{most.tex}} {{no}}'\n",
        )
        .with("data/secret/01.in", "{{n}} 1\n");
    let source = fixture.loaded();
    let text = |blob: &minos::domain::BlobRef| {
        let bytes = minos::domain::Blobs::read(&source.blobs, &blob.digest).expect("a blob");
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let program = &source.package.submissions[0].program.files[0];
    assert_eq!(text(&program.blob), "x = '5 7 7 seven {{no}}'\n");
    assert_eq!(text(&source.package.cases[1].input), "{{n}} 1\n", "not in test data");
}

#[test]
fn arguments_of_the_default_validator() {
    for (args, fault) in [
        ("[case_insensitive]", "unknown argument `case_insensitive`"),
        ("[float_tolerance, x]", "`float_tolerance` needs a number after it"),
        ("[float_tolerance, 1e-6, float_tolerance, 1]", "`float_tolerance` is given twice"),
        (
            "[float_tolerance, 1e-6, float_relative_tolerance, 1]",
            "`float_tolerance` excludes the relative and absolute ones",
        ),
    ] {
        let fixture = Fixture::minimal().with(GROUP, format!("output_validator_args: {args}\n"));
        check(fixture, &[&format!("{GROUP}:1: the default output validator: {fault}")]);
    }
    let good = "[case_sensitive, float_absolute_tolerance, 1e-6, float_relative_tolerance, 1e-9]";
    let fixture = Fixture::minimal().with(GROUP, format!("output_validator_args: {good}\n"));
    let case = &fixture.loaded().package.cases[1];
    assert_eq!(case.validator_args[1..3], ["float_absolute_tolerance", "1e-6"]);
}

#[test]
fn shown_and_downloaded_samples() {
    let sample = "data/sample/1";
    check(
        Fixture::minimal().with(&format!("{sample}.in.statement"), "x\n"),
        &["data/sample/1.in: the input is shown otherwise, so `.in.download` must be given"],
    );
    check(
        Fixture::minimal().with(&format!("{sample}.ans.download"), "x\n"),
        &[
            "data/sample/1.ans.download: `.ans.download` is given, so the shown output must be as well",
        ],
    );
    check(
        Fixture::minimal()
            .with(&format!("{sample}.out"), "3\n")
            .with(&format!("{sample}.ans.statement"), "x\n")
            .with(&format!("{sample}.ans.download"), "x\n"),
        &[
            "data/sample/1.ans.download: the output to download is given by `.out` too",
            "data/sample/1.ans.statement: the shown output is given by `.out` too",
        ],
    );
    check(
        Fixture::minimal()
            .with(&format!("{sample}.interaction"), "<1\n---\n>2\nx\n")
            .with(&format!("{sample}.in.download"), "x\n")
            .with(&format!("{sample}.ans.download"), "x\n"),
        &["data/sample/1.interaction:2: `---` is for multi-pass problems alone"],
    );
    let fixture = Fixture::minimal()
        .with(&format!("{sample}.in.statement"), "shown in\n")
        .with(&format!("{sample}.in.download"), "download\n")
        .with(&format!("{sample}.out"), "3.0\n");
    let shown = &fixture.loaded().package.samples[0];
    assert_eq!((shown.input.as_str(), shown.output.as_str()), ("shown in\n", "3.0\n"));
    assert_eq!(shown.input_download.size, 9);
    assert_eq!(shown.output_download.size, 4);
}

#[test]
fn groups_and_scores() {
    check(
        Fixture::minimal().with(GROUP, "max_score: 3\nrequire_pass: sample\n"),
        &[
            "data/secret/test_group.yaml:1: `max_score` is for problems of type scoring alone",
            "data/secret/test_group.yaml:2: `require_pass` is for problems of type scoring alone",
        ],
    );
    check(
        scoring().with("data/sample/test_group.yaml", "max_score: 3\n"),
        &["data/sample/test_group.yaml:1: `max_score` is not for this directory"],
    );
    check(
        scoring().with("data/sample/g/test_group.yaml", "args: []\n"),
        &["data/sample/g/test_group.yaml: `sample` has no groups"],
    );
    check(
        scoring()
            .with("data/secret/x.in", "1 1\n")
            .with("data/secret/plain/1.in", "1 1\n")
            .with("data/secret/1/deep/test_group.yaml", "args: []\n"),
        &[
            "data/secret/1/deep/test_group.yaml: a group has no groups",
            "data/secret/plain: must be a group with a `test_group.yaml`, as others beside it are",
            "data/secret/x.in: a test case beside groups; put it into one",
        ],
    );
    check(
        scoring().with("data/secret/3/test_group.yaml", "max_score: 0\n"),
        &["data/secret/3: this group has no test case"],
    );
    let group = "data/secret/2/test_group.yaml";
    for (text, error) in [
        (
            "args: []\n",
            "data/secret/2/test_group.yaml: a group of aggregation pass-fail needs a `max_score`",
        ),
        (
            "score_aggregation: sum\nmax_score: unbounded\n",
            "data/secret/2/test_group.yaml:2: `max_score` may be unbounded only if that of \
             `secret` is",
        ),
        (
            "max_score: 60\nscore_aggregation: avg\n",
            "data/secret/2/test_group.yaml:2: `score_aggregation` is pass-fail, sum or min, not `avg`",
        ),
        (
            "max_score: -1\n",
            "data/secret/2/test_group.yaml:1: `max_score` (else `unbounded`) must be a whole \
             number of at least 0, found a number\ndata/secret/2/test_group.yaml:1: a group of \
             aggregation pass-fail needs a `max_score`",
        ),
        (
            "max_score: 60\nrequire_pass: [secret/9, sample]\n",
            "data/secret/2/test_group.yaml:2: `require_pass` names `secret/9`, which is no group \
             before this one (write `secret/NAME` or `sample`)",
        ),
        (
            "max_score: 60\nrequire_pass: secret\n",
            "data/secret/2/test_group.yaml:2: a group can't require `secret`",
        ),
    ] {
        check(scoring().with(group, text), &error.lines().collect::<Vec<_>>());
    }
    check(
        scoring()
            .with("data/secret/1/test_group.yaml", "max_score: 40\nscore_aggregation: min\n")
            .with(group, "max_score: 60\nrequire_pass: secret/1\n"),
        &[
            "data/secret/2/test_group.yaml:2: `require_pass` names `secret/1`, whose aggregation is \
           not pass-fail",
        ],
    );
    check(
        scoring()
            .with(GROUP, "score_aggregation: pass-fail\nrequire_pass: secret/1\n")
            .with(group, "max_score: 60\nscore_aggregation: sum\n"),
        &[
            "data/secret/2/test_group.yaml:2: `secret` is pass-fail, so its groups must be",
            "data/secret/test_group.yaml:2: `secret` may require `sample` alone, not `secret/1`",
        ],
    );
}

#[test]
fn data_of_the_validators() {
    check(
        Fixture::minimal()
            .with("data/invalid_input/1.in", "x\n")
            .with("data/invalid_input/1.ans", "x\n")
            .with("data/valid_output/1.in", "1 1\n")
            .with("data/valid_output/1.ans", "2\n"),
        &[
            "data/invalid_input/1.ans: an invalid input has no answer",
            "data/valid_output/1.in: `data/valid_output/1.out` is missing",
        ],
    );
}

#[test]
fn programs() {
    check(
        Fixture::minimal()
            .without("input_validators/two.py")
            .with("input_validators/README.md", "x\n"),
        &["input_validators: there is no input validator: put a program here that reads a test's \
           input and exits with code 42 if it is well formed, 43 if not"],
    );
    check(
        Fixture::minimal()
            .with("input_validators/a/x.py", "\n")
            .with("input_validators/a/y.py", "\n")
            .with("input_validators/b/run", "#!/bin/sh\nexit 42\n")
            .with("input_validators/c.java", "\n"),
        &[
            "input_validators/a: several Python files need `__init__.py` and `__main__.py`",
            "input_validators/b/run: this script must be executable",
            "input_validators/c.java: no program: a validator is in Python 3, C or C++, or has a \
             `build` or `run` script",
        ],
    );
    let foreign = Fixture::minimal()
        .without("input_validators/two.py")
        .with("input_validators/two.ctd", "INT(0, 100)\n")
        .with("input_validators/two.viva", "{ }\n");
    let told = "Checktestdata and VIVA files are not run by this version of Minos";
    assert_eq!(
        foreign.warnings(),
        format!("input_validators/two.ctd: {told}\ninput_validators/two.viva: {told}\n")
    );
    check(
        Fixture::minimal().with("data/secret/01.files/two.py", "\n"),
        &["data/secret/01.files/two.py: an input validator has a file of this name"],
    );
    check(
        Fixture::minimal().with(GROUP, "input_validator_args: {one: [x], two.py: [y]}\n"),
        &["data/secret/test_group.yaml:1: there is no input validator `one`"],
    );
}

#[test]
fn static_validation() {
    let minimal =
        |group: &str| Fixture::minimal().with("static_validator/x.py", "\n").with(GROUP, group);
    assert_eq!(minimal("static_validation_score: pass-fail\n").warnings(), "");
    assert_eq!(
        minimal("args: []\n").warnings(),
        "static_validator: no `test_group.yaml` has a `static_validation_score`; unused\n"
    );
    check(
        minimal("static_validation_score: 5\n"),
        &["data/secret/test_group.yaml:1: `static_validation_score` must be `pass-fail` where \
           there are no points"],
    );
    check(
        minimal("static_validation_score: -1\n"),
        &["data/secret/test_group.yaml:1: `static_validation_score` (else `pass-fail`) must be a \
           whole number of at least 0, found a number"],
    );
    check(
        minimal("static_validator_args: [x]\n"),
        &["data/secret/test_group.yaml:1: `static_validator_args` without \
           `static_validation_score`"],
    );
    check(
        Fixture::minimal().with(GROUP, "static_validation_score: pass-fail\n"),
        &["data/secret/test_group.yaml:1: static validation without a `static_validator`"],
    );
    check(
        minimal("static_validation_score: pass-fail\n")
            .with("data/invalid_input/1.in", "x\n")
            .with("data/invalid_input/test_group.yaml", "static_validation_score: pass-fail\n")
            .with("static_validator/y.java", "\n"),
        &[
            "data/invalid_input/test_group.yaml:1: `static_validation_score` is not for this \
             directory",
            "data/secret/test_group.yaml:1: static validation without a `static_validator`",
            "static_validator: no program: a validator is in Python 3, C or C++, or has a `build` \
             or `run` script",
        ],
    );
    let lint = || Fixture::of("lint");
    let group = "data/secret/2/test_group.yaml";
    for (text, error) in [
        (
            "max_score: 60\nscore_aggregation: sum\nstatic_validation_score: pass-fail\n",
            "data/secret/2/test_group.yaml:3: `static_validation_score` must be a number where \
             cases have points",
        ),
        (
            "max_score: 60\nscore_aggregation: sum\nstatic_validation_score: 61\n",
            "data/secret/2/test_group.yaml:3: `static_validation_score` 61 is above `max_score` 60",
        ),
        (
            "max_score: 60\nstatic_validation_score: 20\n",
            "data/secret/2/test_group.yaml:2: `static_validation_score` must be `pass-fail` where \
             there are no points",
        ),
    ] {
        check(lint().with(group, text), &[error]);
    }
    check(
        lint().with(GROUP, "max_score: 110\nstatic_validation_score: 1\n"),
        &["data/secret/test_group.yaml:2: a static validation test case beside groups; put it \
           into one"],
    );
    let answers = Fixture::of("answers").with("static_validator/x.py", "\n");
    check(
        answers.with("data/sample/test_group.yaml", "static_validation_score: pass-fail\n"),
        &["static_validator: a submit-answer problem has no program that it could look at"],
    );
}

#[test]
fn attachments_includes_and_solutions() {
    check(
        Fixture::minimal()
            .with("attachments/dir/x.txt", "x\n")
            .with("attachments/templates/klingon/x", "x\n")
            .with("include/x.h", "x\n")
            .with("include/klingon/x.h", "x\n")
            .with("solution/x.md", "x\n"),
        &[
            "attachments/dir: a directory can't be attached; attach it as a ZIP file",
            "attachments/templates/klingon: `klingon` is no language code of the format, nor \
             `default`",
            "include/klingon: `klingon` is no language code of the format, nor `default`",
            "include/x.h: must lie in the directory of a language, or in `default`",
            "solution: there is no `solution.<language>.tex`, `.md` or `.pdf`",
        ],
    );
    check(
        yaml("languages: [python3]\n").with("include/cpp/x.h", "x\n"),
        &["include/cpp: `languages` in problem.yaml does not allow `cpp`"],
    );
}

#[test]
fn submissions() {
    check(
        Fixture::minimal()
            .without("submissions/accepted/sum.py")
            .with("submissions/loose.py", "\n"),
        &[
            "submissions/accepted: there is no accepted submission",
            "submissions/loose.py: a submission lies in a directory such as `accepted`",
        ],
    );
    let unknown = Fixture::minimal()
        .with("submissions/wrong_answer/a.py.disabled", "\n")
        .with("submissions/wrong_answer/both/a.py", "\n")
        .with("submissions/wrong_answer/both/b.cpp", "\n");
    assert_eq!(
        unknown.warnings(),
        "submissions/wrong_answer/a.py.disabled: its language can't be told from its files' \
         endings; it is not judged. Name it as `language` in submissions.yaml\n\
         submissions/wrong_answer/both: its files are of several languages: [\"cpp\", \
         \"python3\"]; it is not judged. Name it as `language` in submissions.yaml\n"
    );
    assert_eq!(unknown.loaded().package.submissions.len(), 1);
    let text = "\
accepted/**: {}
accepted/{a: {}
accepted/sum.py:
  language: klingon
  permitted: [AC, MLE]
  required: AC
  score: 5
  message: {}
  use_for_time_limit: perhaps
  model_solution: 1
  authors: []
  speed: 3
  secret/[ab]: {}
  secret/0*:
    permitted: [AC]
    speed: 3
";
    check(
        Fixture::minimal().with(SUBMISSIONS, text),
        &[
            "submissions/submissions.yaml:1: pattern `accepted/**`: patterns know `*` within a \
             name and `{a,b}` only",
            "submissions/submissions.yaml:2: pattern `accepted/{a`: `{` without `}`",
            "submissions/submissions.yaml:3: `klingon` is no language code of the format",
            "submissions/submissions.yaml:5: `permitted` knows AC, WA, TLE and RTE, not `MLE`",
            "submissions/submissions.yaml:7: `score` is for problems of type scoring alone",
            "submissions/submissions.yaml:8: `message` must be a string, found a map",
            "submissions/submissions.yaml:9: `use_for_time_limit` is true, false, lower or upper",
            "submissions/submissions.yaml:10: `model_solution` must be true or false, found a \
             number",
            "submissions/submissions.yaml:11: a person of `authors` is wanted, the list is empty",
            "submissions/submissions.yaml:12: unknown key `speed`; known here: language, \
             entrypoint, authors, model_solution, permitted, required, score, message, \
             use_for_time_limit, or a part of the data with a map",
            "submissions/submissions.yaml:13: pattern `secret/[ab]`: patterns know `*` within a \
             name and `{a,b}` only",
            "submissions/submissions.yaml:16: unknown key `speed`; known here: permitted, \
             required, score, message, use_for_time_limit",
        ],
    );
    let contradiction = "wrong_answer/x.py: {permitted: [AC]}\nwrong_answer: {permitted: [WA]}\n";
    check(
        Fixture::minimal()
            .with("submissions/wrong_answer/x.py", "\n")
            .with(SUBMISSIONS, contradiction),
        &["submissions/submissions.yaml: the rules for `wrong_answer/x.py` leave no verdict \
           permitted for `sample/1`"],
    );
    check(
        Fixture::minimal().with(SUBMISSIONS, "accepted: {use_for_time_limit: false}\n"),
        &["submissions: no submission bounds the time limit from below"],
    );
}

#[test]
fn directories_have_rules_that_may_be_replaced_or_added_to() {
    let with = |text: &str| {
        Fixture::minimal()
            .with("submissions/wrong_answer/x.py", "\n")
            .with("submissions/time_limit_exceeded/y.py", "\n")
            .with(SUBMISSIONS, text)
    };
    let rules = |text: &str, name: &str| {
        let submissions = with(text).loaded().package.submissions;
        let found = submissions.iter().find(|s| s.program.name == name).expect(name);
        let codes = |set: &std::collections::BTreeSet<minos::domain::Verdict>| {
            set.iter().map(|verdict| verdict.code()).collect::<Vec<_>>().join("|")
        };
        let rules = found.expectation.rules.iter();
        let line = |r: &minos::problem::Rule| {
            format!("{} {} {:?}", codes(&r.permitted), codes(&r.required), r.bound)
        };
        rules.map(line).collect::<Vec<_>>()
    };
    let (wrong, slow) = ("wrong_answer/x.py", "time_limit_exceeded/y.py");
    assert_eq!(rules("{}\n", wrong), ["AC|WA WA Lower"]);
    assert_eq!(
        rules("wrong_answer: {permitted: [AC, WA, RTE]}\n", wrong),
        ["AC|WA|RTE WA Lower"],
        "what is not said is inherited"
    );
    assert_eq!(
        rules("wrong_answer/*: {required: [AC]}\n", wrong),
        ["AC|WA WA Lower", "AC|WA|TLE|RTE AC None"],
        "another rule"
    );
    assert_eq!(
        rules("'{wrong_answer,other}/x.{py,cpp}': {use_for_time_limit: lower}\n", wrong)[1],
        "AC|WA|RTE AC|WA|TLE|RTE Lower"
    );
    assert_eq!(rules("{}\n", slow), ["AC|TLE TLE Upper"]);
    let off = "time_limit_exceeded: {use_for_time_limit: false}\n";
    assert_eq!(rules(off, slow), ["AC|TLE TLE None"]);
    let both = "time_limit_exceeded: {required: [TLE, RTE], permitted: [AC, TLE, RTE]}\n";
    assert_eq!(rules(both, slow), ["AC|TLE|RTE TLE|RTE None"], "no bound with a choice");
    for text in [
        "{use_for_time_limit: upper, permitted: [AC]}",
        "{use_for_time_limit: lower, required: [TLE]}",
    ] {
        check(
            with(&format!("wrong_answer/*: {text}\n")).without("submissions/time_limit_exceeded"),
            &[
                "submissions/submissions.yaml:1: `use_for_time_limit` contradicts the verdicts demanded here",
                "submissions/submissions.yaml:1: no verdict is both permitted and required for \
                 `wrong_answer/x.py`",
            ],
        );
    }
}

#[test]
fn what_submissions_must_get() {
    let fixture = Fixture::minimal()
        .with("submissions/wrong_answer/x.py", "\n")
        .with("submissions/brute_force/y.py", "\n")
        .with("submissions/mixed/z.py", "\n")
        .with(
            SUBMISSIONS,
            "mixed/*:\n  sample: {permitted: [AC]}\n  secret/*: {required: [TLE]}\n",
        );
    let submissions = fixture.loaded().package.submissions;
    let told: Vec<_> = submissions
        .iter()
        .map(|s| {
            let codes: Vec<_> = s.expectation.verdicts.iter().map(|v| v.code()).collect();
            let bounds: Vec<_> = s.expectation.rules.iter().map(|rule| rule.bound).collect();
            format!("{} {} {bounds:?}", s.program.name, codes.join("|"))
        })
        .collect();
    assert_eq!(
        told,
        [
            "accepted/sum.py AC [Lower]",
            "brute_force/y.py TLE|RTE [None]",
            "mixed/z.py WA|TLE|RTE [Lower, Upper]",
            "wrong_answer/x.py WA [Lower]",
        ]
    );
    let scopes: Vec<_> =
        submissions[2].expectation.rules.iter().map(|rule| rule.scope.join(" ")).collect();
    assert_eq!(scopes, ["sample", "secret/01"]);
}
