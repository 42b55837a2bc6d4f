//! `minos bench judge`: whole judgements beside a loop that spawns the same program bare.

use std::{
    fs::File,
    io::Read,
    path::Path,
    process::{Command, ExitCode, Stdio},
    time::Instant,
};

use anyhow::{Context, bail};
use serde::Serialize;

use super::{
    material::{Problem, Program, Workshop, compile_bare},
    median, print_json, round,
};
use crate::{
    cli::host::Refusal,
    domain::{Judgement, Toolchain, Verdict},
    judge::{Judge, Request, Source, matches},
};

/// Numbers in a small test.
const SMALL: u64 = 20;

/// Judge 100 small tests, a large input, a conversation and a source again, beside the bare loop
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Baseline: the same program compiled by the same command, spawned bare with its \
                  input as a file, its output read and compared.\nExample: minos bench judge \
                  --rounds 5 --json"
)]
pub struct JudgeBench {
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// How often each thing is done; medians are reported
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..=1000))]
    rounds: u32,
    /// Small tests of one submission
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
    tests: u64,
    /// Size of the large input, MiB
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=60))]
    mib: u64,
    /// Rounds of the conversation
    #[arg(long, default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    talk: u64,
}

/// One thing, bare and judged, medians.
#[derive(Debug, Serialize)]
struct Pair {
    bare_ms: f64,
    judge_ms: f64,
    ratio: f64,
}

#[derive(Debug, Serialize)]
struct Compile {
    /// The compiler alone.
    bare_ms: f64,
    /// The compiler in the sandbox, as the first judgement reports it.
    first_ms: f64,
    /// What the second judgement of the same source spent on compiling.
    again_ms: f64,
    /// The whole of each judgement, of one small test.
    first_judgement_ms: f64,
    again_judgement_ms: f64,
    header: Header,
}

/// A program that begins with all of the standard library, compiled in the sandbox, medians.
#[derive(Debug, Serialize)]
struct Header {
    /// From the header's text.
    text_ms: f64,
    /// With the header compiled ahead.
    precompiled_ms: f64,
    /// Compiling it ahead, once for a version of the compiler.
    made_ms: f64,
}

#[derive(Debug, Serialize)]
struct Report {
    tests: u64,
    /// One test after the other.
    small: Pair,
    /// As many at once as there are CPUs.
    small_at_once: Pair,
    mib: u64,
    large: Pair,
    talk_rounds: u64,
    interactive: Pair,
    compile: Compile,
}

impl JudgeBench {
    /// Measures and reports.
    ///
    /// # Errors
    /// When this host can't judge.
    pub fn run(&self) -> Result<ExitCode, Refusal> {
        let report = self.measure()?;
        if self.json {
            print_json(&report).map_err(Refusal::Host)?;
        } else {
            print_table(&report);
        }
        Ok(ExitCode::SUCCESS)
    }

    fn measure(&self) -> Result<Report, Refusal> {
        let shop = Workshop::open()?;
        let sum = shop.program("cpp", include_str!("sum.cpp"), "sum")?;
        let double = shop.program("cpp", include_str!("double.cpp"), "double")?;
        let rounds = shop.program("cpp", include_str!("rounds.cpp"), "rounds")?;
        let one_by_one = shop.judge(1)?;
        let at_once = shop.judge(usize::MAX)?;
        let fresh = || shop.judge(1);
        (|| {
            let small = shop.problem("small", "", &small_cases(self.tests), &[])?;
            let large = shop.problem("large", LIMITS, &[large_case(self.mib)], &[])?;
            let case = ("1".to_owned(), format!("{}\n", self.talk).into_bytes(), String::new());
            let validator = [("output_validator/rounds.cpp", include_str!("rounds.cpp"))];
            let kind = format!("type: interactive\n{LIMITS}");
            let talk = shop.problem("talk", &kind, &[case], &validator)?;

            let bare_small = || bare_loop(&sum, &small);
            let bare_talk = || bare_talk(&double.bare, &rounds.bare, &talk);
            Ok(Report {
                tests: self.tests,
                small: self.pair(bare_small, || judged(&one_by_one, &sum, &small))?,
                small_at_once: self.pair(bare_small, || judged(&at_once, &sum, &small))?,
                mib: self.mib,
                large: self
                    .pair(|| bare_loop(&sum, &large), || judged(&one_by_one, &sum, &large))?,
                talk_rounds: self.talk,
                interactive: self.pair(bare_talk, || judged(&one_by_one, &double, &talk))?,
                compile: self.compile(&sum, &shop, fresh)?,
            })
        })()
        .map_err(Refusal::Host)
    }

    /// Does both alternately, the first of each unmeasured.
    fn pair(
        &self,
        bare: impl Fn() -> anyhow::Result<()>,
        judge: impl Fn() -> anyhow::Result<Judgement>,
    ) -> anyhow::Result<Pair> {
        let (mut bare_ms, mut judge_ms) = (Vec::new(), Vec::new());
        for round in 0..=self.rounds {
            let (bare, judge) = (timed(&bare)?.0, timed(&judge)?.0);
            if round > 0 {
                bare_ms.push(bare);
                judge_ms.push(judge);
            }
        }
        let (bare, judge) = (median(bare_ms), median(judge_ms));
        let ratio = round(judge / bare, 2);
        Ok(Pair { bare_ms: round(bare, 2), judge_ms: round(judge, 2), ratio })
    }

    fn compile(
        &self,
        program: &Program,
        shop: &Workshop,
        fresh: impl Fn() -> Result<Judge, Refusal>,
    ) -> anyhow::Result<Compile> {
        let problem = shop.problem("one", "", &small_cases(1), &[])?;
        let dir = problem.dir.join("bare");
        let text = &program.source.files[0].1;
        let text = std::str::from_utf8(text)?;
        let mut columns: [Vec<f64>; 5] = Default::default();
        for _ in 0..self.rounds {
            let Ok(judge) = fresh() else { bail!("this host can't judge") };
            let (bare, _) = timed(|| compile_bare(&program.toolchain, text, &dir))?;
            let (first_ms, first) = timed(|| judged(&judge, program, &problem))?;
            let (again_ms, again) = timed(|| judged(&judge, program, &problem))?;
            let spent = |judgement: &Judgement| judgement.compile.wall_ms as f64;
            let row = [bare, spent(&first), spent(&again), first_ms, again_ms];
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        let [bare_ms, first_ms, again_ms, first_judgement_ms, again_judgement_ms] =
            columns.map(|column| round(median(column), 2));
        let header = self.header(&program.toolchain, shop, &problem)?;
        Ok(Compile { bare_ms, first_ms, again_ms, first_judgement_ms, again_judgement_ms, header })
    }

    fn header(
        &self,
        toolchain: &Toolchain,
        shop: &Workshop,
        problem: &Problem,
    ) -> anyhow::Result<Header> {
        let judge = |headers| match shop.judge_with(1, headers) {
            Ok(judge) => Ok(judge),
            Err(_) => bail!("this host can't judge"),
        };
        let (plain, ahead) = (judge(None)?, judge(Some(shop.headers()))?);
        let (made_ms, _) = timed(|| match ahead.precompile(toolchain) {
            true => Ok(()),
            false => bail!("{} has no header to compile ahead", toolchain.language.id),
        })?;
        let (mut text_ms, mut precompiled_ms) = (Vec::new(), Vec::new());
        for round in 0..self.rounds {
            // Another source each time: what was compiled already is not compiled again.
            let text = format!("#include <bits/stdc++.h>\n// {round}\n{}", include_str!("sum.cpp"));
            let source = Source::lone(&toolchain.language.source, text.as_bytes());
            let bare = std::path::PathBuf::new();
            let program = Program { source, toolchain: toolchain.clone(), bare };
            for (judge, column) in [(&plain, &mut text_ms), (&ahead, &mut precompiled_ms)] {
                column.push(judged(judge, &program, problem)?.compile.wall_ms as f64);
            }
        }
        let [text_ms, precompiled_ms, made_ms] =
            [median(text_ms), median(precompiled_ms), made_ms].map(|ms| round(ms, 2));
        Ok(Header { text_ms, precompiled_ms, made_ms })
    }
}

/// Room for slow hosts: nothing here is about limits.
const LIMITS: &str = "limits:\n  time_limit: 30\n";

fn small_cases(tests: u64) -> Vec<(String, Vec<u8>, String)> {
    let case = |test: u64| {
        let numbers = (0..SMALL).map(|n| n * test);
        let text: String = numbers.clone().map(|n| format!("{n}\n")).collect();
        (format!("{test:05}"), text.into_bytes(), format!("{}\n", numbers.sum::<u64>()))
    };
    (1..=tests).map(case).collect()
}

fn large_case(mib: u64) -> (String, Vec<u8>, String) {
    // Ten bytes a line.
    let lines = (mib << 20) / 10;
    let mut input = Vec::with_capacity(lines as usize * 10);
    let (mut sum, mut number) = (0_u64, 1_u64);
    for _ in 0..lines {
        number = number * 48_271 % 2_147_483_647;
        let value = 100_000_000 + number % 900_000_000;
        sum += value;
        input.extend_from_slice(format!("{value}\n").as_bytes());
    }
    ("1".into(), input, format!("{sum}\n"))
}

fn timed<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(f64, T)> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed().as_secs_f64() * 1000.0, done))
}

fn judged(judge: &Judge, program: &Program, problem: &Problem) -> anyhow::Result<Judgement> {
    let request = Request {
        package: &problem.package,
        blobs: &problem.blobs,
        toolchain: Some(&program.toolchain),
        source: &program.source,
        run_all: false,
    };
    let judgement = judge.judge(&request, &mut |_| {})?;
    if judgement.verdict != Verdict::Accepted {
        bail!("the bench's own program was judged {}", judgement.verdict);
    }
    Ok(judgement)
}

/// Spawns the program for each case, reads what it prints and compares.
fn bare_loop(program: &Program, problem: &Problem) -> anyhow::Result<()> {
    for case in &problem.package.cases {
        let path =
            |extension: &str| problem.dir.join("data").join(format!("{}.{extension}", case.name));
        let mut child = Command::new(&program.bare)
            .stdin(File::open(path("in"))?)
            .stdout(Stdio::piped())
            .spawn()?;
        let mut output = Vec::new();
        child.stdout.take().context("stdout is a pipe")?.read_to_end(&mut output)?;
        let status = child.wait()?;
        let right = matches(&output, &std::fs::read(path("ans"))?, &[]);
        if !status.success() || right != Ok(true) {
            bail!("the bench's own program failed bare");
        }
    }
    Ok(())
}

/// Spawns both sides of a conversation.
fn bare_talk(program: &Path, validator: &Path, problem: &Problem) -> anyhow::Result<()> {
    let (from_validator, to_program) = std::io::pipe()?;
    let (from_program, to_validator) = std::io::pipe()?;
    let mut asked = Command::new(program).stdin(from_validator).stdout(to_validator).spawn()?;
    let case = problem.dir.join("data/secret/1");
    let mut asking = Command::new(validator)
        .arg(case.with_extension("in"))
        .arg(case.with_extension("ans"))
        .arg(&problem.dir)
        .stdin(from_program)
        .stdout(to_program)
        .spawn()?;
    let (asked, asking) = (asked.wait()?, asking.wait()?);
    if !asked.success() || asking.code() != Some(42) {
        bail!("the bench's own conversation failed bare");
    }
    Ok(())
}

fn print_table(report: &Report) {
    println!("{:34} {:>10} {:>10} {:>7}", "", "bare ms", "judge ms", "ratio");
    let row = |name: String, pair: &Pair| {
        println!("{name:34} {:10.2} {:10.2} {:7.2}", pair.bare_ms, pair.judge_ms, pair.ratio);
    };
    row(format!("{} small tests", report.tests), &report.small);
    row(format!("{} small tests, at once", report.tests), &report.small_at_once);
    row(format!("an input of {} MiB", report.mib), &report.large);
    row(format!("{} interactive rounds", report.talk_rounds), &report.interactive);
    let compile = &report.compile;
    println!(
        "\ncompiling: bare {:.0} ms, sandboxed {:.0} ms, the same source again {:.0} ms\n\
         judging one small test: {:.0} ms with compiling, {:.1} ms again\n\
         a program with <bits/stdc++.h>: {:.0} ms, {:.0} ms with the header compiled ahead, which \
         took {:.0} ms once",
        compile.bare_ms,
        compile.first_ms,
        compile.again_ms,
        compile.first_judgement_ms,
        compile.again_judgement_ms,
        compile.header.text_ms,
        compile.header.precompiled_ms,
        compile.header.made_ms
    );
}
