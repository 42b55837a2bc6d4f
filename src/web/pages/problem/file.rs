//! A problem's public files.

use actix_web::web;

use super::super::{Answer, Frame, download};
use crate::web::State;

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, path) = path.into_inner();
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let viewer = frame.user;
    let data = state.ask(move |app| app.attachment(viewer.as_ref(), &slug, &path)).await?;
    Ok(download(name, data))
}
