//! A user's page.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Mark, Result, SubmissionRow};
use crate::domain::Role;

/// What everybody may see of a user.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserPage {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Since when.
    pub created_at: Timestamp,
    /// Rank on the leaderboard; `None` without points.
    pub rank: Option<u64>,
    /// Problems solved.
    pub solved: u64,
    /// Sum of best scores.
    pub score: f64,
    /// Submissions.
    pub submissions: u64,
    /// Problems tried, by name.
    pub problems: Vec<UserProblem>,
    /// Latest submissions.
    pub recent: Vec<SubmissionRow>,
}

/// A problem that a user tried.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserProblem {
    /// Slug.
    pub slug: String,
    /// Name.
    pub name: String,
    /// How far.
    pub mark: Mark,
    /// Best score.
    pub score: f64,
    /// Most points to be had.
    pub max_score: f64,
}

impl App {
    /// A user's page.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn user(&self, name: &str) -> Result<UserPage> {
        let _ = name;
        unimplemented!()
    }
}
