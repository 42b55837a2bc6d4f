//! Which of several submissions count.

use minos::{
    domain::{BestBy, Feedback, GroupResult, SubmissionId, UserId, Verdict},
    store::Version,
};

use super::{World, judgement, rules};

/// Judges a submission that gets so many points of 40 and of 60.
fn judged(world: &World, user: UserId, version: Version, points: [f64; 2]) -> SubmissionId {
    let (id, job) = world.submit(user, version);
    let score: f64 = points.iter().sum();
    let verdict = match score {
        100.0 => Verdict::Accepted,
        0.0 => Verdict::WrongAnswer,
        _ => Verdict::Partial,
    };
    let group = |(name, score, most, part): (&str, f64, f64, bool)| GroupResult {
        name: name.into(),
        verdict: Some(Verdict::Accepted),
        score,
        max_score: Some(most),
        part,
    };
    let groups = [
        ("secret", score, 100.0, false),
        ("secret/a", points[0], 40.0, true),
        ("secret/b", points[1], 60.0, true),
    ];
    let mut judgement = judgement(verdict, score);
    judgement.max_score = 100.0;
    judgement.groups = groups.map(group).into();
    judgement.abuse.clear();
    world.store.finish_submission(&job, id, &judgement, &rules(&[])).expect("it writes");
    world.afresh_is_kept();
    id
}

#[test]
fn the_best_submission_counts_or_the_best_of_each_group() {
    let world = World::new();
    let (ada, version) = (world.user("ada"), world.version);
    let best = || {
        let bests = world.store.bests(ada).expect("it reads");
        (bests[0].score, bests[0].max_score, bests[0].solved_at)
    };
    let set = |best_by| {
        assert!(
            world.store.set_judging("sums", Feedback::Tests, best_by, "root").expect("it writes")
        );
        world.afresh_is_kept();
    };
    judged(&world, ada, version, [40.0, 0.0]);
    let second = judged(&world, ada, version, [10.0, 60.0]);
    judged(&world, ada, version, [0.0, 0.0]);
    assert_eq!(best(), (70.0, 100.0, None));

    set(BestBy::Group);
    let second = world.store.submission(second).expect("it reads").expect("it is there");
    assert_eq!(best(), (100.0, 100.0, Some(second.created_at)));
    assert_eq!(second.feedback, Feedback::Tests);
    let groups = world.store.submission_groups(second.id).expect("it reads");
    assert_eq!(groups.iter().map(|group| group.score).collect::<Vec<_>>(), [70.0, 10.0, 60.0]);

    set(BestBy::Submission);
    assert_eq!(best(), (70.0, 100.0, None));
    assert!(
        !world.store.set_judging("none", Feedback::Tests, BestBy::Group, "root").expect("it reads")
    );

    // One that comes later is added to what there is.
    set(BestBy::Group);
    let eve = world.user("eve");
    judged(&world, eve, version, [0.0, 20.0]);
    judged(&world, eve, version, [30.0, 10.0]);
    let bests = world.store.bests(eve).expect("it reads");
    assert_eq!((bests[0].score, bests[0].solved_at), (50.0, None));
}
