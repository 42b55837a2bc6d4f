-- Times are milliseconds since 1970 UTC. Digests of secrets are SHA-256, 32 bytes.

CREATE TABLE users (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL COLLATE NOCASE UNIQUE,
    password   TEXT NOT NULL, -- PHC string of argon2id
    role       TEXT NOT NULL CHECK (role IN ('user', 'judge', 'admin')),
    disabled   INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
    digest       BLOB PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_use ON sessions (last_used_at);

CREATE TABLE tokens (
    id           INTEGER PRIMARY KEY,
    user_id      INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    label        TEXT NOT NULL,
    digest       BLOB NOT NULL UNIQUE,
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user_id);

-- At most one secret that makes the first admin.
CREATE TABLE setup (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    digest BLOB NOT NULL
) STRICT;

-- Content-addressed bytes, each deflated (zlib) where that makes them smaller.
CREATE TABLE blobs (
    digest   TEXT PRIMARY KEY,
    size     INTEGER NOT NULL,
    deflated INTEGER NOT NULL CHECK (deflated IN (0, 1)),
    data     BLOB NOT NULL
) STRICT;

-- The columns of a problem beside slug and hidden are those of its current version.
CREATE TABLE problems (
    id         INTEGER PRIMARY KEY,
    slug       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    scoring    INTEGER NOT NULL CHECK (scoring IN (0, 1)),
    max_score  REAL NOT NULL,
    version_id INTEGER REFERENCES versions,
    embargo    INTEGER, -- hidden until then
    hidden     INTEGER NOT NULL DEFAULT 0 CHECK (hidden IN (0, 1))
) STRICT;

CREATE TABLE problem_tags (
    problem_id INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    tag        TEXT NOT NULL,
    PRIMARY KEY (problem_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX problem_tags_by_tag ON problem_tags (tag);

CREATE TABLE versions (
    id          INTEGER PRIMARY KEY,
    problem_id  INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    number      INTEGER NOT NULL, -- from 1 within the problem
    digest      TEXT NOT NULL, -- of the manifest
    manifest    BLOB NOT NULL, -- deflated JSON
    tests       INTEGER NOT NULL,
    imported_at INTEGER NOT NULL,
    UNIQUE (problem_id, number),
    UNIQUE (problem_id, digest)
) STRICT;

CREATE TABLE version_blobs (
    version_id INTEGER NOT NULL REFERENCES versions ON DELETE CASCADE,
    digest     TEXT NOT NULL REFERENCES blobs,
    PRIMARY KEY (version_id, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_blobs_by_digest ON version_blobs (digest);

-- A verdict stays, and counts, until a rejudge has brought another.
CREATE TABLE submissions (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id          INTEGER NOT NULL REFERENCES users,
    problem_id       INTEGER NOT NULL REFERENCES problems,
    version_id       INTEGER NOT NULL REFERENCES versions,
    language         TEXT NOT NULL,
    language_version TEXT NOT NULL,
    source           BLOB NOT NULL, -- deflated
    created_at       INTEGER NOT NULL,
    status           TEXT NOT NULL CHECK (status IN ('queued', 'done', 'dead')),
    attempt          INTEGER NOT NULL DEFAULT 0, -- attempts begun, over all rejudges
    verdict          TEXT,
    score            REAL,
    max_score        REAL,
    cpu_ms           INTEGER,
    wall_ms          INTEGER,
    memory_kib       INTEGER,
    compilation      TEXT, -- JSON
    abuse            TEXT, -- JSON array of lines
    judged_at        INTEGER
) STRICT;
CREATE INDEX submissions_by_user ON submissions (user_id, problem_id);
CREATE INDEX submissions_by_problem ON submissions (problem_id);

CREATE TABLE results (
    submission_id INTEGER NOT NULL REFERENCES submissions ON DELETE CASCADE,
    place         INTEGER NOT NULL, -- in judging order, from 0
    name          TEXT NOT NULL,
    verdict       TEXT, -- null when skipped
    score         REAL NOT NULL,
    cpu_ms        INTEGER NOT NULL,
    wall_ms       INTEGER NOT NULL,
    memory_kib    INTEGER NOT NULL,
    message       TEXT NOT NULL,
    judge_message TEXT NOT NULL,
    PRIMARY KEY (submission_id, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id          INTEGER NOT NULL REFERENCES users,
    problem_id       INTEGER REFERENCES problems,
    language         TEXT NOT NULL,
    language_version TEXT NOT NULL,
    source           BLOB NOT NULL, -- deflated
    stdin            BLOB NOT NULL, -- deflated
    created_at       INTEGER NOT NULL,
    status           TEXT NOT NULL CHECK (status IN ('queued', 'done', 'dead')),
    attempt          INTEGER NOT NULL DEFAULT 0,
    result           BLOB -- deflated JSON
) STRICT;
CREATE INDEX runs_by_time ON runs (created_at);

-- A job lives from its push until its effects are written, or it is discarded.
CREATE TABLE jobs (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    task          TEXT NOT NULL CHECK (task IN ('judge', 'run')),
    subject_id    INTEGER NOT NULL, -- a submission or a run
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
CREATE INDEX jobs_by_state ON jobs (state);

CREATE TABLE job_failures (
    job_id  INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    attempt INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    PRIMARY KEY (job_id, attempt)
) STRICT, WITHOUT ROWID;

-- How far each user is with each problem; derived from submissions.
CREATE TABLE bests (
    user_id    INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    problem_id INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    score      REAL NOT NULL,
    max_score  REAL NOT NULL,
    solved_at  INTEGER, -- when the first accepted submission was sent
    PRIMARY KEY (user_id, problem_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bests_by_problem ON bests (problem_id, solved_at);

-- The leaderboard; derived from bests.
CREATE TABLE standings (
    user_id        INTEGER PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    solved         INTEGER NOT NULL,
    score          REAL NOT NULL,
    last_solved_at INTEGER
) STRICT;
CREATE INDEX standings_by_rank ON standings (solved DESC, last_solved_at);

CREATE TABLE drafts (
    user_id          INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    problem_id       INTEGER NOT NULL REFERENCES problems ON DELETE CASCADE,
    language         TEXT NOT NULL,
    language_version TEXT NOT NULL,
    source           TEXT NOT NULL,
    saved_at         INTEGER NOT NULL,
    PRIMARY KEY (user_id, problem_id, language)
) STRICT, WITHOUT ROWID;
