//! Plain values and rules of judging. No I/O, no clock, no other room.

pub mod abuse;
mod blob;
mod cache;
mod feedback;
mod ids;
mod judgement;
mod language;
mod limits;
mod locale;
mod month;
mod problem_sort;
mod rejudge;
mod role;
mod seats;
mod verdict;

pub use abuse::{Abuse, AbuseKind, AbuseRules, Sanction, Thresholds};
pub use blob::{BlobError, BlobRef, Blobs, Digest};
pub use cache::Cache;
pub use feedback::{BestBy, Feedback};
pub use ids::{
    ClassroomId, JobId, ProblemId, RejudgeId, RejudgeItemId, RunId, SubmissionId, TrialCaseId,
    UserId, VersionId,
};
pub use judgement::{Compilation, CompileStatus, GroupResult, Judgement, Progress, TestResult};
pub use language::{Language, LanguageKey, Locate, Precompiled, Toolchain, Version};
pub use limits::Limits;
pub use locale::Locale;
pub use month::{Month, Period};
pub use problem_sort::ProblemSort;
pub use rejudge::RejudgeState;
pub use role::Role;
pub use seats::{NoSeat, Seat, Seats};
pub use verdict::{Status, Verdict};
