//! The time limit against the submissions' running times.

use serde::Serialize;

use crate::{
    domain::{Judgement, Verdict},
    problem::{Bound, Expectation, Package, Timing},
};

/// What the submissions' times say of the limit, seconds on a language of factor 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Margins {
    /// The slowest that must be in time, and which it is.
    pub slowest: Option<(f64, String)>,
}

impl Margins {
    /// Takes a submission's times into account. `factor` is its language's.
    pub fn add(
        &mut self,
        path: &str,
        expectation: &Expectation,
        judgement: &Judgement,
        factor: f64,
    ) {
        for rule in expectation.rules.iter().filter(|rule| rule.bound == Bound::Lower) {
            let tests = judgement.tests.iter().filter(|test| rule.covers(&test.name));
            let in_time = tests.filter(|test| test.verdict != Some(Verdict::TimeLimit));
            let Some(slowest) = in_time.map(|test| test.cpu_ms).max() else { continue };
            let seconds = slowest as f64 / 1000.0 / factor;
            if self.slowest.as_ref().is_none_or(|(other, _)| *other < seconds) {
                self.slowest = Some((seconds, path.to_owned()));
            }
        }
    }

    /// Takes another's times into account as well.
    pub(super) fn join(&mut self, other: Self) {
        let Some((seconds, path)) = other.slowest else { return };
        if self.slowest.as_ref().is_none_or(|(slowest, _)| *slowest < seconds) {
            self.slowest = Some((seconds, path));
        }
    }

    /// What they say of the package's limit.
    #[must_use]
    pub fn advice(&self, package: &Package) -> Option<TimeAdvice> {
        let (seconds, path) = self.slowest.clone()?;
        let limit = package.limits.time_seconds;
        Some(TimeAdvice {
            limit,
            given: package.timing.given,
            slowest: seconds,
            submission: path,
            margin: limit / seconds.max(0.001),
            wanted_margin: package.timing.ac_to_time_limit,
            inferred: inferred_limit(&package.timing, seconds),
        })
    }
}

/// The time limit and the author's slowest submission that must be in time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TimeAdvice {
    /// The limit, seconds.
    pub limit: f64,
    /// Whether the package states it; else it is the inferred one.
    pub given: bool,
    /// Longest CPU time of a test, seconds.
    pub slowest: f64,
    /// Path of the submission that took it.
    pub submission: String,
    /// The limit over the longest time.
    pub margin: f64,
    /// What the package says that should be at least.
    pub wanted_margin: f64,
    /// The limit that the package's rules make of the longest time, seconds.
    pub inferred: f64,
}

impl TimeAdvice {
    /// A warning when the limit leaves the slowest too little room.
    #[must_use]
    pub fn warning(&self) -> Option<String> {
        (self.given && self.margin < self.wanted_margin).then(|| {
            format!(
                "{} takes {:.2} s, and the time limit of {} s is {:.1} times that; the package \
                 asks for {} times",
                self.submission, self.slowest, self.limit, self.margin, self.wanted_margin
            )
        })
    }
}

/// The smallest multiple of the resolution that leaves room for the slowest, seconds.
#[must_use]
pub fn inferred_limit(timing: &Timing, slowest: f64) -> f64 {
    let steps = (slowest * timing.ac_to_time_limit / timing.resolution).ceil().max(1.0);
    steps * timing.resolution
}

/// Whether a submission must be too slow somewhere.
pub(super) fn must_be_slow(expectation: &Expectation) -> bool {
    expectation.rules.iter().any(|rule| rule.bound == Bound::Upper)
}

/// Whether a submission helps to infer the limit: it must be in time somewhere and too slow
/// nowhere.
pub(super) fn must_be_in_time(expectation: &Expectation) -> bool {
    let lower = expectation.rules.iter().any(|rule| rule.bound == Bound::Lower);
    lower && !must_be_slow(expectation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_limit_is_a_multiple_that_leaves_room() {
        let timing =
            Timing { given: false, ac_to_time_limit: 2.0, time_limit_to_tle: 1.5, resolution: 0.5 };
        for (slowest, limit) in [(0.0, 0.5), (0.2, 0.5), (0.25, 0.5), (0.26, 1.0), (1.1, 2.5)] {
            assert_eq!(inferred_limit(&timing, slowest), limit, "{slowest}");
        }
    }
}
