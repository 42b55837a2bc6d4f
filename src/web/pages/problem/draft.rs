//! Keeping a draft, as the editor's script asks for it while one types.

use actix_web::{HttpResponse, http::StatusCode, web};
use askama::Template;
use serde::{Deserialize, Serialize};

use super::super::{Answer, Frame, difference::Difference, filters, render};
use crate::{
    app::{DraftSaved, DraftState, DraftView},
    web::{State, csrf::CsrfForm},
};

#[derive(Deserialize)]
pub(super) struct Draft {
    language: String,
    source: String,
    /// Revision that the text was made from; without one it overwrites what is there.
    base: Option<u64>,
}

/// The answer to a draft that is kept.
#[derive(Serialize)]
struct Kept {
    revision: u64,
}

/// The answer, with 409, to one that would overwrite another: both, for a person to choose.
#[derive(Template)]
#[template(path = "problem/conflict.html")]
struct Conflict {
    there: DraftView,
    difference: Difference,
}

pub(super) async fn save(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(draft): CsrfForm<Draft>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let new = DraftState { language: draft.language, source: draft.source, base: draft.base };
    let mine = new.source.clone();
    match state.ask(move |app| app.save_draft(&viewer, &slug, &new)).await? {
        DraftSaved::Kept(revision) => Ok(HttpResponse::Ok().json(Kept { revision })),
        DraftSaved::Stale(there) => {
            let difference = Difference::new(&there.source, &mine);
            let mut page = render(frame.words, &Conflict { there, difference })?;
            *page.status_mut() = StatusCode::CONFLICT;
            Ok(page)
        }
    }
}
