//! What a load gave, for people and for machines.

use std::{collections::BTreeMap, time::Duration};

use serde::Serialize;

use super::{super::round, ledger::Books, observer::Queue};

/// Wrong verdicts named in the report.
const NAMED: usize = 20;

/// How long something took, milliseconds.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Latency {
    pub count: usize,
    pub p50_ms: f64,
    pub p90_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
}

impl Latency {
    /// Of these times, in any order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        let last = times.len().saturating_sub(1);
        let at = |share: f64| {
            // A share of a count: small and not negative.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let index = (last as f64 * share).ceil() as usize;
            round(times.get(index).map_or(0.0, |time| time.as_secs_f64() * 1e3), 1)
        };
        Self {
            count: times.len(),
            p50_ms: at(0.5),
            p90_ms: at(0.9),
            p99_ms: at(0.99),
            max_ms: at(1.0),
        }
    }
}

/// How the contest was played.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Setting {
    pub users: u32,
    pub contestants: u32,
    pub watchers: u32,
    pub minutes: f64,
    pub seed: u64,
    /// Different programs that were sent from.
    pub programs: usize,
    pub languages: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Report {
    #[serde(flatten)]
    pub setting: Setting,
    /// From the first log-in to the last verdict.
    pub seconds: f64,
    pub requests: usize,
    pub requests_per_second: f64,
    /// Everything that is read, together.
    pub page_reads: Latency,
    pub endpoints: BTreeMap<&'static str, Latency>,
    pub submissions: Submissions,
    pub queue: Queue,
    pub events: Events,
    /// Requests that were asked to come again later.
    pub refused: u64,
    pub errors: BTreeMap<String, u64>,
    /// Share of all CPUs' time that was used, by whoever.
    pub machine_busy: Option<f64>,
    /// The part of it that was this tool's.
    pub tool_busy: f64,
}

#[derive(Debug, Serialize)]
pub(super) struct Submissions {
    pub acknowledged: u64,
    pub judged: usize,
    pub judged_per_minute: f64,
    /// From the acknowledgement to the worker.
    pub to_worker: Latency,
    /// From being sent to the verdict.
    pub to_verdict: Latency,
    pub wrong: usize,
    pub wrong_named: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct Events {
    /// Events of the board that arrived, over all watchers.
    pub of_board: u64,
    pub lost_of_board: u64,
    pub lost_of_submissions: u64,
    pub broken_streams: u64,
}

/// Times of the machine meanwhile.
pub(super) struct Clocks {
    pub took: Duration,
    pub machine_busy: Option<f64>,
    pub tool_busy: f64,
}

impl Report {
    pub fn new(setting: Setting, mut books: Books, queue: Queue, clocks: &Clocks) -> Self {
        let seconds = clocks.took.as_secs_f64();
        let requests: usize = books.answers.values().map(Vec::len).sum();
        let is_page = |endpoint: &str| {
            endpoint.starts_with("GET ")
                && !endpoint.ends_with("events")
                && endpoint != "GET /metrics"
        };
        let pages = books.answers.iter().filter(|(endpoint, _)| is_page(endpoint));
        let page_reads = Latency::of(pages.flat_map(|(_, times)| times.iter().copied()).collect());
        let wrong = std::mem::take(&mut books.wrong);
        let judged = books.to_verdict.len();
        Self {
            setting,
            seconds: round(seconds, 1),
            requests,
            requests_per_second: round(requests as f64 / seconds, 1),
            page_reads,
            submissions: Submissions {
                acknowledged: books.acknowledged,
                judged,
                judged_per_minute: round(judged as f64 / seconds * 60.0, 1),
                wrong: wrong.len(),
                wrong_named: wrong.into_iter().take(NAMED).collect(),
                to_worker: Latency::of(std::mem::take(&mut books.to_worker)),
                to_verdict: Latency::of(std::mem::take(&mut books.to_verdict)),
            },
            events: Events {
                of_board: books.heard.iter().flat_map(BTreeMap::values).sum(),
                lost_of_board: books.lost_of_board(),
                lost_of_submissions: books.lost_of_submissions,
                broken_streams: books.broken_streams,
            },
            refused: books.refused,
            errors: std::mem::take(&mut books.errors),
            endpoints: std::mem::take(&mut books.answers)
                .into_iter()
                .map(|(endpoint, times)| (endpoint, Latency::of(times)))
                .collect(),
            queue,
            machine_busy: clocks.machine_busy.map(|share| round(share, 3)),
            tool_busy: round(clocks.tool_busy, 3),
        }
    }

    /// Whether nothing went wrong.
    pub fn is_clean(&self) -> bool {
        let Submissions { acknowledged, judged, wrong, .. } = self.submissions;
        let events = &self.events;
        self.errors.is_empty()
            && wrong == 0
            && acknowledged == judged as u64
            && events.lost_of_board + events.lost_of_submissions == 0
            && self.queue.dead_letters == 0.0
    }

    pub fn print(&self) {
        let Setting { users, contestants, watchers, programs, ref languages, .. } = self.setting;
        println!(
            "{users} users ({contestants} taking part, {watchers} watching the board), {} s, \
             {programs} programs in {}\n",
            self.seconds,
            languages.join(", ")
        );
        println!(
            "{:<38} {:>7} {:>9} {:>9} {:>9} {:>9}",
            "", "count", "p50 ms", "p90 ms", "p99 ms", "max ms"
        );
        let line = |name: &str, l: &Latency| {
            let Latency { count, p50_ms, p90_ms, p99_ms, max_ms } = l;
            println!("{name:<38} {count:>7} {p50_ms:>9} {p90_ms:>9} {p99_ms:>9} {max_ms:>9}");
        };
        for (endpoint, latency) in &self.endpoints {
            line(endpoint, latency);
        }
        line("all page reads", &self.page_reads);
        line("submitted to worker", &self.submissions.to_worker);
        line("submitted to verdict", &self.submissions.to_verdict);
        self.print_counts();
    }

    fn print_counts(&self) {
        let Submissions { acknowledged, judged, judged_per_minute, wrong, .. } = self.submissions;
        println!(
            "\n{} requests, {} a second; {} refused for later",
            self.requests, self.requests_per_second, self.refused
        );
        println!(
            "{acknowledged} submissions acknowledged, {judged} judged ({judged_per_minute} a \
             minute), {wrong} wrong"
        );
        for wrong in &self.submissions.wrong_named {
            println!("  {wrong}");
        }
        let Queue { deepest, longest_lag_seconds, dead_letters, retries } = &self.queue;
        for (class, depth) in deepest.iter().filter(|(_, depth)| **depth > 0.0) {
            let lag = longest_lag_seconds.get(class).copied().unwrap_or_default();
            println!("queue, {class}: at most {depth} waiting, the oldest for {lag:.1} s");
        }
        println!("{dead_letters} dead letters, {retries} retries");
        let Events { of_board, lost_of_board, lost_of_submissions, broken_streams } = self.events;
        println!(
            "{of_board} events of the board heard, {lost_of_board} lost; {lost_of_submissions} of \
             submissions lost; {broken_streams} streams broken"
        );
        if let Some(busy) = self.machine_busy {
            println!(
                "CPUs {:.0} % busy, {:.0} % with this tool",
                busy * 100.0,
                self.tool_busy * 100.0
            );
        }
        for (error, times) in &self.errors {
            println!("ERROR, {times} times: {error}");
        }
        if self.refused > 0 {
            println!(
                "All users come from one address here. A server that counts 127.0.0.1 among its \
                 trusted_proxies tells them apart."
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_measured() {
        let times = (1..=100).rev().map(Duration::from_millis).collect();
        let Latency { count, p50_ms, p90_ms, p99_ms, max_ms } = Latency::of(times);
        assert_eq!((count, p50_ms, p90_ms, p99_ms, max_ms), (100, 51.0, 91.0, 100.0, 100.0));
        assert_eq!(Latency::of(Vec::new()).max_ms, 0.0);
    }
}
