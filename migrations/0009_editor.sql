-- Counts the states of a draft, so that nobody overwrites one that they have not seen.
ALTER TABLE drafts ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;

-- How a user wants the editor.
CREATE TABLE preferences (
    user_id INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    data    TEXT NOT NULL -- JSON
) STRICT;

-- Inputs of their own that users keep for a problem.
CREATE TABLE trial_cases (
    id         INTEGER PRIMARY KEY,
    user_id    INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    problem_id INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    name       TEXT NOT NULL,
    input      TEXT NOT NULL,
    expected   TEXT, -- output; null when its owner did not say
    UNIQUE (user_id, problem_id, name)
) STRICT;

-- What a run is of: a sample by name, or a kept case by its name and with the output expected of it
-- at that time. Runs asked for together share the number of the first.
ALTER TABLE runs ADD COLUMN sample TEXT;
ALTER TABLE runs ADD COLUMN trial_case TEXT;
ALTER TABLE runs ADD COLUMN expected TEXT;
ALTER TABLE runs ADD COLUMN batch INTEGER;
CREATE INDEX runs_by_batch ON runs (batch) WHERE batch IS NOT NULL;
