// why: only /tmp may be written, and what is linked to it
// verdict: AC
// stdout: ["/dev/shm", "/tmp", "/var/tmp"]
use std::fs;

pub fn attack() {
    let dirs = ["/", "/bin", "/box", "/dev", "/dev/shm", "/etc", "/lib", "/proc", "/tmp", "/usr", "/usr/lib", "/var",
        "/var/tmp"];
    let writable: Vec<_> =
        dirs.into_iter().filter(|dir| fs::write(format!("{dir}/planted"), "x").is_ok()).collect();
    println!("{writable:?}");
}
