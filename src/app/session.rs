//! Something that runs in a sandbox while a page is open, and what the two kinds of it share:
//! seats, somebody who types, and an end when nobody does.

use std::{
    collections::HashMap,
    io::{self, PipeReader, PipeWriter, Write as _},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed},
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use crate::{
    domain::{NoSeat, Seat, Seats, UserId},
    sandbox::Stop,
};

/// How long the end of a session is waited for whose user begins another.
const LAST_ONE_ENDS: Duration = Duration::from_secs(3);

/// The sessions of one kind, one for each user.
#[derive(Debug)]
pub(super) struct Sessions {
    seats: Seats<UserId>,
    /// How to end a user's own.
    open: Mutex<HashMap<UserId, Stop>>,
}

impl Sessions {
    /// None open yet; so many at most, 0 is no limit.
    pub fn new(most: usize) -> Self {
        Self { seats: Seats::new(1, most), open: Mutex::default() }
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.seats.count()
    }

    /// A seat for a user, whose last session ends for it.
    pub fn seat(&self, user: UserId) -> Result<Seat<UserId>, NoSeat> {
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

    /// Has `work` done for a user on a thread of its own, and the seat freed after it, whatever
    /// happens.
    ///
    /// # Errors
    /// When the host has no thread to give.
    pub fn run(
        self: &Arc<Self>,
        name: &str,
        (user, seat): (UserId, Seat<UserId>),
        stop: &Stop,
        work: impl FnOnce() + Send + 'static,
    ) -> io::Result<()> {
        let this = Arc::clone(self);
        this.open().insert(user, stop.clone());
        let thread = thread::Builder::new().name(name.into());
        thread.spawn(move || {
            let _seat = seat;
            work();
            this.open().remove(&user);
        })?;
        Ok(())
    }

    fn open(&self) -> MutexGuard<'_, HashMap<UserId, Stop>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What both sides know of a session.
#[derive(Debug)]
pub(super) struct Talk {
    /// Ends it.
    pub stop: Stop,
    /// When something was said last.
    last: Mutex<Instant>,
    /// Whether that was too long ago.
    is_idle: AtomicBool,
    /// Bytes that are on their way to what runs.
    pending: AtomicUsize,
}

impl Talk {
    /// It begins.
    pub fn new(stop: Stop) -> Self {
        Self {
            stop,
            last: Mutex::new(Instant::now()),
            is_idle: AtomicBool::new(false),
            pending: AtomicUsize::new(0),
        }
    }

    /// Something is said.
    pub fn touch(&self) {
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Whether it was ended because nothing was said.
    pub fn was_idle(&self) -> bool {
        self.is_idle.load(Relaxed)
    }

    fn silence(&self) -> Duration {
        self.last.lock().unwrap_or_else(PoisonError::into_inner).elapsed()
    }
}

/// What goes to what runs.
#[derive(Debug)]
enum Typed {
    Words(Vec<u8>),
    End,
}

/// The page's hold on what runs; dropped, it ends it.
#[derive(Debug)]
pub(super) struct Keyboard {
    sender: Sender<Typed>,
    talk: Arc<Talk>,
}

impl Keyboard {
    /// One that ends the session after so long a silence, and what reads from it.
    ///
    /// # Errors
    /// When the host has no pipe or thread to give.
    pub fn new(talk: &Arc<Talk>, idle: Duration) -> io::Result<(Self, PipeReader)> {
        let (reader, writer) = io::pipe()?;
        let (sender, receiver) = channel();
        let there = Arc::clone(talk);
        thread::Builder::new()
            .name("keyboard".into())
            .spawn(move || type_on(&there, &receiver, writer, idle))?;
        Ok((Self { sender, talk: Arc::clone(talk) }, reader))
    }

    /// Types something; how many bytes are on their way with it.
    pub fn say(&self, words: Vec<u8>) -> usize {
        let size = words.len();
        let pending = self.talk.pending.fetch_add(size, Relaxed) + size;
        // Fails when what runs has ended, which is told.
        let _ = self.sender.send(Typed::Words(words));
        pending
    }

    /// Ends the input.
    pub fn end(&self) {
        let _ = self.sender.send(Typed::End);
    }

    /// Ends what runs.
    pub fn stop(&self) {
        self.talk.stop.give();
    }
}

impl Drop for Keyboard {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Passes on what is typed, and ends a talk in which nothing is said.
fn type_on(talk: &Talk, typing: &Receiver<Typed>, keyboard: PipeWriter, idle: Duration) {
    let mut keyboard = Some(keyboard);
    let mut patience = idle;
    loop {
        match typing.recv_timeout(patience) {
            Ok(Typed::Words(words)) => {
                talk.touch();
                // What has closed its input, or ended, does not hear.
                if keyboard.as_mut().is_some_and(|to| to.write_all(&words).is_err()) {
                    keyboard = None;
                }
                talk.pending.fetch_sub(words.len(), Relaxed);
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
