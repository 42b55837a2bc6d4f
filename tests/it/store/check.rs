//! What `minos check` finds, and what it mends.

use minos::store::{Damage, Tally};

use super::*;

impl World {
    fn damages(&self) -> Vec<Damage> {
        self.store.verify().expect("it reads").damages
    }

    fn finish(&self, user: UserId, verdict: Verdict) -> SubmissionId {
        let (id, job) = self.submit(user, self.version);
        let judgement = judgement(verdict, points(verdict));
        self.store.finish_submission(&job, id, &judgement, &rules(&[])).expect("it writes");
        id
    }
}

/// A world in which a little of everything happened.
fn lived_in() -> World {
    let world = World::new();
    let (ada, eve) = (world.user("ada"), world.user("eve"));
    let first = world.finish(ada, Verdict::Accepted);
    world.finish(eve, Verdict::WrongAnswer);
    world.add(eve, world.version);
    let (_, job) = world.submit(eve, world.version);
    world.store.fail_job(&setback(&job, Fate::Dead, "broken"), "seen").expect("it writes");
    world.submit(ada, world.version);
    let new = NewRun {
        user: ada,
        problem: None,
        language: "python3".into(),
        language_version: "3".into(),
        source: "print(6)".into(),
        stdin: Vec::new(),
        of: RunOf::default(),
    };
    world.store.add_run(new).expect("kept");
    let scope = minos::store::RejudgeScope { submissions: vec![first], ..Default::default() };
    world.store.add_rejudge(scope, "it", "", "root").expect("it writes").expect("it is judged");
    world
}

#[test]
fn a_database_that_only_minos_wrote_is_sound() {
    let world = lived_in();
    let found = world.store.verify().expect("it reads");
    assert_eq!(found.damages, []);
    assert_eq!((found.users, found.problems, found.submissions), (2, 1, 5));
    assert_eq!((found.jobs, found.blobs), (5, 1));
}

#[test]
fn what_users_did_is_counted_as_it_happens() {
    let world = lived_in();
    let [ada, eve] = [UserId(1), UserId(2)];
    let python = |submissions, accepted| Tally { of: "python3".into(), submissions, accepted };
    assert_eq!(world.store.languages_of(ada).expect("it reads"), [python(2, 1)]);
    assert_eq!(world.store.languages_of(eve).expect("it reads"), [python(3, 0)]);
    assert_eq!(world.store.count_submissions(eve).expect("it reads"), 3);
    let today = jiff::Zoned::now().with_time_zone(jiff::tz::TimeZone::UTC).date();
    let yesterday = today.yesterday().expect("a day");
    let days = world.store.days(ada, yesterday).expect("it reads");
    let sums = days.iter().map(|day| (day.submissions, day.accepted));
    assert_eq!(sums.fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1)), (2, 1), "{days:?}");
    assert!(days.iter().all(|day| (yesterday..=today).contains(&day.of)), "{days:?}");
    world.spoil("UPDATE submissions SET verdict = 'WA' WHERE verdict = 'AC'");
    assert_eq!(world.store.languages_of(ada).expect("it reads"), [python(2, 0)]);
    world.spoil("DELETE FROM submissions WHERE user_id = 2 AND status = 'queued'");
    assert_eq!(world.store.count_submissions(eve).expect("it reads"), 2);
}

#[test]
fn what_is_computed_is_mended() {
    for (part, sql) in [
        ("leaderboard", "UPDATE bests SET score = 0.5 WHERE user_id = 1"),
        ("leaderboard", "DELETE FROM bests"),
        ("leaderboard", "UPDATE standings SET solved = 7 WHERE user_id = 2"),
        ("leaderboard", "DELETE FROM standings WHERE user_id = 1"),
        ("leaderboard", "UPDATE gains SET score = 0.5"),
        ("leaderboard", "UPDATE gains SET solved_at = NULL"),
        ("leaderboard", "UPDATE gains SET month = 202001"),
        ("leaderboard", "DELETE FROM gains"),
        ("counts", "UPDATE problems SET submissions = 1"),
        ("counts", "UPDATE problems SET solvers = 0, attempters = 9"),
        ("counts", "UPDATE days SET submissions = 9"),
        ("counts", "DELETE FROM days WHERE user_id = 1"),
        ("counts", "UPDATE language_uses SET accepted = 0"),
        ("counts", "INSERT INTO language_uses VALUES (2, 'c', 1, 0)"),
        ("jobs", "DELETE FROM jobs WHERE task = 'judge' AND state = 'waiting'"),
        ("jobs", "DELETE FROM jobs WHERE state = 'leased'"),
        ("jobs", "DELETE FROM jobs WHERE state = 'dead'"),
        ("jobs", "DELETE FROM jobs WHERE task <> 'judge'"),
        ("jobs", "UPDATE jobs SET attempt = 9 WHERE state = 'leased'"),
        ("jobs", "UPDATE submissions SET status = 'queued' WHERE status = 'dead'"),
        ("jobs", "UPDATE submissions SET verdict = NULL WHERE verdict = 'WA'"),
        (
            "jobs",
            "INSERT INTO jobs (task, subject_id, class, attempt, queued_at, ready_at)
            VALUES ('judge', 1, 'practice', 1, 0, 0), ('judge', 999, 'practice', 1, 0, 0),
            ('rejudge', 999, 'rejudge', 1, 0, 0)",
        ),
    ] {
        let world = lived_in();
        world.spoil(sql);
        let found = world.damages();
        assert!(!found.is_empty(), "nothing is found: {sql}");
        assert!(found.iter().any(|damage| damage.part == part), "{sql}: {found:?}");
        assert!(found.iter().all(|damage| damage.mendable), "{sql}: {found:?}");
        world.store.mend(&found).expect("it writes");
        if sql.contains("verdict") {
            // What has no verdict any more is none of the leaderboard's.
            world.store.mend(&world.damages()).expect("it writes");
        }
        assert_eq!(world.damages(), [], "{sql}");
        world.afresh_is_kept();
    }
}

#[test]
fn a_damaged_index_is_found_and_built_anew() {
    let world = lived_in();
    // For one write, the index is said to be about no row.
    let define = |condition: &str| {
        world.spoil(&format!(
            "PRAGMA writable_schema = on;
             UPDATE sqlite_schema SET sql = 'CREATE INDEX submissions_by_language ON submissions
                (language) {condition}' WHERE name = 'submissions_by_language'"
        ));
    };
    define("WHERE id < 0");
    world.spoil("UPDATE submissions SET language = 'c' WHERE id = 1");
    define("");
    let found = world.damages();
    assert!(found.iter().any(|one| one.part == "sqlite" && one.mendable), "{found:?}");
    world.store.mend(&found).expect("it writes");
    assert_eq!(world.damages(), []);
}

#[test]
fn what_is_damaged_itself_is_named() {
    let blob = "UPDATE blobs SET data = CAST(x'00' || substr(data, 2) AS BLOB)";
    let program = "UPDATE submissions SET source = x'0102' WHERE id = 2";
    let reference = "PRAGMA foreign_keys = off; DELETE FROM users WHERE name = 'ada'";
    for (part, sql, named) in [
        ("blobs", blob, "sums version 1"),
        ("programs", program, "submission 2"),
        ("references", reference, "users"),
    ] {
        let world = lived_in();
        world.spoil(sql);
        let found = world.damages();
        let named = found.iter().find(|one| one.part == part && one.message.contains(named));
        assert!(named.is_some_and(|damage| !damage.mendable), "{sql}: {found:?}");
        world.store.mend(&found).expect("it writes");
        assert!(world.damages().iter().any(|damage| damage.part == part), "{sql} is not mended");
    }
}
