//! What a user did in the last year, and in which languages.

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use super::{App, Result, UserPage, core::Core, languages};
use crate::domain::UserId;

/// Weeks shown, the current one last.
const WEEKS: i64 = 53;

/// A user's page with what they did.
#[derive(Clone, Debug)]
pub struct Profile {
    /// What everybody may see.
    pub page: UserPage,
    /// Every day of the last 53 weeks until today, from a Monday on.
    pub days: Vec<DayView>,
    /// Languages, the most used first.
    pub languages: Vec<LanguageUse>,
}

/// A day of a user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayView {
    /// The day, UTC.
    pub date: Date,
    /// Submissions.
    pub submissions: u64,
    /// Accepted ones.
    pub accepted: u64,
}

/// A language that a user submitted in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageUse {
    /// Language's name, `C++`.
    pub name: String,
    /// Submissions.
    pub submissions: u64,
    /// Accepted ones.
    pub accepted: u64,
}

impl App {
    /// A user's page with what they did.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn profile(&self, name: &str) -> Result<Profile> {
        let id = self.find_user(name)?.id;
        let (days, languages) = (self.core.days_of(id)?, self.core.language_uses(id)?);
        Ok(Profile { page: self.user(name)?, days, languages })
    }
}

impl Core {
    /// Every day of the last 53 weeks until today, from a Monday on.
    fn days_of(&self, user: UserId) -> Result<Vec<DayView>> {
        let today = Timestamp::now().to_zoned(TimeZone::UTC).date();
        let monday = i64::from(today.weekday().to_monday_zero_offset());
        let back = (WEEKS - 1) * 7 + monday;
        let first = today.saturating_sub(back.days());
        let mut counted = self.store.days(user, first)?.into_iter().peekable();
        let mut days = Vec::new();
        for date in first.series(1.day()).take_while(|date| *date <= today) {
            let tally = counted.next_if(|tally| tally.of == date);
            days.push(DayView {
                date,
                submissions: tally.as_ref().map_or(0, |tally| tally.submissions),
                accepted: tally.as_ref().map_or(0, |tally| tally.accepted),
            });
        }
        Ok(days)
    }

    /// A user's languages, the most used first.
    fn language_uses(&self, user: UserId) -> Result<Vec<LanguageUse>> {
        let tallies = self.store.languages_of(user)?.into_iter();
        Ok(tallies
            .map(|tally| LanguageUse {
                name: languages::name(&self.toolchains, &tally.of),
                submissions: tally.submissions,
                accepted: tally.accepted,
            })
            .collect())
    }
}
