//! What the database keeps, and what it refuses to do twice.

mod abuse;
mod best;
mod check;
mod maintenance;
mod months;
mod rejudges;
mod upgrade;

use std::{os::unix::fs::PermissionsExt as _, time::Duration};

use minos::{
    domain::{
        Abuse, AbuseKind, AbuseRules, Blobs as _, Compilation, CompileStatus, JobId, Judgement,
        Period, Role, Status, SubmissionId, TestResult, Thresholds, UserId, Verdict,
    },
    queue::{Class, Fate, Job, Task},
    store::{
        Closed, DeadFilter, Failed, Finished, NewBlob, NewRun, NewSubmission, NewVersion, RunOf,
        Store, Version,
    },
};
use proptest::prelude::*;
use rusqlite::Connection;
use tempfile::TempDir;

use crate::fixture::setback;

/// A database with one problem.
struct World {
    dir: TempDir,
    store: Store,
    version: Version,
}

impl World {
    fn new() -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let store = Store::open(&dir.path().join("minos.db")).expect("a fresh database");
        let version = import(&store, "sums");
        Self { dir, store, version }
    }

    fn user(&self, name: &str) -> UserId {
        let user = self.store.add_user(name, "no hash", Role::User).expect("the database writes");
        user.expect("a new name").id
    }

    fn submit(&self, user: UserId, version: Version) -> (SubmissionId, Job) {
        let (id, job) = self.add(user, version);
        (id, self.store.begin_job(job).expect("the database writes").expect("it waits"))
    }

    fn add(&self, user: UserId, version: Version) -> (SubmissionId, JobId) {
        let new = NewSubmission {
            user,
            problem: version.problem,
            version: version.id,
            language: "python3".into(),
            language_version: "3".into(),
            source: "print(6)".into(),
        };
        self.store.add_submission(new, Class::Practice).expect("kept")
    }

    /// Writes past the store, as no version of minos would.
    fn spoil(&self, sql: &str) {
        let db = Connection::open(self.store.path()).expect("the database");
        db.execute_batch(sql).expect("it writes");
    }

    fn afresh_is_kept(&self) {
        let kept = self.store.standings(Period::Ever).expect("the leaderboard");
        assert_eq!(kept, self.store.standings_afresh().expect("the leaderboard"));
        let damages = self.store.verify().expect("it reads").damages;
        assert_eq!(damages, []);
    }
}

/// Retries a dead letter; `None` when it is none.
fn retry(store: &Store, job: &Job) -> Option<Job> {
    store.retry_dead_jobs(vec![job.id], "root").expect("the database writes").pop()
}

/// Discards a dead letter; `None` when it is none.
fn discard(store: &Store, job: &Job) -> Option<Job> {
    store.discard_dead_jobs(vec![job.id], "root").expect("the database writes").pop()
}

fn import(store: &Store, slug: &str) -> Version {
    import_as(store, slug, slug)
}

/// The problem `slug`, in the version that `content` stands for.
fn import_as(store: &Store, slug: &str, content: &str) -> Version {
    let blob = NewBlob::new(b"1 2 3\n");
    let blobs = vec![blob.digest().clone()];
    store.put_blobs(vec![blob]).expect("the database writes");
    let new = NewVersion {
        slug: slug.into(),
        name: slug.to_uppercase(),
        tags: vec!["easy".into()],
        scoring: false,
        max_score: 1.0,
        embargo: None,
        tests: 1,
        manifest: format!("{{\"slug\":\"{slug}\"}}"),
        digest: NewBlob::new(content.as_bytes()).digest().clone(),
        blobs,
        uploaded: false,
        actor: "root".into(),
    };
    store.put_version(new).expect("the database writes").0
}

/// Points that go with a verdict.
fn points(verdict: Verdict) -> f64 {
    match verdict {
        Verdict::Accepted => 1.0,
        Verdict::Partial => 0.5,
        _ => 0.0,
    }
}

/// Rules of an hour that throttle and suspend after so many programs.
fn rules(thresholds: &[(AbuseKind, u32, u32)]) -> AbuseRules {
    let hour = Duration::from_secs(3600);
    let thresholds = thresholds
        .iter()
        .map(|&(kind, throttle, suspend)| (kind, Thresholds { throttle, suspend }))
        .collect();
    AbuseRules { window: hour, throttle: hour, pace: Duration::from_secs(60), thresholds }
}

fn judgement(verdict: Verdict, score: f64) -> Judgement {
    let test = TestResult {
        name: "secret/1".into(),
        verdict: Some(verdict),
        score,
        cpu_ms: 3,
        wall_ms: 4,
        memory_kib: 512,
        message: "said to all".into(),
        judge_message: "said to judges".into(),
    };
    Judgement {
        verdict,
        score,
        max_score: 1.0,
        cpu_ms: 3,
        wall_ms: 4,
        memory_kib: 512,
        compile: Compilation {
            status: CompileStatus::Skipped,
            output: String::new(),
            cpu_ms: 0,
            wall_ms: 0,
            memory_kib: 0,
        },
        tests: vec![test],
        groups: Vec::new(),
        abuse: vec![Abuse { kind: AbuseKind::Syscall, evidence: "socket".into() }],
    }
}

#[test]
fn a_fresh_job_is_ready_whatever_the_clock_says_and_so_is_every_job_after_a_start() {
    let world = World::new();
    let (_, job) = world.add(world.user("ada"), world.version);
    let ready_at = || world.store.waiting_jobs().expect("the database reads")[0].ready_at;
    let fail = |job: &Job, fate| {
        world.store.fail_job(&setback(job, fate, "x"), "seen").expect("it writes")
    };
    assert_eq!(ready_at(), 0);
    let job = world.store.begin_job(job).expect("it writes").expect("it waits");
    fail(&job, Fate::Dead);
    retry(&world.store, &job).expect("it is dead");
    assert_eq!(ready_at(), 0);
    let job = world.store.begin_job(job.id).expect("it writes").expect("it waits");
    fail(&job, Fate::Retry { ready_at: u64::from(u32::MAX) });
    assert_eq!(ready_at(), u64::from(u32::MAX));
    world.store.recover_jobs(20).expect("it writes");
    assert_eq!(ready_at(), 0);
}

#[test]
fn a_discarded_run_is_forgotten_in_its_time() {
    let world = World::new();
    let new = NewRun {
        user: world.user("ada"),
        problem: None,
        language: "python3".into(),
        language_version: "3".into(),
        source: "print(6)".into(),
        stdin: Vec::new(),
        of: RunOf::default(),
    };
    let (id, job) = world.store.add_run(new).expect("kept");
    let job = world.store.begin_job(job).expect("it writes").expect("it waits");
    world.store.fail_job(&setback(&job, Fate::Dead, "x"), "seen").expect("it writes");
    let tidy = || {
        world.store.tidy(Duration::from_secs(60), Duration::ZERO).expect("it writes");
        world.store.run(id).expect("it reads").is_some()
    };
    std::thread::sleep(Duration::from_millis(2));
    assert!(tidy(), "a dead letter is kept");
    discard(&world.store, &job).expect("it is dead");
    assert!(!tidy());
}

#[test]
fn a_stale_or_repeated_result_changes_nothing() {
    let world = World::new();
    let (id, first) = world.submit(world.user("ada"), world.version);
    let failed =
        world.store.fail_job(&setback(&first, Fate::Retry { ready_at: 0 }, "scripted"), "seen");
    assert_eq!(failed.expect("the database writes"), Failed::Waits);
    let second = world.store.begin_job(first.id).expect("the database writes").expect("it waits");
    assert_eq!((second.attempt, second.failures), (2, 1));

    let finish = |job: &Job, verdict, score| {
        let judgement = judgement(verdict, score);
        let rules = rules(&[]);
        world.store.finish_submission(job, id, &judgement, &rules).expect("the database writes")
    };
    assert_eq!(finish(&first, Verdict::WrongAnswer, 0.0), Finished::Stale);
    let found = world.store.submission(id).expect("the database reads").expect("it is there");
    assert_eq!((found.status, found.verdict), (Status::Queued, None));

    let Finished::Written { standings_changed: true, abuse } =
        finish(&second, Verdict::Accepted, 1.0)
    else {
        panic!("it is written, and the leaderboard changes");
    };
    assert_eq!(abuse.kinds, [AbuseKind::Syscall]);
    assert_eq!(finish(&second, Verdict::WrongAnswer, 0.0), Finished::Stale);
    let stale =
        world.store.fail_job(&setback(&second, Fate::Dead, "too late"), "seen").expect("it writes");
    assert_eq!(stale, Failed::Stale);

    let (found, tests) =
        world.store.submission_with_tests(id).expect("the database reads").expect("it is there");
    assert_eq!(found.verdict, Some(Verdict::Accepted));
    let abuse = world.store.abuse_of(id).expect("the database reads");
    assert_eq!(abuse, judgement(Verdict::Accepted, 1.0).abuse, "and nothing twice");
    assert_eq!(tests, judgement(Verdict::Accepted, 1.0).tests);
    assert!(world.store.waiting_jobs().expect("the database reads").is_empty());
    world.afresh_is_kept();
}

#[test]
fn a_restart_finds_what_was_under_way() {
    let world = World::new();
    let (id, job) = world.submit(world.user("ada"), world.version);
    let World { dir, store, .. } = world;
    drop(store);
    let store = Store::open(&dir.path().join("minos.db")).expect("the same database");
    assert!(store.waiting_jobs().expect("the database reads").is_empty());
    assert_eq!(store.recover_jobs(2).expect("the database writes"), 1);
    let waiting = store.waiting_jobs().expect("the database reads");
    assert_eq!(waiting.iter().map(|row| row.id).collect::<Vec<_>>(), [job.id]);

    // Twice more, and it is held for the cause.
    for _ in 0..2 {
        store.begin_job(job.id).expect("the database writes").expect("it waits");
        store.recover_jobs(2).expect("the database writes");
    }
    let found = store.submission(id).expect("the database reads").expect("it is there");
    assert_eq!(found.status, Status::Dead);
    let failures = store.failures(Task::Judge(id)).expect("the database reads");
    assert_eq!(failures.len(), 1);
    assert!(failures[0].reason.contains("interrupted more than 2 times"), "{}", failures[0].reason);
}

#[test]
fn a_dead_letter_is_retried_or_given_up() {
    let world = World::new();
    let (id, mut job) = world.submit(world.user("ada"), world.version);
    for round in 0..2 {
        let failed = world.store.fail_job(&setback(&job, Fate::Dead, "the sandbox broke"), "seen");
        assert_eq!(failed.expect("the database writes"), Failed::Died);
        let dead = world
            .store
            .dead_jobs(&DeadFilter { limit: 9, ..DeadFilter::default() })
            .expect("the database reads");
        assert_eq!(dead.len(), 1);
        assert_eq!((dead[0].user.as_str(), dead[0].problem.as_deref()), ("ada", Some("sums")));
        assert_eq!(dead[0].failures.last().map(|f| f.reason.as_str()), Some("the sandbox broke"));
        if round == 0 {
            let retried = retry(&world.store, &job);
            assert_eq!(retried.expect("it is one").failures, 0);
            assert_eq!(retry(&world.store, &job), None);
            job = world.store.begin_job(job.id).expect("the database writes").expect("it waits");
            assert_eq!(job.attempt, 2, "the fence never goes back");
        }
    }
    discard(&world.store, &job).expect("it is one");
    let found = world.store.submission(id).expect("the database reads").expect("it is there");
    assert_eq!((found.status, found.verdict), (Status::Done, Some(Verdict::JudgeError)));
    assert_eq!(world.store.count_dead_jobs().expect("the database reads"), 0);
    world.afresh_is_kept();
}

#[test]
fn a_retried_dead_letter_is_judged_by_the_mended_problem() {
    let world = World::new();
    let (id, job) = world.submit(world.user("ada"), world.version);
    world
        .store
        .fail_job(&setback(&job, Fate::Dead, "the validator broke"), "seen")
        .expect("the database writes");
    let mended = import_as(&world.store, "sums", "mended");
    assert_ne!(mended.id, world.version.id);
    retry(&world.store, &job).expect("it is dead");
    let found = world.store.submission(id).expect("the database reads").expect("it is there");
    assert_eq!(found.version, mended.id);
}

#[test]
fn the_database_is_private_whatever_its_directory() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = dir.path().join("minos.db");
    std::fs::write(&path, "").expect("an empty file");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).expect("its mode");
    let _store = Store::open(&path).expect("a fresh database");
    let mode = std::fs::metadata(&path).expect("the database").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_backup_is_whole_private_and_never_over_a_file() {
    let world = World::new();
    world.user("ada");
    let file = world.dir.path().join("copy.db");
    world.store.backup(&file).expect("a copy");
    let mode = std::fs::metadata(&file).expect("the copy").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let copy = Store::open(&file).expect("the copy is a database");
    assert!(copy.user("ADA").expect("the database reads").is_some(), "whatever the case");
    assert!(world.store.backup(&file).is_err(), "over a file");
    let nowhere = world.dir.path().join("no directory/copy.db");
    assert!(world.store.backup(&nowhere).is_err());
}

#[test]
fn the_writes_of_others_are_noticed_and_ones_own_are_not() {
    let world = World::new();
    let other = Store::open(world.store.path()).expect("the same database");
    world.store.changed_elsewhere().expect("the database reads");
    world.user("ada");
    assert!(!world.store.changed_elsewhere().expect("the database reads"));
    other.add_user("eve", "no hash", Role::User).expect("the database writes");
    assert!(world.store.changed_elsewhere().expect("the database reads"));
    assert!(!world.store.changed_elsewhere().expect("the database reads"));
}

#[test]
fn a_write_that_fails_takes_no_other_with_it() {
    let world = World::new();
    let missing = NewVersion {
        slug: "broken".into(),
        name: "Broken".into(),
        tags: Vec::new(),
        scoring: false,
        max_score: 1.0,
        embargo: None,
        tests: 0,
        manifest: "{}".into(),
        digest: NewBlob::new(b"{}").digest().clone(),
        blobs: vec![NewBlob::new(b"never kept").digest().clone()],
        uploaded: false,
        actor: "root".into(),
    };
    std::thread::scope(|scope| {
        for n in 0..16 {
            let (world, missing) = (&world, &missing);
            scope.spawn(move || match n % 2 {
                0 => drop(world.user(&format!("user{n}"))),
                _ => drop(world.store.put_version(missing.clone()).expect_err("a blob is missing")),
            });
        }
    });
    let (users, total) = world
        .store
        .users(&minos::store::UserFilter { limit: 100, ..Default::default() })
        .expect("the database reads");
    assert_eq!((users.len(), total), (8, 8));
    assert!(world.store.problem("broken", UserId(0)).expect("the database reads").is_none());
}

#[test]
fn blobs_come_back_as_they_were_or_not_at_all() {
    let world = World::new();
    let long = b"the same line again\n".repeat(1000);
    let noise: Vec<u8> = (0..200_u32).map(|n| (n * n * 31 % 251) as u8).collect();
    for bytes in [&long[..], &noise, b""] {
        let blob = NewBlob::new(bytes);
        let digest = blob.digest().clone();
        world.store.put_blobs(vec![blob.clone(), blob]).expect("the database writes");
        assert_eq!(&*world.store.clone().read(&digest).expect("it is kept"), bytes);
    }
    let digest = NewBlob::new(&noise).digest().clone();
    let raw = Connection::open(world.store.path()).expect("the file");
    raw.execute("UPDATE blobs SET data = x'00', deflated = 0 WHERE digest = ?1", [&digest.0])
        .expect("the database writes");
    // Another store, for this one remembers.
    let fresh = Store::open(world.store.path()).expect("the same database");
    let error = fresh.read(&digest).expect_err("it is damaged");
    assert!(error.reason.contains("damaged"), "{error}");
}

#[test]
fn old_sessions_end_and_disabled_accounts_have_none() {
    let world = World::new();
    let ada = world.user("ada");
    world.store.add_session([1; 32], ada).expect("the database writes");
    let long_ago = jiff::Timestamp::UNIX_EPOCH;
    let find = |since| world.store.session(&[1; 32], since).expect("the database reads");
    assert_eq!(find(long_ago).map(|session| session.user.id), Some(ada));
    assert!(find(jiff::Timestamp::MAX).is_none(), "not used for too long");
    assert!(world.store.set_disabled(ada, true, "root").expect("the database writes"));
    assert!(world.store.set_disabled(ada, false, "root").expect("the database writes"));
    assert!(find(long_ago).is_none(), "it ended with the disabling");
    world.store.add_session([2; 32], ada).expect("the database writes");
    std::thread::sleep(Duration::from_millis(5));
    world.store.tidy(Duration::ZERO, Duration::ZERO).expect("the database writes");
    assert!(world.store.session(&[2; 32], long_ago).expect("the database reads").is_none());
}

#[test]
fn the_last_admin_stays() {
    let world = World::new();
    let add = |name| world.store.add_user(name, "no hash", Role::Admin).expect("it writes");
    let (root, other) = (add("root").expect("new").id, add("other").expect("new").id);
    assert!(world.store.set_role(other, Role::User, "root").expect("the database writes"));
    assert!(!world.store.set_role(root, Role::Judge, "root").expect("the database writes"));
    assert!(!world.store.set_disabled(root, true, "root").expect("the database writes"));
    assert!(!world.store.put_setup_secret([7; 32]).expect("the database writes"));
    assert!(!world.store.is_setup_secret(&[7; 32]).expect("the database reads"));
}

/// A verdict for a submission: who, for which problem, and what; or a rejudge of an earlier one.
#[derive(Clone, Debug)]
enum Move {
    Judge { user: usize, problem: usize, verdict: Verdict },
    Rejudge { which: prop::sample::Index, verdict: Verdict },
}

fn moves() -> impl Strategy<Value = Vec<Move>> {
    let verdict = || prop::sample::select(&Verdict::ALL[..]);
    prop::collection::vec(
        prop_oneof![
            3 => (0..3_usize, 0..3_usize, verdict())
                .prop_map(|(user, problem, verdict)| Move::Judge { user, problem, verdict }),
            1 => (any::<prop::sample::Index>(), verdict())
                .prop_map(|(which, verdict)| Move::Rejudge { which, verdict }),
        ],
        1..25,
    )
}

proptest! {
    #![proptest_config(crate::mangle::cases(12))]

    #[test]
    fn the_leaderboard_is_what_the_submissions_say(moves in moves()) {
        let world = World::new();
        let users = ["ada", "bob", "eve"].map(|name| world.user(name));
        let problems = ["a", "b", "c"].map(|slug| import(&world.store, slug));
        let mut sent = Vec::new();
        for one in moves {
            let (id, job, verdict) = match one {
                Move::Judge { user, problem, verdict } => {
                    let (id, job) = world.submit(users[user], problems[problem]);
                    sent.push(id);
                    (id, job, verdict)
                }
                Move::Rejudge { which, verdict } => {
                    if sent.is_empty() {
                        continue;
                    }
                    let id = sent[which.index(sent.len())];
                    let set = world.judge_again(&[id], verdict);
                    world.afresh_is_kept();
                    let closed = world.store.apply_rejudge(set, "root").expect("it writes");
                    let Closed::Done(applied) = closed else { panic!("{closed:?}") };
                    prop_assert_eq!(applied.written, [id]);
                    world.afresh_is_kept();
                    continue;
                }
            };
            let finished = world.store.finish_submission(
                &job,
                id,
                &judgement(verdict, points(verdict)),
                &rules(&[]),
            );
            let stale = matches!(finished.expect("it writes"), Finished::Stale);
            prop_assert!(!stale);
            world.afresh_is_kept();
        }
    }
}
