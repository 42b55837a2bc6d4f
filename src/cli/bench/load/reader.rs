//! What people read while a contest goes on.

use rand::seq::IndexedRandom as _;

use super::{Contest, caller::Caller};

/// Reads one page, as somebody does who looks around.
pub(super) fn look_around(contest: &Contest, caller: &Caller<'_>, dice: &mut impl rand::Rng) {
    let problem = contest.problems.choose(dice).map_or("", String::as_str);
    match dice.random_range(0..10) {
        0 => caller.get("GET /", "/"),
        1 | 2 => caller.get("GET /problems", "/problems"),
        3..=5 => caller.get("GET /problems/{slug}", &format!("/problems/{problem}")),
        6 => caller.get("GET /api/v1/submissions", "/api/v1/submissions"),
        7 => caller.get("GET /api/v1/leaderboard", "/api/v1/leaderboard"),
        _ => caller.get("GET /leaderboard", "/leaderboard"),
    };
}
