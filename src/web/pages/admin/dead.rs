//! What becomes of dead letters, and their export.

use actix_web::web;

use super::super::{Answer, Frame, csv, format, redirect};
use crate::{
    app::{self, App, DeadOutcome, DeadPick, DeadQuery, Viewer},
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
    fields: CsrfForm<Fields>,
) -> Answer {
    with_picked(&frame, &state, fields, App::retry_dead_letters).await
}

pub(super) async fn discard(
    frame: Frame,
    state: web::Data<State>,
    fields: CsrfForm<Fields>,
) -> Answer {
    with_picked(&frame, &state, fields, App::discard_dead_letters).await
}

/// Does something with the dead letters that are picked.
async fn with_picked(
    frame: &Frame,
    state: &State,
    CsrfForm(fields): CsrfForm<Fields>,
    act: fn(&App, &Viewer, &DeadPick) -> app::Result<DeadOutcome>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| act(app, &viewer, &pick(&fields))).await?;
    Ok(redirect("/admin/queue"))
}

/// Every dead letter that fits, the last sent first, up to a bound.
pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<DeadQuery>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let wanted = DeadQuery { limit: Some(csv::PIECE), ..query.into_inner() };
    let letters = state
        .ask(move |app| {
            csv::all(|before| {
                let list = app.dead_letters(&viewer, &DeadQuery { before, ..wanted.clone() })?;
                Ok((list.letters, list.next))
            })
        })
        .await?;
    let header =
        ["job", "what", "class", "user", "problem", "queued_at", "died_at", "attempts", "reason"];
    let rows = letters.into_iter().map(|letter| {
        vec![
            letter.job.to_string(),
            format::task(&letter.task),
            letter.class.word().to_owned(),
            letter.user,
            letter.problem.unwrap_or_default(),
            letter.queued_at.to_string(),
            letter.died_at.to_string(),
            letter.failures.len().to_string(),
            letter.reason,
        ]
    });
    csv::table("dead-letters", &header, rows)
}
