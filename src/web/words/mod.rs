//! Words for people, in their language.
//!
//! Words live in the catalogues below `locales/`, one folder a [`Locale`], in Fluent's format.
//! What has a form in words is [`Say`]: a message's key, a [`Message`] with arguments, a number,
//! a moment, a value of a lower room. A template says it by the filter `t`, Rust by
//! [`Words::say`]. Messages for scripts have keys that begin with `script-` and travel in the page
//! ([`Words::for_scripts`]).

mod catalogue;
pub(super) mod filters;
mod forms;
mod locale;
mod message;
mod reasons;
mod values;

pub use forms::{Day, Month, MonthOfYear};
pub(super) use locale::{chosen, cookie};
pub use message::{Arg, Message};

use std::collections::BTreeMap;

use crate::domain::Locale;

/// Whoever speaks a language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Words(pub Locale);

impl Words {
    /// For pages that are in English alone.
    pub const ENGLISH: Self = Self(Locale::English);

    /// A thing in words.
    #[must_use]
    pub fn say(self, what: &(impl Say + ?Sized)) -> String {
        what.say(self)
    }

    /// The language's tag, for `lang`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.0.tag()
    }

    /// The messages for scripts by key without its `script-`; the places for
    /// arguments stay, as `{$name}`.
    #[must_use]
    pub fn for_scripts(self) -> &'static BTreeMap<String, String> {
        catalogue::for_scripts(self.0)
    }
}

/// What has a form in words.
pub trait Say {
    /// That form.
    fn say(&self, words: Words) -> String;
}

impl<T: Say + ?Sized> Say for &T {
    fn say(&self, words: Words) -> String {
        (**self).say(words)
    }
}

/// A message's key.
impl Say for str {
    fn say(&self, words: Words) -> String {
        catalogue::format(words.0, self, None)
    }
}
