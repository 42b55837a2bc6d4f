//! `minos serve`: the only place that wires the parts together.

use std::{
    io::{self, ErrorKind, Write as _},
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, mpsc},
    thread::{self, JoinHandle},
    time::Duration,
};

use actix_web::{dev::ServerHandle, rt::System};
use anyhow::{Context, Result, anyhow, bail};
use sd_notify::NotifyState;
use tokio::{
    signal::unix::{Signal, SignalKind, signal},
    sync::watch,
};
use tracing::{error, info, warn};

use super::{data::DataArgs, host, open_files};
use crate::{
    app::{App, HostReport, MissingLanguage, Observation, Observer, Settings, Viewer},
    config::{self, Config, Flags, Isolation, LogFormat},
    domain::Toolchain,
    judge::{self, Judge},
    language::{self, Probe},
    problem,
    sandbox::{Provider, native},
    telemetry::{self, Metrics},
    web, worker,
};

/// Serve the judge until SIGTERM or Ctrl-C
///
/// The signal lets requests and jobs in work finish, Ctrl-C (SIGINT) after it ends at once, and
/// further SIGTERMs, as process managers send them, change nothing; what was not judged is judged
/// after the next start.
#[derive(Clone, Debug, clap::Args)]
#[command(after_help = "Example: minos serve --listen 127.0.0.1:8080 --data /var/lib/minos")]
pub struct Serve {
    #[command(flatten)]
    data: DataArgs,
    /// Address and port; port 0 takes a free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Directory of problem packages, loaded at start [default: problems]
    #[arg(long, value_name = "DIR")]
    problems: Option<PathBuf>,
    /// Print the documented default configuration and end
    #[arg(long)]
    print_config: bool,
}

impl Serve {
    /// Runs the verb.
    ///
    /// # Errors
    /// When the configuration is wrong, or the host can't serve.
    pub fn run(&self) -> Result<ExitCode> {
        if self.print_config {
            print!("{}", config::EXAMPLE);
            return Ok(ExitCode::SUCCESS);
        }
        let flags =
            Flags { listen: self.listen, problems: self.problems.clone(), ..Flags::default() };
        let config = self.data.load(flags)?;
        telemetry::init(config.log.format == LogFormat::Json, &config.log.level)?;
        serve(config)
    }
}

/// Open files beside connections: the database, sandboxes, and what a request opens.
const OTHER_FILES: u64 = 1024;

/// Serves until a signal.
fn serve(config: Config) -> Result<ExitCode> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    // Before anything is started, so that no signal finds it half done.
    let mut signals = runtime.block_on(async { Signals::listen() })?;
    let patience = Duration::from_secs(config.http.shutdown_seconds);
    let files = u64::try_from(config.http.max_connections).unwrap_or(u64::MAX);
    if let Err(error) = open_files::allow(files.saturating_add(OTHER_FILES)) {
        warn!("http.max_connections is more than this host allows: {error:#}");
    }
    // First, for a host that can't isolate is told so before its languages are looked for.
    let (provider, mode) = provider(&config)?;
    let probes = probes(&config)?;
    let report = report(mode, &probes);
    let server = Server::start(config, provider, language::installed(probes))?;
    server.app().note_host(report);
    let address = server.address();
    if let Some(token) = server.app().setup_token()? {
        say(&format!("Nobody is admin yet. Become it: http://{address}/setup?token={token}"));
    }
    say(&format!("Minos {} serves on http://{address}", env!("CARGO_PKG_VERSION")));
    tell_manager(NotifyState::Ready);
    runtime.block_on(async {
        signals.next().await;
        tell_manager(NotifyState::Stopping);
        info!(seconds = patience.as_secs(), "closing: requests and jobs in work may finish");
        tokio::select! {
            stopped = tokio::task::spawn_blocking(move || server.stop(patience)) => stopped?,
            _ = signals.interrupt.recv() => {
                warn!("Ctrl-C after the first signal: ending at once");
                std::process::exit(1)
            }
        }
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Tells on stdout; a server goes on when nobody reads that.
fn say(line: &str) {
    let _ = writeln!(io::stdout(), "{line}");
}

/// Tells how far we are to a service manager that asked for it, as systemd does with `Type=notify`.
fn tell_manager(state: NotifyState<'_>) {
    if let Err(cause) = sd_notify::notify(&[state]) {
        warn!(%cause, "the service manager could not be told");
    }
}

/// A server that answers.
pub struct Server {
    app: App,
    address: SocketAddr,
    http: ServerHandle,
    thread: JoinHandle<io::Result<()>>,
    closing: watch::Sender<bool>,
}

impl Server {
    /// Opens the data, imports the problems, and starts workers and web.
    ///
    /// # Errors
    /// When the address or the data directory can't be used; says what to do.
    pub fn start(
        config: Config,
        provider: Arc<dyn Provider>,
        toolchains: Vec<Toolchain>,
    ) -> Result<Self> {
        let listener = listen(config.listen)?;
        let address = listener.local_addr().context("reading the address just taken")?;
        let metrics = Arc::new(Metrics::new());
        let app = App::open(Settings::from(&config), toolchains.clone())?;
        let settings = judge::Settings {
            cores: worker::cores(config.judge.own_cpus),
            parallel_tests: config.judge.parallel_tests,
            compiled_bytes: config.judge.compiled_mib << 20,
            headers: config.judge.precompiled_headers.then(|| config.data.join("headers")),
        };
        let judge = Judge::new(provider, toolchains, settings);
        app.serve(Arc::new(judge), observer(Arc::clone(&metrics)))?;
        import(&app, &config.problems);

        let (closing, watched) = watch::channel(false);
        let state = web::State::new(app.clone(), config, metrics, watched);
        let (http, thread) = answer(listener, state)?;
        Ok(Self { app, address, http, thread, closing })
    }

    /// Where it answers.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its use-cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Closes in the order of the way: no new requests, no new jobs, the jobs in work finish
    /// within `patience`, and the database comes last.
    ///
    /// # Errors
    /// When the web server failed.
    pub fn stop(self, patience: Duration) -> Result<()> {
        // Streams would keep their requests open for ever.
        self.closing.send_replace(true);
        let _sent = self.http.stop(true);
        let http = self.thread.join().map_err(|_| anyhow!("the web server's thread panicked"))?;
        if !self.app.shut_down(patience) {
            warn!("some jobs did not finish in time; they are judged after the next start");
        }
        http.context("serving HTTP")
    }
}

/// Starts the web server on a thread of its own.
fn answer(
    listener: TcpListener,
    state: web::State,
) -> Result<(ServerHandle, JoinHandle<io::Result<()>>)> {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::Builder::new().name("http".into()).spawn(move || {
        System::new().block_on(async move {
            let server = web::server(listener, state)?;
            // The receiver waits for this one message.
            let _ = sender.send(server.handle());
            server.await
        })
    })?;
    match receiver.recv() {
        Ok(handle) => Ok((handle, thread)),
        Err(_) => match thread.join() {
            Ok(Err(error)) => Err(error).context("starting the web server"),
            _ => bail!("the web server's thread ended at once"),
        },
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener> {
    TcpListener::bind(address).map_err(|error| {
        let hint = match error.kind() {
            ErrorKind::AddrInUse => "something else serves there; give another with --listen",
            ErrorKind::PermissionDenied => "ports below 1024 need root; give another with --listen",
            ErrorKind::AddrNotAvailable => "this host has no such address; see --listen",
            _ => "see --listen",
        };
        anyhow!("listening on {address}: {error} ({hint})")
    })
}

/// The languages of this host, and those that it lacks.
fn probes(config: &Config) -> Result<Vec<Probe>> {
    let profiles = host::profiles(config, "languages");
    let probes = language::probe(&language::load(profiles.as_deref())?);
    if probes.iter().all(|probe| probe.result.is_err()) {
        warn!("no language found on this host; see `minos doctor`");
    }
    Ok(probes)
}

/// What admins are told of this host.
fn report(mode: native::Mode, probes: &[Probe]) -> HostReport {
    let missing = probes.iter().filter_map(|probe| {
        let why = probe.result.as_ref().err()?.clone();
        let Probe { language, version, .. } = probe;
        let name = format!("{} {version}", language.name);
        Some(MissingLanguage { name, why, packages: language.packages.clone() })
    });
    HostReport {
        isolation: mode.to_string(),
        is_weak: mode.cgroups.is_none() || mode.rootless,
        missing: missing.collect(),
    }
}

/// The configured isolation; there is no serving without.
fn provider(config: &Config) -> Result<(Arc<dyn Provider>, native::Mode)> {
    match config.sandbox.isolation {
        Isolation::Native => {
            let native = native::Native::new(host::options(config)).context(
                "this host can't isolate programs, so Minos does not serve; `minos doctor` tells \
                 what to do. To serve without control groups all the same, weaker: \
                 `allow_degraded = true` below [sandbox], or MINOS_SANDBOX_ALLOW_DEGRADED=true",
            )?;
            let mode = native.mode();
            Ok((Arc::new(native), mode))
        }
    }
}

/// Takes in every package below `dir`; a broken one is reported and stops no other.
fn import(app: &App, dir: &Path) {
    let entries = match dir.read_dir() {
        Ok(entries) => entries,
        Err(error) => {
            let dir = dir.display();
            warn!("reading problems from {dir}: {error} (give their directory with --problems)");
            return;
        }
    };
    let mut packages: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    packages.sort();
    let (mut good, mut changed) = (0, 0);
    for package in packages {
        match problem::load(&package) {
            Ok(loaded) => {
                let (problem, blobs) = (&loaded.package, &loaded.blobs);
                match app.import_bundled(&Viewer::console(), problem, blobs) {
                    Ok(Some(imported)) => {
                        good += 1;
                        changed += usize::from(imported.changed);
                    }
                    Ok(None) => info!(
                        "{} passed over: the problem was uploaded since; `minos problem import` \
                         takes it",
                        package.display()
                    ),
                    Err(cause) => {
                        error!(package = %package.display(), %cause, "problem not imported");
                    }
                }
            }
            Err(findings) => {
                for finding in findings {
                    error!("problem not imported: {}/{finding}", package.display());
                }
            }
        }
    }
    info!(problems = good, changed, "problems loaded");
}

/// Hands what workers observe to the metrics.
fn observer(metrics: Arc<Metrics>) -> Observer {
    let ms = Duration::from_millis;
    Arc::new(move |observation| match observation {
        Observation::Compiled { language, wall_ms } => metrics.compiled(language, ms(wall_ms)),
        Observation::Ran { language, wall_ms } => metrics.ran(language, ms(wall_ms)),
        Observation::Judged { verdict } => metrics.judged(verdict),
        Observation::Leased { class, waited_ms } => metrics.taken(class.word(), ms(waited_ms)),
        Observation::Retried => metrics.retried(),
        Observation::Died => metrics.died(),
        Observation::Cancelled => metrics.cancelled(),
        Observation::Refused { why } => metrics.refused(why.word()),
        Observation::SandboxFailed => metrics.sandbox_failed(),
        Observation::Abuse { kind } => metrics.abused(kind),
        Observation::Sanctioned { sanction } => metrics.sanctioned(sanction),
    })
}

struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
