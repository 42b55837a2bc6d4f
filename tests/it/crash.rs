//! Nothing acknowledged is lost and nothing is done twice, however often the server and its helpers
//! are killed.

use std::{thread, time::Duration};

use rand::Rng as _;
use tempfile::TempDir;

use crate::{
    contest::{Contest, USERS},
    host::lacks_sandbox,
};

const SUBMISSIONS: usize = 300;
const KILLS: usize = 10;

#[test]
fn ten_kills_lose_nothing_and_repeat_nothing() {
    if lacks_sandbox() {
        return;
    }
    let dir = TempDir::new().expect("a temporary directory");
    let (contest, first) = Contest::open(dir.path(), &[("sums", 10)]);
    let pause = |ms| thread::sleep(Duration::from_millis(rand::rng().random_range(ms)));
    let last = thread::scope(|scope| {
        scope.spawn(|| {
            for n in 0..SUBMISSIONS {
                contest.send(n % USERS.len(), n);
                pause(0..60);
            }
        });
        let mut server = first;
        let mut helpers = 0;
        for _ in 0..KILLS {
            pause(200..1500);
            // What it was judging is begun again, and not held against anybody.
            helpers += usize::from(server.kill_helper(1));
            pause(200..1500);
            server.kill();
            server = contest.start();
        }
        assert!(helpers > 0, "no helper was ever there");
        server
    });
    assert_eq!(contest.acknowledged(), SUBMISSIONS);
    contest.balance(last);
}
