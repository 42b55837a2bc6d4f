//! How programs grew: recorded for those who want it, for themselves alone, and bounded.

use minos::{
    app::{DraftSaved, DraftState, EditorPreferences, Viewer},
    domain::{Locale, Role},
};

use super::World;

impl World {
    fn type_in(&self, viewer: &Viewer, source: &str) {
        let state = DraftState { language: "python3".into(), source: source.into(), base: None };
        let saved = self.app.save_draft(viewer, "sums", &state).expect("it is kept");
        assert!(matches!(saved, DraftSaved::Kept(_)), "{saved:?}");
        // States are told apart by the millisecond.
        std::thread::sleep(std::time::Duration::from_millis(2));
    }

    fn played(&self, viewer: &Viewer) -> Vec<String> {
        let playback = self.app.playback(viewer, "sums", None).expect("the problem is there");
        let moments: Vec<_> = playback.states.iter().map(|state| state.at).collect();
        assert!(moments.is_sorted(), "{moments:?}");
        playback.states.into_iter().map(|state| state.source).collect()
    }
}

#[test]
fn nothing_is_recorded_of_who_does_not_want_it_and_nobody_else_sees_it() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let root = world.user("root", Role::Admin);
    world.type_in(&ada, "p");
    assert!(world.played(&ada).is_empty(), "off by default");
    world.app.set_recording(&ada, true).expect("kept");
    for source in ["pr", "pri", "pri", "print"] {
        world.type_in(&ada, source);
    }
    assert_eq!(world.played(&ada), ["pr", "pri", "print"], "the same again is no other state");
    for other in [&eve, &root] {
        assert!(world.played(other).is_empty());
        assert!(world.app.recordings(other).expect("a list").is_empty());
    }
    let listed = world.app.recordings(&ada).expect("a list");
    assert_eq!((listed[0].problem.as_str(), listed[0].states), ("sums", 3));
    assert_eq!(listed[0].language_name, "Python 3");

    world.app.set_recording(&ada, false).expect("kept");
    world.type_in(&ada, "print()");
    assert_eq!(world.played(&ada).len(), 3, "what was recorded stays, and nothing comes to it");
    world.app.forget_recordings(&eve, None).expect("hers");
    assert_eq!(world.played(&ada).len(), 3);
    world.app.forget_recordings(&ada, Some("sums")).expect("forgotten");
    assert!(world.played(&ada).is_empty());
}

#[test]
fn a_long_recording_gets_coarser_and_keeps_both_ends() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    world.app.set_recording(&ada, true).expect("kept");
    let states: Vec<String> = (0..300).map(|n| format!("print({n})")).collect();
    for state in &states {
        world.type_in(&ada, state);
    }
    let played = world.played(&ada);
    assert_eq!(played.len(), 240);
    assert_eq!((played.first(), played.last()), (states.first(), states.last()));
    let mut rest = states.iter();
    assert!(played.iter().all(|one| rest.any(|state| state == one)), "in their order");

    // What does not deflate is bounded by its bytes.
    let noise = |n: u64| -> String {
        let mut x = n;
        let mut next = || {
            x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from(b' ' + u8::try_from((x >> 33) % 90).expect("small"))
        };
        (0..40_000).map(|_| next()).collect()
    };
    for n in 1..=20 {
        world.type_in(&ada, &noise(n));
    }
    let played = world.played(&ada);
    let bytes: usize = played.iter().map(String::len).sum();
    assert!(bytes < 700_000 && played.len() > 2, "{bytes} in {}", played.len());
    assert_eq!(played.last(), Some(&noise(20)));
}

#[test]
fn preferences_are_set_one_by_one() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    world.app.set_locale(&ada, Some(Locale::French)).expect("kept");
    world.app.set_recording(&ada, true).expect("kept");
    let editor = EditorPreferences { font_size: 20, tabs: true, ..EditorPreferences::default() };
    world.app.set_editor(&ada, &editor).expect("kept");
    let kept = world.app.preferences(&ada).expect("hers");
    assert_eq!((kept.locale, kept.record), (Some(Locale::French), true));
    assert_eq!(kept.editor, editor);
    world.app.set_locale(&ada, None).expect("kept");
    let kept = world.app.preferences(&ada).expect("hers");
    assert_eq!((kept.locale, kept.record, kept.editor), (None, true, editor));
}
