//! Runs on own input.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{
    Result, Store, abuse,
    abuse::Noted,
    column::{Millis, damaged, time, word},
    jobs, pack,
};
use crate::{
    domain::{Abuse, AbuseRules, JobId, ProblemId, RunId, Status, UserId, VersionId},
    queue::{Class, Task},
};

/// A run to be kept.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Whose.
    pub user: UserId,
    /// Whose limits apply.
    pub problem: Option<ProblemId>,
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// The program.
    pub source: String,
    /// stdin.
    pub stdin: Vec<u8>,
    /// What it is of.
    pub of: RunOf,
}

/// What a run is of; neither is an input just typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunOf {
    /// A sample of the problem, by its test's name.
    pub sample: Option<String>,
    /// A case that its owner kept, by name.
    pub case: Option<String>,
    /// The output expected of such a case.
    pub expected: Option<String>,
}

/// A run.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its id.
    pub id: RunId,
    /// Whose.
    pub user: UserId,
    /// The current version of the problem whose limits apply.
    pub version: Option<VersionId>,
    /// Language id.
    pub language: String,
    /// Language version.
    pub language_version: String,
    /// When it was asked for.
    pub created_at: Timestamp,
    /// Queued, done or dead.
    pub status: Status,
    /// Attempts begun.
    pub attempt: u32,
    /// Whether a worker is at it.
    pub leased: bool,
    /// JSON of the result.
    pub result: Option<String>,
    /// What it is of.
    pub of: RunOf,
    /// Slug of the problem whose limits apply.
    pub problem: Option<String>,
}

const SELECT: &str = "SELECT r.*, p.slug, p.version_id, EXISTS (SELECT 1 FROM jobs
        WHERE task = 'run' AND subject_id = r.id AND state = 'leased') AS leased
    FROM runs r LEFT JOIN problems p ON p.id = r.problem_id";

impl Store {
    /// Keeps a run and its job in one transaction.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_run(&self, new: NewRun) -> Result<(RunId, JobId)> {
        self.write("keep a run", move |db| insert(db, &new))
    }

    /// Keeps a run that is over, with its result and what its program tried.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_finished_run(
        &self,
        new: NewRun,
        result: &str,
        abuse: &[Abuse],
        rules: &AbuseRules,
    ) -> Result<(RunId, Noted)> {
        let result = pack::pack(result.as_bytes());
        let (tried, rules) = (abuse.to_vec(), rules.clone());
        self.write("keep a run that is over", move |db| {
            let id = insert_run(db, &new, Millis(Timestamp::now()))?;
            db.execute(
                "UPDATE runs SET status = 'done', result = ?2 WHERE id = ?1",
                params![id.0, result],
            )?;
            Ok((id, abuse::note(db, Task::Run(id), &tried, &rules)?))
        })
    }

    /// Keeps runs that are asked for together, and their jobs, in one transaction.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_runs(&self, new: Vec<NewRun>) -> Result<Vec<(RunId, JobId)>> {
        self.write("keep runs", move |db| {
            let mut runs = Vec::new();
            for new in &new {
                runs.push(insert(db, new)?);
            }
            let batch = runs.first().map(|(id, _)| id.0);
            let mut mark = db.prepare_cached("UPDATE runs SET batch = ?2 WHERE id = ?1")?;
            for (id, _) in &runs {
                mark.execute(params![id.0, batch])?;
            }
            Ok(runs)
        })
    }

    /// A run.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn run(&self, id: RunId) -> Result<Option<Run>> {
        self.read("find a run", |db| {
            db.prepare_cached(&format!("{SELECT} WHERE r.id = ?1"))?
                .query_row([id.0], read)
                .optional()
        })
    }

    /// The runs that were asked for together with `first`, in that order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn batch(&self, first: RunId) -> Result<Vec<Run>> {
        self.read("list runs", |db| {
            db.prepare_cached(&format!("{SELECT} WHERE r.batch = ?1 ORDER BY r.id"))?
                .query_map([first.0], read)?
                .collect()
        })
    }

    /// A run's program and stdin.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn run_input(&self, id: RunId) -> Result<Option<(String, Vec<u8>)>> {
        self.read("read a run's program", |db| {
            let packed: Option<(Vec<u8>, Vec<u8>)> = db
                .prepare_cached("SELECT source, stdin FROM runs WHERE id = ?1")?
                .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((source, stdin)) = packed else { return Ok(None) };
            Ok(Some((pack::unpack_text(&source)?, pack::unpack(&stdin).map_err(damaged)?)))
        })
    }
}

fn insert(db: &Connection, new: &NewRun) -> rusqlite::Result<(RunId, JobId)> {
    let now = Millis(Timestamp::now());
    let id = insert_run(db, new, now)?;
    Ok((id, jobs::insert(db, Task::Run(id), Class::Run, 0, now)?))
}

fn insert_run(db: &Connection, new: &NewRun, now: Millis) -> rusqlite::Result<RunId> {
    let (source, stdin) = (pack::pack(new.source.as_bytes()), pack::pack(&new.stdin));
    db.prepare_cached(
        "INSERT INTO runs (user_id, problem_id, language, language_version, source, stdin,
            created_at, status, sample, trial_case, expected)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'queued', ?8, ?9, ?10)",
    )?
    .execute(params![
        new.user.0,
        new.problem.map(|id| id.0),
        new.language,
        new.language_version,
        source,
        stdin,
        now,
        new.of.sample,
        new.of.case,
        new.of.expected
    ])?;
    Ok(RunId(db.last_insert_rowid()))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Run> {
    let result: Option<Vec<u8>> = row.get("result")?;
    Ok(Run {
        id: RunId(row.get("id")?),
        user: UserId(row.get("user_id")?),
        version: row.get::<_, Option<i64>>("version_id")?.map(VersionId),
        language: row.get("language")?,
        language_version: row.get("language_version")?,
        created_at: time(row, "created_at")?,
        status: word(row, "status")?,
        attempt: row.get("attempt")?,
        leased: row.get("leased")?,
        result: result.map(|packed| pack::unpack_text(&packed)).transpose()?,
        of: RunOf {
            sample: row.get("sample")?,
            case: row.get("trial_case")?,
            expected: row.get("expected")?,
        },
        problem: row.get("slug")?,
    })
}
