//! Whether the server can do its work, and its numbers.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Class, TaskView, WorkersView};
use crate::domain::Verdict;

/// Whether the server can do its work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Health {
    /// Whether every part can.
    pub ready: bool,
    /// Each part.
    pub parts: Vec<PartHealth>,
}

/// A part of the server.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct PartHealth {
    /// `database`, `queue`, `workers`, `languages`.
    pub name: &'static str,
    /// Whether it can do its work.
    pub ok: bool,
    /// What is wrong, or a word on its state.
    pub message: String,
}

/// Numbers of this moment, for the metrics.
#[derive(Clone, Debug)]
pub struct Gauges {
    /// Each class: ready jobs, delayed jobs, and the age of the oldest ready one in seconds.
    pub queue: Vec<(Class, u64, u64, f64)>,
    /// The worker slots.
    pub workers: WorkersView,
    /// Dead letters.
    pub dead_letters: u64,
}

/// Something countable that happened, told to the [`Observer`] from worker threads.
#[derive(Clone, Copy, Debug)]
pub enum Observation<'a> {
    /// A submission or run was compiled.
    Compiled {
        /// Language id.
        language: &'a str,
        /// Wall time, milliseconds.
        wall_ms: u64,
    },
    /// A program ran once: a test, or own input.
    Ran {
        /// Language id.
        language: &'a str,
        /// CPU time, milliseconds.
        cpu_ms: u64,
        /// Wall time, milliseconds.
        wall_ms: u64,
    },
    /// A submission got its verdict.
    Judged {
        /// The verdict.
        verdict: Verdict,
    },
    /// A job was taken from the queue.
    Leased {
        /// Its class.
        class: Class,
        /// How long it waited, milliseconds.
        waited_ms: u64,
    },
    /// A job failed and will be tried again.
    Retried {
        /// Which.
        task: TaskView,
    },
    /// A job became a dead letter.
    Died {
        /// Which.
        task: TaskView,
    },
    /// The sandbox failed.
    SandboxFailed,
    /// A program did something that an operator should look at.
    Abuse {
        /// What.
        what: &'a str,
    },
}

/// Hears [`Observation`]s; must be quick.
pub type Observer = std::sync::Arc<dyn Fn(Observation<'_>) + Send + Sync>;

impl App {
    /// Whether the server can do its work, and which part can't.
    #[must_use]
    pub fn health(&self) -> Health {
        unimplemented!()
    }

    /// Numbers of this moment.
    #[must_use]
    pub fn gauges(&self) -> Gauges {
        unimplemented!()
    }
}
