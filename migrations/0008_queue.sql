-- Submissions and runs may be cancelled. A CHECK can be widened in place, for no row changes:
-- https://www.sqlite.org/lang_altertable.html, "Making other kinds of table schema changes".
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, '(''queued'', ''done'', ''dead'')', '(''queued'', ''done'', ''dead'', ''cancelled'')')
WHERE type = 'table' AND name IN ('submissions', 'runs');
PRAGMA writable_schema = RESET;

-- Who had the job, for how long, and what was seen of it.
ALTER TABLE job_failures ADD COLUMN worker INTEGER; -- null when nobody had it
ALTER TABLE job_failures ADD COLUMN held_ms INTEGER NOT NULL DEFAULT 0;
ALTER TABLE job_failures ADD COLUMN log TEXT NOT NULL DEFAULT '';

-- What an admin has the queue do; running when there is no row.
CREATE TABLE queue_mode (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    mode  TEXT NOT NULL CHECK (mode IN ('running', 'draining', 'paused')),
    actor TEXT NOT NULL, -- an account's name, or 'console'
    since INTEGER NOT NULL
) STRICT;
