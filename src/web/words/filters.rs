//! How templates say things: `{{ "key"|t }}`, with arguments `{{ "key"|with("n", n)|t }}`, and a
//! message that holds markup `{{ "key"|rich }}`; numbers alone `{{ number|n }}`. The language is
//! that of the page that is rendered.

use std::any::Any;

use askama::{Values, filters::Safe, get_value};

use super::{Arg, Message, Say, Words};

/// Under this name rendering hands on whose language it is.
const WORDS: &str = "words";

impl Values for Words {
    fn get_value<'a>(&'a self, key: &str) -> Option<&'a dyn Any> {
        (key == WORDS).then_some(self)
    }
}

/// A thing in the page's language.
#[askama::filter_fn]
pub fn t<T: Say>(what: T, values: &dyn Values) -> askama::Result<String> {
    Ok(get_value::<Words>(values, WORDS)?.say(&what))
}

/// A message of ours that holds markup, in the page's language; its arguments are escaped.
#[askama::filter_fn]
pub fn rich<T: Into<Message>>(what: T, values: &dyn Values) -> askama::Result<Safe<String>> {
    let words = *get_value::<Words>(values, WORDS)?;
    Ok(Safe(what.into().said(words, |text| escaped(&text))))
}

/// A number as the page's language writes it.
#[askama::filter_fn]
pub fn n<T: Into<Arg>>(number: T, values: &dyn Values) -> askama::Result<String> {
    Ok(get_value::<Words>(values, WORDS)?.say(&number.into()))
}

/// A message with one of its places filled.
#[askama::filter_fn]
pub fn with<T: Into<Message>, A: Into<Arg>>(
    message: T,
    _: &dyn Values,
    name: &'static str,
    value: A,
) -> askama::Result<Message> {
    Ok(message.into().with(name, value))
}

fn escaped(text: &str) -> String {
    askama::filters::escape(text, askama::filters::Html)
        .map(|safe| safe.to_string())
        .expect("text can be escaped")
}
