//! What there is: languages, problems, the leaderboard, the caller.

use actix_web::web;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    openapi::{BadRequest, Broken, NotFound, Unauthenticated, Unprocessable},
    packages,
};
use crate::{
    app::{
        LanguageView, Leaderboard, LeaderboardQuery, Me, ProblemList, ProblemPage, ProblemQuery,
    },
    domain::Locale,
    web::{
        State,
        errors::Failure,
        session::{Caller, SignedIn},
    },
};

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .service(super::read("/languages", languages))
        .service(super::read("/problems", problems).route(web::post().to(packages::upload)))
        .service(super::read("/problems/{slug}", problem))
        .service(super::read("/problems/{slug}/package", packages::download))
        .service(super::read("/leaderboard", leaderboard))
        .service(super::read("/me", me));
}

/// Every language of the server.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct LanguageList {
    /// By name.
    languages: Vec<LanguageView>,
}

/// Languages
///
/// What programs may be written in here; the first version of each is its default.
#[utoipa::path(
    get,
    path = "/api/v1/languages",
    operation_id = "listLanguages",
    tag = "catalogue",
    responses((status = 200, description = "Every language of the server", body = LanguageList)),
)]
pub(super) async fn languages(state: web::Data<State>) -> web::Json<LanguageList> {
    web::Json(LanguageList { languages: state.app.languages() })
}

/// Problems, by name
///
/// With a token, each has your mark.
#[utoipa::path(
    get,
    path = "/api/v1/problems",
    operation_id = "listProblems",
    tag = "catalogue",
    params(ProblemQuery),
    responses(
        (status = 200, description = "A page of them", body = ProblemList),
        BadRequest, Unauthenticated, Broken,
    ),
    security((), ("token" = []), ("session" = [])),
)]
pub(super) async fn problems(
    caller: Caller,
    state: web::Data<State>,
    query: web::Query<ProblemQuery>,
) -> Result<web::Json<ProblemList>, Failure> {
    let list = state.ask(move |app| app.problems(caller.viewer(), &query)).await?;
    Ok(web::Json(list))
}

/// A problem
#[utoipa::path(
    get,
    path = "/api/v1/problems/{slug}",
    operation_id = "getProblem",
    tag = "catalogue",
    params(("slug" = String, Path, description = "The problem's short name")),
    responses(
        (status = 200, description = "Statement, samples, limits and languages",
            body = ProblemPage),
        Unauthenticated, NotFound, Broken,
    ),
    security((), ("token" = []), ("session" = [])),
)]
pub(super) async fn problem(
    caller: Caller,
    state: web::Data<State>,
    slug: web::Path<String>,
) -> Result<web::Json<ProblemPage>, Failure> {
    let page =
        state.ask(move |app| app.problem(caller.viewer(), &slug, None, Locale::English)).await?;
    Ok(web::Json(page))
}

/// A leaderboard, best first
///
/// Of everybody, or of a class that you belong to; ever, or in a calendar month.
#[utoipa::path(
    get,
    path = "/api/v1/leaderboard",
    operation_id = "getLeaderboard",
    tag = "catalogue",
    params(LeaderboardQuery),
    responses(
        (status = 200, description = "A page of it", body = Leaderboard),
        BadRequest, Unauthenticated, NotFound, Unprocessable, Broken,
    ),
    security((), ("token" = []), ("session" = [])),
)]
pub(super) async fn leaderboard(
    caller: Caller,
    state: web::Data<State>,
    query: web::Query<LeaderboardQuery>,
) -> Result<web::Json<Leaderboard>, Failure> {
    let board = state.ask(move |app| app.leaderboard(caller.viewer(), &query)).await?;
    Ok(web::Json(board))
}

/// You
#[utoipa::path(
    get,
    path = "/api/v1/me",
    operation_id = "getMe",
    tag = "catalogue",
    responses(
        (status = 200, description = "Your account and what you solved", body = Me),
        Unauthenticated, Broken,
    ),
    security(("token" = []), ("session" = [])),
)]
pub(super) async fn me(
    caller: SignedIn,
    state: web::Data<State>,
) -> Result<web::Json<Me>, Failure> {
    let me = state.ask(move |app| app.me(&caller.viewer)).await?;
    Ok(web::Json(me))
}
