//! Numbers and moments as each language writes them (CLDR, as browsers do).

use std::{collections::HashMap, sync::LazyLock};

use fluent_bundle::{
    FluentValue,
    types::{FluentNumber, FluentNumberOptions},
};
use icu_datetime::{DateTimeFormatter, fieldsets, input};
use icu_decimal::{DecimalFormatter, input::Decimal};
use jiff::{Timestamp, civil, tz::TimeZone};
use jiff_icu::ConvertInto as _;

use super::{Say, Words};
use crate::domain::Locale;

/// A day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub civil::Date);

/// A month, short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(pub civil::Date);

/// A month of a year, in full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthOfYear(pub civil::Date);

/// What writes the numbers and moments of one language.
struct Forms {
    decimal: DecimalFormatter,
    minute: DateTimeFormatter<fieldsets::YMDT>,
    day: DateTimeFormatter<fieldsets::YMD>,
    month: DateTimeFormatter<fieldsets::M>,
    month_of_year: DateTimeFormatter<fieldsets::YM>,
}

impl Forms {
    fn of(locale: Locale) -> &'static Self {
        static ALL: LazyLock<HashMap<Locale, Forms>> = LazyLock::new(|| {
            Locale::ALL.into_iter().map(|locale| (locale, Forms::new(locale))).collect()
        });
        &ALL[&locale]
    }

    fn new(locale: Locale) -> Self {
        let tag: icu_locale_core::Locale =
            locale.tag().parse().expect("a locale's tag is a language tag");
        let known = "the data of every language are compiled in";
        let day = fieldsets::YMD::medium();
        Self {
            decimal: DecimalFormatter::try_new((&tag).into(), Default::default()).expect(known),
            minute: DateTimeFormatter::try_new((&tag).into(), day.with_time_hm()).expect(known),
            day: DateTimeFormatter::try_new((&tag).into(), day).expect(known),
            month: DateTimeFormatter::try_new((&tag).into(), fieldsets::M::medium()).expect(known),
            month_of_year: DateTimeFormatter::try_new((&tag).into(), fieldsets::YM::long())
                .expect(known),
        }
    }
}

/// A number for a message; written with so many decimals: at least, at most.
pub(super) fn value(number: f64, least: usize, most: usize) -> FluentValue<'static> {
    let options = FluentNumberOptions {
        minimum_fraction_digits: Some(least),
        maximum_fraction_digits: Some(most),
        ..FluentNumberOptions::default()
    };
    FluentValue::Number(FluentNumber::new(number, options))
}

/// The number in a message as the language writes it; `None` for what is no number.
pub(super) fn number(locale: Locale, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    let most = number.options.maximum_fraction_digits.unwrap_or_default();
    let least = number.options.minimum_fraction_digits.unwrap_or_default();
    let mut decimal: Decimal = format!("{:.most$}", number.value).parse().ok()?;
    decimal.absolute.trim_end();
    decimal.absolute.pad_end(-i16::try_from(least).unwrap_or_default());
    Some(Forms::of(locale).decimal.format(&decimal).to_string())
}

/// A moment in UTC to the minute.
pub(super) fn moment(locale: Locale, moment: Timestamp) -> String {
    let at: input::DateTime<icu_calendar::Iso> =
        moment.to_zoned(TimeZone::UTC).datetime().convert_into();
    Forms::of(locale).minute.format(&at).to_string()
}

impl Say for Day {
    fn say(&self, words: Words) -> String {
        let day: input::Date<icu_calendar::Iso> = self.0.convert_into();
        Forms::of(words.0).day.format(&day).to_string()
    }
}

impl Say for Month {
    fn say(&self, words: Words) -> String {
        let day: input::Date<icu_calendar::Iso> = self.0.convert_into();
        Forms::of(words.0).month.format(&day).to_string()
    }
}

impl Say for MonthOfYear {
    fn say(&self, words: Words) -> String {
        let day: input::Date<icu_calendar::Iso> = self.0.convert_into();
        Forms::of(words.0).month_of_year.format(&day).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_language_writes_numbers_in_its_way() {
        let all = |value: f64, least, most| {
            let value = super::value(value, least, most);
            Locale::ALL.map(|locale| number(locale, &value).unwrap())
        };
        assert_eq!(all(40.0, 0, 2), ["40", "40", "40"]);
        assert_eq!(all(33.333, 0, 2), ["33.33", "33,33", "33,33"]);
        assert_eq!(all(0.5, 0, 2), ["0.5", "0,5", "0,5"]);
        assert_eq!(all(0.0, 0, 2), ["0", "0", "0"]);
        assert_eq!(all(1234.5, 2, 2), ["1,234.50", "1.234,50", "1\u{202f}234,50"]);
    }

    #[test]
    fn each_language_writes_moments_in_its_way() {
        let at: Timestamp = "2026-11-28T02:26:59Z".parse().unwrap();
        let all = Locale::ALL.map(|locale| moment(locale, at).replace('\u{202f}', " "));
        assert_eq!(all, ["Nov 28, 2026, 2:26 AM", "28.11.2026, 02:26", "28 nov. 2026, 02:26"]);
        let day = civil::date(2026, 3, 9);
        assert_eq!(Locale::ALL.map(|l| Words(l).say(&Month(day))), ["Mar", "Mär", "mars"]);
        assert_eq!(
            Locale::ALL.map(|l| Words(l).say(&MonthOfYear(day))),
            ["March 2026", "März 2026", "mars 2026"]
        );
        assert_eq!(
            Locale::ALL.map(|l| Words(l).say(&Day(day))),
            ["Mar 9, 2026", "09.03.2026", "9 mars 2026"]
        );
    }
}
