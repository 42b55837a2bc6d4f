//! How long jobs of a problem take, learnt from those that are done.

use std::{collections::HashMap, time::Duration};

use super::Row;
use crate::domain::ProblemId;

/// Whether a job holds a worker for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Short,
    Long,
}

impl Length {
    pub const ALL: [Self; Self::COUNT] = [Self::Short, Self::Long];
    pub const COUNT: usize = 2;

    pub const fn index(self) -> usize {
        self as usize
    }
}

/// Weight of what was learnt before, in quarters.
const MEMORY: u64 = 3;

/// What is known of each problem.
#[derive(Debug)]
pub(super) struct Lengths {
    /// From here on a job is long, milliseconds.
    long: u64,
    /// Milliseconds, a running mean.
    known: HashMap<ProblemId, u64>,
}

impl Lengths {
    pub fn new(long: Duration) -> Self {
        let long = u64::try_from(long.as_millis()).unwrap_or(u64::MAX);
        Self { long, known: HashMap::new() }
    }

    /// The length of a job. One of a problem that nobody knows is taken for long until one is
    /// done: several at once could turn out to hold every worker.
    pub fn of(&self, row: &Row) -> Length {
        let Some(problem) = row.problem else { return Length::Short };
        match self.known.get(&problem) {
            Some(ms) if *ms < self.long => Length::Short,
            _ => Length::Long,
        }
    }

    /// A job is done after so long; true when the length of its like changed.
    pub fn learn(&mut self, row: &Row, held: u64) -> bool {
        let Some(problem) = row.problem else { return false };
        let before = self.of(row);
        let known = self.known.entry(problem).or_insert(held);
        *known = known.saturating_mul(MEMORY).saturating_add(held) / (MEMORY + 1);
        self.of(row) != before
    }

    /// A job under way takes so long already; true when the length of its like changed.
    pub fn watch(&mut self, row: &Row, held: u64) -> bool {
        let Some(problem) = row.problem else { return false };
        if held < self.long || self.of(row) == Length::Long {
            return false;
        }
        self.known.insert(problem, held);
        true
    }
}
