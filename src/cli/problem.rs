//! `minos problem`: verify packages, import them, list what is imported, export it.

use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, anyhow};
use clap::{Args, Subcommand};

use super::{
    data::DataArgs,
    host::{self, HostArgs, Refusal},
};
use crate::{
    app::Viewer,
    domain::GroupResult,
    judge::{Judge, Workshop},
    problem::{Export, load_with},
    verify::{Report, Step, verify},
};

/// Verify, import, list and export problems
#[derive(Args, Debug)]
#[command(after_help = "Examples:\n  minos problem verify problems/*\n  minos problem import \
                        problems/* --data ./data\n  minos problem list --data ./data")]
pub struct Problem {
    #[command(subcommand)]
    verb: ProblemVerb,
}

#[derive(Subcommand, Debug)]
enum ProblemVerb {
    Verify(VerifyArgs),
    Import(ImportArgs),
    List(ListArgs),
    Export(ExportArgs),
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
    /// Directories or ZIP archives of packages
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object a package, each on a line
    #[arg(long)]
    json: bool,
    /// Submissions judged at a time; as many as there are CPUs when not given
    #[arg(long, value_name = "N")]
    jobs: Option<std::num::NonZero<usize>>,
    #[command(flatten)]
    host: HostArgs,
}

/// Take packages into the data directory, also while a server runs on it
///
/// Packages of the ICPC and Kattis format and of Codeforces Polygon are known by themselves. The
/// same content again mends what is damaged of it, and changes nothing else; changed content makes a
/// new version. A package with an
/// error is not imported at all.
#[derive(Args, Debug)]
#[command(after_help = "Example: minos problem import problems/* sums.zip --data ./data")]
struct ImportArgs {
    /// Directories or ZIP archives of packages
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

/// Write a problem as a package of the ICPC format 2025-09
///
/// Whatever format it came in. What that format can't say is told, and written into the package as
/// warnings.txt.
#[derive(Args, Debug)]
#[command(
    after_help = "Examples:\n  minos problem export sums --data ./data\n  minos problem export \
                        sums --to packages/sums --data ./data\n  minos problem export old/sums.zip \
                        --to new/sums"
)]
struct ExportArgs {
    /// Short name of a problem in the data directory, or a package: a path with a `/` or of a ZIP
    #[arg(value_name = "PROBLEM|PATH")]
    problem: String,
    /// Where to; a ZIP archive when it ends with .zip, else a directory [default: PROBLEM.zip]
    #[arg(long, value_name = "PATH")]
    to: Option<PathBuf>,
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
            ProblemVerb::Export(args) => args.run(),
        }
    }
}

impl VerifyArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        if let Some(path) = self.paths.iter().find(|path| !path.exists()) {
            let fault = anyhow!("{}: there is no such package", path.display());
            return Ok(Refusal::Arguments(fault).report());
        }
        let judge = match self
            .host
            .load()
            .and_then(|config| host::judge(host::toolchains(&config)?, &config))
        {
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
        let report = match verify(judge, path, self.jobs(), &mut watch) {
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

    fn jobs(&self) -> usize {
        let free = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        self.jobs.map_or(free, std::num::NonZero::get)
    }
}

/// A bar on the terminal, and what is being done.
fn progress(path: &str, step: &Step) {
    const WIDTH: usize = 24;
    let filled = WIDTH * step.done / step.total.max(1);
    let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH - filled));
    eprint!("\r\x1b[K{path} [{bar}] {}/{} {}", step.done, step.total, step.what);
}

/// A report for people.
fn table(report: &Report) -> String {
    let mut text = format!("{}: {}\n", report.problem, if report.ok { "ok" } else { "NOT OK" });
    let groups: Vec<&str> = group_names(report);
    let mut head = vec!["submission", "expected", "verdict", "score"];
    head.extend(groups.iter().map(|name| name.trim_start_matches("secret/")));
    head.push("");
    let mut rows: Vec<Vec<String>> = vec![head.into_iter().map(str::to_owned).collect()];
    for submission in &report.submissions {
        let mut row = vec![
            submission.path.trim_start_matches("submissions/").to_owned(),
            submission.expected.join("|"),
            submission.verdict.clone().unwrap_or_else(|| "-".into()),
            submission.score.map_or_else(|| "-".into(), |score| score.to_string()),
        ];
        let of = |name: &&str| submission.groups.iter().find(|group| group.name == **name);
        row.extend(groups.iter().map(|name| of(name).map_or_else(|| "-".into(), cell)));
        row.push(match (&submission.verdict, submission.ok) {
            (None, _) => "not judged".into(),
            (_, true) => format!("{} ms", submission.cpu_ms),
            (_, false) => "WRONG".into(),
        });
        rows.push(row);
    }
    if rows.len() > 1 {
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max();
        let widths: Vec<_> = (0..rows[0].len()).map(|column| width(column).unwrap_or(0)).collect();
        for row in &rows {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("  {cell:<width$}"));
            text.push_str(cells.collect::<String>().trim_end());
            text.push('\n');
        }
    }
    if let Some(time) = &report.time {
        let whence = if time.given { "given" } else { "inferred" };
        text.push_str(&format!(
            "  time limit {} s ({whence}), {:.1} times the {:.2} s of {}; the package asks for {} \
             times, which makes {} s\n",
            time.limit,
            time.margin,
            time.slowest,
            time.submission.trim_start_matches("submissions/"),
            time.wanted_margin,
            time.inferred,
        ));
    }
    for (word, findings) in [("error", &report.errors), ("warning", &report.warnings)] {
        for finding in findings {
            text.push_str(&format!("  {word}: {finding}\n"));
        }
    }
    text
}

/// Groups that tell more than the whole does.
fn group_names(report: &Report) -> Vec<&str> {
    let Some(most) = report.submissions.iter().max_by_key(|s| s.groups.len()) else {
        return Vec::new();
    };
    let named = most.groups.iter().map(|group| group.name.as_str());
    let names: Vec<_> = named.filter(|name| !name.is_empty()).collect();
    let inner = names.iter().any(|name| name.starts_with("secret/"));
    names.into_iter().filter(|name| !inner || *name != "secret").collect()
}

fn cell(group: &GroupResult) -> String {
    match group.verdict {
        None => "-".into(),
        Some(verdict) if group.score != 0.0 => format!("{verdict} {}", group.score),
        Some(verdict) => verdict.to_string(),
    }
}

impl ImportArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let app = self.data.open()?;
        let mut all_ok = true;
        let mut workshop = Workshop::new(host::workshop);
        for path in &self.paths {
            let loaded = match load_with(path, &mut workshop) {
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
            let mended = app
                .mend_blobs(&Viewer::console(), &loaded.package, &loaded.blobs)
                .with_context(|| format!("mending the data of {}", path.display()))?;
            if mended > 0 {
                eprintln!("  mended: {mended} files of test data were damaged in the database");
            }
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

impl ExportArgs {
    fn run(&self) -> anyhow::Result<ExitCode> {
        let is_path = self.problem.contains('/') || self.problem.ends_with(".zip");
        let (to, warnings) = if is_path {
            let mut workshop = Workshop::new(host::workshop);
            let loaded = match load_with(Path::new(&self.problem), &mut workshop) {
                Ok(loaded) => loaded,
                Err(errors) => {
                    eprintln!("minos: {}: not exported", self.problem);
                    for error in errors {
                        eprintln!("  error: {error}");
                    }
                    return Ok(ExitCode::FAILURE);
                }
            };
            let to = self.to(&loaded.package.slug);
            let export = Export::new(&loaded.package, &loaded.blobs)
                .with_context(|| format!("exporting {}", self.problem))?;
            export.write(&to).with_context(|| format!("writing {}", to.display()))?;
            (to, export.warnings().iter().map(ToString::to_string).collect::<Vec<_>>())
        } else {
            let to = self.to(&self.problem);
            let app = self.data.open_existing()?;
            let warnings = app.export(&Viewer::console(), &self.problem, &to)?;
            (to, warnings.iter().map(|w| format!("{}: {}", w.file, w.message)).collect())
        };
        for warning in warnings {
            eprintln!("  warning: {warning}");
        }
        println!("{}", to.display());
        Ok(ExitCode::SUCCESS)
    }

    fn to(&self, slug: &str) -> PathBuf {
        self.to.clone().unwrap_or_else(|| format!("{slug}.zip").into())
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
