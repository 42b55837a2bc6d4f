//! Grading by the legacy format: children make groups, groups make the whole.

use super::{Error, score::Points};
use crate::{
    domain::{GroupResult, TestResult, Verdict},
    problem::{Child, GradedGroup, ScoreFile},
};

/// What a grader hears of a child, and says of a group.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grade {
    /// Accepted, or why not.
    pub verdict: Verdict,
    /// Points; without meaning unless accepted.
    pub score: f64,
}

/// Verdicts from the worst on, as the default grader's `worst_error` has them.
const WORST: [Verdict; 5] = [
    Verdict::RuntimeError,
    Verdict::MemoryLimit,
    Verdict::TimeLimit,
    Verdict::OutputLimit,
    Verdict::WrongAnswer,
];

/// The score of a case.
///
/// # Errors
/// When the output validator broke the format's rules.
pub(super) fn case_score(
    group: &GradedGroup,
    score_file: ScoreFile,
    accepted: bool,
    points: Points,
) -> Result<f64, String> {
    match points {
        Points::Multiplier(_) => Err("the format has no score_multiplier.txt".into()),
        Points::Score(_) if score_file == ScoreFile::Forbidden => {
            Err("score.txt, but `validation` does not say `custom score`".into())
        }
        // Written before the validator knew: problems of their time have it.
        Points::Score(_) if !accepted => Ok(group.reject_score),
        Points::Score(score) => Ok(score),
        Points::Unsaid if accepted && score_file == ScoreFile::Required => {
            Err("no score.txt, though `validation` says `custom score`".into())
        }
        Points::Unsaid if accepted => Ok(group.accept_score),
        Points::Unsaid => Ok(group.reject_score),
    }
}

/// Judges one case.
pub(super) type Test<'j> = dyn FnMut(usize, &GradedGroup) -> Result<TestResult, Error> + 'j;
/// Asks the grader of a group.
pub(super) type Ask<'j> = dyn FnMut(&GradedGroup, &[Grade]) -> Result<Grade, Error> + 'j;

/// Runs a group's children in order, then grades it. `test` runs a case, `ask` a grader of the
/// package's own. `results` gets every group, each before those within it. With `run_all` what
/// follows a rejected child is run as well, but not graded.
///
/// # Errors
/// Those of `test` and `ask`.
pub(super) fn walk(
    group: &GradedGroup,
    run_all: bool,
    test: &mut Test<'_>,
    ask: &mut Ask<'_>,
    results: &mut Vec<GroupResult>,
) -> Result<Grade, Error> {
    let place = results.len();
    results.push(not_run(group));
    let mut grades = Vec::new();
    let mut broken = false;
    for child in &group.children {
        if broken && !run_all {
            skip(child, results);
            continue;
        }
        let grade = match child {
            Child::Case(index) => {
                let result = test(*index, group)?;
                let verdict = result.verdict.unwrap_or(Verdict::JudgeError);
                Grade { verdict, score: result.score }
            }
            Child::Group(inner) => walk(inner, run_all, test, ask, results)?,
        };
        if !broken {
            grades.push(grade);
        }
        broken |= group.break_on_reject && grade.verdict != Verdict::Accepted;
    }
    let mut grade = match grades.as_slice() {
        [] => Grade { verdict: Verdict::Accepted, score: 0.0 },
        grades if group.custom => ask(group, grades)?,
        grades => default(group, grades),
    };
    if grade.verdict != Verdict::Accepted {
        grade.score = 0.0;
    }
    results[place].verdict = Some(grade.verdict);
    results[place].score = grade.score;
    Ok(grade)
}

fn not_run(group: &GradedGroup) -> GroupResult {
    let max_score = group.max_score;
    GroupResult { name: group.name.clone(), verdict: None, score: 0.0, max_score, part: false }
}

/// Groups that are not run are results too.
fn skip(child: &Child, results: &mut Vec<GroupResult>) {
    if let Child::Group(group) = child {
        results.push(not_run(group));
        group.children.iter().for_each(|child| skip(child, results));
    }
}

/// The default grader: each word of the flags sets a mode, the last of a kind counts, others
/// mean nothing.
fn default(group: &GradedGroup, grades: &[Grade]) -> Grade {
    let last = |words: &[&str]| {
        let mut flags = group.flags.iter().rev().map(String::as_str);
        flags.find(|flag| words.contains(flag)).unwrap_or(words[0]).to_owned()
    };
    let has = |word: &str| group.flags.iter().any(|flag| flag == word);
    let is_root = group.name.is_empty();
    // The samples come first; what is graded is the rest.
    let grades = if is_root && has("ignore_sample") && grades.len() > 1 {
        &grades[grades.len() - 1..]
    } else {
        grades
    };
    let mut failures = grades.iter().map(|g| g.verdict).filter(|v| *v != Verdict::Accepted);
    let any_accepted = grades.iter().any(|grade| grade.verdict == Verdict::Accepted);
    let verdict = if has("accept_if_any_accepted") && any_accepted {
        None
    } else {
        match last(&["worst_error", "no_errors", "first_error", "always_accept"]).as_str() {
            "always_accept" => None,
            "first_error" => failures.next(),
            _ => failures.min_by_key(|v| WORST.iter().position(|worse| worse == v)),
        }
    };
    let scores = grades.iter().map(|grade| grade.score);
    let score = match last(&["sum", "avg", "min", "max"]).as_str() {
        "avg" => scores.sum::<f64>() / grades.len() as f64,
        "min" => scores.fold(f64::INFINITY, f64::min),
        "max" => scores.fold(f64::NEG_INFINITY, f64::max),
        _ => scores.sum(),
    };
    Grade { verdict: verdict.unwrap_or(Verdict::Accepted), score }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str, flags: &str) -> GradedGroup {
        GradedGroup {
            name: name.into(),
            children: Vec::new(),
            break_on_reject: true,
            custom: false,
            flags: flags.split_whitespace().map(str::to_owned).collect(),
            accept_score: 10.0,
            reject_score: 1.0,
            least: None,
            max_score: None,
        }
    }

    fn grades(text: &str) -> Vec<Grade> {
        let grade = |word: &str| {
            let (verdict, score) = word.split_once(':').expect("VERDICT:SCORE");
            let verdict = Verdict::from_code(verdict).expect("a verdict");
            Grade { verdict, score: score.parse().expect("a score") }
        };
        text.split_whitespace().map(grade).collect()
    }

    #[test]
    fn the_default_grader() {
        for (name, flags, children, verdict, score) in [
            ("g", "", "AC:1 AC:2", "AC", 3.0),
            ("g", "avg", "AC:1 AC:2", "AC", 1.5),
            ("g", "min", "AC:1 AC:2", "AC", 1.0),
            ("g", "max", "AC:1 AC:2", "AC", 2.0),
            ("g", "min max", "AC:1 AC:2", "AC", 2.0),
            ("g", "max sum", "AC:1 AC:2", "AC", 3.0),
            ("g", "", "WA:0 TLE:0 RTE:0", "RTE", 0.0),
            ("g", "no_errors", "WA:0 OLE:0 TLE:0 MLE:0", "MLE", 0.0),
            ("g", "first_error", "AC:1 WA:0 RTE:0", "WA", 1.0),
            ("g", "always_accept", "WA:0 RTE:2", "AC", 2.0),
            ("g", "first_error accept_if_any_accepted", "WA:0 AC:4", "AC", 4.0),
            ("g", "first_error accept_if_any_accepted", "WA:0 TLE:0", "WA", 0.0),
            ("g", "subtask_score=18 min", "AC:7 AC:5", "AC", 5.0),
            ("", "ignore_sample", "WA:0 AC:60", "AC", 60.0),
            ("", "ignore_sample", "AC:60", "AC", 60.0),
            ("g", "ignore_sample", "WA:0 AC:60", "WA", 60.0),
        ] {
            let grade = default(&group(name, flags), &grades(children));
            let verdict = Verdict::from_code(verdict).expect("a verdict");
            assert_eq!(grade, Grade { verdict, score }, "{flags}: {children}");
        }
    }

    #[test]
    fn scores_of_cases() {
        use ScoreFile::{Allowed, Forbidden, Required};
        let group = group("g", "");
        for (score_file, accepted, points, wanted) in [
            (Forbidden, true, Points::Unsaid, Ok(10.0)),
            (Forbidden, false, Points::Unsaid, Ok(1.0)),
            (Allowed, true, Points::Unsaid, Ok(10.0)),
            (Allowed, true, Points::Score(3.5), Ok(3.5)),
            (Required, true, Points::Score(-3.5), Ok(-3.5)),
            (Required, false, Points::Unsaid, Ok(1.0)),
            (Required, true, Points::Unsaid, Err("no score.txt")),
            (Required, false, Points::Score(1.0), Ok(1.0)),
            (Forbidden, true, Points::Score(1.0), Err("does not say `custom score`")),
            (Allowed, true, Points::Multiplier(1.0), Err("no score_multiplier.txt")),
        ] {
            match (case_score(&group, score_file, accepted, points), wanted) {
                (Ok(score), Ok(wanted)) => assert_eq!(score, wanted, "{score_file:?} {points:?}"),
                (Err(error), Err(wanted)) => assert!(error.contains(wanted), "{error}"),
                (got, _) => panic!("{score_file:?} {accepted} {points:?}: {got:?}"),
            }
        }
    }
}
