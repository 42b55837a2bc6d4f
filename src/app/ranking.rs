//! A leaderboard in memory: ranked, and brought up to date line by line.

use std::{cmp::Ordering, collections::HashMap, sync::Arc};

use crate::{domain::UserId, store::Standing};

/// Every line, best first. Finding a rank costs the logarithm of their number, and a page its own
/// length; replacing a line moves those between its old place and its new one.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    order: Vec<Arc<Standing>>,
    of: HashMap<UserId, Arc<Standing>>,
}

/// By problems solved; whoever solved their last one first is ahead.
fn merit(a: &Standing, b: &Standing) -> Ordering {
    let last = |line: &Standing| (line.last_solved_at.is_none(), line.last_solved_at);
    b.solved.cmp(&a.solved).then_with(|| last(a).cmp(&last(b)))
}

/// Those of equal merit share a rank, and are told by name.
fn place(a: &Standing, b: &Standing) -> Ordering {
    let name = |line: &Standing| line.name.to_ascii_lowercase();
    merit(a, b).then_with(|| name(a).cmp(&name(b)))
}

impl Ranking {
    /// Ranks lines.
    pub fn new(lines: Vec<Standing>) -> Self {
        let mut order: Vec<_> = lines.into_iter().map(Arc::new).collect();
        order.sort_by(|a, b| place(a, b));
        let of = order.iter().map(|line| (line.user, line.clone())).collect();
        Self { order, of }
    }

    /// Replaces a user's line, or takes it out.
    pub fn put(&mut self, user: UserId, line: Option<Standing>) {
        if let Some(old) = self.of.remove(&user)
            && let Ok(at) = self.order.binary_search_by(|other| place(other, &old))
        {
            self.order.remove(at);
        }
        if let Some(line) = line.map(Arc::new) {
            let at = self.order.partition_point(|other| place(other, &line).is_lt());
            self.order.insert(at, line.clone());
            self.of.insert(user, line);
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Lines with their ranks, from 1, after `offset` others.
    pub fn page(&self, offset: usize, limit: usize) -> Vec<(u64, Arc<Standing>)> {
        let mut page: Vec<(u64, Arc<Standing>)> = Vec::new();
        for (before, line) in self.order.iter().enumerate().skip(offset).take(limit) {
            let rank = match page.last() {
                Some((rank, last)) if merit(last, line).is_eq() => *rank,
                Some(_) => before as u64 + 1,
                None => self.rank(line),
            };
            page.push((rank, line.clone()));
        }
        page
    }

    /// A user's line with its rank.
    pub fn find(&self, user: UserId) -> Option<(u64, Arc<Standing>)> {
        let line = self.of.get(&user)?;
        Some((self.rank(line), line.clone()))
    }

    /// A user's line for another ranking; one of zeros when there is none here.
    pub fn line_of(&self, user: UserId, name: String) -> Standing {
        self.of.get(&user).map_or_else(
            || Standing { user, name, solved: 0, score: 0.0, last_solved_at: None },
            |line| (**line).clone(),
        )
    }

    fn rank(&self, line: &Standing) -> u64 {
        self.order.partition_point(|other| merit(other, line).is_lt()) as u64 + 1
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use proptest::prelude::*;

    use super::*;

    fn line(user: i64, solved: u64, last: Option<i64>) -> Standing {
        let last_solved_at = last.map(|second| Timestamp::from_second(second).unwrap());
        let name = format!("{}ser{user:02}", if user % 2 == 0 { 'U' } else { 'u' });
        Standing { user: UserId(user), name, solved, score: solved as f64, last_solved_at }
    }

    #[test]
    fn equal_merit_shares_a_rank_and_no_time_comes_last() {
        let lines = vec![
            line(1, 0, None),
            line(2, 3, Some(9)),
            line(3, 3, Some(5)),
            line(4, 3, Some(9)),
            line(5, 4, Some(100)),
        ];
        let ranking = Ranking::new(lines);
        let page: Vec<_> =
            ranking.page(0, 9).iter().map(|(rank, line)| (*rank, line.user.0)).collect();
        assert_eq!(page, [(1, 5), (2, 3), (3, 2), (3, 4), (5, 1)]);
        let rest: Vec<_> =
            ranking.page(3, 1).iter().map(|(rank, line)| (*rank, line.user.0)).collect();
        assert_eq!(rest, [(3, 4)], "a page that begins within a tie");
        assert_eq!(ranking.find(UserId(4)).map(|(rank, _)| rank), Some(3));
    }

    proptest! {
        #[test]
        fn line_by_line_is_the_same_as_at_once(
            changes in prop::collection::vec(
                (0..12_i64, prop::option::weighted(0.8, (0..4_u64, prop::option::of(0..4_i64)))),
                0..60,
            ),
        ) {
            let (mut ranking, mut lines) = (Ranking::default(), HashMap::new());
            for (user, change) in changes {
                let new = change.map(|(solved, last)| line(user, solved, last));
                ranking.put(UserId(user), new.clone());
                match new {
                    Some(new) => lines.insert(user, new),
                    None => lines.remove(&user),
                };
            }
            let total = lines.len();
            let whole = Ranking::new(lines.into_values().collect());
            prop_assert_eq!(ranking.len(), total);
            prop_assert_eq!(ranking.page(0, 100), whole.page(0, 100));
            for (rank, line) in whole.page(0, 100) {
                let better = whole.page(0, 100).iter().filter(|(_, b)| merit(b, &line).is_lt()).count();
                prop_assert_eq!(rank, better as u64 + 1);
                prop_assert_eq!(ranking.find(line.user), Some((rank, line)));
            }
        }
    }
}
