//! What the host gives, as it was found when the server started, and what is left to do first.

use super::{App, Health, ProblemQuery, Result, UserQuery, Viewer};
use crate::domain::Role;

/// What the host gives; the command line finds it out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostReport {
    /// How programs are isolated: `root, control groups v2`.
    pub isolation: String,
    /// Whether that is weaker than it could be.
    pub is_weak: bool,
    /// Languages whose tools are missing.
    pub missing: Vec<MissingLanguage>,
}

/// A language whose tools are not on the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingLanguage {
    /// Its name and version: `Kotlin 1`.
    pub name: String,
    /// What was looked for in vain.
    pub why: String,
    /// Debian packages that bring it.
    pub packages: Vec<String>,
}

/// How far a new server is.
#[derive(Clone, Debug)]
pub struct FirstSteps {
    /// What the host gives; `None` when nobody looked.
    pub host: Option<HostReport>,
    /// Whether each part can do its work.
    pub health: Health,
    /// Languages that can be used.
    pub languages: usize,
    /// Problems, hidden ones too.
    pub problems: u64,
    /// Accounts, the viewer's too.
    pub users: u64,
}

impl App {
    /// Notes what the host gives.
    pub fn note_host(&self, report: HostReport) {
        // Only the first look counts: nothing changes while the server runs.
        let _ = self.core.host.set(report);
    }

    /// How far this server is.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn first_steps(&self, viewer: &Viewer) -> Result<FirstSteps> {
        viewer.must_be(Role::Admin)?;
        Ok(FirstSteps {
            host: self.core.host.get().cloned(),
            health: self.health(),
            languages: self.languages().len(),
            problems: self.problems(Some(viewer), &ProblemQuery::default())?.total,
            users: self.users(viewer, &UserQuery::default())?.total,
        })
    }
}
