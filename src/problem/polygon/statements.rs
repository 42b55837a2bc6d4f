//! Names, statements and samples.
//!
//! Polygon keeps a statement in pieces, `statement-sections/<language>/legend.tex` and so on, and
//! puts them together into `statements/<language>/problem.tex` and `problem-properties.json`; the
//! pieces are read where they are, else what was put together.

use roxmltree::Node;
use serde::Deserialize;

use super::{FILE, Importer, kinds, xml, xml::Xml};
use crate::{
    domain::Blobs as _,
    problem::{
        Editorial, Package, Sample, SourceFile, Statement,
        constants::Constants,
        samples::shown,
        statement::{self, Source},
    },
};

/// The pieces in their order, with their headings in English and in Russian; samples stand before
/// the notes.
const PIECES: &[(&str, &str, &str)] = &[
    ("legend", "", ""),
    ("input", "Input", "Входные данные"),
    ("output", "Output", "Выходные данные"),
    ("interaction", "Interaction", "Протокол взаимодействия"),
    ("scoring", "Scoring", "Система оценки"),
    ("notes", "Note", "Замечание"),
];

/// What `problem-properties.json` holds of a statement.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Properties {
    author_name: Option<String>,
    legend: Option<String>,
    input: Option<String>,
    output: Option<String>,
    interaction: Option<String>,
    scoring: Option<String>,
    notes: Option<String>,
    tutorial: Option<String>,
}

/// Reads names and statements, and the samples in the words of the first statement.
pub(super) fn read(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    problem: Node<'_, '_>,
    package: &mut Package,
) {
    let names: Vec<_> = xml::below(problem, &["names", "name"])
        .filter_map(|name| Some((name.attribute("language")?, name.attribute("value")?)))
        .collect();
    for (language, name) in &names {
        if let Some(tag) = kinds::tag(language) {
            package.name.insert(tag.to_owned(), (*name).to_owned());
        }
    }
    let mut languages: Vec<(&str, u64)> = Vec::new();
    for node in xml::below(problem, &["statements", "statement"]) {
        let language = node.attribute("language").unwrap_or_default();
        if !languages.iter().any(|(known, _)| *known == language) {
            languages.push((language, xml.line(node)));
        }
    }
    // English is shown where nothing else was asked for; its samples are everybody's.
    languages.sort_by_key(|(language, _)| *language != "english");
    read_samples(importer, languages.first().map(|(language, _)| *language), package);
    for (language, line) in languages {
        let Some(tag) = kinds::tag(language) else {
            let message = format!("the language `{language}` of a statement is not known");
            importer.findings.warning(FILE, line, message);
            continue;
        };
        if let Some(html) = one(importer, language, package) {
            package.statements.push(Statement { lang: tag.to_owned(), html });
        }
    }
}

/// A statement as HTML; `None` when there is nothing to make one of.
fn one(importer: &mut Importer<'_>, language: &str, package: &mut Package) -> Option<String> {
    let pdf = format!("statements/.pdf/{language}/problem.pdf");
    let has_pdf = importer.tree.has_file(&pdf);
    let name = format!("problem-{language}.pdf");
    if has_pdf && let Some(file) = importer.source(&pdf, &name) {
        package.attachments.push(file);
    }
    let properties = properties(importer, language);
    let author = properties.author_name.clone().filter(|name| !name.trim().is_empty());
    if let Some(author) = author.filter(|author| !package.authors.contains(author)) {
        package.authors.push(author);
    }
    read_tutorial(importer, language, &properties, package);
    let pieces = pieces(importer, language, &properties);
    if pieces.iter().all(Option::is_none) {
        let tag = kinds::tag(language).unwrap_or(language);
        let own = format!("problem.{tag}.pdf");
        package.carried.statement.extend(has_pdf.then(|| importer.source(&pdf, &own)).flatten());
        let pdf = format!("<p>The statement is the document {name} among the attachments.</p>");
        return has_pdf.then_some(pdf);
    }
    let samples = package.samples.len();
    let (mut html, mut whole) = (String::new(), String::new());
    for ((piece, english, russian), text) in PIECES.iter().zip(pieces) {
        if *piece == "notes" {
            for sample in 0..samples {
                html += &format!("<div class=\"sample-slot\" data-sample=\"{sample}\"></div>");
            }
            whole += "\\remainingsamples\n\n";
        }
        let Some((file, text, dir)) = text else { continue };
        let heading = if language == "russian" { russian } else { english };
        if !heading.is_empty() {
            html += &format!("<h2>{heading}</h2>");
            whole += &format!("\\section{{{heading}}}\n\n");
        }
        whole += &format!("{}\n\n", text.trim());
        carry_images(importer, &dir, package);
        let source = Source {
            file: &file,
            text: &text,
            tree: importer.tree,
            dir: &dir,
            samples: 0,
            constants: &Constants::default(),
        };
        html += &statement::latex(&source, &mut importer.findings);
    }
    let tag = kinds::tag(language).unwrap_or(language);
    let blob = importer.blobs.add_bytes(whole.as_bytes());
    let path = format!("problem.{tag}.tex");
    package.carried.statement.push(SourceFile { path, blob, executable: false });
    Some(html)
}

/// Reads how the problem is solved, where that is written down.
fn read_tutorial(
    importer: &mut Importer<'_>,
    language: &str,
    properties: &Properties,
    package: &mut Package,
) {
    let (sections, whole) =
        (format!("statement-sections/{language}"), format!("statements/{language}"));
    let files = [&sections, &whole].map(|dir| format!("{dir}/tutorial.tex"));
    let file = files.iter().find(|file| importer.tree.has_file(file));
    let (file, text, dir) = match (file, &properties.tutorial) {
        (Some(file), _) => {
            let text = importer.tree.text_as_it_is(file, &mut importer.findings);
            let dir = if file.starts_with(&sections) { &sections } else { &whole };
            (file.clone(), text.unwrap_or_default(), dir)
        }
        (None, Some(text)) => (format!("{whole}/problem-properties.json"), text.clone(), &whole),
        (None, None) => return,
    };
    if text.trim().is_empty() {
        return;
    }
    let source = Source {
        file: &file,
        text: &text,
        tree: importer.tree,
        dir,
        samples: 0,
        constants: &Constants::default(),
    };
    let html = statement::latex(&source, &mut importer.findings);
    let lang = kinds::tag(language).unwrap_or(language).to_owned();
    let (path, executable) = (format!("solution/solution.{lang}.tex"), false);
    let blob = importer.blobs.add_bytes(format!("{}\n", text.trim()).as_bytes());
    package.carried.files.push(SourceFile { path, blob, executable });
    for name in importer.tree.files_in(dir) {
        if text.contains(&format!("{{{name}}}")) {
            let path = format!("solution/{name}");
            package.carried.files.extend(importer.source(&format!("{dir}/{name}"), &path));
        }
    }
    package.editorials.push(Editorial { lang, html, document: None });
}

/// Keeps the images beside a piece of a statement for the whole that an export puts together.
fn carry_images(importer: &mut Importer<'_>, dir: &str, package: &mut Package) {
    for name in importer.tree.files_in(dir) {
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let carried = &mut package.carried.statement;
        if ["png", "jpg", "jpeg", "svg"].contains(&ending)
            && !carried.iter().any(|file| file.path == name)
        {
            carried.extend(importer.source(&format!("{dir}/{name}"), &name));
        }
    }
}

/// File, text and directory of each piece that there is.
fn pieces(
    importer: &mut Importer<'_>,
    language: &str,
    properties: &Properties,
) -> Vec<Option<(String, String, String)>> {
    let sections = format!("statement-sections/{language}");
    let whole = format!("statements/{language}");
    if importer.tree.has_file(&format!("{sections}/legend.tex")) {
        let read = |(piece, ..): &(&str, &str, &str)| {
            let file = format!("{sections}/{piece}.tex");
            if !importer.tree.has_file(&file) {
                return None;
            }
            let text = importer.tree.text_as_it_is(&file, &mut importer.findings)?;
            (!text.trim().is_empty()).then(|| (file, text, sections.clone()))
        };
        return PIECES.iter().map(read).collect();
    }
    let p = properties;
    let of_properties = [&p.legend, &p.input, &p.output, &p.interaction, &p.scoring, &p.notes];
    if p.legend.is_some() {
        let file = format!("{whole}/problem-properties.json");
        let piece = |text: &&Option<String>| {
            let text = text.as_ref().filter(|text| !text.trim().is_empty())?;
            Some((file.clone(), text.clone(), whole.clone()))
        };
        return of_properties.iter().map(piece).collect();
    }
    let file = format!("{whole}/problem.tex");
    let mut pieces = vec![None; PIECES.len()];
    if importer.tree.has_file(&file)
        && let Some(text) = importer.tree.text_as_it_is(&file, &mut importer.findings)
    {
        pieces[0] = Some((file, plain(&text), whole));
    }
    pieces
}

fn properties(importer: &mut Importer<'_>, language: &str) -> Properties {
    let file = format!("statements/{language}/problem-properties.json");
    if !importer.tree.has_file(&file) {
        return Properties::default();
    }
    let Some(text) = importer.tree.text_as_it_is(&file, &mut importer.findings) else {
        return Properties::default();
    };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        let line = Some(error.line() as u64).filter(|line| *line > 0);
        importer.findings.warning(
            &file,
            line,
            format!("not read, for it is no such JSON: {error}"),
        );
        Properties::default()
    })
}

/// A statement of olymp.sty in the words of LaTeX: its macros are headings, its frame goes, and
/// so do the examples, which stand elsewhere. Lines stay lines.
fn plain(text: &str) -> String {
    const MACROS: &[(&str, &str)] = &[
        ("\\InputFile", "\\section{Input}"),
        ("\\OutputFile", "\\section{Output}"),
        ("\\Interaction", "\\section{Interaction}"),
        ("\\Scoring", "\\section{Scoring}"),
        ("\\Notes", "\\section{Note}"),
        ("\\Note", "\\section{Note}"),
        ("\\Examples", ""),
        ("\\Example", ""),
        ("\\end{problem}", ""),
    ];
    let mut text = MACROS.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to));
    for (open, close) in [("\\begin{example}", "\\end{example}"), ("\\begin{problem}", "\n")] {
        while let Some(start) = text.find(open) {
            let end = text[start..].find(close).map_or(text.len(), |end| start + end + close.len());
            let lines = "\n".repeat(text[start..end].matches('\n').count());
            text.replace_range(start..end, &lines);
        }
    }
    text
}

/// The samples as cases show them, or as the statement does instead.
fn read_samples(importer: &mut Importer<'_>, language: Option<&str>, package: &mut Package) {
    let cases = package.cases.iter().filter(|case| case.is_sample());
    let cases: Vec<_> =
        cases.map(|case| (case.name.clone(), case.input.clone(), case.answer.clone())).collect();
    for (number, (name, input, answer)) in (1..).zip(cases) {
        let mut example = |ending: &str| {
            let language = language?;
            let dirs = ["statements", "statement-sections"];
            let paths = dirs.map(|dir| format!("{dir}/{language}/example.{number:02}{ending}"));
            let path = paths.iter().find(|path| importer.tree.has_file(path))?;
            importer.blob(path)
        };
        let input = example("").unwrap_or(input);
        let output = example(".a").unwrap_or(answer);
        let read = |blob: &crate::domain::BlobRef| importer.blobs.read(&blob.digest).ok();
        package.samples.push(Sample {
            name,
            input: shown(&read(&input).unwrap_or_default()),
            output: shown(&read(&output).unwrap_or_default()),
            interaction: None,
            input_download: input,
            output_download: output,
        });
    }
}
