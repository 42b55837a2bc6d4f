//! What workers are at, in memory: finer than what is kept on disk, and gone with the process.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    domain::{Feedback, Progress, Status, TestResult},
    queue::{Job, Task},
};

/// How far an attempt is.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stage {
    /// Which attempt.
    pub attempt: u32,
    /// Queued until compiling begins.
    pub status: Status,
    /// How many tests there will be, once known.
    pub count: Option<usize>,
    /// Tests that are through, by place.
    pub tests: Vec<(usize, TestResult)>,
    /// What of them the contestant is told.
    pub feedback: Feedback,
}

/// The stages of all attempts under way.
#[derive(Debug, Default)]
pub(super) struct Board {
    stages: Mutex<HashMap<Task, Stage>>,
}

impl Board {
    /// An attempt begins.
    pub fn begin(&self, job: &Job, status: Status, feedback: Feedback) {
        let (attempt, tests) = (job.attempt, Vec::new());
        let stage = Stage { attempt, status, count: None, tests, feedback };
        self.lock().insert(job.task, stage);
    }

    /// Something happened in it: what the contestant is told; none when another attempt has begun
    /// since.
    pub fn advance(&self, job: &Job, progress: &Progress) -> Option<Feedback> {
        let mut stages = self.lock();
        let stage = stages.get_mut(&job.task).filter(|stage| stage.attempt == job.attempt);
        let stage = stage?;
        match progress {
            Progress::Compiling => stage.status = Status::Compiling,
            Progress::Running { tests } => {
                stage.status = Status::Running;
                stage.count = Some(*tests);
            }
            Progress::Test { index, result } => stage.tests.push((*index, result.clone())),
        }
        Some(stage.feedback)
    }

    /// The attempt is over, and what came of it on disk.
    pub fn end(&self, job: &Job) {
        let mut stages = self.lock();
        if stages.get(&job.task).is_some_and(|stage| stage.attempt == job.attempt) {
            stages.remove(&job.task);
        }
    }

    /// How far a task is, if anybody is at it.
    pub fn stage(&self, task: Task) -> Option<Stage> {
        self.lock().get(&task).cloned()
    }

    /// The status of a task, if anybody is at it.
    pub fn status(&self, task: Task) -> Option<Status> {
        self.lock().get(&task).map(|stage| stage.status)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Task, Stage>> {
        self.stages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
