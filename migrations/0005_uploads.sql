-- Whether the current version was uploaded: a starting server takes no package of its directory
-- over it.
ALTER TABLE problems ADD COLUMN uploaded INTEGER NOT NULL DEFAULT 0 CHECK (uploaded IN (0, 1));
