//! Whose turn it is, what is taken back, and what admins have the queue do.

use minos::app::{Mode, Reason, RunView, TaskView};

use super::*;

impl World {
    fn tell(&self, mode: Mode) {
        self.app.set_queue_mode(&Viewer::console(), mode).expect("it writes");
    }

    fn run(&self, viewer: &Viewer) -> minos::app::Result<RunView> {
        self.app.start_run(
            viewer,
            &NewRun {
                case: None,
                language: "python3".into(),
                version: None,
                source: "print(0)".into(),
                stdin: "1 2".into(),
                problem: None,
                sample: None,
            },
        )
    }

    fn try_submit(&self, viewer: &Viewer) -> minos::app::Result<SubmissionView> {
        let (problem, language) = ("sums".into(), "python3".into());
        let source = "print(6)".into();
        let new = NewSubmission { problem, language, source, ..NewSubmission::default() };
        self.app.submit(viewer, &new)
    }

    /// Waits until something is so.
    fn until(&self, what: &str, is_so: impl Fn(&Self) -> bool) {
        let begun = Instant::now();
        while !is_so(self) {
            assert!(begun.elapsed() < PATIENCE, "{what}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn leased(&self) -> usize {
        self.app.queue(&Viewer::console()).expect("the queue").leased.len()
    }

    fn done(&self, viewer: &Viewer, ids: &[SubmissionId]) -> usize {
        let status = |id: &SubmissionId| {
            self.app.submission(Some(viewer), *id).expect("it is there").row.status
        };
        ids.iter().filter(|id| status(id) == Status::Done).count()
    }
}

#[test]
fn a_newcomer_is_judged_before_the_rest_of_a_flood() {
    let world = World::with(|settings| settings.workers_max = 1);
    let (ada, bob) = (world.user("ada", Role::User), world.user("bob", Role::User));
    world.tell(Mode::Paused);
    let flood: Vec<_> = (0..200).map(|_| world.submit(&ada)).collect();
    let newcomer = world.submit(&bob);
    world.tell(Mode::Running);
    let view = world.wait(newcomer, Status::Done);
    world.wait(flood[199], Status::Done);
    let judged = |id: &SubmissionId| {
        let view = world.app.submission(Some(&ada), *id).expect("it is there");
        view.judged_at.expect("it is judged")
    };
    let before = flood.iter().filter(|id| Some(judged(id)) < view.judged_at).count();
    assert!(before <= 2, "{before} of the flood went before");
}

#[test]
fn a_run_does_not_wait_for_long_judgings_nor_for_a_burst() {
    let world = World::with(|settings| settings.workers_max = 1);
    let (ada, bob) = (world.user("ada", Role::User), world.user("bob", Role::User));
    *world.script.slow.lock().unwrap() = Duration::from_millis(500);
    let burst: Vec<_> = (0..10).map(|_| world.submit(&ada)).collect();
    world.until("a worker takes it", |world| world.leased() == 1);
    let run = world.run(&bob).expect("it is taken").id;
    world.until("it is run", |world| world.app.run(&bob, run).expect("his").status == Status::Done);
    assert!(world.done(&ada, &burst) < burst.len(), "the burst is still judged");
    *world.script.slow.lock().unwrap() = Duration::ZERO;
    burst.iter().for_each(|id| drop(world.wait(*id, Status::Done)));
}

#[test]
fn authors_cancel_what_waits() {
    let world = World::new();
    let (ada, bob) = (world.user("ada", Role::User), world.user("bob", Role::User));
    world.tell(Mode::Paused);
    let id = world.submit(&ada);
    assert!(world.app.submission(Some(&ada), id).expect("hers").may_cancel);
    assert!(!world.app.submission(Some(&bob), id).expect("hers").may_cancel);
    assert!(matches!(world.app.cancel_submission(&bob, id), Err(Error::Forbidden(_))));

    let mut watch = world.app.watch_submission(&ada, id, None).expect("hers");
    let view = world.app.cancel_submission(&ada, id).expect("it waits");
    assert_eq!((view.row.status, view.row.verdict), (Status::Cancelled, None));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let told = runtime.block_on(async {
        let mut told = Vec::new();
        while let Some(message) = watch.next().await {
            told.push(message.event);
        }
        told
    });
    assert_eq!(told, ["queued", "cancelled"]);
    let mut again = world.app.watch_submission(&ada, id, None).expect("hers");
    assert_eq!(runtime.block_on(again.next()).map(|message| message.event), Some("queued"));
    assert_eq!(runtime.block_on(again.next()).map(|message| message.event), Some("cancelled"));
    assert!(matches!(world.app.cancel_submission(&ada, id), Err(Error::Conflict(_))));

    let run = world.run(&ada).expect("it is taken").id;
    assert!(matches!(world.app.cancel_run(&bob, run), Err(Error::NotFound(_))));
    let run = world.app.cancel_run(&ada, run).expect("it waits");
    assert_eq!(run.status, Status::Cancelled);

    let queue = world.app.queue(&Viewer::console()).expect("the queue");
    assert!(queue.classes.iter().all(|class| class.ready + class.delayed == 0), "{queue:?}");
    assert_eq!(world.saw("Cancelled"), 2);
    world.tell(Mode::Running);
    let next = world.submit(&ada);
    world.wait(next, Status::Done);
    world.wait(id, Status::Cancelled);
    assert!(matches!(world.app.cancel_submission(&ada, next), Err(Error::Conflict(_))));
    world.agree();
}

#[test]
fn judges_cancel_what_is_under_way_and_its_result_is_dropped() {
    let world = World::new();
    let (ada, judge) = (world.user("ada", Role::User), world.user("judy", Role::Judge));
    *world.script.slow.lock().unwrap() = Duration::from_millis(300);
    let id = world.submit(&ada);
    world.until("a worker takes it", |world| world.leased() == 1);
    assert!(matches!(world.app.cancel_submission(&ada, id), Err(Error::Conflict(_))));
    world.app.cancel_submission(&judge, id).expect("it has no verdict");
    assert_eq!(world.leased(), 0, "the lease is lost");
    *world.script.slow.lock().unwrap() = Duration::ZERO;
    let next = world.submit(&ada);
    world.wait(next, Status::Done);
    world.until("the worker is through", |world| world.app.gauges().workers.busy == 0);
    let view = world.wait(id, Status::Cancelled);
    assert_eq!((view.row.verdict, view.tests.len()), (None, 0));
    world.agree();
}

#[test]
fn a_pause_outlives_a_restart_and_drops_nothing() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    assert!(matches!(world.app.set_queue_mode(&ada, Mode::Paused), Err(Error::Forbidden(_))));
    // By a command: another process, hence another App on the same directory.
    open(&world.dir).set_queue_mode(&Viewer::console(), Mode::Paused).expect("it writes");
    world.until("the server hears of it", |world| {
        let id = world.submit(&ada);
        thread::sleep(Duration::from_millis(100));
        world.done(&ada, &[id]) == 0
    });
    let id = world.submit(&ada);
    assert!(world.app.shut_down(PATIENCE));
    world.serve();
    thread::sleep(Duration::from_millis(300));
    assert_eq!(world.done(&ada, &[id]), 0);
    let health = world.app.health();
    assert!(health.ready, "{health:?}");
    let queue = health.parts.iter().find(|part| part.name == "queue").expect("the queue");
    assert!(queue.message.contains("paused since") && queue.message.contains("by console"));
    assert_eq!(world.app.gauges().mode, Mode::Paused);
    open(&world.dir).set_queue_mode(&Viewer::console(), Mode::Running).expect("it writes");
    world.wait(id, Status::Done);
}

#[test]
fn a_drained_queue_takes_nothing_and_judges_what_waits() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    world.tell(Mode::Paused);
    let id = world.submit(&ada);
    world.tell(Mode::Draining);
    let Err(Error::Busy { message, seconds }) = world.try_submit(&ada) else { panic!("taken") };
    assert!(message == Reason::Draining && seconds > 0, "{message}");
    assert!(matches!(world.run(&ada), Err(Error::Busy { .. })));
    world.wait(id, Status::Done);
    let judge = world.user("judy", Role::Judge);
    let again = NewRejudge { submissions: vec![id.0], ..NewRejudge::default() };
    assert!(matches!(world.app.rejudge(&judge, &again), Err(Error::Conflict(_))));
    let rest = world.app.queue_rest(&Viewer::console()).expect("the queue");
    assert_eq!((rest.0.mode, rest.1, rest.2), (Mode::Draining, 0, 0));
    world.tell(Mode::Running);
    assert!(world.try_submit(&ada).is_ok());
}

#[test]
fn a_full_queue_says_when_to_come_back() {
    let world = World::with(|settings| {
        (settings.queue_submissions, settings.queue_runs) = (3, 1);
        settings.queue_per_user = 2;
    });
    let (ada, bob) = (world.user("ada", Role::User), world.user("bob", Role::User));
    world.tell(Mode::Paused);
    let mut ids = vec![world.submit(&ada), world.submit(&ada)];
    let Err(Error::Throttled { message, seconds }) = world.try_submit(&ada) else {
        panic!("taken")
    };
    assert_eq!(message, Reason::OwnQueueFull { waiting: 2, seconds });
    ids.push(world.submit(&bob));
    let Err(Error::Busy { message, seconds }) = world.try_submit(&bob) else { panic!("taken") };
    assert_eq!(message, Reason::QueueFull { waiting: 3, seconds });
    // Runs have a bound of their own.
    world.run(&ada).expect("it is taken");
    assert!(matches!(world.run(&bob), Err(Error::Busy { .. })));
    assert_eq!(world.saw("Refused"), 3);
    world.tell(Mode::Running);
    ids.iter().for_each(|id| drop(world.wait(*id, Status::Done)));
    assert!(world.try_submit(&bob).is_ok());
}

#[test]
fn dead_letters_have_logs_and_are_retried_in_bulk() {
    let world = World::new();
    let (ada, console) = (world.user("ada", Role::User), Viewer::console());
    world.script.broken.store(true, Ordering::Relaxed);
    let ids: Vec<_> = (0..3).map(|_| world.submit(&ada)).collect();
    ids.iter().for_each(|id| drop(world.wait(*id, Status::Dead)));
    let found = letters(&world.app);
    assert_eq!(found.len(), 3);
    for letter in &found {
        assert_eq!(letter.failures.len(), 3);
        for failure in &letter.failures {
            let log = failure.log.join("\n");
            assert!(log.contains("had it for") && failure.worker.is_some(), "{failure:?}");
        }
    }
    let page = DeadQuery { before: Some(found[0].job.0), limit: Some(1), ..DeadQuery::default() };
    let page = world.app.dead_letters(&console, &page).expect("the dead letters");
    assert_eq!((page.total, page.letters[0].job), (3, found[1].job));
    assert_eq!(page.next, Some(found[1].job.0));

    for wrong in [DeadPick::default(), DeadPick { jobs: vec![found[0].job.0], all: true }] {
        let refused = world.app.retry_dead_letters(&console, &wrong);
        assert!(matches!(refused, Err(Error::Invalid { field: "jobs", .. })), "{refused:?}");
    }
    let pick = DeadPick { jobs: vec![found[0].job.0, 12345], all: false };
    let outcome = world.app.discard_dead_letters(&console, &pick).expect("it writes");
    assert_eq!((outcome.done, outcome.missing), (vec![found[0].job], vec![JobId(12345)]));
    world.script.broken.store(false, Ordering::Relaxed);
    let all = DeadPick { jobs: Vec::new(), all: true };
    let outcome = world.app.retry_dead_letters(&console, &all).expect("it writes");
    assert_eq!((outcome.done.len(), outcome.missing.len()), (2, 0));
    let trail = world.app.audit(&console, &AuditQuery::default()).expect("the trail").entries;
    let told = trail.iter().map(|e| format!("{} {}: {}", e.action, e.object, e.detail));
    let told: Vec<_> = told.take(3).collect();
    let entry = |action, id: SubmissionId| {
        let letter = found.iter().find(|letter| letter.task == TaskView::Submission(id));
        format!("{action} dead letter {}: judge {id}", letter.expect("a letter").job)
    };
    let (retried, discarded) = (|n: usize| entry("retry", ids[n]), entry("discard", ids[2]));
    assert!(told[..2].contains(&retried(0)) && told[..2].contains(&retried(1)), "{told:?}");
    assert_eq!(told[2], discarded);
    for id in &ids[..2] {
        assert_eq!(world.wait(*id, Status::Done).row.verdict, Some(Verdict::Accepted));
    }
    assert_eq!(world.wait(ids[2], Status::Done).row.verdict, Some(Verdict::JudgeError));
    world.agree();
}

#[test]
fn the_log_of_a_rejudge_says_how_far_it_was() {
    let world = World::new();
    let (ada, judge) = (world.user("ada", Role::User), world.user("judy", Role::Judge));
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    world.script.broken.store(true, Ordering::Relaxed);
    let new = NewRejudge { submissions: vec![id.0], ..NewRejudge::default() };
    world.app.rejudge(&judge, &new).expect("it is made");
    world.until("it is dead", |world| world.app.gauges().dead_letters == 1);
    let log = letters(&world.app)[0].failures[0].log.join("\n");
    assert!(log.contains("taken up") || log.contains("compiled"), "{log}");
    assert!(world.app.submission(Some(&ada), id).expect("hers").row.status == Status::Done);
}
