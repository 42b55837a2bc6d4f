//! In which order problems are listed.

use serde::{Deserialize, Serialize};

/// An order of problems; by name where it leaves two equal.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum ProblemSort {
    /// By name.
    #[default]
    Name,
    /// What most who tried it solved first.
    Easiest,
    /// What fewest who tried it solved first.
    Hardest,
    /// What most users solved first.
    Solvers,
    /// What came to this server last first.
    Newest,
}

impl ProblemSort {
    /// Every order.
    pub const ALL: [Self; 5] =
        [Self::Name, Self::Easiest, Self::Hardest, Self::Solvers, Self::Newest];

    /// The word in addresses and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Easiest => "easiest",
            Self::Hardest => "hardest",
            Self::Solvers => "solvers",
            Self::Newest => "newest",
        }
    }

    /// The order of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.word() == word)
    }
}
