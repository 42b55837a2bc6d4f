//! How a problem is solved: read, rendered as safely as statements, and given out again.

use minos::problem::{Export, load};

use super::fixture::Fixture;

#[test]
fn solutions_are_rendered_by_language_as_statements_are() {
    let fixture = Fixture::minimal()
        .with("solution/solution.en.md", "Take $n^2$.\n\n<script>alert(1)</script><b>Done</b>\n")
        .with("solution/solution.de.tex", "\\section{Idee}\nNimm $n^2$.\n")
        .with("solution/solution.fr.pdf", "%PDF-1.4 nothing")
        .with("solution/slides.md", "Not shown.\n");
    let loaded = fixture.loaded();
    let editorials = &loaded.package.editorials;
    let languages: Vec<_> = editorials.iter().map(|editorial| editorial.lang.as_str()).collect();
    assert_eq!(languages, ["de", "en", "fr"]);
    let (german, english, french) = (&editorials[0], &editorials[1], &editorials[2]);
    assert!(german.html.contains("<h2>Idee</h2>") && german.html.contains("<math"), "{german:?}");
    assert!(english.html.contains("<b>Done</b>"), "{english:?}");
    assert!(!english.html.contains("script"), "{english:?}");
    let document = french.document.as_ref().expect("a document");
    assert_eq!((french.html.as_str(), document.path.as_str()), ("", "solution.fr.pdf"));
    assert!(loaded.package.blobs().contains_key(&document.blob.digest));

    let place = tempfile::tempdir().expect("a directory");
    let to = place.path().join("minimal");
    Export::new(&loaded.package, &loaded.blobs).expect("exported").write(&to).expect("written");
    let after = load(&to).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(after.package.editorials, *editorials);
}

#[test]
fn of_two_in_a_language_one_is_shown() {
    let two = Fixture::minimal()
        .with("solution/solution.en.md", "One.\n")
        .with("solution/solution.en.tex", "Two.\n");
    assert_eq!(two.loaded().package.editorials.len(), 1);
    let warning =
        "solution/solution.en.tex: there is another solution in `en`; this one is not shown";
    assert!(two.warnings().contains(warning), "{}", two.warnings());
}

#[test]
fn a_tutorial_of_polygon_is_one_and_is_given_out() {
    let fixture = Fixture::of("polygon")
        .with("statement-sections/english/tutorial.tex", "Add \\textbf{both}: $a + b$.\n");
    let loaded = super::polygon::loaded_from(&fixture.dir);
    let [editorial] = &loaded.package.editorials[..] else { panic!("{:?}", loaded.package) };
    assert!(editorial.html.contains("<strong>both</strong>"), "{editorial:?}");
    assert_eq!(editorial.lang, "en");
    let place = tempfile::tempdir().expect("a directory");
    let to = place.path().join("sum-of-two");
    Export::new(&loaded.package, &loaded.blobs).expect("exported").write(&to).expect("written");
    let after = load(&to).unwrap_or_else(|errors| panic!("{errors:#?}"));
    assert_eq!(after.package.editorials, loaded.package.editorials);
}
