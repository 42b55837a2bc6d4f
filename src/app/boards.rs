//! The leaderboards in memory, and what of them is not yet told to those who watch.

use std::{
    collections::{BTreeMap, HashMap},
    sync::PoisonError,
};

use super::{
    core::Core,
    events,
    leaderboard::{LeaderboardChange, LeaderboardRow},
    ranking::Ranking,
};
use crate::{
    domain::{Period, UserId},
    live::{Hub, Topic},
    store::{self, Store},
};

/// Leaderboards kept in memory beside those that are watched.
const KEPT: usize = 12;

/// The leaderboards in memory.
#[derive(Default)]
pub(super) struct Boards {
    boards: HashMap<Period, Board>,
    /// Whose lines are being written: on disk already, perhaps, and not in memory yet.
    due: HashMap<UserId, u32>,
    /// Writes under way that may change any line.
    due_anywhere: u32,
    /// Counts looks.
    looks: u64,
}

/// The leaderboard of a period.
#[derive(Default)]
struct Board {
    /// Read from the database when it is first wanted.
    ranking: Option<Ranking>,
    /// Whose lines changed since the last word, with their names.
    moved: BTreeMap<UserId, String>,
    /// Whether others may have changed too.
    unsure: bool,
    /// When it was last looked at.
    looked: u64,
}

impl Core {
    /// Looks at a leaderboard, which is never behind what is on disk.
    pub(super) fn ranking<T>(
        &self,
        period: Period,
        look: impl FnOnce(&Ranking) -> T,
    ) -> store::Result<T> {
        self.with_boards(|boards| {
            if boards.due_anywhere > 0 {
                boards.forget();
            }
            for user in boards.due.keys().copied().collect::<Vec<_>>() {
                boards.renew(&self.store, user);
            }
            let board = boards.board(period, &self.hub);
            match &board.ranking {
                Some(ranking) => Ok(look(ranking)),
                None => {
                    let ranking = Ranking::new(self.store.standings(period)?);
                    Ok(look(board.ranking.insert(ranking)))
                }
            }
        })
    }

    /// Does a write that may change a user's lines, and takes them into memory. Whoever looks
    /// meanwhile reads those lines from the disk.
    pub(super) fn ranking_one<T>(&self, user: UserId, write: impl FnOnce() -> T) -> T {
        self.with_boards(|boards| *boards.due.entry(user).or_default() += 1);
        let done = write();
        self.with_boards(|boards| {
            boards.renew(&self.store, user);
            if let Some(count) = boards.due.get_mut(&user) {
                *count -= 1;
            }
            boards.due.retain(|_, count| *count > 0);
        });
        done
    }

    /// The same for a write that may change many lines: those of the users that it names.
    pub(super) fn ranking_many<T>(
        &self,
        write: impl FnOnce() -> T,
        changed: impl FnOnce(&T) -> Vec<UserId>,
    ) -> T {
        self.with_boards(|boards| boards.due_anywhere += 1);
        let done = write();
        self.with_boards(|boards| {
            for user in changed(&done) {
                boards.renew(&self.store, user);
            }
            boards.due_anywhere -= 1;
        });
        done
    }

    /// The same for a write that may change any line.
    pub(super) fn ranking_whole<T>(&self, write: impl FnOnce() -> T) -> T {
        let done = self.ranking_many(write, |_| Vec::new());
        self.forget_ranking();
        done
    }

    /// Has the leaderboards read again before they are next looked at, after others wrote.
    pub(super) fn forget_ranking(&self) {
        self.with_boards(Boards::forget);
    }

    /// Tells those who watch a leaderboard what changed since the last word: computed once,
    /// however many they are.
    pub(super) fn tell_of_ranking(&self) {
        let changes = self.with_boards(|boards| {
            let take = |(period, board): (&Period, &mut Board)| {
                (*period, std::mem::take(&mut board.moved), std::mem::take(&mut board.unsure))
            };
            boards.boards.iter_mut().map(take).collect::<Vec<_>>()
        });
        for (period, moved, unsure) in changes {
            if (!moved.is_empty() || unsure) && self.hub.is_watched(Topic::Leaderboard(period)) {
                self.tell_of(period, moved, unsure);
            }
        }
    }

    fn tell_of(&self, period: Period, moved: BTreeMap<UserId, String>, unsure: bool) {
        let change = self.ranking(period, |ranking| {
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
            Ok(change) => {
                self.hub.publish(Topic::Leaderboard(period), events::changed(&change));
            }
            Err(error) => {
                tracing::error!(%error, "a change of the leaderboard is told later");
                self.with_boards(|boards| boards.board(period, &self.hub).unsure = true);
            }
        }
    }

    fn with_boards<T>(&self, work: impl FnOnce(&mut Boards) -> T) -> T {
        work(&mut self.boards.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Boards {
    /// The board of a period. Those that nobody has looked at for long make room for it.
    fn board(&mut self, period: Period, hub: &Hub) -> &mut Board {
        if !self.boards.contains_key(&period) && self.boards.len() >= KEPT {
            let unwatched =
                |(period, _): &(&Period, &Board)| !hub.is_watched(Topic::Leaderboard(**period));
            let oldest = self.boards.iter().filter(unwatched).min_by_key(|(_, b)| b.looked);
            if let Some(oldest) = oldest.map(|(period, _)| *period) {
                self.boards.remove(&oldest);
            }
        }
        self.looks += 1;
        let board = self.boards.entry(period).or_default();
        board.looked = self.looks;
        board
    }

    fn forget(&mut self) {
        for board in self.boards.values_mut() {
            (board.ranking, board.unsure) = (None, true);
        }
    }

    /// Takes a user's lines from the disk. Under the lock: whoever comes last has seen every write
    /// before, of any thread.
    fn renew(&mut self, store: &Store, user: UserId) {
        for (period, board) in &mut self.boards {
            board.renew(store, *period, user);
        }
    }
}

impl Board {
    fn renew(&mut self, store: &Store, period: Period, user: UserId) {
        let Some(ranking) = &mut self.ranking else {
            self.unsure = true;
            return;
        };
        match store.standing(period, user) {
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
