//! All the SQL: one file a noun. One writer thread, several readers, one SQLite file in WAL mode.
//!
//! What must be true together is written by one call, hence in one transaction. Times are
//! [`jiff::Timestamp`]s, kept as milliseconds.

mod abuse;
mod activity;
mod audit;
mod backup;
mod blobs;
mod check;
mod classrooms;
mod column;
mod database;
mod dead;
mod derived;
mod drafts;
mod error;
mod files;
mod finish;
mod jobs;
mod lock;
mod maintenance;
mod mode;
mod notes;
mod pack;
mod preferences;
mod problems;
mod readers;
mod recordings;
mod rejudges;
mod restore;
mod runs;
mod sample;
mod sessions;
mod standings;
mod submissions;
mod tokens;
mod trial_cases;
mod upgrade;
mod users;
mod writer;

pub use abuse::{AbuseEvent, AbuseFilter, Noted, Restricted};
pub use activity::Tally;
pub use audit::{AuditEntry, AuditFilter};
pub use blobs::NewBlob;
pub use check::{Damage, Verified};
pub use classrooms::{Classroom, Member};
pub use database::Store;
pub use dead::{DeadFilter, DeadJob, Failure, OpenJob};
pub use drafts::{Draft, DraftPut, NewDraft};
pub use error::{Error, Result};
pub use finish::Finished;
pub use jobs::{Cancelled, Failed};
pub use lock::Lock;
pub use mode::QueueMode;
pub use problems::{NewVersion, Problem, ProblemFilter, Version};
pub use recordings::{Recording, Snapshot};
pub use rejudges::{
    Applied, Closed, Rejudge, RejudgeItem, RejudgeScope, RejudgeWork, VerdictChange,
};
pub use restore::Restored;
pub use runs::{NewRun, Run, RunOf};
pub use sample::Sample;
pub use sessions::Session;
pub use standings::{Best, Standing};
pub use submissions::{NewSubmission, Submission, SubmissionFilter};
pub use tokens::Token;
pub use trial_cases::{KeptCase, NewCase};
pub use users::{Listed, NewUser, Restriction, User, UserFilter};
