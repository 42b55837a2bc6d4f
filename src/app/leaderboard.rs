//! Who solved most: ever or in a month, of everybody or of a class.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, Reason, Result, Viewer, paging::Page, ranking::Ranking};
use crate::{
    domain::{Month, Period},
    store::Standing,
};

/// Which page of which leaderboard.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct LeaderboardQuery {
    /// What was reached in this calendar month (UTC), `2026-11`: problems first solved in it, and
    /// by how much best scores grew. Everything when missing.
    pub month: Option<String>,
    /// The members of this class, by name, all of them; for its members and judges. Everybody with
    /// points when missing.
    pub class: Option<String>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Users a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of a leaderboard.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Leaderboard {
    /// The calendar month (UTC) that it is about, `2026-11`; `None` for everything.
    pub month: Option<String>,
    /// The class that it is about; `None` for everybody.
    pub class: Option<String>,
    /// The users, best first.
    pub rows: Vec<LeaderboardRow>,
    /// Users on all pages.
    pub total: u64,
    /// Most users a page.
    pub per_page: u32,
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
    /// Problems solved; of a month, those first solved in it.
    pub solved: u64,
    /// Sum of best scores; of a month, by how much they grew in it.
    pub score: f64,
    /// When the last of these problems was first accepted; earlier wins a tie.
    pub last_solved_at: Option<Timestamp>,
}

/// What changed on the leaderboard, as its watchers are told.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct LeaderboardChange {
    /// The lines that changed, with their new ranks. Ranks of others may have shifted with them.
    pub lines: Vec<LeaderboardRow>,
    /// Names of those who have no line any more.
    pub gone: Vec<String>,
    /// Users on the leaderboard.
    pub total: u64,
    /// Whether that is all; else the leaderboard is to be read again.
    pub complete: bool,
}

impl LeaderboardQuery {
    /// The span of time that it asks for.
    ///
    /// # Errors
    /// `Invalid` for `month`.
    pub(super) fn period(&self) -> Result<Period> {
        let Some(text) = given(self.month.as_deref()) else { return Ok(Period::Ever) };
        let month = Month::parse(text).map(Period::Month);
        month.ok_or(Error::Invalid { field: "month", message: Reason::Month })
    }
}

impl App {
    /// A page of a leaderboard: every enabled account with points, or all members of a class.
    ///
    /// # Errors
    /// `Invalid` for `month`; `NotFound` for a class that the viewer neither belongs to nor
    /// judges.
    pub fn leaderboard(
        &self,
        viewer: Option<&Viewer>,
        query: &LeaderboardQuery,
    ) -> Result<Leaderboard> {
        let page = Page::new(query.page, query.per_page);
        let offset = usize::try_from(page.offset()).unwrap_or(usize::MAX);
        let show = |ranking: &Ranking| {
            let lines = ranking.page(offset, page.size as usize);
            let rows = lines.iter().map(|(rank, line)| LeaderboardRow::new(*rank, line));
            (rows.collect::<Vec<_>>(), ranking.len() as u64)
        };
        let period = query.period()?;
        let (class, (rows, total)) = match given(query.class.as_deref()) {
            None => (None, self.core.ranking(period, show)?),
            Some(name) => {
                let (class, members) = self.seen_classroom(viewer, name)?;
                let lines = self.core.ranking(period, |ranking| {
                    let members = members.into_iter();
                    members.map(|member| ranking.line_of(member.id, member.name)).collect()
                })?;
                (Some(class.name), show(&Ranking::new(lines)))
            }
        };
        Ok(Leaderboard {
            month: period.month().map(|month| month.to_string()),
            class,
            rows,
            total,
            per_page: page.size,
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

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

impl LeaderboardRow {
    pub(super) fn new(rank: u64, line: &Standing) -> Self {
        let Standing { name, solved, score, last_solved_at, .. } = line;
        let (name, solved, score) = (name.clone(), *solved, *score);
        Self { rank, name, solved, score, last_solved_at: *last_solved_at }
    }
}
