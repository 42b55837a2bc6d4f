//! How often one user, and one address, may do what costs the server something.

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::client;
use crate::config::Rates;

/// What is limited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A password that is tried at login.
    Login,
    /// A password that is tried to change it; whoever guesses at a login can't keep the account's
    /// owner from that.
    Password,
    /// A new account.
    SignUp,
    /// A submission.
    Submit,
    /// A run on own input.
    Run,
}

/// What is left after an allowed action; for the response's headers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    limit: u32,
    remaining: u32,
}

/// Too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limited {
    limit: u32,
    /// When to come back.
    pub retry_after: Duration,
}

impl Limited {
    /// When to come back, whole seconds, at least 1.
    #[must_use]
    pub fn seconds(&self) -> u64 {
        self.retry_after.as_secs() + 1
    }

    /// Sets `Retry-After` and the rate-limit headers.
    pub fn set_headers(&self, headers: &mut HeaderMap) {
        headers.insert(RETRY_AFTER, HeaderValue::from(self.seconds()));
        set(headers, self.limit, 0, self.seconds());
    }
}

impl Allowed {
    /// Sets the rate-limit headers; none for an unlimited action.
    pub fn set_headers(&self, headers: &mut HeaderMap) {
        if self.limit > 0 {
            let missing = u64::from(self.limit - self.remaining.min(self.limit));
            let reset = (missing * MINUTE).div_ceil(u64::from(self.limit));
            set(headers, self.limit, self.remaining, reset);
        }
    }
}

fn set(headers: &mut HeaderMap, limit: u32, remaining: u32, reset: u64) {
    let values = [("ratelimit-limit", limit.into()), ("ratelimit-remaining", remaining.into())];
    for (name, value) in values.into_iter().chain([("ratelimit-reset", reset)]) {
        headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
    }
}

const MINUTE: u64 = 60;

/// Between two sweeps of clients that have not come back.
const SWEEP_EVERY: u32 = 1024;

/// The limits of one server.
pub struct RateLimits {
    login: Pair,
    password: Pair,
    sign_up: Pair,
    submit: Pair,
    run: Pair,
}

impl RateLimits {
    /// Limits as configured, nothing used yet.
    #[must_use]
    pub fn new(rates: &Rates) -> Self {
        let pair = |per_minute: u32| Pair {
            user: Gate::new(per_minute),
            address: Gate::new(per_minute.saturating_mul(rates.address_factor)),
        };
        Self {
            login: pair(rates.login_per_minute),
            password: pair(rates.login_per_minute),
            // A new account has no user yet: its address gets the bare number.
            sign_up: Pair { user: None, address: Gate::new(rates.sign_up_per_minute) },
            submit: pair(rates.submit_per_minute),
            run: pair(rates.run_per_minute),
        }
    }

    /// Counts one action of `user` (an account's id, or the name that is tried at login) from
    /// `address`. What the address may not do any more is not counted against the user.
    ///
    /// # Errors
    /// When either has done it too often.
    pub fn take(
        &self,
        action: Action,
        user: Option<&str>,
        address: IpAddr,
    ) -> Result<Allowed, Limited> {
        let pair = match action {
            Action::Login => &self.login,
            Action::Password => &self.password,
            Action::SignUp => &self.sign_up,
            Action::Submit => &self.submit,
            Action::Run => &self.run,
        };
        let mut tightest = Allowed { limit: 0, remaining: u32::MAX };
        let address = client::network(address).to_string();
        for (gate, key) in [(&pair.address, Some(address.as_str())), (&pair.user, user)] {
            if let (Some(gate), Some(key)) = (gate, key) {
                let allowed = gate.take(key)?;
                if allowed.remaining < tightest.remaining {
                    tightest = allowed;
                }
            }
        }
        Ok(tightest)
    }
}

struct Pair {
    user: Option<Gate>,
    address: Option<Gate>,
}

type Limiter =
    RateLimiter<String, DefaultKeyedStateStore<String>, DefaultClock, StateInformationMiddleware>;

struct Gate {
    limit: u32,
    limiter: Limiter,
    clock: DefaultClock,
    taken: AtomicU32,
}

impl Gate {
    /// `None` for 0, which is no limit.
    fn new(per_minute: u32) -> Option<Self> {
        let limit = NonZeroU32::new(per_minute)?;
        let limiter = RateLimiter::keyed(Quota::per_minute(limit))
            .with_middleware::<StateInformationMiddleware>();
        let taken = AtomicU32::new(0);
        Some(Self { limit: per_minute, limiter, clock: DefaultClock::default(), taken })
    }

    fn take(&self, key: &str) -> Result<Allowed, Limited> {
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(&key.to_owned()) {
            Ok(state) => {
                Ok(Allowed { limit: self.limit, remaining: state.remaining_burst_capacity() })
            }
            Err(until) => {
                let retry_after = until.wait_time_from(self.clock.now());
                Err(Limited { limit: self.limit, retry_after })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    #[test]
    fn users_and_addresses_are_counted_apart() {
        let rates = Rates { submit_per_minute: 2, address_factor: 2, ..Rates::default() };
        let limits = RateLimits::new(&rates);
        let at = |user, last: u8| {
            limits.take(Action::Submit, Some(user), IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)))
        };
        assert_eq!(at("1", 1).unwrap(), Allowed { limit: 2, remaining: 1 });
        assert!(at("1", 2).is_ok());
        let limited = at("1", 3).unwrap_err();
        assert!((1..=60).contains(&limited.seconds()), "{limited:?}");
        assert!(at("2", 1).is_ok());
        assert!(at("3", 1).is_ok());
        assert!(at("4", 1).is_ok());
        assert!(at("5", 1).is_err(), "one address has had four");
    }

    #[test]
    fn an_address_that_is_over_its_limit_costs_nobody_else_anything() {
        let rates = Rates { login_per_minute: 2, address_factor: 1, ..Rates::default() };
        let limits = RateLimits::new(&rates);
        let at = |user, last: u8| {
            limits.take(Action::Login, Some(user), IpAddr::V4(Ipv4Addr::new(10, 0, 0, last)))
        };
        assert!(at("x", 1).is_ok());
        assert!(at("y", 1).is_ok());
        for _ in 0..5 {
            assert!(at("alice", 1).is_err(), "the address has had two");
        }
        assert!(at("alice", 2).is_ok(), "at home she has not tried yet");
    }

    #[test]
    fn zero_is_no_limit() {
        let limits = RateLimits::new(&Rates { run_per_minute: 0, ..Rates::default() });
        for _ in 0..1000 {
            assert!(limits.take(Action::Run, Some("1"), Ipv4Addr::LOCALHOST.into()).is_ok());
        }
    }
}
