//! `minos judge`: one source file against one problem, without a server.

use std::{path::PathBuf, process::ExitCode};

use anyhow::anyhow;
use clap::Args;
use serde::Serialize;

use super::host::{self, HostArgs, Refusal};
use crate::{
    domain::{Abuse, Compilation, CompileStatus, Judgement, TestResult, Toolchain, Verdict},
    judge::Request,
    problem::{self, Package},
};

/// Judge one source file against a problem package, without a server.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  minos judge problems/harbourtoll solution.cpp\n  minos judge \
                        problems/harbourtoll solution.py --language pypy3 --json\n\nExit status: 0 \
                        when judged, whatever the verdict; 2 for bad arguments, a broken package\n\
                        among them; 3 when the host can't judge."
)]
pub struct Judge {
    /// The problem package's directory.
    problem_dir: PathBuf,
    /// The source file.
    source: PathBuf,
    /// Language, by the source's extension when not given.
    #[arg(long, value_name = "ID[@VERSION]")]
    language: Option<String>,
    /// Print one JSON object instead of a table.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    host: HostArgs,
}

/// What `--json` prints.
#[derive(Serialize)]
struct Report<'a> {
    problem: &'a str,
    language: &'a str,
    version: &'a str,
    verdict: Verdict,
    score: f64,
    max_score: f64,
    cpu_ms: u64,
    wall_ms: u64,
    memory_kib: u64,
    compile: &'a Compilation,
    tests: &'a [TestResult],
    abuse: &'a [Abuse],
}

impl Judge {
    /// Judges the source.
    ///
    /// # Errors
    /// When the report can't be made.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        match self.judge() {
            Ok(report) => report.map(|()| ExitCode::SUCCESS),
            Err(refusal) => Ok(refusal.report()),
        }
    }

    fn judge(&self) -> Result<anyhow::Result<()>, Refusal> {
        let source = host::read_source(&self.source)?;
        let loaded = problem::load(&self.problem_dir).map_err(|findings| {
            let lines: Vec<_> = findings.iter().map(|finding| format!("\n  {finding}")).collect();
            Refusal::Arguments(anyhow!("{}:{}", self.problem_dir.display(), lines.concat()))
        })?;
        let package = &loaded.package;
        let config = self.host.load()?;
        let toolchains = host::toolchains(&config)?;
        let toolchain = host::choose(&toolchains, self.language.as_deref(), &self.source)?.clone();
        if !toolchain.language.is_allowed(package.languages.as_deref()) {
            let allowed = package.languages.as_deref().unwrap_or_default().join(", ");
            return Err(Refusal::Arguments(anyhow!(
                "problem {} does not allow {}, only: {allowed}",
                package.slug,
                toolchain.language.id
            )));
        }
        let judge = host::judge(toolchains, &config)?;
        let request = Request {
            package,
            blobs: &loaded.blobs,
            toolchain: Some(&toolchain),
            source: &source,
            run_all: false,
        };
        let judgement = judge.judge(&request, &mut |_| {})?;
        Ok(if self.json {
            print_json(&package.slug, &toolchain, &judgement)
        } else {
            print_table(package, &toolchain, &judgement);
            Ok(())
        })
    }
}

fn print_json(problem: &str, toolchain: &Toolchain, judgement: &Judgement) -> anyhow::Result<()> {
    let report = Report {
        problem,
        language: &toolchain.language.id,
        version: &toolchain.version.id,
        verdict: judgement.verdict,
        score: judgement.score,
        max_score: judgement.max_score,
        cpu_ms: judgement.cpu_ms,
        wall_ms: judgement.wall_ms,
        memory_kib: judgement.memory_kib,
        compile: &judgement.compile,
        tests: &judgement.tests,
        abuse: &judgement.abuse,
    };
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}

fn print_table(package: &Package, toolchain: &Toolchain, judgement: &Judgement) {
    println!("{}, {} ({})", package.slug, toolchain.language.name, toolchain.found);
    let compile = &judgement.compile;
    if !compile.output.is_empty() {
        println!("\n{}", compile.output.trim_end());
    }
    if compile.status != CompileStatus::Failed {
        print_tests(&judgement.tests, package.kind.scoring);
    }
    println!(
        "\n{} {} - score {} of {}, {} ms, {} KiB",
        judgement.verdict,
        judgement.verdict.title(),
        round(judgement.score),
        round(judgement.max_score),
        judgement.cpu_ms,
        judgement.memory_kib
    );
    for abuse in &judgement.abuse {
        println!("abuse: {abuse}");
    }
}

/// Points as people read them, to the thousandth.
fn round(points: f64) -> f64 {
    (points * 1000.0).round() / 1000.0
}

/// One line a test, its points among them where there are points.
fn print_tests(tests: &[TestResult], scoring: bool) {
    let width = tests.iter().map(|test| test.name.chars().count()).max().unwrap_or(0).max(4);
    let head = if scoring { "     points" } else { "" };
    println!("\n{:width$}  verdict{head}   CPU ms  wall ms  memory KiB", "test");
    for test in tests {
        let name = &test.name;
        let Some(verdict) = test.verdict else {
            println!("{name:width$}  skipped");
            continue;
        };
        let notes: Vec<_> = [&test.message, &test.judge_message]
            .into_iter()
            .flat_map(|note| note.lines())
            .filter(|line| !line.is_empty())
            .collect();
        let (cpu, wall, memory, notes) =
            (test.cpu_ms, test.wall_ms, test.memory_kib, notes.join("; "));
        let points = if scoring { format!(" {:10.3}", test.score) } else { String::new() };
        let line =
            format!("{name:width$}  {verdict:<7}{points} {cpu:8} {wall:8} {memory:11}  {notes}");
        println!("{}", line.trim_end());
    }
}
