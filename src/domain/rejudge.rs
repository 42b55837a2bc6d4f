//! What becomes of a set of submissions that is judged again.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The state of a rejudge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum RejudgeState {
    /// Judged again, or on the way; its results are seen by judges alone.
    Open,
    /// Its results are those of the submissions.
    Applied,
    /// Its results are forgotten.
    Discarded,
}

impl RejudgeState {
    /// Every state.
    pub const ALL: [Self; 3] = [Self::Open, Self::Applied, Self::Discarded];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Applied => "applied",
            Self::Discarded => "discarded",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl fmt::Display for RejudgeState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
