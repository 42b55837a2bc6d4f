//! The audit trail, for admins.

use actix_web::web;

use super::openapi::{BadRequest, Broken, Forbidden, Unauthenticated};
use crate::{
    app::{AuditList, AuditQuery},
    web::{State, errors::Failure, session::SignedIn},
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service.service(super::read("/audit", list));
}

/// What admins and judges did, newest first
///
/// Also commands (`console`) and the server's own rules (`rules`). For admins.
#[utoipa::path(
    get,
    path = "/api/v1/audit",
    operation_id = "listAudit",
    tag = "administration",
    params(AuditQuery),
    responses(
        (status = 200, description = "A page of the trail", body = AuditList),
        BadRequest, Unauthenticated, Forbidden, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn list(
    caller: SignedIn,
    state: web::Data<State>,
    query: web::Query<AuditQuery>,
) -> Result<web::Json<AuditList>, Failure> {
    let list = state.ask(move |app| app.audit(&caller.viewer, &query)).await?;
    Ok(web::Json(list))
}
