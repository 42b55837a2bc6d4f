//! Without root and without control groups: what still holds, and how it is said.

use std::{
    fs,
    os::unix::{fs::PermissionsExt, process::CommandExt},
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use minos::sandbox::native::{cgroup, rootless};
use serde_json::Value;
use tempfile::TempDir;

use crate::host::skipped;

/// A user that nobody is.
const NOBODY: u32 = 64_001;

/// A place that an unprivileged user reaches, with a copy of the binary.
struct Place(TempDir);

impl Place {
    /// `None` where we can't become somebody who has no control groups.
    fn new() -> Option<Self> {
        if rootless() && cgroup::find().is_ok() {
            skipped("this user has control groups and can't become one who has none");
            return None;
        }
        let dir = TempDir::new().expect("a directory");
        fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o777)).expect("open it");
        fs::copy(env!("CARGO_BIN_EXE_minos"), dir.path().join("minos")).expect("copy minos");
        let place = Self(dir);
        let doctor = place.json(&["doctor", "--json"]);
        let trial = doctor["checks"].as_array().expect("checks").iter();
        let trial =
            trial.filter(|check| check["name"] == "trial run").find(|c| c["status"] != "ok");
        if let Some(trial) = trial {
            skipped(&format!("user namespaces are refused here: {trial}"));
            return None;
        }
        Some(place)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn minos(&self, args: &[&str]) -> Command {
        let mut command = Command::new(self.path("minos"));
        command.args(args).env_clear().env("PATH", "/usr/bin:/bin").current_dir(self.0.path());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        if !rootless() {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    fn output(&self, args: &[&str]) -> Output {
        self.minos(args).output().expect("run minos")
    }

    fn json(&self, args: &[&str]) -> Value {
        let output = self.output(args);
        let said = String::from_utf8_lossy(&output.stderr);
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{args:?}: {e}: {said}"))
    }

    /// Runs a shell script in the sandbox with little time.
    fn run(&self, script: &str) -> Value {
        fs::write(self.path("main.sh"), script).expect("write");
        self.json(&["run", "main.sh", "--language", "bash", "--time-limit", "1", "--json"])
    }
}

#[test]
fn programs_are_still_walled_in_and_ended() {
    let Some(place) = Place::new() else { return };
    let honest = place.run("echo here");
    assert_eq!((&honest["end"], &honest["stdout"]), (&"exited".into(), &"here\n".into()));
    // CPU time is limited by whole seconds, so that on a busy machine wall time may be first.
    let spin = place.run("while :; do :; done");
    assert!(spin["end"] == "time-limit" || spin["end"] == "wall-limit", "{spin}");
    let look =
        place.run("cat /etc/shadow; ls /home; echo x > /usr/x; set -- /proc/[0-9]*; echo $#");
    assert_eq!(look["stdout"], "1\n", "{look}");
}

#[test]
fn commands_say_loudly_what_is_missing() {
    let Some(place) = Place::new() else { return };
    fs::write(place.path("main.sh"), "true").expect("write");
    let output = place.output(&["run", "main.sh", "--language", "bash"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("warning: no control groups") && said.contains("doctor"), "{said}");
}

#[test]
fn the_server_refuses_unless_told_otherwise() {
    let Some(place) = Place::new() else { return };
    let serve = ["serve", "--listen", "127.0.0.1:0", "--data", "data", "--problems", "none"];
    let output = place.output(&serve);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    for word in ["minos doctor", "allow_degraded = true", "MINOS_SANDBOX_ALLOW_DEGRADED=true"] {
        assert!(said.contains(word), "{word}: {said}");
    }
    // Allowed, it gets as far as the address, which is not one of this host's.
    let mut allowed = place.minos(&["serve", "--listen", "192.0.2.1:80", "--data", "data"]);
    let output = allowed.env("MINOS_SANDBOX_ALLOW_DEGRADED", "true").output().expect("run minos");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("NO CONTROL GROUPS") && said.contains("192.0.2.1"), "{said}");
}

#[test]
fn the_doctor_names_what_is_weaker_and_the_command_for_it() {
    let Some(place) = Place::new() else { return };
    let report = place.json(&["doctor", "--json"]);
    assert_eq!(report["ok"], false);
    assert_eq!(report["mode"]["root"], false);
    assert_eq!(report["mode"]["cgroups"], Value::Null);
    let checks = report["checks"].as_array().expect("checks");
    let check = |name: &str| checks.iter().find(|c| c["name"] == name).expect(name);
    assert_eq!(check("privileges")["status"], "degraded");
    assert_eq!(check("cgroups")["status"], "missing");
    let hint = check("cgroups")["hint"].as_str().expect("a hint");
    assert!(hint.contains("Delegate=yes") || hint.contains("chown"), "{hint}");
}

/// As in most containers.
#[test]
fn a_root_that_may_not_make_namespaces_does_as_others_do() {
    if rootless() {
        skipped("needs root, to give up a capability of it");
        return;
    }
    let dir = TempDir::new().expect("a directory");
    fs::write(dir.path().join("main.sh"), "echo here").expect("write");
    let minos = |args: &[&str]| {
        let mut command = Command::new("setpriv");
        command.args(["--bounding-set", "-sys_admin", "--inh-caps", "-sys_admin"]);
        command.arg(env!("CARGO_BIN_EXE_minos")).args(args).current_dir(dir.path());
        let output = command.output().expect("run setpriv");
        let said = String::from_utf8_lossy(&output.stderr);
        let answer = serde_json::from_slice::<Value>(&output.stdout);
        answer.unwrap_or_else(|e| panic!("{args:?}: {e}: {said}"))
    };
    let mode = &minos(&["doctor", "--json"])["mode"];
    assert_eq!(mode["root"], false);
    assert_eq!(mode["cgroups"].is_null(), cgroup::find().is_err(), "{mode}");
    let run = minos(&["run", "main.sh", "--language", "bash", "--json"]);
    assert_eq!((&run["end"], &run["stdout"]), (&"exited".into(), &"here\n".into()), "{run}");
}
