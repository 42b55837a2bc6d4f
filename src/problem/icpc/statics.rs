//! The static validator, and the test cases in which it looks at a submission's files.

use super::{
    Importer,
    data::Data,
    programs,
    settings::{Context, StaticTest},
};
use crate::problem::{Aggregation, Case, Program, Type};

const DIR: &str = "static_validator";
/// What a static test is called within its group: no file of a package has a space in its name, so
/// no other case can be called so.
const NAME: &str = "static validation";

/// Reads `static_validator/`.
pub(super) fn validator(importer: &mut Importer<'_>, kind: Type) -> Option<Program> {
    if !importer.tree.has_dir(DIR) {
        return None;
    }
    if kind.submit_answer {
        let message = "a submit-answer problem has no program that it could look at";
        importer.findings.error(DIR, None, message);
    }
    let files = importer.sources(DIR, true);
    programs::program(importer, DIR, DIR, files)
}

/// Adds the static test, if there is one, to the group that was added last, before its `cases`
/// others. Gives the points of each of these, where they share what the static test leaves.
pub(super) fn add(
    importer: &mut Importer<'_>,
    data: &mut Data,
    test: Option<StaticTest>,
    cases: usize,
    context: Context<'_>,
) -> Option<f64> {
    let (test, group) = (test?, data.groups.last()?);
    let file = format!("data/{}/test_group.yaml", group.name);
    let mut fail = |message: String| importer.findings.error(&file, test.line, message);
    if !context.static_validator {
        fail("static validation without a `static_validator`".into());
    }
    let all_or_nothing = !context.scoring || group.aggregation == Aggregation::PassFail;
    match (test.score, group.max_score) {
        (Some(_), _) if all_or_nothing => {
            fail("`static_validation_score` must be `pass-fail` where there are no points".into());
        }
        (None, _) if !all_or_nothing => {
            fail("`static_validation_score` must be a number where cases have points".into());
        }
        (Some(score), Some(most)) if score as f64 > most => {
            fail(format!("`static_validation_score` {score} is above `max_score` {most}"));
        }
        _ => {}
    }
    let points = test.score.map(|score| score as f64);
    let sum = group.max_score.filter(|_| group.aggregation == Aggregation::Sum);
    let share = points.zip(sum).map(|(points, most)| (most - points) / cases as f64);
    let nothing = importer.blobs.add_bytes(b"");
    data.cases.push(Case {
        name: format!("{}/{NAME}", group.name),
        group: data.groups.len() - 1,
        static_test: true,
        input: nothing.clone(),
        answer: nothing,
        args: Vec::new(),
        validator_args: test.args,
        input_validator_args: Default::default(),
        files: Vec::new(),
        points,
        full_feedback: false,
        hint: None,
    });
    share
}

/// Warns of a static validator that no group asks.
pub(super) fn check_use(importer: &mut Importer<'_>, data: &Data) {
    if importer.tree.has_dir(DIR) && !data.cases.iter().any(|case| case.static_test) {
        let message = "no `test_group.yaml` has a `static_validation_score`; unused";
        importer.findings.warning(DIR, None, message);
    }
}
