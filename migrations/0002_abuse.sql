-- What programs tried that they should not. One event for each kind and program, however often
-- that is judged.
CREATE TABLE abuse_events (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id       INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    submission_id INTEGER REFERENCES submissions ON DELETE CASCADE,
    run_id        INTEGER, -- runs are removed after a while, their events stay
    kind          TEXT NOT NULL,
    evidence      TEXT NOT NULL, -- lines
    at            INTEGER NOT NULL,
    pardoned      INTEGER NOT NULL DEFAULT 0 CHECK (pardoned IN (0, 1)), -- counts no more
    CHECK ((submission_id IS NULL) <> (run_id IS NULL)),
    UNIQUE (submission_id, kind),
    UNIQUE (run_id, kind)
) STRICT;
CREATE INDEX abuse_events_by_user ON abuse_events (user_id, kind, at);
CREATE INDEX abuse_events_by_kind ON abuse_events (kind);

INSERT OR IGNORE INTO abuse_events (user_id, submission_id, kind, evidence, at)
SELECT user_id, submissions.id,
    CASE
        WHEN value LIKE '%forbidden system call%' THEN 'syscall'
        WHEN value LIKE '%output flood%' THEN 'output'
        ELSE 'processes'
    END AS kind,
    group_concat(value, char(10)), judged_at
FROM submissions, json_each(submissions.abuse)
WHERE judged_at IS NOT NULL
GROUP BY submissions.id, 3;
ALTER TABLE submissions DROP COLUMN abuse;

-- What is laid on an account; all null when nothing is.
ALTER TABLE users ADD COLUMN sanction TEXT CHECK (sanction IN ('throttled', 'suspended'));
ALTER TABLE users ADD COLUMN sanctioned_at INTEGER;
ALTER TABLE users ADD COLUMN sanctioned_until INTEGER; -- of a throttle
ALTER TABLE users ADD COLUMN sanctioned_for TEXT; -- the reason, for its owner too
ALTER TABLE users ADD COLUMN may_send_at INTEGER; -- when a throttled account may send again
CREATE INDEX users_by_sanction ON users (sanction) WHERE sanction IS NOT NULL;

-- Who did what to whom: written in the transaction that does it, and never changed.
CREATE TABLE audit (
    id     INTEGER PRIMARY KEY AUTOINCREMENT,
    at     INTEGER NOT NULL,
    actor  TEXT NOT NULL, -- an account's name, 'console', or 'rules'
    action TEXT NOT NULL,
    object TEXT NOT NULL, -- an account's name, or another thing's
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_object ON audit (object COLLATE NOCASE);
