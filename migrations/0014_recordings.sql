-- How drafts grew, of users who want that recorded, for themselves alone.
CREATE TABLE snapshots (
    user_id    INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    problem_id INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    language   TEXT NOT NULL,
    at         INTEGER NOT NULL,
    size       INTEGER NOT NULL, -- bytes of the next column
    source     BLOB NOT NULL, -- deflated
    PRIMARY KEY (user_id, problem_id, language, at)
) STRICT, WITHOUT ROWID;
