//! What becomes of dead letters.

use actix_web::web;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::DeadPick,
    web::{State, csrf::CsrfForm},
};

/// A form's fields: `job` as often as jobs are picked, or `all`.
type Fields = Vec<(String, String)>;

fn pick(fields: &Fields) -> DeadPick {
    if fields.iter().any(|(name, _)| name == "all") {
        return DeadPick { jobs: Vec::new(), all: true };
    }
    let jobs = fields.iter().filter(|(name, _)| name == "job");
    DeadPick { jobs: jobs.filter_map(|(_, job)| job.parse().ok()).collect(), all: false }
}

pub(super) async fn retry(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(fields): CsrfForm<Fields>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.retry_dead_letters(&viewer, &pick(&fields))).await?;
    Ok(redirect("/admin/queue"))
}

pub(super) async fn discard(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(fields): CsrfForm<Fields>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.discard_dead_letters(&viewer, &pick(&fields))).await?;
    Ok(redirect("/admin/queue"))
}
