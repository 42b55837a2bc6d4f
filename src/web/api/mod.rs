//! The API under `/api/v1`.

mod abuse;
mod audit;
mod catalog;
mod docs;
mod events;
mod input;
mod openapi;
mod packages;
mod problem_json;
mod queue;
mod rejudges;
mod runs;
mod submissions;

use actix_web::{FromRequest, Handler, HttpResponse, Resource, Responder, web};
pub(super) use input::{path, query};
pub use openapi::describe;
pub use problem_json::render;

/// Puts the API into a server.
pub fn configure(service: &mut web::ServiceConfig) {
    let v1 = web::scope("/v1")
        .configure(submissions::configure)
        .configure(runs::configure)
        .configure(events::configure)
        .configure(catalog::configure)
        .configure(abuse::configure)
        .configure(audit::configure)
        .configure(queue::configure)
        .configure(rejudges::configure)
        .configure(openapi::configure)
        .configure(docs::configure);
    let nothing = web::to(|| async { HttpResponse::NotFound().finish() });
    service.service(web::scope("/api").service(v1).default_service(nothing));
}

/// Whether an address is the API's.
#[must_use]
pub fn is_ours(path: &str) -> bool {
    path == "/api" || path.starts_with("/api/")
}

/// A resource that is read with GET, or with HEAD for its headers alone.
fn read<F, Args>(path: &str, handler: F) -> Resource
where
    F: Handler<Args> + Clone,
    Args: FromRequest + 'static,
    F::Output: Responder + 'static,
{
    web::resource(path).route(web::get().to(handler.clone())).route(web::head().to(handler))
}
