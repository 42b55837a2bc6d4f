//! How hard a problem has turned out to be.

use serde::Serialize;
use utoipa::ToSchema;

/// Users who must have tried a problem before its difficulty is told.
const FEWEST: u64 = 3;

/// How hard a problem is, from how many of those who tried it solved it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// Two thirds or more.
    Easy,
    /// A third or more.
    Medium,
    /// Fewer.
    Hard,
}

impl Difficulty {
    /// The difficulty; `None` while fewer than three have tried it.
    #[must_use]
    pub fn of(solvers: u64, attempters: u64) -> Option<Self> {
        if attempters < FEWEST {
            return None;
        }
        Some(match solvers.saturating_mul(3) {
            thrice if thrice >= attempters.saturating_mul(2) => Self::Easy,
            thrice if thrice >= attempters => Self::Medium,
            _ => Self::Hard,
        })
    }

    /// Its name.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Easy => "Easy",
            Self::Medium => "Medium",
            Self::Hard => "Hard",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Difficulty;

    #[test]
    fn thirds_divide_the_difficulties() {
        assert_eq!(Difficulty::of(2, 2), None);
        assert_eq!(Difficulty::of(2, 3), Some(Difficulty::Easy));
        assert_eq!(Difficulty::of(1, 3), Some(Difficulty::Medium));
        assert_eq!(Difficulty::of(19, 60), Some(Difficulty::Hard));
        assert_eq!(Difficulty::of(0, u64::MAX), Some(Difficulty::Hard));
    }
}
