//! How the server does, drawn from its metrics.

use std::time::Instant;

use actix_web::web;
use askama::Template;
use jiff::Timestamp;

use super::{
    super::{Answer, Frame, filters, format, render},
    chart::{self, Series},
};
use crate::{
    app::Class,
    domain::{Role, Verdict},
    telemetry::{Reading, SPAN},
    web::{
        State,
        errors::{Failure, Kind},
        ops,
    },
};

/// How long things took in one language.
struct Times {
    language: String,
    count: String,
    median: String,
    p90: String,
    p99: String,
}

#[derive(Template)]
#[template(path = "admin/dashboard.html")]
struct DashboardPage {
    frame: Frame,
    tiles: Vec<(&'static str, String)>,
    classes: Vec<&'static str>,
    depth: String,
    lag: String,
    workers: String,
    verdicts: Vec<(&'static str, &'static str, String)>,
    verdict_mix: String,
    compiles: Vec<Times>,
    runs: Vec<Times>,
    abuse: Vec<(String, String)>,
    answers: Vec<(String, String)>,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    if frame.signed_in()?.role < Role::Admin {
        return Err(Failure::new(Kind::Forbidden, "only for the role admin"));
    }
    let now = Reading::parse(&ops::current(&state).await?);
    let lines = |metric: &str| state.history.lines(metric, Instant::now());
    let by_class = |metric: &str, unit: &str| {
        let mut all = lines(metric);
        let series: Vec<_> = Class::ALL
            .iter()
            .map(|class| Series {
                name: format::class(class),
                line: all.remove(class.word()).unwrap_or_default(),
            })
            .collect();
        chart::lines(&series, SPAN.as_secs_f64(), unit)
    };
    let whole = |metric: &str| lines(metric).remove("").unwrap_or_default();
    let workers = [
        Series { name: "Working", line: whole("minos_workers_busy") },
        Series { name: "There", line: whole("minos_workers") },
    ];
    let mix = now.by("minos_verdicts_total", "verdict");
    let of = |verdict: &Verdict| mix.get(verdict.code()).copied().unwrap_or_default();
    let parts: Vec<_> = Verdict::ALL.iter().map(|verdict| (verdict.code(), of(verdict))).collect();
    render(
        frame.words,
        &DashboardPage {
            frame,
            tiles: tiles(&now),
            classes: Class::ALL.iter().map(format::class).collect(),
            depth: by_class("minos_queue_depth", ""),
            lag: by_class("minos_queue_lag_seconds", " s"),
            workers: chart::lines(&workers, SPAN.as_secs_f64(), ""),
            verdicts: Verdict::ALL
                .iter()
                .map(|verdict| (verdict.code(), verdict.title(), of(verdict).to_string()))
                .collect(),
            verdict_mix: chart::shares(&parts),
            compiles: times(&now, "minos_compile_seconds"),
            runs: times(&now, "minos_run_seconds"),
            abuse: counted(&now, "minos_abuse_events_total", "kind"),
            answers: counted(&now, "minos_http_requests_total", "status"),
        },
    )
}

/// The numbers of this moment.
fn tiles(now: &Reading) -> Vec<(&'static str, String)> {
    let sum = |name: &str| now.sum(name);
    let oldest = now.by("minos_queue_lag_seconds", "priority").into_values().fold(0.0, f64::max);
    let taken = |from: &str| now.of("minos_sandboxes_taken_total", "from", from);
    let (ready, demand) = (taken("ready"), taken("demand"));
    let at_hand = if ready + demand > 0.0 { ready / (ready + demand) * 100.0 } else { 100.0 };
    vec![
        ("Jobs waiting", sum("minos_queue_depth").to_string()),
        ("Oldest waits", format!("{oldest:.1} s")),
        ("Workers busy", format!("{} of {}", sum("minos_workers_busy"), sum("minos_workers"))),
        ("Dead letters", sum("minos_dead_letters_waiting").to_string()),
        ("Retries", sum("minos_job_retries_total").to_string()),
        ("Sandboxes ready", sum("minos_sandboxes_ready").to_string()),
        ("Sandboxes at hand when wanted", format!("{at_hand:.0} %")),
        ("Sandbox failures", sum("minos_sandbox_failures_total").to_string()),
        ("Event streams", sum("minos_event_streams").to_string()),
        ("Accounts restricted", sum("minos_users_sanctioned").to_string()),
        ("Refused for later", now.of("minos_http_requests_total", "status", "429").to_string()),
        ("Database", bytes(sum("minos_database_size_bytes"))),
        ("Disk free", bytes(sum("minos_disk_free_bytes"))),
        ("Last backup", backup(sum("minos_last_backup_timestamp_seconds"), Timestamp::now())),
        ("Memory of the server", bytes(sum("minos_process_resident_memory_bytes"))),
        ("Running for", duration(sum("minos_uptime_seconds"))),
    ]
}

/// How long each language took, the most used first.
fn times(now: &Reading, metric: &str) -> Vec<Times> {
    let mut languages: Vec<_> =
        now.by(&format!("{metric}_count"), "language").into_iter().collect();
    languages.sort_by(|a, b| b.1.total_cmp(&a.1));
    let of = |(language, count): (String, f64)| {
        let at = |share| {
            let seconds = now.quantile(metric, "language", &language, share);
            seconds.map_or_else(|| "–".into(), |s| format!("{s:.3} s"))
        };
        let (median, p90, p99) = (at(0.5), at(0.9), at(0.99));
        Times { count: count.to_string(), median, p90, p99, language }
    };
    languages.into_iter().map(of).collect()
}

/// What a label's values were counted to, without those that never came.
fn counted(now: &Reading, metric: &str, label: &str) -> Vec<(String, String)> {
    let all = now.by(metric, label).into_iter().filter(|(_, count)| *count > 0.0);
    all.map(|(value, count)| (value, count.to_string())).collect()
}

fn bytes(bytes: f64) -> String {
    let mib = bytes / f64::from(1 << 20);
    if mib < 1024.0 { format!("{mib:.1} MiB") } else { format!("{:.1} GiB", mib / 1024.0) }
}

/// How long ago a backup was made, of a time since 1970; 0 is never.
fn backup(at: f64, now: Timestamp) -> String {
    if at == 0.0 {
        return "none".into();
    }
    format!("{} ago", duration((now.as_second() as f64 - at).max(0.0)))
}

fn duration(seconds: f64) -> String {
    let minutes = (seconds / 60.0).floor();
    if minutes < 120.0 {
        return format!("{minutes} min");
    }
    let hours = (minutes / 60.0).floor();
    if hours < 72.0 { format!("{hours} h") } else { format!("{} days", (hours / 24.0).floor()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_are_read_easily() {
        assert_eq!(bytes(3.0 * 1024.0 * 1024.0), "3.0 MiB");
        assert_eq!(bytes(5.5 * 1024.0 * 1024.0 * 1024.0), "5.5 GiB");
        assert_eq!(duration(59.0), "0 min");
        assert_eq!(duration(7300.0), "2 h");
        assert_eq!(duration(86400.0 * 4.0), "4 days");
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        assert_eq!(backup(1_700_000_000.0 - 7300.0, now), "2 h ago");
        assert_eq!(backup(0.0, now), "none");
    }
}
