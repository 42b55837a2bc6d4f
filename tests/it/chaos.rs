//! A contest through which everything is killed and the disk fills: in the end the books balance.
//! `CHAOS_ROUNDS` says how many rounds.

use std::{
    collections::BTreeMap,
    env, fs,
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    thread,
    time::Duration,
};

use rand::{Rng as _, seq::SliceRandom as _};
use rusqlite::Connection;
use tempfile::TempDir;

use crate::{
    contest::{Contest, USERS},
    disk::{Mount, fill},
    host::lacks_sandbox,
    server::Server,
};

/// What one user sends in a round, at most: a slow machine is to keep up.
const PROGRAMS: usize = 8;
/// The disk that fills, MiB.
const DISK: u32 = 96;

/// What happens in a round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// The server is killed.
    Server,
    /// The helper that makes sandboxes is killed, and every sandbox dies with it.
    Helper,
    /// What workers are judging in is killed under them.
    Worker,
    /// The disk is full for a while, in half of the cases over a kill of the server.
    Disk,
}

#[test]
fn whatever_happens_in_a_contest_the_books_balance() {
    if lacks_sandbox() {
        return;
    }
    let rounds = env::var("CHAOS_ROUNDS").map_or(4, |n| n.parse().expect("a number"));
    let dir = TempDir::new().expect("a temporary directory");
    let disk = Mount::memory(dir.path(), DISK);
    let mut faults = vec![Fault::Server, Fault::Helper, Fault::Worker];
    faults.extend(disk.is_some().then_some(Fault::Disk));

    let (contest, first) = Contest::open(dir.path(), &[("sums", 10), ("more", 11), ("swift", 1)]);
    let (over, begun) = (AtomicBool::new(false), AtomicUsize::new(0));
    let (last, made) = thread::scope(|scope| {
        for user in 0..USERS.len() {
            let (contest, over, begun) = (&contest, &over, &begun);
            scope.spawn(move || play(contest, user, over, begun));
        }
        scope.spawn(|| watch(&contest, &over));
        // A panic here, too, ends the players.
        let _end = End(&over);
        let (mut server, mut made) = (first, BTreeMap::new());
        let (mut to_come, mut before) = (Vec::new(), 0);
        for round in 0..rounds {
            if to_come.is_empty() {
                to_come.clone_from(&faults);
                to_come.shuffle(&mut rand::rng());
            }
            let fault = to_come.pop().expect("there is one");
            // Judging keeps up with the faults, so that one submission's sandbox is not hit so often
            // that the submission must be taken for the cause.
            contest.wait_until_judged(before);
            before = contest.latest();
            begun.fetch_add(1, SeqCst);
            pause(300..1500);
            server = happen(&contest, server, fault, dir.path(), &begun);
            *made.entry(fault).or_insert(0) += 1;
            contest.check();
            eprintln!("round {round}: {fault:?}, {} acknowledged", contest.acknowledged());
        }
        pause(300..1500);
        (server, made)
    });
    contest.balance(last);
    let (refused, unanswered) = contest.troubles();
    println!(
        "{rounds} rounds: {made:?}; {} acknowledged, {refused} refused, {unanswered} unanswered",
        contest.acknowledged()
    );
    assert!(disk.is_none() || rounds < 20 || refused > 0, "the disk was never full");
}

/// Makes the others end.
struct End<'a>(&'a AtomicBool);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.store(true, SeqCst);
    }
}

/// A user who sends programs in each round that has begun, until the end.
fn play(contest: &Contest, user: usize, over: &AtomicBool, begun: &AtomicUsize) {
    let mut sent = 0;
    while !over.load(SeqCst) {
        if sent < begun.load(SeqCst) * PROGRAMS {
            contest.send(user, rand::rng().random_range(0..1000));
            sent += 1;
        }
        pause(200..800);
    }
}

/// Somebody who reads the board: what was solved stays solved.
fn watch(contest: &Contest, over: &AtomicBool) {
    let mut solved = BTreeMap::<String, u64>::new();
    while !over.load(SeqCst) {
        if let Ok(reply) = contest.client(1).get("/api/v1/leaderboard").try_send() {
            assert_eq!(reply.status, 200, "{}", reply.body);
            let board = reply.json();
            let now: BTreeMap<_, _> = (board["rows"].as_array().expect("rows").iter())
                .map(|row| (row["name"].as_str().expect("a name"), row["solved"].as_u64()))
                .collect();
            for (name, before) in &solved {
                assert!(now.get(&**name) >= Some(&Some(*before)), "{name}: {before}, then {now:?}");
            }
            solved = now.iter().map(|(name, n)| ((*name).to_owned(), n.unwrap_or(0))).collect();
        }
        pause(100..300);
    }
}

/// Makes a fault happen, and starts the server again; that is ready when this returns.
fn happen(
    contest: &Contest,
    server: Server,
    fault: Fault,
    disk: &Path,
    begun: &AtomicUsize,
) -> Server {
    match fault {
        Fault::Server => server.kill(),
        Fault::Helper => {
            assert!(server.kill_helper(1), "there is no helper");
            pause(300..2000);
            end(server);
        }
        Fault::Worker => {
            // Shorter than a failed job waits: the same one is not hit again and again.
            for generation in [2, 3] {
                server.kill_helper(generation);
                pause(50..250);
            }
            pause(300..2000);
            end(server);
        }
        Fault::Disk => return fill_disk(contest, server, disk, begun),
    }
    contest.start()
}

/// With -9 or, as for an upgrade, by asking.
fn end(server: Server) {
    if rand::random() {
        server.kill();
    } else {
        assert!(server.stop().success(), "a clean end");
    }
}

fn fill_disk(contest: &Contest, server: Server, disk: &Path, begun: &AtomicUsize) -> Server {
    let filler = disk.join("filler");
    contest.may_refuse.store(true, SeqCst);
    // Its log has no room of its own then, but for what is written meanwhile.
    let _ = Connection::open(contest.data.join("minos.db"))
        .and_then(|db| db.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)"));
    fill(&filler);
    // However long that took, people send programs while it is full.
    begun.fetch_add(1, SeqCst);
    pause(1000..3000);
    let server = if rand::random() {
        server.kill();
        // On a full disk it starts, or says why not.
        let server = contest.try_start();
        if let Err(why) = &server {
            assert!(why.contains("disk is full"), "{why}");
        }
        pause(300..1000);
        server.ok()
    } else {
        Some(server)
    };
    fs::remove_file(&filler).expect("room");
    let server = server.unwrap_or_else(|| contest.start());
    server.wait_until_ready();
    contest.may_refuse.store(false, SeqCst);
    server
}

fn pause(ms: std::ops::Range<u64>) {
    thread::sleep(Duration::from_millis(rand::rng().random_range(ms)));
}
