//! How many of something may be open at once, for each of those who may open it and in all:
//! connections and streams of events of an address, consoles of a user.

use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// What is open of one kind, by who has it open.
#[derive(Clone, Debug)]
pub struct Seats<K> {
    each: usize,
    all: usize,
    taken: Arc<Mutex<HashMap<K, usize>>>,
}

/// A seat that is taken; free again when dropped.
#[derive(Debug)]
pub struct Seat<K: Eq + Hash> {
    seats: Seats<K>,
    who: K,
}

/// Why there is no seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSeat {
    /// Who asks has as many as one may.
    Own,
    /// Everything is taken.
    All,
}

impl<K: Eq + Hash + Clone> Seats<K> {
    /// At most so many for each, and in all; 0 is no limit.
    #[must_use]
    pub fn new(each: usize, all: usize) -> Self {
        Self { each, all, taken: Arc::default() }
    }

    /// How many are taken in all.
    #[must_use]
    pub fn count(&self) -> usize {
        self.lock().values().sum()
    }

    /// One more for `who`.
    ///
    /// # Errors
    /// When there are too many already.
    pub fn take(&self, who: K) -> Result<Seat<K>, NoSeat> {
        let mut taken = self.lock();
        if self.each > 0 && taken.get(&who).is_some_and(|count| *count >= self.each) {
            return Err(NoSeat::Own);
        }
        if self.all > 0 && taken.values().sum::<usize>() >= self.all {
            return Err(NoSeat::All);
        }
        *taken.entry(who.clone()).or_default() += 1;
        Ok(Seat { seats: self.clone(), who })
    }
}

impl<K> Seats<K> {
    fn lock(&self) -> MutexGuard<'_, HashMap<K, usize>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash> Drop for Seat<K> {
    fn drop(&mut self) {
        let mut taken = self.seats.lock();
        if let Some(count) = taken.get_mut(&self.who) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.who);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_its_seats_and_gets_them_back() {
        let seats = Seats::new(2, 0);
        let (first, _second) = (seats.take(1).unwrap(), seats.take(1).unwrap());
        assert_eq!(seats.take(1).err(), Some(NoSeat::Own));
        let _other = seats.take(2).unwrap();
        drop(first);
        let _third = seats.take(1).unwrap();
        assert_eq!(seats.take(1).err(), Some(NoSeat::Own));
    }

    #[test]
    fn there_are_so_many_in_all() {
        let seats = Seats::new(0, 2);
        let (first, _second) = (seats.take(1).unwrap(), seats.take(2).unwrap());
        assert_eq!(seats.take(3).err(), Some(NoSeat::All));
        drop(first);
        let _third = seats.take(3).unwrap();
        assert_eq!(seats.count(), 2);
    }

    #[test]
    fn nothing_is_kept_of_who_left() {
        let seats = Seats::new(0, 0);
        let taken: Vec<_> = (0..50).map(|_| seats.take("x").unwrap()).collect();
        drop(taken);
        assert!(seats.taken.lock().unwrap().is_empty());
    }
}
