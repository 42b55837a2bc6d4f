//! Whether everything in the database is what it should be, and mending what can be computed from
//! the rest.

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use sha2::{Digest as _, Sha256};

use super::{Result, Store, column::Millis, derived, error::Reason, jobs, pack, upgrade};
use crate::{
    domain::{RejudgeItemId, RunId, SubmissionId},
    queue::{Class, Task},
};

/// Findings of a kind that are named; the others are counted.
const NAMED: usize = 10;

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Of what: `sqlite`, `references`, `blobs`, `programs`, `leaderboard`, `counts`, `jobs`.
    pub part: &'static str,
    /// What is wrong.
    pub message: String,
    /// Whether [`Store::mend`] helps.
    pub mendable: bool,
}

/// What was looked at, and what is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Schema.
    pub schema: usize,
    /// Accounts.
    pub users: u64,
    /// Problems.
    pub problems: u64,
    /// Submissions.
    pub submissions: u64,
    /// Jobs.
    pub jobs: u64,
    /// Blobs.
    pub blobs: u64,
    /// What is wrong; empty when all is well.
    pub damages: Vec<Damage>,
}

/// What must be true of jobs and their subjects, each as the query for those of which it is not.
const JOBS: &[(&str, &str)] = &[
    ("is to be judged, and no job does it", LOST),
    (
        "is done, and has no verdict",
        "SELECT 'submission ' || id FROM submissions
        WHERE status = 'done' AND verdict IS NULL",
    ),
    (
        "is to run, and no job does it",
        "SELECT 'run ' || id FROM runs r WHERE status = 'queued'
        AND NOT EXISTS (SELECT 1 FROM jobs WHERE task = 'run' AND subject_id = r.id)",
    ),
    (
        "is to be judged again, and no job does it",
        "SELECT 'part ' || i.id || ' of rejudge ' || g.id
        FROM rejudge_items i JOIN rejudges g ON g.id = i.rejudge_id
        WHERE g.state = 'open' AND i.status = 'queued'
        AND NOT EXISTS (SELECT 1 FROM jobs WHERE task = 'rejudge' AND subject_id = i.id)",
    ),
    ("has nothing to do", "SELECT 'job ' || id FROM jobs j WHERE NOT (NEEDED)"),
    (
        "and its submission do not agree whether it is dead",
        "SELECT 'job ' || j.id FROM jobs j
        JOIN submissions s ON j.task = 'judge' AND s.id = j.subject_id
        WHERE s.status IN ('queued', 'dead') AND (j.state = 'dead') <> (s.status = 'dead')",
    ),
    (
        "and its submission do not agree on the attempt",
        "SELECT 'job ' || j.id FROM jobs j
        JOIN submissions s ON j.task = 'judge' AND s.id = j.subject_id
        WHERE s.status IN ('queued', 'dead') AND j.attempt <> s.attempt",
    ),
];

const LOST: &str =
    "SELECT 'submission ' || id FROM submissions s WHERE status IN ('queued', 'dead')
    AND NOT EXISTS (SELECT 1 FROM jobs WHERE task = 'judge' AND subject_id = s.id)";

/// Whether a job `j` has something to do.
const NEEDED: &str = "CASE j.task
    WHEN 'judge' THEN EXISTS
        (SELECT 1 FROM submissions WHERE id = j.subject_id AND status IN ('queued', 'dead'))
    WHEN 'run' THEN EXISTS (SELECT 1 FROM runs WHERE id = j.subject_id AND status IN ('queued', 'dead'))
    ELSE EXISTS (SELECT 1 FROM rejudge_items i JOIN rejudges g ON g.id = i.rejudge_id
        WHERE i.id = j.subject_id AND i.status <> 'done' AND g.state = 'open')
    END";

impl Store {
    /// Looks at the whole database as it is at one moment, each row and each blob of it.
    ///
    /// # Errors
    /// When it can't be read at all; what can't be read of it is a [`Damage`].
    pub fn verify(&self) -> Result<Verified> {
        self.read("check the database", |db| {
            let mut found = Findings::default();
            found.look("sqlite", db, pages);
            found.look("references", db, references);
            found.look("blobs", db, blobs);
            found.look("programs", db, programs);
            found.look("leaderboard", db, |db, found| {
                found.all(db, derived::WRONG_BESTS, "a wrong best is kept of")?;
                found.all(db, derived::WRONG_GAINS, "a wrong gain of a month is kept of")?;
                found.all(db, derived::WRONG_LINES, "a wrong line is kept of")
            });
            found.look("counts", db, |db, found| {
                found.all(db, derived::WRONG_COUNTS, "wrong counts are kept of problem")?;
                found.all(db, derived::WRONG_ACTIVITY, "days or languages are counted wrongly of")
            });
            found.look("jobs", db, |db, found| {
                JOBS.iter().try_for_each(|(what, query)| found.each(db, query, what))
            });
            let count = |table: &str| {
                db.query_row(&format!("SELECT count(*) FROM {table}"), (), |row| row.get(0))
            };
            Ok(Verified {
                schema: upgrade::schema(db)?,
                users: count("users")?,
                problems: count("problems")?,
                submissions: count("submissions")?,
                jobs: count("jobs")?,
                blobs: count("blobs")?,
                damages: found.damages,
            })
        })
    }

    /// Mends what is mendable of these damages, in one transaction.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn mend(&self, damages: &[Damage]) -> Result<()> {
        let mend = |part| damages.iter().any(|damage| damage.part == part && damage.mendable);
        let (indexes, jobs) = (mend("sqlite"), mend("jobs"));
        let derived = mend("leaderboard") || mend("counts");
        self.write("mend the database", move |db| {
            if indexes {
                db.execute_batch("REINDEX")?;
            }
            if derived {
                derived::rebuild(db)?;
            }
            if jobs {
                mend_jobs(db)?;
            }
            Ok(())
        })
    }
}

/// What was found so far.
#[derive(Default)]
struct Findings {
    part: &'static str,
    damages: Vec<Damage>,
}

impl Findings {
    /// Looks at one part; that it can't be read is a finding too, and the others go on.
    fn look(
        &mut self,
        part: &'static str,
        db: &Connection,
        look: impl FnOnce(&Connection, &mut Self) -> rusqlite::Result<()>,
    ) {
        self.part = part;
        if let Err(error) = look(db, self) {
            self.add(format!("it can't be read: {}", Reason::from(error)), false);
        }
    }

    fn add(&mut self, message: String, mendable: bool) {
        self.damages.push(Damage { part: self.part, message, mendable });
    }

    /// One finding that names what a query finds.
    fn all(&mut self, db: &Connection, query: &str, what: &str) -> rusqlite::Result<()> {
        let (names, more) = names(db, query)?;
        if !names.is_empty() {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            self.add(format!("{what} {}{more}", names.join(", ")), true);
        }
        Ok(())
    }

    /// A finding for each thing that a query finds.
    fn each(&mut self, db: &Connection, query: &str, what: &str) -> rusqlite::Result<()> {
        let (names, more) = names(db, &query.replace("NEEDED", NEEDED))?;
        for name in names {
            self.add(format!("{name} {what}"), true);
        }
        if more > 0 {
            self.add(format!("{more} more: {what}"), true);
        }
        Ok(())
    }
}

/// The first names that a query finds, and how many more there are.
fn names(db: &Connection, query: &str) -> rusqlite::Result<(Vec<String>, usize)> {
    let (mut names, mut more) = (Vec::new(), 0);
    let mut query = db.prepare(query)?;
    let mut rows = query.query(())?;
    while let Some(row) = rows.next()? {
        if names.len() < NAMED {
            names.push(row.get(0)?);
        } else {
            more += 1;
        }
    }
    Ok((names, more))
}

/// What SQLite itself finds: pages, indexes, constraints.
fn pages(db: &Connection, found: &mut Findings) -> rusqlite::Result<()> {
    let mut check = db.prepare("PRAGMA integrity_check(20)")?;
    for message in check.query_map((), |row| row.get::<_, String>(0))? {
        let message = message?;
        if message != "ok" {
            // What an index misses or has too much is in its table.
            let mendable = message.contains("missing from index")
                || message.contains("wrong # of entries in index");
            found.add(message, mendable);
        }
    }
    Ok(())
}

/// Rows that refer to what is not there.
fn references(db: &Connection, found: &mut Findings) -> rusqlite::Result<()> {
    let (dangling, more) = names(
        db,
        "SELECT \"table\" || ifnull(' row ' || rowid, '') || ' refers to nothing in ' || parent
         FROM pragma_foreign_key_check",
    )?;
    for one in dangling {
        found.add(one, false);
    }
    if more > 0 {
        found.add(format!("{more} more rows refer to what is not there"), false);
    }
    Ok(())
}

/// Whether each blob is what its name says.
fn blobs(db: &Connection, found: &mut Findings) -> rusqlite::Result<()> {
    let mut all = db.prepare("SELECT digest, size, deflated, data FROM blobs")?;
    let mut rows = all.query(())?;
    while let Some(row) = rows.next()? {
        let digest: String = row.get(0)?;
        if let Err(what) = sound(row, &digest) {
            let users = users_of_blob(db, &digest)?;
            found.add(format!("blob {digest} ({users}) {what}"), false);
        }
    }
    Ok(())
}

/// Whether a row `(digest, size, deflated, data)` has what its digest says.
pub(super) fn sound(row: &Row<'_>, digest: &str) -> std::result::Result<(), String> {
    let column = |error: rusqlite::Error| error.to_string();
    let data: Vec<u8> = row.get(3).map_err(column)?;
    let deflated: bool = row.get(2).map_err(column)?;
    let bytes = if deflated {
        pack::unpack(&data).map_err(|error| format!("is damaged: {error}"))?
    } else {
        data
    };
    if hex::encode(Sha256::digest(&bytes)) != digest {
        return Err("is damaged: its content has another hash".into());
    }
    let size: u64 = row.get(1).map_err(column)?;
    if size != bytes.len() as u64 {
        return Err(format!("is kept as {size} bytes, and has {}", bytes.len()));
    }
    Ok(())
}

/// Which versions of problems have a blob, in words.
fn users_of_blob(db: &Connection, digest: &str) -> rusqlite::Result<String> {
    let list: Option<String> = db.query_row(
        "SELECT group_concat(p.slug || ' version ' || v.number, ', ')
         FROM version_blobs b JOIN versions v ON v.id = b.version_id
         JOIN problems p ON p.id = v.problem_id WHERE b.digest = ?1",
        [digest],
        |row| row.get(0),
    )?;
    Ok(list.unwrap_or_else(|| "of no problem".into()))
}

/// Whether each program and each manifest can be read.
fn programs(db: &Connection, found: &mut Findings) -> rusqlite::Result<()> {
    for (what, query) in [
        ("submission", "SELECT id, source FROM submissions"),
        ("run", "SELECT id, source FROM runs"),
        ("problem version", "SELECT id, manifest FROM versions"),
    ] {
        let mut all = db.prepare(query)?;
        let mut rows = all.query(())?;
        while let Some(row) = rows.next()? {
            let packed = row.get_ref(1)?.as_blob().unwrap_or_default();
            if let Err(error) = pack::unpack_text(packed) {
                found.add(format!("{what} {} is damaged: {error}", row.get::<_, i64>(0)?), false);
            }
        }
    }
    Ok(())
}

/// Gives every job a subject and every subject its job.
fn mend_jobs(db: &Connection) -> rusqlite::Result<()> {
    db.execute(&format!("DELETE FROM jobs AS j WHERE NOT ({NEEDED})"), ())?;
    db.execute_batch(
        "UPDATE submissions SET status = 'queued' WHERE status = 'done' AND verdict IS NULL;
         UPDATE submissions AS s SET status = iif(j.state = 'dead', 'dead', 'queued')
         FROM jobs j WHERE j.task = 'judge' AND j.subject_id = s.id
            AND (j.state = 'dead') <> (s.status = 'dead');
         UPDATE jobs AS j SET attempt = max(j.attempt, s.attempt)
         FROM submissions s WHERE j.task = 'judge' AND j.subject_id = s.id;
         UPDATE submissions AS s SET attempt = j.attempt
         FROM jobs j WHERE j.task = 'judge' AND j.subject_id = s.id AND s.attempt < j.attempt;
         UPDATE submissions SET status = 'queued' WHERE status = 'dead' AND NOT EXISTS
            (SELECT 1 FROM jobs WHERE task = 'judge' AND subject_id = submissions.id)",
    )?;
    let without = |table: &str, task: &str, more: &str| {
        let query = format!(
            "SELECT id, attempt FROM {table} t WHERE status = 'queued' {more} AND NOT EXISTS
                (SELECT 1 FROM jobs WHERE task = '{task}' AND subject_id = t.id)"
        );
        db.prepare(&query)?
            .query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<Vec<(i64, u32)>>>()
    };
    let now = Millis(Timestamp::now());
    for (id, attempt) in without("submissions", "judge", "")? {
        jobs::insert(db, Task::Judge(SubmissionId(id)), Class::Practice, attempt, now)?;
    }
    for (id, attempt) in without("runs", "run", "")? {
        jobs::insert(db, Task::Run(RunId(id)), Class::Run, attempt, now)?;
    }
    let open = "AND rejudge_id IN (SELECT id FROM rejudges WHERE state = 'open')";
    for (id, attempt) in without("rejudge_items", "rejudge", open)? {
        jobs::insert(db, Task::Rejudge(RejudgeItemId(id)), Class::Rejudge, attempt, now)?;
    }
    Ok(())
}
