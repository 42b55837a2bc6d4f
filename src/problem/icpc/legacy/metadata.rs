//! `problem.yaml` and its neighbours `.timelimit` and `domjudge-problem.ini`.

use std::collections::BTreeMap;

use super::{
    super::{
        Importer, limits,
        metadata::{self, Metadata},
    },
    Dialect, group,
};
use crate::{
    domain::Limits,
    problem::{
        ScoreFile, Timing, Type,
        constants::Constants,
        fields::{Doc, Fields, decimal},
        yaml::{Node, Value},
    },
};

const FILE: &str = "problem.yaml";
const INI: &str = "domjudge-problem.ini";

/// What these files say.
pub(super) struct Legacy {
    pub(super) meta: Metadata,
    pub(super) validation: Validation,
    /// Arguments for every output validator.
    pub(super) validator_flags: Vec<String>,
    pub(super) score_file: ScoreFile,
    /// What old packages say of all groups here rather than in `testdata.yaml`.
    pub(super) defaults: group::Settings,
}

/// Whether the package brings its output validator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Validation {
    /// `default`.
    Default,
    /// `custom …`.
    Custom,
    /// Where no key says so: custom when there is one.
    Unsaid,
}

/// Reads them; `None` when `problem.yaml` is no map.
pub(super) fn read(importer: &mut Importer<'_>, text: &str, dialect: Dialect) -> Option<Legacy> {
    let mut legacy = if dialect == Dialect::Draft {
        let mut meta = metadata::read(FILE, text, &mut importer.findings)?;
        meta.allow_file_writing = true;
        let score_file = if meta.kind.scoring { ScoreFile::Allowed } else { ScoreFile::Forbidden };
        Legacy {
            meta,
            validation: Validation::Unsaid,
            validator_flags: Vec::new(),
            score_file,
            defaults: group::Settings::default(),
        }
    } else {
        yaml(importer, text)?
    };
    time_limit(importer, &mut legacy.meta);
    Some(legacy)
}

fn yaml(importer: &mut Importer<'_>, text: &str) -> Option<Legacy> {
    let (mut doc, mut fields) = Doc::open(FILE, text, &mut importer.findings)?;
    fields.take("problem_format_version");
    let mut kind = Type::default();
    if let Some(node) = fields.take("type") {
        types(&mut doc, &node, &mut kind);
    }
    let name_node = fields.take("name");
    let name_line = name_node.as_ref().map_or(1, |node| node.line);
    let name = name_node.map(|node| names(&mut doc, node)).unwrap_or_default();
    let validation = fields.take("validation");
    let (validation, score_file) = match validation {
        Some(node) => words(&mut doc, &node, &mut kind),
        None => (Validation::Default, ScoreFile::Forbidden),
    };
    let flags = fields.take("validator_flags");
    let validator_flags = flags.and_then(|node| group::flags(&mut doc, "`validator_flags`", &node));
    let authors = authors(&mut doc, &mut fields);
    let mut text_of = |key: &'static str| {
        let node = fields.take(key).filter(|node| node.value != Value::Null)?;
        doc.string(&format!("`{key}`"), &node).filter(|text| !text.trim().is_empty())
    };
    let uuid = text_of("uuid").unwrap_or_default();
    let source = text_of("source");
    let source_url = text_of("source_url");
    let license = text_of("license").unwrap_or_else(|| "unknown".to_owned());
    let owner = text_of("rights_owner");
    if source_url.is_some() && source.is_none() {
        doc.findings.warning(FILE, None, "`source_url` without `source`");
    }
    let mut carried = BTreeMap::new();
    if let Some(owner) = &owner {
        carried.insert("rights_owner".to_owned(), owner.as_str().into());
    }
    if let (Some(name), Some(url)) = (&source, &source_url) {
        carried.insert("source".to_owned(), serde_json::json!({ "name": name, "url": url }));
    }
    check_license(&mut doc, &license, owner.or_else(|| source.clone()), &authors);
    let keywords = match fields.take("keywords") {
        Some(Node { value: Value::Null, .. }) | None => Vec::new(),
        Some(node @ Node { value: Value::List(_), .. }) => {
            doc.strings("`keywords`", &node).unwrap_or_default()
        }
        Some(node) => {
            let text = doc.string("`keywords`", &node).unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        }
    };
    let (limits, timing) = read_limits(&mut doc, &mut fields, kind);
    let defaults = grading(&mut doc, &mut fields, kind);
    doc.finish(fields);
    let meta = Metadata {
        kind,
        name,
        name_line,
        uuid,
        version: None,
        authors,
        source,
        license,
        embargo_until: None,
        limits,
        timing,
        keywords,
        languages: None,
        // The format forbids nothing here, and its tools never did.
        allow_file_writing: true,
        constants: Constants::default(),
        carried,
    };
    let validator_flags = validator_flags.unwrap_or_default();
    Some(Legacy { meta, validation, validator_flags, score_file, defaults })
}

/// `pass-fail` or `scoring`; other words of later formats are understood as well.
fn types(doc: &mut Doc<'_>, node: &Node, kind: &mut Type) {
    for words in doc.one_or_more("`type`", node).unwrap_or_default() {
        for word in words.split_whitespace() {
            match word {
                "pass-fail" => {}
                "scoring" => kind.scoring = true,
                "interactive" => kind.interactive = true,
                "multi-pass" => kind.multi_pass = true,
                "submit-answer" => kind.submit_answer = true,
                _ => doc.error(
                    node.line,
                    format!("unknown type `{word}`; there are pass-fail and scoring"),
                ),
            }
        }
    }
}

/// The words of `validation`.
fn words(doc: &mut Doc<'_>, node: &Node, kind: &mut Type) -> (Validation, ScoreFile) {
    let text = doc.string("`validation`", node).unwrap_or_else(|| "default".to_owned());
    let mut words = text.split_whitespace();
    let validation = match words.next() {
        Some("custom") => Validation::Custom,
        Some("default") => Validation::Default,
        first => {
            let first = first.unwrap_or_default();
            doc.error(node.line, format!("`validation` is default or custom, not `{first}`"));
            Validation::Default
        }
    };
    let mut score_file = ScoreFile::Forbidden;
    for word in words {
        match word {
            "score" => score_file = ScoreFile::Required,
            "interactive" => kind.interactive = true,
            "multi-pass" => kind.multi_pass = true,
            _ => doc.error(
                node.line,
                format!("`custom` goes with score, interactive and multi-pass, not `{word}`"),
            ),
        }
        if validation == Validation::Default {
            doc.error(node.line, format!("`{word}` is for custom validation alone"));
        }
    }
    if score_file == ScoreFile::Required && !kind.scoring {
        doc.error(node.line, "`custom score` is for problems of type scoring alone");
    }
    (validation, score_file)
}

fn names(doc: &mut Doc<'_>, node: Node) -> BTreeMap<String, String> {
    match node.value {
        Value::Null => BTreeMap::new(),
        Value::Map(entries) => entries
            .into_iter()
            .filter_map(|(tag, _, node)| Some((tag, doc.word("a name", &node)?)))
            .collect(),
        _ => doc.word("`name`", &node).map(|name| ("en".to_owned(), name)).into_iter().collect(),
    }
}

/// Names between commas and `and`.
fn authors(doc: &mut Doc<'_>, fields: &mut Fields) -> Vec<String> {
    let Some(node) = fields.take("author").filter(|node| node.value != Value::Null) else {
        return Vec::new();
    };
    let lines = match &node.value {
        Value::List(_) => doc.strings("`author`", &node).unwrap_or_default(),
        _ => doc.string("`author`", &node).into_iter().collect(),
    };
    let names = lines.iter().flat_map(|line| line.split([',', '&'])).flat_map(|part| {
        part.split(" and ").map(|name| name.split('<').next().unwrap_or_default().trim())
    });
    names.filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

fn check_license(doc: &mut Doc<'_>, license: &str, owner: Option<String>, authors: &[String]) {
    if !metadata::LICENSES.contains(&license) {
        let known = metadata::LICENSES.join(", ");
        let message = format!("unknown license `{license}`; there are {known}");
        doc.findings.warning(FILE, None, message);
    }
    let needed = !["unknown", "public domain"].contains(&license);
    if needed && authors.is_empty() && owner.is_none() {
        let message = format!("license `{license}` needs a `rights_owner`, `author` or `source`");
        doc.findings.warning(FILE, None, message);
    }
}

fn read_limits(doc: &mut Doc<'_>, fields: &mut Fields, kind: Type) -> (Limits, Timing) {
    let node = fields.take("limits").filter(|node| node.value != Value::Null);
    let mut timing =
        Timing { given: false, ac_to_time_limit: 5.0, time_limit_to_tle: 2.0, resolution: 1.0 };
    let mut limits = Limits::default();
    let Some(mut fields) = node.and_then(|node| doc.map("`limits`", node)) else {
        return (limits, timing);
    };
    for (key, into) in [
        ("time_multiplier", &mut timing.ac_to_time_limit),
        ("time_safety_margin", &mut timing.time_limit_to_tle),
    ] {
        if let Some(given) = limits::float(doc, &mut fields, key, |n| n >= 1.0, "at least 1") {
            *into = given;
        }
    }
    if let Some(given) =
        limits::float(doc, &mut fields, "time_limit", limits::is_time, "above 0, at most 600 s")
    {
        limits.time_seconds = given;
        timing.given = true;
    }
    limits::amounts(doc, &mut fields, &mut limits);
    limits::passes(doc, &mut fields, kind, &mut limits);
    doc.finish(fields);
    (limits, timing)
}

/// `grading`, whose keys but for the first two now stand in `testdata.yaml`.
fn grading(doc: &mut Doc<'_>, fields: &mut Fields, kind: Type) -> group::Settings {
    let mut settings = group::Settings::default();
    let node = fields.take("grading").filter(|node| node.value != Value::Null);
    let Some(mut fields) = node.and_then(|node| doc.map("`grading`", node)) else {
        return settings;
    };
    if let Some(node) = fields.take("objective") {
        match doc.string("`objective`", &node).as_deref() {
            Some("max") | None => {}
            Some("min") => doc.findings.warning(
                FILE,
                node.line,
                "`objective: min` is not kept: Minos ranks more points first",
            ),
            Some(other) => {
                doc.error(node.line, format!("`objective` is max or min, not `{other}`"));
            }
        }
    }
    fields.take("show_test_data_groups");
    fields.take("custom_scoring");
    if let Some(node) = fields.take("on_reject") {
        match doc.string("`on_reject`", &node).as_deref() {
            Some("first_error") => settings.break_on_reject = Some(true),
            Some("grade" | "worst_error") => settings.break_on_reject = Some(false),
            Some(other) => doc.error(
                node.line,
                format!("`on_reject` is first_error, worst_error or grade, not `{other}`"),
            ),
            None => {}
        }
    }
    settings.scores(doc, &mut fields, kind.scoring);
    doc.finish(fields);
    settings
}

/// Takes the time limit from where judges keep it; `domjudge-problem.ini` has the last word.
fn time_limit(importer: &mut Importer<'_>, meta: &mut Metadata) {
    let mut set = |importer: &mut Importer<'_>, file: &str, text: &str| {
        let text = text.trim().trim_matches(['\'', '"']);
        match decimal(text).filter(|seconds| limits::is_time(*seconds)) {
            Some(seconds) => {
                if meta.timing.given && meta.limits.time_seconds != seconds {
                    let other = meta.limits.time_seconds;
                    let message = format!("{seconds} s, where {other} s is said elsewhere");
                    importer.findings.warning(file, None, message);
                }
                meta.limits.time_seconds = seconds;
                meta.timing.given = true;
            }
            None => {
                let message = format!("`{text}` is no time limit in seconds, up to 600");
                importer.findings.error(file, None, message);
            }
        }
    };
    if let Some(text) = text(importer, ".timelimit") {
        set(importer, ".timelimit", &text);
    }
    for line in text(importer, INI).unwrap_or_default().lines() {
        if let Some((key, value)) = line.split_once('=')
            && key.trim() == "timelimit"
        {
            set(importer, INI, value);
        }
    }
}

fn text(importer: &mut Importer<'_>, file: &str) -> Option<String> {
    importer.tree.has_file(file).then(|| importer.tree.text(file, &mut importer.findings))?
}
