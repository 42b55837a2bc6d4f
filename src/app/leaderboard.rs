//! Who solved most.

use std::sync::PoisonError;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Result, core::Core, paging::Page, ranking::Ranking};
use crate::{
    domain::UserId,
    store::{self, Standing},
};

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
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let (lines, total) = self
            .core
            .ranking(|ranking| (ranking.page(offset, page.size as usize), ranking.len() as u64))?;
        Ok(Leaderboard {
            rows: lines.iter().map(|(rank, line)| LeaderboardRow::new(*rank, line)).collect(),
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
        let lines = Ranking::new(self.core.store.standings_afresh()?).page(0, usize::MAX);
        Ok(lines.iter().map(|(rank, line)| LeaderboardRow::new(*rank, line)).collect())
    }
}

impl Core {
    /// Looks at the leaderboard, which is read from the database once and kept from then on.
    pub(super) fn ranking<T>(&self, look: impl FnOnce(&Ranking) -> T) -> store::Result<T> {
        let mut kept = self.ranking.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.is_none() {
            *kept = Some(Ranking::new(self.store.standings()?));
        }
        Ok(look(kept.get_or_insert_default()))
    }

    /// Brings the leaderboard in memory up to date with a user's line on disk.
    pub(super) fn rank_anew(&self, user: UserId) {
        let mut kept = self.ranking.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(ranking) = &mut *kept else { return };
        // Read under the lock: whoever comes last has seen every write before, of any thread.
        match self.store.standing(user) {
            Ok(line) => ranking.put(user, line),
            Err(error) => {
                tracing::error!(%error, "the leaderboard is read again");
                *kept = None;
            }
        }
    }

    /// Has the leaderboard read again before it is next looked at, after others wrote.
    pub(super) fn forget_ranking(&self) {
        *self.ranking.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl LeaderboardRow {
    fn new(rank: u64, line: &Standing) -> Self {
        let Standing { name, solved, score, last_solved_at, .. } = line;
        let (name, solved, score) = (name.clone(), *solved, *score);
        Self { rank, name, solved, score, last_solved_at: *last_solved_at }
    }
}
