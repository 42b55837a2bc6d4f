-- Whether a version judged anything is asked when old ones are forgotten.
CREATE INDEX submissions_by_version ON submissions (version_id);
