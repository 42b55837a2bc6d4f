//! How many of something one address may keep open at once: connections, streams of events.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use super::client;

/// What is open of one kind, by address.
#[derive(Clone, Debug)]
pub struct Seats {
    most: usize,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A seat that is taken; free again when dropped.
#[derive(Debug)]
pub struct Seat {
    seats: Seats,
    address: IpAddr,
}

impl Seats {
    /// At most so many for each address; 0 is no limit.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, taken: Arc::default() }
    }

    /// How many are taken, by all addresses.
    #[must_use]
    pub fn count(&self) -> usize {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// One more for `address`; `None` when it has too many already.
    #[must_use]
    pub fn take(&self, address: IpAddr) -> Option<Seat> {
        let address = client::network(address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(address).or_default();
        if self.most > 0 && *count >= self.most {
            return None;
        }
        *count += 1;
        Some(Seat { seats: self.clone(), address })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn each_address_has_its_seats_and_gets_them_back() {
        let seats = Seats::new(2);
        let take = |last| seats.take(IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)));
        let (first, _second) = (take(1).unwrap(), take(1).unwrap());
        assert!(take(1).is_none());
        let _other = take(2).unwrap();
        drop(first);
        let _third = take(1).unwrap();
        assert!(take(1).is_none());
    }

    #[test]
    fn nothing_is_kept_of_who_left() {
        let seats = Seats::new(0);
        let taken: Vec<_> =
            (0..50).map(|_| seats.take(Ipv4Addr::LOCALHOST.into()).unwrap()).collect();
        drop(taken);
        assert!(seats.taken.lock().unwrap().is_empty());
    }
}
