//! The languages that pages speak.

use serde::{Deserialize, Serialize};

/// A language of the pages. Programming languages are [`super::Language`]s.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
pub enum Locale {
    /// English, in which every page is written.
    #[default]
    #[serde(rename = "en")]
    English,
    /// German.
    #[serde(rename = "de")]
    German,
    /// French.
    #[serde(rename = "fr")]
    French,
}

impl Locale {
    /// All of them, in the order of their menu.
    pub const ALL: [Self; 3] = [Self::English, Self::German, Self::French];

    /// Its language tag (BCP 47).
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::German => "de",
            Self::French => "fr",
        }
    }

    /// What its speakers call it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::German => "Deutsch",
            Self::French => "Français",
        }
    }

    /// The locale of a language tag, whatever its region: `de` of `de-AT`.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|locale| locale.tag().eq_ignore_ascii_case(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_do_not_matter() {
        assert_eq!(Locale::from_tag("de-AT"), Some(Locale::German));
        assert_eq!(Locale::from_tag("FR"), Some(Locale::French));
        assert_eq!(Locale::from_tag("den"), None);
        assert_eq!(Locale::from_tag(""), None);
    }
}
