//! Language help: the server of a language, for a page on which one writes a program.

use std::{fmt, num::NonZeroU32, sync::Arc, time::Duration};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};

use super::{
    App, Error, Observation, Reason, Refusal, Result, Viewer, languages,
    session::{Keyboard, Talk},
};
use crate::{
    config::Assist,
    domain::NoSeat,
    language::{Bounds, Protocol, serve},
    live::{self, Listener},
    sandbox::{End, File, Stop},
};

/// Messages that are on their way to the page.
const ON_THE_WAY: usize = 16;
/// Bytes on their way to a server that does not read.
const PENDING: usize = 4 << 20;
/// Messages of a page, each second and at once.
const MESSAGES: (NonZeroU32, NonZeroU32) =
    (NonZeroU32::new(40).unwrap(), NonZeroU32::new(200).unwrap());
/// When to come back to a full house, seconds.
const COME_BACK: u64 = 60;

/// What language servers may use.
#[derive(Clone, Debug, PartialEq)]
pub struct AssistantRules {
    /// When there are any.
    pub offered: Assist,
    /// How many at once; 0 is none.
    pub seats: usize,
    /// How long a page may be silent.
    pub idle: Duration,
    /// What each may use.
    pub bounds: Bounds,
}

impl AssistantRules {
    /// Whether there is help for who practises, which is all that one does here so far.
    fn in_practice(&self) -> bool {
        self.offered != Assist::Off && self.seats > 0
    }
}

/// Language help that is open. Dropping it ends the server.
pub struct Assistant {
    keyboard: Keyboard,
    protocol: Arc<Protocol>,
    heard: Listener<String>,
    rate: DefaultDirectRateLimiter,
}

impl fmt::Debug for Assistant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Assistant").field("protocol", &self.protocol).finish_non_exhaustive()
    }
}

impl Assistant {
    /// The address of the file that it knows.
    #[must_use]
    pub fn uri(&self) -> &str {
        self.protocol.uri()
    }

    /// The file's language, as the protocol calls it.
    #[must_use]
    pub fn language(&self) -> &str {
        self.protocol.language()
    }

    /// The next message of the server; `None` when it has ended. Safe to be cancelled.
    pub async fn next(&mut self) -> Option<String> {
        self.heard.next().await
    }

    /// Passes on a message of the page, or what it may say of it; false when these are too many.
    #[must_use]
    pub fn say(&self, message: &str) -> bool {
        self.rate.check().is_ok() && self.keyboard.say(self.protocol.from_page(message)) <= PENDING
    }
}

impl App {
    /// Whether there is language help for who practises, where a language has a server.
    #[must_use]
    pub fn offers_help(&self) -> bool {
        self.core.settings.assistants.in_practice()
    }

    /// Starts the server of a language for who writes a program for a problem. One that the viewer
    /// has open elsewhere ends.
    ///
    /// # Errors
    /// `NotFound`, `UnknownLanguage`; `Busy` when there is none, or every seat is taken;
    /// `Forbidden` for a suspended account.
    pub fn open_assistant(&self, viewer: &Viewer, slug: &str, language: &str) -> Result<Assistant> {
        let problem = self.find_problem(Some(viewer), slug)?;
        let package = self.core.package(problem.version)?;
        let key = languages::key(language, None);
        let toolchain = languages::find(&self.core.toolchains, &key, Some(&package))?.clone();
        let rules = self.core.settings.assistants.clone();
        let busy = |message| Err(Error::Busy { message, seconds: COME_BACK });
        let name = package.file_name(&toolchain.language);
        let (Some(protocol), Some(engine), true) = (
            Protocol::new(&toolchain, name),
            self.serving.engine(),
            self.offers_help() && toolchain.server.is_some(),
        ) else {
            return busy(Reason::NoAssistant);
        };
        Self::must_not_be_suspended(viewer)?;
        let seat = match self.core.assistants.seat(viewer.id) {
            Ok(seat) => seat,
            Err(why) => {
                let own = why == NoSeat::Own;
                let why = if own { Refusal::Own } else { Refusal::Seats };
                self.core.observe(Observation::Refused { why });
                return busy(Reason::AssistantsFull);
            }
        };
        let files = package.include_of(&toolchain.language).iter().map(|file| {
            let data = self.core.read_blob(&file.blob.digest)?;
            Ok(File { path: file.path.clone(), data, executable: false })
        });
        let files = files.collect::<Result<Vec<_>>>()?;
        let internal =
            |e: &dyn fmt::Display| Error::Internal(format!("starting a language server: {e}"));
        let stop = Stop::new().map_err(|e| internal(&e))?;
        let talk = Arc::new(Talk::new(stop.clone()));
        let (keyboard, stdin) = Keyboard::new(&talk, rules.idle).map_err(|e| internal(&e))?;
        let (speaker, heard) = live::line(ON_THE_WAY);
        let protocol = Arc::new(protocol);
        let (core, judge) = (Arc::clone(&self.core), Arc::clone(&engine.judge));
        let (there, given) = (Arc::clone(&protocol), stop.clone());
        let work = move || {
            let line = (stdin.into(), given);
            let hear = |message| speaker.say(message);
            let provider = judge.provider();
            match serve(provider, &toolchain, &files, &there, rules.bounds, line, &hear) {
                Ok(outcome) if outcome.end == End::Stopped => {}
                Ok(outcome) => {
                    let (end, usage) = (outcome.end, outcome.usage);
                    tracing::warn!(?end, ?usage, "a language server ended by itself");
                }
                Err(error) => {
                    tracing::error!(%error, "a language server broke");
                    core.observe(Observation::SandboxFailed);
                }
            }
        };
        let seat = (viewer.id, seat);
        self.core.assistants.run("assistant", seat, &stop, work).map_err(|e| internal(&e))?;
        let (each_second, at_once) = MESSAGES;
        let rate = RateLimiter::direct(Quota::per_second(each_second).allow_burst(at_once));
        Ok(Assistant { keyboard, protocol, heard, rate })
    }
}
