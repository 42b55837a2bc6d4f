-- Browsers that have logged in to an account: guesses at its password are counted apart for them.
CREATE TABLE browsers (
    user_id INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    digest  BLOB NOT NULL, -- of the secret in its cookie
    used_at INTEGER NOT NULL,
    PRIMARY KEY (user_id, digest)
) STRICT, WITHOUT ROWID;
