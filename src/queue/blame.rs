//! Whether a job that fails is to blame for it.

use std::collections::HashMap;

use crate::domain::JobId;

/// The last failure of each job that has failed and is not done.
#[derive(Debug, Default)]
pub(super) struct Blame {
    /// Jobs done so far.
    done: u64,
    last: HashMap<JobId, Failure>,
}

#[derive(Debug)]
struct Failure {
    worker: u64,
    sign: String,
    /// Jobs done before it.
    done: u64,
}

impl Blame {
    /// A job was done, which shows that the host is well.
    pub fn done(&mut self, job: JobId) {
        self.done += 1;
        self.last.remove(&job);
    }

    /// Forgets a job.
    pub fn forget(&mut self, job: JobId) {
        self.last.remove(&job);
    }

    /// Notes a failure. True when the job is poison: it failed in the same way on another worker,
    /// while others were done in between. Without these the host may be to blame.
    pub fn failed(&mut self, job: JobId, worker: u64, reason: &str) -> bool {
        let failure = Failure { worker, sign: sign(reason), done: self.done };
        let is_poison = self.last.get(&job).is_some_and(|before| {
            before.sign == failure.sign
                && before.worker != failure.worker
                && before.done < failure.done
        });
        self.last.insert(job, failure);
        is_poison
    }
}

/// A reason without its numbers: times, sizes and process ids are never the same.
fn sign(reason: &str) -> String {
    reason.chars().filter(|c| !c.is_ascii_digit()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOB: JobId = JobId(7);
    const OTHER: JobId = JobId(8);

    #[test]
    fn the_same_failure_on_two_workers_while_others_are_done_is_poison() {
        let mut blame = Blame::default();
        assert!(!blame.failed(JOB, 1, "read of 12 bytes failed"));
        blame.done(OTHER);
        assert!(!blame.failed(JOB, 1, "read of 13 bytes failed"), "the worker may be to blame");
        blame.done(OTHER);
        assert!(!blame.failed(JOB, 2, "another reason"));
        assert!(!blame.failed(JOB, 1, "another reason"), "the host may be to blame");
        blame.done(OTHER);
        assert!(blame.failed(JOB, 2, "another reason"));
    }

    #[test]
    fn what_is_forgotten_begins_anew() {
        let mut blame = Blame::default();
        assert!(!blame.failed(JOB, 1, "x"));
        blame.done(OTHER);
        blame.forget(JOB);
        assert!(!blame.failed(JOB, 2, "x"));
    }
}
