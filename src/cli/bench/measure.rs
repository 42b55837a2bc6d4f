//! `minos bench measure`: whether time measured in the sandbox is the program's own, and stays
//! put under load.

use std::{
    fs,
    process::{Command, ExitCode, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use anyhow::{Context, bail};
use serde::Serialize;

use super::{
    material::{Problem, Program, Workshop, native},
    print_json, round,
};
use crate::{
    cli::host::Refusal,
    domain::Verdict,
    judge::{Judge, Request},
    sandbox::{self, End, Input, Priority, Provider as _, Stream, Workdir},
};

/// Measure a program of fixed work, bare and judged in turn, alone and with every core loaded
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The load is runs of the sandbox, one for each core. With a limit a quarter \
                        above the program's time each verdict should be AC, with one a quarter \
                        below TLE."
)]
pub struct MeasureBench {
    /// Print one JSON object instead of a table
    #[arg(long)]
    json: bool,
    /// Runs of each kind
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=10_000))]
    runs: u32,
    /// The program's CPU time, ms
    #[arg(long, default_value_t = 300, value_parser = clap::value_parser!(u32).range(20..=10_000))]
    ms: u32,
}

/// CPU times, ms.
#[derive(Debug, Serialize)]
struct Times {
    mean: f64,
    sd: f64,
    min: f64,
    max: f64,
}

impl Times {
    fn of(ms: &[f64]) -> Self {
        let count = ms.len() as f64;
        let mean = ms.iter().sum::<f64>() / count;
        let variance = ms.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / (count - 1.0);
        let least = ms.iter().copied().fold(f64::INFINITY, f64::min);
        let most = ms.iter().copied().fold(0.0, f64::max);
        let [mean, sd, min, max] = [mean, variance.sqrt(), least, most].map(|x| round(x, 2));
        Self { mean, sd, min, max }
    }
}

#[derive(Debug, Serialize)]
struct Phase {
    bare: Times,
    judged: Times,
    /// judged / bare.
    mean_ratio: f64,
    /// judged / bare.
    sd_ratio: f64,
    /// AC with a limit a quarter above.
    accepted_above: u32,
    /// TLE with a limit a quarter below.
    too_slow_below: u32,
}

#[derive(Debug, Serialize)]
struct Report {
    runs: u32,
    alone: Phase,
    loaded: Phase,
}

/// The problem twice, with a limit above and one below.
struct Trial<'a> {
    judge: &'a Judge,
    program: &'a Program,
    above: Problem,
    below: Problem,
    input: fs::File,
}

impl MeasureBench {
    /// Measures and reports.
    ///
    /// # Errors
    /// When this host can't judge.
    pub fn run(&self) -> Result<ExitCode, Refusal> {
        let shop = Workshop::open()?;
        let program = shop.program("c", include_str!("burn.c"), "burn")?;
        let judge = shop.judge(1)?;
        let load = native()?;
        let report = (|| {
            let rounds = calibrate(&program, f64::from(self.ms))?;
            let input = format!("{rounds}\n");
            let seconds = f64::from(self.ms) / 1000.0;
            let problem = |name: &str, factor: f64| {
                // It prints its time, which no answer can know: any line is right.
                let limits = format!(
                    "limits:\n  time_limit: {}\n  time_resolution: 0.001\n",
                    seconds * factor
                );
                let case = ("1".to_owned(), input.clone().into_bytes(), "any\n".to_owned());
                let checker = [("output_validator/any.c", "int main(void) { return 42; }\n")];
                shop.problem(name, &limits, &[case], &checker)
            };
            let (above, below) = (problem("above", 1.25)?, problem("below", 0.75)?);
            let input = fs::File::open(above.dir.join("data/secret/1.in"))?;
            let trial = Trial { judge: &judge, program: &program, above, below, input };
            let alone = trial.phase(self.runs)?;
            let loaded = under_load(&load, &program, || trial.phase(self.runs))?;
            Ok(Report { runs: self.runs, alone, loaded })
        })()
        .map_err(Refusal::Host)?;
        if self.json {
            print_json(&report).map_err(Refusal::Host)?;
        } else {
            print_table(&report);
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Trial<'_> {
    fn phase(&self, runs: u32) -> anyhow::Result<Phase> {
        let (mut bare_ms, mut judged_ms) = (Vec::new(), Vec::new());
        let (mut accepted_above, mut too_slow_below) = (0, 0);
        for _ in 0..runs {
            bare_ms.push(bare(self.program, self.input.try_clone()?)?);
            let (verdict, ms) = self.judged(&self.above)?;
            accepted_above += u32::from(verdict == Verdict::Accepted);
            judged_ms.push(ms);
            let (verdict, _) = self.judged(&self.below)?;
            too_slow_below += u32::from(verdict == Verdict::TimeLimit);
        }
        let (bare, judged) = (Times::of(&bare_ms), Times::of(&judged_ms));
        let mean_ratio = round(judged.mean / bare.mean, 4);
        let sd_ratio = round(judged.sd / bare.sd, 2);
        Ok(Phase { bare, judged, mean_ratio, sd_ratio, accepted_above, too_slow_below })
    }

    fn judged(&self, problem: &Problem) -> anyhow::Result<(Verdict, f64)> {
        let request = Request {
            package: &problem.package,
            blobs: &problem.blobs,
            toolchain: Some(&self.program.toolchain),
            source: &self.program.source,
            run_all: false,
        };
        let judgement = self.judge.judge(&request, &mut |_| {})?;
        Ok((judgement.verdict, judgement.cpu_ms as f64))
    }
}

/// CPU time of a bare run by its own clock, ms.
fn bare(program: &Program, mut input: fs::File) -> anyhow::Result<f64> {
    std::io::Seek::rewind(&mut input)?;
    let output = Command::new(&program.bare).stdin(input).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let nanoseconds: f64 = text.trim().parse().context("reading the program's own clock")?;
    Ok(nanoseconds / 1e6)
}

/// How many rounds of work take so long.
fn calibrate(program: &Program, ms: f64) -> anyhow::Result<u64> {
    let mut rounds = 10_000_000_u64;
    for _ in 0..5 {
        let mut file = tempfile::tempfile()?;
        std::io::Write::write_all(&mut file, format!("{rounds}\n").as_bytes())?;
        let took = bare(program, file)?;
        rounds = (rounds as f64 * ms / took.max(0.1)) as u64;
    }
    Ok(rounds)
}

/// Does `work` while a run of the sandbox keeps each core busy.
fn under_load<T>(
    provider: &sandbox::native::Native,
    program: &Program,
    work: impl FnOnce() -> anyhow::Result<T>,
) -> anyhow::Result<T> {
    let cores = thread::available_parallelism()?.get();
    let done = AtomicBool::new(false);
    let binary: std::sync::Arc<[u8]> = fs::read(&program.bare)?.into();
    thread::scope(|scope| {
        let burners: Vec<_> = (0..cores)
            .map(|_| {
                scope.spawn(|| -> anyhow::Result<()> {
                    let mut place = provider.open(&[])?;
                    let (path, data) = ("main".to_owned(), binary.clone());
                    place.put(&[sandbox::File { path, data, executable: true }])?;
                    while !done.load(Ordering::Relaxed) {
                        let outcome = place.run(burn())?;
                        if !matches!(outcome.end, End::Exited(0) | End::Limit(_)) {
                            bail!("the load ended with {:?}", outcome.end);
                        }
                    }
                    Ok(())
                })
            })
            .collect();
        let worked = work();
        done.store(true, Ordering::Relaxed);
        for burner in burners {
            burner.join().map_err(|_| anyhow::anyhow!("the load panicked"))??;
        }
        worked
    })
}

/// Half a second of work.
fn burn() -> sandbox::Command {
    use std::time::Duration;
    sandbox::Command {
        argv: vec!["./main".into()],
        env: Vec::new(),
        cwd: "/box".into(),
        workdir: Workdir::Frozen,
        files: Vec::new(),
        collect: None,
        stdin: Input::Data(b"1000000000000\n".as_slice().into()),
        stdout: Stream::Null,
        stderr: Stream::Null,
        limits: sandbox::Limits {
            cpu: Duration::from_millis(500),
            wall: Duration::from_secs(60),
            memory: 64 << 20,
            output: 1 << 20,
            processes: 4,
        },
        policy: "default".into(),
        cpus: Vec::new(),
        priority: Priority::Normal,
        stop: None,
    }
}

fn print_table(report: &Report) {
    println!("{} runs each, CPU ms      mean      sd     min     max", report.runs);
    for (name, phase) in [("alone", &report.alone), ("loaded", &report.loaded)] {
        for (kind, times) in [("bare", &phase.bare), ("judged", &phase.judged)] {
            let Times { mean, sd, min, max } = times;
            println!("{name:8} {kind:14} {mean:10.2} {sd:7.2} {min:7.2} {max:7.2}");
        }
        println!(
            "{name:8} judged / bare: mean {:.3}, sd {:.2}; a quarter above AC {} of {}, a quarter \
             below TLE {} of {}",
            phase.mean_ratio,
            phase.sd_ratio,
            phase.accepted_above,
            report.runs,
            phase.too_slow_below,
            report.runs
        );
    }
}
