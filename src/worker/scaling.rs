//! How many slots there should be.

use std::time::{Duration, Instant};

use crate::queue::Load;

/// A slot is added when all are busy and a job has waited so long.
const GROW_AFTER: Duration = Duration::from_millis(100);

/// A slot is dismissed when one has been idle, and nothing has waited, for so long without a
/// break. Much longer than [`GROW_AFTER`], so that the number does not flap.
const SHRINK_AFTER: Duration = Duration::from_secs(30);

/// Follows the queue's lag between two bounds, one slot a step.
#[derive(Clone, Debug)]
pub struct Scaler {
    min: usize,
    max: usize,
    /// Since when there has been more than enough.
    idle_since: Option<Instant>,
}

impl Scaler {
    /// A scaler between two bounds; at least one slot, and `max` no less than `min`.
    #[must_use]
    pub fn new(min: usize, max: usize) -> Self {
        let min = min.max(1);
        Self { min, max: max.max(min), idle_since: None }
    }

    /// How many slots there should be, given that there are `total` and `busy` of them work.
    pub fn target(&mut self, now: Instant, load: Load, busy: usize, total: usize) -> usize {
        let total = total.clamp(self.min, self.max);
        if load.ready > 0 || busy >= total {
            self.idle_since = None;
            let grow = load.ready > 0 && busy >= total && load.lag >= GROW_AFTER;
            return if grow { (total + 1).min(self.max) } else { total };
        }
        let since = *self.idle_since.get_or_insert(now);
        if now.saturating_duration_since(since) < SHRINK_AFTER || total == self.min {
            return total;
        }
        self.idle_since = Some(now);
        total - 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Load = Load { ready: 0, lag: Duration::ZERO };
    const LATE: Load = Load { ready: 9, lag: Duration::from_secs(1) };

    #[test]
    fn grows_step_by_step_up_to_the_maximum() {
        let (mut scaler, now) = (Scaler::new(1, 3), Instant::now());
        let mut total = 1;
        for expected in [2, 3, 3] {
            total = scaler.target(now, LATE, total, total);
            assert_eq!(total, expected);
        }
    }

    #[test]
    fn does_not_grow_while_a_slot_is_free_or_jobs_are_fresh() {
        let (mut scaler, now) = (Scaler::new(1, 3), Instant::now());
        assert_eq!(scaler.target(now, LATE, 1, 2), 2);
        let fresh = Load { ready: 1, lag: Duration::from_millis(5) };
        assert_eq!(scaler.target(now, fresh, 2, 2), 2);
    }

    #[test]
    fn shrinks_slowly_and_only_without_a_break() {
        let (mut scaler, start) = (Scaler::new(1, 4), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(scaler.target(after(0), QUIET, 0, 3), 3);
        assert_eq!(scaler.target(after(29), QUIET, 1, 3), 3);
        // All busy for a moment: the count of idleness begins anew.
        assert_eq!(scaler.target(after(30), QUIET, 3, 3), 3);
        assert_eq!(scaler.target(after(31), QUIET, 0, 3), 3);
        assert_eq!(scaler.target(after(61), QUIET, 0, 3), 2);
        assert_eq!(scaler.target(after(62), QUIET, 0, 2), 2);
        assert_eq!(scaler.target(after(91), QUIET, 0, 2), 1);
        assert_eq!(scaler.target(after(200), QUIET, 0, 1), 1);
    }
}
