//! Inputs of their own that users keep for a problem.

use rusqlite::params;

use super::{Result, Store};
use crate::domain::{ProblemId, TrialCaseId, UserId};

/// A case to be kept.
#[derive(Clone, Debug)]
pub struct NewCase {
    /// Whose.
    pub user: UserId,
    /// For which problem.
    pub problem: ProblemId,
    /// What its owner calls it; one of the same name is replaced.
    pub name: String,
    /// stdin.
    pub input: String,
    /// The right output, where its owner knows it.
    pub expected: Option<String>,
    /// Most cases of a user for a problem.
    pub most: u64,
}

/// A case that a user keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCase {
    /// Its id.
    pub id: TrialCaseId,
    /// What its owner calls it.
    pub name: String,
    /// stdin.
    pub input: String,
    /// The right output, where its owner knows it.
    pub expected: Option<String>,
}

impl Store {
    /// A user's cases for a problem, in the order in which they were made.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn trial_cases(&self, user: UserId, problem: ProblemId) -> Result<Vec<KeptCase>> {
        self.read("list cases", |db| {
            db.prepare_cached(
                "SELECT * FROM trial_cases WHERE user_id = ?1 AND problem_id = ?2 ORDER BY id",
            )?
            .query_map([user.0, problem.0], |row| {
                Ok(KeptCase {
                    id: TrialCaseId(row.get("id")?),
                    name: row.get("name")?,
                    input: row.get("input")?,
                    expected: row.get("expected")?,
                })
            })?
            .collect()
        })
    }

    /// Keeps a case; false when there are as many as there may be.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_trial_case(&self, new: NewCase) -> Result<bool> {
        self.write("keep a case", move |db| {
            let others: u64 = db.query_row(
                "SELECT count(*) FROM trial_cases
                 WHERE user_id = ?1 AND problem_id = ?2 AND name <> ?3",
                params![new.user.0, new.problem.0, new.name],
                |row| row.get(0),
            )?;
            if others >= new.most {
                return Ok(false);
            }
            db.execute(
                "INSERT INTO trial_cases (user_id, problem_id, name, input, expected)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (user_id, problem_id, name)
                 DO UPDATE SET input = excluded.input, expected = excluded.expected",
                params![new.user.0, new.problem.0, new.name, new.input, new.expected],
            )?;
            Ok(true)
        })
    }

    /// Forgets a case; false when the user has no such one.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_trial_case(&self, user: UserId, case: TrialCaseId) -> Result<bool> {
        self.write("forget a case", move |db| {
            let sql = "DELETE FROM trial_cases WHERE id = ?1 AND user_id = ?2";
            Ok(db.execute(sql, params![case.0, user.0])? == 1)
        })
    }
}
