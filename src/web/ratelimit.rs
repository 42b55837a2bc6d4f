//! How often one user, one token, and one address may do what costs the server something. What a
//! request counts as is in [`super::costs`].

use std::{
    net::IpAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use actix_web::{
    FromRequest as _,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER},
    middleware::Next,
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DefaultKeyedStateStore,
};

use super::{
    State, client,
    costs::{self, Action},
    errors::Failure,
    session::Caller,
};
use crate::config::Rates;

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
    /// Without any limit.
    const FREELY: Self = Self { limit: 0, remaining: u32::MAX };

    /// Whichever leaves less.
    fn tighter(self, other: Self) -> Self {
        if other.remaining < self.remaining { other } else { self }
    }

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
pub struct RateLimits(Vec<(Action, Buckets)>);

impl RateLimits {
    /// Limits as configured, nothing used yet.
    #[must_use]
    pub fn new(rates: &Rates) -> Self {
        let buckets = |action| (action, Buckets::new(action, rates));
        Self(Action::ALL.into_iter().map(buckets).collect())
    }

    /// Counts one action from `address`.
    ///
    /// # Errors
    /// When that was too often.
    pub fn take_of_address(&self, action: Action, address: IpAddr) -> Result<Allowed, Limited> {
        let network = client::network(address).to_string();
        take(self.of(action).address.as_ref(), &network)
    }

    /// Counts one action of somebody who is known, after it was counted for the address: what that
    /// may not do any more is not counted against the user.
    ///
    /// # Errors
    /// When that was too often.
    pub fn take_of(&self, action: Action, caller: &Caller) -> Result<Allowed, Limited> {
        let Some(viewer) = caller.viewer() else { return Ok(Allowed::FREELY) };
        let buckets = self.of(action);
        let by_token = match &caller.token {
            Some(digest) => take(buckets.token.as_ref(), &hex::encode(digest))?,
            None => Allowed::FREELY,
        };
        Ok(by_token.tighter(take(buckets.user.as_ref(), &viewer.id.to_string())?))
    }

    fn of(&self, action: Action) -> &Buckets {
        let found = self.0.iter().find(|(of, _)| *of == action);
        &found.expect("every action has its buckets").1
    }
}

/// Middleware: counts the request, and refuses it before its body is read when there were too many.
pub async fn limit(
    req: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let Some(action) = costs::of(req.method(), req.match_pattern().as_deref()) else {
        return Ok(next.call(req).await?.map_into_boxed_body());
    };
    match count(&req, action).await {
        Ok(allowed) => {
            let mut response = next.call(req).await?.map_into_boxed_body();
            allowed.set_headers(response.headers_mut());
            Ok(response)
        }
        Err(failure) => Ok(req.error_response(failure).map_into_boxed_body()),
    }
}

async fn count(req: &ServiceRequest, action: Action) -> Result<Allowed, Failure> {
    let state = State::of(req.request())?;
    let address = client::address(req.request(), &state.config.http.trusted_proxies);
    let by_address = state.rates.take_of_address(action, address)?;
    // Who can't be known is counted by address alone; the handler says what is wrong.
    match Caller::from_request(req.request(), &mut Payload::None).await {
        Ok(caller) => Ok(by_address.tighter(state.rates.take_of(action, &caller)?)),
        Err(_) => Ok(by_address),
    }
}

/// The buckets of one action.
struct Buckets {
    user: Option<Gate>,
    token: Option<Gate>,
    address: Option<Gate>,
}

impl Buckets {
    fn new(action: Action, rates: &Rates) -> Self {
        let per_minute = match action {
            Action::Login => rates.login_per_minute,
            Action::Password => rates.password_per_minute,
            Action::SignUp => rates.sign_up_per_minute,
            Action::Submit => rates.submit_per_minute,
            Action::Run => rates.run_per_minute,
            Action::Import => rates.import_per_minute,
            Action::Export => rates.export_per_minute,
            Action::Stream => rates.stream_per_minute,
            Action::Change => rates.change_per_minute,
            Action::Read => rates.read_per_minute,
        };
        // Nobody is known yet: the address gets the bare number.
        if matches!(action, Action::Login | Action::SignUp) {
            return Self { user: None, token: None, address: Gate::new(per_minute) };
        }
        Self {
            user: Gate::new(per_minute),
            token: Gate::new(share(per_minute, rates.token_share)),
            address: Gate::new(per_minute.saturating_mul(rates.address_factor)),
        }
    }
}

/// A share of a number, rounded up.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn share(number: u32, share: f64) -> u32 {
    (f64::from(number) * share).ceil() as u32
}

fn take(gate: Option<&Gate>, key: &str) -> Result<Allowed, Limited> {
    gate.map_or(Ok(Allowed::FREELY), |gate| gate.take(key))
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
    use crate::{
        app::Viewer,
        domain::{Role, UserId},
    };

    fn caller(user: i64, token: Option<u8>) -> Caller {
        let viewer = Viewer {
            id: UserId(user),
            name: "x".into(),
            role: Role::User,
            restriction: None,
            locale: None,
        };
        Caller { viewer: Some(viewer), session: None, token: token.map(|n| [n; 32]) }
    }

    fn address(last: u8) -> IpAddr {
        IpAddr::V4(Ipv4Addr::new(10, 0, 0, last))
    }

    #[test]
    fn users_and_addresses_are_counted_apart() {
        let rates = Rates { submit_per_minute: 2, address_factor: 2, ..Rates::default() };
        let limits = RateLimits::new(&rates);
        let by_user = |user| limits.take_of(Action::Submit, &caller(user, None));
        assert_eq!(by_user(1).unwrap(), Allowed { limit: 2, remaining: 1 });
        assert!(by_user(1).is_ok());
        let limited = by_user(1).unwrap_err();
        assert!((1..=60).contains(&limited.seconds()), "{limited:?}");
        assert!(by_user(2).is_ok());
        let at = |last| limits.take_of_address(Action::Submit, address(last));
        assert_eq!((0..5).filter(|_| at(1).is_ok()).count(), 4, "as two users");
        assert!(at(2).is_ok());
    }

    #[test]
    fn a_token_that_runs_wild_leaves_its_owner_a_rest() {
        let rates = Rates { submit_per_minute: 10, token_share: 0.75, ..Rates::default() };
        let limits = RateLimits::new(&rates);
        let take = |token| limits.take_of(Action::Submit, &caller(1, token));
        assert_eq!(take(Some(1)).unwrap(), Allowed { limit: 8, remaining: 7 });
        assert_eq!((0..20).filter(|_| take(Some(1)).is_ok()).count(), 7);
        assert_eq!((0..20).filter(|_| take(None).is_ok()).count(), 2, "the rest of ten");
        assert!(take(Some(2)).is_err(), "another token of the same user");
    }

    #[test]
    fn zero_is_no_limit() {
        let limits = RateLimits::new(&Rates { run_per_minute: 0, ..Rates::default() });
        for _ in 0..1000 {
            assert!(limits.take_of(Action::Run, &caller(1, Some(1))).is_ok());
            assert!(limits.take_of_address(Action::Run, address(1)).is_ok());
        }
    }

    #[test]
    fn a_class_behind_one_address_is_not_hindered() {
        let limits = RateLimits::new(&Rates::default());
        let class = 1..=30;
        // What each of them does in one minute, at most.
        for (action, times) in [
            (Action::SignUp, 1),
            (Action::Login, 3),
            (Action::Submit, 6),
            (Action::Run, 10),
            (Action::Stream, 20),
            (Action::Change, 40),
            (Action::Read, 120),
        ] {
            for user in class.clone() {
                for _ in 0..times {
                    let by_address = limits.take_of_address(action, address(1));
                    assert!(by_address.is_ok(), "{action:?}: {by_address:?}");
                    assert!(limits.take_of(action, &caller(user, None)).is_ok(), "{action:?}");
                }
            }
        }
    }
}
