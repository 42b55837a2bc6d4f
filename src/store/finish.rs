//! Results: written once, whoever delivers them however often.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{
    Noted, Result, Store, abuse,
    column::{Millis, Word},
    jobs, pack, standings,
};
use crate::{
    domain::{Abuse, AbuseRules, Judgement, RunId, SubmissionId},
    queue::Job,
};

/// What delivering a judgement did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finished {
    /// It is written.
    Written {
        /// Whether the leaderboard changed with it.
        standings_changed: bool,
        /// What became of what the program tried.
        abuse: Noted,
    },
    /// The attempt was not the job's any more; nothing was done.
    Stale,
}

impl Store {
    /// Writes a submission's results, its job's end, the leaderboard's change, and what the
    /// program tried with what the rules lay on its owner for it, in one transaction, provided that the job is still leased under this attempt.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn finish_submission(
        &self,
        job: &Job,
        id: SubmissionId,
        judgement: &Judgement,
        rules: &AbuseRules,
    ) -> Result<Finished> {
        let (job, judgement, rules) = (job.clone(), judgement.clone(), rules.clone());
        self.write("write a judgement", move |db| {
            if !jobs::take(db, &job)? {
                return Ok(Finished::Stale);
            }
            write(db, id, &judgement)?;
            Ok(Finished::Written {
                standings_changed: standings::update(db, id)?,
                abuse: abuse::note(db, job.task, &judgement.abuse, &rules)?,
            })
        })
    }

    /// Writes a run's result (JSON), its job's end, and what the program tried, in one
    /// transaction; `None` when the attempt is stale.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn finish_run(
        &self,
        job: &Job,
        id: RunId,
        result: &str,
        abuse: &[Abuse],
        rules: &AbuseRules,
    ) -> Result<Option<Noted>> {
        let (job, result) = (job.clone(), pack::pack(result.as_bytes()));
        let (tried, rules) = (abuse.to_vec(), rules.clone());
        self.write("write a run's result", move |db| {
            if !jobs::take(db, &job)? {
                return Ok(None);
            }
            db.execute(
                "UPDATE runs SET status = 'done', result = ?2 WHERE id = ?1",
                params![id.0, result],
            )?;
            abuse::note(db, job.task, &tried, &rules).map(Some)
        })
    }
}

/// Replaces a submission's result.
pub(super) fn write(
    db: &Connection,
    id: SubmissionId,
    judgement: &Judgement,
) -> rusqlite::Result<()> {
    let json = |value: serde_json::Result<String>| value.map_err(super::column::damaged);
    db.prepare_cached(
        "UPDATE submissions SET status = 'done', verdict = ?2, score = ?3, max_score = ?4,
            cpu_ms = ?5, wall_ms = ?6, memory_kib = ?7, compilation = ?8,
            judged_at = ?9
         WHERE id = ?1",
    )?
    .execute(params![
        id.0,
        Word(judgement.verdict),
        judgement.score,
        judgement.max_score,
        judgement.cpu_ms,
        judgement.wall_ms,
        judgement.memory_kib,
        json(serde_json::to_string(&judgement.compile))?,
        Millis(Timestamp::now()),
    ])?;
    db.prepare_cached("DELETE FROM results WHERE submission_id = ?1")?.execute([id.0])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO results (submission_id, place, name, verdict, score, cpu_ms, wall_ms,
            memory_kib, message, judge_message)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?;
    for (place, test) in judgement.tests.iter().enumerate() {
        insert.execute(params![
            id.0,
            place,
            test.name,
            test.verdict.map(Word),
            test.score,
            test.cpu_ms,
            test.wall_ms,
            test.memory_kib,
            test.message,
            test.judge_message,
        ])?;
    }
    db.prepare_cached("DELETE FROM group_results WHERE submission_id = ?1")?.execute([id.0])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO group_results (submission_id, place, name, verdict, score, max_score, part)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (place, group) in judgement.groups.iter().enumerate() {
        let verdict = group.verdict.map(Word);
        insert.execute(params![
            id.0,
            place,
            group.name,
            verdict,
            group.score,
            group.max_score,
            group.part
        ])?;
    }
    Ok(())
}
