//! Events of abuse: written once, with the result; counted; forgiven.

use minos::{
    domain::Sanction,
    store::{AbuseFilter, Noted},
};

use super::*;

impl World {
    /// A judged submission whose program tried `kinds`.
    fn tries(&self, user: UserId, kinds: &[AbuseKind], rules: &AbuseRules) -> Noted {
        let (id, job) = self.submit(user, self.version);
        let tried = |kind: &AbuseKind| Abuse { kind: *kind, evidence: format!("saw {kind}") };
        let abuse = kinds.iter().map(tried).collect();
        let judgement = Judgement { abuse, ..judgement(Verdict::RuntimeError, 0.0) };
        match self.store.finish_submission(&job, id, &judgement, rules).expect("it writes") {
            Finished::Written { abuse, .. } => abuse,
            Finished::Stale => panic!("a fresh lease is not stale"),
        }
    }

    fn sanction(&self, name: &str) -> Option<Sanction> {
        let user = self.store.user(name).expect("it reads").expect("an account");
        user.restriction.map(|restriction| restriction.sanction)
    }

    fn steps(&self, name: &str) -> Vec<String> {
        let steps = self.store.sanction_steps(Some(name), 10).expect("it reads");
        steps.into_iter().rev().map(|step| format!("{} {}", step.actor, step.action)).collect()
    }
}

#[test]
fn going_on_leads_to_a_throttle_and_then_to_a_suspension() {
    let world = World::new();
    let ada = world.user("ada");
    let rules = rules(&[(AbuseKind::Syscall, 2, 4), (AbuseKind::Memory, 0, 0)]);
    let tries = |kind| world.tries(ada, &[kind], &rules).sanction;
    for _ in 0..5 {
        assert_eq!(tries(AbuseKind::Memory), None, "an honest mistake, however often");
    }
    assert_eq!(tries(AbuseKind::Syscall), None);
    assert_eq!(tries(AbuseKind::Syscall), Some(Sanction::Throttled));
    assert_eq!(world.sanction("ada"), Some(Sanction::Throttled));
    assert_eq!(tries(AbuseKind::Syscall), None, "it is throttled already");
    assert_eq!(tries(AbuseKind::Syscall), Some(Sanction::Suspended));
    assert_eq!(tries(AbuseKind::Syscall), None);
    assert_eq!(world.steps("ADA"), ["rules throttle", "rules suspend"]);
    let counts = world.store.count_sanctions().expect("it reads");
    assert_eq!(counts, [(Sanction::Throttled, 0), (Sanction::Suspended, 1)]);

    assert!(world.store.restore(ada, "root").expect("it writes"));
    assert!(!world.store.restore(ada, "root").expect("it writes"), "nothing is left to lift");
    assert_eq!(world.sanction("ada"), None);
    assert_eq!(tries(AbuseKind::Syscall), None, "what was before counts no more");
    assert_eq!(world.steps("ada")[2..], ["root restore"]);
}

#[test]
fn one_program_counts_once_however_many_tests_show_it_and_however_often_it_is_judged() {
    let world = World::new();
    let ada = world.user("ada");
    let rules = rules(&[(AbuseKind::Output, 2, 0)]);
    let noted = world.tries(ada, &[AbuseKind::Output; 30], &rules);
    assert_eq!((noted.kinds, noted.sanction), (vec![AbuseKind::Output], None));
    let events = world.store.abuse_events(&filter()).expect("it reads");
    let [event] = &events[..] else { panic!("{events:?}") };
    assert!(event.evidence.ends_with("… and 20 more"), "{}", event.evidence);
}

#[test]
fn judges_try_hostile_programs_for_a_living() {
    let world = World::new();
    let judge = world.store.add_user("judge", "no hash", Role::Judge);
    let judge = judge.expect("it writes").expect("a new name").id;
    let noted = world.tries(judge, &[AbuseKind::Syscall], &rules(&[(AbuseKind::Syscall, 1, 1)]));
    assert_eq!((noted.kinds.len(), noted.sanction), (1, None));
}

#[test]
fn a_stale_result_is_no_event() {
    let world = World::new();
    let (id, first) = world.submit(world.user("ada"), world.version);
    let failed =
        world.store.fail_job(&setback(&first, Fate::Retry { ready_at: 0 }, "scripted"), "seen");
    assert_eq!(failed.expect("it writes"), Failed::Waits);
    let rules = rules(&[(AbuseKind::Syscall, 1, 1)]);
    let late = judgement(Verdict::RuntimeError, 0.0);
    let finished = world.store.finish_submission(&first, id, &late, &rules).expect("it writes");
    assert_eq!(finished, Finished::Stale);
    assert!(world.store.abuse_events(&filter()).expect("it reads").is_empty());
    assert_eq!(world.sanction("ada"), None);
}

#[test]
fn events_are_found_by_user_kind_and_time_and_runs_have_them_too() {
    let world = World::new();
    let (ada, bob) = (world.user("ada"), world.user("bob"));
    let none = rules(&[]);
    world.tries(ada, &[AbuseKind::Syscall, AbuseKind::Disk], &none);
    // Times are kept in milliseconds.
    let pause = || std::thread::sleep(Duration::from_millis(5));
    pause();
    let between = jiff::Timestamp::now();
    pause();
    let new = NewRun {
        user: bob,
        problem: None,
        language: "python3".into(),
        language_version: "3".into(),
        source: "print(6)".into(),
        stdin: Vec::new(),
        of: RunOf::default(),
    };
    let (run, job) = world.store.add_run(new).expect("kept");
    let job = world.store.begin_job(job).expect("it writes").expect("it waits");
    let tried = [Abuse { kind: AbuseKind::Processes, evidence: "bomb".into() }];
    let finish = || world.store.finish_run(&job, run, "{}", &tried, &none).expect("it writes");
    assert_eq!(finish().map(|noted| noted.kinds), Some(vec![AbuseKind::Processes]));
    assert_eq!(finish(), None);

    let kinds = |filter: AbuseFilter| {
        let events = world.store.abuse_events(&filter).expect("it reads");
        events.iter().map(|event| (event.user.clone(), event.kind.word())).collect::<Vec<_>>()
    };
    let of = |user: &str, kind| (user.to_owned(), kind);
    let all = [of("bob", "processes"), of("ada", "syscall"), of("ada", "disk")];
    assert_eq!(kinds(filter()), all);
    assert_eq!(kinds(AbuseFilter { user: Some("ADA".into()), ..filter() }), all[1..]);
    assert_eq!(kinds(AbuseFilter { kind: Some(AbuseKind::Disk), ..filter() }), all[2..]);
    assert_eq!(kinds(AbuseFilter { since: Some(between), ..filter() }), all[..1]);
    assert_eq!(kinds(AbuseFilter { until: Some(between), ..filter() }), all[1..]);
    assert_eq!(kinds(AbuseFilter { limit: 1, ..filter() }), all[..1]);
    let newest = world.store.abuse_events(&filter()).expect("it reads")[0].clone();
    assert_eq!(newest.task, Task::Run(run));
    assert_eq!(kinds(AbuseFilter { before: Some(newest.id), ..filter() }), all[1..]);
}

#[test]
fn a_throttled_account_sends_one_program_in_a_while() {
    let world = World::new();
    let ada = world.user("ada");
    let pace = |seconds| world.store.pace(ada, Duration::from_secs(seconds)).expect("it writes");
    assert_eq!(pace(3600), None);
    assert!(pace(3600).expect("too early") > jiff::Timestamp::now());
    assert!(world.store.restore(ada, "root").is_ok());
    assert_eq!(pace(0), None, "a fresh start");
}

#[test]
fn events_kept_in_the_old_way_are_taken_over() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = dir.path().join("minos.db");
    let old = Connection::open(&path).expect("a database");
    old.execute_batch(include_str!("../../../migrations/0001_initial.sql")).expect("the schema");
    old.execute_batch(
        "INSERT INTO users VALUES (1, 'ada', 'no hash', 'user', 0, 0);
         INSERT INTO problems (id, slug, name, scoring, max_score) VALUES (1, 'p', 'P', 0, 1);
         INSERT INTO versions VALUES (1, 1, 1, 'd', x'', 1, 0);
         INSERT INTO submissions (id, user_id, problem_id, version_id, language,
            language_version, source, created_at, status, abuse, judged_at)
         VALUES (7, 1, 1, 1, 'c', '17', x'', 5, 'done',
            '[\"secret/1: forbidden system call\", \"secret/1: 70 forks refused by the limit of 64\",
              \"secret/2: 70 forks refused by the limit of 64\"]', 9),
            (8, 1, 1, 1, 'c', '17', x'', 5, 'done', '[]', 9),
            (9, 1, 1, 1, 'c', '17', x'', 5, 'queued', NULL, NULL);
         PRAGMA user_version = 1",
    )
    .expect("rows");
    drop(old);
    let store = Store::open(&path).expect("it is migrated");
    let events = store.abuse_events(&filter()).expect("it reads");
    let mut kinds: Vec<_> = events.iter().map(|event| (event.task, event.kind.word())).collect();
    kinds.sort_by_key(|(_, kind)| *kind);
    let task = Task::Judge(SubmissionId(7));
    assert_eq!(kinds, [(task, "processes"), (task, "syscall")]);
    let forks = events.iter().find(|event| event.kind == AbuseKind::Processes).expect("it");
    assert_eq!(forks.evidence.lines().count(), 2);
}

fn filter() -> AbuseFilter {
    AbuseFilter { limit: 100, ..AbuseFilter::default() }
}
