//! Events of abuse, and what the rules lay on accounts for them.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, ToSql, params};

use super::{
    Result, Store, audit,
    column::{Millis, Word, time, word},
    users::{self, Restriction},
};
use crate::{
    domain::{Abuse, AbuseKind, AbuseRules, Role, RunId, Sanction, SubmissionId, UserId, abuse},
    queue::Task,
};

/// The actor of what happens by the configuration's rules.
const RULES: &str = "rules";

/// Something that a program tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbuseEvent {
    /// Its id.
    pub id: i64,
    /// Whose program.
    pub user: String,
    /// The program; a run may be gone.
    pub task: Task,
    /// What.
    pub kind: AbuseKind,
    /// Lines for an operator.
    pub evidence: String,
    /// When.
    pub at: Timestamp,
    /// Whether it counts no more.
    pub pardoned: bool,
}

/// Which events, newest first.
#[derive(Clone, Debug, Default)]
pub struct AbuseFilter {
    /// Of this user, by name.
    pub user: Option<String>,
    /// Of this kind.
    pub kind: Option<AbuseKind>,
    /// Not before.
    pub since: Option<Timestamp>,
    /// Not after.
    pub until: Option<Timestamp>,
    /// With a smaller id.
    pub before: Option<i64>,
    /// How many.
    pub limit: u64,
}

/// What writing events did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Noted {
    /// The kinds of the events that are new.
    pub kinds: Vec<AbuseKind>,
    /// What the rules laid on the account.
    pub sanction: Option<Sanction>,
}

/// An account under a sanction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restricted {
    /// Its name.
    pub user: String,
    /// The sanction.
    pub restriction: Restriction,
}

impl Store {
    /// Events, newest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn abuse_events(&self, filter: &AbuseFilter) -> Result<Vec<AbuseEvent>> {
        let kind = filter.kind.map(Word);
        let (since, until) = (filter.since.map(Millis), filter.until.map(Millis));
        let conditions: [(Option<&dyn ToSql>, &str); 5] = [
            (sql(&filter.user), "e.user_id = (SELECT id FROM users WHERE name = ?)"),
            (sql(&kind), "e.kind = ?"),
            (sql(&since), "e.at >= ?"),
            (sql(&until), "e.at <= ?"),
            (sql(&filter.before), "e.id < ?"),
        ];
        let mut text = "SELECT e.*, u.name FROM abuse_events e JOIN users u ON u.id = e.user_id \
                        WHERE TRUE"
            .to_owned();
        let mut values = Vec::new();
        for (value, condition) in conditions {
            if let Some(value) = value {
                text.push_str(" AND ");
                text.push_str(condition);
                values.push(value);
            }
        }
        text.push_str(" ORDER BY e.id DESC LIMIT ?");
        values.push(&filter.limit);
        self.read("list events of abuse", |db| {
            db.prepare_cached(&text)?.query_map(&values[..], read)?.collect()
        })
    }

    /// What a submission's program tried, by kind.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn abuse_of(&self, id: SubmissionId) -> Result<Vec<Abuse>> {
        self.read("list a submission's events of abuse", |db| {
            db.prepare_cached(
                "SELECT kind, evidence FROM abuse_events WHERE submission_id = ?1 ORDER BY id",
            )?
            .query_map([id.0], |row| {
                Ok(Abuse { kind: word(row, "kind")?, evidence: row.get("evidence")? })
            })?
            .collect()
        })
    }

    /// The accounts under a sanction, the latest first.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn restricted_users(&self) -> Result<Vec<Restricted>> {
        self.read("list restricted users", |db| {
            let rows = db
                .prepare_cached(
                    "SELECT * FROM users WHERE sanction IS NOT NULL
                     ORDER BY sanctioned_at DESC, id DESC",
                )?
                .query_map((), users::read)?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let restricted = |user: users::User| {
                Some(Restricted { restriction: user.restriction?, user: user.name })
            };
            Ok(rows.into_iter().filter_map(restricted).collect())
        })
    }

    /// Suspends an account by hand, for a reason that its owner reads.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn suspend(&self, id: UserId, actor: &str, reason: &str) -> Result<()> {
        let (actor, reason) = (actor.to_owned(), reason.to_owned());
        self.write("suspend a user", move |db| {
            lay(db, id, Sanction::Suspended, None, &reason, &actor)
        })
    }

    /// Takes every sanction from an account and pardons what led to it; false when none was in
    /// force.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn restore(&self, id: UserId, actor: &str) -> Result<bool> {
        let actor = actor.to_owned();
        self.write("restore a user", move |db| {
            let now = Timestamp::now();
            let was: Option<(String, Word<Sanction>, Option<Millis>)> = db
                .query_row(
                    "SELECT name, sanction, sanctioned_until FROM users
                     WHERE id = ?1 AND sanction IS NOT NULL",
                    [id.0],
                    |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
                )
                .optional()?;
            db.execute(
                "UPDATE users SET sanction = NULL, sanctioned_at = NULL, sanctioned_until = NULL,
                    sanctioned_for = NULL, may_send_at = NULL
                 WHERE id = ?1",
                [id.0],
            )?;
            db.execute("UPDATE abuse_events SET pardoned = 1 WHERE user_id = ?1", [id.0])?;
            let in_force = was.filter(|(_, _, until)| until.is_none_or(|until| until.0 > now));
            let Some((name, Word(sanction), _)) = in_force else { return Ok(false) };
            audit::note(db, &actor, "restore", &name, &format!("was {sanction}"))?;
            Ok(true)
        })
    }

    /// Counts a program of a throttled account; when it may send the next one instead, if that
    /// is not now.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn pace(&self, id: UserId, pace: std::time::Duration) -> Result<Option<Timestamp>> {
        self.write("count a throttled user's program", move |db| {
            let now = Timestamp::now();
            let wait: Option<Millis> = db
                .query_row(
                    "SELECT may_send_at FROM users WHERE id = ?1 AND may_send_at > ?2",
                    params![id.0, Millis(now)],
                    |row| row.get(0),
                )
                .optional()?;
            if wait.is_none() {
                let next = now.checked_add(pace).unwrap_or(Timestamp::MAX);
                db.execute(
                    "UPDATE users SET may_send_at = ?2 WHERE id = ?1",
                    params![id.0, Millis(next)],
                )?;
            }
            Ok(wait.map(|until| until.0))
        })
    }

    /// How many accounts are under each sanction now.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn count_sanctions(&self) -> Result<[(Sanction, u64); 2]> {
        self.read("count sanctions", |db| {
            let mut count = db.prepare_cached(
                "SELECT count(*) FROM users WHERE sanction = ?1
                    AND ifnull(sanctioned_until > ?2, TRUE)",
            )?;
            let mut of = |sanction| -> rusqlite::Result<_> {
                let now = Millis(Timestamp::now());
                Ok((sanction, count.query_row(params![Word(sanction), now], |row| row.get(0))?))
            };
            Ok([of(Sanction::Throttled)?, of(Sanction::Suspended)?])
        })
    }
}

/// Writes the events of a program that was just judged or run, and lays on its owner what the
/// rules want. Judging again writes nothing twice.
pub(super) fn note(
    db: &Connection,
    task: Task,
    abuse: &[Abuse],
    rules: &AbuseRules,
) -> rusqlite::Result<Noted> {
    if abuse.is_empty() {
        return Ok(Noted::default());
    }
    let (submission, run, owner, subject) = match task {
        Task::Judge(id) => {
            (Some(id.0), None, "SELECT user_id FROM submissions WHERE id = ?1", id.0)
        }
        Task::Run(id) => (None, Some(id.0), "SELECT user_id FROM runs WHERE id = ?1", id.0),
        // What it tried was noted when it was judged first.
        Task::Rejudge(_) => return Ok(Noted::default()),
    };
    let user = UserId(db.prepare_cached(owner)?.query_row([subject], |row| row.get(0))?);
    let now = Timestamp::now();
    let mut noted = Noted::default();
    for (kind, evidence) in abuse::by_kind(abuse) {
        let new = db
            .prepare_cached(
                "INSERT INTO abuse_events (user_id, submission_id, run_id, kind, evidence, at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
            )?
            .execute(params![user.0, submission, run, Word(kind), evidence, Millis(now)])?;
        if new == 1 {
            noted.kinds.push(kind);
        }
    }
    noted.sanction = apply(db, user, &noted.kinds, rules, now)?;
    Ok(noted)
}

/// What the rules lay on an account for new events of these kinds.
fn apply(
    db: &Connection,
    id: UserId,
    kinds: &[AbuseKind],
    rules: &AbuseRules,
    now: Timestamp,
) -> rusqlite::Result<Option<Sanction>> {
    let user =
        db.prepare_cached("SELECT * FROM users WHERE id = ?1")?.query_row([id.0], users::read)?;
    // Judges and admins try hostile programs for a living.
    if user.role != Role::User {
        return Ok(None);
    }
    let since = now.checked_sub(rules.window).unwrap_or(Timestamp::MIN);
    let mut worst = None;
    for kind in kinds {
        let count: u64 = db
            .prepare_cached(
                "SELECT count(*) FROM abuse_events
                 WHERE user_id = ?1 AND kind = ?2 AND at > ?3 AND NOT pardoned",
            )?
            .query_row(params![id.0, Word(*kind), Millis(since)], |row| row.get(0))?;
        let sanction = rules.sanction(*kind, count).map(|sanction| (sanction, *kind, count));
        worst = worst.max(sanction);
    }
    let Some((sanction, kind, count)) = worst else { return Ok(None) };
    let now_under = user.restriction.filter(|r| r.is_in_force(now)).map(|r| r.sanction);
    if now_under >= Some(sanction) {
        return Ok(None);
    }
    let minutes = rules.window.as_secs().div_ceil(60);
    let what = kind.title().to_lowercase();
    let reason = format!("{count} programs within {minutes} minutes: {what}");
    let until = match sanction {
        Sanction::Throttled => Some(now.checked_add(rules.throttle).unwrap_or(Timestamp::MAX)),
        Sanction::Suspended => None,
    };
    lay(db, id, sanction, until, &reason, RULES)?;
    Ok(Some(sanction))
}

/// Lays a sanction on an account, in place of any other.
fn lay(
    db: &Connection,
    id: UserId,
    sanction: Sanction,
    until: Option<Timestamp>,
    reason: &str,
    actor: &str,
) -> rusqlite::Result<()> {
    let name: String = db
        .prepare_cached(
            "UPDATE users SET sanction = ?2, sanctioned_at = ?3, sanctioned_until = ?4,
                sanctioned_for = ?5, may_send_at = NULL
             WHERE id = ?1 RETURNING name",
        )?
        .query_row(
            params![id.0, Word(sanction), Millis(Timestamp::now()), until.map(Millis), reason],
            |row| row.get(0),
        )?;
    let action = match sanction {
        Sanction::Throttled => "throttle",
        Sanction::Suspended => "suspend",
    };
    audit::note(db, actor, action, &name, reason)
}

fn sql<T: ToSql>(value: &Option<T>) -> Option<&dyn ToSql> {
    value.as_ref().map(|value| value as &dyn ToSql)
}

fn read(row: &Row<'_>) -> rusqlite::Result<AbuseEvent> {
    let submission: Option<i64> = row.get("submission_id")?;
    let task = match submission {
        Some(id) => Task::Judge(SubmissionId(id)),
        None => Task::Run(RunId(row.get("run_id")?)),
    };
    Ok(AbuseEvent {
        id: row.get("id")?,
        user: row.get("name")?,
        task,
        kind: word(row, "kind")?,
        evidence: row.get("evidence")?,
        at: time(row, "at")?,
        pardoned: row.get("pardoned")?,
    })
}
