//! The rules of the formats before 2025-09: what is understood, what is an error.

use minos::{
    domain::Verdict,
    problem::{Bound, Child, GradedGroup, ScoreFile},
};

use super::fixture::Fixture;

const YAML: &str = "problem.yaml";

fn old() -> Fixture {
    Fixture::of("old")
}

fn points() -> Fixture {
    Fixture::of("oldpoints")
}

fn group<'a>(root: &'a GradedGroup, name: &str) -> &'a GradedGroup {
    fn find<'a>(group: &'a GradedGroup, name: &str) -> Option<&'a GradedGroup> {
        if group.name == name {
            return Some(group);
        }
        group.children.iter().find_map(|child| match child {
            Child::Group(inner) => find(inner, name),
            Child::Case(_) => None,
        })
    }
    find(root, name).unwrap_or_else(|| panic!("no group {name}"))
}

#[test]
fn metadata_and_the_time_limit_from_its_places() {
    let package = old().loaded().package;
    assert_eq!(package.name["en"], "Half", "the file's name comes before the statement's");
    assert_eq!(package.name["sv"], "Halva");
    assert_eq!(package.authors, ["Minos authors", "others"]);
    assert_eq!(package.keywords, ["easy", "floats"]);
    assert_eq!((package.limits.memory_mib, package.limits.output_mib), (256, 4));
    let timing = package.timing;
    assert_eq!((timing.ac_to_time_limit, timing.time_limit_to_tle), (3.0, 1.5));
    assert_eq!((timing.given, package.limits.time_seconds), (true, 2.0));
    let langs: Vec<_> = package.statements.iter().map(|s| s.lang.as_str()).collect();
    assert_eq!(langs, ["sv", "en"]);

    let inferred = old().without(".timelimit").without("domjudge-problem.ini").loaded().package;
    assert!(!inferred.timing.given);
    let torn = old().with(".timelimit", "0.5\n").loaded();
    assert_eq!(torn.package.limits.time_seconds, 2.0, "the judge's own file has the last word");
    assert_eq!(
        torn.warnings[0].to_string(),
        "domjudge-problem.ini: 2 s, where 0.5 s is said elsewhere"
    );
    let never = old().with(".timelimit", "never\n");
    assert_eq!(never.errors(), ".timelimit: `never` is no time limit in seconds, up to 600\n");
}

#[test]
fn what_the_file_may_not_say() {
    for (lines, error) in [
        ("validation: odd\n", "problem.yaml:16: `validation` is default or custom, not `odd`\n"),
        (
            "validation: default score\ntype: scoring\n",
            "problem.yaml:16: `score` is for custom validation alone\n",
        ),
        (
            "type: passing\n",
            "problem.yaml:16: unknown type `passing`; there are pass-fail and scoring\n",
        ),
        (
            "validation: custom\n",
            "output_validators: there is no output validator, which this problem needs\n",
        ),
    ] {
        assert_eq!(old().adding(YAML, lines).errors(), error);
    }
    let lenient = old().adding(YAML, "colour: red");
    let warnings = lenient.warnings();
    assert!(warnings.contains("problem.yaml:16: unknown key `colour`"), "{warnings}");
    assert!(warnings.contains("problem.yaml:16: does not end with a newline"), "{warnings}");
    let least = points().replacing(YAML, "objective: max", "objective: min").warnings();
    assert!(least.contains("`objective: min` is not kept"), "{least}");
    let flags = old().replacing(YAML, "float_tolerance 1e-3", "float_tolerance");
    assert!(flags.errors().contains("`float_tolerance` needs a number after it"));
}

#[test]
fn settings_are_inherited_and_cases_keep_their_order() {
    let package = old().loaded().package;
    let cases: Vec<_> = package
        .cases
        .iter()
        .map(|case| {
            let of_all = case.input_validator_args.get("").cloned().unwrap_or_default();
            format!("{} {} {}", case.name, of_all.join(" "), case.validator_args.join(" "))
        })
        .collect();
    assert_eq!(
        cases,
        [
            "sample/1  float_tolerance 1e-3",
            "secret/a/z --most 1000 float_tolerance 1e-3",
            "secret/b --most 1000 float_tolerance 1e-3",
            "secret/c/1 --most 9 float_tolerance 1e-3 case_sensitive",
        ]
    );
    assert_eq!(package.cases[0].hint.as_deref(), Some("Divide.\n"));
    assert_eq!(package.samples.len(), 1);
    let root = &package.grading.as_ref().expect("graded").root;
    assert!(root.break_on_reject && !root.custom && root.flags.is_empty());
    assert_eq!(group(root, "secret").children.len(), 3);
}

#[test]
fn flags_may_name_a_validator() {
    let fixture = old()
        .with(
            "data/secret/testdata.yaml",
            "input_validator_flags: {name: number.py, flags: --most 7}\n",
        )
        .with(
            "data/secret/c/testdata.yaml",
            "output_validator_flags: {name: any, flags: case_sensitive}\n",
        )
        .with("data/secret/a/testdata.yaml", "input_validator_flags: {number.py: --most 8}\n");
    let package = fixture.loaded().package;
    let case = |name: &str| package.cases.iter().find(|case| case.name == name).expect(name);
    let of = |name: &str| case(name).input_validator_args["number.py"].join(" ");
    assert_eq!([of("secret/b"), of("secret/c/1")], ["--most 7", "--most 7"], "inherited");
    assert_eq!(of("secret/a/z"), "--most 8", "a map of names is understood too");
    assert_eq!(case("secret/c/1").validator_args, ["float_tolerance", "1e-3", "case_sensitive"]);
    let odd =
        fixture.with("data/secret/testdata.yaml", "input_validator_flags: {name: x, flag: y}\n");
    assert!(odd.warnings().contains("unknown key `flag`; known here: name, flags"));
}

#[test]
fn what_is_not_said_to_be_wrong_is_a_warning() {
    let fixture = points()
        .with("attachments/dir/x.txt", "x\n")
        .with("include/python/x.py", "x = 1\n")
        .replacing(YAML, "type: scoring", "type: pass-fail");
    let warnings = fixture.warnings();
    for piece in [
        "attachments/dir: a directory can't be attached",
        "include/python: `python` is no language code",
        "data/secret/g3/testdata.yaml: graders are for problems of type scoring alone",
        "data/secret/g1/testdata.yaml:2: `accept_score` is for problems of type scoring alone",
    ] {
        assert!(warnings.contains(piece), "{piece}: {warnings}");
    }
}

/// Of the flags given twice judges of this format take the last; a style file of the whole contest
/// is no part of the statement.
#[test]
fn what_others_overlook_is_a_warning() {
    let twice = "input_validator_flags: --most 9\ninput_validator_flags: --most 8\n";
    let fixture = old()
        .with("data/secret/c/testdata.yaml", twice)
        .with("data/secret/b.interaction", "< 1\n> 2\n");
    let statement = fixture.dir.join("problem_statement");
    for (name, to) in [("olymp.sty", "../../olymp.sty"), ("logo.sty", "/etc/hostname")] {
        std::os::unix::fs::symlink(to, statement.join(name)).expect("link");
    }
    std::fs::create_dir(fixture.dir.join("generators")).expect("a directory");
    std::os::unix::fs::symlink("../../lib.h", fixture.dir.join("generators/lib.h")).expect("link");
    let loaded = fixture.loaded();
    let case = loaded.package.cases.iter().find(|case| case.name == "secret/c/1").expect("a case");
    assert_eq!(case.input_validator_args[""], ["--most", "8"]);
    let warnings = fixture.warnings();
    for piece in [
        "data/secret/c/testdata.yaml:2: `input_validator_flags` is given twice; the last one",
        "data/secret/b.interaction: nobody is shown secret data; not kept",
        "problem_statement/olymp.sty: following it: No such file",
        "problem_statement/logo.sty: a symbolic link that leaves the package",
        "generators/lib.h: following it: No such file",
    ] {
        assert!(warnings.contains(piece), "{piece}: {warnings}");
    }
    std::os::unix::fs::symlink("/etc/hostname", statement.join("problem.de.tex")).expect("link");
    assert!(fixture.errors().starts_with("problem_statement/problem.de.tex: a symbolic link"));
}

#[test]
fn samples_may_be_missing_and_secret_data_may_not() {
    let package = old().without("data/sample").loaded().package;
    assert!(package.samples.is_empty() && package.cases.iter().all(|case| !case.is_sample()));
    let root = package.grading.expect("graded").root;
    assert_eq!(root.children.len(), 1);
    let lone = points().without("data/sample").loaded().package;
    assert_eq!(lone.max_score(), Some(100.0), "nothing is ignored in place of the samples");
    assert_eq!(old().without("data/secret").errors(), "data/secret: this directory is missing\n");
}

#[test]
fn groups_have_graders_scores_and_ranges() {
    let package = points().loaded().package;
    let grading = package.grading.as_ref().expect("graded");
    assert_eq!(grading.score_file, ScoreFile::Forbidden);
    assert_eq!(grading.grader.as_ref().expect("a grader").name, "share.py");
    let root = &grading.root;
    assert_eq!(
        (root.flags.as_slice(), root.max_score),
        (&["ignore_sample".into()][..], Some(100.0))
    );
    assert!(!root.break_on_reject);
    let second = group(root, "secret/g2");
    assert!(second.break_on_reject);
    assert_eq!((second.accept_score, second.max_score), (20.0, Some(20.0)));
    let third = group(root, "secret/g3");
    assert!(third.custom && !third.break_on_reject);
    assert_eq!((third.accept_score, third.reject_score), (1.0, 0.25));
    assert_eq!(package.max_score(), Some(100.0));

    let unranged =
        ["data", "data/secret", "data/secret/g3"].iter().fold(points(), |fixture, dir| {
            let range = if dir.ends_with("g3") { "range: 0 70\n" } else { "range: 0 100\n" };
            fixture.replacing(&format!("{dir}/testdata.yaml"), range, "")
        });
    assert_eq!(unranged.loaded().package.max_score(), None, "a custom grader has no bound");
    let summed = unranged.replacing("data/secret/g3/testdata.yaml", "grading: custom\n", "");
    assert_eq!(summed.loaded().package.max_score(), Some(32.0), "10 + 20 + twice 1");
}

#[test]
fn what_groups_may_not_say() {
    const G1: &str = "data/secret/g1/testdata.yaml";
    for (line, error) in [
        (
            "on_reject: stop",
            "data/secret/g1/testdata.yaml:5: `on_reject` is break or continue, not `stop`\n",
        ),
        (
            "grading: own",
            "data/secret/g1/testdata.yaml:5: `grading` is default or custom, not `own`\n",
        ),
        ("range: 7", "data/secret/g1/testdata.yaml:5: `range` is two numbers, `0 100`\n"),
        ("range: 7 3", "data/secret/g1/testdata.yaml:5: `range` has its larger end first\n"),
        (
            "accept_score: many",
            "data/secret/g1/testdata.yaml:5: `accept_score` must be a decimal number, found a string\n",
        ),
    ] {
        let key = line.split(':').next().expect("a key");
        let text = "on_reject: break\naccept_score: 10\nrange: 0 10\ngrader_flags: min\n";
        let text: String =
            text.lines().filter(|l| !l.starts_with(key)).map(|l| format!("{l}\n")).collect();
        let padding = "# one\n".repeat(4 - text.lines().count());
        let fixture = points().with(G1, format!("{text}{padding}{line}\n"));
        assert_eq!(fixture.errors(), error);
    }
    let lone = points().without("graders");
    assert_eq!(
        lone.errors(),
        "data/secret/g3/testdata.yaml: `grading: custom` without a program in `graders`\n"
    );
    let odd = points().replacing(G1, "min", "min subtask_score=18 ignore_sample").warnings();
    assert!(odd.contains("`subtask_score=18` means nothing to the default grader"), "{odd}");
    assert!(odd.contains("`ignore_sample` is for the top group alone"), "{odd}");
    let missing = old().without("data/secret/b.ans");
    assert_eq!(missing.errors(), "data/secret/b.in: `data/secret/b.ans` is missing\n");
    assert_eq!(old().without("data/secret").errors(), "data/secret: this directory is missing\n");
    let two = points().with("graders/other.py", "\n");
    assert_eq!(two.errors(), "graders: there is more than one grader\n");
}

#[test]
fn the_subset_without_points_says_what_it_has_not() {
    let warnings = points().replacing(YAML, "legacy", "legacy-icpc").warnings();
    for place in ["problem.yaml: `type: scoring`", "graders:", "data/testdata.yaml:"] {
        assert!(warnings.contains(place), "{place}: {warnings}");
    }
}

#[test]
fn interactive_samples_show_the_talk_alone() {
    let package = Fixture::of("oldscore").loaded().package;
    assert!(package.kind.interactive && package.kind.scoring);
    assert_eq!(package.grading.expect("graded").score_file, ScoreFile::Required);
    assert_eq!(package.samples[0].interaction.as_deref(), Some(">3\n<right\n"));
    assert_eq!(
        (package.samples[0].input.as_str(), package.samples[0].input_download.size),
        ("", 0)
    );
    assert!(package.cases.iter().all(|case| !case.is_sample()), "no case goes with it");
    let broken = Fixture::of("oldscore").with("data/secret/1.interaction", "hm\n");
    assert!(broken.errors().starts_with("data/secret/1.interaction:1: each line begins with"));
}

#[test]
fn annotations_come_from_directories_and_tags() {
    let package = old()
        .with("submissions/accepted/py2.py", "#!/usr/bin/env python2\nprint 1\n")
        .with("submissions/accepted/binary", b"\x7fELF")
        .with("submissions/slow/x.py", "print(1)\n")
        .loaded();
    let warnings: Vec<_> = package.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "submissions/accepted/binary: its language can't be told from its files' endings; unused",
            "submissions/slow/x.py: nothing is demanded: `slow` is no directory of the format",
        ]
    );
    let find = |name: &str| {
        let mut all = package.package.submissions.iter();
        all.find(|s| s.program.name == name).unwrap_or_else(|| panic!("no {name}"))
    };
    let bound = |name: &str| find(name).expectation.rules[0].bound;
    assert_eq!(bound("accepted/exact.py"), Bound::Lower);
    assert_eq!(bound("time_limit_exceeded/loop.py"), Bound::Upper);
    assert_eq!(bound("wrong_answer/whole.py"), Bound::None);
    assert_eq!(find("accepted/py2.py").program.language.as_deref(), Some("python2"));
    let tagged = &find("mixed/tagged.py").expectation;
    assert!(tagged.whole);
    assert_eq!(tagged.verdicts, [Verdict::WrongAnswer, Verdict::RuntimeError].into());
    assert!(find("slow/x.py").expectation.verdicts.is_empty());
}

#[test]
fn drafts_have_the_new_metadata_and_the_old_data() {
    let package = Fixture::of("draft").loaded().package;
    assert!(package.kind.multi_pass && package.allow_file_writing);
    let case = package.cases.iter().find(|case| case.name == "secret/7").expect("a case");
    assert_eq!(case.args, ["plus", "1"]);
    assert_eq!(case.files[0].path, "more.txt");
    let twice = Fixture::of("draft").adding(YAML, "type: multi-pass\n");
    assert!(twice.warnings().contains("problem.yaml:8: `type` is given twice"));
    let torn = Fixture::of("draft").adding(YAML, "type: [x\n");
    assert!(torn.errors().contains("not valid YAML"), "{}", torn.errors());
}

#[test]
fn the_current_format_takes_what_drafts_of_it_wrote() {
    let fixture = Fixture::of("minimal")
        .adding(YAML, "type: pass-fail interactive\nsource_url: https://example.org\n")
        .with("output_validator/check.py", "raise SystemExit(42)\n")
        .with("data/secret/testdata.yaml", "range: 1\n");
    let loaded = fixture.loaded();
    assert!(loaded.package.kind.interactive);
    let warnings = fixture.warnings();
    for piece in
        ["several words of `type` are a list", "`source_url` is of", "testdata.yaml: a name"]
    {
        assert!(warnings.contains(piece), "{piece}: {warnings}");
    }
}
