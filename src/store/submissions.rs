//! Submissions and their results.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::{
    Result, Store,
    column::{Millis, Word, damaged, hidden, maybe_time, maybe_word, time, word},
    jobs, pack,
};
use crate::{
    domain::{
        Compilation, Feedback, GroupResult, JobId, ProblemId, Status, SubmissionId, TestResult,
        UserId, Verdict, VersionId,
    },
    queue::{Class, Task},
};

/// A submission to be kept.
#[derive(Clone, Debug)]
pub struct NewSubmission {
    /// Whose.
    pub user: UserId,
    /// For which problem.
    pub problem: ProblemId,
    /// In which version.
    pub version: VersionId,
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// The program.
    pub source: String,
}

/// A submission, without its program and tests.
#[derive(Clone, Debug, PartialEq)]
pub struct Submission {
    /// Its id.
    pub id: SubmissionId,
    /// Whose.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
    /// For which problem, by slug.
    pub problem: String,
    /// Problem's name.
    pub problem_name: String,
    /// Whether the problem is hidden.
    pub problem_hidden: bool,
    /// What its contestant is told.
    pub feedback: Feedback,
    /// The version that judges it.
    pub version: VersionId,
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// When it was sent.
    pub created_at: Timestamp,
    /// Queued, done or dead; finer steps are not kept on disk.
    pub status: Status,
    /// Attempts begun.
    pub attempt: u32,
    /// Whether a worker is at it.
    pub leased: bool,
    /// The last verdict, which a rejudge may be about to replace.
    pub verdict: Option<Verdict>,
    /// Points.
    pub score: Option<f64>,
    /// Most points.
    pub max_score: Option<f64>,
    /// Longest CPU time, milliseconds.
    pub cpu_ms: Option<u64>,
    /// Longest wall time, milliseconds.
    pub wall_ms: Option<u64>,
    /// Highest memory, KiB.
    pub memory_kib: Option<u64>,
    /// The compile step.
    pub compilation: Option<Compilation>,
    /// When it was judged.
    pub judged_at: Option<Timestamp>,
}

/// Which submissions, newest first.
#[derive(Clone, Debug, Default)]
pub struct SubmissionFilter {
    /// Of this user, by name.
    pub user: Option<String>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// In this language.
    pub language: Option<String>,
    /// Done with this verdict.
    pub verdict: Option<Verdict>,
    /// With a smaller id.
    pub before: Option<SubmissionId>,
    /// Whether those for hidden problems too.
    pub hidden: bool,
    /// How many.
    pub limit: u64,
}

// The order of a CROSS JOIN is kept, so that a list is read along the index that gives its order.
macro_rules! select {
    ($index:literal) => {
        concat!(
            "SELECT s.id, s.user_id, s.version_id, s.language, s.language_version, s.created_at,
                s.status, s.attempt, s.verdict, s.score, s.max_score, s.cpu_ms, s.wall_ms,
                s.memory_kib, s.compilation, s.judged_at,
                u.name AS user_name, p.slug, p.name AS problem_name, p.feedback, ",
            hidden!(),
            " AS hidden,
                EXISTS (SELECT 1 FROM jobs
                    WHERE task = 'judge' AND subject_id = s.id AND state = 'leased') AS leased
            FROM submissions s ",
            $index,
            " CROSS JOIN users u ON u.id = s.user_id CROSS JOIN problems p ON p.id = s.problem_id"
        )
    };
}

impl Store {
    /// Keeps a submission and its job in one transaction.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_submission(
        &self,
        new: NewSubmission,
        class: Class,
    ) -> Result<(SubmissionId, JobId)> {
        let source = pack::pack(new.source.as_bytes());
        let now = Millis(Timestamp::now());
        self.write("keep a submission", move |db| {
            db.prepare_cached(
                "INSERT INTO submissions (user_id, problem_id, version_id, language,
                    language_version, source, created_at, status)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued')",
            )?
            .execute(params![
                new.user.0,
                new.problem.0,
                new.version.0,
                new.language,
                new.language_version,
                source,
                now
            ])?;
            let id = SubmissionId(db.last_insert_rowid());
            Ok((id, jobs::insert(db, Task::Judge(id), class, 0, now)?))
        })
    }

    /// A submission.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn submission(&self, id: SubmissionId) -> Result<Option<Submission>> {
        self.read("find a submission", |db| find(db, id))
    }

    /// A submission and its tests in judging order, as they were at one moment.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn submission_with_tests(
        &self,
        id: SubmissionId,
    ) -> Result<Option<(Submission, Vec<TestResult>)>> {
        self.read("read a submission", |db| {
            let Some(submission) = find(db, id)? else { return Ok(None) };
            let tests = db
                .prepare_cached("SELECT * FROM results WHERE submission_id = ?1 ORDER BY place")?
                .query_map([id.0], read_test)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Some((submission, tests)))
        })
    }

    /// A submission's test groups, in the package's order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn submission_groups(&self, id: SubmissionId) -> Result<Vec<GroupResult>> {
        self.read("read a submission's groups", |db| {
            db.prepare_cached(
                "SELECT * FROM group_results WHERE submission_id = ?1 ORDER BY place",
            )?
            .query_map([id.0], |row| {
                Ok(GroupResult {
                    name: row.get("name")?,
                    verdict: maybe_word(row, "verdict")?,
                    score: row.get("score")?,
                    max_score: row.get("max_score")?,
                    part: row.get("part")?,
                })
            })?
            .collect()
        })
    }

    /// A submission's program.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn submission_source(&self, id: SubmissionId) -> Result<Option<String>> {
        self.read("read a submission's program", |db| {
            let packed: Option<Vec<u8>> = db
                .prepare_cached("SELECT source FROM submissions WHERE id = ?1")?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            packed.map(|packed| pack::unpack_text(&packed)).transpose()
        })
    }

    /// Submissions, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn submissions(&self, filter: &SubmissionFilter) -> Result<Vec<Submission>> {
        let (verdict, before) = (filter.verdict.map(Word), filter.before.map(|id| id.0));
        let conditions: [(Option<&dyn ToSql>, &str); 5] = [
            (sql(&filter.user), "s.user_id = (SELECT id FROM users WHERE name = ?)"),
            (sql(&filter.problem), "s.problem_id = (SELECT id FROM problems WHERE slug = ?)"),
            (sql(&filter.language), "s.language = ?"),
            (sql(&verdict), "s.verdict = ? AND s.status = 'done'"),
            (sql(&before), "s.id < ?"),
        ];
        // Only what is asked for: an index must match it.
        let (mut text, mut values) =
            (format!("{} WHERE (? OR NOT {})", filter.select(), hidden!()), Vec::new());
        values.push(&filter.hidden as &dyn ToSql);
        for (value, condition) in conditions {
            if let Some(value) = value {
                text.push_str(" AND ");
                text.push_str(condition);
                values.push(value);
            }
        }
        text.push_str(" ORDER BY s.id DESC LIMIT ?");
        values.push(&filter.limit);
        self.read("list submissions", |db| {
            db.prepare_cached(&text)?.query_map(&values[..], read)?.collect()
        })
    }

    /// How many submissions a user has sent.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn count_submissions(&self, user: UserId) -> Result<u64> {
        self.read("count submissions", |db| {
            db.prepare_cached(
                "SELECT ifnull(sum(submissions), 0) FROM language_uses WHERE user_id = ?1",
            )?
            .query_row([user.0], |row| row.get(0))
        })
    }
}

impl SubmissionFilter {
    /// The query along the index that gives ids in order for the narrowest condition: what it
    /// costs depends on the page, and not on how many submissions there are.
    fn select(&self) -> &'static str {
        let given = (self.user.is_some(), self.problem.is_some(), self.verdict.is_some());
        match given {
            (true, true, _) => select!("INDEXED BY submissions_by_user"),
            (true, false, _) => select!("INDEXED BY submissions_of_user"),
            (false, true, true) => select!("INDEXED BY submissions_by_problem_verdict"),
            (false, true, false) => select!("INDEXED BY submissions_by_problem"),
            (false, false, true) => select!("INDEXED BY submissions_by_verdict"),
            _ if self.language.is_some() => select!("INDEXED BY submissions_by_language"),
            _ => select!("NOT INDEXED"),
        }
    }
}

fn sql<T: ToSql>(value: &Option<T>) -> Option<&dyn ToSql> {
    value.as_ref().map(|value| value as &dyn ToSql)
}

fn find(db: &Connection, id: SubmissionId) -> rusqlite::Result<Option<Submission>> {
    db.prepare_cached(concat!(select!("NOT INDEXED"), " WHERE s.id = ?1"))?
        .query_row([id.0], read)
        .optional()
}

fn read(row: &Row<'_>) -> rusqlite::Result<Submission> {
    let compilation: Option<String> = row.get("compilation")?;
    Ok(Submission {
        id: SubmissionId(row.get("id")?),
        user: UserId(row.get("user_id")?),
        user_name: row.get("user_name")?,
        problem: row.get("slug")?,
        problem_name: row.get("problem_name")?,
        problem_hidden: row.get("hidden")?,
        feedback: word(row, "feedback")?,
        version: VersionId(row.get("version_id")?),
        language: row.get("language")?,
        language_version: row.get("language_version")?,
        created_at: time(row, "created_at")?,
        status: word(row, "status")?,
        attempt: row.get("attempt")?,
        leased: row.get("leased")?,
        verdict: maybe_word(row, "verdict")?,
        score: row.get("score")?,
        max_score: row.get("max_score")?,
        cpu_ms: row.get("cpu_ms")?,
        wall_ms: row.get("wall_ms")?,
        memory_kib: row.get("memory_kib")?,
        compilation: compilation
            .map(|json| serde_json::from_str(&json))
            .transpose()
            .map_err(damaged)?,
        judged_at: maybe_time(row, "judged_at")?,
    })
}

fn read_test(row: &Row<'_>) -> rusqlite::Result<TestResult> {
    Ok(TestResult {
        name: row.get("name")?,
        verdict: maybe_word(row, "verdict")?,
        score: row.get("score")?,
        cpu_ms: row.get("cpu_ms")?,
        wall_ms: row.get("wall_ms")?,
        memory_kib: row.get("memory_kib")?,
        message: row.get("message")?,
        judge_message: row.get("judge_message")?,
    })
}

/// Has a submission judged by the current version of its problem.
pub(super) fn take_current_version(db: &Connection, id: SubmissionId) -> rusqlite::Result<()> {
    db.execute(
        "UPDATE submissions SET version_id =
            (SELECT version_id FROM problems WHERE problems.id = problem_id)
         WHERE id = ?1",
        [id.0],
    )?;
    Ok(())
}
