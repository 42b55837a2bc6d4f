//! The leaderboard and its stream of changes.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::{Answer, Frame, render};
use crate::{
    app::{Leaderboard, LeaderboardQuery},
    web::{State, events as stream},
};

#[derive(Template)]
#[template(path = "leaderboard.html")]
struct LeaderboardPage {
    frame: Frame,
    board: Leaderboard,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<LeaderboardQuery>,
) -> Answer {
    let board = state.ask(move |app| app.leaderboard(&query)).await?;
    render(&LeaderboardPage { frame, board })
}

pub(super) async fn events(state: web::Data<State>) -> HttpResponse {
    stream::respond(state.app.watch_leaderboard(), &state)
}
