//! Points by the format's rules: cases make groups, groups make the whole.

use crate::{
    domain::{GroupResult, TestResult, Verdict},
    problem::{Aggregation, Group, Package},
};

/// What an output validator wrote about points.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Points {
    /// Nothing.
    #[default]
    Unsaid,
    /// `score.txt`.
    Score(f64),
    /// `score_multiplier.txt`.
    Multiplier(f64),
}

impl Points {
    /// The file that they stood in.
    pub fn file(self) -> Option<&'static str> {
        match self {
            Self::Unsaid => None,
            Self::Score(_) => Some("score.txt"),
            Self::Multiplier(_) => Some("score_multiplier.txt"),
        }
    }
}

/// Points differ from a maximum by less than this part of it only because of rounding.
const ROUNDING: f64 = 1e-9;

/// Whether `score` is all of `max`.
pub(super) fn is_full(score: f64, max: f64) -> bool {
    score >= max * (1.0 - ROUNDING)
}

/// The most that one of the group's `cases` can get; none when unbounded, or when the group
/// gives points as a whole. `own` are the case's own points.
pub(super) fn case_max(group: &Group, cases: usize, own: Option<f64>) -> Option<f64> {
    match group.aggregation {
        Aggregation::Min => own.or(group.max_score),
        Aggregation::Sum => own.or_else(|| Some(group.max_score? / cases as f64)),
        Aggregation::PassFail => None,
    }
}

/// The score of a case that can get `most`, as [`case_max`] says.
///
/// # Errors
/// When the validator broke the format's rules.
pub(super) fn case_score(
    group: &Group,
    most: Option<f64>,
    accepted: bool,
    points: Points,
) -> Result<f64, String> {
    if !accepted {
        return match points {
            Points::Unsaid => Ok(0.0),
            _ => Err("a score for a case that is not accepted".into()),
        };
    }
    if group.aggregation == Aggregation::PassFail {
        return match points {
            Points::Unsaid => Ok(0.0),
            _ => Err(format!("a score in group {}, which is pass-fail", group.name)),
        };
    }
    match (points, most) {
        (Points::Unsaid, Some(max)) => Ok(max),
        (Points::Unsaid, None) => Err("no score.txt in an unbounded group".into()),
        (Points::Score(score), _) if score < 0.0 => Err(format!("score.txt: {score} is negative")),
        (Points::Score(score), Some(max)) if score > max * (1.0 + ROUNDING) => {
            Err(format!("score.txt: {score} is above the case's maximum of {max}"))
        }
        (Points::Score(score), max) => Ok(max.map_or(score, |max| score.min(max))),
        (Points::Multiplier(m), _) if !(0.0..=1.0).contains(&m) => {
            Err(format!("score_multiplier.txt: {m} is not between 0 and 1"))
        }
        (Points::Multiplier(m), Some(max)) => Ok(m * max),
        (Points::Multiplier(_), None) => Err("score_multiplier.txt in an unbounded group".into()),
    }
}

/// A case, or a group within `secret`: its score, and whether all of it was accepted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// Points.
    pub score: f64,
    /// Nothing failed and nothing was skipped.
    pub accepted: bool,
}

/// Makes a group of its parts.
///
/// # Errors
/// When it gets more than it may.
pub(super) fn group(group: &Group, parts: &[Part]) -> Result<Part, String> {
    let accepted = parts.iter().all(|part| part.accepted);
    let scores = parts.iter().map(|part| part.score);
    let score = match group.aggregation {
        Aggregation::PassFail if accepted => group.max_score.unwrap_or(0.0),
        Aggregation::PassFail => 0.0,
        Aggregation::Sum => scores.sum(),
        Aggregation::Min => scores.reduce(f64::min).unwrap_or(0.0),
    };
    match group.max_score {
        Some(max) if score > max * (1.0 + ROUNDING) => {
            Err(format!("group {} got {score}, above its maximum of {max}", group.name))
        }
        Some(max) => Ok(Part { score: score.min(max), accepted }),
        None => Ok(Part { score, accepted }),
    }
}

impl From<&TestResult> for Part {
    fn from(test: &TestResult) -> Self {
        Self { score: test.score, accepted: test.verdict == Some(Verdict::Accepted) }
    }
}

/// The groups of a package, in its order, made of its cases' results.
///
/// # Errors
/// When a group gets more than it may.
pub(super) fn groups(package: &Package, tests: &[TestResult]) -> Result<Vec<Part>, String> {
    let mut made: Vec<_> = (0..package.groups.len())
        .map(|index| {
            let cases = package.cases.iter().zip(tests).filter(|(case, _)| case.group == index);
            let parts: Vec<_> = cases.map(|(_, test)| Part::from(test)).collect();
            group(&package.groups[index], &parts)
        })
        .collect::<Result<_, _>>()?;
    let is_inner = |index: &usize| package.groups[*index].name.starts_with("secret/");
    let inner: Vec<_> = (0..made.len()).filter(is_inner).map(|index| made[index]).collect();
    if let Some(secret) = secret(package)
        && !inner.is_empty()
    {
        made[secret] = group(&package.groups[secret], &inner)?;
    }
    Ok(made)
}

/// The groups with what became of them, for whoever reads the judgement.
pub(super) fn results(package: &Package, tests: &[TestResult], parts: &[Part]) -> Vec<GroupResult> {
    let result = |(group, part): (&Group, &Part)| {
        let within = format!("{}/", group.name);
        let mut run = tests
            .iter()
            .filter(|test| test.name.starts_with(&within))
            .filter_map(|test| test.verdict)
            .peekable();
        let ran = run.peek().is_some();
        let failed = run.find(|verdict| *verdict != Verdict::Accepted);
        let accepted = part.accepted.then_some(Verdict::Accepted);
        GroupResult {
            name: group.name.clone(),
            verdict: failed.or(accepted).filter(|_| ran),
            score: part.score,
            max_score: group.max_score,
            part: false,
        }
    };
    package.groups.iter().zip(parts).map(result).collect()
}

/// The index of the group `secret`, whose score is the submission's.
pub(super) fn secret(package: &Package) -> Option<usize> {
    package.groups.iter().position(|group| group.name == "secret")
}

/// Whether the group can get no more points after this part.
pub(super) fn is_lost(group: &Group, part: Part) -> bool {
    match group.aggregation {
        Aggregation::PassFail => !part.accepted,
        Aggregation::Min => part.score <= 0.0,
        Aggregation::Sum => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(aggregation: Aggregation, max_score: Option<f64>) -> Group {
        Group { name: "secret/g".into(), max_score, aggregation, require_pass: Vec::new() }
    }

    fn part(score: f64) -> Part {
        Part { score, accepted: score > 0.0 }
    }

    #[test]
    fn cases_share_a_sum_and_each_has_all_of_a_minimum() {
        let sum = of(Aggregation::Sum, Some(30.0));
        let min = of(Aggregation::Min, Some(30.0));
        let case_score = |group: &Group, cases, accepted, points| {
            case_score(group, case_max(group, cases, None), accepted, points)
        };
        assert_eq!(case_max(&sum, 3, Some(7.0)), Some(7.0));
        assert_eq!(case_max(&min, 3, Some(7.0)), Some(7.0));
        let unbounded = of(Aggregation::Sum, None);
        assert_eq!([None, Some(7.0)].map(|own| case_max(&unbounded, 3, own)), [None, Some(7.0)]);
        assert_eq!(case_score(&sum, 3, true, Points::Unsaid), Ok(10.0));
        assert_eq!(case_score(&min, 3, true, Points::Unsaid), Ok(30.0));
        assert_eq!(case_score(&sum, 3, false, Points::Unsaid), Ok(0.0));
        assert_eq!(case_score(&sum, 3, true, Points::Multiplier(0.25)), Ok(2.5));
        assert_eq!(case_score(&min, 3, true, Points::Score(12.0)), Ok(12.0));
        assert_eq!(case_score(&of(Aggregation::Sum, None), 3, true, Points::Score(1e9)), Ok(1e9));
        assert_eq!(
            case_score(&of(Aggregation::PassFail, Some(5.0)), 3, true, Points::Unsaid),
            Ok(0.0)
        );
    }

    #[test]
    fn broken_rules_are_errors() {
        let sum = of(Aggregation::Sum, Some(30.0));
        let unbounded = of(Aggregation::Sum, None);
        let pass_fail = of(Aggregation::PassFail, Some(30.0));
        for (group, accepted, points, wanted) in [
            (&sum, false, Points::Score(1.0), "not accepted"),
            (&sum, true, Points::Score(10.1), "above the case's maximum of 10"),
            (&sum, true, Points::Score(-1.0), "negative"),
            (&sum, true, Points::Multiplier(1.1), "not between 0 and 1"),
            (&unbounded, true, Points::Unsaid, "no score.txt"),
            (&unbounded, true, Points::Multiplier(0.5), "unbounded"),
            (&pass_fail, true, Points::Score(1.0), "pass-fail"),
        ] {
            let most = case_max(group, 3, None);
            let error = case_score(group, most, accepted, points).expect_err(wanted);
            assert!(error.contains(wanted), "{error}");
        }
    }

    #[test]
    fn parts_make_a_group() {
        let score = |aggregation, max, parts: &[f64]| {
            let parts: Vec<_> = parts.iter().copied().map(part).collect();
            group(&of(aggregation, max), &parts).map(|part| part.score)
        };
        assert_eq!(score(Aggregation::Sum, Some(30.0), &[10.0, 0.0, 5.0]), Ok(15.0));
        assert_eq!(score(Aggregation::Min, Some(30.0), &[10.0, 20.0]), Ok(10.0));
        assert_eq!(score(Aggregation::PassFail, Some(30.0), &[1.0, 1.0]), Ok(30.0));
        assert_eq!(score(Aggregation::PassFail, Some(30.0), &[1.0, 0.0]), Ok(0.0));
        assert_eq!(score(Aggregation::Sum, None, &[10.0, 1e6]), Ok(1_000_010.0));
        let error = score(Aggregation::Sum, Some(30.0), &[20.0, 11.0]).expect_err("too much");
        assert_eq!(error, "group secret/g got 31, above its maximum of 30");
        let thirds = [100.0 / 3.0; 3];
        assert_eq!(score(Aggregation::Sum, Some(100.0), &thirds), Ok(100.0));
    }

    #[test]
    fn a_group_is_lost_when_nothing_can_help() {
        assert!(is_lost(&of(Aggregation::PassFail, Some(1.0)), part(0.0)));
        assert!(is_lost(&of(Aggregation::Min, Some(1.0)), part(0.0)));
        assert!(!is_lost(&of(Aggregation::Min, Some(1.0)), part(0.5)));
        assert!(!is_lost(&of(Aggregation::Sum, Some(1.0)), part(0.0)));
    }
}
