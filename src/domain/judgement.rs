//! What judging a submission yields.

use serde::{Deserialize, Serialize};

use super::{Abuse, Verdict};

/// How compiling went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum CompileStatus {
    /// Compiled.
    Ok,
    /// The compiler refused the source, or went over a limit.
    Failed,
    /// The language has no compile step.
    Skipped,
}

/// The compile step and what the compiler said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compilation {
    /// How it went.
    pub status: CompileStatus,
    /// stdout and stderr of the compiler, cut to 64 KiB, lossy UTF-8.
    pub output: String,
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory, KiB.
    pub memory_kib: u64,
}

/// One test case's outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TestResult {
    /// Name of the case under `data/`, without extension: `sample/1`, `secret/group1/03`.
    pub name: String,
    /// Verdict of this case; `None` when it was skipped because the end was certain.
    pub verdict: Option<Verdict>,
    /// Points of a scoring problem.
    pub score: f64,
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory of the process tree, KiB.
    pub memory_kib: u64,
    /// One line for the contestant: the signal, the exit code, which limit, the validator's
    /// message to the team. Says nothing of hidden data.
    pub message: String,
    /// For judges only: where the outputs differ, the validator's message to the jury.
    pub judge_message: String,
}

/// One test group's outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupResult {
    /// Its name, `sample`, `secret/group1`; empty for the whole of a graded problem.
    pub name: String,
    /// Accepted, or why not; `None` when nothing of it was run.
    pub verdict: Option<Verdict>,
    /// Points of a scoring problem.
    pub score: f64,
    /// The most of them; `None` without a bound, or of a pass-fail problem.
    #[serde(default)]
    pub max_score: Option<f64>,
    /// Whether it is one of those whose scores, added up, are the whole.
    #[serde(default)]
    pub part: bool,
}

/// The result of judging one submission once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Judgement {
    /// The whole submission's verdict.
    pub verdict: Verdict,
    /// Points: of a pass-fail problem 0 or 1.
    pub score: f64,
    /// Most points to be had: of a pass-fail problem 1.
    pub max_score: f64,
    /// Longest CPU time of any test, milliseconds.
    pub cpu_ms: u64,
    /// Longest wall time of any test, milliseconds.
    pub wall_ms: u64,
    /// Highest peak memory of any test, KiB.
    pub memory_kib: u64,
    /// The compile step.
    pub compile: Compilation,
    /// Every test case in judging order, skipped ones included.
    pub tests: Vec<TestResult>,
    /// Every test group in the package's order; empty when nothing was run.
    #[serde(default)]
    pub groups: Vec<GroupResult>,
    /// What the program tried that it should not.
    pub abuse: Vec<Abuse>,
}

/// Something that happened while judging, for whoever watches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Progress {
    /// Compiling has begun.
    Compiling,
    /// Compiled; the tests begin.
    Running {
        /// How many test cases there are.
        tests: usize,
    },
    /// A test case is through.
    Test {
        /// Its place in judging order, from 0.
        index: usize,
        /// Its outcome.
        result: TestResult,
    },
}
