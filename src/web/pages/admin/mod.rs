//! For admins: the queue and its dead letters, users, problems.

mod access;
mod dead;
mod problems;
mod queue;
mod users;

use actix_web::web;

use super::{Answer, redirect};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/admin", web::get().to(index))
        .route("/admin/queue", web::get().to(queue::show))
        .route("/admin/dead/{job}/retry", web::post().to(dead::retry))
        .route("/admin/dead/{job}/discard", web::post().to(dead::discard))
        .route("/admin/users", web::get().to(users::show))
        .route("/admin/users/{name}/role", web::post().to(access::set_role))
        .route("/admin/users/{name}/access", web::post().to(access::set_disabled))
        .route("/admin/problems", web::get().to(problems::show))
        .route("/admin/problems/{slug}/visibility", web::post().to(problems::set_hidden));
}

async fn index() -> Answer {
    Ok(redirect("/admin/queue"))
}
