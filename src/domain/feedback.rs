//! What contestants are told of a judgement, and which of their submissions count.

use serde::{Deserialize, Serialize};

/// How much of a judgement its contestant sees. Judges see all of it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Feedback {
    /// The verdict and the points.
    Verdict,
    /// And the number of the first test that failed, and the points of groups.
    First,
    /// And every test.
    Tests,
    /// And where the output differs, for samples.
    #[default]
    Samples,
}

impl Feedback {
    /// Every level, from the least on.
    pub const ALL: [Self; 4] = [Self::Verdict, Self::First, Self::Tests, Self::Samples];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Verdict => "verdict",
            Self::First => "first",
            Self::Tests => "tests",
            Self::Samples => "samples",
        }
    }

    /// What a person reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Verdict => "Verdict only",
            Self::First => "First failing test's number",
            Self::Tests => "Every test",
            Self::Samples => "Every test; sample differences",
        }
    }

    /// The level of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.word() == word)
    }
}

/// How the score with a problem comes of several submissions.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum BestBy {
    /// The best submission counts.
    #[default]
    Submission,
    /// The best result of each test group counts, whichever submission it is of.
    Group,
}

impl BestBy {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Submission, Self::Group];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Submission => "submission",
            Self::Group => "group",
        }
    }

    /// What a person reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Submission => "Best submission",
            Self::Group => "Best of each group",
        }
    }

    /// The rule of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }
}
