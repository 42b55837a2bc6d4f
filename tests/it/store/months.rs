//! What was gained in which month.

use minos::domain::{BestBy, Feedback, Month, Period, SubmissionId, UserId, Verdict};
use proptest::prelude::*;

use super::{World, judgement, rules};

/// A line: problems solved, points, when the last was solved.
type Line = (u64, f64, Option<String>);

impl World {
    /// Judges a submission as sent at a moment.
    fn sent(&self, user: UserId, at: &str, verdict: Verdict, score: f64) -> SubmissionId {
        let (id, job) = self.submit(user, self.version);
        let at: jiff::Timestamp = at.parse().expect("a moment");
        let millis = at.as_millisecond();
        self.spoil(&format!("UPDATE submissions SET created_at = {millis} WHERE id = {id}"));
        let mut judgement = judgement(verdict, score);
        judgement.max_score = 100.0;
        judgement.abuse.clear();
        self.store.finish_submission(&job, id, &judgement, &rules(&[])).expect("it writes");
        id
    }

    fn in_month(&self, user: UserId, month: &str) -> Option<Line> {
        let period = Period::Month(Month::parse(month).expect("a month"));
        let line = self.store.standing(period, user).expect("it reads");
        let all = self.store.standings(period).expect("it reads");
        assert_eq!(all.iter().find(|other| other.user == user), line.as_ref());
        let at = |at: jiff::Timestamp| at.to_string();
        line.map(|line| (line.solved, line.score, line.last_solved_at.map(at)))
    }

    /// Users' days are counted as submissions come, and so are wrong here.
    fn months_are_kept(&self) {
        let kept = self.store.standings(Period::Ever).expect("the leaderboard");
        assert_eq!(kept, self.store.standings_afresh().expect("the leaderboard"));
        let damages = self.store.verify().expect("it reads").damages;
        let of_boards: Vec<_> = damages.iter().filter(|one| one.part == "leaderboard").collect();
        assert!(of_boards.is_empty(), "{of_boards:?}");
    }

    /// Has every line of the problem's users computed again.
    fn renew(&self) {
        for best_by in [BestBy::Group, BestBy::Submission] {
            let set = self.store.set_judging("sums", Feedback::Tests, best_by, "root");
            assert!(set.expect("it writes"));
        }
    }
}

#[test]
fn a_month_has_what_was_gained_in_it() {
    let world = World::new();
    let ada = world.user("ada");
    world.sent(ada, "2026-09-30T23:59:59.999Z", Verdict::Partial, 40.0);
    world.sent(ada, "2026-10-01T00:00:00Z", Verdict::Partial, 40.0);
    world.sent(ada, "2026-10-20T12:00:00Z", Verdict::Partial, 55.0);
    let first = world.sent(ada, "2026-11-03T12:00:00Z", Verdict::Accepted, 100.0);
    world.sent(ada, "2026-11-09T12:00:00Z", Verdict::Accepted, 100.0);
    world.sent(ada, "2026-12-24T12:00:00Z", Verdict::Accepted, 100.0);
    let at = |text: &str| Some(text.to_owned());
    assert_eq!(world.in_month(ada, "2026-09"), Some((0, 40.0, None)));
    assert_eq!(world.in_month(ada, "2026-10"), Some((0, 15.0, None)));
    assert_eq!(world.in_month(ada, "2026-11"), Some((1, 45.0, at("2026-11-03T12:00:00Z"))));
    assert_eq!(world.in_month(ada, "2026-12"), None, "nothing was gained");
    world.months_are_kept();

    // What is taken away leaves no trace, and what came later counts.
    let away = "UPDATE submissions SET verdict = 'WA', score = 0 WHERE id";
    world.spoil(&format!("{away} = {first}"));
    world.renew();
    assert_eq!(world.in_month(ada, "2026-11"), Some((1, 45.0, at("2026-11-09T12:00:00Z"))));
    world.spoil(&format!("{away} < {first} + 2"));
    world.renew();
    assert_eq!(world.in_month(ada, "2026-09"), None);
    assert_eq!(world.in_month(ada, "2026-12"), Some((1, 100.0, at("2026-12-24T12:00:00Z"))));
    world.months_are_kept();

    world.store.set_disabled(ada, true, "root").expect("it writes");
    assert_eq!(world.in_month(ada, "2026-12"), None, "whoever is shut out has no line");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn months_add_up_to_the_leaderboard(
        sent in prop::collection::vec((0..2_usize, 0..4_u32, 1..29_u32, 0..5_u32), 1..14),
    ) {
        let world = World::new();
        let users = [world.user("ada"), world.user("eve")];
        for (user, month, day, points) in sent {
            let at = format!("2026-{:02}-{day:02}T08:00:00Z", month + 1);
            let score = f64::from(points * 25);
            let verdict = if points == 4 { Verdict::Accepted } else { Verdict::Partial };
            world.sent(users[user], &at, verdict, score);
        }
        world.months_are_kept();
        for user in users {
            let ever = world.store.standing(Period::Ever, user).expect("it reads");
            let ever = ever.map_or((0, 0.0), |line| (line.solved, line.score));
            let months = (1..=4).filter_map(|m| world.in_month(user, &format!("2026-{m:02}")));
            let sum = months.fold((0, 0.0), |(a, b), (solved, score, _)| (a + solved, b + score));
            prop_assert_eq!(sum, ever);
        }
    }
}
