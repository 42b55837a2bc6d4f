//! `limits` of `problem.yaml`.

use crate::{
    domain::Limits,
    problem::{
        Timing, Type,
        fields::{Doc, Fields},
        yaml::Node,
    },
};

/// What Minos can hold a program to; a package that asks for more is refused, for a limit that
/// is written must be kept exactly.
const MOST_SECONDS: f64 = 600.0;
const MOST_MIB: u64 = 64 << 10;

/// Reads them, with the defaults for what is absent.
pub(super) fn read(doc: &mut Doc<'_>, node: Option<Node>, kind: Type) -> (Limits, Timing) {
    let mut limits = Limits::default();
    let mut timing =
        Timing { given: false, ac_to_time_limit: 2.0, time_limit_to_tle: 1.5, resolution: 1.0 };
    let Some(mut fields) = node.and_then(|node| doc.map("`limits`", node)) else {
        return (limits, timing);
    };
    if let Some(node) = fields.take("time_multipliers")
        && let Some(mut multipliers) = doc.map("`time_multipliers`", node)
    {
        for (key, value) in [
            ("ac_to_time_limit", &mut timing.ac_to_time_limit),
            ("time_limit_to_tle", &mut timing.time_limit_to_tle),
        ] {
            if let Some(given) = float(doc, &mut multipliers, key, |n| n >= 1.0, "at least 1") {
                *value = given;
            }
        }
        doc.finish(multipliers);
    }
    if let Some(given) = float(doc, &mut fields, "time_resolution", |n| n > 0.0, "above 0") {
        timing.resolution = given;
    }
    time_limit(doc, &mut fields, &mut limits, &mut timing);
    amounts(doc, &mut fields, &mut limits);
    passes(doc, &mut fields, kind, &mut limits);
    doc.finish(fields);
    (limits, timing)
}

/// Whether Minos can keep such a time limit, seconds.
pub(super) fn is_time(seconds: f64) -> bool {
    seconds > 0.0 && seconds <= MOST_SECONDS
}

/// The limits that are whole numbers.
pub(super) fn amounts(doc: &mut Doc<'_>, fields: &mut Fields, limits: &mut Limits) {
    for (key, value, most) in [
        ("memory", &mut limits.memory_mib, MOST_MIB),
        ("output", &mut limits.output_mib, MOST_MIB),
        ("code", &mut limits.code_kib, MOST_MIB),
        ("compilation_time", &mut limits.compilation_time_seconds, MOST_SECONDS as u64),
        ("compilation_memory", &mut limits.compilation_memory_mib, MOST_MIB),
        ("validation_time", &mut limits.validation_time_seconds, MOST_SECONDS as u64),
        ("validation_memory", &mut limits.validation_memory_mib, MOST_MIB),
        ("validation_output", &mut limits.validation_output_mib, MOST_MIB),
    ] {
        let Some(node) = fields.take(key) else { continue };
        if let Some(given) = doc.integer(&format!("`{key}`"), &node, 1) {
            if given > most {
                doc.error(node.line, format!("`{key}` of {given} is more than {most} at most"));
            }
            *value = given;
        }
    }
}

/// `validation_passes`.
pub(super) fn passes(doc: &mut Doc<'_>, fields: &mut Fields, kind: Type, limits: &mut Limits) {
    if let Some(node) = fields.take("validation_passes") {
        if !kind.multi_pass {
            doc.error(node.line, "`validation_passes` is for multi-pass problems alone");
        }
        if let Some(passes) = doc.integer("`validation_passes`", &node, 2) {
            limits.validation_passes = u32::try_from(passes).unwrap_or(u32::MAX);
        }
    }
}

fn time_limit(doc: &mut Doc<'_>, fields: &mut Fields, limits: &mut Limits, timing: &mut Timing) {
    let Some(node) = fields.take("time_limit") else { return };
    let Some(seconds) = doc.float("`time_limit`", &node) else { return };
    if !is_time(seconds) {
        let message = format!("`time_limit` must be above 0 and at most {MOST_SECONDS} s");
        return doc.error(node.line, message);
    }
    let multiple = seconds / timing.resolution;
    if (multiple - multiple.round()).abs() > 1e-9 * multiple.max(1.0) {
        doc.error(
            node.line,
            format!(
                "`time_limit` {seconds} is no multiple of `time_resolution` {}",
                timing.resolution
            ),
        );
    }
    limits.time_seconds = seconds;
    timing.given = true;
}

/// A number that must be `right`, said as `wanted`.
pub(super) fn float(
    doc: &mut Doc<'_>,
    fields: &mut Fields,
    key: &'static str,
    right: fn(f64) -> bool,
    wanted: &str,
) -> Option<f64> {
    let node = fields.take(key)?;
    let given = doc.float(&format!("`{key}`"), &node)?;
    if !right(given) {
        doc.error(node.line, format!("`{key}` must be {wanted}"));
        return None;
    }
    Some(given)
}
