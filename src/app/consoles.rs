//! Consoles: a program that runs while its user talks to it, in place of a problem's other side or
//! of a file of input.

use std::{
    io::PipeReader,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde::Deserialize;

use super::{
    App, CompileView, Error, Observation, Reason, Refusal, Result, RunView, Viewer,
    core::Core,
    languages,
    runs::result_view,
    session::{Keyboard, Talk},
};
use crate::{
    domain::{Blobs, CompileStatus, Limits, NoSeat, ProblemId, Seat, Toolchain, UserId},
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
    keyboard: Keyboard,
    /// What was typed.
    typed: Arc<Mutex<Vec<u8>>>,
    /// Bytes that may still be typed.
    left: usize,
    most_kib: u64,
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
        let words = words.as_bytes().to_vec();
        self.typed.lock().unwrap_or_else(PoisonError::into_inner).extend(&words);
        self.keyboard.say(words);
        Ok(())
    }

    /// Ends the program's input.
    pub fn end_input(&self) {
        self.keyboard.end();
    }

    /// Ends the program; its end is told.
    pub fn stop(&self) {
        self.keyboard.stop();
    }
}

/// A program and its place, ready to be started.
struct Plan {
    user: UserId,
    problem: ProblemId,
    package: Arc<Package>,
    toolchain: Toolchain,
    source: String,
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
        let plan = Plan { user, problem, package, toolchain, source };
        tracing::info!(by = viewer.name, problem = slug, "a console was opened");
        start(&self.core, &engine.judge, plan, (user, seat))
    }
}

/// Has the program compiled and run on threads of its own.
fn start(
    core: &Arc<Core>,
    judge: &Arc<Judge>,
    plan: Plan,
    seat: (UserId, Seat<UserId>),
) -> Result<Console> {
    let internal = |e: &dyn std::fmt::Display| Error::Internal(format!("opening a console: {e}"));
    let stop = Stop::new().map_err(|e| internal(&e))?;
    let talk = Arc::new(Talk::new(stop.clone()));
    let idle = core.settings.console.idle;
    let (keyboard, stdin) = Keyboard::new(&talk, idle).map_err(|e| internal(&e))?;
    let (speaker, heard) = live::line(ON_THE_WAY);
    let typed = Arc::new(Mutex::default());
    let (there, judge, kept) = (Arc::clone(core), Arc::clone(judge), Arc::clone(&typed));
    let work = move || play(&there, &judge, &talk, plan, stdin, &kept, &speaker);
    core.consoles.run("console", seat, &stop, work).map_err(|e| internal(&e))?;
    let most_kib = core.settings.run_input_kib;
    let left = usize::try_from(most_kib.saturating_mul(1024)).unwrap_or(usize::MAX);
    Ok(Console { heard, keyboard, typed, left, most_kib })
}

/// The program's life, from its source to the run that is kept of it.
fn play(
    core: &Core,
    judge: &Judge,
    talk: &Talk,
    plan: Plan,
    stdin: PipeReader,
    typed: &Mutex<Vec<u8>>,
    speaker: &Speaker<ConsoleEvent>,
) {
    let Plan { user, problem, package, toolchain, source } = plan;
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
            return;
        }
    };
    let tried = result.abuse.clone();
    let mut view = result_view(result, core.settings.run_output_kib);
    if talk.was_idle() {
        view.message = format!("nothing was said for {} s", rules.idle.as_secs());
    }
    let language = &toolchain.language.id;
    if view.compile.status != CompileStatus::Skipped {
        core.observe(Observation::Compiled { language, wall_ms: view.compile.wall_ms });
    }
    let typed = std::mem::take(&mut *typed.lock().unwrap_or_else(PoisonError::into_inner));
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
}
