//! The use-cases: one file a noun. What may be seen and done by whom is decided here.
//!
//! Methods are synchronous and may touch the disk or hash a password: call them from a thread
//! that may block. They return plain views, the same for pages and API.

mod accounts;
mod admin;
mod drafts;
mod error;
mod health;
mod languages;
mod leaderboard;
mod problems;
mod runs;
mod samples;
mod settings;
mod submissions;
mod users;
mod viewer;
mod watch;

use std::{path::Path, sync::Arc, time::Duration};

pub use accounts::{NewToken, SessionGrant, TokenView};
pub use admin::{
    ClassView, DeadLetter, FailureView, LeasedView, QueueView, TaskView, UserList, UserQuery,
    UserRow, WorkersView,
};
pub use drafts::DraftView;
pub use error::{Error, Result};
pub use health::{Gauges, Health, Observation, Observer, PartHealth};
pub use languages::{LanguageView, VersionView};
pub use leaderboard::{Leaderboard, LeaderboardQuery, LeaderboardRow};
pub use problems::{
    AdminProblem, Imported, LimitsView, Mark, ProblemList, ProblemPage, ProblemQuery, ProblemRow,
    SampleView, TagView,
};
pub use runs::{NewRun, RunEnd, RunResultView, RunView};
pub use samples::SampleCheck;
pub use settings::Settings;
pub use submissions::{
    CompileView, NewSubmission, SourceView, SubmissionList, SubmissionQuery, SubmissionRow,
    SubmissionView, TestView,
};
pub use users::{UserPage, UserProblem};
pub use viewer::Viewer;
pub use watch::Watch;

pub use crate::queue::Class;
use crate::{domain::Toolchain, judge::Judge};

/// The application. Cheap to clone.
#[derive(Clone)]
pub struct App {}

impl App {
    /// Opens the data directory, making and migrating the database as needed. Enough for
    /// commands beside a running server; a server then calls [`App::serve`].
    ///
    /// # Errors
    /// `Internal`, naming the path and what to do.
    pub fn open(settings: Settings, toolchains: Vec<Toolchain>) -> Result<Self> {
        let _ = (settings, toolchains);
        unimplemented!()
    }

    /// Becomes the one server on the data directory: takes its lock, rebuilds the queue and
    /// starts the workers.
    ///
    /// # Errors
    /// `Conflict` when another server has the data directory; `Internal`.
    pub fn serve(&self, judge: Arc<Judge>, observer: Observer) -> Result<()> {
        let _ = (judge, observer);
        unimplemented!()
    }

    /// Ends serving: nothing more is leased, and jobs under way get `patience` to finish. What
    /// does not is queued again for the next start. True when all finished.
    pub fn shut_down(&self, patience: Duration) -> bool {
        let _ = patience;
        unimplemented!()
    }

    /// Copies the database to `file` while it is in use.
    ///
    /// # Errors
    /// `Conflict` when `file` exists; `Internal` with the path.
    pub fn backup(&self, file: &Path) -> Result<()> {
        let _ = file;
        unimplemented!()
    }
}
