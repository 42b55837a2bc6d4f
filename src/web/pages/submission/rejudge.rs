//! Judging a submission again.

use actix_web::web;

use super::super::{Answer, Frame, Nothing, redirect};
use crate::{
    app::NewRejudge,
    web::{State, csrf::CsrfForm},
};

pub(super) async fn send(
    frame: Frame,
    state: web::Data<State>,
    id: web::Path<i64>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let new = NewRejudge { submissions: vec![*id], ..NewRejudge::default() };
    let set = state.ask(move |app| app.rejudge(&viewer, &new)).await?;
    Ok(redirect(&format!("/admin/rejudges/{}", set.id)))
}
