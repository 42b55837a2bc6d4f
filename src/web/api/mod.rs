//! The API under `/api/v1`.

mod input;
mod problem_json;

use actix_web::{middleware::from_fn, web};

pub(super) use input::{json, path, query};

/// Puts the API into a server.
pub fn configure(service: &mut web::ServiceConfig) {
    let v1 = web::scope("/v1");
    service.service(
        web::scope("/api")
            .wrap(from_fn(problem_json::render))
            .service(v1)
            .default_service(web::to(|| async { actix_web::HttpResponse::NotFound().finish() })),
    );
}
