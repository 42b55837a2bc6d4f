//! Which importer reads a package.

use std::path::Path;

use super::{
    DirBlobs, Finding, NoWorkshop, Package, Workshop, archive,
    fields::Doc,
    finding::Findings,
    icpc::{
        self,
        legacy::{self, Dialect},
    },
    polygon,
    tree::{ICPC, POLYGON, Tree},
};

/// A package read from disk without an error.
#[derive(Debug)]
pub struct Loaded {
    /// The problem.
    pub package: Package,
    /// Its bytes.
    pub blobs: DirBlobs,
    /// What is odd but no error.
    pub warnings: Vec<Finding>,
}

/// Reads the package in the directory or archive at `path`. Its name becomes the slug, unless the
/// package names itself.
///
/// # Errors
/// Everything that is wrong with the package, in the order of files and lines.
pub fn load(path: &Path) -> Result<Loaded, Vec<Finding>> {
    load_with(path, &mut NoWorkshop)
}

/// The same where a package's own programs can be run to make the data that it does not bring.
///
/// # Errors
/// As [`load`].
pub fn load_with(path: &Path, workshop: &mut dyn Workshop) -> Result<Loaded, Vec<Finding>> {
    if !path.is_file() {
        return load_dir(path, workshop);
    }
    let place = archive::unpack(path)?;
    let mut loaded = load_dir(&place.package, workshop)?;
    loaded.blobs.keep(place);
    Ok(loaded)
}

fn load_dir(dir: &Path, workshop: &mut dyn Workshop) -> Result<Loaded, Vec<Finding>> {
    let mut findings = Findings::default();
    let tree = Tree::walk(dir, &mut findings);
    let (package, blobs, mut findings) = if tree.has_file(POLYGON) && !tree.has_file(ICPC) {
        let slug = polygon::slug(&tree).unwrap_or_else(|| slug(dir, &mut findings));
        polygon::import(&slug, &tree, findings, workshop)
    } else {
        let slug = slug(dir, &mut findings);
        import(&slug, &tree, findings)
    };
    findings.errors.sort();
    findings.errors.dedup();
    findings.warnings.sort();
    findings.warnings.dedup();
    match package {
        Some(package) if findings.errors.is_empty() => {
            Ok(Loaded { package, blobs, warnings: findings.warnings })
        }
        _ => Err(findings.errors),
    }
}

/// The directory's name, for which the format has letters and digits; Minos takes `-` as well,
/// also in place of what is neither.
fn slug(dir: &Path, findings: &mut Findings) -> String {
    let absolute = dir.canonicalize().unwrap_or_else(|_| dir.into());
    let name = absolute.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let slug = name.chars().map(plain).collect::<String>().trim_matches('-').to_owned();
    if slug.is_empty() || slug.len() > 64 {
        let message =
            format!("the directory `{name}` must be called by 1 to 64 of the letters a-z, 0-9");
        findings.error(".", None, message);
    } else if slug != name {
        let message = format!(
            "the format has letters a-z and digits in a directory's name, not `{name}`; here it \
             is `{slug}`"
        );
        findings.warning(".", None, message);
    } else if name.contains('-') {
        let message = format!("the format has no `-` in a directory's name: `{name}`");
        findings.warning(".", None, message);
    }
    slug
}

fn import(
    slug: &str,
    tree: &Tree,
    mut findings: Findings,
) -> (Option<Package>, DirBlobs, Findings) {
    const FILE: &str = "problem.yaml";
    let none = |findings| (None, DirBlobs::default(), findings);
    if !findings.errors.is_empty() && !tree.has_file(FILE) && tree.files_in("").is_empty() {
        return none(findings);
    }
    if !tree.has_file(FILE) {
        let message = "missing; a problem package has one in its top directory, or a problem.xml";
        findings.error(FILE, None, message);
        return none(findings);
    }
    findings.lenient = !says_2025_09(tree);
    let Some(text) = tree.text(FILE, &mut findings) else { return none(findings) };
    let Some((mut doc, mut fields)) = Doc::open(FILE, &text, &mut findings) else {
        return none(findings);
    };
    let version = fields.take("problem_format_version");
    let line = version.as_ref().map_or(1, |node| node.line);
    let word = match &version {
        Some(node) => doc.string("`problem_format_version`", node),
        None => Some("legacy".to_owned()),
    };
    match word.as_deref() {
        Some("2025-09") => icpc::import(slug, tree, &text, findings),
        Some("legacy") => legacy::import(slug, tree, &text, Dialect::Legacy, findings),
        Some("legacy-icpc") => legacy::import(slug, tree, &text, Dialect::Icpc, findings),
        Some("2023-07" | "2023-07-draft") => {
            legacy::import(slug, tree, &text, Dialect::Draft, findings)
        }
        Some(other) => {
            let message = format!(
                "unknown format version `{other}`; this version reads 2025-09, 2023-07-draft, \
                 legacy and legacy-icpc"
            );
            findings.error(FILE, line, message);
            none(findings)
        }
        None => none(findings),
    }
}

/// Whether the package has the current format, whose form is to be kept.
fn says_2025_09(tree: &Tree) -> bool {
    let mut unheard = Findings { lenient: true, ..Findings::default() };
    let Some(text) = tree.text("problem.yaml", &mut unheard) else { return true };
    let Some((mut doc, mut fields)) = Doc::open("problem.yaml", &text, &mut unheard) else {
        return true;
    };
    let version = fields.take("problem_format_version");
    let word = version.and_then(|node| doc.string("the version", &node));
    word.is_some_and(|word| word == "2025-09")
}
