//! What the server's own metrics and the machine's clocks say meanwhile.

use std::{collections::BTreeMap, fs, thread, time::Duration};

use serde::Serialize;

use super::{Contest, caller::Caller};

/// Between two looks.
const EVERY: Duration = Duration::from_secs(1);

/// The queue at its fullest, by priority class.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Queue {
    /// Most jobs that waited at once.
    pub deepest: BTreeMap<String, f64>,
    /// Longest that the oldest waiting job had waited, seconds.
    pub longest_lag_seconds: BTreeMap<String, f64>,
    /// Dead letters that came.
    pub dead_letters: f64,
    /// Jobs that failed and were tried again.
    pub retries: f64,
}

/// Looks at the server every second until the contest is over.
pub(super) fn watch(contest: &Contest) -> Queue {
    let caller = Caller::new(&contest.target, &contest.ledger, 0);
    let mut queue = Queue::default();
    let mut first: Option<BTreeMap<String, f64>> = None;
    loop {
        let over = contest.is_over();
        if let Some(reply) = caller.get("GET /metrics", "/metrics") {
            let now = samples(&reply.body);
            let since = |name: &str, first: &BTreeMap<String, f64>| {
                now.get(name).unwrap_or(&0.0) - first.get(name).unwrap_or(&0.0)
            };
            let first = first.get_or_insert_with(|| now.clone());
            queue.dead_letters = since("minos_dead_letters_total", first);
            queue.retries = since("minos_job_retries_total", first);
            raise(&mut queue.deepest, &now, "minos_queue_depth");
            raise(&mut queue.longest_lag_seconds, &now, "minos_queue_lag_seconds");
        }
        if over {
            return queue;
        }
        thread::sleep(EVERY);
    }
}

/// Keeps the highest value of each label of a metric with one label.
fn raise(most: &mut BTreeMap<String, f64>, now: &BTreeMap<String, f64>, metric: &str) {
    for (series, value) in now {
        let Some(labels) = series.strip_prefix(metric).and_then(|rest| rest.strip_prefix('{'))
        else {
            continue;
        };
        let label = labels.split('"').nth(1).unwrap_or_default().to_owned();
        let kept = most.entry(label).or_default();
        *kept = kept.max(*value);
    }
}

/// The samples of a text in the OpenMetrics format: series and value.
fn samples(text: &str) -> BTreeMap<String, f64> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| {
        let (series, value) = line.rsplit_once(' ')?;
        Some((series.to_owned(), value.parse().ok()?))
    });
    pairs.collect()
}

/// A reading of the machine's clocks: what was worked and what there was, ticks of all CPUs
/// (`/proc/stat`, proc_stat(5): user nice system idle iowait irq softirq steal).
#[derive(Clone, Copy, Debug)]
pub(super) struct Machine {
    busy: u64,
    all: u64,
}

impl Machine {
    /// Now; `None` on a host without that file.
    pub fn now() -> Option<Self> {
        let stat = fs::read_to_string("/proc/stat").ok()?;
        let numbers: Vec<u64> =
            stat.lines().next()?.split_whitespace().skip(1).map_while(|n| n.parse().ok()).collect();
        let all = numbers.iter().take(8).sum();
        let idle = numbers.get(3)? + numbers.get(4)?;
        Some(Self { busy: all - idle, all })
    }

    /// The share of all CPUs' time that was worked since then, 0 to 1.
    pub fn share_since(self, before: Self) -> f64 {
        let all = self.all.saturating_sub(before.all);
        self.busy.saturating_sub(before.busy) as f64 / all.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_highest_of_each_class_is_kept() {
        let mut most = BTreeMap::new();
        for depth in [3, 7, 2] {
            let text = format!(
                "# TYPE minos_queue_depth gauge\nminos_queue_depth{{priority=\"run\"}} {depth}\n\
                 minos_queue_depth_other{{priority=\"x\"}} 99\n# EOF\n"
            );
            raise(&mut most, &samples(&text), "minos_queue_depth");
        }
        assert_eq!(most, BTreeMap::from([("run".to_owned(), 7.0)]));
    }
}
