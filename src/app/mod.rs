//! The use-cases: one file a noun. What may be seen and done by whom is decided here.
//!
//! Methods are synchronous and may touch the disk or hash a password: call them from a thread
//! that may block. They return plain views, the same for pages and API.

mod abuse;
mod accounts;
mod activity;
mod admin;
mod answers;
mod assistants;
mod audit;
mod backups;
mod board;
mod boards;
mod cancel;
mod check;
mod checks;
mod classrooms;
mod consoles;
mod core;
mod dead;
mod difficulty;
mod disk;
mod drafts;
mod editorials;
mod enrol;
mod error;
mod events;
mod export;
mod groups;
mod health;
mod host;
mod import;
mod judging;
mod languages;
mod leaderboard;
mod notes;
mod paging;
mod preferences;
mod problems;
mod queue;
mod ranking;
mod reason;
mod recordings;
mod rejudges;
mod room;
mod rows;
mod runs;
mod serving;
mod session;
mod settings;
mod submissions;
mod trials;
mod users;
mod viewer;
mod watch;

use std::sync::Arc;

pub use self::core::DATABASE;
pub use abuse::{AbuseEventView, AbuseList, AbuseQuery, RestrictedView, RestrictionView, StepView};
pub use accounts::{NewToken, Origin, SessionGrant, TokenView};
pub use activity::{DayView, LanguageUse, Profile};
pub use admin::{UserList, UserQuery, UserRow};
pub use answers::{AnswerView, NewFile};
pub use assistants::{Assistant, AssistantRules};
pub use audit::{AuditList, AuditQuery, AuditView};
pub use backups::{BackupSchedule, Restored};
pub use check::{Check, DamageView};
pub use checks::OutputCheck;
pub use consoles::{Console, ConsoleEvent, ConsoleRules, NewConsole};
pub use dead::{DeadLetter, DeadLetterList, DeadOutcome, DeadPick, DeadQuery, FailureView};
pub use difficulty::Difficulty;
pub use disk::Disk;
pub use drafts::{DraftSaved, DraftState, DraftView};
pub use editorials::EditorialView;
pub use enrol::Enrolled;
pub use error::{Error, Result};
pub use groups::TestGroupView;
pub use health::{Gauges, Health, Observation, Observer, PartHealth, Refusal};
pub use host::{FirstSteps, HostReport, MissingLanguage};
pub use import::{FindingView, Imported, Uploaded};
pub use languages::{LanguageView, VersionView};
pub use leaderboard::{Leaderboard, LeaderboardChange, LeaderboardQuery, LeaderboardRow};
pub use preferences::{EditorPreferences, Keys, Preferences};
pub use problems::{
    AdminProblem, LimitsView, Mark, ProblemList, ProblemPage, ProblemQuery, ProblemRow, SampleView,
    TagView,
};
pub use queue::{
    ClassView, JobView, LeasedView, ModeView, NewMode, QueueView, TaskView, WorkersView,
};
pub use reason::Reason;
pub use recordings::{PlaybackView, RecordingView, StateView};
pub use rejudges::{
    NewRejudge, RejudgeItemView, RejudgeList, RejudgeQuery, RejudgeRow, RejudgeView,
    VerdictChangeView,
};
pub use runs::{NewRun, RunEnd, RunResultView, RunView};
pub use settings::Settings;
pub use submissions::{
    CompileView, GroupView, NewSubmission, SourceView, SubmissionList, SubmissionQuery,
    SubmissionRow, SubmissionView, TestView,
};
pub use trials::{NewTrial, NewTrialCase, TrialCaseView, TrialView};
pub use users::{Me, UserPage, UserProblem};
pub use viewer::Viewer;
pub use watch::Watch;

use self::{core::Core, serving::Serving};
use crate::domain::Toolchain;
pub use crate::queue::{Class, Mode};

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {
    core: Arc<Core>,
    serving: Arc<Serving>,
}

impl App {
    /// Opens the data directory, making and migrating the database as needed. Enough for
    /// commands beside a running server; a server then calls [`App::serve`].
    ///
    /// # Errors
    /// `Internal`, naming the path and what to do.
    pub fn open(settings: Settings, toolchains: Vec<Toolchain>) -> Result<Self> {
        let core = Arc::new(Core::open(settings, toolchains)?);
        Ok(Self { core, serving: Arc::default() })
    }
}
