//! A user's page.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Mark, RestrictionView, Result, SubmissionQuery, SubmissionRow, Viewer};
use crate::{
    domain::{Period, Role},
    store::Best,
};

/// Latest submissions shown.
const RECENT: u32 = 20;

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

/// One's own account.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Me {
    /// What everybody may see.
    #[serde(flatten)]
    pub page: UserPage,
    /// What is laid on the account, if anything is.
    pub restriction: Option<RestrictionView>,
}

impl App {
    /// The viewer's own account.
    ///
    /// # Errors
    /// `NotFound` for the console, which has none.
    pub fn me(&self, viewer: &Viewer) -> Result<Me> {
        Ok(Me { page: self.user(&viewer.name)?, restriction: viewer.restriction.clone() })
    }

    /// A user's page.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn user(&self, name: &str) -> Result<UserPage> {
        let user = self.find_user(name)?;
        let line = self.core.ranking(Period::Ever, |ranking| ranking.find(user.id))?;
        let bests = self.core.store.bests(user.id)?;
        let recent = SubmissionQuery {
            user: Some(user.name.clone()),
            limit: Some(RECENT),
            ..SubmissionQuery::default()
        };
        Ok(UserPage {
            rank: line.as_ref().map(|(rank, _)| *rank),
            solved: line.as_ref().map_or(0, |(_, line)| line.solved),
            score: line.as_ref().map_or(0.0, |(_, line)| line.score),
            submissions: self.core.store.count_submissions(user.id)?,
            problems: bests.into_iter().map(UserProblem::from).collect(),
            recent: self.submissions(None, &recent)?.submissions,
            name: user.name,
            role: user.role,
            created_at: user.created_at,
        })
    }
}

impl From<Best> for UserProblem {
    fn from(best: Best) -> Self {
        let mark = Mark::new(best.solved_at.is_some(), best.score);
        let Best { slug, name, score, max_score, .. } = best;
        Self { slug, name, mark, score, max_score }
    }
}
