// why: children until the limit on processes
// verdict: AC
// abuse: processes
// stdout: refused
use std::process::Command;

pub fn attack() {
    let refused = (0..300).filter(|_| Command::new("/usr/bin/sleep").arg("100").spawn().is_err()).count();
    println!("{}", if refused > 100 { "refused" } else { "spawned" });
}
