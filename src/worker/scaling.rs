//! How many slots there should be.

use std::time::{Duration, Instant};

use super::Count;
use crate::queue::Load;

/// A slot is added when all are busy and a job has waited so long.
const GROW_AFTER: Duration = Duration::from_millis(100);

/// A slot is dismissed when one has been idle, and nothing has waited, for so long without a
/// break. Much longer than [`GROW_AFTER`], so that the number does not flap.
const SHRINK_AFTER: Duration = Duration::from_secs(30);

/// Follows the queue's lag and the pressure on the CPUs between two bounds, one slot a step.
///
/// While the CPUs are fought for in a larger share of the time than `full` no slot is added: it
/// would only take from those that there are, and from whoever reads pages. When the share is half
/// way from there to all of it for [`SHRINK_AFTER`], a slot is dismissed.
#[derive(Clone, Debug)]
pub struct Scaler {
    min: usize,
    max: usize,
    full: f64,
    /// Since when there has been more than enough.
    idle_since: Option<Instant>,
    /// Since when the CPUs have been fought for too much.
    overfull_since: Option<Instant>,
}

impl Scaler {
    /// A scaler between two bounds; at least one slot, and `max` no less than `min`. With 1 for
    /// `full` the pressure does not matter.
    #[must_use]
    pub fn new(min: usize, max: usize, full: f64) -> Self {
        let min = min.max(1);
        Self { min, max: max.max(min), full, idle_since: None, overfull_since: None }
    }

    /// How many slots there should be, given how many there are and the pressure on the CPUs, 0 to
    /// 1 ([`super::cpu_pressure`]).
    pub fn target(&mut self, now: Instant, load: Load, pressure: f64, count: Count) -> usize {
        let (busy, total) = (count.busy, count.total.clamp(self.min, self.max));
        let is_idle = load.ready == 0 && busy < total;
        let long_idle = lasts(&mut self.idle_since, is_idle, now);
        let is_overfull = pressure > f64::midpoint(self.full, 1.0);
        let long_overfull = lasts(&mut self.overfull_since, is_overfull, now);
        if (long_idle || long_overfull) && total > self.min {
            // The next step takes as long again.
            self.idle_since = is_idle.then_some(now);
            self.overfull_since = None;
            return total - 1;
        }
        let is_late = load.ready > 0 && busy >= total && load.lag >= GROW_AFTER;
        if is_late && pressure <= self.full { (total + 1).min(self.max) } else { total }
    }
}

/// Whether something has been so for [`SHRINK_AFTER`] without a break.
fn lasts(since: &mut Option<Instant>, is_so: bool, now: Instant) -> bool {
    if !is_so {
        *since = None;
        return false;
    }
    now.saturating_duration_since(*since.get_or_insert(now)) >= SHRINK_AFTER
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUIET: Load = Load { ready: 0, lag: Duration::ZERO };
    const LATE: Load = Load { ready: 9, lag: Duration::from_secs(1) };

    fn count(busy: usize, total: usize) -> Count {
        Count { busy, total }
    }

    #[test]
    fn grows_step_by_step_up_to_the_maximum() {
        let (mut scaler, now) = (Scaler::new(1, 3, 0.9), Instant::now());
        let mut total = 1;
        for expected in [2, 3, 3] {
            total = scaler.target(now, LATE, 0.0, count(total, total));
            assert_eq!(total, expected);
        }
    }

    #[test]
    fn does_not_grow_while_a_slot_is_free_or_jobs_are_fresh() {
        let (mut scaler, now) = (Scaler::new(1, 3, 0.9), Instant::now());
        assert_eq!(scaler.target(now, LATE, 0.0, count(1, 2)), 2);
        let fresh = Load { ready: 1, lag: Duration::from_millis(5) };
        assert_eq!(scaler.target(now, fresh, 0.0, count(2, 2)), 2);
    }

    #[test]
    fn shrinks_slowly_and_only_without_a_break() {
        let (mut scaler, start) = (Scaler::new(1, 4, 0.9), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        assert_eq!(scaler.target(after(0), QUIET, 0.0, count(0, 3)), 3);
        assert_eq!(scaler.target(after(29), QUIET, 0.0, count(1, 3)), 3);
        // All busy for a moment: the count of idleness begins anew.
        assert_eq!(scaler.target(after(30), QUIET, 0.0, count(3, 3)), 3);
        assert_eq!(scaler.target(after(31), QUIET, 0.0, count(0, 3)), 3);
        assert_eq!(scaler.target(after(61), QUIET, 0.0, count(0, 3)), 2);
        assert_eq!(scaler.target(after(62), QUIET, 0.0, count(0, 2)), 2);
        assert_eq!(scaler.target(after(91), QUIET, 0.0, count(0, 2)), 1);
        assert_eq!(scaler.target(after(200), QUIET, 0.0, count(0, 1)), 1);
    }

    #[test]
    fn full_cpus_hold_growth_up_and_overfull_ones_turn_it_back_in_the_long_run() {
        let (mut scaler, start) = (Scaler::new(1, 4, 0.9), Instant::now());
        let after = |seconds| start + Duration::from_secs(seconds);
        let mut target =
            |seconds, pressure| scaler.target(after(seconds), LATE, pressure, count(2, 2));
        assert_eq!(target(0, 0.89), 3);
        assert_eq!(target(1, 0.91), 2, "no more");
        assert_eq!(target(2, 0.98), 2, "for now");
        assert_eq!(target(31, 0.94), 2, "a break");
        assert_eq!(target(32, 0.98), 2);
        assert_eq!(target(61, 0.98), 2);
        assert_eq!(target(62, 0.98), 1);
        assert_eq!(scaler.target(after(100), LATE, 1.0, count(1, 1)), 1, "never below the least");
        assert_eq!(scaler.target(after(200), LATE, 1.0, count(1, 1)), 1);
    }

    #[test]
    fn a_load_that_comes_and_goes_does_not_make_the_number_flap() {
        let (mut scaler, start) = (Scaler::new(1, 4, 0.9), Instant::now());
        let (mut total, mut changes) = (1, 0);
        for tick in 0..6000_u64 {
            // Ten minutes: five seconds of work, five of rest, CPUs full in every other.
            let now = start + Duration::from_millis(100 * tick);
            let works = tick / 50 % 2 == 0;
            let (load, busy) = if works { (LATE, total) } else { (QUIET, 0) };
            let pressure = if tick / 100 % 2 == 0 { 0.95 } else { 0.5 };
            let target = scaler.target(now, load, pressure, count(busy, total));
            changes += usize::from(target != total);
            total = target;
        }
        assert_eq!((total, changes), (4, 3), "up to the most, and there it stays");
    }
}
