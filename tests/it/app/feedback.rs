//! How much of a judgement its contestant is told.

use std::sync::atomic::Ordering;

use minos::{
    app::{Error, TestView},
    domain::{BestBy, Feedback, Role, Status},
};

use super::World;
use crate::fixture::TESTS;

#[test]
fn contestants_see_what_the_problem_says_and_judges_all() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let world = World::new();
    let (ada, judge) = (world.user("ada", Role::User), world.user("judge", Role::Judge));
    let admin = world.user("root", Role::Admin);
    world.script.wrong.store(true, Ordering::Relaxed);
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    let set =
        |viewer, level| world.app.set_problem_judging(viewer, "sums", level, BestBy::Submission);
    assert!(matches!(set(&judge, Feedback::Verdict), Err(Error::Forbidden(_))));
    let unknown = world.app.set_problem_judging(&admin, "none", Feedback::Tests, BestBy::Group);
    assert!(matches!(unknown, Err(Error::NotFound(_))));

    let details = |tests: &[TestView]| tests.iter().filter(|test| !test.detail.is_empty()).count();
    for (level, seen, in_detail) in [
        (Feedback::Verdict, 0, 0),
        (Feedback::First, 1, 0),
        (Feedback::Tests, TESTS, 0),
        (Feedback::Samples, TESTS, 1),
    ] {
        set(&admin, level).expect("set");
        let view = world.app.submission(Some(&ada), id).expect("her own");
        assert_eq!((view.tests.len(), details(&view.tests)), (seen, in_detail), "{level:?}");
        assert_eq!(view.feedback, level);
        if level == Feedback::First {
            let first = &view.tests[0];
            assert_eq!(
                (first.index, first.name.as_str(), first.message.as_str()),
                (0, "test 1", "")
            );
        }
        // The stream of what happened tells no more than that.
        let mut watch = world.app.watch_submission(&ada, id, None).expect("her own");
        let told = runtime.block_on(async {
            let mut told = 0;
            while let Some(message) = watch.next().await {
                told += usize::from(message.event == "test");
            }
            told
        });
        assert_eq!(told, if seen == TESTS { TESTS } else { 0 }, "{level:?}");
        let all = world.app.submission(Some(&judge), id).expect("a judge");
        assert_eq!((all.tests.len(), details(&all.tests)), (TESTS, 1), "{level:?}");
    }
}
