//! The use-cases over a scripted sandbox: what becomes of work that fails, and who sees what.

mod answers;
mod classes;
mod editorials;
mod faults;
mod feedback;
mod notes;
mod passwords;
mod queue;
mod recordings;

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use minos::{
    app::{
        App, AuditQuery, DeadLetter, DeadPick, DeadQuery, DraftSaved, DraftState, Error,
        LeaderboardQuery, NewRejudge, NewRun, NewSubmission, NewTrial, NewTrialCase, Observation,
        Origin, RejudgeQuery, RejudgeView, RunEnd, RunView, Settings, SubmissionView, Viewer,
    },
    auth::GuessRules,
    domain::{
        BestBy, Feedback, JobId, Limits, Locale, RejudgeId, RejudgeState, Role, Status,
        SubmissionId, Toolchain, Verdict,
    },
    judge::{Judge, Settings as JudgeSettings, Source},
    problem,
    sandbox::{self, Command, End, File, Input, Mount, Outcome, Provider, Sandbox, Usage},
    worker::Work,
};
use tempfile::TempDir;

use crate::fixture::{TESTS, write_sums};

const PATIENCE: Duration = Duration::from_secs(60);

/// Sandboxes that add the numbers of stdin up, as long as nothing is wrong with them.
#[derive(Default)]
struct Script {
    broken: AtomicBool,
    panics: AtomicBool,
    wrong: AtomicBool,
    slow: Mutex<Duration>,
    opened: AtomicUsize,
}

#[derive(Clone, Default)]
struct Scripted(Arc<Script>);

impl Provider for Scripted {
    fn open(&self, _: &[Mount]) -> Result<Box<dyn Sandbox>, sandbox::Error> {
        self.0.opened.fetch_add(1, Ordering::Relaxed);
        assert!(!self.0.panics.load(Ordering::Relaxed), "scripted panic");
        if self.0.broken.load(Ordering::Relaxed) {
            let (step, cause) = ("open".into(), "scripted failure".into());
            return Err(sandbox::Error { step, cause, hint: None, lost: false });
        }
        Ok(Box::new(self.clone()))
    }
}

impl Sandbox for Scripted {
    fn put(&mut self, _: &[File]) -> Result<(), sandbox::Error> {
        Ok(())
    }

    fn take(&mut self, _: u64) -> Result<Option<Vec<File>>, sandbox::Error> {
        Ok(None)
    }

    fn run(&mut self, command: Command) -> Result<Outcome, sandbox::Error> {
        thread::sleep(*self.0.slow.lock().unwrap());
        let Input::Data(input) = command.stdin else { panic!("stdin is data") };
        let numbers = String::from_utf8_lossy(&input).into_owned();
        let sum: i64 = numbers.split_whitespace().map(|n| n.parse::<i64>().unwrap_or(0)).sum();
        let wrong = i64::from(self.0.wrong.load(Ordering::Relaxed));
        Ok(Outcome {
            end: End::Exited(0),
            usage: Usage::default(),
            stdout: format!("{}\n", sum + wrong).into_bytes(),
            stderr: Vec::new(),
            files: Default::default(),
            ended: Instant::now(),
        })
    }
}

fn toolchains() -> Vec<Toolchain> {
    let language = serde_json::json!({
        "id": "python3", "name": "Python 3", "package_codes": ["python3"], "extensions": ["py"],
        "source": "main.py", "editor": "python", "template": "print()", "seccomp": "default",
        "processes": 8, "versions": [{ "id": "3", "probe": ["true"], "run": ["python3"] }],
    });
    let language: minos::domain::Language = serde_json::from_value(language).expect("a profile");
    let version = language.versions[0].clone();
    vec![Toolchain {
        language: Arc::new(language),
        version,
        found: "3".into(),
        mounts: vec![],
        server: None,
    }]
}

struct World {
    dir: TempDir,
    app: App,
    script: Arc<Script>,
    seen: Arc<Mutex<Vec<String>>>,
}

impl World {
    fn new() -> Self {
        Self::with(|_| {})
    }

    fn with(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = TempDir::new().expect("a temporary directory");
        let mut settings = settings(&dir);
        change(&mut settings);
        let app = App::open(settings, toolchains()).expect("the data directory");
        write_sums(dir.path());
        let loaded = problem::load(&dir.path().join("sums"));
        let loaded = loaded.unwrap_or_else(|findings| panic!("{findings:?}"));
        let imported = app.import(&Viewer::console(), &loaded.package, &loaded.blobs);
        assert!(imported.expect("it is taken in").changed);
        let again = app.import(&Viewer::console(), &loaded.package, &loaded.blobs);
        assert!(!again.expect("it is taken in").changed, "the same again changes nothing");
        let world = Self { dir, app, script: Arc::default(), seen: Arc::default() };
        world.serve();
        world
    }

    fn serve(&self) {
        let judge = Judge::new(
            Arc::new(Scripted(self.script.clone())),
            toolchains(),
            JudgeSettings::default(),
        );
        let seen = self.seen.clone();
        let observer = move |what: Observation<'_>| {
            let word = format!("{what:?}");
            let word = word.split([' ', '{']).next().unwrap_or_default().to_owned();
            seen.lock().unwrap().push(word);
        };
        self.app.serve(Arc::new(judge), Arc::new(observer)).expect("it serves");
    }

    fn user(&self, name: &str, role: Role) -> Viewer {
        let user = self.app.add_user(&Viewer::console(), name, "correct horse", role);
        user.expect("a new account")
    }

    fn submit(&self, viewer: &Viewer) -> SubmissionId {
        let new = NewSubmission {
            problem: "sums".into(),
            language: "python3".into(),
            version: None,
            source: "print(sum(map(int, input().split())))".into(),
            files: Vec::new(),
        };
        let view = self.app.submit(viewer, &new).expect("it is taken");
        view.row.id
    }

    fn wait(&self, id: SubmissionId, status: Status) -> SubmissionView {
        let begun = Instant::now();
        loop {
            let view = self.app.submission(Some(&Viewer::console()), id).expect("it is there");
            if view.row.status == status {
                return view;
            }
            assert!(begun.elapsed() < PATIENCE, "{:?}, not {status}", view.row.status);
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// A rejudge once all of it is judged.
    fn wait_for_rejudge(&self, id: RejudgeId) -> RejudgeView {
        let begun = Instant::now();
        loop {
            let query = RejudgeQuery { all: true, ..RejudgeQuery::default() };
            let set = self.app.rejudge_set(&Viewer::console(), id, &query).expect("it is there");
            if set.row.waiting == 0 {
                return set;
            }
            assert!(begun.elapsed() < PATIENCE, "{set:?}");
            thread::sleep(Duration::from_millis(10));
        }
    }

    fn agree(&self) {
        let kept =
            self.app.leaderboard(None, &LeaderboardQuery::default()).expect("the leaderboard");
        assert_eq!(kept.rows, self.app.leaderboard_afresh().expect("the leaderboard"));
    }

    fn saw(&self, what: &str) -> usize {
        self.seen.lock().unwrap().iter().filter(|seen| *seen == what).count()
    }
}

fn settings(dir: &TempDir) -> Settings {
    let retry_delay = Duration::from_millis(20);
    // Whatever else this host does.
    let cpu_full = 1.0;
    let attempts = 3;
    Settings { retry_delay, cpu_full, attempts, ..Settings::new(dir.path().join("data")) }
}

/// The dead letters.
fn letters(app: &App) -> Vec<DeadLetter> {
    app.dead_letters(&Viewer::console(), &DeadQuery::default()).expect("the dead letters").letters
}

fn retry(app: &App, job: JobId) {
    let pick = DeadPick { jobs: vec![job.0], all: false };
    let outcome = app.retry_dead_letters(&Viewer::console(), &pick).expect("it writes");
    assert_eq!(outcome.done, [job]);
}

fn discard(app: &App, job: JobId) {
    let pick = DeadPick { jobs: vec![job.0], all: false };
    let outcome = app.discard_dead_letters(&Viewer::console(), &pick).expect("it writes");
    assert_eq!(outcome.done, [job]);
}

/// Another process, as far as the application can tell.
fn open(dir: &TempDir) -> App {
    App::open(settings(dir), toolchains()).expect("the data directory")
}

#[test]
fn work_that_always_fails_becomes_a_dead_letter_and_comes_back() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    world.script.broken.store(true, Ordering::Relaxed);
    let id = world.submit(&ada);
    let view = world.wait(id, Status::Dead);
    assert_eq!((view.attempt, world.script.opened.load(Ordering::Relaxed)), (3, 3));
    assert_eq!((world.saw("SandboxFailed"), world.saw("Retried"), world.saw("Died")), (3, 2, 1));

    assert!(matches!(
        world.app.dead_letters(&ada, &DeadQuery::default()),
        Err(Error::Forbidden(_))
    ));
    let found = letters(&world.app);
    let [letter] = &found[..] else { panic!("{found:?}") };
    assert_eq!(letter.failures.iter().map(|f| f.attempt).collect::<Vec<_>>(), [1, 2, 3]);
    assert!(letter.reason.contains("scripted failure"), "{}", letter.reason);
    assert_eq!(world.app.gauges().dead_letters, 1);
    let of = |user: &str, problem: &str| {
        let (user, problem) = (Some(user.into()), Some(problem.into()));
        let query = DeadQuery { user, problem, ..DeadQuery::default() };
        world.app.dead_letters(&Viewer::console(), &query).expect("the dead letters").letters.len()
    };
    assert_eq!([of("ADA", "sums"), of(" ", ""), of("eve", ""), of("", "gates")], [1, 1, 0, 0]);

    // Retried by a command: another process, hence another App on the same directory.
    world.script.broken.store(false, Ordering::Relaxed);
    retry(&open(&world.dir), letter.job);
    let view = world.wait(id, Status::Done);
    assert_eq!((view.row.verdict, view.attempt), (Some(Verdict::Accepted), 4));
    assert_eq!(view.tests.len(), TESTS);
    assert!(letters(&world.app).is_empty());
    world.agree();
}

#[test]
fn a_panic_in_judging_is_a_failure_like_any_other() {
    let world = World::new();
    world.script.panics.store(true, Ordering::Relaxed);
    let id = world.submit(&world.user("ada", Role::User));
    world.wait(id, Status::Dead);
    let letter = letters(&world.app).remove(0);
    assert!(letter.reason.contains("scripted panic"), "{}", letter.reason);
    discard(&world.app, letter.job);
    let view = world.wait(id, Status::Done);
    assert_eq!(view.row.verdict, Some(Verdict::JudgeError));
    assert!(world.app.health().ready, "the workers live on");
    world.agree();
}

#[test]
fn a_rejudge_may_take_a_solve_away() {
    let world = World::new();
    let (ada, judge) = (world.user("ada", Role::User), world.user("judge", Role::Judge));
    let id = world.submit(&ada);
    assert_eq!(world.wait(id, Status::Done).row.verdict, Some(Verdict::Accepted));
    let solved = || world.app.user("ada").expect("a page").solved;
    assert_eq!(solved(), 1);

    let new = NewRejudge { submissions: vec![id.0], ..NewRejudge::default() };
    assert!(matches!(world.app.rejudge(&ada, &new), Err(Error::Forbidden(_))));
    world.script.wrong.store(true, Ordering::Relaxed);
    let set = world.app.rejudge(&judge, &new).expect("it is judged").id;
    let preview = world.wait_for_rejudge(set);
    assert_eq!((preview.row.changed, preview.row.state), (1, RejudgeState::Open));
    let [one] = &preview.submissions[..] else { panic!("{preview:?}") };
    assert_eq!((one.old_verdict, one.old_score), (Some(Verdict::Accepted), Some(1.0)));
    assert_eq!((one.verdict, one.score), (Some(Verdict::WrongAnswer), Some(0.0)));

    let seen = world.app.submission(Some(&ada), id).expect("her own");
    assert_eq!((seen.row.verdict, seen.attempt), (Some(Verdict::Accepted), 1), "not yet");
    assert_eq!((seen.row.status, solved()), (Status::Done, 1));
    for refused in [
        world.app.rejudge_set(&ada, set, &RejudgeQuery::default()).map(|_| ()),
        world.app.apply_rejudge(&ada, set).map(|_| ()),
        world.app.discard_rejudge(&ada, set).map(|_| ()),
        world.app.rejudges(&ada).map(|_| ()),
        world.app.watch_rejudges(&ada).map(|_| ()),
    ] {
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    }

    let row = world.app.apply_rejudge(&judge, set).expect("all is judged");
    assert_eq!((row.state, row.closed_by.as_deref()), (RejudgeState::Applied, Some("judge")));
    let view = world.wait(id, Status::Done);
    assert_eq!((view.row.verdict, view.attempt), (Some(Verdict::WrongAnswer), 2));
    assert_eq!(solved(), 0);
    world.agree();
    assert!(matches!(world.app.apply_rejudge(&judge, set), Err(Error::Conflict(_))));
    assert!(matches!(world.app.discard_rejudge(&judge, set), Err(Error::Conflict(_))));
}

#[test]
fn a_rejudge_is_of_what_was_asked_for_and_may_be_discarded() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let console = Viewer::console();
    let ids = [world.submit(&ada), world.submit(&eve), world.submit(&eve)];
    for id in ids {
        world.wait(id, Status::Done);
    }
    let none = NewRejudge::default();
    let ask = |new: &NewRejudge| world.app.rejudge(&console, new);
    assert!(matches!(ask(&none), Err(Error::Invalid { field: "submissions", .. })));
    let given = |text: &str| Some(text.to_owned());
    let nobody = NewRejudge { user: given("nobody"), ..none.clone() };
    assert!(matches!(ask(&nobody), Err(Error::NotFound(_))));
    let no_problem = NewRejudge { problem: given("nothing"), ..none.clone() };
    assert!(matches!(ask(&no_problem), Err(Error::NotFound(_))));
    let wrong = NewRejudge { verdict: Some(Verdict::WrongAnswer), ..none.clone() };
    assert!(matches!(ask(&wrong), Err(Error::Conflict(_))), "there are none");

    world.script.wrong.store(true, Ordering::Relaxed);
    for (new, total, scope) in [
        (NewRejudge { problem: given("sums"), ..none.clone() }, 3, "problem sums"),
        (NewRejudge { language: given("python3"), ..none.clone() }, 3, "language python3"),
        (
            NewRejudge { user: given("EVE"), problem: given("sums"), ..none.clone() },
            2,
            "problem sums, user eve",
        ),
        (NewRejudge { submissions: vec![ids[0].0], ..none.clone() }, 1, "submission #1"),
    ] {
        let row = ask(&new).expect("it is judged");
        assert_eq!((row.total, row.scope.as_str()), (total, scope));
        assert_eq!(world.wait_for_rejudge(row.id).row.changed, total);
        // By a command: another process, hence another App on the same directory.
        let row = open(&world.dir).discard_rejudge(&console, row.id).expect("it is open");
        assert_eq!(row.state, RejudgeState::Discarded);
    }
    for id in ids {
        let view = world.wait(id, Status::Done);
        assert_eq!((view.row.verdict, view.attempt), (Some(Verdict::Accepted), 1));
    }
    world.agree();
}

#[test]
fn a_rejudge_that_fails_leaves_the_result_and_a_dead_letter() {
    let world = World::new();
    let (ada, console) = (world.user("ada", Role::User), Viewer::console());
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    world.script.broken.store(true, Ordering::Relaxed);
    let new = NewRejudge { submissions: vec![id.0], ..NewRejudge::default() };
    let set = world.app.rejudge(&console, &new).expect("it is judged").id;
    assert_eq!(world.wait_for_rejudge(set).row.failed, 1);
    let letter = letters(&world.app).remove(0);
    assert_eq!((letter.user.as_str(), letter.problem.as_deref()), ("ada", Some("sums")));

    world.script.broken.store(false, Ordering::Relaxed);
    retry(&world.app, letter.job);
    let view = world.wait_for_rejudge(set);
    assert_eq!((view.row.failed, view.row.changed), (0, 0));
    world.app.apply_rejudge(&console, set).expect("all is judged");
    let view = world.wait(id, Status::Done);
    assert_eq!((view.row.verdict, view.attempt), (Some(Verdict::Accepted), 2));
    assert!(letters(&world.app).is_empty());
}

#[test]
fn others_see_the_line_and_no_more() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let judge = world.user("judge", Role::Judge);
    world.script.wrong.store(true, Ordering::Relaxed);
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    let seen_by = |viewer| world.app.submission(viewer, id).expect("it is there");

    for stranger in [None, Some(&eve)] {
        let view = seen_by(stranger);
        assert_eq!(view.row.verdict, Some(Verdict::WrongAnswer));
        assert!(!view.whole && view.tests.is_empty() && view.compile.is_none());
    }
    assert!(matches!(world.app.source(&eve, id), Err(Error::Forbidden(_))));
    assert!(matches!(world.app.watch_submission(&eve, id, None), Err(Error::Forbidden(_))));
    assert!(world.app.source(&ada, id).expect("her own").source.starts_with("print"));

    // The sample fails first, and with it whoever sent it sees where.
    let own = seen_by(Some(&ada));
    assert!(own.tests[0].sample && !own.tests[0].detail.is_empty(), "{:?}", own.tests[0]);
    assert!(own.tests.iter().filter(|test| !test.sample).all(|test| test.detail.is_empty()));
    assert!(!own.may_rejudge && seen_by(Some(&judge)).may_rejudge);

    let console = Viewer::console();
    world.app.set_problem_hidden(&console, "sums", true).expect("it is there");
    assert!(matches!(world.app.submission(Some(&eve), id), Err(Error::NotFound(_))));
    assert!(matches!(
        world.app.problem(Some(&ada), "sums", None, Locale::English),
        Err(Error::NotFound(_))
    ));
    assert!(world.app.problem(Some(&judge), "sums", None, Locale::English).is_ok());
    assert_eq!(seen_by(Some(&ada)).row.id, id, "her own");
}

#[test]
fn an_embargo_hides_the_name_everywhere() {
    let world = World::new();
    let (ada, console) = (world.user("ada", Role::User), Viewer::console());
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    let listed = || world.app.user("ada").expect("a page").problems.len();
    assert_eq!(listed(), 1);

    let loaded = problem::load(&world.dir.path().join("sums")).expect("a good package");
    let package = problem::Package { embargo_until: Some("2999-01-01".into()), ..loaded.package };
    world.app.import(&console, &package, &loaded.blobs).expect("it is taken in");
    assert_eq!(listed(), 0);
    assert!(matches!(
        world.app.problem(Some(&ada), "sums", None, Locale::English),
        Err(Error::NotFound(_))
    ));
    let row = world.app.admin_problems(&console).expect("the list").remove(0);
    assert!(!row.hidden && row.embargo.is_some(), "{row:?}");
}

#[test]
fn events_told_later_are_those_told_live() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let world = World::new();
    let ada = world.user("ada", Role::User);
    let all = |last: Option<&str>, id| {
        let mut watch = world.app.watch_submission(&ada, id, last).expect("her own");
        let mut events = Vec::new();
        runtime.block_on(async {
            while let Some(message) = watch.next().await {
                events.push(message);
            }
        });
        events
    };
    let id = world.submit(&ada);
    let live = all(None, id);
    let names: Vec<_> = live.iter().map(|message| message.event).collect();
    assert_eq!(names[..3], ["queued", "compiling", "running"]);
    assert_eq!(names[3..], [&["test"; TESTS][..], &["done"]].concat());
    assert_eq!(live, all(None, id), "rebuilt from the database");
    let middle = live[4].id.expect("an id").to_string();
    assert_eq!(live[5..], all(Some(&middle), id), "from the middle");
    let end = live.last().and_then(|message| message.id).expect("an id").to_string();
    let over = world.app.watch_submission(&ada, id, Some(&end)).expect("her own");
    assert!(over.is_over());
    assert_eq!(live[0].id.map(|id| id.to_string()).as_deref(), Some("1.0"));
}

#[test]
fn whoever_saw_the_death_learns_of_the_discard() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let world = World::new();
    let ada = world.user("ada", Role::User);
    world.script.broken.store(true, Ordering::Relaxed);
    let id = world.submit(&ada);
    world.wait(id, Status::Dead);
    let next = |last: Option<&str>| {
        let mut watch = world.app.watch_submission(&ada, id, last).expect("her own");
        let mut last = None;
        runtime.block_on(async {
            while let Some(message) = watch.next().await {
                last = Some(message);
            }
        });
        last.expect("something happened")
    };
    let death = next(None);
    assert_eq!(death.event, "dead");
    let letter = letters(&world.app).remove(0);
    discard(&world.app, letter.job);
    let end = next(death.id.map(|id| id.to_string()).as_deref());
    assert_eq!(end.event, "done");
    assert!(end.data.contains("JE"), "{}", end.data);
}

#[test]
fn what_a_command_changes_is_told_to_who_watches() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("a runtime");
    let world = World::new();
    let (ada, console) = (world.user("ada", Role::User), Viewer::console());
    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    world.script.wrong.store(true, Ordering::Relaxed);
    let new = NewRejudge { submissions: vec![id.0], ..NewRejudge::default() };
    let set = world.app.rejudge(&console, &new).expect("it is judged").id;
    world.wait_for_rejudge(set);
    let mut watches = [
        world.app.watch_leaderboard(&LeaderboardQuery::default()).expect("for all"),
        world.app.watch_rejudges(&console).expect("for judges"),
        world.app.watch_queue(&console).expect("for admins"),
    ];
    open(&world.dir).apply_rejudge(&console, set).expect("all is judged");
    for watch in &mut watches {
        let told = runtime.block_on(async { tokio::time::timeout(PATIENCE, watch.next()).await });
        assert_eq!(told.expect("in time").expect("a message").event, "changed");
    }
    world.agree();
}

#[test]
fn a_second_server_is_refused_and_a_restart_goes_on() {
    let world = World::new();
    let other = open(&world.dir);
    let judge = Judge::new(Arc::new(Scripted::default()), toolchains(), JudgeSettings::default());
    let refused = other.serve(Arc::new(judge), Arc::new(|_| {}));
    assert!(matches!(refused, Err(Error::Conflict(_))), "{refused:?}");

    assert!(world.app.shut_down(PATIENCE));
    assert!(!world.app.health().ready);
    // Taken while nobody works, done by whoever serves next.
    let id = world.submit(&world.user("ada", Role::User));
    world.serve();
    assert_eq!(world.wait(id, Status::Done).row.verdict, Some(Verdict::Accepted));
}

#[test]
fn accounts_sessions_and_tokens() {
    let world = World::new();
    let app = &world.app;
    let secret = app.setup_token().expect("it writes").expect("there is no admin");
    assert!(app.set_up("guess", "root", "correct horse").is_err());
    let root = app.set_up(&secret, "root", "correct horse").expect("the first admin").viewer;
    assert_eq!(root.role, Role::Admin);
    assert!(app.set_up(&secret, "other", "correct horse").is_err(), "it works once");
    assert_eq!(app.setup_token().expect("it reads"), None);

    assert!(matches!(app.sign_up("a", "correct horse"), Err(Error::Invalid { field: "name", .. })));
    assert!(matches!(app.sign_up("ada", "x"), Err(Error::Invalid { field: "password", .. })));
    let ada = app.sign_up("ada", "correct horse").expect("a new account");
    assert!(matches!(app.sign_up("ADA", "correct horse"), Err(Error::Conflict(_))));
    assert!(matches!(
        app.log_in("ada", "wrong", &Origin::default()),
        Err(Error::Unauthenticated(_))
    ));
    assert!(matches!(
        app.log_in("nobody", "wrong", &Origin::default()),
        Err(Error::Unauthenticated(_))
    ));
    let second = app.log_in("Ada", "correct horse", &Origin::default()).expect("her password");
    assert_eq!(app.session(&second.token).expect("it reads"), Some(ada.viewer.clone()));

    app.change_password(&ada.viewer, "correct horse", "battery staple", &ada.token).expect("it");
    assert!(app.session(&second.token).expect("it reads").is_none(), "the others end");
    assert!(app.session(&ada.token).expect("it reads").is_some());

    let token = app.create_token(&ada.viewer, "laptop").expect("a token");
    assert_eq!(app.bearer(&token.token).expect("it reads"), Some(ada.viewer.clone()));
    assert!(app.bearer("minos_guess").expect("it reads").is_none());
    app.set_disabled(&root, "ada", true).expect("not the last admin");
    assert!(app.bearer(&token.token).expect("it reads").is_none());
    assert!(app.session(&ada.token).expect("it reads").is_none());
    assert!(matches!(
        app.log_in("ada", "battery staple", &Origin::default()),
        Err(Error::Forbidden(_))
    ));
    assert!(matches!(app.set_role(&root, "root", Role::User), Err(Error::Conflict(_))));
}

#[test]
fn runs_drafts_and_what_is_refused() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let app = &world.app;
    let new = NewRun {
        language: "python3@3".into(),
        version: None,
        source: "print(6)".into(),
        stdin: "1 2 3".into(),
        problem: Some("sums".into()),
        sample: None,
        case: None,
    };
    let id = app.start_run(&ada, &new).expect("it is taken").id;
    let begun = Instant::now();
    let result = loop {
        match app.run(&ada, id).expect("her own").result {
            Some(result) => break result,
            None => assert!(begun.elapsed() < PATIENCE, "the run does not end"),
        }
        thread::sleep(Duration::from_millis(10));
    };
    assert_eq!((result.end, result.stdout.as_str()), (RunEnd::Ok, "6\n"));
    assert!(matches!(app.run(&eve, id), Err(Error::NotFound(_))));
    assert_eq!(app.run(&ada, id).expect("her own").check, None, "of no sample");

    let unknown = NewRun { language: "cobol".into(), ..new.clone() };
    let Err(Error::UnknownLanguage { available, .. }) = app.start_run(&ada, &unknown) else {
        panic!("there is no cobol");
    };
    assert_eq!(available, ["python3@3"]);
    let large = NewRun { source: "#".repeat(200 << 10), ..new.clone() };
    assert!(matches!(app.start_run(&ada, &large), Err(Error::TooLarge { .. })));
    let empty = NewRun { source: " \n".into(), ..new };
    assert!(matches!(app.start_run(&ada, &empty), Err(Error::Invalid { field: "source", .. })));
}

#[test]
fn a_draft_is_never_overwritten_unseen() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let app = &world.app;
    let save = |source: &str, base| {
        let state = DraftState { language: "python3@3".into(), source: source.into(), base };
        app.save_draft(&ada, "sums", &state).expect("it is taken")
    };
    let sources = || {
        let drafts = app.drafts(&ada, "sums").expect("hers").into_iter();
        drafts.map(|draft| (draft.source, draft.revision)).collect::<Vec<_>>()
    };
    assert_eq!(save("print(1)", Some(0)), DraftSaved::Kept(1));
    assert_eq!(save("print(2)", Some(1)), DraftSaved::Kept(2));
    assert_eq!(save("print(2)", Some(1)), DraftSaved::Kept(2), "the same again is no conflict");
    // Another page that still knows the first state, and one that knows none.
    for base in [0, 1] {
        let DraftSaved::Stale(there) = save("print(3)", Some(base)) else {
            panic!("overwritten");
        };
        assert_eq!((there.source.as_str(), there.revision), ("print(2)", 2));
    }
    assert_eq!(sources(), [("print(2)".to_owned(), 2)]);
    assert_eq!(save("print(3)", None), DraftSaved::Kept(3), "by order");
    // What was emptied stays a state, so that it is not overwritten either.
    assert_eq!(save("", Some(3)), DraftSaved::Kept(4));
    assert!(matches!(save("print(1)", Some(3)), DraftSaved::Stale(_)));
    assert_eq!(sources(), [(String::new(), 4)]);
    assert!(app.drafts(&eve, "sums").expect("none").is_empty());
}

#[test]
fn a_program_is_tried_on_every_sample_and_case() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let app = &world.app;
    let case = |name: &str, expected: &str| NewTrialCase {
        name: name.into(),
        input: "1\r\n2".into(),
        expected: expected.into(),
    };
    app.keep_trial_case(&ada, "sums", &case("small", "7\n")).expect("kept");
    app.keep_trial_case(&ada, "sums", &case("open", "")).expect("kept");
    app.keep_trial_case(&ada, "sums", &case("small", "3")).expect("kept over the first");
    let kept = app.trial_cases(&ada, "sums").expect("hers");
    let names: Vec<_> = kept.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names, ["small", "open"]);
    assert_eq!(kept[0].input, "1\n2", "line ends of forms are none of a file's");
    assert!(app.trial_cases(&eve, "sums").expect("none").is_empty());
    let refused = app.keep_trial_case(&ada, "sums", &case(" ", ""));
    assert!(matches!(refused, Err(Error::Invalid { field: "case_name", .. })));

    let new = NewTrial {
        problem: "sums".into(),
        language: "python3@3".into(),
        source: "print(6)".into(),
    };
    let first = app.start_trial(&ada, &new).expect("it is taken");
    let begun = Instant::now();
    while app.trial(&ada, first).expect("hers").is_under_way() {
        assert!(begun.elapsed() < PATIENCE, "the runs do not end");
        thread::sleep(Duration::from_millis(10));
    }
    let trial = app.trial(&ada, first).expect("hers");
    let of = |run: &RunView| run.sample.clone().or(run.case.clone()).expect("of something");
    let matches = |run: &RunView| run.check.as_ref().and_then(|check| check.matches);
    let got: Vec<_> = trial.runs.iter().map(|run| (of(run), matches(run))).collect();
    let right = Some(true);
    assert_eq!(got, [("sample/1".into(), right), ("small".into(), right), ("open".into(), None)]);
    assert!(matches!(app.trial(&eve, first), Err(Error::NotFound(_))));

    assert!(matches!(app.remove_trial_case(&eve, kept[0].id), Err(Error::NotFound(_))));
    app.remove_trial_case(&ada, kept[0].id).expect("her own");
    assert_eq!(app.trial_cases(&ada, "sums").expect("hers").len(), 1);
}

#[test]
fn a_slow_job_keeps_its_lease_and_a_shutdown_waits_for_it() {
    let world = World::with(|settings| settings.lease = Duration::from_millis(400));
    let (ada, console) = (world.user("ada", Role::User), Viewer::console());
    *world.script.slow.lock().unwrap() = Duration::from_millis(500);
    let id = world.submit(&ada);
    let begun = Instant::now();
    while world.app.queue(&console).expect("the queue").leased.is_empty() {
        assert!(begun.elapsed() < PATIENCE, "nobody takes the job");
        thread::sleep(Duration::from_millis(10));
    }
    assert!(world.app.shut_down(PATIENCE), "it had the time to finish");
    let view = world.app.submission(Some(&ada), id).expect("it is there");
    assert_eq!((view.row.verdict, view.attempt), (Some(Verdict::Accepted), 1));
}

#[test]
fn a_step_may_last_as_long_as_the_limits_allow() {
    let world = World::new();
    let loaded = problem::load(&world.dir.path().join("sums")).expect("a good package");
    let limits = Limits {
        time_seconds: 600.0,
        compilation_time_seconds: 500,
        validation_time_seconds: 400,
        validation_passes: 3,
        ..Limits::default()
    };
    let (package, blobs) = (loaded.package, Arc::new(loaded.blobs));
    let toolchain = toolchains().remove(0);
    let source = || Source::lone("main.py", b"print(6)");
    let judge = |limits: &Limits| Work::Judge {
        package: Arc::new(problem::Package { limits: limits.clone(), ..package.clone() }),
        blobs: blobs.clone(),
        toolchain: Some(toolchain.clone()),
        source: source(),
    };
    let seconds = |work: Work| work.longest_step().as_secs();
    assert_eq!(seconds(judge(&limits)), 500 + 3 * (2 * 1201 + 801));
    let endless = Limits { validation_passes: u32::MAX, ..limits.clone() };
    assert!(seconds(judge(&endless)) > u64::from(u32::MAX));
    let stdin = Arc::from(&b""[..]);
    let (toolchain, source, problem) = (toolchain.clone(), source(), None);
    let run = Work::Run { toolchain, source, stdin, limits, problem };
    assert_eq!(seconds(run), 500 + 1201);
}

#[test]
fn the_number_of_workers_follows_the_queue() {
    let world = World::with(|settings| (settings.workers_max, settings.workers_runs) = (3, 0));
    let ada = world.user("ada", Role::User);
    *world.script.slow.lock().unwrap() = Duration::from_millis(100);
    assert_eq!(world.app.gauges().workers.total, 1);
    let ids: Vec<_> = (0..12).map(|_| world.submit(&ada)).collect();
    let mut most = 0;
    for id in ids {
        while world.app.submission(Some(&ada), id).expect("hers").row.status != Status::Done {
            most = most.max(world.app.gauges().workers.total);
            thread::sleep(Duration::from_millis(10));
        }
    }
    assert_eq!(most, 3);
    world.agree();
}

/// A world in which three wrong passwords are an hour's wait.
fn guarded() -> World {
    let hour = Duration::from_secs(3600);
    World::with(|settings| settings.guesses = GuessRules { free: 3, first: hour, longest: hour })
}

/// A login from a network, with a browser that says to be known.
fn from(last: u8, browser: Option<&str>) -> Origin {
    Origin { network: [10, 0, 0, last].into(), browser: browser.map(Into::into) }
}

#[test]
fn whoever_guesses_at_a_password_waits_and_locks_out_nobody() {
    let world = guarded();
    world.user("ada", Role::User);
    world.user("bob", Role::User);
    let log_in = |name: &str, password: &str, from: &Origin| world.app.log_in(name, password, from);
    let right = "correct horse";
    let hers = log_in("ada", right, &from(1, None)).expect("her password").browser;
    let hers = hers.expect("her browser is known from now on");

    // Somebody in the same room, who shares her address.
    for guess in ["ADA", "ada", "Ada"] {
        let refused = log_in(guess, "a guess", &from(1, None)).expect_err("it is wrong");
        assert!(matches!(refused, Error::Unauthenticated(_)), "{refused}");
    }
    for (password, browser) in [("a guess", None), (right, None), (right, Some("made up"))] {
        let refused = log_in("ada", password, &from(1, browser)).expect_err("right or wrong");
        assert!(matches!(refused, Error::Throttled { seconds: 3500.., .. }), "{refused}");
    }
    let known = log_in("ada", right, &from(1, Some(&hers))).expect("her own browser");
    assert_eq!(known.browser, Some(hers.clone()), "and it stays the same");
    log_in("ada", right, &from(2, None)).expect("another place");
    log_in("bob", right, &from(1, None)).expect("another account");
    // Her browser is nothing special to bob's account, and guesses there are counted too.
    for _ in 0..3 {
        log_in("bob", "a guess", &from(1, Some(&hers))).expect_err("it is wrong");
    }
    let refused = log_in("bob", right, &from(1, Some(&hers))).expect_err("too many");
    assert!(matches!(refused, Error::Throttled { .. }), "{refused}");
    // What is no account is guessed at no faster.
    let nobody: Vec<_> =
        (0..4).map(|_| log_in("nobody", "a guess", &from(1, None)).expect_err("none")).collect();
    assert!(matches!(nobody[2], Error::Unauthenticated(_)), "{}", nobody[2]);
    assert!(matches!(nobody[3], Error::Throttled { .. }), "{}", nobody[3]);
}

#[test]
fn a_new_password_makes_every_browser_a_stranger() {
    let world = guarded();
    let ada = world.user("ada", Role::User);
    let log_in = |password: &str, from: &Origin| world.app.log_in("ada", password, from);
    log_in("correct horse", &from(1, Some("hers"))).expect("her password");
    for _ in 0..3 {
        log_in("a guess", &from(1, None)).expect_err("it is wrong");
    }
    log_in("correct horse", &from(1, Some("hers"))).expect("her browser is known");
    world.app.change_password(&ada, "correct horse", "battery staple", "").expect("hers");
    let refused = log_in("battery staple", &from(1, Some("hers"))).expect_err("known no more");
    assert!(matches!(refused, Error::Throttled { .. }), "{refused}");
}

#[test]
fn what_admins_do_is_in_the_audit_trail() {
    let world = World::new();
    let (root, console) = (world.user("root", Role::Admin), Viewer::console());
    let ada = world.user("ada", Role::User);
    let app = &world.app;
    app.set_role(&root, "ada", Role::Judge).expect("root may");
    app.set_role(&root, "ada", Role::Judge).expect("nothing changes");
    app.set_disabled(&root, "ada", true).expect("root may");
    app.set_disabled(&root, "ada", false).expect("root may");
    app.set_problem_hidden(&root, "sums", true).expect("root may");
    app.set_problem_judging(&root, "sums", Feedback::Tests, BestBy::Group).expect("root may");
    app.create_token_for(&console, "ada", "robot").expect("a token");
    app.suspend(&root, "ada", "too loud").expect("root may");

    let all = |query: &AuditQuery| app.audit(&root, query).expect("for admins");
    let trail = all(&AuditQuery::default()).entries;
    let told: Vec<_> = trail
        .iter()
        .rev()
        .map(|entry| {
            let entry = [&entry.actor, &entry.action, &entry.object, &entry.detail];
            entry.map(String::as_str).join("|")
        })
        .collect();
    let wanted = [
        "console|import|problem sums|version 1",
        "console|add|root|role admin",
        "console|add|ada|role user",
        "root|role|ada|from user to judge",
        "root|disable|ada|",
        "root|enable|ada|",
        "root|hide|problem sums|",
        "root|judging|problem sums|feedback tests, best by group",
        "console|token|ada|robot",
        "root|suspend|ada|too loud",
    ];
    assert_eq!(told, wanted);

    let query = AuditQuery { object: Some("ADA".into()), limit: Some(2), ..AuditQuery::default() };
    let first = all(&query);
    assert_eq!(first.entries, [trail[0].clone(), trail[1].clone()]);
    let second = all(&AuditQuery { before: first.next, ..query.clone() });
    assert_eq!(second.entries, [trail[4].clone(), trail[5].clone()]);
    let by_root = AuditQuery { actor: Some("root".into()), ..AuditQuery::default() };
    assert_eq!(all(&by_root).entries.len(), 6);
    let hidden = AuditQuery { action: Some("hide".into()), ..AuditQuery::default() };
    assert_eq!(all(&hidden).entries.len(), 1);
    assert!(matches!(app.audit(&ada, &query), Err(Error::Forbidden(_))));
}
