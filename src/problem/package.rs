//! A problem in memory, whatever format it came in. Serialised, it is the manifest that the
//! store keeps beside the blobs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::{BlobRef, Digest, Limits, Verdict};

/// A whole problem; bytes are references into its [`crate::domain::Blobs`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Package {
    /// Short name from the directory, unique on a server, `[a-z0-9-]+`.
    pub slug: String,
    /// Identity across versions.
    pub uuid: String,
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
    /// Limits.
    pub limits: Limits,
    /// Language codes allowed; `None` is all.
    pub languages: Option<Vec<String>>,
    /// Whether programs may write files in their working directory.
    pub allow_file_writing: bool,
    /// Statements, sanitised HTML.
    pub statements: Vec<Statement>,
    /// What solvers see of the samples.
    pub samples: Vec<Sample>,
    /// Groups in judging order; the first is `sample` when there are samples, then either
    /// `secret` alone or `secret` followed by `secret/…`.
    pub groups: Vec<Group>,
    /// Cases in judging order.
    pub cases: Vec<Case>,
    /// How output is judged.
    pub validator: Validator,
    /// Input validators, for `problem verify`.
    pub input_validators: Vec<Program>,
    /// Files added to a submission before compiling, by language code or `default`.
    pub include: BTreeMap<String, Vec<SourceFile>>,
    /// Author's submissions, for `problem verify`.
    pub submissions: Vec<AnnotatedSubmission>,
    /// Public files.
    pub attachments: Vec<SourceFile>,
}

impl Package {
    /// Every blob that the manifest refers to.
    #[must_use]
    pub fn blobs(&self) -> BTreeMap<&Digest, u64> {
        let validator = match &self.validator {
            Validator::Default => None,
            Validator::Custom(program) => Some(program),
        };
        let programs = self
            .input_validators
            .iter()
            .chain(validator)
            .chain(self.submissions.iter().map(|s| &s.program));
        let files = programs
            .flat_map(|p| &p.files)
            .chain(self.include.values().flatten())
            .chain(&self.attachments)
            .chain(self.cases.iter().flat_map(|c| &c.files));
        files
            .map(|f| &f.blob)
            .chain(self.cases.iter().flat_map(|c| [&c.input, &c.answer]))
            .map(|blob| (&blob.digest, blob.size))
            .collect()
    }
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

/// A statement in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Language tag, `en`.
    pub lang: String,
    /// Sanitised HTML with MathML, samples excluded.
    pub html: String,
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

/// A test case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Name under `data/` without extension.
    pub name: String,
    /// Index into [`Package::groups`].
    pub group: usize,
    /// Input.
    pub input: BlobRef,
    /// Answer.
    pub answer: BlobRef,
    /// Arguments for the submission.
    pub args: Vec<String>,
    /// Arguments for the output validator, the default one included.
    pub validator_args: Vec<String>,
    /// Arguments for the input validators: those for all under `""`, else by validator's name.
    pub input_validator_args: BTreeMap<String, Vec<String>>,
    /// Files for the working directory.
    pub files: Vec<SourceFile>,
    /// Whether input, output and answer are shown after a failure.
    pub full_feedback: bool,
    /// A hint shown with full feedback.
    pub hint: Option<String>,
}

impl Case {
    /// Whether it is a sample, whose data solvers know.
    #[must_use]
    pub fn is_sample(&self) -> bool {
        self.name.starts_with("sample/")
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
}

/// A program in a package.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// File or directory name, `accepted/fast.cpp`, `output_validator`.
    pub name: String,
    /// Its files, paths relative to the program.
    pub files: Vec<SourceFile>,
    /// Language code if the package names it.
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expectation {
    /// Verdicts that the submission as a whole may get.
    pub verdicts: BTreeSet<Verdict>,
    /// Verdicts that each case may get.
    pub permitted: BTreeSet<Verdict>,
    /// At least one case must get one of these; empty is no demand.
    pub required: BTreeSet<Verdict>,
    /// Score range, both ends included.
    pub score: Option<(f64, f64)>,
    /// A piece of some judge message.
    pub message: Option<String>,
}
