//! Calendar months, and the spans of time that leaderboards are about.

use std::fmt;

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

/// A calendar month in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(Date);

/// The span of time that a leaderboard is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// From the beginning.
    Ever,
    /// A calendar month.
    Month(Month),
}

impl Month {
    /// The month of a moment.
    #[must_use]
    pub fn of(moment: Timestamp) -> Self {
        Self(moment.to_zoned(TimeZone::UTC).date().first_of_month())
    }

    /// Reads `2026-11`; `None` for what is no month.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_plain = text.len() == 7 && text.starts_with(|c: char| c.is_ascii_digit());
        format!("{text}-01").parse().ok().filter(|_| is_plain).map(Self)
    }

    /// Its first day.
    #[must_use]
    pub const fn first(self) -> Date {
        self.0
    }

    /// Year and month as one number: 202611.
    #[must_use]
    pub fn number(self) -> i64 {
        i64::from(self.0.year()) * 100 + i64::from(self.0.month())
    }

    /// The month before.
    #[must_use]
    pub fn previous(self) -> Option<Self> {
        self.0.checked_sub(1.month()).ok().map(Self)
    }

    /// The month after.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1.month()).ok().map(Self)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.0.year(), self.0.month())
    }
}

impl Period {
    /// The month, if it is one.
    #[must_use]
    pub const fn month(self) -> Option<Month> {
        match self {
            Self::Ever => None,
            Self::Month(month) => Some(month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_read_and_follow_each_other() {
        let month = Month::parse("2026-12").unwrap();
        assert_eq!((month.number(), month.to_string()), (202_612, "2026-12".into()));
        assert_eq!(month.next().unwrap().to_string(), "2027-01");
        assert_eq!(month.previous().unwrap().to_string(), "2026-11");
        for wrong in ["", "2026", "2026-13", "26-1", "2026-1x", "2026-12-01", "+026-12"] {
            assert_eq!(Month::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_month_ends_at_midnight_utc() {
        let of = |text: &str| Month::of(text.parse().unwrap()).to_string();
        assert_eq!(of("2026-11-30T23:59:59.999Z"), "2026-11");
        assert_eq!(of("2026-12-01T00:00:00Z"), "2026-12");
        assert_eq!(of("2026-12-01T00:30:00+01:00"), "2026-11");
    }
}
