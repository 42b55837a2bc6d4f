//! What each route costs: the one table that says which bucket a request is taken from.

use actix_web::http::Method;

/// What is limited; each has buckets of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// A password that is tried at login. Guesses at one account wait longer and longer besides,
    /// see [`crate::auth::Guesses`].
    Login,
    /// A password that is tried to change it; whoever guesses at a login can't keep the account's
    /// owner from that.
    Password,
    /// A new account.
    SignUp,
    /// A submission.
    Submit,
    /// A run on own input, or a program that is talked to.
    Run,
    /// A package, or a table of accounts.
    Import,
    /// A whole table, or a package.
    Export,
    /// A stream of events, or language help, that is begun.
    Stream,
    /// Whatever else changes something: drafts, kept cases, settings, what judges and admins do.
    Change,
    /// Whatever else is read: pages, lists, searches.
    Read,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 10] = [
        Self::Login,
        Self::Password,
        Self::SignUp,
        Self::Submit,
        Self::Run,
        Self::Import,
        Self::Export,
        Self::Stream,
        Self::Change,
        Self::Read,
    ];
}

/// Routes that anybody may ask for as often as they like: they cost next to nothing, and whoever
/// watches over the server must get an answer.
const FREE: [&str; 4] = ["/healthz", "/readyz", "/favicon.ico", "/static/{version}/{path:.*}"];

/// Routes that do not cost what their method does.
const TABLE: &[(&str, &str, Action)] = &[
    ("POST", "/login", Action::Login),
    ("POST", "/settings/password", Action::Password),
    ("POST", "/signup", Action::SignUp),
    ("POST", "/setup", Action::SignUp),
    ("POST", "/problems/{slug}/submit", Action::Submit),
    ("POST", "/problems/{slug}/answers", Action::Submit),
    ("POST", "/api/v1/submissions", Action::Submit),
    ("POST", "/problems/{slug}/run", Action::Run),
    ("POST", "/problems/{slug}/run-all", Action::Run),
    ("GET", "/problems/{slug}/console", Action::Run),
    ("POST", "/api/v1/runs", Action::Run),
    ("POST", "/admin/problems", Action::Import),
    ("POST", "/admin/users/enrol", Action::Import),
    ("POST", "/api/v1/problems", Action::Import),
    ("GET", "/submissions.csv", Action::Export),
    ("GET", "/leaderboard.csv", Action::Export),
    ("GET", "/admin/users.csv", Action::Export),
    ("GET", "/admin/abuse.csv", Action::Export),
    ("GET", "/admin/classes.csv", Action::Export),
    ("GET", "/admin/queue.csv", Action::Export),
    ("GET", "/admin/dead.csv", Action::Export),
    ("GET", "/admin/audit.csv", Action::Export),
    ("GET", "/admin/rejudges.csv", Action::Export),
    ("GET", "/admin/rejudges/{id}.csv", Action::Export),
    ("GET", "/admin/problems.csv", Action::Export),
    ("GET", "/admin/problems/{slug}/package", Action::Export),
    ("GET", "/api/v1/problems/{slug}/package", Action::Export),
    ("GET", "/problems/{slug}/assist", Action::Stream),
    ("GET", "/api/v1/leaderboard/events", Action::Stream),
    ("GET", "/api/v1/submissions/{id}/events", Action::Stream),
    ("GET", "/api/v1/runs/{id}/events", Action::Stream),
    ("GET", "/api/v1/trials/events", Action::Stream),
    ("GET", "/api/v1/queue/events", Action::Stream),
    ("GET", "/api/v1/rejudges/events", Action::Stream),
];

/// What a request counts as, by the pattern of its route if it has one; `None` for what is free.
#[must_use]
pub fn of(method: &Method, pattern: Option<&str>) -> Option<Action> {
    // A resource asked for its headers costs what the resource does.
    let method = if method == Method::HEAD { &Method::GET } else { method };
    let pattern = pattern.unwrap_or_default();
    if method == Method::GET && FREE.contains(&pattern) {
        return None;
    }
    let line = TABLE.iter().find(|(verb, route, _)| method == *verb && *route == pattern);
    let by_method = if method.is_safe() { Action::Read } else { Action::Change };
    Some(line.map_or(by_method, |(_, _, action)| *action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_route_that_is_not_in_the_table_costs_what_its_method_does() {
        let of = |method: Method, pattern| of(&method, Some(pattern));
        assert_eq!(of(Method::GET, "/problems"), Some(Action::Read));
        assert_eq!(of(Method::POST, "/problems/{slug}/draft"), Some(Action::Change));
        assert_eq!(of(Method::HEAD, "/submissions.csv"), Some(Action::Export));
        assert_eq!(of(Method::GET, "/healthz"), None);
        assert_eq!(of(Method::POST, "/healthz"), Some(Action::Change));
        assert_eq!(super::of(&Method::GET, None), Some(Action::Read), "an address without a route");
    }
}
