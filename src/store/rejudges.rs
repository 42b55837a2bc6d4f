//! Rejudges: sets of submissions judged again, whose results wait to be applied or discarded.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::{
    Finished, Noted, Result, Store, audit,
    column::{Millis, Word, damaged, maybe_time, maybe_word, time, word},
    finish, jobs, pack, standings,
};
use crate::{
    domain::{
        Judgement, RejudgeId, RejudgeItemId, RejudgeState, Status, SubmissionId, UserId, Verdict,
        VersionId,
    },
    queue::Job,
};

/// Which judged submissions a set takes: those that meet every condition given.
#[derive(Clone, Debug, Default)]
pub struct RejudgeScope {
    /// These.
    pub submissions: Vec<SubmissionId>,
    /// For this problem, by slug.
    pub problem: Option<String>,
    /// In this language.
    pub language: Option<String>,
    /// Of this user.
    pub user: Option<UserId>,
    /// With this verdict.
    pub verdict: Option<Verdict>,
}

/// A set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejudge {
    /// Its id.
    pub id: RejudgeId,
    /// Which submissions, in words.
    pub scope: String,
    /// Why.
    pub reason: String,
    /// Who made it.
    pub author: String,
    /// When.
    pub created_at: Timestamp,
    /// What became of it.
    pub state: RejudgeState,
    /// Who applied or discarded it.
    pub closed_by: Option<String>,
    /// When.
    pub closed_at: Option<Timestamp>,
    /// Submissions in it.
    pub total: u64,
    /// Those that wait to be judged.
    pub waiting: u64,
    /// Those whose judging failed.
    pub failed: u64,
    /// Those with another verdict or score than before.
    pub changed: u64,
}

/// A submission in a set.
#[derive(Clone, Debug, PartialEq)]
pub struct RejudgeItem {
    /// The submission.
    pub submission: SubmissionId,
    /// Whose.
    pub user: String,
    /// Problem's slug.
    pub problem: String,
    /// Language id.
    pub language: String,
    /// Verdict when the set was made.
    pub old_verdict: Option<Verdict>,
    /// Points then.
    pub old_score: Option<f64>,
    /// How far judging it again is.
    pub status: Status,
    /// The new verdict, once done.
    pub verdict: Option<Verdict>,
    /// The new points.
    pub score: Option<f64>,
    /// Whether something else came first, so that the new result has no place any more.
    pub stale: bool,
}

/// What a worker needs to judge an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejudgeWork {
    /// The submission.
    pub submission: SubmissionId,
    /// The version of the problem that judges it.
    pub version: VersionId,
}

/// How many submissions went from one verdict to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictChange {
    /// The verdict before.
    pub from: Option<Verdict>,
    /// The verdict now.
    pub to: Option<Verdict>,
    /// How many.
    pub count: u64,
}

/// What applying or discarding did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// It is done.
    Done(Applied),
    /// So many submissions still wait to be judged; nothing was done.
    Unfinished(u64),
    /// It was applied or discarded before; nothing was done.
    Before,
}

/// What applying changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Submissions that have their new result.
    pub written: Vec<SubmissionId>,
    /// How many were left alone, because something else came first.
    pub stale: u64,
    /// Those whose line of the leaderboard changed.
    pub standings: Vec<UserId>,
}

const SELECT: &str = "SELECT r.*, count(i.id) AS total,
        count(*) FILTER (WHERE i.status = 'queued') AS waiting,
        count(*) FILTER (WHERE i.status = 'dead') AS failed,
        count(*) FILTER (WHERE i.status = 'done'
            AND (i.verdict IS NOT i.old_verdict OR i.score IS NOT i.old_score)) AS changed
    FROM rejudges r LEFT JOIN rejudge_items i ON i.rejudge_id = r.id";

const ITEMS: &str = "FROM rejudge_items i JOIN submissions s ON s.id = i.submission_id
        JOIN users u ON u.id = s.user_id JOIN problems p ON p.id = s.problem_id
    WHERE i.rejudge_id = ?1
        AND (?2 OR i.status <> 'done' OR i.verdict IS NOT i.old_verdict
            OR i.score IS NOT i.old_score)";

impl Store {
    /// Makes a set of the judged submissions in `scope` and its jobs, in one transaction; `None`
    /// when there are none. Each is judged by the current version of its problem.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_rejudge(
        &self,
        scope: RejudgeScope,
        words: &str,
        reason: &str,
        author: &str,
    ) -> Result<Option<RejudgeId>> {
        let (words, reason) = (words.to_owned(), reason.to_owned());
        let author = author.to_owned();
        self.write("make a rejudge", move |db| {
            let now = Millis(Timestamp::now());
            db.execute(
                "INSERT INTO rejudges (scope, reason, author, created_at) VALUES (?1, ?2, ?3, ?4)",
                params![words, reason, author, now],
            )?;
            let id = RejudgeId(db.last_insert_rowid());
            if take(db, id, &scope)? == 0 {
                db.execute("DELETE FROM rejudges WHERE id = ?1", [id.0])?;
                return Ok(None);
            }
            db.execute(
                "INSERT INTO jobs (task, subject_id, class, attempt, queued_at, ready_at)
                 SELECT 'rejudge', id, 'rejudge', 0, ?2, 0 FROM rejudge_items
                 WHERE rejudge_id = ?1 ORDER BY id",
                params![id.0, now],
            )?;
            audit::note(db, &author, "rejudge", &format!("rejudge {id}"), &words)?;
            Ok(Some(id))
        })
    }

    /// A set.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn rejudge(&self, id: RejudgeId) -> Result<Option<Rejudge>> {
        self.read("find a rejudge", |db| {
            db.prepare_cached(&format!("{SELECT} WHERE r.id = ?1 GROUP BY r.id"))?
                .query_row([id.0], read)
                .optional()
        })
    }

    /// The latest sets, the last first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn rejudges(&self, limit: u64) -> Result<Vec<Rejudge>> {
        self.read("list rejudges", |db| {
            db.prepare_cached(&format!(
                "{SELECT} WHERE r.id IN (SELECT id FROM rejudges ORDER BY id DESC LIMIT ?1)
                 GROUP BY r.id ORDER BY r.id DESC"
            ))?
            .query_map([limit], read)?
            .collect()
        })
    }

    /// Submissions of a set, by id, and how many there are: `all`, or those alone that would
    /// change or are not judged yet.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn rejudge_items(
        &self,
        id: RejudgeId,
        all: bool,
        offset: u64,
        limit: u64,
    ) -> Result<(Vec<RejudgeItem>, u64)> {
        self.read("list a rejudge's submissions", |db| {
            let total = db
                .prepare_cached(&format!("SELECT count(*) {ITEMS}"))?
                .query_row(params![id.0, all], |row| row.get(0))?;
            let items = db
                .prepare_cached(&format!(
                    "SELECT i.*, u.name AS user_name, p.slug, s.language,
                        ifnull(NOT i.applied, s.attempt <> i.fence OR s.status <> 'done') AS stale
                     {ITEMS} ORDER BY i.submission_id LIMIT ?3 OFFSET ?4"
                ))?
                .query_map(params![id.0, all, limit, offset], read_item)?
                .collect::<rusqlite::Result<_>>()?;
            Ok((items, total))
        })
    }

    /// From which verdict to which, with numbers, of what is judged in a set.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn rejudge_changes(&self, id: RejudgeId) -> Result<Vec<VerdictChange>> {
        self.read("count a rejudge's changes", |db| {
            db.prepare_cached(
                "SELECT old_verdict, verdict, count(*) AS count FROM rejudge_items
                 WHERE rejudge_id = ?1 AND status = 'done'
                 GROUP BY old_verdict, verdict ORDER BY count DESC, old_verdict, verdict",
            )?
            .query_map([id.0], |row| {
                Ok(VerdictChange {
                    from: maybe_word(row, "old_verdict")?,
                    to: maybe_word(row, "verdict")?,
                    count: row.get("count")?,
                })
            })?
            .collect()
        })
    }

    /// What it takes to judge an item; `None` when it is gone.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn rejudge_work(&self, id: RejudgeItemId) -> Result<Option<RejudgeWork>> {
        self.read("find a rejudge's submission", |db| {
            db.prepare_cached("SELECT submission_id, version_id FROM rejudge_items WHERE id = ?1")?
                .query_row([id.0], |row| {
                    Ok(RejudgeWork {
                        submission: SubmissionId(row.get("submission_id")?),
                        version: VersionId(row.get("version_id")?),
                    })
                })
                .optional()
        })
    }

    /// Keeps an item's new result, to be seen by judges until its set is applied, and ends its
    /// job, provided that this is still leased under this attempt.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn finish_rejudge(
        &self,
        job: &Job,
        id: RejudgeItemId,
        judgement: &Judgement,
    ) -> Result<Finished> {
        let text = serde_json::to_string(judgement).expect("a judgement is plain JSON");
        let packed = pack::pack(text.as_bytes());
        let (job, verdict, score) = (job.clone(), Word(judgement.verdict), judgement.score);
        self.write("keep a rejudge's result", move |db| {
            if !jobs::take(db, &job)? {
                return Ok(Finished::Stale);
            }
            db.prepare_cached(
                "UPDATE rejudge_items
                 SET status = 'done', verdict = ?2, score = ?3, judgement = ?4 WHERE id = ?1",
            )?
            .execute(params![id.0, verdict, score, packed])?;
            Ok(Finished::Written { standings_changed: false, abuse: Noted::default() })
        })
    }

    /// Gives every submission of a set its new result, and brings the leaderboard up to date, in
    /// one transaction. A submission that got another result since the set was made is left
    /// alone, and so is one whose judging failed.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn apply_rejudge(&self, id: RejudgeId, actor: &str) -> Result<Closed> {
        let actor = actor.to_owned();
        self.write("apply a rejudge", move |db| {
            let waiting: u64 = db.query_row(
                "SELECT count(*) FROM rejudge_items WHERE rejudge_id = ?1 AND status = 'queued'",
                [id.0],
                |row| row.get(0),
            )?;
            if waiting > 0 && is_open(db, id)? {
                return Ok(Closed::Unfinished(waiting));
            }
            if !close(db, id, RejudgeState::Applied, &actor)? {
                return Ok(Closed::Before);
            }
            Ok(Closed::Done(apply(db, id)?))
        })
    }

    /// Forgets a set's results; what of it is not judged yet never will be.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn discard_rejudge(&self, id: RejudgeId, actor: &str) -> Result<Closed> {
        let actor = actor.to_owned();
        self.write("discard a rejudge", move |db| {
            if !close(db, id, RejudgeState::Discarded, &actor)? {
                return Ok(Closed::Before);
            }
            db.execute("UPDATE rejudge_items SET judgement = NULL WHERE rejudge_id = ?1", [id.0])?;
            Ok(Closed::Done(Applied::default()))
        })
    }
}

/// Puts the judged submissions in scope into a set; how many they are.
fn take(db: &Connection, id: RejudgeId, scope: &RejudgeScope) -> rusqlite::Result<usize> {
    let verdict = scope.verdict.map(Word);
    let user = scope.user.map(|id| id.0);
    let ids: Vec<i64> = scope.submissions.iter().map(|id| id.0).collect();
    let ids = (!ids.is_empty()).then(|| serde_json::json!(ids).to_string());
    let conditions: [(Option<&dyn ToSql>, &str); 5] = [
        (sql(&ids), "s.id IN (SELECT value FROM json_each(?))"),
        (sql(&scope.problem), "s.problem_id = (SELECT id FROM problems WHERE slug = ?)"),
        (sql(&scope.language), "s.language = ?"),
        (sql(&user), "s.user_id = ?"),
        (sql(&verdict), "s.verdict = ?"),
    ];
    let mut text = "INSERT INTO rejudge_items
            (rejudge_id, submission_id, version_id, fence, old_verdict, old_score)
        SELECT ?, s.id, p.version_id, s.attempt, s.verdict, s.score
        FROM submissions s JOIN problems p ON p.id = s.problem_id
        WHERE s.status = 'done'"
        .to_owned();
    let mut values: Vec<&dyn ToSql> = vec![&id.0];
    for (value, condition) in conditions {
        if let Some(value) = value {
            text.push_str(" AND ");
            text.push_str(condition);
            values.push(value);
        }
    }
    text.push_str(" ORDER BY s.id");
    db.execute(&text, &values[..])
}

fn is_open(db: &Connection, id: RejudgeId) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM rejudges WHERE id = ?1 AND state = 'open'")?.exists([id.0])
}

/// Ends a set and its jobs; false when it was not open.
fn close(
    db: &Connection,
    id: RejudgeId,
    state: RejudgeState,
    actor: &str,
) -> rusqlite::Result<bool> {
    let now = Millis(Timestamp::now());
    let closed = db.execute(
        "UPDATE rejudges SET state = ?2, closed_by = ?3, closed_at = ?4
         WHERE id = ?1 AND state = 'open'",
        params![id.0, Word(state), actor, now],
    )?;
    if closed == 0 {
        return Ok(false);
    }
    db.execute(
        "DELETE FROM jobs WHERE task = 'rejudge'
            AND subject_id IN (SELECT id FROM rejudge_items WHERE rejudge_id = ?1)",
        [id.0],
    )?;
    let action = match state {
        RejudgeState::Applied => "apply",
        _ => "discard",
    };
    audit::note(db, actor, action, &format!("rejudge {id}"), "")?;
    Ok(true)
}

fn apply(db: &Connection, id: RejudgeId) -> rusqlite::Result<Applied> {
    let mut applied = Applied::default();
    let items: Vec<(i64, i64, i64, u32)> = db
        .prepare(
            "SELECT id, submission_id, version_id, fence FROM rejudge_items
             WHERE rejudge_id = ?1 AND status = 'done' ORDER BY submission_id",
        )?
        .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (item, submission, version, fence) in items {
        let submission = SubmissionId(submission);
        // The fence: its attempt is the one that the set was made over.
        let ours = db
            .prepare_cached(
                "UPDATE submissions SET attempt = attempt + 1, version_id = ?2
                 WHERE id = ?1 AND attempt = ?3 AND status = 'done'",
            )?
            .execute(params![submission.0, version, fence])?;
        db.prepare_cached("UPDATE rejudge_items SET applied = ?2 WHERE id = ?1")?
            .execute(params![item, ours])?;
        if ours == 0 {
            applied.stale += 1;
            continue;
        }
        let packed: Vec<u8> = db
            .prepare_cached("SELECT judgement FROM rejudge_items WHERE id = ?1")?
            .query_row([item], |row| row.get(0))?;
        let judgement: Judgement =
            serde_json::from_str(&pack::unpack_text(&packed)?).map_err(damaged)?;
        finish::write(db, submission, &judgement)?;
        if standings::update(db, submission)? {
            let owner = db
                .prepare_cached("SELECT user_id FROM submissions WHERE id = ?1")?
                .query_row([submission.0], |row| row.get(0).map(UserId))?;
            applied.standings.push(owner);
        }
        applied.written.push(submission);
    }
    applied.standings.sort();
    applied.standings.dedup();
    db.execute("UPDATE rejudge_items SET judgement = NULL WHERE rejudge_id = ?1", [id.0])?;
    Ok(applied)
}

fn sql<T: ToSql>(value: &Option<T>) -> Option<&dyn ToSql> {
    value.as_ref().map(|value| value as &dyn ToSql)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Rejudge> {
    Ok(Rejudge {
        id: RejudgeId(row.get("id")?),
        scope: row.get("scope")?,
        reason: row.get("reason")?,
        author: row.get("author")?,
        created_at: time(row, "created_at")?,
        state: word(row, "state")?,
        closed_by: row.get("closed_by")?,
        closed_at: maybe_time(row, "closed_at")?,
        total: row.get("total")?,
        waiting: row.get("waiting")?,
        failed: row.get("failed")?,
        changed: row.get("changed")?,
    })
}

fn read_item(row: &Row<'_>) -> rusqlite::Result<RejudgeItem> {
    Ok(RejudgeItem {
        submission: SubmissionId(row.get("submission_id")?),
        user: row.get("user_name")?,
        problem: row.get("slug")?,
        language: row.get("language")?,
        old_verdict: maybe_word(row, "old_verdict")?,
        old_score: row.get("old_score")?,
        status: word(row, "status")?,
        verdict: maybe_word(row, "verdict")?,
        score: row.get("score")?,
        stale: row.get("stale")?,
    })
}
