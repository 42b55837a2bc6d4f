//! Job rows, and what their fate does to submissions and runs.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{
    Result, Store, audit,
    column::{Millis, Word, damaged, word},
};
use crate::{
    domain::{JobId, ProblemId, RejudgeItemId, RunId, SubmissionId, UserId},
    queue::{self, Class, Fate, Fault, Job, Setback, Task},
};

/// What writing a failure did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failed {
    /// The job waits again.
    Waits,
    /// The job is a dead letter.
    Died,
    /// It was no longer the job's attempt; nothing was done.
    Stale,
}

/// What cancelling did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cancelled {
    /// The job is gone.
    Done(Job),
    /// A worker has begun; nothing was done.
    Begun,
    /// There is no job that waits or is under way; nothing was done.
    Over,
}

/// Waiting jobs with whose turn they take, and the problem that they are about.
const WAITING: &str = "SELECT j.*, ifnull(s.user_id, r.user_id) AS owner_id, s.problem_id
    FROM jobs j
    LEFT JOIN rejudge_items i ON j.task = 'rejudge' AND i.id = j.subject_id
    LEFT JOIN submissions s ON s.id = iif(j.task = 'judge', j.subject_id, i.submission_id)
    LEFT JOIN runs r ON j.task = 'run' AND r.id = j.subject_id
    WHERE j.state = 'waiting'";

impl Store {
    /// Every waiting job.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn waiting_jobs(&self) -> Result<Vec<queue::Row>> {
        self.read("list waiting jobs", |db| {
            db.prepare_cached(WAITING)?.query_map((), read_waiting)?.collect()
        })
    }

    /// One job, if it is waiting.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn waiting_job(&self, id: JobId) -> Result<Option<queue::Row>> {
        self.read("find a waiting job", |db| {
            db.prepare_cached(&format!("{WAITING} AND j.id = ?1"))?
                .query_row([id.0], read_waiting)
                .optional()
        })
    }

    /// Begins the next attempt at a waiting job; `None` when it waits no more.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn begin_job(&self, id: JobId) -> Result<Option<Job>> {
        self.write("begin a job", move |db| {
            let job = db
                .prepare_cached(
                    "UPDATE jobs SET state = 'leased', attempt = attempt + 1
                     WHERE id = ?1 AND state = 'waiting' RETURNING *",
                )?
                .query_row([id.0], read_job)
                .optional()?;
            if let Some(job) = &job {
                set_attempt(db, job)?;
            }
            Ok(job)
        })
    }

    /// Ends an attempt that failed; `log` is what was seen of it.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn fail_job(&self, setback: &Setback, log: &str) -> Result<Failed> {
        let (setback, log) = (setback.clone(), log.to_owned());
        let now = Millis(Timestamp::now());
        self.write("end a failed job", move |db| {
            let Setback { job, fault, fate, .. } = &setback;
            let own = *fault == Fault::Own;
            let (state, ready_at) = match *fate {
                Fate::Retry { ready_at } => ("waiting", Some(ready_at)),
                Fate::Dead => ("dead", None),
            };
            let ours = db
                .prepare_cached(
                    "UPDATE jobs SET state = ?3, failures = failures + ?6,
                        interruptions = interruptions + NOT ?6,
                        ready_at = ifnull(?4, ready_at), died_at = iif(?3 = 'dead', ?5, NULL)
                     WHERE id = ?1 AND attempt = ?2 AND state = 'leased'",
                )?
                .execute(params![job.id.0, job.attempt, state, ready_at, now, own])?;
            if ours == 0 {
                return Ok(Failed::Stale);
            }
            note_failure(db, &setback, &log, now)?;
            if *fate == Fate::Dead {
                set_status(db, job.task, "dead")?;
                return Ok(Failed::Died);
            }
            Ok(Failed::Waits)
        })
    }

    /// Takes a task back that waits, or with `begun` one that is under way too: its attempt is
    /// stale then. `actor` is who does it to what is another's.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn cancel_job(&self, task: Task, begun: bool, actor: Option<&str>) -> Result<Cancelled> {
        let actor = actor.map(str::to_owned);
        self.write("cancel a job", move |db| {
            let (kind, subject) = columns(task);
            let found = db
                .prepare_cached("SELECT * FROM jobs WHERE task = ?1 AND subject_id = ?2")?
                .query_row(params![kind, subject], |row| {
                    Ok((read_job(row)?, row.get::<_, String>("state")?))
                })
                .optional()?;
            let job = match found {
                Some((job, state)) if state == "waiting" || (begun && state == "leased") => job,
                Some((_, state)) if state == "leased" => return Ok(Cancelled::Begun),
                _ => return Ok(Cancelled::Over),
            };
            db.execute("DELETE FROM jobs WHERE id = ?1", [job.id.0])?;
            set_status(db, task, "cancelled")?;
            if let Some(actor) = actor {
                audit::note(db, &actor, "cancel", &format!("{kind} {subject}"), "")?;
            }
            Ok(Cancelled::Done(job))
        })
    }

    /// How many jobs wait, and how many are under way.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn count_jobs(&self) -> Result<(u64, u64)> {
        self.read("count jobs", |db| {
            db.prepare_cached(
                "SELECT count(*) FILTER (WHERE state = 'waiting'),
                    count(*) FILTER (WHERE state = 'leased') FROM jobs",
            )?
            .query_row((), |row| Ok((row.get(0)?, row.get(1)?)))
        })
    }

    /// Removes the job of a done attempt, if it is still there.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_job(&self, job: &Job) -> Result<()> {
        let job = job.clone();
        self.write("remove a done job", move |db| take(db, &job).map(|_| ()))
    }

    /// After a stop of the server: what was under way waits again, and whatever waits is ready. A
    /// job that was interrupted more than `most` times becomes a dead letter, for it may be the
    /// cause. Returns how many were under way.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn recover_jobs(&self, most: u32) -> Result<usize> {
        let now = Millis(Timestamp::now());
        self.write("recover jobs", move |db| {
            let interrupted = db.execute(
                "UPDATE jobs SET interruptions = interruptions + 1, state = 'waiting'
                 WHERE state = 'leased'",
                (),
            )?;
            // Those times are of the clock of a process that is gone.
            db.execute("UPDATE jobs SET ready_at = 0 WHERE state = 'waiting'", ())?;
            let dead: Vec<Job> = db
                .prepare(
                    "UPDATE jobs SET state = 'dead', died_at = ?2
                     WHERE state = 'waiting' AND interruptions > ?1 RETURNING *",
                )?
                .query_map(params![most, now], read_job)?
                .collect::<rusqlite::Result<_>>()?;
            for job in dead {
                let reason = format!("it was interrupted more than {most} times, the last time by a stop of the server");
                db.prepare_cached(
                    "INSERT OR REPLACE INTO job_failures (job_id, attempt, at, reason)
                     VALUES (?1, ?2, ?3, ?4)",
                )?
                .execute(params![job.id.0, job.attempt, now, reason])?;
                set_status(db, job.task, "dead")?;
            }
            Ok(interrupted)
        })
    }
}

/// Adds a waiting job.
pub(super) fn insert(
    db: &Connection,
    task: Task,
    class: Class,
    attempt: u32,
    now: Millis,
) -> rusqlite::Result<JobId> {
    let (kind, subject) = columns(task);
    db.prepare_cached(
        "INSERT INTO jobs (task, subject_id, class, attempt, queued_at, ready_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 0)",
    )?
    .execute(params![kind, subject, Word(class), attempt, now])?;
    Ok(JobId(db.last_insert_rowid()))
}

/// Removes a job that is leased under this attempt: the fence that each effect passes. False
/// when it was not.
pub(super) fn take(db: &Connection, job: &Job) -> rusqlite::Result<bool> {
    let taken = db
        .prepare_cached("DELETE FROM jobs WHERE id = ?1 AND attempt = ?2 AND state = 'leased'")?
        .execute(params![job.id.0, job.attempt])?;
    Ok(taken == 1)
}

/// The words of a task in the database.
pub(super) fn columns(task: Task) -> (&'static str, i64) {
    match task {
        Task::Judge(id) => ("judge", id.0),
        Task::Run(id) => ("run", id.0),
        Task::Rejudge(id) => ("rejudge", id.0),
    }
}

fn set_attempt(db: &Connection, job: &Job) -> rusqlite::Result<()> {
    let (sql, id) = match job.task {
        Task::Judge(id) => ("UPDATE submissions SET attempt = ?2 WHERE id = ?1", id.0),
        Task::Run(id) => ("UPDATE runs SET attempt = ?2 WHERE id = ?1", id.0),
        Task::Rejudge(id) => ("UPDATE rejudge_items SET attempt = ?2 WHERE id = ?1", id.0),
    };
    db.prepare_cached(sql)?.execute(params![id, job.attempt]).map(|_| ())
}

pub(super) fn set_status(db: &Connection, task: Task, status: &str) -> rusqlite::Result<()> {
    let (sql, id) = match task {
        Task::Judge(id) => ("UPDATE submissions SET status = ?2 WHERE id = ?1", id.0),
        Task::Run(id) => ("UPDATE runs SET status = ?2 WHERE id = ?1", id.0),
        Task::Rejudge(id) => ("UPDATE rejudge_items SET status = ?2 WHERE id = ?1", id.0),
    };
    db.prepare_cached(sql)?.execute(params![id, status]).map(|_| ())
}

fn note_failure(
    db: &Connection,
    setback: &Setback,
    log: &str,
    now: Millis,
) -> rusqlite::Result<()> {
    let Setback { job, worker, held, reason, .. } = setback;
    let held = u64::try_from(held.as_millis()).unwrap_or(u64::MAX);
    db.prepare_cached(
        "INSERT OR REPLACE INTO job_failures (job_id, attempt, at, reason, worker, held_ms, log)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![job.id.0, job.attempt, now, reason, worker, held, log])
    .map(|_| ())
}

fn read_waiting(row: &Row<'_>) -> rusqlite::Result<queue::Row> {
    Ok(queue::Row {
        id: JobId(row.get("id")?),
        class: word(row, "class")?,
        owner: UserId(row.get("owner_id")?),
        problem: row.get::<_, Option<i64>>("problem_id")?.map(ProblemId),
        queued_at: row.get("queued_at")?,
        ready_at: row.get("ready_at")?,
    })
}

pub(super) fn read_job(row: &Row<'_>) -> rusqlite::Result<Job> {
    let subject = row.get("subject_id")?;
    let task = match row.get_ref("task")?.as_str()? {
        "judge" => Task::Judge(SubmissionId(subject)),
        "run" => Task::Run(RunId(subject)),
        "rejudge" => Task::Rejudge(RejudgeItemId(subject)),
        word => return Err(damaged(format!("`{word}` is no task of this version"))),
    };
    Ok(Job {
        id: JobId(row.get("id")?),
        task,
        class: word(row, "class")?,
        attempt: row.get("attempt")?,
        failures: row.get("failures")?,
        interruptions: row.get("interruptions")?,
    })
}
