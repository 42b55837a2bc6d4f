//! A full disk, a read-only one, a damaged blob, a locked database: made to happen, survived, and
//! told clearly.

use std::{
    fs::{self, OpenOptions},
    os::unix::fs::FileExt as _,
};

use minos::{
    app::Check,
    store::{NewBlob, Store},
};
use rusqlite::Connection;

use super::*;
use crate::disk::{Mount, fill};

impl World {
    fn check(&self) -> Check {
        self.app.check(false).expect("it reads")
    }

    fn try_to_submit(&self, viewer: &Viewer) -> Result<SubmissionView, Error> {
        let new = NewSubmission {
            problem: "sums".into(),
            language: "python3".into(),
            version: None,
            source: "print(sum(map(int, input().split())))".into(),
            files: Vec::new(),
        };
        self.app.submit(viewer, &new)
    }
}

#[test]
fn on_a_full_disk_nothing_acknowledged_is_lost_and_with_room_it_goes_on() {
    let place = TempDir::new().expect("a temporary directory");
    let Some(mount) = Mount::memory(place.path(), 48) else { return };
    let world = World::with(|settings| settings.data_dir = place.path().join("data"));
    let ada = world.user("ada", Role::User);
    let before = world.submit(&ada);
    world.wait(before, Status::Done);
    // One is under way while the disk fills.
    *world.script.slow.lock().unwrap() = Duration::from_millis(400);
    let under_way = world.submit(&ada);
    let filler = place.path().join("filler");
    fill(&filler);

    let refused = world.try_to_submit(&ada).expect_err("nothing can be kept");
    assert!(matches!(&refused, Error::Unavailable(_)), "{refused:?}");
    assert!(refused.to_string().contains("make room"), "{refused}");
    let health = world.app.health();
    let disk = health.parts.iter().find(|part| part.name == "disk").expect("it is told of");
    assert!(!health.ready && !disk.ok, "{health:?}");
    // Reading goes on.
    world.agree();
    assert_eq!(world.wait(before, Status::Done).row.verdict, Some(Verdict::Accepted));
    let backup = world.app.backup(&place.path().join("backup.db")).expect_err("no room");
    assert!(backup.to_string().contains("MiB free"), "{backup}");
    assert!(!place.path().join("backup.db").exists());
    thread::sleep(Duration::from_secs(3));

    fs::remove_file(&filler).expect("room");
    *world.script.slow.lock().unwrap() = Duration::ZERO;
    let after = world.submit(&ada);
    for id in [before, under_way, after] {
        assert_eq!(world.wait(id, Status::Done).row.verdict, Some(Verdict::Accepted), "{id}");
    }
    assert!(world.app.health().ready, "{:?}", world.app.health());
    assert!(world.check().sound, "{:?}", world.check());
    world.agree();
    assert!(world.app.shut_down(PATIENCE));
    drop(world);
    drop(mount);
}

#[test]
fn a_read_only_disk_is_named_and_what_to_do() {
    let world = World::new();
    world.user("ada", Role::User);
    assert!(world.app.shut_down(PATIENCE));
    let World { dir, app, .. } = world;
    drop(app);
    let data = dir.path().join("data");
    {
        let Some(_mount) = Mount::read_only(&data) else { return };
        let refused = App::open(settings(&dir), toolchains()).err().expect("it can't be written");
        let said = refused.to_string();
        assert!(said.contains("Read-only") && said.contains("--data"), "{said}");
    }
    let app = open(&dir);
    assert!(app.check(false).expect("it reads").sound);
}

#[test]
fn a_damaged_blob_is_nobodys_wrong_answer_and_comes_back_with_its_package() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    // Bytes on the disk, past SQLite: an answer, too short to be kept deflated.
    let answer = b"2000007\n";
    assert!(world.app.shut_down(PATIENCE));
    let database = world.dir.path().join("data/minos.db");
    Connection::open(&database)
        .and_then(|db| db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"))
        .expect("all of it is in the file");
    let bytes = fs::read(&database).expect("the database");
    let stored = NewBlob::new(answer);
    let at = bytes.windows(answer.len()).position(|piece| piece == answer).expect("it is there");
    let file = OpenOptions::new().write(true).open(&database).expect("the database");
    file.write_all_at(b"7", at as u64).expect("a byte");

    world.serve();
    let id = world.submit(&ada);
    let dead = world.wait(id, Status::Dead);
    assert!(dead.notes.iter().any(|note| note.contains("is damaged")), "{:?}", dead.notes);
    let check = world.check();
    let [damage] = &check.wrong[..] else { panic!("{check:?}") };
    assert!(damage.message.contains("sums version 1"), "{damage:?}");
    assert!(damage.message.contains(&stored.digest().0) && damage.help.contains("import"));

    let loaded = problem::load(&world.dir.path().join("sums")).expect("the package");
    let console = Viewer::console();
    let mended = world.app.mend_blobs(&console, &loaded.package, &loaded.blobs);
    assert_eq!(mended.expect("it writes"), 1);
    assert!(world.check().sound, "{:?}", world.check());
    retry(&world.app, letters(&world.app).remove(0).job);
    assert_eq!(world.wait(id, Status::Done).row.verdict, Some(Verdict::Accepted));
}

#[test]
fn a_database_that_another_keeps_locked_is_waited_for_once_by_all() {
    let world = World::new();
    let ada = world.user("ada", Role::User);
    let other = Connection::open(world.dir.path().join("data/minos.db")).expect("the database");
    other.execute_batch("BEGIN EXCLUSIVE").expect("nobody writes");
    let refused: Vec<_> = thread::scope(|scope| {
        let all: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| world.try_to_submit(&ada).expect_err("locked")))
            .collect();
        world.agree();
        all.into_iter().map(|one| one.join().expect("it ends")).collect()
    });
    for refused in &refused {
        assert!(matches!(refused, Error::Unavailable(_)), "{refused:?}");
        assert!(refused.to_string().contains("another process"), "{refused}");
    }
    other.execute_batch("ROLLBACK").expect("it gives the database back");
    let begun = Instant::now();
    let id = loop {
        match world.try_to_submit(&ada) {
            Ok(view) => break view.row.id,
            // It came with a write whose patience was just at its end.
            Err(Error::Unavailable(_)) if begun.elapsed() < PATIENCE => {}
            Err(error) => panic!("{error}"),
        }
    };
    assert_eq!(world.wait(id, Status::Done).row.verdict, Some(Verdict::Accepted));
    assert!(world.check().sound);
}

#[test]
fn the_server_makes_backups_by_itself_and_keeps_the_latest() {
    let world = World::with(|settings| {
        settings.backup.every = Duration::from_secs(1);
        settings.backup.keep = 2;
    });
    let dir = world.dir.path().join("data/backups");
    let names = || {
        let entries = dir.read_dir().into_iter().flatten().flatten();
        let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
        names.retain(|name| name.to_string_lossy().ends_with(".db"));
        names.sort();
        names
    };
    let begun = Instant::now();
    let wait = |what: &dyn Fn() -> bool| {
        while !what() {
            assert!(begun.elapsed() < PATIENCE, "{:?}", names());
            thread::sleep(Duration::from_millis(50));
        }
    };
    assert_eq!(world.app.gauges().backup_interval, Duration::from_secs(1));
    wait(&|| !names().is_empty());
    assert!(world.app.gauges().last_backup.is_some());
    let first = names().remove(0);
    wait(&|| !names().contains(&first));
    assert!(world.app.shut_down(PATIENCE));
    assert!(names().len() <= 3, "{:?}", names());
    let copy = Store::open(&dir.join(&names()[0])).expect("a whole database");
    assert!(copy.problem("sums", minos::domain::UserId(0)).expect("it reads").is_some());
}
