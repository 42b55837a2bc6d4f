//! `minos problem`: verify packages, import them, list what is imported.

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};

use super::{
    data::DataArgs,
    host::{self, Refusal},
};
use crate::{
    app::Viewer,
    judge::Judge,
    problem::load,
    verify::{Report, Step, verify},
};

/// Verify, import and list problems
#[derive(Args, Debug)]
pub struct Problem {
    #[command(subcommand)]
    verb: ProblemVerb,
}

#[derive(Subcommand, Debug)]
enum ProblemVerb {
    Verify(VerifyArgs),
    Import(ImportArgs),
    List(ListArgs),
}

/// Run a package's validators and submissions and compare with what it promises
///
/// Every input goes through the input validators and every submission through the judge, in the
/// sandbox. A broken package gives its errors with file and line and does not stop the others.
/// Submissions in languages that this host lacks are told of and fail nothing.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  minos problem verify problems/*\n  minos problem verify mine \
                        --json\n\nExit status: 0 when all packages are ok; 1 when one is not; 2 \
                        for bad arguments;\n3 when the host can't judge."
)]
struct VerifyArgs {
    /// Directories of packages
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a package, each on a line
    #[arg(long)]
    json: bool,
}

/// Take packages into the data directory, also while a server runs on it
///
/// The same content again changes nothing; changed content makes a new version.
#[derive(Args, Debug)]
#[command(after_help = "Example: minos problem import problems/* --data ./data")]
struct ImportArgs {
    /// Directories of packages
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a package, each on a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

/// List the problems in the data directory
#[derive(Args, Debug)]
#[command(after_help = "Example: minos problem list --data ./data --json")]
struct ListArgs {
    /// Print a JSON array
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    data: DataArgs,
}

impl Problem {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the data directory can't be used, or output can't be written.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.verb {
            ProblemVerb::Verify(args) => args.run(),
            ProblemVerb::Import(args) => args.run(),
            ProblemVerb::List(args) => args.run(),
        }
    }
}

impl VerifyArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        if let Some(path) = self.paths.iter().find(|path| !path.exists()) {
            let fault = anyhow!("{}: there is no such package", path.display());
            return Ok(Refusal::Arguments(fault).report());
        }
        let judge = match host::toolchains().and_then(host::judge) {
            Ok(judge) => judge,
            Err(refusal) => return Ok(refusal.report()),
        };
        let mut all_ok = true;
        for path in &self.paths {
            match self.one(&judge, path)? {
                Ok(ok) => all_ok &= ok,
                Err(refusal) => return Ok(refusal.report()),
            }
        }
        Ok(if all_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn one(&self, judge: &Judge, path: &Path) -> anyhow::Result<Result<bool, Refusal>> {
        let quiet = self.json || !std::io::stderr().is_terminal();
        let shown = path.display().to_string();
        let mut watch = |step| {
            if !quiet {
                progress(&shown, &step);
            }
        };
        let report = match verify(judge, path, &mut watch) {
            Ok(report) => report,
            Err(error) => {
                let error = anyhow::Error::from(error).context(format!("verifying {shown}"));
                return Ok(Err(Refusal::Host(error)));
            }
        };
        if !quiet {
            eprint!("\r\x1b[K");
        }
        let mut out = std::io::stdout().lock();
        let text = if self.json {
            format!("{}\n", serde_json::to_string(&report)?)
        } else {
            table(&report)
        };
        out.write_all(text.as_bytes()).and_then(|()| out.flush()).context("writing stdout")?;
        Ok(Ok(report.ok))
    }
}

/// One line on the terminal that says what is being done.
fn progress(path: &str, step: &Step) {
    let text = match step {
        Step::Inputs(count) => format!("validating {count} inputs"),
        Step::Outputs(count) => format!("validating {count} outputs"),
        Step::Judging(submission) => format!("judging {submission}"),
        Step::Judged(_) => return,
    };
    eprint!("\r\x1b[K{path}: {text} …");
}

/// A report for people.
fn table(report: &Report) -> String {
    let mut text = format!("{}: {}\n", report.problem, if report.ok { "ok" } else { "NOT OK" });
    let rows: Vec<[String; 5]> = report
        .submissions
        .iter()
        .map(|submission| {
            [
                submission.path.trim_start_matches("submissions/").to_owned(),
                submission.expected.join("|"),
                submission.verdict.clone().unwrap_or_else(|| "-".into()),
                submission.score.map_or_else(|| "-".into(), |score| score.to_string()),
                match (&submission.verdict, submission.ok) {
                    (None, _) => "not judged".into(),
                    (_, true) => format!("{} ms", submission.cpu_ms),
                    (_, false) => "WRONG".into(),
                },
            ]
        })
        .collect();
    let head = ["submission", "expected", "verdict", "score", ""].map(String::from);
    let width = |column: usize| {
        std::iter::once(&head).chain(&rows).map(|row| row[column].chars().count()).max()
    };
    let widths: Vec<_> = (0..4).map(|column| width(column).unwrap_or(0)).collect();
    if !rows.is_empty() {
        for row in std::iter::once(&head).chain(&rows) {
            let mut line = String::from(" ");
            for (cell, width) in row.iter().zip(&widths) {
                line.push_str(&format!(" {cell:<width$} "));
            }
            line.push_str(&format!(" {}", row[4]));
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }
    for (word, findings) in [("error", &report.errors), ("warning", &report.warnings)] {
        for finding in findings {
            text.push_str(&format!("  {word}: {finding}\n"));
        }
    }
    text
}

impl ImportArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let app = self.data.open()?;
        let mut all_ok = true;
        for path in &self.paths {
            let loaded = match load(path) {
                Ok(loaded) => loaded,
                Err(errors) => {
                    all_ok = false;
                    eprintln!("minos: {}: not imported", path.display());
                    for error in errors {
                        eprintln!("  error: {error}");
                    }
                    continue;
                }
            };
            let imported = app
                .import(&Viewer::console(), &loaded.package, &loaded.blobs)
                .with_context(|| format!("importing {}", path.display()))?;
            for warning in &loaded.warnings {
                eprintln!("  warning: {}/{warning}", path.display());
            }
            if self.json {
                println!("{}", serde_json::to_string(&imported)?);
            } else {
                let what = if imported.changed { "imported as" } else { "unchanged at" };
                println!("{}: {what} version {}", imported.slug, imported.version);
            }
        }
        Ok(if all_ok { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

impl ListArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let problems = self.data.open_existing()?.admin_problems(&Viewer::console())?;
        if self.json {
            println!("{}", serde_json::to_string_pretty(&problems)?);
            return Ok(ExitCode::SUCCESS);
        }
        for problem in problems {
            let hidden = if problem.hidden { ", hidden" } else { "" };
            let embargo = problem.embargo.map(|until| format!(", embargo until {until}"));
            let embargo = embargo.unwrap_or_default();
            println!(
                "{}: {} (version {}, {} tests, {} submissions{hidden}{embargo})",
                problem.slug, problem.name, problem.version, problem.tests, problem.submissions
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
