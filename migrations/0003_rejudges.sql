-- Judging again, as sets. What comes of one is seen by judges alone until the set is applied.
CREATE TABLE rejudges (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    scope      TEXT NOT NULL, -- which submissions, in words
    reason     TEXT NOT NULL,
    author     TEXT NOT NULL, -- an account's name, or 'console'
    created_at INTEGER NOT NULL,
    state      TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'discarded')),
    closed_by  TEXT,
    closed_at  INTEGER
) STRICT;

CREATE TABLE rejudge_items (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    rejudge_id    INTEGER NOT NULL REFERENCES rejudges ON DELETE CASCADE,
    submission_id INTEGER NOT NULL REFERENCES submissions ON DELETE CASCADE,
    version_id    INTEGER NOT NULL REFERENCES versions, -- the one that judges it again
    fence         INTEGER NOT NULL, -- attempt of the submission that is to be replaced
    old_verdict   TEXT,
    old_score     REAL,
    status        TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'done', 'dead')),
    attempt       INTEGER NOT NULL DEFAULT 0, -- attempts begun
    verdict       TEXT,
    score         REAL,
    judgement     BLOB, -- deflated JSON, until the set is closed
    applied       INTEGER CHECK (applied IN (0, 1)), -- 0 when something else came first
    UNIQUE (rejudge_id, submission_id)
) STRICT;
CREATE INDEX rejudge_items_by_submission ON rejudge_items (submission_id);
CREATE INDEX rejudge_items_by_version ON rejudge_items (version_id);

-- Jobs may be rejudges too, which a CHECK can only learn in a new table.
ALTER TABLE job_failures RENAME TO old_job_failures;
ALTER TABLE jobs RENAME TO old_jobs;
CREATE TABLE jobs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    task          TEXT NOT NULL CHECK (task IN ('judge', 'run', 'rejudge')),
    subject_id    INTEGER NOT NULL, -- a submission, a run, or an item of a rejudge
    class         TEXT NOT NULL CHECK (class IN ('contest', 'run', 'practice', 'rejudge')),
    state         TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'leased', 'dead')),
    attempt       INTEGER NOT NULL, -- fence: deliveries begun, over all jobs of the subject
    failures      INTEGER NOT NULL DEFAULT 0, -- since the push or the last retry by hand
    interruptions INTEGER NOT NULL DEFAULT 0, -- times the server went down with it under way
    queued_at     INTEGER NOT NULL,
    ready_at      INTEGER NOT NULL, -- by the serving process's clock; 0 is at once
    died_at       INTEGER,
    UNIQUE (task, subject_id)
) STRICT;
INSERT INTO jobs SELECT * FROM old_jobs;
-- Numbers of jobs that are gone are never given again.
UPDATE sqlite_sequence SET seq = max(seq, (SELECT seq FROM sqlite_sequence WHERE name = 'old_jobs'))
WHERE name = 'jobs';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'jobs', seq FROM sqlite_sequence
WHERE name = 'old_jobs' AND NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'jobs');
CREATE TABLE job_failures (
    job_id  INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (job_id, attempt)
) STRICT, WITHOUT ROWID;
INSERT INTO job_failures SELECT * FROM old_job_failures;
DROP TABLE old_job_failures;
DROP TABLE old_jobs;
CREATE INDEX jobs_by_state ON jobs (state);
