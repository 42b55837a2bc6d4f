-- What users note on their own submissions, for themselves alone.
CREATE TABLE notes (
    submission_id INTEGER PRIMARY KEY REFERENCES submissions ON DELETE CASCADE,
    text          TEXT NOT NULL
) STRICT;
