//! Consoles: a program that runs while its user talks to it, in place of a problem's other side or
//! of a file of input.

use std::{
    collections::HashMap,
    io::{self, PipeReader, PipeWriter, Write},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering::Relaxed},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use serde::Deserialize;

use super::{
    App, CompileView, Error, Observation, Reason, Refusal, Result, RunView, Viewer, core::Core,
    languages, runs::result_view,
};
use crate::{
    domain::{Blobs, CompileStatus, Limits, NoSeat, ProblemId, Seat, Seats, Toolchain, UserId},
    judge::{Judge, Partner, RunRequest, Said, Source},
    live::{self, Listener, Speaker},
    problem::Package,
    queue::{Class, Mode, Task},
    sandbox::{Stop, Voice},
    store::{self, RunOf},
};

/// Pieces of what a program says that are on their way to the page.
const ON_THE_WAY: usize = 16;
/// When to come back to a full house, seconds.
const COME_BACK: u64 = 30;
/// How long the end of a console is waited for whose user opens another.
const LAST_ONE_ENDS: Duration = Duration::from_secs(3);

/// What consoles may use beside the limits of their problems.
#[derive(Clone, Debug, PartialEq)]
pub struct ConsoleRules {
    /// How many may be open at once; 0 is none.
    pub seats: usize,
    /// How long one may be open.
    pub longest: Duration,
    /// How long both sides may be silent.
    pub idle: Duration,
    /// Most that a program may say, bytes.
    pub output: u64,
}

/// What is run.
#[derive(Clone, Debug, Deserialize)]
pub struct NewConsole {
    /// Language id, or `ID@VERSION`.
    pub language: String,
    /// The program.
    pub source: String,
}

/// What comes of it, in this order: the compilation, words, the end.
#[derive(Clone, Debug)]
pub enum ConsoleEvent {
    /// It was compiled, or not.
    Compiled(CompileView),
    /// On stdout.
    Output(Vec<u8>),
    /// On stderr.
    Error(Vec<u8>),
    /// It ended; its run is kept as others are.
    Ended(Box<RunView>),
    /// The sandbox failed; that is told in the log.
    Failed,
}

/// A console that is open. Dropping it ends the program.
#[derive(Debug)]
pub struct Console {
    heard: Listener<ConsoleEvent>,
    /// `None` when the end of the input was sent.
    typed: Option<Sender<Typed>>,
    /// Keeps the one who types at work until the program has ended.
    _keyboard: Sender<Typed>,
    stop: Stop,
    /// Bytes that may still be typed.
    left: usize,
    most_kib: u64,
}

/// What goes to the program.
#[derive(Debug)]
enum Typed {
    Words(Vec<u8>),
    End,
}

/// The consoles of a server.
#[derive(Debug)]
pub(super) struct Consoles {
    seats: Seats<UserId>,
    /// How to end a user's own.
    open: Mutex<HashMap<UserId, Stop>>,
}

impl Consoles {
    /// None open yet.
    pub fn new(rules: &ConsoleRules) -> Self {
        Self { seats: Seats::new(1, rules.seats), open: Mutex::default() }
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.seats.count()
    }

    /// A seat for a user, whose last console ends for it.
    fn seat(&self, user: UserId) -> std::result::Result<Seat<UserId>, NoSeat> {
        let begun = Instant::now();
        loop {
            let taken = self.seats.take(user);
            if taken.as_ref().err() != Some(&NoSeat::Own) || begun.elapsed() > LAST_ONE_ENDS {
                return taken;
            }
            if let Some(stop) = self.open().get(&user) {
                stop.give();
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn open(&self) -> MutexGuard<'_, HashMap<UserId, Stop>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Console {
    /// What comes next; `None` after the end. Safe to be cancelled.
    pub async fn next(&mut self) -> Option<ConsoleEvent> {
        self.heard.next().await
    }

    /// Gives the program something to read. What comes after the end of its input is lost.
    ///
    /// # Errors
    /// `TooLarge` when that is more than an input may be.
    pub fn say(&mut self, words: &str) -> Result<()> {
        // Even nothing is a message.
        let size = words.len().max(1);
        let Some(left) = self.left.checked_sub(size) else {
            let limit = self.most_kib.saturating_mul(1024);
            return Err(Error::TooLarge { what: "the input", size: limit + 1, limit });
        };
        self.left = left;
        if let Some(typed) = &self.typed {
            // Fails when the program has ended, which is told.
            let _ = typed.send(Typed::Words(words.as_bytes().to_vec()));
        }
        Ok(())
    }

    /// Ends the program's input.
    pub fn end_input(&mut self) {
        if let Some(typed) = self.typed.take() {
            let _ = typed.send(Typed::End);
        }
    }

    /// Ends the program; its end is told.
    pub fn stop(&self) {
        self.stop.give();
    }
}

impl Drop for Console {
    fn drop(&mut self) {
        self.stop.give();
    }
}

/// A program and its place, ready to be started.
struct Plan {
    user: UserId,
    problem: ProblemId,
    package: Arc<Package>,
    toolchain: Toolchain,
    source: String,
    /// Held to the end.
    seat: Seat<UserId>,
}

/// What both sides share while the program runs.
struct Talk {
    stop: Stop,
    /// When something was said last.
    last: Mutex<Instant>,
    /// Whether that was too long ago.
    is_idle: AtomicBool,
    /// What was typed.
    typed: Mutex<Vec<u8>>,
}

impl Talk {
    fn touch(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    fn silence(&self) -> Duration {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

impl App {
    /// Starts a program on a problem, with the viewer as its partner. One that the viewer has open
    /// elsewhere ends. It does not wait in the queue, for nobody would sit before it; there are so
    /// many seats.
    ///
    /// # Errors
    /// As [`App::submit`]; `Busy` when every seat is taken, or when programs are not begun now.
    pub fn open_console(&self, viewer: &Viewer, slug: &str, new: &NewConsole) -> Result<Console> {
        let problem = self.find_problem(Some(viewer), slug)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(&new.language, None);
        let toolchain = languages::find(&self.core.toolchains, &key, Some(&package))?.clone();
        if package.kind.submit_answer {
            return Err(Error::Invalid { field: "problem", message: Reason::AnswersWanted });
        }
        self.check_program(&new.source, Some(&package))?;
        let rules = &self.core.settings.console;
        let busy = |why, message| {
            self.core.observe(Observation::Refused { why });
            Err(Error::Busy { message, seconds: COME_BACK })
        };
        let Some(engine) = self.serving.engine().filter(|_| rules.seats > 0) else {
            return busy(Refusal::Seats, Reason::NoConsoles);
        };
        if self.core.queue_mode()?.mode != Mode::Running {
            return busy(Refusal::Draining, Reason::Draining);
        }
        self.admit(viewer)?;
        self.make_room(viewer, Class::Run)?;
        let seat = match self.core.consoles.seat(viewer.id) {
            Ok(seat) => seat,
            Err(NoSeat::Own) => return busy(Refusal::Own, Reason::ConsoleOpen),
            Err(NoSeat::All) => return busy(Refusal::Seats, Reason::ConsolesFull),
        };
        let source = new.source.clone();
        let (user, problem) = (viewer.id, problem.id);
        let plan = Plan { user, problem, package, toolchain, source, seat };
        tracing::info!(by = viewer.name, problem = slug, "a console was opened");
        start(&self.core, &engine.judge, plan)
    }
}

/// Has the program compiled and run on threads of its own.
fn start(core: &Arc<Core>, judge: &Arc<Judge>, plan: Plan) -> Result<Console> {
    let internal = |e: &dyn std::fmt::Display| Error::Internal(format!("opening a console: {e}"));
    let stop = Stop::new().map_err(|e| internal(&e))?;
    let (stdin, keyboard) = io::pipe().map_err(|e| internal(&e))?;
    let (speaker, heard) = live::line(ON_THE_WAY);
    let (typed, typing) = channel();
    let talk = Arc::new(Talk {
        stop: stop.clone(),
        last: Mutex::new(Instant::now()),
        is_idle: AtomicBool::new(false),
        typed: Mutex::default(),
    });
    let idle = core.settings.console.idle;
    let (core_there, judge, talk_there) = (Arc::clone(core), Arc::clone(judge), Arc::clone(&talk));
    let thread = |name: &str| thread::Builder::new().name(name.into());
    thread("console-keys")
        .spawn(move || type_on(&talk, &typing, keyboard, idle))
        .map_err(|e| internal(&e))?;
    core.consoles.open().insert(plan.user, stop.clone());
    thread("console")
        .spawn(move || {
            let user = plan.user;
            // Free when all is over, whatever happens.
            let seat = play(&core_there, &judge, &talk_there, plan, (stdin, &speaker));
            core_there.consoles.open().remove(&user);
            drop(seat);
        })
        .map_err(|e| internal(&e))?;
    let most_kib = core.settings.run_input_kib;
    Ok(Console {
        heard,
        typed: Some(typed.clone()),
        _keyboard: typed,
        stop,
        left: usize::try_from(most_kib.saturating_mul(1024)).unwrap_or(usize::MAX),
        most_kib,
    })
}

/// Passes on what is typed, and ends a talk in which nothing is said.
fn type_on(talk: &Talk, typing: &Receiver<Typed>, keyboard: PipeWriter, idle: Duration) {
    let mut keyboard = Some(keyboard);
    let mut patience = idle;
    loop {
        match typing.recv_timeout(patience) {
            Ok(Typed::Words(words)) => {
                talk.touch();
                talk.typed.lock().unwrap_or_else(PoisonError::into_inner).extend(&words);
                // A program that has closed its input, or ended, does not hear.
                if keyboard.as_mut().is_some_and(|to| to.write_all(&words).is_err()) {
                    keyboard = None;
                }
                patience = idle;
            }
            Ok(Typed::End) => keyboard = None,
            Err(RecvTimeoutError::Timeout) => {
                let silence = talk.silence();
                if silence >= idle {
                    talk.is_idle.store(true, Relaxed);
                    talk.stop.give();
                    return;
                }
                patience = idle.saturating_sub(silence);
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}

/// The program's life, from its source to the run that is kept of it.
fn play(
    core: &Core,
    judge: &Judge,
    talk: &Talk,
    plan: Plan,
    (stdin, speaker): (PipeReader, &Speaker<ConsoleEvent>),
) -> Seat<UserId> {
    let Plan { user, problem, package, toolchain, source, seat } = plan;
    let rules = &core.settings.console;
    let name = package.file_name(&toolchain.language);
    let limits: Limits = package.limits.clone();
    let lone = Source::lone(name, source.as_bytes());
    let request = RunRequest {
        toolchain: &toolchain,
        source: &lone,
        limits,
        problem: Some((&package, &core.store as &dyn Blobs)),
    };
    let partner = Partner {
        stdin: stdin.into(),
        stop: talk.stop.clone(),
        wall: rules.longest,
        output: rules.output,
        hear: &|said| {
            talk.touch();
            speaker.say(match said {
                Said::Compiled(compilation) => ConsoleEvent::Compiled(compilation.clone().into()),
                Said::Words(Voice::Output, words) => ConsoleEvent::Output(words.to_vec()),
                Said::Words(Voice::Error, words) => ConsoleEvent::Error(words.to_vec()),
            })
        },
    };
    let result = match judge.talk(&request, partner) {
        Ok(result) => result,
        Err(error) => {
            tracing::error!(%error, "a console broke");
            core.observe(Observation::SandboxFailed);
            speaker.say(ConsoleEvent::Failed);
            return seat;
        }
    };
    let tried = result.abuse.clone();
    let mut view = result_view(result, core.settings.run_output_kib);
    if talk.is_idle.load(Relaxed) {
        view.message = format!("nothing was said for {} s", rules.idle.as_secs());
    }
    let language = &toolchain.language.id;
    if view.compile.status != CompileStatus::Skipped {
        core.observe(Observation::Compiled { language, wall_ms: view.compile.wall_ms });
    }
    let typed = std::mem::take(&mut *talk.typed.lock().unwrap_or_else(PoisonError::into_inner));
    let run = store::NewRun {
        user,
        problem: Some(problem),
        language: language.clone(),
        language_version: toolchain.version.id.clone(),
        source,
        stdin: typed,
        of: RunOf::default(),
    };
    let kept =
        serde_json::to_string(&view).map_err(|e| Error::Internal(e.to_string())).and_then(|text| {
            let (id, noted) =
                core.store.add_finished_run(run, &text, &tried, &core.settings.abuse)?;
            core.count_abuse(Task::Run(id), &noted);
            let run = core.store.run(id)?;
            run.ok_or_else(|| Error::NotFound(format!("run {id}")))
        });
    match kept.and_then(|run| core.run_view(&run)) {
        Ok(view) => speaker.say(ConsoleEvent::Ended(Box::new(view))),
        Err(error) => {
            tracing::error!(%error, "the run of a console could not be kept");
            speaker.say(ConsoleEvent::Failed)
        }
    };
    seat
}
