//! Pages for people: one file a page or action. A handler extracts, makes one call of the
//! use-cases, and renders or redirects; what it returns as a failure becomes a page in
//! [`errors`].

mod account;
mod admin;
mod csv;
mod design;
mod difference;
pub mod errors;
pub mod format;
mod frame;
mod help;
mod home;
mod leaderboard;
pub mod places;
mod problem;
mod run;
mod submission;
mod user;

use actix_web::{
    HttpResponse,
    http::header::{self, ContentDisposition, DispositionParam, DispositionType},
    web,
};
use askama::Template;
use frame::Frame;
use serde::Deserialize;

use super::{
    errors::Failure,
    words::{Words, filters},
};

/// The media type of pages.
const HTML: &str = "text/html; charset=utf-8";

/// What handlers return.
type Answer = Result<HttpResponse, Failure>;

/// A form without fields of its own: a button.
#[derive(Deserialize)]
struct Nothing {}

/// Puts the pages into a server.
pub fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/", web::get().to(home::show))
        .route("/design", web::get().to(design::show))
        .route("/help", web::get().to(help::show))
        .route("/leaderboard", web::get().to(leaderboard::show))
        .route("/leaderboard.csv", web::get().to(leaderboard::export))
        .route("/users/{name}", web::get().to(user::show))
        .route("/runs/{id}", web::get().to(run::show))
        .route("/runs/{id}/cancel", web::post().to(run::cancel))
        .route("/trials/{first}", web::get().to(run::show_trial))
        .configure(account::configure)
        .configure(admin::configure)
        .configure(problem::configure)
        .configure(submission::configure);
}

/// A page in a language.
fn render(words: Words, page: &impl Template) -> Answer {
    let html = html(words, page).map_err(|e| Failure::internal(&e))?;
    Ok(HttpResponse::Ok().content_type(HTML).body(html))
}

/// The HTML of a page in a language.
fn html(words: Words, page: &impl Template) -> askama::Result<String> {
    page.render_with_values(&words)
}

/// On to another page with GET, after an action.
fn redirect(to: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, to)).finish()
}

/// A file that somebody sent: always a download, for it must not run as a page of this site.
fn download(name: String, data: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .content_type("application/octet-stream")
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(name)],
        })
        .body(data)
}
