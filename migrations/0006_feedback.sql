-- What contestants are told, and which of their submissions count, is the server's to say: it stays
-- when a new version of a problem is imported.
ALTER TABLE problems ADD COLUMN feedback TEXT NOT NULL DEFAULT 'samples';
ALTER TABLE problems ADD COLUMN best_by TEXT NOT NULL DEFAULT 'submission';

CREATE TABLE group_results (
    submission_id INTEGER NOT NULL REFERENCES submissions ON DELETE CASCADE,
    place         INTEGER NOT NULL, -- in the package's order, from 0
    name          TEXT NOT NULL,
    verdict       TEXT, -- null when nothing of it was run
    score         REAL NOT NULL,
    max_score     REAL, -- null without a bound
    part          INTEGER NOT NULL CHECK (part IN (0, 1)), -- the scores of these make the whole
    PRIMARY KEY (submission_id, place)
) STRICT, WITHOUT ROWID;

-- Submissions with what their user has reached by then: where the best of each group counts, the
-- sum of these.
CREATE VIEW attained AS
SELECT user_id, problem_id, created_at, max_score, reached AS score,
    iif(best_by = 'group' AND reached >= max_score * 0.999999999 AND max_score > 0, 'AC', verdict)
        AS verdict
FROM (
    SELECT s.user_id, s.problem_id, s.created_at, s.max_score, s.verdict, p.best_by,
        iif(p.best_by = 'group',
            max(s.score, min(s.max_score, ifnull((
                SELECT sum(best) FROM (
                    SELECT max(g.score) AS best
                    FROM submissions earlier JOIN group_results g ON g.submission_id = earlier.id
                    WHERE earlier.user_id = s.user_id AND earlier.problem_id = s.problem_id
                        AND earlier.id <= s.id AND g.part
                    GROUP BY g.name)), 0))),
            s.score) AS reached
    FROM submissions s JOIN problems p ON p.id = s.problem_id
    WHERE s.verdict IS NOT NULL AND s.verdict <> 'JE');
