//! Problems: the list, and the page where one is read and solved.

mod answers;
mod assist;
mod cases;
mod console;
mod draft;
mod editorial;
mod file;
mod list;
mod playback;
mod run;
mod show;
mod submit;

use actix_web::web;

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/problems", web::get().to(list::show))
        .route("/problems/{slug}", web::get().to(show::show))
        .route("/problems/{slug}/answers", web::post().to(answers::send))
        .route("/problems/{slug}/draft", web::post().to(draft::save))
        .route("/problems/{slug}/editorial", web::get().to(editorial::show))
        .route("/problems/{slug}/editorial/{lang}", web::get().to(editorial::document))
        .route("/problems/{slug}/files/{path:.*}", web::get().to(file::show))
        .route("/problems/{slug}/playback", web::get().to(playback::show))
        .route("/problems/{slug}/playback/forget", web::post().to(playback::forget))
        .route("/problems/{slug}/run", web::post().to(run::start))
        .route("/problems/{slug}/run-all", web::post().to(run::start_all))
        .route("/problems/{slug}/assist", web::get().to(assist::open))
        .route("/problems/{slug}/console", web::get().to(console::open))
        .route("/problems/{slug}/cases", web::post().to(cases::keep))
        .route("/problems/{slug}/cases/{id}/remove", web::post().to(cases::remove))
        .route("/problems/{slug}/submit", web::post().to(submit::send));
}
