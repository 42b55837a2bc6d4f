//! How many streams of events one address may keep open: each holds a connection.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    client,
    errors::{Failure, Kind},
};

/// The open streams of one server, by address.
#[derive(Clone, Debug)]
pub struct Streams {
    most: usize,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// A place taken by one stream; free again when dropped.
#[derive(Debug)]
pub struct Place {
    streams: Streams,
    address: IpAddr,
}

impl Streams {
    /// At most so many for each address; 0 is no limit.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { most, open: Arc::default() }
    }

    /// How many are open, of all addresses.
    #[must_use]
    pub fn count(&self) -> usize {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).values().sum()
    }

    /// A place for one more stream of `address`.
    ///
    /// # Errors
    /// `RateLimited` when it has too many already.
    pub fn open(&self, address: IpAddr) -> Result<Place, Failure> {
        let address = client::network(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if self.most > 0 && *count >= self.most {
            let most = self.most;
            let detail = format!("Your address has {most} streams of events open; close some.");
            return Err(Failure::new(Kind::RateLimited, detail));
        }
        *count += 1;
        Ok(Place { streams: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn each_address_has_its_places_and_gets_them_back() {
        let streams = Streams::new(2);
        let open = |last| streams.open(IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)));
        let (first, _second) = (open(1).unwrap(), open(1).unwrap());
        assert_eq!(open(1).unwrap_err().kind, Kind::RateLimited);
        let _other = open(2).unwrap();
        drop(first);
        let _third = open(1).unwrap();
        assert!(open(1).is_err());
    }

    #[test]
    fn nothing_is_kept_of_who_left() {
        let streams = Streams::new(0);
        let places: Vec<_> =
            (0..50).map(|_| streams.open(Ipv4Addr::LOCALHOST.into()).unwrap()).collect();
        drop(places);
        assert!(streams.open.lock().unwrap().is_empty());
    }
}
