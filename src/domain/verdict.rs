//! What became of a submission.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The judge's word on a test or a whole submission.
///
/// The codes are those of the ICPC world; `Partial` (PAC) is an accepted scoring submission
/// that got some, not all, of the points.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
pub enum Verdict {
    /// Right on every test.
    #[serde(rename = "AC")]
    Accepted,
    /// Right on some of a scoring problem.
    #[serde(rename = "PAC")]
    Partial,
    /// Wrong output.
    #[serde(rename = "WA")]
    WrongAnswer,
    /// More CPU time than allowed, or stopped by the wall limit.
    #[serde(rename = "TLE")]
    TimeLimit,
    /// More memory than allowed, whole process tree.
    #[serde(rename = "MLE")]
    MemoryLimit,
    /// More output than allowed.
    #[serde(rename = "OLE")]
    OutputLimit,
    /// Non-zero exit, a signal, or a forbidden system call.
    #[serde(rename = "RTE")]
    RuntimeError,
    /// The source did not compile. Free of penalty.
    #[serde(rename = "CE")]
    CompileError,
    /// Judging itself failed; never the contestant's fault, never penalised.
    #[serde(rename = "JE")]
    JudgeError,
}

impl Verdict {
    /// Every verdict, in the order of the enum.
    pub const ALL: [Self; 9] = [
        Self::Accepted,
        Self::Partial,
        Self::WrongAnswer,
        Self::TimeLimit,
        Self::MemoryLimit,
        Self::OutputLimit,
        Self::RuntimeError,
        Self::CompileError,
        Self::JudgeError,
    ];

    /// The short code used by the field: `AC`, `WA`, `TLE`, …
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Accepted => "AC",
            Self::Partial => "PAC",
            Self::WrongAnswer => "WA",
            Self::TimeLimit => "TLE",
            Self::MemoryLimit => "MLE",
            Self::OutputLimit => "OLE",
            Self::RuntimeError => "RTE",
            Self::CompileError => "CE",
            Self::JudgeError => "JE",
        }
    }

    /// The words a person reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Accepted => "Accepted",
            Self::Partial => "Partially accepted",
            Self::WrongAnswer => "Wrong answer",
            Self::TimeLimit => "Time limit exceeded",
            Self::MemoryLimit => "Memory limit exceeded",
            Self::OutputLimit => "Output limit exceeded",
            Self::RuntimeError => "Runtime error",
            Self::CompileError => "Compile error",
            Self::JudgeError => "Judge error",
        }
    }

    /// The verdict of a code, exact upper case.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|v| v.code() == code)
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

/// How far a submission or run is on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Waiting for a worker.
    Queued,
    /// A worker compiles it.
    Compiling,
    /// A worker runs its tests.
    Running,
    /// Judged; the result is final until a rejudge.
    Done,
    /// Judging failed too often; it lies in the dead-letter queue.
    Dead,
    /// Taken back before there was a result; it counts for nothing.
    Cancelled,
}

impl Status {
    /// Every status, in the order of the way.
    pub const ALL: [Self; 6] =
        [Self::Queued, Self::Compiling, Self::Running, Self::Done, Self::Dead, Self::Cancelled];

    /// The word used in the database and the API.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Compiling => "compiling",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
            Self::Cancelled => "cancelled",
        }
    }

    /// Whether nothing follows by itself.
    #[must_use]
    pub const fn is_end(self) -> bool {
        matches!(self, Self::Done | Self::Dead | Self::Cancelled)
    }

    /// The status of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}
