//! `minos run`: one program, once, in the sandbox.

use std::{
    io::{self, IsTerminal, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::Args;
use serde::Serialize;

use super::host::{self, HostArgs, Refusal};
use crate::{
    domain::{Compilation, CompileStatus, Limits},
    judge::{RunRequest, RunResult},
    sandbox::{End, LimitKind},
};

/// Run one program in the sandbox, without a server.
///
/// Its stdout and stderr pass through; its stdin is --stdin's file, or what is piped in.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  echo 20 22 | minos run add.cpp\n  minos run add.py --language \
                        python3 --stdin sample.in --json\n\nExit status: 0 when the program ran, \
                        however it ended (--json tells); 2 for bad\narguments; 3 when the host \
                        can't run it."
)]
pub struct Run {
    /// The source file.
    source: PathBuf,
    /// Language, by its extension when not given.
    #[arg(long, value_name = "ID[@VERSION]")]
    language: Option<String>,
    /// File for its stdin.
    #[arg(long, value_name = "FILE")]
    stdin: Option<PathBuf>,
    /// CPU time, seconds.
    #[arg(long, value_name = "S", default_value_t = 10.0)]
    time_limit: f64,
    /// Memory, MiB.
    #[arg(long, value_name = "MIB", default_value_t = 1024)]
    memory_limit: u64,
    /// Print one JSON object instead, with the output inside.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    host: HostArgs,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    language: &'a str,
    version: &'a str,
    /// `exited`, `signaled`, `time-limit`, `wall-limit`, `memory-limit`, `output-limit`,
    /// `process-limit`, `forbidden-system-call`, `compile-error`.
    end: &'static str,
    exit_code: Option<i32>,
    signal: Option<i32>,
    cpu_ms: u64,
    wall_ms: u64,
    memory_kib: u64,
    context_switches: u64,
    denied_forks: u64,
    stdout: String,
    stderr: String,
    compile: &'a Compilation,
}

impl Run {
    /// Runs the program.
    ///
    /// # Errors
    /// When its output can't be written.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match self.judge() {
            Ok(status) => status,
            Err(refusal) => Ok(refusal.report()),
        }
    }

    fn judge(&self) -> Result<anyhow::Result<ExitCode>, Refusal> {
        if !(self.time_limit > 0.0 && self.time_limit <= 3600.0) {
            return Err(Refusal::Arguments(anyhow!(
                "--time-limit {}: must be more than 0 and at most 3600 seconds",
                self.time_limit
            )));
        }
        if !(1..=1 << 20).contains(&self.memory_limit) {
            return Err(Refusal::Arguments(anyhow!(
                "--memory-limit {}: must be from 1 to 1048576 MiB",
                self.memory_limit
            )));
        }
        let source = host::read_source(&self.source)?;
        let stdin = self.read_stdin()?;
        let config = self.host.load()?;
        let toolchains = host::toolchains(&config)?;
        let toolchain = host::choose(&toolchains, self.language.as_deref(), &self.source)?.clone();
        let judge = host::judge(toolchains, &config)?;
        let limits = Limits {
            time_seconds: self.time_limit,
            memory_mib: self.memory_limit,
            output_mib: 64,
            ..Limits::default()
        };
        let (source, problem) = (&source, None);
        let request = RunRequest { toolchain: &toolchain, source, limits, problem };
        let result = judge.run(&request, stdin.into())?;
        let status = if self.json {
            print_json(&toolchain.language.id, &toolchain.version.id, &result)
        } else {
            pass_through(&result)
        };
        Ok(status.map(|()| ExitCode::SUCCESS))
    }

    fn read_stdin(&self) -> Result<Vec<u8>, Refusal> {
        if let Some(path) = &self.stdin {
            return host::read(path);
        }
        let mut bytes = Vec::new();
        let mut stdin = io::stdin().lock();
        if !stdin.is_terminal() {
            stdin.read_to_end(&mut bytes).context("reading stdin").map_err(Refusal::Arguments)?;
        }
        Ok(bytes)
    }
}

fn print_json(language: &str, version: &str, result: &RunResult) -> anyhow::Result<()> {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (end, exit_code, signal) = name(result.end);
    let report = Report {
        language,
        version,
        end,
        exit_code,
        signal,
        cpu_ms: millis(result.usage.cpu),
        wall_ms: millis(result.usage.wall),
        memory_kib: result.usage.memory / 1024,
        context_switches: result.usage.context_switches,
        denied_forks: result.usage.denied_forks,
        stdout: text(&result.stdout),
        stderr: text(&result.stderr),
        compile: &result.compile,
    };
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}

/// The program's own output on ours, and what a person wants to know beside it on stderr.
fn pass_through(result: &RunResult) -> anyhow::Result<()> {
    if result.compile.status == CompileStatus::Failed {
        eprint!("{}", result.compile.output);
    }
    io::stdout().write_all(&result.stdout).context("writing stdout")?;
    io::stderr().write_all(&result.stderr).context("writing stderr")?;
    let (end, exit_code, signal) = name(result.end);
    if exit_code != Some(0) {
        let number = exit_code.or(signal).map_or(String::new(), |n| format!(" {n}"));
        eprintln!("minos: the program ended with {end}{number}");
    }
    Ok(())
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

/// The word for an end, with its exit code and signal.
fn name(end: Option<End>) -> (&'static str, Option<i32>, Option<i32>) {
    match end {
        None => ("compile-error", None, None),
        Some(End::Exited(code)) => ("exited", Some(code), None),
        Some(End::Signaled(signal)) => ("signaled", None, Some(signal)),
        Some(End::Stopped) => ("stopped", None, None),
        Some(End::Syscall) => ("forbidden-system-call", None, Some(libc::SIGSYS)),
        Some(End::Limit(kind)) => {
            let word = match kind {
                LimitKind::Cpu => "time-limit",
                LimitKind::Wall => "wall-limit",
                LimitKind::Memory => "memory-limit",
                LimitKind::Output => "output-limit",
                LimitKind::Processes => "process-limit",
            };
            (word, None, None)
        }
    }
}
