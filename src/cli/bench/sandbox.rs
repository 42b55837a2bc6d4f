//! `minos bench sandbox`: the native sandbox against the same program executed bare.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command as Process, ExitCode, Stdio},
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use anyhow::Context;
use clap::Args;
use serde::Serialize;

use super::{
    figures::{Figures, ProcessorTime, ratio, rounded, timed},
    peers,
};
use crate::sandbox::{
    Command, End, Input, Limits, Mount, Priority, Provider, Sandbox as Place, Stream, Workdir,
    native::{Native, Options},
};

/// A program that does next to nothing, so that what is measured is the way to it.
const PROGRAM: &str =
    "#include <unistd.h>\nint main(void) { return write(1, \"hello\\n\", 6) != 6; }\n";

/// Samples that are taken in a row before the next kind has its turn: noise falls on all alike.
const IN_A_ROW: usize = 50;

/// Measure the native sandbox against the same program executed bare
///
/// `run` is a run in a sandbox that is in use; `oneshot` a sandbox from being asked for to the end
/// of its only run. The first figures are back to back, `sparse` those with a pause before each.
#[derive(Debug, Args)]
#[command(after_help = "Example: minos bench sandbox --json")]
pub struct Sandbox {
    /// Samples of each kind
    #[arg(long, default_value_t = 500, value_name = "N")]
    samples: usize,
    /// Samples of each kind with a pause before each; 0 for none
    #[arg(long, default_value_t = 50, value_name = "N")]
    sparse: usize,
    /// The pause, ms
    #[arg(long, default_value_t = 100, value_name = "MS")]
    pause: u64,
    /// Samples of each other sandbox that is installed; 0 for none
    #[arg(long, default_value_t = 50, value_name = "N")]
    peers: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    bare: Figures,
    run: Figures,
    oneshot: Figures,
    /// Others on the same program; a text is why there are no figures.
    peers: BTreeMap<&'static str, Result<Figures, String>>,
    ratio: Ratio,
    throughput: Throughput,
    #[serde(skip_serializing_if = "Option::is_none")]
    sparse: Option<Sparse>,
}

/// To bare.
#[derive(Serialize)]
struct Ratio {
    run: f64,
    oneshot: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    oneshot_cpu: Option<f64>,
}

/// Runs in a second.
#[derive(Serialize)]
struct Throughput {
    one_client: f64,
    two_clients: f64,
}

#[derive(Serialize)]
struct Sparse {
    pause_ms: u64,
    bare: Figures,
    run: Figures,
    oneshot: Figures,
    ratio: Ratio,
}

impl Sandbox {
    /// Measures, and prints.
    ///
    /// # Errors
    /// When the program can't be compiled, or a run fails.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let dir = workshop()?;
        let bench = Workbench::new(dir.path())?;
        let (bare, run, mut oneshot) = bench.sample(self.samples, Duration::ZERO)?;
        let throughput =
            Throughput { one_client: bench.throughput(1)?, two_clients: bench.throughput(2)? };
        let bare = Figures { cpu_us: Some(bench.cpu_of_bare(self.samples)?), ..bare };
        let run = Figures { cpu_us: Some(bench.cpu_of_runs(self.samples)?), ..run };
        oneshot.cpu_us = Some(bench.cpu_of_oneshots(self.samples)?);
        let sparse = match self.sparse {
            0 => None,
            samples => {
                let pause = Duration::from_millis(self.pause);
                let (bare, run, oneshot) = bench.sample(samples, pause)?;
                let ratio = Ratio::new(&bare, &run, &oneshot);
                Some(Sparse { pause_ms: self.pause, bare, run, oneshot, ratio })
            }
        };
        let peers = match self.peers {
            0 => BTreeMap::new(),
            samples => peers::measure(&bench.program, dir.path(), samples),
        };
        let ratio = Ratio::new(&bare, &run, &oneshot);
        let report = Report { bare, run, oneshot, peers, ratio, throughput, sparse };
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            report.print();
        }
        Ok(ExitCode::SUCCESS)
    }
}

impl Ratio {
    fn new(bare: &Figures, run: &Figures, oneshot: &Figures) -> Self {
        Self {
            run: ratio(run.median_us, bare.median_us),
            oneshot: ratio(oneshot.median_us, bare.median_us),
            oneshot_cpu: oneshot.cpu_us.zip(bare.cpu_us).map(|(of, to)| ratio(of, to)),
        }
    }
}

impl Report {
    fn print(&self) {
        println!(
            "{:<22}{:>10}{:>10}{:>10}{:>10}{:>8}",
            "µs", "min", "median", "p99", "cpu", "× bare"
        );
        let line = |name: &str, figures: &Figures, bare: &Figures| {
            let cpu = figures.cpu_us.map_or(String::new(), |cpu| format!("{cpu:.0}"));
            println!(
                "{name:<22}{:>10.0}{:>10.0}{:>10.0}{cpu:>10}{:>8.2}",
                figures.min_us,
                figures.median_us,
                figures.p99_us,
                ratio(figures.median_us, bare.median_us),
            );
        };
        line("bare", &self.bare, &self.bare);
        line("run in a sandbox", &self.run, &self.bare);
        line("sandbox for one run", &self.oneshot, &self.bare);
        for (name, peer) in &self.peers {
            match peer {
                Ok(figures) => line(name, figures, &self.bare),
                Err(why) => println!("{name:<22}{why}"),
            }
        }
        if let Some(sparse) = &self.sparse {
            println!("one each {} ms:", sparse.pause_ms);
            line("bare", &sparse.bare, &sparse.bare);
            line("run in a sandbox", &sparse.run, &sparse.bare);
            line("sandbox for one run", &sparse.oneshot, &sparse.bare);
        }
        println!(
            "runs in a second: {:.0} with one client, {:.0} with two",
            self.throughput.one_client, self.throughput.two_clients
        );
        if let Some(cpu) = self.ratio.oneshot_cpu {
            println!("processor time of a sandbox for one run: {cpu:.2} × bare");
        }
    }
}

/// A directory that programs in a sandbox can be shown at its own path: nowhere below what a
/// sandbox has of its own.
fn workshop() -> anyhow::Result<tempfile::TempDir> {
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let home = std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache"));
    let places = [Some("/var/cache".into()), cache, home, std::env::current_dir().ok()];
    let taken = |path: &Path| {
        ["/tmp", "/box", "/proc", "/dev", "/var/tmp"].iter().any(|top| path.starts_with(top))
    };
    places
        .into_iter()
        .flatten()
        .filter(|path| !taken(path))
        .find_map(|path| {
            fs::create_dir_all(&path).ok()?;
            tempfile::Builder::new().prefix("minos-bench").tempdir_in(path).ok()
        })
        .context("no directory can be written that a sandbox could show: start it in another one")
}

/// A program and a sandbox provider to run it with.
struct Workbench {
    program: PathBuf,
    mounts: Vec<Mount>,
}

impl Workbench {
    fn new(dir: &Path) -> anyhow::Result<Self> {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(dir, fs::Permissions::from_mode(0o755))?;
        let (source, program) = (dir.join("hello.c"), dir.join("hello"));
        fs::write(&source, PROGRAM)?;
        let status = Process::new("gcc")
            .args(["-O2", "-static", "-o"])
            .args([&program, &source])
            .status()
            .context("run gcc: install gcc and libc6-dev")?;
        anyhow::ensure!(status.success(), "gcc can't compile a static program: {status}");
        Ok(Self { program, mounts: Mount::same(&[dir.to_owned()]) })
    }

    fn native(&self) -> anyhow::Result<Native> {
        Ok(Native::new(Options { allow_degraded: true, ..Options::default() })?)
    }

    /// Takes samples of bare execution, of runs and of one-shot sandboxes, in turns.
    fn sample(
        &self,
        samples: usize,
        pause: Duration,
    ) -> anyhow::Result<(Figures, Figures, Figures)> {
        let native = self.native()?;
        let (mut bare, mut runs, mut oneshots) = (Vec::new(), Vec::new(), Vec::new());
        let mut place = native.open(&self.mounts)?;
        self.warm(&native, place.as_mut())?;
        while bare.len() < samples {
            let count = IN_A_ROW.min(samples - bare.len());
            for _ in 0..count {
                thread::sleep(pause);
                bare.push(timed(|| self.bare())?);
            }
            for _ in 0..count {
                thread::sleep(pause);
                runs.push(timed(|| self.in_place(place.as_mut()))?);
            }
            for _ in 0..count {
                thread::sleep(pause);
                let mut place = None;
                let time = timed(|| {
                    let opened = place.insert(native.open(&self.mounts)?);
                    self.in_place(opened.as_mut())
                });
                oneshots.push(time?);
            }
        }
        Ok((Figures::of(bare), Figures::of(runs), Figures::of(oneshots)))
    }

    /// Lets everything that is prepared ahead be so.
    fn warm(&self, native: &Native, place: &mut dyn Place) -> anyhow::Result<()> {
        for _ in 0..5 {
            self.bare()?;
            self.in_place(place)?;
            self.in_place(native.open(&self.mounts)?.as_mut())?;
        }
        thread::sleep(Duration::from_millis(50));
        Ok(())
    }

    fn bare(&self) -> anyhow::Result<()> {
        let status =
            Process::new(&self.program).stdin(Stdio::null()).stdout(Stdio::null()).status()?;
        anyhow::ensure!(status.success(), "the program ended with {status}");
        Ok(())
    }

    fn in_place(&self, place: &mut dyn Place) -> anyhow::Result<()> {
        let outcome = place.run(Command {
            argv: vec![self.program.display().to_string()],
            env: Vec::new(),
            cwd: "/box".into(),
            workdir: Workdir::Frozen,
            files: Vec::new(),
            collect: None,
            stdin: Input::Empty,
            stdout: Stream::Null,
            stderr: Stream::Null,
            limits: Limits {
                cpu: Duration::from_secs(10),
                wall: Duration::from_secs(30),
                memory: 256 << 20,
                output: 1 << 20,
                processes: 16,
            },
            cpus: Vec::new(),
            priority: Priority::Normal,
            stop: None,
            policy: "default".into(),
        })?;
        anyhow::ensure!(outcome.end == End::Exited(0), "the program ended with {:?}", outcome.end);
        Ok(())
    }

    /// Runs in a second by this many clients, each in a sandbox of its own.
    fn throughput(&self, clients: usize) -> anyhow::Result<f64> {
        const SPAN: Duration = Duration::from_secs(1);
        let native = Arc::new(self.native()?);
        let count = |native: &Native| -> anyhow::Result<(u32, Duration)> {
            let mut place = native.open(&self.mounts)?;
            self.warm(native, place.as_mut())?;
            let (start, mut runs) = (Instant::now(), 0);
            while start.elapsed() < SPAN {
                self.in_place(place.as_mut())?;
                runs += 1;
            }
            Ok((runs, start.elapsed()))
        };
        let results: Vec<_> = thread::scope(|scope| {
            let clients: Vec<_> = (0..clients).map(|_| scope.spawn(|| count(&native))).collect();
            clients.into_iter().map(|client| client.join().expect("no client panics")).collect()
        });
        let mut rate = 0.0;
        for result in results {
            let (runs, time) = result?;
            rate += f64::from(runs) / time.as_secs_f64();
        }
        Ok(rounded(rate))
    }

    fn cpu_of_bare(&self, samples: usize) -> anyhow::Result<f64> {
        let before = ProcessorTime::now();
        for _ in 0..samples {
            self.bare()?;
        }
        Ok(share(before.passed(), samples))
    }

    fn cpu_of_runs(&self, samples: usize) -> anyhow::Result<f64> {
        self.cpu(samples, |native, samples| {
            let mut place = native.open(&self.mounts)?;
            (0..samples).try_for_each(|_| self.in_place(place.as_mut()))
        })
    }

    fn cpu_of_oneshots(&self, samples: usize) -> anyhow::Result<f64> {
        self.cpu(samples, |native, samples| {
            (0..samples).try_for_each(|_| self.in_place(native.open(&self.mounts)?.as_mut()))
        })
    }

    /// Processor time of one of `samples`: what they cost together, to the end of everything that
    /// was started for them, less what a provider costs that does it once.
    fn cpu(
        &self,
        samples: usize,
        work: impl Fn(&Native, usize) -> anyhow::Result<()>,
    ) -> anyhow::Result<f64> {
        let cost = |samples| {
            let before = ProcessorTime::now();
            let native = self.native()?;
            work(&native, samples)?;
            drop(native);
            anyhow::Ok(before.passed())
        };
        let once = cost(1)?;
        Ok(share(cost(samples + 1)?.saturating_sub(once), samples))
    }
}

fn share(time: Duration, count: usize) -> f64 {
    rounded(time.as_secs_f64() * 1e6 / count.max(1) as f64)
}
