//! From one schema to the next, and back: nothing is lost on the way, nothing is half done.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use minos::{domain::Month, store::Error};

use super::*;

/// A database as version 3 of the schema had it, with a solved problem.
fn of_version_3(dir: &Path) -> PathBuf {
    let path = dir.join("minos.db");
    let db = Connection::open(&path).expect("a file");
    db.pragma_update(None, "journal_mode", "wal").expect("a log");
    for step in ["0001_initial", "0002_abuse", "0003_rejudges"] {
        let sql = fs::read_to_string(format!("migrations/{step}.sql")).expect("a migration");
        db.execute_batch(&sql).expect("it applies");
    }
    db.execute_batch(
        "PRAGMA user_version = 3;
         INSERT INTO users (id, name, password, role, created_at) VALUES (1, 'ada', 'x', 'user', 0);
         INSERT INTO problems (id, slug, name, scoring, max_score) VALUES (1, 'sums', 'Sums', 0, 1);
         INSERT INTO versions VALUES (1, 1, 1, 'd', x'', 1, 0);
         UPDATE problems SET version_id = 1;
         INSERT INTO submissions (user_id, problem_id, version_id, language, language_version,
            source, created_at, status, attempt, verdict, score, max_score)
         VALUES (1, 1, 1, 'c', '17', x'', 5, 'done', 1, 'AC', 1, 1),
            (1, 1, 1, 'c', '17', x'', 6, 'done', 1, 'WA', 0, 1);
         INSERT INTO bests VALUES (1, 1, 1, 1, 5);
         INSERT INTO standings VALUES (1, 1, 1, 5);",
    )
    .expect("its rows");
    path
}

fn copies(dir: &Path, label: &str) -> Vec<PathBuf> {
    let names = dir.read_dir().expect("the directory").map(|entry| entry.expect("it").path());
    let labelled = format!("minos-{label}");
    let mut copies: Vec<_> = names
        .filter(|path| path.to_string_lossy().contains(&labelled))
        .filter(|path| path.extension().is_some_and(|extension| extension == "db"))
        .collect();
    copies.sort();
    copies
}

fn schema(path: &Path) -> i64 {
    let db = Connection::open(path).expect("a database");
    db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number")
}

#[test]
fn an_older_database_is_copied_and_then_upgraded() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = of_version_3(dir.path());
    let store = Store::open(&path).expect("it is upgraded");
    let problem = store.problem("sums", UserId(1)).expect("it reads").expect("it is there");
    let counts = (problem.submissions, problem.attempters, problem.solvers, problem.best);
    assert_eq!(counts, (2, 1, 1, Some(1.0)));
    assert_eq!(
        store.standings(Period::Ever).expect("it reads"),
        store.standings_afresh().expect("it reads")
    );

    let month = Period::Month(Month::parse("1970-01").expect("a month"));
    let gained = store.standings(month).expect("it reads");
    assert_eq!((gained[0].solved, gained[0].score), (1, 1.0), "what was before is counted too");
    assert_eq!(
        store.verify().expect("it reads").damages.iter().find(|d| d.part == "leaderboard"),
        None
    );

    let kept = copies(dir.path(), "schema3");
    let [copy] = &kept[..] else { panic!("{kept:?}") };
    assert_eq!(schema(copy), 3);
    let mode = fs::metadata(copy).expect("the copy").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let rows = |path: &Path| -> i64 {
        let db = Connection::open(path).expect("a database");
        db.query_row("SELECT count(*) FROM submissions", (), |row| row.get(0)).expect("a number")
    };
    assert_eq!(rows(copy), 2);
    drop(store);
    Store::open(&path).expect("the same again");
    assert_eq!(copies(dir.path(), "schema"), kept, "no second copy without an upgrade");
}

#[test]
fn a_newer_database_is_refused_and_not_touched() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = dir.path().join("minos.db");
    let db = Connection::open(&path).expect("a fresh database");
    db.execute_batch("CREATE TABLE things (thing); PRAGMA user_version = 1000").expect("it writes");
    drop(db);
    let before = fs::read(&path).expect("its bytes");
    let refused = Store::open(&path).expect_err("a newer one");
    assert!(matches!(refused, Error::Newer { .. }), "{refused}");
    let said = refused.to_string();
    assert!(said.contains("schema 1000") && said.contains("restore"), "{said}");
    assert!(fs::read(&path).expect("its bytes") == before, "it was touched");
}

#[test]
fn a_database_is_not_upgraded_under_the_server_that_uses_it() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = of_version_3(dir.path());
    let server = File::create(dir.path().join("minos.lock")).expect("the lock");
    server.try_lock().expect("nobody else");
    let refused = Store::open(&path).expect_err("a server runs");
    assert!(matches!(refused, Error::InUse { .. }), "{refused}");
    assert_eq!(schema(&path), 3);
    drop(server);
    Store::open(&path).expect("it has ended");
}

#[test]
fn an_upgrade_that_fails_leaves_the_database_as_it_was_and_says_where_the_copy_is() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = of_version_3(dir.path());
    // In the way of a migration.
    let db = Connection::open(&path).expect("the database");
    db.execute_batch("CREATE TABLE submissions_by_version (x)").expect("it writes");
    drop(db);
    let refused = Store::open(&path).expect_err("something is in the way").to_string();
    let kept = copies(dir.path(), "schema3");
    assert!(refused.contains(kept[0].to_str().expect("UTF-8")), "{refused}");
    assert_eq!(schema(&path), 3);
}

#[test]
fn going_back_to_a_backup_keeps_what_was_there() {
    let world = World::new();
    world.user("ada");
    let backup = world.dir.path().join("backup.db");
    world.store.backup(&backup).expect("a backup");
    world.user("eve");
    let path = world.store.path().to_owned();
    let lock = world.store.lock().expect("nobody else serves");
    let refused = Store::restore_backup(&path, &backup).expect_err("a server runs");
    assert!(matches!(refused, Error::InUse { .. }), "{refused}");
    drop(lock);
    let World { dir, store, .. } = world;
    // Its last writes are in the log alone, as after a kill.
    std::mem::forget(store.clone());
    let restored = Store::restore_backup(&path, &backup).expect("it is sound");
    let users = |path: &Path| {
        let store = Store::open(path).expect("a database");
        ["ada", "eve"].map(|name| store.user(name).expect("it reads").is_some())
    };
    assert_eq!(users(&path), [true, false]);
    let replaced = restored.replaced.expect("there was one");
    assert_eq!(copies(dir.path(), "replaced"), std::slice::from_ref(&replaced));
    assert_eq!(users(&replaced), [true, true]);
    assert_eq!(fs::metadata(&path).expect("it").permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_is_no_sound_backup_is_refused_and_the_database_stays() {
    let world = World::new();
    world.user("ada");
    let path = world.store.path().to_owned();
    let file = |name: &str| world.dir.path().join(name);
    world.store.backup(&file("good.db")).expect("a backup");
    fs::write(file("text.db"), "no database").expect("a file");
    Connection::open(file("foreign.db"))
        .and_then(|db| db.execute_batch("CREATE TABLE t (x); PRAGMA user_version = 2"))
        .expect("a database of somebody else");
    let mut bytes = fs::read(file("good.db")).expect("its bytes");
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0xa5);
    fs::write(file("torn.db"), bytes).expect("a file");
    fs::copy(file("good.db"), file("newer.db")).expect("a copy");
    Connection::open(file("newer.db"))
        .and_then(|db| db.pragma_update(None, "user_version", 9999))
        .expect("it writes");
    for (name, why) in [
        ("nothing.db", "No such file"),
        ("text.db", "not a database"),
        ("foreign.db", "no database of minos"),
        ("torn.db", "damaged"),
        ("newer.db", "schema 9999"),
        ("minos.db", "the database itself"),
    ] {
        let refused = Store::restore_backup(&path, &file(name)).expect_err(name).to_string();
        assert!(refused.contains(why), "{name}: {refused}");
    }
    assert!(world.store.user("ada").expect("it reads").is_some());
    assert_eq!(copies(world.dir.path(), "replaced"), Vec::<PathBuf>::new());
    assert!(!file("minos.db.restoring").exists());
}

#[test]
fn scheduled_backups_are_kept_up_to_their_number_whatever_the_clock_said() {
    let world = World::new();
    let dir = world.dir.path().join("backups");
    assert_eq!(world.store.last_backup(&dir).expect("none yet"), None);
    fs::create_dir(&dir).expect("a directory");
    let old = ["minos-20200101T000000Z.db", "minos-20200102T000000Z.db"];
    let others = ["minos-20990101T000000Z.db", "minos-schema3-20200101T000000Z.db", "notes.txt"];
    let half = "minos-20200103T000000Z.db.partial";
    for name in old.iter().chain(&others).chain([&half]) {
        fs::write(dir.join(name), "").expect("a file");
    }
    let last = world.store.last_backup(&dir).expect("it reads").expect("one of those");
    assert_eq!(last.to_string(), "2020-01-02T00:00:00Z", "the future tells nothing");
    let begun = jiff::Timestamp::now();
    let made = world.store.backup_into(&dir, 3).expect("a backup");
    let exists = |name: &&str| dir.join(name).exists();
    assert_eq!(old.iter().map(exists).collect::<Vec<_>>(), [false, true]);
    assert!(others.iter().all(exists), "what is no old backup stays");
    assert!(!exists(&half), "what is half written goes");
    assert!(Store::open(&made).is_ok(), "it is a database");
    let last = world.store.last_backup(&dir).expect("it reads").expect("this one");
    assert!(begun.duration_since(last).as_secs().abs() <= 1, "{last}");
}
