//! A database of a size, made up for `minos bench store`: fast, and but for the times the same each
//! time.

use rusqlite::Connection;

use super::{Result, Store, derived};

/// How much there is to be.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// Accounts, named `user1`, … .
    pub users: u64,
    /// Problems, with the slugs `problem1`, … . They can be listed, and not be judged.
    pub problems: u64,
    /// Judged submissions, one a second until now, spread over both; one in ten thousand got JE.
    pub submissions: u64,
}

const USERS: &str = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    INSERT INTO users (name, password, role, created_at) SELECT 'user' || i, '', 'user', i FROM n";

const PROBLEMS: &str = "WITH RECURSIVE
        n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    INSERT INTO problems (slug, name, scoring, max_score)
    SELECT 'problem' || i, 'Problem ' || i, 0, 1 FROM n";

const VERSIONS: &str = "
    INSERT INTO versions (problem_id, number, digest, manifest, tests, imported_at)
    SELECT id, 1, slug, x'789c030000000001', 2, 0 FROM problems;
    UPDATE problems SET version_id = (SELECT id FROM versions WHERE problem_id = problems.id);
    INSERT INTO problem_tags SELECT id, 'tag' || (id % 7) FROM problems;
    INSERT INTO problem_tags SELECT id, 'theme' || (id % 11) FROM problems;";

/// Factors that are prime spread neighbours over users, problems and verdicts.
const SUBMISSIONS: &str = "WITH RECURSIVE
        n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
    INSERT INTO submissions (user_id, problem_id, version_id, language, language_version, source,
        created_at, status, attempt, verdict, score, max_score, cpu_ms, wall_ms, memory_kib,
        compilation, judged_at)
    SELECT 1 + i * 7919 % ?2, p.id, p.version_id,
        CASE i % 5 WHEN 0 THEN 'cpp' WHEN 1 THEN 'python3' WHEN 2 THEN 'java' WHEN 3 THEN 'rust'
            ELSE 'c' END,
        '1', ?4, (?5 + i - ?1) * 1000, 'done', 1, verdict, verdict = 'AC', 1, i % 900, i % 950,
        2000 + i % 9000,
        '{\"status\":\"ok\",\"output\":\"\",\"cpu_ms\":1,\"wall_ms\":1,\"memory_kib\":1}',
        (?5 + i - ?1) * 1000 + 500
    FROM (SELECT i, 1 + i * 104729 % ?3 AS problem, CASE
        WHEN i % 10000 = 7 THEN 'JE' WHEN i * 31 % 10 < 4 THEN 'AC' WHEN i * 31 % 10 < 8 THEN 'WA'
        WHEN i * 31 % 10 < 9 THEN 'TLE' ELSE 'CE' END AS verdict FROM n)
    JOIN problems p ON p.id = problem";

const RESULTS: &str = "INSERT INTO results (submission_id, place, name, verdict, score, cpu_ms,
        wall_ms, memory_kib, message, judge_message)
    SELECT s.id, place.value, 'secret/' || place.value, s.verdict, s.score, s.cpu_ms, s.wall_ms,
        s.memory_kib, '', ''
    FROM submissions s JOIN json_each('[0, 1]') place WHERE s.verdict <> 'CE'";

impl Store {
    /// Fills an empty database.
    ///
    /// # Errors
    /// When it can't be written, or is not empty.
    pub fn fill(&self, sample: Sample, source: &str) -> Result<()> {
        let source = super::pack::pack(source.as_bytes());
        self.write("make up a database", move |db| {
            db.execute(USERS, [sample.users])?;
            db.execute(PROBLEMS, [sample.problems])?;
            db.execute_batch(VERSIONS)?;
            let now = jiff::Timestamp::now().as_second();
            without_indexes(db, "submissions", || {
                db.execute(
                    SUBMISSIONS,
                    (sample.submissions, sample.users, sample.problems, &source, now),
                )
            })?;
            db.execute(RESULTS, ())?;
            derived::rebuild(db)
        })
    }
}

/// Fills a table whose indexes are made afterwards, each sorted at once.
fn without_indexes(
    db: &Connection,
    table: &str,
    fill: impl FnOnce() -> rusqlite::Result<usize>,
) -> rusqlite::Result<()> {
    let indexes: Vec<(String, String)> = db
        .prepare(
            "SELECT name, sql FROM sqlite_schema
             WHERE type = 'index' AND tbl_name = ?1 AND sql IS NOT NULL",
        )?
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, _) in &indexes {
        db.execute_batch(&format!("DROP INDEX {name}"))?;
    }
    fill()?;
    indexes.iter().try_for_each(|(_, sql)| db.execute_batch(sql))
}
