//! Who solved most.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Result, paging::Page};
use crate::store::Standing;

/// Which page of the leaderboard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct LeaderboardQuery {
    /// Page, from 1.
    pub page: Option<u32>,
    /// Users a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of the leaderboard.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Leaderboard {
    /// The users, best first.
    pub rows: Vec<LeaderboardRow>,
    /// Users on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// A user's line.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LeaderboardRow {
    /// Rank, from 1; those who tie share one.
    pub rank: u64,
    /// User's name.
    pub name: String,
    /// Problems solved.
    pub solved: u64,
    /// Sum of best scores.
    pub score: f64,
    /// When the last solved problem was first accepted; earlier wins a tie.
    pub last_solved_at: Option<Timestamp>,
}

impl App {
    /// A page of the leaderboard: every enabled account with points.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn leaderboard(&self, query: &LeaderboardQuery) -> Result<Leaderboard> {
        let page = Page::new(query.page, query.per_page);
        let (lines, total) = self.core.store.standings(page.offset(), page.size.into())?;
        Ok(Leaderboard {
            rows: lines.into_iter().map(LeaderboardRow::from).collect(),
            total,
            page: page.number,
            pages: page.count(total),
        })
    }

    /// The whole leaderboard, computed afresh from the submissions; nothing is written.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn leaderboard_afresh(&self) -> Result<Vec<LeaderboardRow>> {
        let lines = self.core.store.standings_afresh()?;
        Ok(lines.into_iter().map(LeaderboardRow::from).collect())
    }
}

impl From<Standing> for LeaderboardRow {
    fn from(line: Standing) -> Self {
        let Standing { rank, name, solved, score, last_solved_at } = line;
        Self { rank, name, solved, score, last_solved_at }
    }
}
