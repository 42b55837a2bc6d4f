//! How long those wait who guess at passwords.
//!
//! Guesses at an account are counted by where they come from: a browser that has logged in to it
//! before, or else the network. So strangers can't lock its owner out, and an owner with a new
//! browser waits at most as long as the rules say, even where a whole school shares one address.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// The rules of guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GuessRules {
    /// Wrong passwords after which the next has to wait; 0 is that nobody ever waits.
    pub free: u32,
    /// The first wait; each is twice the one before.
    pub first: Duration,
    /// The longest wait.
    pub longest: Duration,
}

/// Where a guess comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// A browser that has logged in to the account before, by the digest of its secret.
    Browser([u8; 32]),
    /// Any other, by its network.
    Network(IpAddr),
}

/// After so long without a guess, those before are forgotten.
const FORGOTTEN: Duration = Duration::from_secs(3600);
/// An account at which strangers have guessed wrong so many times as one may freely is under
/// attack from many networks: then each of them has one free guess.
const ATTACK: u32 = 10;
/// Between two sweeps of what is forgotten.
const SWEEP_EVERY: u32 = 1024;

/// The guesses of the last hour.
#[derive(Debug)]
pub struct Guesses {
    rules: GuessRules,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    places: HashMap<(String, Place), Tries>,
    /// Guesses of all networks together, by account.
    strangers: HashMap<String, Tries>,
    taken: u32,
}

#[derive(Clone, Copy, Debug)]
struct Tries {
    wrong: u32,
    last: Instant,
    until: Instant,
}

impl Tries {
    /// Notes one more that counts as wrong until it is known to be right.
    fn add(&mut self, now: Instant, wait: impl FnOnce(u32) -> Duration) {
        self.wrong = if self.is_forgotten(now) { 1 } else { self.wrong.saturating_add(1) };
        (self.last, self.until) = (now, now + wait(self.wrong));
    }

    fn is_forgotten(&self, now: Instant) -> bool {
        now >= self.until && now.duration_since(self.last) > FORGOTTEN
    }
}

impl Guesses {
    /// Nobody has guessed yet.
    #[must_use]
    pub fn new(rules: GuessRules) -> Self {
        Self { rules, state: Mutex::default() }
    }

    /// Begins a guess at `account`, and counts it as wrong.
    ///
    /// # Errors
    /// How long to wait; this one is not counted then.
    pub fn begin(&self, account: &str, place: Place, now: Instant) -> Result<(), Duration> {
        if self.rules.free == 0 {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.sweep(now);
        let fresh = Tries { wrong: 0, last: now, until: now };
        let mut free = self.rules.free;
        if matches!(place, Place::Network(_)) {
            let all = state.strangers.get(account);
            let wrong = all.filter(|all| !all.is_forgotten(now)).map_or(0, |all| all.wrong);
            if wrong >= free.saturating_mul(ATTACK) {
                free = 1;
            }
        }
        let tries = state.places.entry((account.to_owned(), place)).or_insert(fresh);
        if now < tries.until {
            return Err(tries.until - now);
        }
        tries.add(now, |wrong| self.rules.wait(wrong, free));
        if matches!(place, Place::Network(_)) {
            let all = state.strangers.entry(account.to_owned()).or_insert(fresh);
            all.add(now, |_| Duration::ZERO);
        }
        Ok(())
    }

    /// The guess that was begun last from this place was right.
    pub fn was_right(&self, account: &str, place: Place) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.places.remove(&(account.to_owned(), place));
        if let (Place::Network(_), Some(all)) = (place, state.strangers.get_mut(account)) {
            all.wrong = all.wrong.saturating_sub(1);
        }
    }
}

impl GuessRules {
    /// How long to wait after so many wrong ones.
    fn wait(&self, wrong: u32, free: u32) -> Duration {
        match wrong.checked_sub(free) {
            None => Duration::ZERO,
            Some(doublings) => self.first.saturating_mul(1 << doublings.min(30)).min(self.longest),
        }
    }
}

impl State {
    /// Forgets what is old, now and then.
    fn sweep(&mut self, now: Instant) {
        self.taken = self.taken.wrapping_add(1);
        if self.taken.is_multiple_of(SWEEP_EVERY) {
            self.places.retain(|_, tries| !tries.is_forgotten(now));
            self.strangers.retain(|_, tries| !tries.is_forgotten(now));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    const RULES: GuessRules =
        GuessRules { free: 3, first: Duration::from_secs(1), longest: Duration::from_secs(60) };
    const BROWSER: Place = Place::Browser([7; 32]);

    fn network(n: u32) -> Place {
        Place::Network(IpAddr::V4(Ipv4Addr::from_bits(n)))
    }

    /// How many of so many guesses, one a second, may be made.
    fn allowed(guesses: &Guesses, place: Place, seconds: u64, begin: Instant) -> usize {
        let at = |second| begin + Duration::from_secs(second);
        (0..seconds).filter(|second| guesses.begin("ada", place, at(*second)).is_ok()).count()
    }

    #[test]
    fn who_guesses_on_waits_longer_and_longer() {
        let (guesses, now) = (Guesses::new(RULES), Instant::now());
        let mut waits = Vec::new();
        let mut at = now;
        for _ in 0..11 {
            guesses.begin("ada", network(1), at).expect("it was waited for");
            let wait = guesses.begin("ada", network(1), at).err().unwrap_or_default();
            waits.push(wait.as_secs());
            at += wait;
        }
        // A look at the wait is a guess where there is none.
        assert_eq!(waits, [0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    }

    #[test]
    fn who_is_right_begins_anew() {
        let (guesses, now) = (Guesses::new(RULES), Instant::now());
        for _ in 0..20 {
            assert_eq!(guesses.begin("ada", network(1), now), Ok(()));
            assert_eq!(guesses.begin("ada", network(1), now), Ok(()));
            guesses.was_right("ada", network(1));
        }
    }

    #[test]
    fn strangers_lock_out_neither_a_browser_that_is_known_nor_other_networks() {
        let (guesses, now) = (Guesses::new(RULES), Instant::now());
        assert!(allowed(&guesses, network(1), 600, now) < 20);
        assert_eq!(guesses.begin("ada", BROWSER, now), Ok(()));
        assert_eq!(guesses.begin("ada", network(2), now), Ok(()));
        assert_eq!(guesses.begin("bob", network(1), now), Ok(()), "another account");
        // From ever so many networks: each has one guess, and so has the owner's new browser.
        for n in 10..1000 {
            guesses.begin("ada", network(n), now).expect("one is free");
        }
        assert!(guesses.begin("ada", network(999), now).is_err(), "one");
        assert_eq!(guesses.begin("ada", network(5), now), Ok(()));
        assert_eq!(guesses.begin("ada", BROWSER, now), Ok(()));
    }

    #[test]
    fn an_hour_later_it_is_forgotten() {
        let (guesses, now) = (Guesses::new(RULES), Instant::now());
        allowed(&guesses, network(1), 600, now);
        let later = now + Duration::from_secs(600) + FORGOTTEN + Duration::from_secs(61);
        assert_eq!(guesses.begin("ada", network(1), later), Ok(()));
        assert_eq!(guesses.begin("ada", network(1), later), Ok(()));
    }
}
