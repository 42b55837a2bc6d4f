//! Submissions: the list, the page, judging again.

mod answer;
mod list;
mod rejudge;
mod show;

use actix_web::web;

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/submissions", web::get().to(list::show))
        .route("/submissions/{id}", web::get().to(show::show))
        .route("/submissions/{id}/answers/{path:.*}", web::get().to(answer::show))
        .route("/submissions/{id}/rejudge", web::post().to(rejudge::send));
}
