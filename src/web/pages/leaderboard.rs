//! The leaderboards: ever and by month, of everybody and of classes.

use actix_web::web;
use askama::Template;
use jiff::Timestamp;

use super::{Answer, Frame, csv, filters, format, render};
use crate::{
    app::{Leaderboard, LeaderboardQuery},
    domain::Month,
    web::{State, words::MonthOfYear},
};

#[derive(Template)]
#[template(path = "leaderboard.html")]
struct LeaderboardPage {
    frame: Frame,
    board: Leaderboard,
    classes: Vec<String>,
    month: Option<Month>,
    this_month: Month,
}

impl LeaderboardPage {
    /// The address of another board.
    fn at(&self, month: Option<&Month>, class: Option<&String>) -> String {
        let month = month.map(ToString::to_string).unwrap_or_default();
        let class = class.map(String::as_str).unwrap_or_default();
        let query = format::query(&[("month", &month), ("class", class)]);
        format!("/leaderboard{}", query.replacen('&', "?", 1))
    }

    /// The rest of this board's address, ready to append to another field.
    fn query(&self) -> String {
        let month = self.board.month.as_deref().unwrap_or_default();
        format::query(&[
            ("month", month),
            ("class", self.board.class.as_deref().unwrap_or_default()),
        ])
    }

    /// Where this board is to be had as a table.
    fn export_address(&self) -> String {
        format!("/leaderboard.csv{}", self.query().replacen('&', "?", 1))
    }

    /// Whether it may still change; an earlier month does by a rejudge alone.
    fn is_live(&self) -> bool {
        self.month.is_none_or(|month| month == self.this_month)
    }

    /// Most rows that a script may keep up to date by itself; none where the whole page must be
    /// asked for again.
    fn patchable(&self) -> Option<u32> {
        let whole = self.board.class.is_none() || self.board.pages == 1;
        Some(self.board.per_page).filter(|_| whole && self.board.page == 1)
    }

    /// The month as people call it.
    fn month_name(&self, month: &Month) -> MonthOfYear {
        MonthOfYear(month.first())
    }
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<LeaderboardQuery>,
) -> Answer {
    let viewer = frame.user.clone();
    let (board, classes) = state
        .ask(move |app| {
            Ok((app.leaderboard(viewer.as_ref(), &query)?, app.classrooms(viewer.as_ref())?))
        })
        .await?;
    let month = board.month.as_deref().and_then(Month::parse);
    let this_month = Month::of(Timestamp::now());
    render(frame.words, &LeaderboardPage { frame, board, classes, month, this_month })
}

/// Every line of a board, up to a bound.
pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    query: web::Query<LeaderboardQuery>,
) -> Answer {
    let (viewer, query) = (frame.user.clone(), query.into_inner());
    let lines = state
        .ask(move |app| {
            csv::all(|page| {
                let page = page.and_then(|page| u32::try_from(page).ok()).unwrap_or(1);
                let wanted = LeaderboardQuery {
                    page: Some(page),
                    per_page: Some(csv::PIECE),
                    ..query.clone()
                };
                let board = app.leaderboard(viewer.as_ref(), &wanted)?;
                Ok((board.rows, (page < board.pages).then_some(i64::from(page) + 1)))
            })
        })
        .await?;
    let rows = lines.into_iter().map(|line| {
        vec![
            line.rank.to_string(),
            line.name,
            line.solved.to_string(),
            line.score.to_string(),
            line.last_solved_at.map(|at| at.to_string()).unwrap_or_default(),
        ]
    });
    csv::table("leaderboard", &["rank", "user", "solved", "score", "last_solved_at"], rows)
}
