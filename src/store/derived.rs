//! What is computed from submissions and kept: each user's best with each problem, and what they
//! gained with it in each month; the lines of the leaderboard, the counts of problems, users' days
//! and languages. Here is the computation from scratch, which the
//! incremental one of `standings` and of the triggers must equal.

use rusqlite::Connection;

/// `bests` from the submissions. CE counts as an attempt; JE, which is nobody's fault, as nothing.
macro_rules! bests {
    () => {
        "SELECT user_id, problem_id, max(score) AS score, ifnull(max(max_score), 1) AS max_score,
            min(iif(verdict = 'AC', created_at, NULL)) AS solved_at
         FROM attained WHERE true"
    };
}

/// `gains` from the submissions that a condition names: by how much a best score grew in each
/// calendar month, and the first accepted submission if it was sent in that month.
macro_rules! gains {
    ($condition:literal) => {
        concat!(
            "SELECT * FROM (
                SELECT month, user_id, problem_id,
                    max(0, max(best) OVER upto - max(0, ifnull(max(best) OVER before, 0))) AS score,
                    iif(min(accepted) OVER before IS NULL, accepted, NULL) AS solved_at
                FROM (
                    SELECT CAST(strftime('%Y%m', created_at / 1000, 'unixepoch') AS INTEGER) AS month,
                        user_id, problem_id, max(score) AS best,
                        min(iif(verdict = 'AC', created_at, NULL)) AS accepted
                    FROM attained WHERE ",
            $condition,
            " GROUP BY user_id, problem_id, month)
                WINDOW upto AS (PARTITION BY user_id, problem_id ORDER BY month
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
                    before AS (PARTITION BY user_id, problem_id ORDER BY month
                        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
            WHERE score > 0 OR solved_at IS NOT NULL"
        )
    };
}

/// Lines of the leaderboard from such `best`s, or from the `gains` of a month.
macro_rules! lines {
    () => {
        "SELECT user_id, count(solved_at) AS solved, sum(score) AS score,
            max(solved_at) AS last_solved_at"
    };
}
pub(super) use {bests, gains, lines};

/// `days` from the submissions: days since 1970, UTC.
macro_rules! days {
    () => {
        "SELECT user_id, created_at / 86400000 AS day, count(*) AS submissions,
            count(iif(verdict = 'AC', 1, NULL)) AS accepted
         FROM submissions GROUP BY user_id, day"
    };
}

/// `language_uses` from the submissions.
macro_rules! language_uses {
    () => {
        "SELECT user_id, language, count(*) AS submissions,
            count(iif(verdict = 'AC', 1, NULL)) AS accepted
         FROM submissions GROUP BY user_id, language"
    };
}

/// Computes all of it anew.
pub(super) fn rebuild(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(concat!(
        "DELETE FROM bests; INSERT INTO bests ",
        bests!(),
        " GROUP BY user_id, problem_id;
        DELETE FROM gains; INSERT INTO gains ",
        gains!("true"),
        ";
        DELETE FROM standings; INSERT INTO standings ",
        lines!(),
        " FROM bests GROUP BY user_id;
        DELETE FROM days; INSERT INTO days ",
        days!(),
        "; DELETE FROM language_uses; INSERT INTO language_uses ",
        language_uses!(),
        "; UPDATE problems SET
            submissions = (SELECT count(*) FROM submissions WHERE problem_id = problems.id),
            attempters = (SELECT count(*) FROM bests WHERE problem_id = problems.id),
            solvers = (SELECT count(solved_at) FROM bests WHERE problem_id = problems.id);"
    ))
}

/// Users whose bests with a problem are not what the submissions say, `user: problem`.
pub(super) const WRONG_BESTS: &str = concat!(
    "WITH afresh AS (",
    bests!(),
    " GROUP BY user_id, problem_id),
    wrong AS (
        SELECT user_id, problem_id FROM
            (SELECT * FROM afresh EXCEPT SELECT user_id, problem_id, score, max_score, solved_at FROM bests)
        UNION SELECT user_id, problem_id FROM
            (SELECT user_id, problem_id, score, max_score, solved_at FROM bests EXCEPT SELECT * FROM afresh))
    SELECT ifnull(u.name, '#' || user_id) || ' with ' || ifnull(p.slug, '#' || problem_id)
    FROM wrong LEFT JOIN users u ON u.id = user_id LEFT JOIN problems p ON p.id = problem_id"
);

/// Users whose gains with a problem are not what the submissions say, `user: problem`. What a best
/// score grew by may differ by what subtracting does.
pub(super) const WRONG_GAINS: &str = concat!(
    "WITH afresh AS (",
    gains!("true"),
    "),
    wrong AS (
        SELECT a.user_id, a.problem_id FROM afresh a
        LEFT JOIN gains g USING (month, user_id, problem_id)
        WHERE g.score IS NULL OR abs(g.score - a.score) > 1e-6 OR g.solved_at IS NOT a.solved_at
        UNION SELECT user_id, problem_id FROM
            (SELECT month, user_id, problem_id FROM gains
            EXCEPT SELECT month, user_id, problem_id FROM afresh))
    SELECT ifnull(u.name, '#' || user_id) || ' with ' || ifnull(p.slug, '#' || problem_id)
    FROM wrong LEFT JOIN users u ON u.id = user_id LEFT JOIN problems p ON p.id = problem_id"
);

/// Users whose line of the leaderboard is not what their bests say. Sums of scores may differ by
/// what adding in another order does. A line of zeros is as good as none.
pub(super) const WRONG_LINES: &str = concat!(
    "WITH afresh AS (",
    lines!(),
    " FROM bests GROUP BY user_id)
    SELECT u.name FROM users u
    LEFT JOIN standings s ON s.user_id = u.id LEFT JOIN afresh a ON a.user_id = u.id
    WHERE ifnull(s.solved, 0) <> ifnull(a.solved, 0) OR s.last_solved_at IS NOT a.last_solved_at
        OR abs(ifnull(s.score, 0) - ifnull(a.score, 0)) > 1e-6"
);

/// Problems whose counts are wrong.
pub(super) const WRONG_COUNTS: &str = "SELECT slug FROM problems WHERE
    submissions <> (SELECT count(*) FROM submissions WHERE problem_id = problems.id)
    OR attempters <> (SELECT count(*) FROM bests WHERE problem_id = problems.id)
    OR solvers <> (SELECT count(solved_at) FROM bests WHERE problem_id = problems.id)";

/// Users whose days or languages are not counted right. A line of zeros is as good as none.
pub(super) const WRONG_ACTIVITY: &str = concat!(
    "WITH afresh AS (SELECT user_id, day AS of, submissions, accepted FROM (",
    days!(),
    ") UNION ALL SELECT user_id, language, submissions, accepted FROM (",
    language_uses!(),
    ")),
    kept AS (
        SELECT user_id, day AS of, submissions, accepted FROM days WHERE submissions <> 0 OR accepted <> 0
        UNION ALL SELECT * FROM language_uses WHERE submissions <> 0 OR accepted <> 0),
    wrong AS (
        SELECT user_id FROM (SELECT * FROM afresh EXCEPT SELECT * FROM kept)
        UNION SELECT user_id FROM (SELECT * FROM kept EXCEPT SELECT * FROM afresh))
    SELECT ifnull(u.name, '#' || user_id) FROM wrong LEFT JOIN users u ON u.id = user_id"
);
