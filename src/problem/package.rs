//! A problem in memory, whatever format it came in. Serialised, it is the manifest that the
//! store keeps beside the blobs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::{BlobRef, Digest, Language, Limits, Verdict};

/// A whole problem; bytes are references into its [`crate::domain::Blobs`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Short name from the directory, unique on a server, `[a-z0-9-]+`.
    pub slug: String,
    /// Identity across versions.
    pub uuid: String,
    /// The setter's own version word.
    pub version: Option<String>,
    /// Name by language tag; `en` as a rule.
    pub name: BTreeMap<String, String>,
    /// Kind of problem.
    pub kind: Type,
    /// Tags.
    pub keywords: Vec<String>,
    /// Authors, for display.
    pub authors: Vec<String>,
    /// Where it comes from, for display.
    pub source: Option<String>,
    /// SPDX-like word of the format, `cc by-sa`.
    pub license: String,
    /// Not to be public before this moment, `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, UTC.
    pub embargo_until: Option<String>,
    /// Limits.
    pub limits: Limits,
    /// How the time limit relates to the author's submissions.
    pub timing: Timing,
    /// Language codes allowed; `None` is all.
    pub languages: Option<Vec<String>>,
    /// Whether programs may write files in their working directory.
    pub allow_file_writing: bool,
    /// Statements, sanitised HTML.
    pub statements: Vec<Statement>,
    /// How it is solved, for those who have solved it.
    #[serde(default)]
    pub editorials: Vec<Editorial>,
    /// What solvers see of the samples.
    pub samples: Vec<Sample>,
    /// Groups in judging order; the first is `sample` when there are samples, then either
    /// `secret` alone or `secret` followed by `secret/…`.
    pub groups: Vec<Group>,
    /// Cases in judging order.
    pub cases: Vec<Case>,
    /// How results are graded where groups do not aggregate by themselves: the legacy format.
    #[serde(default)]
    pub grading: Option<Grading>,
    /// How output is judged.
    pub validator: Validator,
    /// What judges a submission by its files alone, where a group asks for that.
    #[serde(default)]
    pub static_validator: Option<Program>,
    /// The program that a submission talks to, where that is not the output validator itself.
    #[serde(default)]
    pub interactor: Option<Interactor>,
    /// How the judge and the package's own programs understand each other.
    #[serde(default)]
    pub convention: Convention,
    /// The files that submissions read and write instead of stdin and stdout.
    #[serde(default)]
    pub file_io: FileIo,
    /// Input validators, for `problem verify`.
    pub input_validators: Vec<Program>,
    /// Files added to a submission before compiling, by language code or `default`.
    pub include: BTreeMap<String, Vec<SourceFile>>,
    /// Author's submissions, for `problem verify`.
    pub submissions: Vec<AnnotatedSubmission>,
    /// Public files.
    pub attachments: Vec<SourceFile>,
    /// What the editor starts with, by language code or `default`.
    pub templates: BTreeMap<String, Vec<SourceFile>>,
    /// Data that tests the validators, for `problem verify`.
    pub probes: Vec<Probe>,
    /// What an export gives back.
    #[serde(default)]
    pub carried: Carried,
}

/// What a package has that Minos itself makes no use of, for it to be there again in an export.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Carried {
    /// Keys of `problem.yaml` in the words of the format 2025-09: credits, sources, rights.
    pub metadata: BTreeMap<String, serde_json::Value>,
    /// Constants, by `name` and `name.variant`.
    pub constants: BTreeMap<String, String>,
    /// The statements' own files, paths relative to `statement/`.
    pub statement: Vec<SourceFile>,
    /// Solutions, generators, visualizers, illustrations and what is shown of secret cases, paths
    /// relative to the package.
    pub files: Vec<SourceFile>,
    /// More of test cases, by their names under `data/`.
    pub cases: BTreeMap<String, CarriedCase>,
    /// `authors` and `model_solution` of the author's submissions, by their names.
    pub submissions: BTreeMap<String, BTreeMap<String, serde_json::Value>>,
}

/// What Minos makes no use of in a test case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CarriedCase {
    /// What the case is there for.
    pub description: Option<String>,
    /// Arguments for the input visualizer.
    pub input_visualizer_args: Vec<String>,
    /// Arguments for the output visualizer.
    pub output_visualizer_args: Vec<String>,
}

impl Package {
    /// Most points that a submission can get; `None` when there is no bound, or the problem is
    /// pass-fail.
    #[must_use]
    pub fn max_score(&self) -> Option<f64> {
        if !self.kind.scoring {
            return None;
        }
        if let Some(grading) = &self.grading {
            return grading.root.max_score;
        }
        self.groups.iter().find(|group| group.name == "secret")?.max_score
    }

    /// Names of the groups whose scores, added up, are that of the whole; none where it is made in
    /// another way.
    #[must_use]
    pub fn parts(&self) -> Vec<&str> {
        let mut parts = Vec::new();
        if !self.kind.scoring {
            return parts;
        }
        if let Some(grading) = &self.grading {
            grading.root.add_parts(&mut parts);
            return parts;
        }
        let adds = |group: &&Group| group.name == "secret" && group.aggregation == Aggregation::Sum;
        if self.groups.iter().any(|group| adds(&group)) {
            let names = self.groups.iter().map(|group| group.name.as_str());
            parts.extend(names.filter(|name| name.starts_with("secret/")));
        }
        parts
    }

    /// The files that are added to programs in a language before compiling: those of the language,
    /// else those of all.
    #[must_use]
    pub fn include_of(&self, language: &Language) -> &[SourceFile] {
        by_language(&self.include, language)
    }

    /// What a program in a language is called that comes without a name: as the problem's template
    /// for it, or else as the author's lone file, so that files of the problem find it.
    #[must_use]
    pub fn file_name<'a>(&'a self, language: &'a Language) -> &'a str {
        if self.include_of(language).is_empty() {
            return &language.source;
        }
        let is_right = |submission: &&AnnotatedSubmission| {
            let code = submission.program.language.as_ref();
            submission.program.name.starts_with("accepted/")
                && submission.program.files.len() == 1
                && code.is_some_and(|code| language.package_codes.contains(code))
        };
        let author = self.submissions.iter().find(is_right);
        let author = author.and_then(|submission| submission.program.files.first());
        let named = by_language(&self.templates, language).first().or(author);
        named.map_or(&language.source, |file| &file.path)
    }

    /// Every blob that the manifest refers to.
    #[must_use]
    pub fn blobs(&self) -> BTreeMap<&Digest, u64> {
        let programs = self
            .input_validators
            .iter()
            .chain(self.validator.programs())
            .chain(&self.static_validator)
            .chain(self.grading.iter().filter_map(|grading| grading.grader.as_ref()))
            .chain(self.interactor.iter().map(|interactor| &interactor.program))
            .chain(self.submissions.iter().map(|s| &s.program));
        let files = programs
            .flat_map(|p| &p.files)
            .chain(self.include.values().chain(self.templates.values()).flatten())
            .chain(&self.attachments)
            .chain(self.editorials.iter().filter_map(|editorial| editorial.document.as_ref()))
            .chain(self.carried.statement.iter().chain(&self.carried.files))
            .chain(self.cases.iter().flat_map(|c| &c.files))
            .chain(self.probes.iter().flat_map(|p| &p.files));
        let outputs = self.probes.iter().filter_map(|p| p.output.as_ref());
        files
            .map(|f| &f.blob)
            .chain(self.cases.iter().flat_map(|c| [&c.input, &c.answer]))
            .chain(self.samples.iter().flat_map(|s| [&s.input_download, &s.output_download]))
            .chain(self.probes.iter().map(|p| &p.input))
            .chain(outputs.flat_map(|o| [&o.answer, &o.output]))
            .map(|blob| (&blob.digest, blob.size))
            .collect()
    }
}

/// The files for a language, by the first of its codes that has some, else those for all.
fn by_language<'a>(
    files: &'a BTreeMap<String, Vec<SourceFile>>,
    language: &Language,
) -> &'a [SourceFile] {
    let own = language.package_codes.iter().find_map(|code| files.get(code));
    own.or_else(|| files.get("default")).map(Vec::as_slice).unwrap_or_default()
}

/// Kind of problem, the words of the format as flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Type {
    /// Points rather than right or wrong.
    pub scoring: bool,
    /// Submission and output validator talk.
    pub interactive: bool,
    /// The submission is run again on what the validator wrote.
    pub multi_pass: bool,
    /// The answers are submitted, not a program.
    pub submit_answer: bool,
}

/// The margins between the time limit and the author's submissions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Whether the package states its time limit; if not, it follows from the submissions, and
    /// [`Limits::time_seconds`] holds the default until then.
    pub given: bool,
    /// The limit is at least this times the slowest submission that must be in time.
    pub ac_to_time_limit: f64,
    /// The fastest submission that must be too slow takes at least this times the limit.
    pub time_limit_to_tle: f64,
    /// The limit is a multiple of this, seconds.
    pub resolution: f64,
}

/// A statement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Language tag, `en`.
    pub lang: String,
    /// Sanitised HTML with MathML. Where the author placed sample `n` (from 0) among the text
    /// stands `<div class="sample-slot" data-sample="n"></div>`; the other samples follow at
    /// the end, and no sample's data is in here.
    pub html: String,
}

/// An explanation in one language of how a problem is solved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editorial {
    /// Language tag, `en`.
    pub lang: String,
    /// Sanitised HTML with MathML; empty when it is a document.
    pub html: String,
    /// The document (PDF) that it is.
    pub document: Option<SourceFile>,
}

/// A sample as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sample {
    /// Name of its case, `sample/1`.
    pub name: String,
    /// Shown input.
    pub input: String,
    /// Shown output.
    pub output: String,
    /// Shown instead of both: lines `< …` from the judge, `> …` from the program, `---` between
    /// passes.
    pub interaction: Option<String>,
    /// Input to download.
    pub input_download: BlobRef,
    /// Output to download.
    pub output_download: BlobRef,
}

/// How the scores of a group's children become the group's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aggregation {
    /// All or nothing.
    PassFail,
    /// Sum.
    Sum,
    /// Minimum.
    Min,
}

/// A test group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// `sample`, `secret`, `secret/group1`.
    pub name: String,
    /// Most points; `None` is unbounded (or a pass-fail problem).
    pub max_score: Option<f64>,
    /// Aggregation.
    pub aggregation: Aggregation,
    /// Names of groups (`sample`, `secret/group1`) without which this one is not run.
    pub require_pass: Vec<String>,
}

/// How the legacy format makes one result of many: a grader at each node of a tree of groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grading {
    /// The whole, with its groups below it.
    pub root: GradedGroup,
    /// The package's own grader, for the groups that want it.
    pub grader: Option<Program>,
    /// Whether the output validator writes `score.txt`.
    pub score_file: ScoreFile,
}

/// What the package says of `score.txt`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ScoreFile {
    /// A judge error when it is there.
    Forbidden,
    /// Taken when it is there.
    Allowed,
    /// A judge error when an accepted output has none.
    Required,
}

/// A group of the legacy format with all its settings, inherited ones included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GradedGroup {
    /// Name under `data/`; empty for the root.
    pub name: String,
    /// Cases and groups in judging order.
    pub children: Vec<Child>,
    /// Whether the first child that is not accepted ends the group.
    pub break_on_reject: bool,
    /// Whether the package's grader grades it, rather than the default one.
    pub custom: bool,
    /// The grader's arguments.
    pub flags: Vec<String>,
    /// Score of an accepted case without `score.txt`.
    pub accept_score: f64,
    /// Score of any other case.
    pub reject_score: f64,
    /// The least score that the author expects of it.
    pub least: Option<f64>,
    /// The most points to be had here, stated as its range or following from its children.
    pub max_score: Option<f64>,
}

impl GradedGroup {
    /// Adds the names of the groups that are summands of this one, or its own if it has none.
    fn add_parts<'a>(&'a self, parts: &mut Vec<&'a str>) {
        const MODES: [&str; 4] = ["sum", "avg", "min", "max"];
        let last = self.flags.iter().rev().find(|flag| MODES.contains(&flag.as_str()));
        let adds = !self.custom && last.is_none_or(|mode| mode == "sum");
        let group = |child: &'a Child| match child {
            Child::Group(group) => Some(group),
            Child::Case(_) => None,
        };
        let groups: Option<Vec<_>> = self.children.iter().map(group).collect();
        match groups.filter(|groups| adds && !groups.is_empty()) {
            Some(groups) => {
                let ignores = self.flags.iter().any(|flag| flag == "ignore_sample");
                // The samples come first.
                let first = if self.name.is_empty() && ignores { groups.len() - 1 } else { 0 };
                groups[first..].iter().for_each(|group| group.add_parts(parts));
            }
            None if self.name.is_empty() => {}
            None => parts.push(&self.name),
        }
    }
}

/// A part of a graded group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Child {
    /// Index into [`Package::cases`].
    Case(usize),
    /// A group within.
    Group(GradedGroup),
}

/// A test case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Name under `data/` without extension.
    pub name: String,
    /// Index into [`Package::groups`].
    pub group: usize,
    /// Whether nothing is run: the static validator judges the submission's files. Such a case has
    /// neither data nor files, and [`Self::validator_args`] are the static validator's.
    #[serde(default)]
    pub static_test: bool,
    /// Input; empty for a static test.
    pub input: BlobRef,
    /// Answer; empty for a static test.
    pub answer: BlobRef,
    /// Arguments for the submission.
    pub args: Vec<String>,
    /// Arguments for the output validator, the default one included.
    pub validator_args: Vec<String>,
    /// Arguments for the input validators: those for all under `""`, else by validator's name.
    pub input_validator_args: BTreeMap<String, Vec<String>>,
    /// Files for the working directory.
    pub files: Vec<SourceFile>,
    /// Its own part of the points, where cases of a group differ; else each has an equal share.
    #[serde(default)]
    pub points: Option<f64>,
    /// Whether input, output and answer are shown after a failure.
    pub full_feedback: bool,
    /// A hint shown with full feedback.
    pub hint: Option<String>,
}

impl Case {
    /// Whether it is a sample, whose data solvers know.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        !self.static_test && self.name.starts_with("sample/")
    }
}

/// How output is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Validator {
    /// Token comparison with the case's `validator_args`.
    Default,
    /// A program of the package.
    Custom(Program),
    /// Several programs of the package, each of which must accept: the legacy format.
    All(Vec<Program>),
}

impl Validator {
    /// The package's own programs.
    #[must_use]
    pub fn programs(&self) -> &[Program] {
        match self {
            Self::Default => &[],
            Self::Custom(program) => std::slice::from_ref(program),
            Self::All(programs) => programs,
        }
    }
}

/// A program between submission and output validator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interactor {
    /// The program.
    pub program: Program,
    /// Whether it takes part in each pass, or in the first alone.
    pub every_pass: bool,
}

/// How the judge calls a package's validators, and how they answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Convention {
    /// That of the ICPC problem package format.
    #[default]
    Icpc,
    /// That of testlib, whose points are points.
    Testlib,
    /// That of testlib, whose points are percents of the case's.
    TestlibPercent,
}

/// Names of the files in the working directory that stand for a submission's stdin and stdout;
/// without a name it is the stream.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileIo {
    /// Of the input.
    pub input: Option<String>,
    /// Of the output.
    pub output: Option<String>,
}

/// A program in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// File or directory name, `accepted/fast.cpp`, `output_validator`.
    pub name: String,
    /// Its files, paths relative to the program.
    pub files: Vec<SourceFile>,
    /// Language code, named by the package or told from the files' endings; `None` for a
    /// validator with a `build` or `run` script.
    pub language: Option<String>,
    /// Entry point if the package names it.
    pub entrypoint: Option<String>,
}

/// A file of a program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceFile {
    /// Relative path.
    pub path: String,
    /// Content.
    pub blob: BlobRef,
    /// Whether it is executable in the package.
    pub executable: bool,
}

/// An author's submission and what it must get.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AnnotatedSubmission {
    /// The program; its name is the path below `submissions/`.
    pub program: Program,
    /// What it must get.
    pub expectation: Expectation,
}

/// What an annotated submission must get.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// Verdicts that the submission as a whole may get.
    pub verdicts: BTreeSet<Verdict>,
    /// What must hold of its cases, all rules together.
    pub rules: Vec<Rule>,
    /// Whether the graded verdict of the whole decides, as in the legacy format, and the rules
    /// only if that is none of [`Self::verdicts`].
    #[serde(default)]
    pub whole: bool,
}

/// A demand on a submission's cases.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// The part of the data it is about: the name of a group, a directory or a case, resolved
    /// from the package's patterns; empty is everything.
    pub scope: Vec<String>,
    /// Each case must get one of these.
    pub permitted: BTreeSet<Verdict>,
    /// At least one case must get one of these.
    pub required: BTreeSet<Verdict>,
    /// Range of the score, of each group in scope or of the whole, both ends included.
    pub score: Option<(f64, f64)>,
    /// A piece of some case's judge message.
    pub message: Option<String>,
    /// What the submission's time says of the time limit.
    pub bound: Bound,
}

impl Rule {
    /// Whether the rule is about the case.
    #[must_use]
    pub fn covers(&self, case: &str) -> bool {
        self.scope.is_empty()
            || self.scope.iter().any(|name| {
                case.strip_prefix(name.as_str())
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

/// What a submission's running time says of the time limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Nothing.
    #[default]
    None,
    /// The limit must be above it.
    Lower,
    /// The limit must be below it.
    Upper,
}

/// A piece of data that a validator must accept or refuse.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probe {
    /// Name under `data/` without extension; a case's own when its output is shown to solvers.
    pub name: String,
    /// What must happen.
    pub kind: ProbeKind,
    /// Input.
    pub input: BlobRef,
    /// Answer and output, for probes of the output validator.
    pub output: Option<ProbeOutput>,
    /// Arguments that a submission would get.
    pub args: Vec<String>,
    /// Files of the working directory.
    pub files: Vec<SourceFile>,
    /// As in [`Case::input_validator_args`].
    pub input_validator_args: BTreeMap<String, Vec<String>>,
    /// Whether the input may be one that the input validators refuse, for nobody runs on it.
    #[serde(default)]
    pub free_input: bool,
}

/// What a probe shows the output validator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProbeOutput {
    /// Answer.
    pub answer: BlobRef,
    /// Output.
    pub output: BlobRef,
    /// Extension of the output's file: `out`, or `ans` where the answer itself is shown.
    pub extension: String,
    /// Arguments for the output validator.
    pub validator_args: Vec<String>,
}

/// What must happen to a probe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProbeKind {
    /// Some input validator refuses the input.
    InvalidInput,
    /// The input validators accept the input.
    ValidInput,
    /// The input is valid and the output validator refuses the output.
    InvalidOutput,
    /// The input is valid and the output validator accepts the output.
    ValidOutput,
}
