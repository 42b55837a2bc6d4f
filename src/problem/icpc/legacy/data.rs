//! `data/`: a tree of groups with cases anywhere below `sample` and `secret`.

use std::collections::BTreeMap;

use super::{
    super::{Importer, cases, settings::default_validator_fault},
    Dialect,
    group::{self, Settings},
};
use crate::problem::{
    Aggregation, CarriedCase, Case, Child, GradedGroup, Grading, Group, Probe, ProbeKind,
    ProbeOutput, Program, Sample, ScoreFile, Type,
};

/// What `data/` holds.
pub(super) struct Data {
    pub(super) samples: Vec<Sample>,
    pub(super) groups: Vec<Group>,
    pub(super) cases: Vec<Case>,
    pub(super) probes: Vec<Probe>,
    pub(super) grading: Grading,
    /// What is only passed on, by the names of cases.
    pub(super) carried: BTreeMap<String, CarriedCase>,
}

/// What a package is, as far as its data depends on it.
pub(super) struct Context<'a> {
    pub(super) kind: Type,
    pub(super) dialect: Dialect,
    pub(super) score_file: ScoreFile,
    pub(super) validator_flags: &'a [String],
    pub(super) default_validator: bool,
    pub(super) has_grader: bool,
    pub(super) defaults: &'a Settings,
}

/// Extensions of a case's files.
const EXTENSIONS: &[&str] =
    &["in", "ans", "interaction", "args", "hint", "desc", "png", "jpg", "jpeg", "svg"];

/// Deeper groups are a mistake.
const MAX_DEPTH: usize = 8;

/// Reads it.
pub(super) fn read(
    importer: &mut Importer<'_>,
    context: &Context<'_>,
    grader: Option<Program>,
) -> Data {
    let mut reader = Reader {
        importer,
        context,
        samples: Vec::new(),
        groups: Vec::new(),
        cases: Vec::new(),
        probes: Vec::new(),
        carried: BTreeMap::new(),
    };
    let root = reader.group("", context.defaults.clone(), 0);
    let Reader { importer, samples, groups, cases, probes, carried, .. } = reader;
    if !importer.tree.has_dir("data/secret") {
        importer.findings.error("data/secret", None, "this directory is missing");
    } else if !cases.iter().any(|case| case.name.starts_with("secret/")) {
        importer.findings.error("data/secret", None, "there is no test case");
    }
    let grading = Grading { root, grader, score_file: context.score_file };
    Data { samples, groups, cases, probes, grading, carried }
}

struct Reader<'a, 'b> {
    importer: &'a mut Importer<'b>,
    context: &'a Context<'a>,
    samples: Vec<Sample>,
    groups: Vec<Group>,
    cases: Vec<Case>,
    probes: Vec<Probe>,
    carried: BTreeMap<String, CarriedCase>,
}

impl Reader<'_, '_> {
    /// Reads the group `name` with all below it.
    fn group(&mut self, name: &str, inherited: Settings, depth: usize) -> GradedGroup {
        let dir = if name.is_empty() { "data".to_owned() } else { format!("data/{name}") };
        let settings = self.settings(name, &dir, inherited);
        let index = self.groups.len();
        if !name.is_empty() {
            self.groups.push(Group {
                name: name.to_owned(),
                max_score: None,
                aggregation: Aggregation::PassFail,
                require_pass: Vec::new(),
            });
        }
        let found = self.find(&dir, name.is_empty());
        let mut children = Vec::new();
        for (entry, extensions) in found {
            let inner = if name.is_empty() { entry } else { format!("{name}/{entry}") };
            match extensions {
                None if depth >= MAX_DEPTH => {
                    let message = format!("groups lie deeper than {MAX_DEPTH}");
                    self.importer.findings.error(&dir, None, message);
                }
                None => {
                    children.push(Child::Group(self.group(&inner, settings.clone(), depth + 1)));
                }
                Some(extensions) => {
                    if let Some(case) = self.case(inner, &extensions, index, &settings) {
                        children.push(Child::Case(self.cases.len()));
                        self.cases.push(case);
                    }
                }
            }
        }
        let group = self.close(name, children, &settings);
        if let Some(flat) = self.groups.get_mut(index).filter(|_| !name.is_empty()) {
            flat.max_score = group.max_score;
        }
        group
    }

    fn settings(&mut self, name: &str, dir: &str, inherited: Settings) -> Settings {
        let file = format!("{dir}/testdata.yaml");
        let tree = self.importer.tree;
        let findings = &mut self.importer.findings;
        let mut settings = Settings { range: (None, None), ..inherited.clone() };
        if name.is_empty() {
            settings.range = inherited.range;
        }
        if tree.has_file(&file)
            && let Some(text) = tree.text(&file, findings)
        {
            let scoring = self.context.kind.scoring;
            settings = group::read(&file, &text, settings, scoring, name.is_empty(), findings);
            if settings.custom == Some(true) && !self.context.has_grader {
                findings.error(&file, None, "`grading: custom` without a program in `graders`");
            }
            if settings.custom == Some(true) && !scoring {
                findings.warning(&file, None, "graders are for problems of type scoring alone");
            }
        }
        let args = [self.context.validator_flags, &settings.output_validator_flags].concat();
        if self.context.default_validator
            && let Some(fault) = default_validator_fault(&args)
            && (name.is_empty()
                || inherited.output_validator_flags != settings.output_validator_flags)
        {
            findings.error(&file, None, format!("the default output validator: {fault}"));
        }
        settings
    }

    /// Cases with their files' extensions, and groups, in judging order.
    fn find(&mut self, dir: &str, is_root: bool) -> Vec<(String, Option<Vec<&'static str>>)> {
        let tree = self.importer.tree;
        let mut cases: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
        let mut unused = Vec::new();
        for file in tree.files_in(dir) {
            let known = EXTENSIONS.iter().find_map(|extension| {
                let base = file.strip_suffix(extension)?.strip_suffix('.')?;
                (!base.is_empty()).then_some((base, *extension))
            });
            match known {
                Some((base, extension)) if !is_root => {
                    cases.entry(base.to_owned()).or_default().push(extension);
                }
                _ if file == "testdata.yaml" => {}
                _ => unused.push(file),
            }
        }
        if let [first, rest @ ..] = unused.as_slice() {
            let more = if rest.is_empty() { "" } else { " and others" };
            let message = format!("`{first}`{more}: no files of test cases; unused");
            self.importer.findings.warning(dir, None, message);
        }
        let draft = self.context.dialect == Dialect::Draft;
        let mut found: Vec<_> = Vec::new();
        for below in tree.dirs_in(dir) {
            if is_root && !["sample", "secret"].contains(&below.as_str()) {
                let message = "no group of the top level, which has `sample` and `secret`; unused";
                self.importer.findings.warning(&format!("{dir}/{below}"), None, message);
            } else if !(draft && below.ends_with(".files")) {
                found.push((below, None));
            }
        }
        found.extend(cases.into_iter().map(|(base, extensions)| (base, Some(extensions))));
        found.sort();
        found
    }

    fn case(
        &mut self,
        name: String,
        extensions: &[&str],
        group: usize,
        settings: &Settings,
    ) -> Option<Case> {
        let has = |extension: &str| extensions.contains(&extension);
        let path = |extension: &str| format!("data/{name}.{extension}");
        let is_sample = name.starts_with("sample/");
        if !has("in") && !has("ans") {
            if has("interaction") && is_sample {
                let sample = self.shown(&name, extensions);
                self.samples.extend(sample);
            } else {
                let message = "there is no test case of this name; unused";
                self.importer.findings.warning(&path(extensions[0]), None, message);
            }
            return None;
        }
        if !has("ans") {
            let message = format!("`{}` is missing", path("ans"));
            self.importer.findings.error(&path("in"), None, message);
            return None;
        }
        if !has("in") {
            let message = format!("`{}` is missing; unused", path("in"));
            self.importer.findings.warning(&path("ans"), None, message);
            return None;
        }
        let kind = self.context.kind;
        if has("interaction") {
            cases::check_interaction(self.importer, &path("interaction"), kind);
            if !is_sample {
                let message = "nobody is shown secret data; not kept";
                self.importer.findings.warning(&path("interaction"), None, message);
            }
        } else if is_sample && kind.interactive {
            let message = "a sample of an interactive problem is shown by an `.interaction` alone";
            self.importer.findings.warning(&path("in"), None, message);
        }
        let text = |extension: &str, importer: &mut Importer<'_>| {
            has(extension).then(|| importer.tree.text(&path(extension), &mut importer.findings))?
        };
        let hint = text("hint", self.importer);
        let args = text("args", self.importer).unwrap_or_default();
        if let Some(description) = text("desc", self.importer) {
            let description = Some(description);
            let carried = CarriedCase { description, ..CarriedCase::default() };
            self.carried.insert(name.clone(), carried);
        }
        let files = self.importer.sources(&format!("data/{name}.files"), false);
        let validator_args =
            [self.context.validator_flags, &settings.output_validator_flags].concat();
        let case = Case {
            group,
            static_test: false,
            input: self.importer.blob(&path("in"))?,
            answer: self.importer.blob(&path("ans"))?,
            args: args.split_whitespace().map(str::to_owned).collect(),
            validator_args,
            input_validator_args: settings.input_validator_flags.clone(),
            files,
            points: None,
            full_feedback: is_sample,
            hint,
            name,
        };
        if is_sample {
            let sample = self.shown(&case.name, extensions);
            self.samples.extend(sample);
            self.probes.extend(shown_answer(&case, kind));
        }
        Some(case)
    }

    /// What solvers see of a sample. Where there is an interaction, the files of the case are the
    /// validator's business.
    fn shown(&mut self, name: &str, extensions: &[&str]) -> Option<Sample> {
        let path = |extension: &str| format!("data/{name}.{extension}");
        let has = |extension: &str| extensions.contains(&extension);
        let importer = &mut *self.importer;
        let hidden = self.context.kind.interactive || !has("in");
        let mut part = |extension: &str| {
            if hidden {
                return Some((String::new(), importer.blobs.add_bytes(b"")));
            }
            let text = super::super::samples::shown(importer, &path(extension));
            Some((text, importer.blob(&path(extension))?))
        };
        let (input, input_download) = part("in")?;
        let (output, output_download) = part("ans")?;
        let interaction = has("interaction")
            .then(|| super::super::samples::shown(importer, &path("interaction")));
        Some(Sample {
            name: name.to_owned(),
            input,
            output,
            interaction,
            input_download,
            output_download,
        })
    }

    fn close(&self, name: &str, children: Vec<Child>, settings: &Settings) -> GradedGroup {
        let mut group = GradedGroup {
            name: name.to_owned(),
            children,
            break_on_reject: settings.break_on_reject.unwrap_or(true),
            custom: settings.custom.unwrap_or(false),
            flags: settings.flags.clone(),
            accept_score: settings.accept_score.unwrap_or(1.0),
            reject_score: settings.reject_score.unwrap_or(0.0),
            least: settings.range.0,
            max_score: None,
        };
        if self.context.kind.scoring {
            group.max_score = settings.range.1.or_else(|| most(&group, self.context.score_file));
        }
        group
    }
}

/// The most points that the default grader makes of a group's children, if there is a most.
fn most(group: &GradedGroup, score_file: ScoreFile) -> Option<f64> {
    if group.custom {
        return None;
    }
    let has = |word: &str| group.flags.iter().any(|flag| flag == word);
    let ignored = if group.name.is_empty() && has("ignore_sample") {
        group.children.len().saturating_sub(1)
    } else {
        0
    };
    let part = |child: &Child| match child {
        Child::Case(_) if score_file != ScoreFile::Forbidden => None,
        Child::Case(_) => Some(group.accept_score),
        Child::Group(inner) => inner.max_score,
    };
    let parts: Vec<_> = group.children[ignored..].iter().map(part).collect::<Option<_>>()?;
    let sum: f64 = parts.iter().sum();
    let mode = group.flags.iter().rev().find(|f| ["sum", "avg", "min", "max"].contains(&&***f));
    Some(match mode.map(String::as_str) {
        _ if parts.is_empty() => 0.0,
        Some("avg") => sum / parts.len() as f64,
        Some("min") => parts.into_iter().fold(f64::INFINITY, f64::min),
        Some("max") => parts.into_iter().fold(f64::NEG_INFINITY, f64::max),
        _ => sum,
    })
}

/// The answer of a sample is shown, so the output validator must accept it.
fn shown_answer(case: &Case, kind: Type) -> Option<Probe> {
    if kind.interactive || kind.multi_pass {
        return None;
    }
    Some(Probe {
        name: case.name.clone(),
        kind: ProbeKind::ValidOutput,
        input: case.input.clone(),
        output: Some(ProbeOutput {
            answer: case.answer.clone(),
            output: case.answer.clone(),
            extension: "ans".into(),
            validator_args: case.validator_args.clone(),
        }),
        args: case.args.clone(),
        files: case.files.clone(),
        input_validator_args: case.input_validator_args.clone(),
        free_input: false,
    })
}
