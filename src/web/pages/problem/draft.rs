//! Keeping a draft, as the editor's script asks for it while one types.

use actix_web::{HttpResponse, web};
use serde::Deserialize;

use super::super::{Answer, Frame};
use crate::web::{State, csrf::CsrfForm};

#[derive(Deserialize)]
pub(super) struct Draft {
    language: String,
    source: String,
}

pub(super) async fn save(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(draft): CsrfForm<Draft>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state
        .ask(move |app| app.save_draft(&viewer, &slug, &draft.language, None, &draft.source))
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
