//! The leaderboard.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, filters, render};
use crate::{
    app::{Leaderboard, LeaderboardQuery},
    web::State,
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
    render(frame.words, &LeaderboardPage { frame, board })
}
