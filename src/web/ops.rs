//! For operators and their machines: health, readiness, metrics.

use std::time::Instant;

use actix_web::{HttpResponse, web};
use serde_json::json;
use tracing::warn;

use super::{State, errors::Failure};
use crate::{
    app::Mode,
    telemetry::{self, Reading},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/healthz", web::get().to(health))
        .route("/readyz", web::get().to(ready))
        .route("/metrics", web::get().to(metrics));
}

/// The process answers.
async fn health() -> HttpResponse {
    HttpResponse::Ok().json(json!({ "status": "ok" }))
}

/// Whether every part can do its work: 200, or 503 with the parts that can't.
async fn ready(state: web::Data<State>) -> Result<HttpResponse, Failure> {
    let health = state.ask(|app| Ok(app.health())).await?;
    let closing = *state.closing.borrow();
    let mut response = if health.ready && !closing {
        HttpResponse::Ok()
    } else {
        HttpResponse::ServiceUnavailable()
    };
    Ok(response.json(json!({
        "ready": health.ready && !closing,
        "closing": closing,
        "parts": health.parts,
    })))
}

async fn metrics(state: web::Data<State>) -> Result<HttpResponse, Failure> {
    Ok(HttpResponse::Ok()
        .content_type("application/openmetrics-text; version=1.0.0; charset=utf-8")
        .body(current(&state).await?))
}

/// The metrics, with the numbers of this moment.
pub(super) async fn current(state: &State) -> Result<String, Failure> {
    let (now, disk) = state.ask(|app| Ok((app.gauges(), app.disk()))).await?;
    let metrics = &state.metrics;
    for (class, ready, delayed, lag) in now.queue {
        metrics.queue(class.word(), ready, delayed, lag);
    }
    metrics.queue_mode(Mode::ALL.map(Mode::word), now.mode.word());
    metrics.cpu_pressure(now.cpu_pressure);
    metrics.workers(now.workers.total, now.workers.busy);
    let stock = now.sandboxes;
    metrics.sandboxes(stock.ready as u64, stock.ready_when_wanted, stock.made_on_demand);
    metrics.sessions(now.consoles, now.assistants);
    metrics.dead_letters_waiting(now.dead_letters);
    for (sanction, users) in now.sanctions {
        metrics.users_under(sanction, users);
    }
    metrics.disk(disk.database, disk.free, disk.size);
    metrics.backups(now.last_backup.map(|at| at.as_second()), now.backup_interval);
    metrics.streams(state.streams.count());
    Ok(metrics.text())
}

/// Reads the metrics every few seconds, for the dashboard's past, until the server closes.
pub(super) async fn remember(state: web::Data<State>) {
    let mut closing = state.closing.clone();
    loop {
        match current(&state).await {
            Ok(text) => state.history.record(Instant::now(), &Reading::parse(&text)),
            Err(failure) => warn!(detail = failure.english(), "the metrics could not be read"),
        }
        tokio::select! {
            () = tokio::time::sleep(telemetry::EVERY) => {}
            _ = closing.wait_for(|closing| *closing) => return,
        }
    }
}
