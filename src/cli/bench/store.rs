//! `minos bench store`: a server with many submissions beside one with few.

use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitCode, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use jiff::Timestamp;
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};
use serde::Serialize;

use super::{
    figures::{Figures, ratio, rounded, timed},
    print_json, round,
};
use crate::{
    app::{App, DATABASE, Origin, Settings, Viewer},
    cli::host::Refusal,
    domain::{Month, Role},
    store::{Sample, Store},
};

/// Requests to one server before the other has its turn: noise falls on both alike.
const IN_A_ROW: usize = 5;

/// Requests before the measured ones.
const WARM: usize = 5;

/// What is asked for: `{middle}` is the id of a submission halfway, `{month}` this one. Limits have both servers show as
/// many rows; only the page of a user, who tried more problems in the large database, has more to
/// show there.
const PATHS: &[&str] = &[
    "/problems",
    "/problems?tag=tag3&solved=false",
    "/submissions",
    "/submissions?verdict=CE",
    "/leaderboard",
    "/leaderboard?page=9",
    "/leaderboard?month={month}",
    "/users/user7",
    "/api/v1/problems",
    "/api/v1/submissions",
    "/api/v1/submissions?before={middle}",
    "/api/v1/submissions?user=user7&limit=1",
    "/api/v1/submissions?problem=problem7&limit=4",
    "/api/v1/submissions?problem=problem7&verdict=AC&limit=1",
    "/api/v1/submissions?verdict=JE&limit=1",
    "/api/v1/submissions?language=rust",
    "/api/v1/leaderboard",
    "/api/v1/me",
    "/readyz",
];

/// Measure pages and the API with few submissions and with many, the start, and the memory
///
/// Two servers run on databases made up for the occasion, and get the same requests in turn.
#[derive(Debug, clap::Args)]
#[command(after_help = "The large database takes about 350 bytes a submission in the temporary \
                        directory (TMPDIR).\nExample: minos bench store --json")]
pub struct StoreBench {
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Submissions in the small database
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(100..=10_000_000))]
    small: u64,
    /// Submissions in the large one
    #[arg(long, default_value_t = 1_000_000, value_parser = clap::value_parser!(u64).range(100..=10_000_000))]
    large: u64,
    /// Accounts in both
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u64).range(10..=1_000_000))]
    users: u64,
    /// Problems in both
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(10..=10_000))]
    problems: u64,
    /// Requests of each kind
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    requests: u32,
}

#[derive(Debug, Serialize)]
struct Report {
    small: Side,
    large: Side,
    pages: Vec<Page>,
}

/// A server.
#[derive(Debug, Serialize)]
struct Side {
    submissions: u64,
    database_mib: f64,
    /// Until it says that it serves, seconds.
    start_s: f64,
    /// Resident memory after all requests.
    memory_mib: f64,
}

#[derive(Debug, Serialize)]
struct Page {
    path: &'static str,
    small: Figures,
    large: Figures,
    /// Of the medians.
    ratio: f64,
}

impl StoreBench {
    /// Measures and reports.
    ///
    /// # Errors
    /// When a server can't be started or does not answer.
    pub fn run(&self) -> Result<ExitCode, Refusal> {
        let report = self.measure().map_err(Refusal::Host)?;
        if self.json {
            print_json(&report).map_err(Refusal::Host)?;
        } else {
            print_table(&report);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn measure(&self) -> anyhow::Result<Report> {
        let dir = tempfile::tempdir().context("making a directory for the bench")?;
        let problems = dir.path().join("problems");
        fs::create_dir(&problems)?;
        let make = |name: &str, submissions| {
            let sample = Sample { users: self.users, problems: self.problems, submissions };
            Database::make(dir.path().join(name), sample)
        };
        let (small, large) = (make("small", self.small)?, make("large", self.large)?);
        let mut small = Server::start(small, &problems)?;
        let mut large = Server::start(large, &problems)?;
        let mut pages = Vec::new();
        for &path in PATHS {
            let [of_small, of_large] = [&small, &large].map(|server| server.path(path));
            for _ in 0..WARM {
                small.get(&of_small)?;
                large.get(&of_large)?;
            }
            let (mut at_small, mut at_large) = (Vec::new(), Vec::new());
            while at_large.len() < self.requests as usize {
                for _ in 0..IN_A_ROW {
                    at_small.push(timed(|| small.get(&of_small))?);
                }
                for _ in 0..IN_A_ROW {
                    at_large.push(timed(|| large.get(&of_large))?);
                }
            }
            let (small, large) = (Figures::of(at_small), Figures::of(at_large));
            pages.push(Page { path, small, large, ratio: ratio(large.median_us, small.median_us) });
        }
        Ok(Report { small: small.side()?, large: large.side()?, pages })
    }
}

/// A database made up for the occasion.
struct Database {
    data: PathBuf,
    submissions: u64,
    /// The session of somebody who looks.
    session: String,
}

impl Database {
    fn make(data: PathBuf, sample: Sample) -> anyhow::Result<Self> {
        // First, for it makes the directory.
        let app = App::open(Settings::new(&data), Vec::new())?;
        let store = Store::open(&data.join(DATABASE))?;
        store.fill(sample, &"print(sum(map(int, input().split())))\n".repeat(20))?;
        let (name, password) = ("viewer", "as long as it has to be");
        app.add_user(&Viewer::console(), name, password, Role::User)?;
        let session = app.log_in(name, password, &Origin::default())?.token;
        Ok(Self { data, submissions: sample.submissions, session })
    }
}

/// A server of this very binary; ended when dropped.
struct Server {
    child: Child,
    connection: BufReader<TcpStream>,
    database: Database,
    start: Duration,
}

impl Server {
    fn start(database: Database, problems: &Path) -> anyhow::Result<Self> {
        let begun = Instant::now();
        let mut command = Command::new(std::env::current_exe()?);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("MINOS_") {
                command.env_remove(name);
            }
        }
        let mut child = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(&database.data)
            .arg("--problems")
            .arg(problems)
            // Nothing is judged here, so any host will do.
            .env("MINOS_SANDBOX_ALLOW_DEGRADED", "true")
            .env("MINOS_BACKUP_EVERY_HOURS", "0")
            .env("MINOS_LOG_LEVEL", "error")
            .stdout(Stdio::piped())
            .spawn()
            .context("starting a server")?;
        let address = address(&mut child);
        let start = begun.elapsed();
        let connect = |address: SocketAddr| -> anyhow::Result<_> {
            let connection = TcpStream::connect(address)?;
            connection.set_nodelay(true)?;
            Ok(BufReader::new(connection))
        };
        let connection = address.and_then(connect).inspect_err(|_| {
            let _ = child.kill();
            let _ = child.wait();
        })?;
        Ok(Self { child, connection, database, start })
    }

    fn path(&self, path: &str) -> String {
        path.replace("{middle}", &(self.database.submissions / 2).to_string())
            .replace("{month}", &Month::of(Timestamp::now()).to_string())
    }

    /// Asks for a path on the one connection, and reads the answer whole.
    fn get(&mut self, path: &str) -> anyhow::Result<()> {
        let session = &self.database.session;
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: localhost\r\nCookie: minos_session={session}\r\n\r\n"
        );
        self.connection.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (String::new(), None);
        self.connection.read_line(&mut status)?;
        loop {
            let mut line = String::new();
            self.connection.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(':') else { break };
            if name.eq_ignore_ascii_case("content-length") {
                length = Some(value.trim().parse()?);
            }
        }
        let length = length.with_context(|| format!("{path}: an answer without a length"))?;
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body)?;
        if !status.contains(" 200 ") {
            bail!("{path}: {}", status.trim_end());
        }
        Ok(())
    }

    fn side(&self) -> anyhow::Result<Side> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = resident.and_then(|text| text.split_whitespace().next()?.parse::<f64>().ok());
        let bytes = fs::metadata(self.database.data.join(DATABASE))?.len();
        Ok(Side {
            submissions: self.database.submissions,
            database_mib: rounded(bytes as f64 / f64::from(1 << 20)),
            start_s: round(self.start.as_secs_f64(), 2),
            memory_mib: rounded(kib.context("reading the server's memory")? / 1024.0),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A number that came from the kernel as a pid.
        #[allow(clippy::cast_possible_wrap)]
        let _ = kill(Pid::from_raw(self.child.id() as i32), Signal::SIGTERM);
        let _ = self.child.wait();
    }
}

/// Where a server says that it serves.
fn address(child: &mut Child) -> anyhow::Result<SocketAddr> {
    let stdout = child.stdout.take().context("stdout is a pipe")?;
    for line in BufReader::new(stdout).lines() {
        if let Some((_, address)) = line?.split_once("serves on http://") {
            return address.trim().parse().context("reading the server's address");
        }
    }
    bail!("the server ended; its log tells why")
}

fn print_table(report: &Report) {
    for side in [&report.small, &report.large] {
        println!(
            "{:>9} submissions: database {:.0} MiB, start {:.2} s, memory {:.0} MiB",
            side.submissions, side.database_mib, side.start_s, side.memory_mib
        );
    }
    println!("\n{:54} {:>10} {:>10} {:>7}", "median of requests, µs", "small", "large", "ratio");
    for page in &report.pages {
        let (small, large) = (page.small.median_us, page.large.median_us);
        println!("{:54} {small:10.0} {large:10.0} {:7.2}", page.path, page.ratio);
    }
}
