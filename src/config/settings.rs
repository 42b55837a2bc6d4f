//! Every setting, its meaning and its default. `minos.example.toml` says the same to operators;
//! a test keeps the two equal.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::domain::{AbuseKind, AbuseRules, Thresholds};

/// The whole configuration.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Address and port to serve on; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Directory of the database; made with mode 0700 when missing.
    pub data: PathBuf,
    /// Directory whose sub-directories are problem packages, loaded at start.
    pub problems: PathBuf,
    /// The web server.
    pub http: Http,
    /// Accounts and sessions.
    pub accounts: Accounts,
    /// Worker threads.
    pub workers: Workers,
    /// What may wait for them.
    pub queue: Queue,
    /// How they judge.
    pub judge: Judge,
    /// Isolation of programs.
    pub sandbox: Sandbox,
    /// What users may send and run.
    pub limits: Limits,
    /// Programs that their users talk to.
    pub console: Console,
    /// Language help.
    pub assist: Assistance,
    /// How often users may do things.
    pub rates: Rates,
    /// What becomes of accounts whose programs try what they should not.
    pub abuse: Abuse,
    /// Backups that the server makes by itself.
    pub backup: Backup,
    /// Logging.
    pub log: Log,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            data: "data".into(),
            problems: "problems".into(),
            http: Http::default(),
            accounts: Accounts::default(),
            workers: Workers::default(),
            queue: Queue::default(),
            judge: Judge::default(),
            sandbox: Sandbox::default(),
            limits: Limits::default(),
            console: Console::default(),
            assist: Assistance::default(),
            rates: Rates::default(),
            abuse: Abuse::default(),
            backup: Backup::default(),
            log: Log::default(),
        }
    }
}

/// The web server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Http {
    /// Whether the session cookie travels over HTTPS only.
    pub secure_cookies: bool,
    /// Addresses of reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpAddr>,
    /// How long a client may take to send a request's head, seconds.
    pub request_timeout_seconds: u64,
    /// How long a client may take to send a request's body, seconds; each 128 KiB of it that have
    /// arrived give one more.
    pub body_timeout_seconds: u64,
    /// How long an idle connection is kept, seconds.
    pub keep_alive_seconds: u64,
    /// How long a client may leave unread what it was sent, seconds; so a client that is gone
    /// without a word is noticed too.
    pub send_timeout_seconds: u64,
    /// Most connections at once.
    pub max_connections: usize,
    /// Most connections of one address, reverse proxies apart; 0 is no limit.
    pub connections_per_address: usize,
    /// Most streams of events that one address may keep open; 0 is no limit.
    pub streams_per_address: usize,
    /// Largest body of a request, KiB; packages and answers have bounds of their own.
    pub body_kib: usize,
    /// Most that the answers to an output-only problem may take as they are sent, MiB: archive or
    /// files. They are kept in memory while they arrive.
    pub answers_mib: usize,
    /// Largest archive of a problem package that may be uploaded, MiB.
    pub package_mib: u64,
    /// How long requests, and then jobs, may take to finish at shutdown, seconds.
    pub shutdown_seconds: u64,
}

impl Http {
    /// [`Self::answers_mib`] in bytes.
    #[must_use]
    pub fn answers_bytes(&self) -> usize {
        self.answers_mib.saturating_mul(1 << 20)
    }
}

impl Default for Http {
    fn default() -> Self {
        Self {
            secure_cookies: false,
            trusted_proxies: Vec::new(),
            request_timeout_seconds: 10,
            body_timeout_seconds: 60,
            keep_alive_seconds: 30,
            send_timeout_seconds: 60,
            max_connections: 4096,
            connections_per_address: 2048,
            streams_per_address: 1024,
            body_kib: 4096,
            answers_mib: 16,
            package_mib: 256,
            shutdown_seconds: 30,
        }
    }
}

/// Accounts and sessions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accounts {
    /// Who may make an account.
    pub sign_up: SignUp,
    /// How long a session lives after its last use, days.
    pub session_days: u32,
    /// Wrong passwords at one account, from one browser that has logged in to it before or else
    /// from one network, after which the next has to wait: a second, and longer each time; 0 is
    /// that nobody ever waits.
    pub guesses: u32,
    /// The longest such wait, seconds.
    pub guess_wait_seconds: u64,
}

impl Default for Accounts {
    fn default() -> Self {
        Self { sign_up: SignUp::Open, session_days: 30, guesses: 5, guess_wait_seconds: 300 }
    }
}

impl Accounts {
    /// How long a session lives after its last use.
    #[must_use]
    pub fn session_lifetime(&self) -> Duration {
        Duration::from_secs(u64::from(self.session_days) * 24 * 60 * 60)
    }
}

/// Who may make an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// Anyone.
    Open,
    /// Only admins make accounts.
    Closed,
}

/// Worker threads; their number follows the queue between two bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Workers {
    /// Fewest.
    pub min: usize,
    /// Most; 0 is one for each core.
    pub max: usize,
    /// Workers beside these that take runs on own input alone.
    pub runs: usize,
    /// The share of the time in which the CPUs are fought for, 0 to 1, above which no worker is
    /// added; 1 is no bound.
    pub cpu_full: f64,
}

impl Default for Workers {
    fn default() -> Self {
        Self { min: 1, max: 0, runs: 1, cpu_full: 0.9 }
    }
}

impl Workers {
    /// Most workers, on this host.
    #[must_use]
    pub fn most(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        if self.max == 0 { cores().max(self.min) } else { self.max }
    }
}

/// What may wait to be judged or run; what is more is refused. 0 is no limit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queue {
    /// Most submissions.
    pub submissions: usize,
    /// Most runs on own input.
    pub runs: usize,
    /// Most of one user, of submissions and of runs.
    pub per_user: usize,
}

impl Default for Queue {
    fn default() -> Self {
        Self { submissions: 20_000, runs: 2_000, per_user: 300 }
    }
}

/// How submissions are judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Judge {
    /// Whether each program keeps to a CPU that no other has meanwhile.
    pub own_cpus: bool,
    /// Most tests of one submission at once, on CPUs that nobody else wants; 1 is one after the
    /// other.
    pub parallel_tests: usize,
    /// Compiled programs kept in memory for the same source to come again, MiB.
    pub compiled_mib: usize,
    /// Whether headers that many programs begin with are compiled ahead and kept on the disk.
    pub precompiled_headers: bool,
    /// Test data kept in memory, MiB.
    pub data_mib: usize,
}

impl Default for Judge {
    fn default() -> Self {
        Self {
            own_cpus: true,
            parallel_tests: 4,
            compiled_mib: 64,
            precompiled_headers: true,
            data_mib: 256,
        }
    }
}

/// Isolation of programs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sandbox {
    /// Which backend.
    pub isolation: Isolation,
    /// Directory whose `languages/` and `seccomp/` add to the built-in profiles, or replace them
    /// file by file; empty is none.
    pub profiles: PathBuf,
    /// Size of a program's writable directories, MiB.
    pub scratch_mib: u64,
    /// Cores that one program may keep busy at once.
    pub cpus_per_run: f64,
    /// Sandboxes kept ready ahead of time.
    pub spare: usize,
    /// First of the 4,096 host user ids that programs run as when the server is root.
    pub first_uid: u32,
    /// Go on without control groups, with resource limits alone.
    pub allow_degraded: bool,
}

impl Default for Sandbox {
    fn default() -> Self {
        Self {
            isolation: Isolation::Native,
            profiles: PathBuf::new(),
            scratch_mib: 512,
            cpus_per_run: 2.0,
            spare: 8,
            first_uid: 2_000_000_000,
            allow_degraded: false,
        }
    }
}

/// An isolation backend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Isolation {
    /// Namespaces, cgroups and seccomp of this host.
    Native,
}

/// What users may send and run. A problem's own limits are in its package.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Source of a submission or run, KiB; a problem may allow less.
    pub source_kib: u64,
    /// stdin of a run, KiB.
    pub stdin_kib: u64,
    /// CPU time of a run, seconds.
    pub run_time_seconds: f64,
    /// Memory of a run, MiB.
    pub run_memory_mib: u64,
    /// What is kept of a run's stdout and of its stderr, KiB each.
    pub run_output_kib: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            source_kib: 128,
            stdin_kib: 1024,
            run_time_seconds: 5.0,
            run_memory_mib: 512,
            run_output_kib: 256,
        }
    }
}

/// Programs that their users talk to, on a problem's page. They have their problem's limits on CPU
/// time and memory, and run in the background of what is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// How many may run at once, one for each user; 0 is none.
    pub seats: usize,
    /// How long one may run, seconds.
    pub seconds: u64,
    /// How long neither side may say anything, seconds.
    pub idle_seconds: u64,
    /// Most that a program may say, KiB.
    pub output_kib: u64,
}

impl Default for Console {
    fn default() -> Self {
        Self { seats: 16, seconds: 600, idle_seconds: 180, output_kib: 1024 }
    }
}

/// Language help: completion and diagnostics while one writes, by the language's own server, which
/// runs in a sandbox in the background of what is judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assistance {
    /// When there is any.
    pub offered: Assist,
    /// How many servers may run at once, one for each user; 0 is none.
    pub seats: usize,
    /// How long a page may be silent before its server ends, seconds.
    pub idle_seconds: u64,
    /// CPU time of one server, seconds.
    pub cpu_seconds: u64,
    /// Memory of one server, MiB.
    pub memory_mib: u64,
}

impl Default for Assistance {
    fn default() -> Self {
        Self {
            offered: Assist::Practice,
            seats: 8,
            idle_seconds: 300,
            cpu_seconds: 900,
            memory_mib: 1024,
        }
    }
}

/// When there is language help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Assist {
    /// Never.
    Off,
    /// Outside of contests.
    Practice,
    /// In contests too.
    Always,
}

/// How often one user may do things; 0 is no limit. One address may do `address_factor` times
/// as much, because a classroom often shares one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// Attempts to log in; per address alone, where a whole class may sit behind one.
    pub login_per_minute: u32,
    /// Attempts to change one's password.
    pub password_per_minute: u32,
    /// New accounts; per address alone too.
    pub sign_up_per_minute: u32,
    /// Submissions.
    pub submit_per_minute: u32,
    /// Runs on own input.
    pub run_per_minute: u32,
    /// Packages and tables of accounts that are uploaded.
    pub import_per_minute: u32,
    /// Whole tables and packages that are downloaded.
    pub export_per_minute: u32,
    /// Streams of events that are begun.
    pub stream_per_minute: u32,
    /// Whatever else changes something.
    pub change_per_minute: u32,
    /// Whatever else is read.
    pub read_per_minute: u32,
    /// What one API token may use up of its user's numbers, above 0 to 1.
    pub token_share: f64,
    /// How many users' worth one address gets.
    pub address_factor: u32,
}

impl Default for Rates {
    fn default() -> Self {
        Self {
            login_per_minute: 300,
            password_per_minute: 10,
            sign_up_per_minute: 60,
            submit_per_minute: 20,
            run_per_minute: 30,
            import_per_minute: 30,
            export_per_minute: 30,
            stream_per_minute: 120,
            change_per_minute: 240,
            read_per_minute: 1200,
            token_share: 0.8,
            address_factor: 10,
        }
    }
}

/// What becomes of accounts whose programs try what they should not. Counted are programs, sent
/// to be judged or run, with an event of one kind within the window.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Abuse {
    /// How far back programs are counted, minutes.
    pub window_minutes: u64,
    /// How long an account is throttled, minutes.
    pub throttle_minutes: u64,
    /// Least time between two programs of a throttled account, seconds.
    pub pace_seconds: u64,
    /// Programs that throttle an account; 0 is never.
    pub throttle_after: AbuseCounts,
    /// Programs that suspend an account; 0 is never.
    pub suspend_after: AbuseCounts,
}

impl Default for Abuse {
    fn default() -> Self {
        Self {
            window_minutes: 60,
            throttle_minutes: 60,
            pace_seconds: 60,
            throttle_after: AbuseCounts {
                processes: 3,
                memory: 0,
                disk: 5,
                output: 20,
                syscall: 5,
                network: 5,
                files: 5,
            },
            suspend_after: AbuseCounts {
                processes: 6,
                memory: 0,
                disk: 15,
                output: 0,
                syscall: 15,
                network: 15,
                files: 15,
            },
        }
    }
}

impl Abuse {
    /// The rules that the numbers make.
    #[must_use]
    pub fn rules(&self) -> AbuseRules {
        let minutes = |n: u64| Duration::from_secs(n.saturating_mul(60));
        let thresholds = |kind| Thresholds {
            throttle: self.throttle_after.of(kind),
            suspend: self.suspend_after.of(kind),
        };
        AbuseRules {
            window: minutes(self.window_minutes),
            throttle: minutes(self.throttle_minutes),
            pace: Duration::from_secs(self.pace_seconds),
            thresholds: AbuseKind::ALL.into_iter().map(|kind| (kind, thresholds(kind))).collect(),
        }
    }
}

/// A number for each kind of abuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AbuseCounts {
    /// Fork bombs.
    pub processes: u32,
    /// Memory over the limit.
    pub memory: u32,
    /// Files over the limit.
    pub disk: u32,
    /// Output over the limit.
    pub output: u32,
    /// Forbidden system calls.
    pub syscall: u32,
    /// Attempts at the network.
    pub network: u32,
    /// Attempts at files of the host or of others.
    pub files: u32,
}

impl AbuseCounts {
    /// The number for a kind.
    #[must_use]
    pub const fn of(&self, kind: AbuseKind) -> u32 {
        match kind {
            AbuseKind::Processes => self.processes,
            AbuseKind::Memory => self.memory,
            AbuseKind::Disk => self.disk,
            AbuseKind::Output => self.output,
            AbuseKind::Syscall => self.syscall,
            AbuseKind::Network => self.network,
            AbuseKind::Files => self.files,
        }
    }
}

/// Backups that the server makes by itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// Where they are; empty is `backups` in the data directory.
    pub directory: PathBuf,
    /// Time between two of them, hours; 0 is never.
    pub every_hours: u64,
    /// How many are kept.
    pub keep: usize,
}

impl Default for Backup {
    fn default() -> Self {
        Self { directory: PathBuf::new(), every_hours: 24, keep: 7 }
    }
}

impl Backup {
    /// Where they are, for this data directory.
    #[must_use]
    pub fn directory_in(&self, data: &Path) -> PathBuf {
        if self.directory.as_os_str().is_empty() {
            return data.join("backups");
        }
        self.directory.clone()
    }
}

/// Logging, to stderr.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// For people or for machines.
    pub format: LogFormat,
    /// A level (`info`) or a filter (`minos=debug,actix_server=warn`).
    pub level: String,
}

impl Default for Log {
    fn default() -> Self {
        Self { format: LogFormat::Human, level: "info".into() }
    }
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// A line of text.
    Human,
    /// A JSON object a line.
    Json,
}
