//! How one's own program grew, state by state: with scripts to be played, without them to be
//! stepped through.

use actix_web::web;
use askama::Template;
use serde::{Deserialize, Serialize};

use super::super::{Answer, Frame, Nothing, difference::Difference, filters, redirect, render};
use crate::{
    app::{PlaybackView, StateView},
    web::{State, csrf::CsrfForm},
};

/// Which states are looked at.
#[derive(Deserialize)]
pub(super) struct Choice {
    language: Option<String>,
    /// Number of a state, from 1; the last when missing.
    at: Option<usize>,
}

#[derive(Template)]
#[template(path = "problem/playback.html")]
struct Page {
    frame: Frame,
    playback: PlaybackView,
    /// Number of the state that is shown, from 1; 0 when there is none.
    at: usize,
    /// What changed with it.
    difference: Difference,
    script: Recording,
}

/// The states for the script: the first, and what each of the others changes.
#[derive(Default, Serialize)]
struct Recording {
    first: String,
    /// When each was kept.
    moments: Vec<String>,
    edits: Vec<Edit>,
}

/// What one state changes of the one before: after `keep` characters, `drop` of them go and `add`
/// comes. Characters are counted as scripts do, in UTF-16.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct Edit {
    keep: usize,
    drop: usize,
    add: String,
}

impl Edit {
    fn between(old: &str, new: &str) -> Self {
        let same = |(a, b): &(char, char)| a == b;
        let begin = old.chars().zip(new.chars()).take_while(same);
        let begin: usize = begin.map(|(c, _)| c.len_utf8()).sum();
        let (old_rest, new_rest) = (&old[begin..], &new[begin..]);
        let end = old_rest.chars().rev().zip(new_rest.chars().rev()).take_while(same);
        let end: usize = end.map(|(c, _)| c.len_utf8()).sum();
        let units = |text: &str| text.encode_utf16().count();
        Self {
            keep: units(&old[..begin]),
            drop: units(&old_rest[..old_rest.len() - end]),
            add: new_rest[..new_rest.len() - end].to_owned(),
        }
    }
}

impl Recording {
    fn of(states: &[StateView]) -> Self {
        let Some(first) = states.first() else { return Self::default() };
        let pairs = states.iter().zip(&states[1..]);
        Self {
            first: first.source.clone(),
            moments: states.iter().map(|state| state.at.to_string()).collect(),
            edits: pairs.map(|(old, new)| Edit::between(&old.source, &new.source)).collect(),
        }
    }
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    choice: web::Query<Choice>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let Choice { language, at } = choice.into_inner();
    let playback = state.ask(move |app| app.playback(&viewer, &slug, language.as_deref())).await?;
    let states = &playback.states;
    let at = at.unwrap_or(usize::MAX).clamp(usize::from(!states.is_empty()), states.len());
    let source = |number: usize| number.checked_sub(1).map_or("", |place| &states[place].source);
    let difference = Difference::new(source(at.saturating_sub(1)), source(at));
    let script = Recording::of(states);
    render(frame.words, &Page { frame, at, difference, script, playback })
}

pub(super) async fn forget(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    _: CsrfForm<Nothing>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let to = format!("/problems/{slug}/playback");
    state.ask(move |app| app.forget_recordings(&viewer, Some(&slug))).await?;
    Ok(redirect(&to))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The script's part, over UTF-16.
    fn applied(old: &str, edit: &Edit) -> String {
        let units: Vec<u16> = old.encode_utf16().collect();
        let (begin, end) = (&units[..edit.keep], &units[edit.keep + edit.drop..]);
        let text = |units: &[u16]| String::from_utf16(units).expect("no half characters");
        text(begin) + &edit.add + &text(end)
    }

    #[test]
    fn an_edit_is_what_was_typed() {
        let edit = Edit::between("int main() {}\n", "int main() { return 0; }\n");
        assert_eq!(edit, Edit { keep: 12, drop: 0, add: " return 0; ".into() });
        assert_eq!(Edit::between("aaa", "aa"), Edit { keep: 2, drop: 1, add: String::new() });
        assert_eq!(Edit::between("a😀b", "a😁b"), Edit { keep: 1, drop: 2, add: "😁".into() });
    }

    proptest! {
        #[test]
        fn edits_lead_from_state_to_state(old in "[ab😀ä]{0,12}", new in "[ab😀ä]{0,12}") {
            prop_assert_eq!(applied(&old, &Edit::between(&old, &new)), new);
        }
    }
}
