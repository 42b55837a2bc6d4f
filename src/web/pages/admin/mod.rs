//! For admins: the dashboard, the queue and its dead letters, abuse, users and their classes,
//! problems, the first steps; for judges too: rejudges.

mod abuse;
mod access;
mod audit;
mod chart;
mod classes;
mod dashboard;
mod dead;
mod enrol;
mod packages;
mod problems;
mod queue;
mod rejudges;
mod start;
mod user;
mod users;

use actix_web::web;

use super::{Answer, Frame, redirect};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/admin", web::get().to(index))
        .route("/admin/dashboard", web::get().to(dashboard::show))
        .route("/admin/queue", web::get().to(queue::show))
        .route("/admin/queue.csv", web::get().to(queue::export))
        .route("/admin/queue/mode", web::post().to(queue::set_mode))
        .route("/admin/dead.csv", web::get().to(dead::export))
        .route("/admin/dead/retry", web::post().to(dead::retry))
        .route("/admin/dead/discard", web::post().to(dead::discard))
        .route("/admin/start", web::get().to(start::show))
        .route("/admin/users", web::get().to(users::show))
        .route("/admin/users.csv", web::get().to(users::export))
        .route("/admin/users/enrol", web::get().to(enrol::show))
        .route("/admin/users/enrol", web::post().to(enrol::make))
        .route("/admin/users/{name}", web::get().to(user::show))
        .route("/admin/users/{name}/password", web::post().to(user::reset_password))
        .route("/admin/users/{name}/classes", web::post().to(user::set_classes))
        .route("/admin/users/{name}/role", web::post().to(access::set_role))
        .route("/admin/users/{name}/access", web::post().to(access::set_disabled))
        .route("/admin/users/{name}/restore", web::post().to(abuse::restore))
        .route("/admin/classes", web::get().to(classes::show))
        .route("/admin/classes", web::post().to(classes::put))
        .route("/admin/classes.csv", web::get().to(classes::export))
        .route("/admin/classes/remove", web::post().to(classes::remove))
        .route("/admin/abuse", web::get().to(abuse::show))
        .route("/admin/abuse.csv", web::get().to(abuse::export))
        .route("/admin/abuse/suspend", web::post().to(abuse::suspend))
        .route("/admin/audit", web::get().to(audit::show))
        .route("/admin/audit.csv", web::get().to(audit::export))
        .route("/admin/rejudges.csv", web::get().to(rejudges::export))
        .route("/admin/rejudges/{id}.csv", web::get().to(rejudges::export_set))
        .route("/admin/rejudges", web::get().to(rejudges::list))
        .route("/admin/rejudges", web::post().to(rejudges::create))
        .route("/admin/rejudges/{id}", web::get().to(rejudges::show))
        .route("/admin/rejudges/{id}/apply", web::post().to(rejudges::apply))
        .route("/admin/rejudges/{id}/discard", web::post().to(rejudges::discard))
        .route("/admin/problems", web::get().to(problems::show))
        .route("/admin/problems", web::post().to(packages::upload))
        .route("/admin/problems/{slug}/judging", web::post().to(problems::set_judging))
        .route("/admin/problems/{slug}/package", web::get().to(packages::download))
        .route("/admin/problems.csv", web::get().to(problems::export))
        .route("/admin/problems/{slug}/visibility", web::post().to(problems::set_hidden));
}

async fn index(frame: Frame) -> Answer {
    let is_judge_alone = frame.is_judge() && !frame.is_admin();
    Ok(redirect(if is_judge_alone { "/admin/rejudges" } else { "/admin/dashboard" }))
}
