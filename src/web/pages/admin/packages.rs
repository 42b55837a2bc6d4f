//! Importing a package by its form, and exporting one.

use actix_multipart::Multipart;
use actix_web::{HttpRequest, web};

use super::{
    super::{Answer, Frame, render},
    problems::ProblemsPage,
};
use crate::web::{State, download, errors::Kind, upload};

/// The list of problems again, with what became of the package: sending the form once more changes
/// nothing.
pub(super) async fn upload(
    req: HttpRequest,
    frame: Frame,
    state: web::Data<State>,
    body: Multipart,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let asking = viewer.clone();
    state.ask(move |app| app.may_upload(&asking)).await?;
    let done = match upload::receive(body, state.config.http.package_mib, Some(&req)).await {
        Ok(archive) => state.ask(move |app| app.upload(&viewer, &archive.path)).await,
        Err(failure) => Err(failure),
    };
    let mut page = ProblemsPage::load(frame, &state).await?;
    match done {
        Ok(uploaded) => page.uploaded = Some(uploaded),
        Err(failure) => {
            if !matches!(failure.kind, Kind::Invalid | Kind::InvalidPackage | Kind::TooLarge) {
                return Err(failure);
            }
            page.findings = failure.findings.to_vec();
            page.wrong = failure.english();
            let mut answer = render(page.frame.words, &page)?;
            *answer.status_mut() = failure.kind.status();
            return Ok(answer);
        }
    }
    render(page.frame.words, &page)
}

pub(super) async fn download(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    download::package(&state, viewer, slug.into_inner()).await
}
