// why: files that a host has and a submission must not see
// verdict: AC
// stdout: []
use std::fs;

pub fn attack() {
    let mut seen = Vec::new();
    for path in ["/etc/shadow", "/etc/resolv.conf", "/root/.bashrc", "/home", "/var/lib", "/run", "/sys", "/proc/1/environ",
        "/proc/1/maps", "/proc/meminfo", "/proc/sys", "/proc/keys", "/dev/mem", "/dev/kmsg"] {
        if fs::read(path).is_ok() || fs::read_dir(path).is_ok_and(|dir| dir.count() > 0) {
            seen.push(path);
        }
    }
    println!("{seen:?}");
}
