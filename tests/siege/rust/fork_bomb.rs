// why: children until the limit on processes
// verdict: AC
// abuse: forks refused
// stdout: refused
use std::process::{Command, exit};

pub fn attack() {
    for _ in 0..300 {
        if Command::new("/usr/bin/sleep").arg("100").spawn().is_err() {
            println!("refused");
            exit(0);
        }
    }
    println!("spawned");
}
