//! Output-only problems: what is taken, what is refused, what is shown.

use std::path::Path;

use minos::{
    app::{Error, NewFile, NewSubmission, Viewer},
    domain::{Locale, Role},
    problem,
};

use super::World;

#[test]
fn answers_are_taken_shown_and_refused() {
    let world = World::new();
    let loaded = problem::load(Path::new("tests/packages/answers")).expect("a good package");
    world.app.import(&Viewer::console(), &loaded.package, &loaded.blobs).expect("it is taken in");
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let file = |name: &str, data: &[u8]| NewFile { name: name.into(), data: data.into() };
    let send = |files: Vec<NewFile>, source: &str| {
        let new = NewSubmission {
            problem: "answers".into(),
            source: source.into(),
            files,
            ..NewSubmission::default()
        };
        world.app.submit(&ada, &new)
    };
    let page =
        world.app.problem(Some(&ada), "answers", None, Locale::English).expect("it is there");
    assert_eq!(page.answers, ["a.out", "b.out"]);

    let view = send(vec![file("a.out", b"2\n"), file("b.out", b"\xff")], "").expect("taken");
    assert_eq!(
        (view.row.language.as_str(), view.row.language_name.as_str()),
        ("answers", "Answers")
    );
    let shown = world.app.source(&ada, view.row.id).expect("her own").answers;
    let shown: Vec<_> =
        shown.iter().map(|file| (file.name.as_str(), file.size, file.text.as_deref())).collect();
    assert_eq!(shown, [("a.out", 2, Some("2\n")), ("b.out", 1, None)]);
    let download = |viewer, name| world.app.answer(viewer, view.row.id, name);
    assert_eq!(download(&ada, "b.out").expect("hers"), b"\xff");
    assert!(matches!(download(&ada, "c.out"), Err(Error::NotFound(_))));
    assert!(matches!(download(&eve, "b.out"), Err(Error::Forbidden(_))));

    for (files, source, field, message) in [
        (vec![], "", "files", "send the answers as files"),
        (vec![file("c.out", b"2\n")], "", "files", "name them a.out, b.out"),
        (vec![file("a.zip", b"PK\x03\x04 not really")], "", "files", "reading the ZIP archive"),
        (vec![], "2\n", "source", "name them a.out, b.out"),
    ] {
        let Err(Error::Invalid { field: found, message: said }) = send(files, source) else {
            panic!("{message}");
        };
        assert!(found == field && said.to_string().contains(message), "{found}: {said}");
    }

    let program = NewSubmission {
        problem: "sums".into(),
        language: "python3".into(),
        source: "print()".into(),
        files: vec![file("a.out", b"")],
        ..NewSubmission::default()
    };
    let refused = world.app.submit(&ada, &program);
    assert!(matches!(refused, Err(Error::Invalid { field: "files", .. })), "{refused:?}");
}
