//! Submissions: the page, its live events, judging again.

mod events;
mod rejudge;
mod show;

use actix_web::web;

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/submissions/{id}", web::get().to(show::show))
        .route("/submissions/{id}/events", web::get().to(events::stream))
        .route("/submissions/{id}/rejudge", web::post().to(rejudge::send));
}
