-- A user's page costs the same however much they sent: submissions are counted by day and by
-- language as they come.
CREATE TABLE days (
    user_id     INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    day         INTEGER NOT NULL, -- since 1970, UTC
    submissions INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    PRIMARY KEY (user_id, day)
) STRICT, WITHOUT ROWID;
CREATE TABLE language_uses (
    user_id     INTEGER NOT NULL REFERENCES users ON DELETE CASCADE,
    language    TEXT NOT NULL,
    submissions INTEGER NOT NULL,
    accepted    INTEGER NOT NULL,
    PRIMARY KEY (user_id, language)
) STRICT, WITHOUT ROWID;
INSERT INTO days SELECT user_id, created_at / 86400000 AS day, count(*), count(iif(verdict = 'AC', 1, NULL))
FROM submissions GROUP BY user_id, day;
INSERT INTO language_uses SELECT user_id, language, count(*), count(iif(verdict = 'AC', 1, NULL))
FROM submissions GROUP BY user_id, language;

-- `ifnull(verdict, '')`, as most come without a verdict.
DROP TRIGGER submissions_added;
CREATE TRIGGER submissions_added AFTER INSERT ON submissions BEGIN
    UPDATE problems SET submissions = submissions + 1 WHERE id = NEW.problem_id;
    INSERT INTO days VALUES (NEW.user_id, NEW.created_at / 86400000, 1, ifnull(NEW.verdict, '') = 'AC')
        ON CONFLICT DO UPDATE SET submissions = submissions + 1, accepted = accepted + excluded.accepted;
    INSERT INTO language_uses VALUES (NEW.user_id, NEW.language, 1, ifnull(NEW.verdict, '') = 'AC')
        ON CONFLICT DO UPDATE SET submissions = submissions + 1, accepted = accepted + excluded.accepted;
END;
DROP TRIGGER submissions_removed;
CREATE TRIGGER submissions_removed AFTER DELETE ON submissions BEGIN
    UPDATE problems SET submissions = submissions - 1 WHERE id = OLD.problem_id;
    UPDATE days SET submissions = submissions - 1, accepted = accepted - (ifnull(OLD.verdict, '') = 'AC')
        WHERE user_id = OLD.user_id AND day = OLD.created_at / 86400000;
    UPDATE language_uses SET submissions = submissions - 1, accepted = accepted - (ifnull(OLD.verdict, '') = 'AC')
        WHERE user_id = OLD.user_id AND language = OLD.language;
END;
CREATE TRIGGER submissions_judged AFTER UPDATE OF verdict ON submissions
WHEN (ifnull(OLD.verdict, '') = 'AC') <> (ifnull(NEW.verdict, '') = 'AC') BEGIN
    UPDATE days SET accepted = accepted + iif(ifnull(NEW.verdict, '') = 'AC', 1, -1)
        WHERE user_id = NEW.user_id AND day = NEW.created_at / 86400000;
    UPDATE language_uses SET accepted = accepted + iif(ifnull(NEW.verdict, '') = 'AC', 1, -1)
        WHERE user_id = NEW.user_id AND language = NEW.language;
END;
