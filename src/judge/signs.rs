//! Signs that a program tries what it should not: in how its runs ended, and in what its source
//! names. The sandbox keeps every such thing from working; these say that it was tried.

use super::Source;
use crate::{
    domain::{Abuse, AbuseKind},
    sandbox::{End, LimitKind, Limits, Outcome},
};

/// Refused forks up to here are no bomb: a thread pool that is too large gives up.
const FEW_FORKS: u64 = 16;

/// Longest piece of a source line that is evidence, characters.
const LINE: usize = 120;

/// Words that a program has no honest use for. Those of comments count too: the evidence is the
/// line, and an operator reads it.
const WORDS: &[(AbuseKind, &[&str])] = &[
    (
        AbuseKind::Network,
        &[
            "AF_INET",
            "import socket",
            "from socket import",
            "urllib.request",
            "http.client",
            "new Socket(",
            "new ServerSocket(",
            "HttpURLConnection",
            "java.net.http",
            "require('net')",
            "require(\"net\")",
            "node:net",
            "node:http",
            "node:dgram",
            "net.Dial(",
            "net.Listen(",
            "TcpStream",
            "UdpSocket",
            "/dev/tcp/",
            "/dev/udp/",
        ],
    ),
    (
        AbuseKind::Files,
        &[
            "/etc/shadow",
            "/etc/passwd",
            "/etc/sudoers",
            "/root/",
            "/proc/1/",
            "/proc/kcore",
            "/proc/kallsyms",
            "/proc/sys/kernel/core_pattern",
            "/sys/fs/cgroup",
            "/sys/kernel/",
            "/dev/mem",
            "/dev/kmsg",
            "/var/lib/",
            "/var/run/docker.sock",
            "open_by_handle_at",
            "minos.db",
            "/.ssh/",
        ],
    ),
];

/// What a run's end and use say. `during` is the test's name, or the step's.
pub(super) fn signs(during: &str, outcome: &Outcome, limits: &Limits) -> Vec<Abuse> {
    let sign = |kind, what: String| Abuse { kind, evidence: format!("{during}: {what}") };
    let mut found = Vec::new();
    match outcome.end {
        End::Syscall => {
            found.push(sign(AbuseKind::Syscall, "stopped at a forbidden system call".into()));
        }
        End::Limit(LimitKind::Memory) => {
            let what = format!("over the limit of {} MiB", limits.memory >> 20);
            found.push(sign(AbuseKind::Memory, what));
        }
        End::Limit(LimitKind::Output) => {
            let what = format!("over the limit of {} MiB", limits.output >> 20);
            found.push(sign(AbuseKind::Output, what));
        }
        End::Signaled(libc::SIGXFSZ) => {
            let what = format!("a file over the limit of {} MiB", limits.output >> 20);
            found.push(sign(AbuseKind::Disk, what));
        }
        _ => {}
    }
    let denied = outcome.usage.denied_forks;
    if denied > FEW_FORKS || outcome.end == End::Limit(LimitKind::Processes) {
        let what = format!("{denied} forks refused by the limit of {}", limits.processes);
        found.push(sign(AbuseKind::Processes, what));
    }
    found
}

/// What the words of a source say, once for each kind and file.
pub(super) fn signs_of(source: &Source) -> Vec<Abuse> {
    let mut found = Vec::new();
    for (path, data) in &source.files {
        let text = String::from_utf8_lossy(data);
        for (kind, words) in WORDS {
            let mut lines = text.lines().enumerate();
            let line = lines.find(|(_, line)| words.iter().any(|word| line.contains(word)));
            if let Some((at, line)) = line {
                let line: String = line.trim().chars().take(LINE).collect();
                let evidence = format!("{path}, line {}: {line}", at + 1);
                found.push(Abuse { kind: *kind, evidence });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::fake::{limits, outcome};

    fn found(change: impl FnOnce(&mut Outcome)) -> Vec<String> {
        let mut outcome = outcome();
        change(&mut outcome);
        signs("secret/1", &outcome, &limits()).iter().map(Abuse::to_string).collect()
    }

    #[test]
    fn the_end_of_a_run_says_what_was_tried() {
        assert!(found(|_| {}).is_empty());
        assert_eq!(
            found(|o| o.end = End::Syscall),
            ["syscall: secret/1: stopped at a forbidden system call"]
        );
        assert_eq!(
            found(|o| o.end = End::Limit(LimitKind::Memory)),
            ["memory: secret/1: over the limit of 64 MiB"]
        );
        assert_eq!(
            found(|o| o.end = End::Signaled(libc::SIGXFSZ)),
            ["disk: secret/1: a file over the limit of 8 MiB"]
        );
        let flood = found(|o| {
            o.end = End::Limit(LimitKind::Output);
            o.stdout = vec![b'x'; 8 << 20];
        });
        assert_eq!(flood, ["output: secret/1: over the limit of 8 MiB"]);
        assert!(found(|o| o.end = End::Limit(LimitKind::Cpu)).is_empty());
        assert!(found(|o| o.end = End::Signaled(11)).is_empty(), "an endless recursion");
    }

    #[test]
    fn a_bomb_goes_on_where_a_thread_pool_gives_up() {
        assert!(found(|o| o.usage.denied_forks = FEW_FORKS).is_empty());
        assert_eq!(
            found(|o| o.usage.denied_forks = 70),
            ["processes: secret/1: 70 forks refused by the limit of 16"]
        );
    }

    #[test]
    fn a_source_names_what_it_is_after() {
        let of = |text: &str| {
            let found = signs_of(&Source::lone("main.py", text.as_bytes()));
            found.iter().map(Abuse::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            of("x = 1\n  open('/etc/shadow')\nopen('/root/x')\n"),
            ["files: main.py, line 2: open('/etc/shadow')"]
        );
        assert_eq!(of("import socket\n"), ["network: main.py, line 1: import socket"]);
        let honest = "import sys\nfor line in open(0): print(line, '/tmp/x', '/proc/self/statm')\n";
        assert!(of(honest).is_empty());
    }
}
