//! `problem.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::{Export, flow::line};
use crate::problem::{
    Package,
    icpc::{codes, metadata::LICENSES},
};

const FILE: &str = "problem.yaml";

/// Writes it for a package with statements in these languages.
pub(super) fn write(export: &mut Export<'_>, package: &Package, languages: &BTreeSet<String>) {
    let mut text = line("problem_format_version", &json!("2025-09"));
    // A date, to YAML, unless it is quoted; the version is known to all as it stands.
    text = text.replace('"', "");
    let mut key = |key: &str, value: Value| text.push_str(&line(key, &value));
    let kind = package.kind;
    let words = [
        (!kind.scoring, "pass-fail"),
        (kind.scoring, "scoring"),
        (kind.interactive, "interactive"),
        (kind.multi_pass, "multi-pass"),
        (kind.submit_answer, "submit-answer"),
    ];
    let words: Vec<_> = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
    key("type", json!(words));
    key("name", json!(names(package, languages)));
    key("uuid", json!(uuid(package)));
    if let Some(version) = &package.version {
        key("version", json!(version));
    }
    let carried = &package.carried.metadata;
    if !carried.contains_key("credits") && !package.authors.is_empty() {
        let plain = |author: &String| author.replace(['<', '>'], " ").trim().to_owned();
        key("credits", json!({ "authors": package.authors.iter().map(plain).collect::<Vec<_>>() }));
    }
    if let Some(source) = package.source.as_ref().filter(|_| !carried.contains_key("source")) {
        key("source", json!(source));
    }
    let known = LICENSES.contains(&package.license.as_str());
    key("license", json!(if known { &package.license } else { "unknown" }));
    for (word, value) in carried {
        key(word, value.clone());
    }
    if let Some(embargo) = &package.embargo_until {
        key("embargo_until", json!(embargo));
    }
    key("limits", limits(package));
    if !package.keywords.is_empty() {
        key("keywords", json!(package.keywords));
    }
    if let Some(codes) = &package.languages {
        let known: Vec<_> = codes.iter().filter(|code| codes::is_language(code)).collect();
        key("languages", json!(known));
    }
    if package.allow_file_writing {
        key("allow_file_writing", json!(true));
    }
    if !package.carried.constants.is_empty() {
        key("constants", constants(&package.carried.constants));
    }
    export.make(FILE, text);
    if !known {
        let message = format!("the license `{}` is none of the format's", package.license);
        export.warn(FILE, message);
    }
    for tag in package.name.keys().filter(|tag| !languages.contains(*tag)) {
        export.warn(FILE, format!("the name in `{tag}` is left out: there is no such statement"));
    }
}

/// A name in each language of the statements.
fn names(package: &Package, languages: &BTreeSet<String>) -> BTreeMap<String, String> {
    let any = package.name.get("en").or_else(|| package.name.values().next());
    let any = any.unwrap_or(&package.slug);
    let name = |tag: &String| package.name.get(tag).unwrap_or(any).clone();
    languages.iter().map(|tag| (tag.clone(), name(tag))).collect()
}

/// Its own, or where it has none one that follows from the slug.
fn uuid(package: &Package) -> String {
    let groups: Vec<_> = package.uuid.split('-').map(str::len).collect();
    if groups == [8, 4, 4, 4, 12] {
        return package.uuid.clone();
    }
    let hex = hex::encode(Sha256::digest(format!("minos {}", package.slug)));
    format!("{}-{}-8{}-8{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..32])
}

fn limits(package: &Package) -> Value {
    let (limits, timing) = (&package.limits, &package.timing);
    let mut map = json!({
        "memory": limits.memory_mib,
        "output": limits.output_mib,
        "code": limits.code_kib,
        "compilation_time": limits.compilation_time_seconds,
        "compilation_memory": limits.compilation_memory_mib,
        "validation_time": limits.validation_time_seconds,
        "validation_memory": limits.validation_memory_mib,
        "validation_output": limits.validation_output_mib,
        "time_multipliers": {
            "ac_to_time_limit": timing.ac_to_time_limit,
            "time_limit_to_tle": timing.time_limit_to_tle,
        },
    });
    let multiple = limits.time_seconds / timing.resolution;
    let fits = (multiple - multiple.round()).abs() <= 1e-9 * multiple.max(1.0);
    let resolution = if fits || !timing.given { timing.resolution } else { limits.time_seconds };
    map["time_resolution"] = json!(resolution);
    if timing.given {
        map["time_limit"] = json!(limits.time_seconds);
    }
    if package.kind.multi_pass {
        map["validation_passes"] = json!(limits.validation_passes);
    }
    map
}

/// `name` and `name.variant` as a map of maps.
fn constants(flat: &BTreeMap<String, String>) -> Value {
    let mut map = serde_json::Map::new();
    for (key, value) in flat {
        if let Some((name, variant)) = key.split_once('.') {
            map.entry(name).or_insert_with(|| json!({}))[variant] = json!(value);
        }
    }
    Value::Object(map)
}
