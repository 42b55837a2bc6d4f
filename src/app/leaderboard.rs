//! Who solved most.

use std::{
    collections::{BTreeMap, HashMap},
    sync::PoisonError,
};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Result, core::Core, events, paging::Page, ranking::Ranking};
use crate::{
    domain::UserId,
    live::Topic,
    store::{self, Standing, Store},
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
    /// Problems solved.
    pub solved: u64,
    /// Sum of best scores.
    pub score: f64,
    /// When the last solved problem was first accepted; earlier wins a tie.
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

/// The leaderboard in memory, and what of it is not yet told to those who watch.
#[derive(Default)]
pub(super) struct KeptRanking {
    /// Read from the database when it is first wanted.
    ranking: Option<Ranking>,
    /// Whose lines are being written: on disk already, perhaps, and not in memory yet.
    due: HashMap<UserId, u32>,
    /// Writes under way that may change any line.
    due_anywhere: u32,
    /// Whose lines changed since the last word, with their names.
    moved: BTreeMap<UserId, String>,
    /// Whether others may have changed too.
    unsure: bool,
}

impl Core {
    /// Looks at the leaderboard, which is never behind what is on disk.
    pub(super) fn ranking<T>(&self, look: impl FnOnce(&Ranking) -> T) -> store::Result<T> {
        self.kept_ranking(|kept| {
            if kept.due_anywhere > 0 {
                (kept.ranking, kept.unsure) = (None, true);
            }
            for user in kept.due.keys().copied().collect::<Vec<_>>() {
                kept.renew(&self.store, user);
            }
            match &kept.ranking {
                Some(ranking) => Ok(look(ranking)),
                None => {
                    let ranking = Ranking::new(self.store.standings()?);
                    Ok(look(kept.ranking.insert(ranking)))
                }
            }
        })
    }

    /// Does a write that may change a user's line, and takes it into memory. Whoever looks
    /// meanwhile reads that line from the disk.
    pub(super) fn ranking_one<T>(&self, user: UserId, write: impl FnOnce() -> T) -> T {
        self.kept_ranking(|kept| *kept.due.entry(user).or_default() += 1);
        let done = write();
        self.kept_ranking(|kept| {
            kept.renew(&self.store, user);
            if let Some(count) = kept.due.get_mut(&user) {
                *count -= 1;
            }
            kept.due.retain(|_, count| *count > 0);
        });
        done
    }

    /// The same for a write that may change many lines: those that it names.
    pub(super) fn ranking_many<T>(
        &self,
        write: impl FnOnce() -> T,
        changed: impl FnOnce(&T) -> Vec<UserId>,
    ) -> T {
        self.kept_ranking(|kept| kept.due_anywhere += 1);
        let done = write();
        self.kept_ranking(|kept| {
            for user in changed(&done) {
                kept.renew(&self.store, user);
            }
            kept.due_anywhere -= 1;
        });
        done
    }

    /// The same for a write that may change any line.
    pub(super) fn ranking_whole<T>(&self, write: impl FnOnce() -> T) -> T {
        let done = self.ranking_many(write, |_| Vec::new());
        self.forget_ranking();
        done
    }

    /// Has the leaderboard read again before it is next looked at, after others wrote.
    pub(super) fn forget_ranking(&self) {
        self.kept_ranking(|kept| (kept.ranking, kept.unsure) = (None, true));
    }

    /// Tells those who watch the leaderboard what changed since the last word: computed once,
    /// however many they are.
    pub(super) fn tell_of_ranking(&self) {
        let (moved, unsure) = self.kept_ranking(|kept| {
            (std::mem::take(&mut kept.moved), std::mem::take(&mut kept.unsure))
        });
        if (moved.is_empty() && !unsure) || !self.hub.is_watched(Topic::Leaderboard) {
            return;
        }
        let change = self.ranking(|ranking| {
            let (mut lines, mut gone) = (Vec::new(), Vec::new());
            for (user, name) in moved {
                match ranking.find(user) {
                    Some((rank, line)) => lines.push(LeaderboardRow::new(rank, &line)),
                    None => gone.push(name),
                }
            }
            lines.sort_by_key(|line| line.rank);
            LeaderboardChange { lines, gone, total: ranking.len() as u64, complete: !unsure }
        });
        match change {
            Ok(change) => self.hub.publish(Topic::Leaderboard, events::changed(&change)),
            Err(error) => {
                tracing::error!(%error, "a change of the leaderboard is told later");
                self.kept_ranking(|kept| kept.unsure = true);
            }
        }
    }

    fn kept_ranking<T>(&self, work: impl FnOnce(&mut KeptRanking) -> T) -> T {
        work(&mut self.ranking.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl KeptRanking {
    /// Takes a user's line from the disk. Under the lock: whoever comes last has seen every write
    /// before, of any thread.
    fn renew(&mut self, store: &Store, user: UserId) {
        let Some(ranking) = &mut self.ranking else {
            self.unsure = true;
            return;
        };
        match store.standing(user) {
            Ok(line) => {
                let before = ranking.find(user).map(|(_, line)| line);
                if before.as_deref() == line.as_ref() {
                    return;
                }
                let name = line.as_ref().or(before.as_deref()).map(|line| line.name.clone());
                ranking.put(user, line);
                self.moved.extend(name.map(|name| (user, name)));
            }
            Err(error) => {
                tracing::error!(%error, "the leaderboard is read again");
                (self.ranking, self.unsure) = (None, true);
            }
        }
    }
}

impl LeaderboardRow {
    fn new(rank: u64, line: &Standing) -> Self {
        let Standing { name, solved, score, last_solved_at, .. } = line;
        let (name, solved, score) = (name.clone(), *solved, *score);
        Self { rank, name, solved, score, last_solved_at: *last_solved_at }
    }
}
