//! Dead letters: jobs whose attempts failed too often.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::{
    Result, Store, audit,
    column::{Millis, time},
    jobs::{self, read_job},
    submissions,
};
use crate::{
    domain::JobId,
    queue::{Class, Job, Task},
};

/// A dead letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadJob {
    /// The job.
    pub id: JobId,
    /// What it was to do.
    pub task: Task,
    /// Its class.
    pub class: Class,
    /// Name of who sent it.
    pub user: String,
    /// Slug of the problem.
    pub problem: Option<String>,
    /// When it was queued.
    pub queued_at: Timestamp,
    /// When it died.
    pub died_at: Timestamp,
    /// Each failure, in order.
    pub failures: Vec<Failure>,
}

/// Which dead letters, the last sent first.
#[derive(Clone, Debug, Default)]
pub struct DeadFilter {
    /// Of this user, by name.
    pub user: Option<String>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// With a smaller number.
    pub before: Option<JobId>,
    /// How many.
    pub limit: u64,
}

/// A job that is not over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenJob {
    /// The job.
    pub id: JobId,
    /// What it is to do.
    pub task: Task,
    /// Its class.
    pub class: Class,
    /// Whether a worker has it.
    pub leased: bool,
    /// Failures so far.
    pub failures: u32,
    /// Name of who sent it.
    pub user: String,
    /// Slug of the problem.
    pub problem: Option<String>,
    /// When it was queued.
    pub queued_at: Timestamp,
}

/// Jobs `j` with the names of their users `u` and problems `p`.
macro_rules! named_jobs {
    () => {
        "SELECT j.*, u.name AS user_name, p.slug FROM jobs j
         LEFT JOIN rejudge_items i ON j.task = 'rejudge' AND i.id = j.subject_id
         LEFT JOIN submissions s ON s.id = iif(j.task = 'judge', j.subject_id, i.submission_id)
         LEFT JOIN runs r ON j.task = 'run' AND r.id = j.subject_id
         JOIN users u ON u.id = ifnull(s.user_id, r.user_id)
         LEFT JOIN problems p ON p.id = ifnull(s.problem_id, r.problem_id)"
    };
}

/// One failed attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which attempt.
    pub attempt: u32,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
    /// Number of the worker; `None` when no worker told.
    pub worker: Option<u64>,
    /// How long the worker had it, milliseconds.
    pub held_ms: u64,
    /// What was seen of it, lines.
    pub log: String,
}

impl Store {
    /// How many dead letters there are.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn count_dead_jobs(&self) -> Result<u64> {
        self.read("count dead letters", |db| {
            db.prepare_cached("SELECT count(*) FROM jobs WHERE state = 'dead'")?
                .query_row((), |row| row.get(0))
        })
    }

    /// Jobs that wait or are done right now, in the order they were sent; at most `limit`.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn open_jobs(&self, limit: u64) -> Result<Vec<OpenJob>> {
        self.read("list jobs", |db| {
            let sql = concat!(named_jobs!(), " WHERE j.state <> 'dead' ORDER BY j.id LIMIT ?1");
            db.prepare_cached(sql)?
                .query_map([limit], |row| {
                    let job = read_job(row)?;
                    Ok(OpenJob {
                        id: job.id,
                        task: job.task,
                        class: job.class,
                        leased: row.get::<_, String>("state")? == "leased",
                        failures: row.get("failures")?,
                        user: row.get("user_name")?,
                        problem: row.get("slug")?,
                        queued_at: time(row, "queued_at")?,
                    })
                })?
                .collect()
        })
    }

    /// Dead letters, the last sent first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn dead_jobs(&self, filter: &DeadFilter) -> Result<Vec<DeadJob>> {
        let before = filter.before.map_or(i64::MAX, |id| id.0);
        self.read("list dead letters", |db| {
            let mut dead: Vec<DeadJob> = db
                .prepare_cached(concat!(
                    named_jobs!(),
                    " WHERE j.state = 'dead' AND j.id < ?1
                        AND (?2 IS NULL OR u.name = ?2) AND (?3 IS NULL OR p.slug = ?3)
                     ORDER BY j.id DESC LIMIT ?4"
                ))?
                .query_map(params![before, filter.user, filter.problem, filter.limit], |row| {
                    let job = read_job(row)?;
                    Ok(DeadJob {
                        id: job.id,
                        task: job.task,
                        class: job.class,
                        user: row.get("user_name")?,
                        problem: row.get("slug")?,
                        queued_at: time(row, "queued_at")?,
                        died_at: time(row, "died_at")?,
                        failures: Vec::new(),
                    })
                })?
                .collect::<rusqlite::Result<_>>()?;
            for job in &mut dead {
                job.failures = failures(db, job.id)?;
            }
            Ok(dead)
        })
    }

    /// The ids of all dead letters.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn dead_job_ids(&self) -> Result<Vec<JobId>> {
        self.read("list dead letters", |db| {
            db.prepare_cached("SELECT id FROM jobs WHERE state = 'dead' ORDER BY id")?
                .query_map((), |row| row.get(0).map(JobId))?
                .collect()
        })
    }

    /// Why the job of a submission or run failed so far, in order.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn failures(&self, task: Task) -> Result<Vec<Failure>> {
        let (kind, subject) = jobs::columns(task);
        self.read("list failures", |db| {
            let job = db
                .prepare_cached("SELECT id FROM jobs WHERE task = ?1 AND subject_id = ?2")?
                .query_row(params![kind, subject], |row| row.get(0))
                .optional()?;
            job.map_or(Ok(Vec::new()), |job| failures(db, JobId(job)))
        })
    }

    /// Makes dead letters wait again with all their attempts, submissions for the current versions
    /// of their problems, which may have been mended since; all in one transaction. What they are
    /// to do; those that are none are left out.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn retry_dead_jobs(&self, ids: Vec<JobId>, actor: &str) -> Result<Vec<Job>> {
        let actor = actor.to_owned();
        self.write("retry dead letters", move |db| each(db, &ids, &actor, "retry", retry))
    }

    /// Gives dead letters up, all in one transaction: a submission keeps the verdict it had, or gets
    /// JE, which counts as nothing; a run stays dead. What they were to do; those that are none are
    /// left out.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn discard_dead_jobs(&self, ids: Vec<JobId>, actor: &str) -> Result<Vec<Job>> {
        let actor = actor.to_owned();
        self.write("discard dead letters", move |db| each(db, &ids, &actor, "discard", discard))
    }
}

/// Does something with each dead letter, and notes it.
fn each(
    db: &Connection,
    ids: &[JobId],
    actor: &str,
    action: &str,
    act: fn(&Connection, JobId) -> rusqlite::Result<Option<Job>>,
) -> rusqlite::Result<Vec<Job>> {
    let mut done = Vec::new();
    for id in ids {
        let Some(job) = act(db, *id)? else { continue };
        let (kind, subject) = jobs::columns(job.task);
        audit::note(db, actor, action, &format!("dead letter {id}"), &format!("{kind} {subject}"))?;
        done.push(job);
    }
    Ok(done)
}

fn retry(db: &Connection, id: JobId) -> rusqlite::Result<Option<Job>> {
    let job = db
        .prepare_cached(
            "UPDATE jobs SET state = 'waiting', failures = 0, interruptions = 0, ready_at = 0,
                died_at = NULL
             WHERE id = ?1 AND state = 'dead' RETURNING *",
        )?
        .query_row([id.0], read_job)
        .optional()?;
    if let Some(job) = &job {
        jobs::set_status(db, job.task, "queued")?;
        if let Task::Judge(id) = job.task {
            submissions::take_current_version(db, id)?;
        }
    }
    Ok(job)
}

fn discard(db: &Connection, id: JobId) -> rusqlite::Result<Option<Job>> {
    let job = db
        .prepare_cached("DELETE FROM jobs WHERE id = ?1 AND state = 'dead' RETURNING *")?
        .query_row([id.0], read_job)
        .optional()?;
    if let Some(Job { task: Task::Judge(submission), .. }) = job {
        db.prepare_cached(
            "UPDATE submissions SET status = 'done', judged_at = ifnull(judged_at, ?2),
                verdict = ifnull(verdict, 'JE'), score = ifnull(score, 0)
             WHERE id = ?1",
        )?
        .execute(params![submission.0, Millis(Timestamp::now())])?;
    }
    Ok(job)
}

fn failures(db: &Connection, job: JobId) -> rusqlite::Result<Vec<Failure>> {
    db.prepare_cached("SELECT * FROM job_failures WHERE job_id = ?1 ORDER BY attempt")?
        .query_map([job.0], |row| {
            Ok(Failure {
                attempt: row.get("attempt")?,
                at: time(row, "at")?,
                reason: row.get("reason")?,
                worker: row.get("worker")?,
                held_ms: row.get("held_ms")?,
                log: row.get("log")?,
            })
        })?
        .collect()
}
