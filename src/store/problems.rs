//! Problems and their versions.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params, params};

use super::{
    Result, Store, audit,
    column::{Millis, Word, hidden, maybe_time, time, word},
    pack, standings,
};
use crate::domain::{BestBy, Digest, Feedback, ProblemId, ProblemSort, UserId, VersionId};

/// A version to be kept. Its blobs must be here already.
#[derive(Clone, Debug)]
pub struct NewVersion {
    /// Problem's slug.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Whether it gives points.
    pub scoring: bool,
    /// Most points.
    pub max_score: f64,
    /// Not to be shown before.
    pub embargo: Option<Timestamp>,
    /// Test cases.
    pub tests: u64,
    /// The package as JSON.
    pub manifest: String,
    /// SHA-256 of the manifest.
    pub digest: Digest,
    /// Every blob that the manifest refers to.
    pub blobs: Vec<Digest>,
    /// Whether it was uploaded.
    pub uploaded: bool,
    /// Who imports it, for the audit trail.
    pub actor: String,
}

/// A version of a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// The problem.
    pub problem: ProblemId,
    /// Its id.
    pub id: VersionId,
    /// Its number within the problem, from 1.
    pub number: i64,
}

/// A problem in its current version, with what its solvers did.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Its id.
    pub id: ProblemId,
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Whether it gives points.
    pub scoring: bool,
    /// Most points.
    pub max_score: f64,
    /// Whether an admin hid it from users.
    pub hidden: bool,
    /// Not to be shown to users before.
    pub embargo: Option<Timestamp>,
    /// Whether users may see it now.
    pub shown: bool,
    /// Whether its current version was uploaded.
    pub uploaded: bool,
    /// What contestants are told of a judgement.
    pub feedback: Feedback,
    /// Which of their submissions count.
    pub best_by: BestBy,
    /// Current version.
    pub version: VersionId,
    /// Its number.
    pub number: i64,
    /// Its test cases.
    pub tests: u64,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// Users who solved it.
    pub solvers: u64,
    /// Users with a result.
    pub attempters: u64,
    /// Submissions.
    pub submissions: u64,
    /// The viewer's best score, when they have a result.
    pub best: Option<f64>,
    /// When the viewer first solved it.
    pub solved_at: Option<Timestamp>,
}

/// Which problems, in which order.
#[derive(Clone, Debug, Default)]
pub struct ProblemFilter {
    /// Words that slug, name or tags must hold.
    pub words: Vec<String>,
    /// A tag that it must have.
    pub tag: Option<String>,
    /// Whether the viewer must have solved it, or must not.
    pub solved: Option<bool>,
    /// Only those that the viewer tried and has not solved.
    pub tried: bool,
    /// In which order.
    pub sort: ProblemSort,
    /// Whether hidden ones too.
    pub hidden: bool,
    /// Who looks; user 0 is nobody.
    pub viewer: UserId,
    /// How many to pass over.
    pub offset: u64,
    /// How many.
    pub limit: u64,
}

const SELECT: &str = concat!(
    "SELECT p.*, NOT ",
    hidden!(),
    " AS shown, v.number, v.tests, v.imported_at,
    (SELECT group_concat(tag, char(10)) FROM (SELECT tag FROM problem_tags
        WHERE problem_id = p.id ORDER BY tag)) AS tags,
    mine.score AS best, mine.solved_at AS solved_at
    FROM problems p JOIN versions v ON v.id = p.version_id
    LEFT JOIN bests mine ON mine.problem_id = p.id AND mine.user_id = :viewer"
);

const FILTER: &str = concat!(
    "(:hidden OR NOT ",
    hidden!(),
    ")
    AND (:tag IS NULL OR EXISTS (SELECT 1 FROM problem_tags WHERE problem_id = p.id AND tag = :tag))
    AND (:solved IS NULL OR :solved = EXISTS (SELECT 1 FROM bests WHERE problem_id = p.id
        AND user_id = :viewer AND solved_at IS NOT NULL))
    AND (NOT :tried OR EXISTS (SELECT 1 FROM bests WHERE problem_id = p.id
        AND user_id = :viewer AND solved_at IS NULL))
    AND NOT EXISTS (SELECT 1 FROM json_each(:words) word
        WHERE NOT instr(lower(p.slug || ' ' || p.name), lower(word.value))
        AND NOT EXISTS (SELECT 1 FROM problem_tags
            WHERE problem_id = p.id AND instr(lower(tag), lower(word.value))))"
);

impl Store {
    /// Makes a version the current one of its problem, made with it when new; false when it was
    /// current already.
    ///
    /// # Errors
    /// When the database can't be written, or a blob is missing.
    pub fn put_version(&self, new: NewVersion) -> Result<(Version, bool)> {
        let manifest = pack::pack(new.manifest.as_bytes());
        self.write("import a problem", move |db| put(db, &new, &manifest))
    }

    /// A problem in its current version, as `viewer` (0 is nobody) stands with it.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn problem(&self, slug: &str, viewer: UserId) -> Result<Option<Problem>> {
        self.read("find a problem", |db| {
            db.prepare_cached(&format!("{SELECT} WHERE p.slug = :slug"))?
                .query_row(named_params! { ":viewer": viewer.0, ":slug": slug }, read)
                .optional()
        })
    }

    /// A page of problems, and how many the filter lets through.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn problems(&self, filter: &ProblemFilter) -> Result<(Vec<Problem>, u64)> {
        let words = serde_json::json!(filter.words).to_string();
        self.read("list problems", |db| {
            let total = db
                .prepare_cached(&format!("SELECT count(*) FROM problems p WHERE {FILTER}"))?
                .query_row(
                    named_params! {
                        ":viewer": filter.viewer.0, ":hidden": filter.hidden, ":words": words,
                        ":tag": filter.tag, ":solved": filter.solved, ":tried": filter.tried,
                    },
                    |row| row.get(0),
                )?;
            let mut list = db.prepare_cached(&format!(
                "{SELECT} WHERE {FILTER} ORDER BY {}, p.name COLLATE NOCASE, p.slug
                 LIMIT :limit OFFSET :offset",
                order(filter.sort)
            ))?;
            let rows = list.query_map(
                named_params! {
                    ":viewer": filter.viewer.0, ":hidden": filter.hidden, ":words": words,
                    ":tag": filter.tag, ":solved": filter.solved, ":tried": filter.tried,
                    ":limit": filter.limit, ":offset": filter.offset,
                },
                read,
            )?;
            Ok((rows.collect::<rusqlite::Result<_>>()?, total))
        })
    }

    /// Every tag of problems that are shown, with how many have it.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn tags(&self, hidden: bool) -> Result<Vec<(String, u64)>> {
        self.read("list tags", |db| {
            db.prepare_cached(concat!(
                "SELECT tag, count(*) FROM problem_tags JOIN problems p ON p.id = problem_id
                     WHERE ?1 OR NOT ",
                hidden!(),
                " GROUP BY tag ORDER BY tag"
            ))?
            .query_map([hidden], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
        })
    }

    /// The manifest of a version.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn manifest(&self, version: VersionId) -> Result<Option<String>> {
        self.read("read a manifest", |db| {
            let packed: Option<Vec<u8>> = db
                .prepare_cached("SELECT manifest FROM versions WHERE id = ?1")?
                .query_row([version.0], |row| row.get(0))
                .optional()?;
            packed.map(|packed| pack::unpack_text(&packed)).transpose()
        })
    }

    /// Whether there is a problem of this name whose current version was uploaded.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn is_uploaded(&self, slug: &str) -> Result<bool> {
        self.read("look where a problem is from", |db| {
            db.prepare_cached("SELECT 1 FROM problems WHERE slug = ?1 AND uploaded")?.exists([slug])
        })
    }

    /// Hides a problem, or shows it; false when there is none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_hidden(&self, slug: &str, hidden: bool, actor: &str) -> Result<bool> {
        let (slug, actor) = (slug.to_owned(), actor.to_owned());
        self.write("hide a problem", move |db| {
            let changed = db.execute(
                "UPDATE problems SET hidden = ?2 WHERE slug = ?1",
                params![slug, hidden],
            )?;
            if changed == 1 {
                let action = if hidden { "hide" } else { "show" };
                audit::note(db, &actor, action, &format!("problem {slug}"), "")?;
            }
            Ok(changed == 1)
        })
    }

    /// Sets what contestants are told, and which of their submissions count; the leaderboard
    /// follows. False when there is no such problem.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_judging(
        &self,
        slug: &str,
        feedback: Feedback,
        best_by: BestBy,
        actor: &str,
    ) -> Result<bool> {
        let (slug, actor) = (slug.to_owned(), actor.to_owned());
        self.write("set how a problem is judged", move |db| {
            let found: Option<(i64, Word<BestBy>)> = db
                .query_row("SELECT id, best_by FROM problems WHERE slug = ?1", [&slug], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .optional()?;
            let Some((problem, Word(before))) = found else { return Ok(false) };
            db.execute(
                "UPDATE problems SET feedback = ?2, best_by = ?3 WHERE id = ?1",
                params![problem, Word(feedback), Word(best_by)],
            )?;
            if before != best_by {
                standings::update_problem(db, problem)?;
            }
            let detail = format!("feedback {}, best by {}", feedback.word(), best_by.word());
            audit::note(db, &actor, "judging", &format!("problem {slug}"), &detail)?;
            Ok(true)
        })
    }
}

/// What comes before the name. Few tries say little, so that each problem gets one solver and one
/// other for nothing.
fn order(sort: ProblemSort) -> &'static str {
    match sort {
        ProblemSort::Name => "p.name COLLATE NOCASE",
        ProblemSort::Easiest => "(solvers + 1.0) / (attempters + 2) DESC",
        ProblemSort::Hardest => "(solvers + 1.0) / (attempters + 2)",
        ProblemSort::Solvers => "solvers DESC",
        ProblemSort::Newest => "p.id DESC",
    }
}

fn put(db: &Connection, new: &NewVersion, manifest: &[u8]) -> rusqlite::Result<(Version, bool)> {
    db.execute(
        "INSERT INTO problems (slug, name, scoring, max_score) VALUES (?1, '', 0, 0)
         ON CONFLICT DO NOTHING",
        [&new.slug],
    )?;
    let (problem, current): (i64, Option<i64>) =
        db.query_row("SELECT id, version_id FROM problems WHERE slug = ?1", [&new.slug], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    let fresh = db.execute(
        "INSERT INTO versions (problem_id, number, digest, manifest, tests, imported_at)
         SELECT ?1, 1 + (SELECT coalesce(max(number), 0) FROM versions WHERE problem_id = ?1),
            ?2, ?3, ?4, ?5
         WHERE true ON CONFLICT (problem_id, digest) DO NOTHING",
        params![problem, new.digest.0, manifest, new.tests, Millis(Timestamp::now())],
    )?;
    let (id, number): (i64, i64) = db.query_row(
        "SELECT id, number FROM versions WHERE problem_id = ?1 AND digest = ?2",
        params![problem, new.digest.0],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let version = Version { problem: ProblemId(problem), id: VersionId(id), number };
    db.execute(
        "UPDATE problems SET uploaded = ?2 WHERE id = ?1 AND uploaded <> ?2",
        params![problem, new.uploaded],
    )?;
    if current == Some(id) {
        return Ok((version, false));
    }
    let how = if new.uploaded { ", uploaded" } else { "" };
    let detail = format!("version {number}{how}");
    audit::note(db, &new.actor, "import", &format!("problem {}", new.slug), &detail)?;
    if fresh == 1 {
        let mut refer =
            db.prepare_cached("INSERT INTO version_blobs (version_id, digest) VALUES (?1, ?2)")?;
        for digest in &new.blobs {
            refer.execute(params![id, digest.0])?;
        }
    }
    db.execute(
        "UPDATE problems SET name = ?2, scoring = ?3, max_score = ?4, embargo = ?5,
            version_id = ?6
         WHERE id = ?1",
        params![problem, new.name, new.scoring, new.max_score, new.embargo.map(Millis), id],
    )?;
    db.execute("DELETE FROM problem_tags WHERE problem_id = ?1", [problem])?;
    for tag in &new.tags {
        db.execute(
            "INSERT INTO problem_tags (problem_id, tag) VALUES (?1, ?2) ON CONFLICT DO NOTHING",
            params![problem, tag],
        )?;
    }
    Ok((version, true))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Problem> {
    let tags: Option<String> = row.get("tags")?;
    Ok(Problem {
        id: ProblemId(row.get("id")?),
        slug: row.get("slug")?,
        name: row.get("name")?,
        tags: tags.map(|tags| tags.lines().map(str::to_owned).collect()).unwrap_or_default(),
        scoring: row.get("scoring")?,
        max_score: row.get("max_score")?,
        hidden: row.get("hidden")?,
        embargo: maybe_time(row, "embargo")?,
        shown: row.get("shown")?,
        uploaded: row.get("uploaded")?,
        feedback: word(row, "feedback")?,
        best_by: word(row, "best_by")?,
        version: VersionId(row.get("version_id")?),
        number: row.get("number")?,
        tests: row.get("tests")?,
        imported_at: time(row, "imported_at")?,
        solvers: row.get("solvers")?,
        attempters: row.get("attempters")?,
        submissions: row.get("submissions")?,
        best: row.get("best")?,
        solved_at: maybe_time(row, "solved_at")?,
    })
}
