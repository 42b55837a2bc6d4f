-- What each user gained with each problem in each calendar month (UTC); derived from submissions.
CREATE TABLE gains (
    month      INTEGER NOT NULL, -- year and month: 202611
    user_id    INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    problem_id INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    score      REAL NOT NULL, -- by which the best score grew
    solved_at  INTEGER, -- when the first accepted submission was sent, if in this month
    PRIMARY KEY (month, user_id, problem_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX gains_by_user ON gains (user_id, problem_id);
INSERT INTO gains (month, user_id, problem_id, score, solved_at)
SELECT * FROM (
    SELECT month, user_id, problem_id,
        max(0, max(best) OVER upto - max(0, ifnull(max(best) OVER before, 0))) AS score,
        iif(min(accepted) OVER before IS NULL, accepted, NULL) AS solved_at
    FROM (
        SELECT CAST(strftime('%Y%m', created_at / 1000, 'unixepoch') AS INTEGER) AS month,
            user_id, problem_id, max(score) AS best,
            min(iif(verdict = 'AC', created_at, NULL)) AS accepted
        FROM attained GROUP BY user_id, problem_id, month)
    WINDOW upto AS (PARTITION BY user_id, problem_id ORDER BY month
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW),
        before AS (PARTITION BY user_id, problem_id ORDER BY month
            ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING))
WHERE score > 0 OR solved_at IS NOT NULL;

-- Users who see a leaderboard of their own.
CREATE TABLE classrooms (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL COLLATE NOCASE UNIQUE,
    created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE classroom_members (
    classroom_id INTEGER NOT NULL REFERENCES classrooms ON DELETE CASCADE,
    user_id      INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    PRIMARY KEY (classroom_id, user_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX classroom_members_by_user ON classroom_members (user_id);
