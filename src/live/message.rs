//! What goes over the wire of an event stream.

use std::{fmt, sync::Arc};

/// The name of an event: the attempt at judging, and the event's place within it.
///
/// The same thing that happens has the same id however often it is told, so a watcher that
/// comes back with the last id it saw is given exactly what it missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct EventId {
    /// Attempt, from 1; 0 is before any.
    pub attempt: u32,
    /// Place within the attempt, from 0.
    pub place: u32,
}

impl EventId {
    /// Reads `<attempt>.<place>`; `None` when it is nothing of ours.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (attempt, place) = text.trim().split_once('.')?;
        Some(Self { attempt: attempt.parse().ok()?, place: place.parse().ok()? })
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.attempt, self.place)
    }
}

/// One event of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its id; `None` in streams that have no past (leaderboard, queue).
    pub id: Option<EventId>,
    /// Its name, `test`.
    pub event: &'static str,
    /// Its data, JSON on one line.
    pub data: Arc<str>,
}
