//! Submissions: the list, the page, notes, comparing two, judging
//! again, taking back.

mod answer;
mod cancel;
mod compare;
mod list;
mod note;
mod rejudge;
mod show;

use actix_web::web;

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/submissions", web::get().to(list::show))
        .route("/submissions.csv", web::get().to(list::export))
        .route("/submissions/compare", web::get().to(compare::show))
        .route("/submissions/{id}", web::get().to(show::show))
        .route("/submissions/{id}/answers/{path:.*}", web::get().to(answer::show))
        .route("/submissions/{id}/cancel", web::post().to(cancel::send))
        .route("/submissions/{id}/note", web::post().to(note::set))
        .route("/submissions/{id}/rejudge", web::post().to(rejudge::send));
}
