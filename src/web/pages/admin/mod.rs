//! For admins: the queue and its dead letters, abuse, users, problems.

mod abuse;
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
        .route("/admin/users/{name}/restore", web::post().to(abuse::restore))
        .route("/admin/abuse", web::get().to(abuse::show))
        .route("/admin/abuse/suspend", web::post().to(abuse::suspend))
        .route("/admin/problems", web::get().to(problems::show))
        .route("/admin/problems/{slug}/visibility", web::post().to(problems::set_hidden));
}

async fn index() -> Answer {
    Ok(redirect("/admin/queue"))
}
