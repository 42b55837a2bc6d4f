//! Hostile programs, one file each in `tests/hostile/`. The head of a file says why it is there
//! and what must become of it:
//!
//! - `// end:` the ways in which it may end, `exited N`, `signaled N`, `syscall` or `limit KIND`;
//! - `// stdout:` what it must have printed, lines joined by `|`, when that matters;
//! - `// denied-forks: yes` when the limit on processes must have refused some.

use std::{fs, path::Path, time::Duration};

use minos::sandbox::{Command, End, Input, LimitKind, Outcome};

use super::place::{command, compiled, stdout};

macro_rules! hostile {
    ($($name:ident)+) => {
        /// Every program that has a test.
        const NAMES: &[&str] = &[$(stringify!($name)),+];
        $(#[test] fn $name() { meet(stringify!($name)); })+
    };
}

hostile! {
    become_root change_stdin cpu_in_children daemon_left_behind find_hidden_tests
    foreign_architecture fork_bomb fork_bomb_parent_exits host_facts huge_file limits_of_supervisor
    ignore_every_signal inode_bomb io_uring keyring kill_everyone memory_in_children
    memory_in_memfd memory_in_scratch memory_of_supervisor mount_something new_user_namespace
    open_descriptors output_ignoring_sigxfsz output_on_stderr privileges raise_own_limits
    read_shadow see_others set_user_id_program sleep_for_ever socket_inet socket_unix stop_itself
    terminal_input thread_bomb touch_devices trace_parent watch_others write_everywhere x32_call
}

const DIR: &str = "tests/hostile";

#[test]
fn every_program_is_tested() {
    for entry in fs::read_dir(DIR).expect("the hostile programs") {
        let name = entry.expect("an entry").file_name().to_string_lossy().into_owned();
        let stem = name.strip_suffix(".c").expect("a C program");
        assert!(NAMES.contains(&stem), "{name} has no test");
    }
}

/// Runs one and compares with its head.
fn meet(name: &str) {
    let source = fs::read_to_string(Path::new(DIR).join(format!("{name}.c"))).expect("a program");
    let mut run = hostile_command();
    if source.contains("// end: limit wall") {
        run.limits.wall = Duration::from_secs(2);
    }
    let outcome = compiled(&source).run(run).expect("run");
    judge(name, &source, &outcome);
}

/// What a hostile program is run as.
pub fn hostile_command() -> Command {
    let mut run = command(&["./main"]);
    run.stdin = Input::Data(b"1 2 3\n".to_vec().into());
    run.limits.cpu = Duration::from_secs(1);
    // Long enough to burn the CPU time on a busy machine.
    run.limits.wall = Duration::from_secs(30);
    run
}

fn judge(name: &str, source: &str, outcome: &Outcome) {
    let head = |key: &str| source.lines().find_map(|l| l.strip_prefix("// ")?.strip_prefix(key));
    let expected = head("end: ").expect("a head with `end:`");
    let ended = word(outcome.end);
    assert!(expected.split(" | ").any(|e| e == ended), "{name}: {ended}, not {expected}");
    if let Some(text) = head("stdout: ") {
        let printed = stdout(outcome).replace('\n', "|");
        let same = printed.trim_end_matches('|') == text.trim_end_matches('|');
        assert!(same || ended != "exited 0", "{name} printed {printed:?}, not {text:?}");
    }
    if head("denied-forks: ").is_some() {
        assert!(outcome.usage.denied_forks > 0, "{name}: no fork was refused");
    }
}

fn word(end: End) -> String {
    match end {
        End::Exited(code) => format!("exited {code}"),
        End::Signaled(signal) => format!("signaled {signal}"),
        End::Syscall => "syscall".into(),
        End::Limit(LimitKind::Cpu) => "limit cpu".into(),
        End::Limit(LimitKind::Wall) => "limit wall".into(),
        End::Limit(LimitKind::Memory) => "limit memory".into(),
        End::Limit(LimitKind::Output) => "limit output".into(),
        End::Limit(LimitKind::Processes) => "limit processes".into(),
    }
}
