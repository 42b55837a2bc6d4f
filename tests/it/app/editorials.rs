//! Who may read how a problem is solved, and in which language.

use std::fs;

use minos::{
    app::{Error, Reason, Viewer},
    domain::{Locale, Role, Status},
    problem,
};

use super::World;

impl World {
    /// The next version of the problem, with more files.
    fn next_version(&self, files: &[(&str, &str)]) {
        let dir = self.dir.path().join("sums");
        for (path, text) in files {
            let file = dir.join(path);
            fs::create_dir_all(file.parent().expect("a directory")).expect("made");
            fs::write(file, text).expect("written");
        }
        let loaded = problem::load(&dir).unwrap_or_else(|findings| panic!("{findings:?}"));
        let imported = self.app.import(&Viewer::console(), &loaded.package, &loaded.blobs);
        assert!(imported.expect("it is taken in").changed);
    }
}

#[test]
fn whoever_has_solved_a_problem_reads_how_and_nobody_else() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let judge = world.user("judge", Role::Judge);
    let read = |viewer: &Viewer, locale| world.app.editorial(viewer, "sums", None, locale);
    let refused = read(&judge, Locale::English);
    assert!(matches!(refused, Err(Error::NotFound(_))), "there is none: {refused:?}");
    world.next_version(&[
        ("solution/solution.en.md", "Add **them** up.\n"),
        ("solution/solution.de.md", "Zähle zusammen.\n"),
        ("solution/solution.fr.pdf", "%PDF-1.4"),
    ]);
    let page = |viewer| world.app.problem(viewer, "sums", None, Locale::English).expect("a page");
    let document = |viewer: &Viewer| world.app.editorial_document(viewer, "sums", "fr");
    for (viewer, may) in [(None, false), (Some(&ada), false), (Some(&judge), true)] {
        let page = page(viewer);
        assert_eq!((page.has_editorial, page.sees_editorial), (true, may));
        let Some(viewer) = viewer else { continue };
        assert_eq!(read(viewer, Locale::English).is_ok(), may);
        assert_eq!(document(viewer).is_ok(), may);
    }
    assert_eq!(read(&ada, Locale::German), Err(Error::Forbidden(Reason::SolveFirst)));

    let id = world.submit(&ada);
    world.wait(id, Status::Done);
    assert!(page(Some(&ada)).sees_editorial);
    assert!(!page(Some(&eve)).sees_editorial);
    assert!(read(&eve, Locale::English).is_err());
    let english = read(&ada, Locale::English).expect("she solved it");
    assert!(english.html.contains("<strong>them</strong>"), "{english:?}");
    assert_eq!((english.lang.as_str(), english.is_document), ("en", false));
    assert_eq!(english.languages, ["de", "en", "fr"]);
    assert!(read(&ada, Locale::German).expect("it").html.contains("Zähle"));
    assert!(read(&ada, Locale::French).expect("it").is_document);
    let asked = world.app.editorial(&ada, "sums", Some("de"), Locale::English).expect("it");
    assert_eq!(asked.lang, "de");
    assert_eq!(document(&ada).expect("it"), b"%PDF-1.4");
    assert!(matches!(world.app.editorial_document(&ada, "sums", "de"), Err(Error::NotFound(_))));

    // What is hidden is hidden from those too who have solved it.
    world.app.set_problem_hidden(&Viewer::console(), "sums", true).expect("hidden");
    assert!(matches!(read(&ada, Locale::English), Err(Error::NotFound(_))));
    assert!(read(&judge, Locale::English).is_ok());
}

#[test]
fn a_statement_is_shown_in_the_language_of_the_page_or_the_one_asked_for() {
    let world = World::new();
    let yaml = world.dir.path().join("sums/problem.yaml");
    let text = fs::read_to_string(&yaml).expect("it reads");
    let named = text.replace("name: Sums", "name:\n  en: Sums\n  de: Summen");
    world.next_version(&[
        ("problem.yaml", &named),
        ("statement/problem.de.md", "Gib die Summe aus.\n"),
    ]);
    let shown = |tag, locale| {
        let page = world.app.problem(None, "sums", tag, locale).expect("a page");
        assert_eq!(page.statement_languages, ["de", "en"]);
        assert!(page.statement_html.contains(if page.lang == "de" { "Gib" } else { "Print" }));
        (page.lang, page.name)
    };
    let (german, english) = (("de", "Summen"), ("en", "Sums"));
    for (tag, locale, wanted) in [
        (None, Locale::English, english),
        (None, Locale::German, german),
        (None, Locale::French, english),
        (Some("de"), Locale::French, german),
        (Some("en"), Locale::German, english),
        (Some("it"), Locale::German, german),
    ] {
        let (lang, name) = shown(tag, locale);
        assert_eq!((lang.as_str(), name.as_str()), wanted, "{tag:?} {locale:?}");
    }
}
