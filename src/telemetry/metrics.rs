//! What Minos counts, in Prometheus' terms. Every label has few values: a route's pattern and
//! never its path, a language's id and never what a client sent.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use prometheus_client::{
    encoding::{EncodeLabelSet, text},
    metrics::{
        counter::Counter,
        family::Family,
        gauge::Gauge,
        histogram::{Histogram, exponential_buckets},
        info::Info,
    },
    registry::{Registry, Unit},
};

use super::process::Process;
use crate::domain::{AbuseKind, Sanction, Verdict};

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Priority {
    priority: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct LanguageId {
    language: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct VerdictCode {
    verdict: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Exchange {
    method: &'static str,
    route: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    method: &'static str,
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Kind {
    kind: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Told {
    mode: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Cause {
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Laid {
    sanction: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Source {
    from: &'static str,
}

type Seconds<L> = Family<L, Histogram, fn() -> Histogram>;
type FloatGauge = Gauge<f64, AtomicU64>;

/// Every metric of one server; shared by all of its parts.
pub struct Metrics {
    registry: Registry,
    started: Instant,
    process: Process,
    queue_depth: Family<Priority, Gauge>,
    queue_delayed: Family<Priority, Gauge>,
    queue_lag: Family<Priority, FloatGauge>,
    queue_wait: Seconds<Priority>,
    queue_mode: Family<Told, Gauge>,
    refused: Family<Cause, Counter>,
    cancelled: Counter,
    cpu_pressure: FloatGauge,
    compile: Seconds<LanguageId>,
    run: Seconds<LanguageId>,
    verdicts: Family<VerdictCode, Counter>,
    workers: Gauge,
    workers_busy: Gauge,
    retries: Counter,
    dead_letters: Counter,
    dead_letters_waiting: Gauge,
    consoles: Gauge,
    assistants: Gauge,
    sandbox_failures: Counter,
    sandboxes_ready: Gauge,
    sandboxes_taken: Family<Source, Counter>,
    abuse: Family<Kind, Counter>,
    sanctions: Family<Laid, Counter>,
    users_under: Family<Laid, Gauge>,
    http_requests: Family<Exchange, Counter>,
    http_duration: Seconds<Route>,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// Every metric at zero.
    #[must_use]
    pub fn new() -> Self {
        let mut all = Self {
            registry: Registry::with_prefix("minos"),
            started: Instant::now(),
            process: Process::default(),
            queue_depth: Family::default(),
            queue_delayed: Family::default(),
            queue_lag: Family::default(),
            queue_wait: Seconds::new_with_constructor(seconds),
            queue_mode: Family::default(),
            refused: Family::default(),
            cancelled: Counter::default(),
            cpu_pressure: FloatGauge::default(),
            compile: Seconds::new_with_constructor(seconds),
            run: Seconds::new_with_constructor(seconds),
            verdicts: Family::default(),
            workers: Gauge::default(),
            workers_busy: Gauge::default(),
            retries: Counter::default(),
            dead_letters: Counter::default(),
            dead_letters_waiting: Gauge::default(),
            consoles: Gauge::default(),
            assistants: Gauge::default(),
            sandbox_failures: Counter::default(),
            sandboxes_ready: Gauge::default(),
            sandboxes_taken: Family::default(),
            abuse: Family::default(),
            sanctions: Family::default(),
            users_under: Family::default(),
            http_requests: Family::default(),
            http_duration: Seconds::new_with_constructor(seconds),
        };
        all.register();
        for verdict in Verdict::ALL {
            let _zero = all.verdicts.get_or_create(&VerdictCode { verdict: verdict.code() });
        }
        for kind in AbuseKind::ALL {
            let _zero = all.abuse.get_or_create(&Kind { kind: kind.word() });
        }
        for sanction in Sanction::ALL {
            let _zero = all.sanctions.get_or_create(&Laid { sanction: sanction.word() });
        }
        all
    }

    fn register(&mut self) {
        let r = &mut self.registry;
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        r.register("build", "What is running", build);
        self.process.register(r);
        r.register("queue_depth", "Jobs that wait for a worker", self.queue_depth.clone());
        r.register("queue_delayed", "Jobs that wait for a retry", self.queue_delayed.clone());
        r.register_with_unit(
            "queue_lag",
            "Age of the oldest job that waits",
            Unit::Seconds,
            self.queue_lag.clone(),
        );
        r.register_with_unit(
            "queue_wait",
            "How long a job waited before a worker took it",
            Unit::Seconds,
            self.queue_wait.clone(),
        );
        r.register(
            "queue_mode",
            "What the queue was told to do: 1 for that, 0 for the others",
            self.queue_mode.clone(),
        );
        r.register(
            "programs_refused",
            "Submissions and runs that the queue did not take",
            self.refused.clone(),
        );
        r.register("jobs_cancelled", "Submissions and runs taken back", self.cancelled.clone());
        r.register_with_unit(
            "cpu_pressure",
            "Share of the last ten seconds in which something waited for a CPU",
            Unit::Ratios,
            self.cpu_pressure.clone(),
        );
        r.register_with_unit(
            "compile",
            "Wall time of compiling one submission or run",
            Unit::Seconds,
            self.compile.clone(),
        );
        r.register_with_unit(
            "run",
            "Wall time of running a program once",
            Unit::Seconds,
            self.run.clone(),
        );
        r.register("verdicts", "Submissions judged", self.verdicts.clone());
        r.register("workers", "Worker threads", self.workers.clone());
        r.register("workers_busy", "Worker threads at work", self.workers_busy.clone());
        r.register("job_retries", "Jobs put back because judging failed", self.retries.clone());
        r.register(
            "dead_letters",
            "Jobs laid with the dead letters since the start",
            self.dead_letters.clone(),
        );
        r.register(
            "dead_letters_waiting",
            "Jobs that lie with the dead letters now",
            self.dead_letters_waiting.clone(),
        );
        r.register("consoles", "Programs that their users talk to now", self.consoles.clone());
        let running = self.assistants.clone();
        r.register("language_servers", "Language servers that run now", running);
        r.register(
            "sandbox_failures",
            "Failures of the sandbox itself",
            self.sandbox_failures.clone(),
        );
        r.register(
            "sandboxes_ready",
            "Sandboxes made ahead of time that nobody uses yet",
            self.sandboxes_ready.clone(),
        );
        r.register(
            "sandboxes_taken",
            "Sandboxes handed out, ready or made while somebody waited",
            self.sandboxes_taken.clone(),
        );
        r.register(
            "abuse_events",
            "Programs that tried what they should not, by what",
            self.abuse.clone(),
        );
        r.register(
            "abuse_sanctions",
            "Accounts throttled or suspended by the rules since the start",
            self.sanctions.clone(),
        );
        r.register(
            "users_sanctioned",
            "Accounts that are throttled or suspended now",
            self.users_under.clone(),
        );
        r.register("http_requests", "HTTP requests answered", self.http_requests.clone());
        r.register_with_unit(
            "http_request_duration",
            "Time from a request's head to its response's head",
            Unit::Seconds,
            self.http_duration.clone(),
        );
    }

    /// What waits in the queue now: jobs of a priority that are ready and that wait for a retry,
    /// and how long the oldest ready one has waited.
    pub fn queue(&self, priority: &'static str, ready: u64, delayed: u64, lag: Duration) {
        let label = Priority { priority };
        self.queue_depth.get_or_create(&label).set(count(ready));
        self.queue_delayed.get_or_create(&label).set(count(delayed));
        self.queue_lag.get_or_create(&label).set(lag.as_secs_f64());
    }

    /// A job was taken by a worker after this wait.
    pub fn taken(&self, priority: &'static str, waited: Duration) {
        self.queue_wait.get_or_create(&Priority { priority }).observe(waited.as_secs_f64());
    }

    /// What the queue was told to do, of all that it can be told.
    pub fn queue_mode(&self, modes: impl IntoIterator<Item = &'static str>, told: &str) {
        for mode in modes {
            self.queue_mode.get_or_create(&Told { mode }).set(i64::from(mode == told));
        }
    }

    /// A submission or run was not taken.
    pub fn refused(&self, reason: &'static str) {
        self.refused.get_or_create(&Cause { reason }).inc();
    }

    /// A submission or run was taken back.
    pub fn cancelled(&self) {
        self.cancelled.inc();
    }

    /// The share of the time in which something waits for a CPU now, 0 to 1.
    pub fn cpu_pressure(&self, share: f64) {
        self.cpu_pressure.set(share);
    }

    /// A source was compiled, well or not. `language` is a profile's id.
    pub fn compiled(&self, language: &str, wall: Duration) {
        let label = LanguageId { language: language.into() };
        self.compile.get_or_create(&label).observe(wall.as_secs_f64());
    }

    /// A program ran once. `language` is a profile's id.
    pub fn ran(&self, language: &str, wall: Duration) {
        let label = LanguageId { language: language.into() };
        self.run.get_or_create(&label).observe(wall.as_secs_f64());
    }

    /// A submission was judged.
    pub fn judged(&self, verdict: Verdict) {
        self.verdicts.get_or_create(&VerdictCode { verdict: verdict.code() }).inc();
    }

    /// A program tried what it should not.
    pub fn abused(&self, kind: AbuseKind) {
        self.abuse.get_or_create(&Kind { kind: kind.word() }).inc();
    }

    /// The rules laid something on an account.
    pub fn sanctioned(&self, sanction: Sanction) {
        self.sanctions.get_or_create(&Laid { sanction: sanction.word() }).inc();
    }

    /// How the sandboxes stand: ready now; handed out since the start from those that were ready,
    /// and made on demand.
    pub fn sandboxes(&self, ready: u64, from_ready: u64, on_demand: u64) {
        self.sandboxes_ready.set(count(ready));
        for (from, taken) in [("ready", from_ready), ("demand", on_demand)] {
            // They are counted where they are made; here the total is taken over.
            let counter = self.sandboxes_taken.get_or_create(&Source { from });
            counter.inner().store(taken, Ordering::Relaxed);
        }
    }

    /// How many accounts are under a sanction now.
    pub fn users_under(&self, sanction: Sanction, users: u64) {
        self.users_under.get_or_create(&Laid { sanction: sanction.word() }).set(count(users));
    }

    /// How many worker threads there are now, and how many of them work.
    pub fn workers(&self, total: u64, busy: u64) {
        self.workers.set(count(total));
        self.workers_busy.set(count(busy));
    }

    /// What the database takes, and of its disk what is free and all, bytes.
    pub fn disk(&self, database: u64, free: u64, size: u64) {
        self.process.disk(database, free, size);
    }

    /// When the latest scheduled backup was made, seconds since 1970, and the time between two.
    pub fn backups(&self, last: Option<i64>, interval: Duration) {
        self.process.backups(last, interval);
    }

    /// How many streams of events are open.
    pub fn streams(&self, open: usize) {
        self.process.streams(open);
    }

    /// A job was put back because judging failed.
    pub fn retried(&self) {
        self.retries.inc();
    }

    /// A job was laid with the dead letters.
    pub fn died(&self) {
        self.dead_letters.inc();
    }

    /// How many jobs lie with the dead letters now.
    pub fn dead_letters_waiting(&self, total: u64) {
        self.dead_letters_waiting.set(count(total));
    }

    /// How many programs are talked to now, and how many language servers run.
    pub fn sessions(&self, consoles: usize, assistants: usize) {
        self.consoles.set(count(consoles as u64));
        self.assistants.set(count(assistants as u64));
    }

    /// The sandbox itself failed.
    pub fn sandbox_failed(&self) {
        self.sandbox_failures.inc();
    }

    /// A request was answered. `route` is the pattern that matched.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let exchange = Exchange { method, route: route.into(), status };
        self.http_requests.get_or_create(&exchange).inc();
        let route = Route { method, route: route.into() };
        self.http_duration.get_or_create(&route).observe(took.as_secs_f64());
    }

    /// Everything, in the OpenMetrics text format.
    #[must_use]
    pub fn text(&self) -> String {
        self.process.look(self.started.elapsed().as_secs_f64());
        let mut out = String::new();
        text::encode(&mut out, &self.registry).expect("writing to a string does not fail");
        out
    }
}

/// 1 ms to about 2 minutes.
fn seconds() -> Histogram {
    Histogram::new(exponential_buckets(0.001, 2.0, 18))
}

fn count(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Metrics in which each has been counted.
    fn every_metric() -> Metrics {
        let metrics = Metrics::new();
        metrics.queue("practice", 3, 1, Duration::from_secs(2));
        metrics.taken("practice", Duration::from_millis(5));
        metrics.queue_mode(["running", "paused"], "paused");
        metrics.refused("full");
        metrics.cancelled();
        metrics.cpu_pressure(0.25);
        metrics.compiled("cpp", Duration::from_millis(300));
        metrics.ran("cpp", Duration::from_millis(3));
        metrics.judged(Verdict::WrongAnswer);
        metrics.abused(AbuseKind::Syscall);
        metrics.sanctioned(Sanction::Throttled);
        metrics.users_under(Sanction::Suspended, 2);
        metrics.workers(4, 1);
        metrics.sandboxes(3, 40, 2);
        metrics.retried();
        metrics.died();
        metrics.dead_letters_waiting(1);
        metrics.sessions(2, 3);
        metrics.sandbox_failed();
        metrics.answered("GET", "/problems/{slug}", 200, Duration::from_millis(4));
        metrics.disk(4096, 8192, 16384);
        metrics.streams(3);
        metrics.backups(Some(1_700_000_000), Duration::from_secs(3600));
        metrics
    }

    #[test]
    fn every_metric_has_help_and_its_unit() {
        let metrics = every_metric();
        let text = metrics.text();
        for line in [
            "minos_queue_depth{priority=\"practice\"} 3",
            "minos_queue_delayed{priority=\"practice\"} 1",
            "minos_queue_lag_seconds{priority=\"practice\"} 2.0",
            "minos_queue_wait_seconds_count{priority=\"practice\"} 1",
            "minos_queue_mode{mode=\"running\"} 0",
            "minos_queue_mode{mode=\"paused\"} 1",
            "minos_programs_refused_total{reason=\"full\"} 1",
            "minos_jobs_cancelled_total 1",
            "minos_cpu_pressure_ratios 0.25",
            "minos_compile_seconds_count{language=\"cpp\"} 1",
            "minos_run_seconds_count{language=\"cpp\"} 1",
            "minos_verdicts_total{verdict=\"WA\"} 1",
            "minos_verdicts_total{verdict=\"AC\"} 0",
            "minos_workers 4",
            "minos_workers_busy 1",
            "minos_job_retries_total 1",
            "minos_dead_letters_total 1",
            "minos_dead_letters_waiting 1",
            "minos_consoles 2",
            "minos_language_servers 3",
            "minos_sandbox_failures_total 1",
            "minos_sandboxes_ready 3",
            "minos_sandboxes_taken_total{from=\"ready\"} 40",
            "minos_sandboxes_taken_total{from=\"demand\"} 2",
            "minos_abuse_events_total{kind=\"syscall\"} 1",
            "minos_abuse_events_total{kind=\"files\"} 0",
            "minos_abuse_sanctions_total{sanction=\"throttled\"} 1",
            "minos_users_sanctioned{sanction=\"suspended\"} 2",
            "minos_http_requests_total{method=\"GET\",route=\"/problems/{slug}\",status=\"200\"} 1",
            "minos_database_size_bytes 4096",
            "minos_disk_free_bytes 8192",
            "minos_event_streams 3",
            "minos_last_backup_timestamp_seconds 1700000000",
            "minos_backup_interval_seconds 3600",
            "# UNIT minos_run_seconds seconds",
            "# UNIT minos_database_size_bytes bytes",
            "# EOF",
        ] {
            assert!(text.lines().any(|l| l == line), "no {line:?} in\n{text}");
        }
        let types = text.lines().filter(|l| l.starts_with("# TYPE")).count();
        let helps = text.lines().filter(|l| l.starts_with("# HELP")).count();
        assert_eq!(types, helps);
    }

    /// Words that begin as our metrics do.
    fn named(text: &str) -> BTreeSet<&str> {
        let of_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        text.split(|c| !of_name(c)).filter(|word| word.starts_with("minos_")).collect()
    }

    #[test]
    fn dashboards_and_alerts_name_metrics_that_exist() {
        let text = every_metric().text();
        let samples = text.lines().filter(|line| !line.starts_with('#'));
        let known: BTreeSet<_> = samples.filter_map(|line| line.split(['{', ' ']).next()).collect();
        let files = ["packaging/grafana/minos.json", "packaging/prometheus/minos.rules.yml"];
        for file in files {
            let text = std::fs::read_to_string(file).expect(file);
            let named = named(&text);
            assert!(named.len() > 5, "{file} names hardly any");
            let unknown: Vec<_> = named.difference(&known).collect();
            assert!(unknown.is_empty(), "{file} names no metrics: {unknown:?}");
        }
    }

    #[test]
    fn names_end_with_their_unit_and_counters_with_total() {
        let text = every_metric().text();
        for line in text.lines() {
            if let Some((name, unit)) = line.strip_prefix("# UNIT ").and_then(|l| l.split_once(' '))
            {
                assert!(name.ends_with(unit), "{line}");
            }
            let is_time = |name: &str| {
                ["_ms", "_us", "_millis", "_kib", "_mib"].iter().any(|unit| name.ends_with(unit))
            };
            let name = line.split(['{', ' ']).next().unwrap_or_default();
            assert!(!is_time(name), "{line}: base units, seconds and bytes");
        }
    }

    #[test]
    fn labels_have_few_values() {
        // Of what clients choose, nothing is a label; languages and routes are known at start.
        let allowed = [
            "priority", "language", "verdict", "method", "route", "status", "kind", "sanction",
            "from", "mode", "reason", "version", "le",
        ];
        let text = every_metric().text();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            for label in line.split_once('{').map_or("", |(_, l)| l).split("=\"").filter_map(|p| {
                p.rsplit([',', '{'])
                    .next()
                    .filter(|name| name.chars().all(|c| c.is_ascii_lowercase()))
            }) {
                let last = label.is_empty() || allowed.contains(&label);
                assert!(last, "{line}: is the label `{label}` bounded?");
            }
        }
    }
}
