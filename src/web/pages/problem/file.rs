//! A problem's public files.

use actix_web::{
    HttpResponse,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    web,
};

use super::super::{Answer, Frame};
use crate::web::State;

/// Always a download: a file of a package must not run as a page of this site.
pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, path) = path.into_inner();
    let name = path.rsplit('/').next().unwrap_or_default().to_owned();
    let viewer = frame.user;
    let data = state.ask(move |app| app.attachment(viewer.as_ref(), &slug, &path)).await?;
    Ok(HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(name)],
        })
        .body(data))
}
