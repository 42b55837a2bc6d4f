//! Row identifiers, one type a noun so that they cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )+};
}

ids! {
    /// An account.
    UserId,
    /// A problem, whatever its version.
    ProblemId,
    /// One imported version of a problem; a submission remembers the one that judged it.
    VersionId,
    /// A submission for judging.
    SubmissionId,
    /// A run on the user's own input.
    RunId,
    /// A set of submissions judged again.
    RejudgeId,
    /// A submission in such a set.
    RejudgeItemId,
    /// An input that a user keeps for a problem.
    TrialCaseId,
    /// Users who see a leaderboard of their own.
    ClassroomId,
    /// A piece of queued work.
    JobId,
}
