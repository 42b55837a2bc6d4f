//! A message that is not yet in a language.

use std::borrow::Cow;

use fluent_bundle::{FluentArgs, FluentValue};
use jiff::Timestamp;

use super::{Day, Say, Words, catalogue, forms};

/// A message: its key in the catalogues and what its places are filled with; or a text in English,
/// of which there is no other.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    text: Text,
    args: Vec<(&'static str, Arg)>,
}

#[derive(Clone, Debug, PartialEq)]
enum Text {
    Key(&'static str),
    Plain(String),
}

/// What a place is filled with.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg {
    /// A name, an id, a text that is the same in every language.
    Text(String),
    /// A number, to be written, and counted, as the language does it, with so many decimals: at
    /// least, at most.
    Number(f64, usize, usize),
    /// A moment.
    Moment(Timestamp),
    /// A day.
    Day(Day),
    /// Another message.
    Message(Message),
}

impl Message {
    /// A message without arguments so far.
    #[must_use]
    pub fn new(key: &'static str) -> Self {
        Self { text: Text::Key(key), args: Vec::new() }
    }

    /// A text for programs, or for those who run the server, that is in English alone.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: Text::Plain(text.into()), args: Vec::new() }
    }

    /// Whether it is in English, whatever the page is in.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        matches!(self.text, Text::Plain(_))
    }

    /// Fills the place `name`.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((name, value.into()));
        self
    }

    /// The message in words, with `text` applied to what fills its places and is no number.
    pub(super) fn said(&self, words: Words, text: impl Fn(String) -> String) -> String {
        let key = match &self.text {
            Text::Key(key) => key,
            Text::Plain(plain) => return text(plain.clone()),
        };
        let mut args = FluentArgs::with_capacity(self.args.len());
        for (name, arg) in &self.args {
            let value = match arg {
                Arg::Number(number, least, most) => forms::value(*number, *least, *most),
                other => FluentValue::from(text(other.say(words))),
            };
            args.set(*name, value);
        }
        catalogue::format(words.0, key, Some(&args))
    }
}

impl Say for Arg {
    fn say(&self, words: Words) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Message(message) => message.say(words),
            Self::Day(day) => day.say(words),
            Self::Moment(moment) => forms::moment(words.0, *moment),
            Self::Number(number, least, most) => {
                forms::number(words.0, &forms::value(*number, *least, *most)).unwrap_or_default()
            }
        }
    }
}

impl Say for Message {
    fn say(&self, words: Words) -> String {
        self.said(words, |text| text)
    }
}

impl From<&'static str> for Message {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl<T: Clone + Into<Self>> From<&T> for Message {
    fn from(message: &T) -> Self {
        message.clone().into()
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into_owned())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(message)
    }
}

impl From<Timestamp> for Arg {
    fn from(moment: Timestamp) -> Self {
        Self::Moment(moment)
    }
}

impl From<Day> for Arg {
    fn from(day: Day) -> Self {
        Self::Day(day)
    }
}

impl From<f64> for Arg {
    fn from(number: f64) -> Self {
        Self::Number(number, 0, 2)
    }
}

impl From<u64> for Arg {
    #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^52 here")]
    fn from(number: u64) -> Self {
        Self::Number(number as f64, 0, 0)
    }
}

impl From<u32> for Arg {
    fn from(number: u32) -> Self {
        u64::from(number).into()
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        u64::try_from(number).unwrap_or(u64::MAX).into()
    }
}

impl<T: Clone + Into<Self>> From<&T> for Arg {
    fn from(value: &T) -> Self {
        value.clone().into()
    }
}
