//! The last hour of what changes by the minute, for a dashboard without a database of its own.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::Reading;

/// Between two points.
pub const EVERY: Duration = Duration::from_secs(10);
/// How far back it goes.
pub const SPAN: Duration = Duration::from_secs(3600);

/// What is kept: metric, and the label that it is told apart by.
const KEPT: &[(&str, &str)] = &[
    ("minos_queue_depth", "priority"),
    ("minos_queue_lag_seconds", "priority"),
    ("minos_workers", ""),
    ("minos_workers_busy", ""),
];

/// A line of the past: for each moment its age in seconds, the oldest first, and the value.
pub type Line = Vec<(f64, f64)>;

/// Points of the last hour.
#[derive(Debug, Default)]
pub struct History {
    points: Mutex<VecDeque<Point>>,
}

#[derive(Debug)]
struct Point {
    at: Instant,
    /// By metric and value of its label.
    values: BTreeMap<(&'static str, String), f64>,
}

impl History {
    /// Adds what was read at `at`, and forgets what is too old.
    pub fn record(&self, at: Instant, reading: &Reading) {
        let mut values = BTreeMap::new();
        for &(metric, label) in KEPT {
            if label.is_empty() {
                values.insert((metric, String::new()), reading.sum(metric));
            } else {
                let all = reading.by(metric, label);
                values.extend(all.into_iter().map(|(word, value)| ((metric, word), value)));
            }
        }
        let mut points = self.lock();
        points.push_back(Point { at, values });
        while points.front().is_some_and(|oldest| at.duration_since(oldest.at) > SPAN) {
            points.pop_front();
        }
    }

    /// The lines of a metric, by the value of its label, as seen at `now`.
    #[must_use]
    pub fn lines(&self, metric: &str, now: Instant) -> BTreeMap<String, Line> {
        let mut lines: BTreeMap<String, Line> = BTreeMap::new();
        for point in self.lock().iter() {
            let age = now.saturating_duration_since(point.at).as_secs_f64();
            for ((_, word), value) in point.values.iter().filter(|((own, _), _)| *own == metric) {
                lines.entry(word.clone()).or_default().push((age, *value));
            }
        }
        lines
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Point>> {
        self.points.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_is_kept_and_no_more() {
        let (history, begin) = (History::default(), Instant::now());
        for minute in 0..=90u32 {
            let text = format!("minos_queue_depth{{priority=\"run\"}} {minute}\nminos_workers 2\n");
            history.record(begin + Duration::from_secs(60) * minute, &Reading::parse(&text));
        }
        let now = begin + Duration::from_secs(60 * 90);
        let lines = history.lines("minos_queue_depth", now);
        let run = &lines["run"];
        assert_eq!(run.len(), 61);
        assert_eq!((run[0], run[60]), ((3600.0, 30.0), (0.0, 90.0)));
        assert_eq!(history.lines("minos_workers", now)[""].len(), 61);
        assert!(history.lines("minos_verdicts_total", now).is_empty());
    }
}
