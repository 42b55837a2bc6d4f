//! A compiled program in a sandbox of its own, ready to run.

use std::{
    io::{self, PipeReader, Read},
    path::PathBuf,
    sync::Arc,
    thread,
    time::Duration,
};

use super::{
    Error, Judge,
    compiled::{Compiled, Recipe},
    cores::Hold,
    end::{GRACE, judge_end},
    layout::Layout,
    signs::signs,
    usage::Used,
    validator::Submitted,
};
use crate::{
    domain::{Abuse, Compilation, CompileStatus, Language, Limits, Toolchain},
    sandbox::{
        self, Command, End, File, Input, Outcome, Priority, Provider, Sandbox, Stream, Workdir,
    },
};

/// Most of a compiler's words that are kept.
const COMPILER_OUTPUT: u64 = 64 << 10;
/// Largest file that a compiler may write. What lies in a compiled file does not count as the
/// program's memory.
const COMPILED_SIZE: u64 = 64 << 20;
/// Processes and threads that compiling may have.
const COMPILE_PROCESSES: u32 = 256;
/// Processes and threads of a package's script.
const SCRIPT_PROCESSES: u32 = 64;

/// A program that can be run again and again.
pub(super) struct Program {
    /// Its place.
    pub sandbox: Box<dyn Sandbox>,
    built: Arc<Built>,
    /// What lies in `/box`, where a copy of that is as good.
    files: Option<Arc<[File]>>,
}

/// What there is to a program beside its files.
struct Built {
    mounts: Vec<PathBuf>,
    /// Its language; none for a package's scripts.
    language: Option<Arc<Language>>,
    layout: Option<Layout>,
    run: Vec<String>,
}

/// A program to be opened in further sandboxes.
#[derive(Clone)]
pub(super) struct Copies {
    built: Arc<Built>,
    files: Arc<[File]>,
}

impl Copies {
    /// The program in a further sandbox.
    ///
    /// # Errors
    /// When the sandbox broke.
    pub fn open(&self, provider: &dyn Provider) -> Result<Program, Error> {
        let Self { built, files } = self.clone();
        let mut sandbox = provider.open(&built.mounts)?;
        sandbox.put(&files)?;
        Ok(Program { sandbox, built, files: Some(files) })
    }
}

/// A program that was compiled, or not.
pub(super) struct Build {
    /// How it went.
    pub compilation: Compilation,
    /// The program, if that went well.
    pub program: Option<Program>,
    /// What an operator should look at.
    pub abuse: Vec<Abuse>,
}

/// What one run brings beside the program.
pub(super) struct Run {
    /// Arguments.
    pub args: Vec<String>,
    /// Working directory.
    pub cwd: String,
    /// Files of this run.
    pub files: Vec<File>,
    /// What `/box` is.
    pub workdir: Workdir,
    /// Directory whose files come back.
    pub collect: Option<String>,
    /// stdin.
    pub stdin: Input,
    /// stdout.
    pub stdout: Stream,
    /// The CPUs where it must stay; empty is anywhere.
    pub cpus: Vec<usize>,
}

impl Run {
    /// A run on the CPU held, in a read-only `/box`, with stdout captured.
    pub fn new(stdin: Input, hold: &Hold<'_>) -> Self {
        Self {
            cpus: hold.cpus(),
            args: Vec::new(),
            cwd: "/box".into(),
            files: Vec::new(),
            workdir: Workdir::Frozen,
            collect: None,
            stdin,
            stdout: Stream::Capture,
        }
    }
}

/// What a run may use, before the language's allowances.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowance {
    pub cpu: Duration,
    pub wall: Duration,
    pub memory_mib: u64,
    pub output_mib: u64,
    /// The part of its CPU time that a program may use beyond it before it is stopped.
    pub grace: f64,
}

impl Allowance {
    /// What a problem allows a submission.
    pub fn submission(limits: &Limits) -> Self {
        Self {
            cpu: limits.cpu(),
            wall: limits.wall(),
            memory_mib: limits.memory_mib,
            output_mib: limits.output_mib,
            grace: 0.0,
        }
    }

    /// The same, stopped a little late: whoever judges the run sees by how much it missed.
    pub fn stopped_late(limits: &Limits) -> Self {
        Self { grace: GRACE, ..Self::submission(limits) }
    }

    /// What a problem allows its validators.
    pub fn validator(limits: &Limits) -> Self {
        Self {
            cpu: Duration::from_secs(limits.validation_time_seconds),
            wall: limits.validation_wall(),
            memory_mib: limits.validation_memory_mib,
            output_mib: limits.validation_output_mib,
            grace: 0.0,
        }
    }
}

impl Program {
    /// Compiles a source.
    pub fn build(
        judge: &Judge,
        toolchain: &Toolchain,
        layout: Layout,
        limits: &Limits,
    ) -> Result<Build, Error> {
        let argv = toolchain.version.compile.as_ref().map(|words| layout.compile(words));
        let recipe = Recipe { toolchain: Some(toolchain), files: &layout.files, argv, limits };
        let made = Made::new(judge, &recipe)?;
        Ok(made.build(Built {
            mounts: toolchain.mounts.clone(),
            language: Some(Arc::clone(&toolchain.language)),
            run: toolchain.version.run.clone(),
            layout: Some(layout),
        }))
    }

    /// A package's own program with a `run` script, made by its `build` script if it has one.
    pub fn scripted(judge: &Judge, files: &[File], limits: &Limits) -> Result<Build, Error> {
        let has_build = files.iter().any(|file| file.path == "build");
        let argv = has_build.then(|| vec!["/box/build".to_owned()]);
        let made = Made::new(judge, &Recipe { toolchain: None, files, argv, limits })?;
        Ok(made.build(Built {
            mounts: Vec::new(),
            language: None,
            run: vec!["/box/run".to_owned()],
            layout: None,
        }))
    }

    /// A program that prints the file of `/box` that is its argument.
    pub fn printing(judge: &Judge, files: &[File], limits: &Limits) -> Result<Build, Error> {
        let recipe = Recipe { toolchain: None, files, argv: None, limits };
        let made = Made::new(judge, &recipe)?;
        Ok(made.build(Built {
            mounts: Vec::new(),
            language: None,
            run: vec!["/bin/cat".to_owned()],
            layout: None,
        }))
    }

    /// What further sandboxes take; `None` when no copy would be the same.
    pub fn copies(&self) -> Option<Copies> {
        Some(Copies { built: Arc::clone(&self.built), files: self.files.clone()? })
    }

    /// Its files before compiling, those that the problem added among them; none where answers are
    /// submitted.
    pub fn sources(&self) -> Vec<File> {
        self.built.layout.as_ref().map(|layout| layout.files.clone()).unwrap_or_default()
    }

    /// What a validator may know of it: its files with those that compiling made, if they could be
    /// taken out, and what is started, for a language that package formats call `code`.
    pub fn submitted(&self, code: &str) -> Submitted {
        let sources = self.built.layout.as_ref().map(|layout| layout.files.as_slice());
        let files = self.files.as_deref().or(sources).unwrap_or_default();
        let entry_point = self.built.layout.as_ref().map(Layout::entry_point).unwrap_or_default();
        Submitted {
            files: files.to_vec(),
            language: code.to_owned(),
            entry_point: entry_point.to_owned(),
        }
    }

    /// The limits of a run: the allowance with what the language adds.
    pub fn limits(&self, allowance: Allowance) -> sandbox::Limits {
        let (factor, extra, processes) = match &self.built.language {
            Some(language) => (language.time_factor, language.memory_extra_mib, language.processes),
            None => (1.0, 0, SCRIPT_PROCESSES),
        };
        sandbox::Limits {
            cpu: allowance.cpu.mul_f64(factor),
            wall: allowance.wall.mul_f64(factor),
            memory: (allowance.memory_mib + extra) << 20,
            output: allowance.output_mib << 20,
            processes,
        }
    }

    /// The command of a run.
    pub fn command(&self, run: Run, allowance: Allowance) -> Command {
        let mut argv = match &self.built.layout {
            Some(layout) => layout.run(&self.built.run, allowance.memory_mib),
            None => self.built.run.clone(),
        };
        argv.extend(run.args);
        let mut limits = self.limits(allowance);
        limits.cpu = limits.cpu.mul_f64(1.0 + allowance.grace);
        Command {
            argv,
            env: self.built.language.as_ref().map(|l| l.env.clone()).unwrap_or_default(),
            cwd: run.cwd,
            workdir: run.workdir,
            files: run.files,
            collect: run.collect,
            stdin: run.stdin,
            stdout: run.stdout,
            stderr: Stream::Capture,
            limits,
            policy: self
                .built
                .language
                .as_ref()
                .map_or("runtime", |l| l.seccomp.as_str())
                .to_owned(),
            cpus: run.cpus,
            priority: Priority::Normal,
            stop: None,
        }
    }

    /// Runs it once.
    pub fn run(&mut self, run: Run, allowance: Allowance) -> Result<Outcome, Error> {
        let command = self.command(run, allowance);
        Ok(self.sandbox.run(command)?)
    }

    /// What the language's runtime says when memory ran out.
    pub fn memory_messages(&self) -> &[String] {
        self.built.language.as_ref().map(|l| l.memory_messages.as_slice()).unwrap_or_default()
    }
}

/// A sandbox with everything in `/box` that running takes, or without, if compiling failed.
struct Made {
    sandbox: Box<dyn Sandbox>,
    files: Option<Arc<[File]>>,
    compilation: Compilation,
    abuse: Vec<Abuse>,
}

impl Made {
    /// Follows the recipe, or takes what came of it before.
    fn new(judge: &Judge, recipe: &Recipe<'_>) -> Result<Self, Error> {
        let open = |files: &[File]| -> Result<_, Error> {
            let mut sandbox = judge.provider.open(recipe.mounts())?;
            sandbox.put(files)?;
            Ok(sandbox)
        };
        let nothing =
            |status, output| Compilation { status, output, cpu_ms: 0, wall_ms: 0, memory_kib: 0 };
        let Some(argv) = &recipe.argv else {
            let compilation = nothing(CompileStatus::Skipped, String::new());
            let sandbox = open(recipe.files)?;
            let files = Some(recipe.files.into());
            return Ok(Self { sandbox, files, compilation, abuse: Vec::new() });
        };
        let key = recipe.key();
        if let Some(Compiled { files, output }) = judge.compiled.get(&key) {
            let compilation = nothing(CompileStatus::Ok, output);
            let sandbox = open(&files)?;
            return Ok(Self { sandbox, files: Some(files), compilation, abuse: Vec::new() });
        }
        let mut sandbox = open(recipe.files)?;
        let (compilation, abuse) = {
            // Counted, but free to use other CPUs: nobody's verdict hangs on its time.
            let _hold = judge.cores.one();
            compile(sandbox.as_mut(), argv.clone(), recipe.env(), recipe.limits)?
        };
        let mut files = None;
        if compilation.status == CompileStatus::Ok {
            files = sandbox.take(COMPILED_SIZE)?.map(Arc::from);
        }
        if let (Some(files), true) = (&files, abuse.is_empty()) {
            let (files, output) = (Arc::clone(files), compilation.output.clone());
            judge.compiled.put(&key, Compiled { files, output });
        }
        Ok(Self { sandbox, files, compilation, abuse })
    }

    fn build(self, built: Built) -> Build {
        let Self { sandbox, files, compilation, abuse } = self;
        let program = Program { sandbox, built: Arc::new(built), files };
        let program = (compilation.status != CompileStatus::Failed).then_some(program);
        Build { compilation, program, abuse }
    }
}

fn compile(
    sandbox: &mut dyn Sandbox,
    argv: Vec<String>,
    env: &[(String, String)],
    limits: &Limits,
) -> Result<(Compilation, Vec<Abuse>), Error> {
    let pipe = |error: io::Error| {
        Error::from(sandbox::Error {
            step: "a pipe for the compiler's output".into(),
            cause: error.to_string(),
            hint: None,
            lost: false,
        })
    };
    let (reader, writer) = io::pipe().map_err(pipe)?;
    let time = Duration::from_secs(limits.compilation_time_seconds);
    let limits = sandbox::Limits {
        cpu: time,
        // The time is a guarantee to the package, and the machine may be busy.
        wall: time * 3,
        memory: limits.compilation_memory_mib << 20,
        output: COMPILED_SIZE,
        processes: COMPILE_PROCESSES,
    };
    let command = Command {
        argv,
        env: env.to_vec(),
        cwd: "/box".into(),
        workdir: Workdir::Shared,
        files: Vec::new(),
        collect: None,
        stdin: Input::Empty,
        stdout: Stream::Fd(writer.try_clone().map_err(pipe)?.into()),
        stderr: Stream::Fd(writer.into()),
        limits: limits.clone(),
        policy: "compile".into(),
        cpus: Vec::new(),
        priority: Priority::Normal,
        stop: None,
    };
    // The pipe keeps the order of the two streams, and bounds what is kept of a long story.
    let said = thread::spawn(move || listen(reader));
    let outcome = sandbox.run(command)?;
    let mut output = said.join().unwrap_or_default();

    let status = match judge_end(&outcome, &limits, &[]) {
        Ok(()) => CompileStatus::Ok,
        Err(failure) => {
            // A plain exit code says nothing beside the compiler's own words.
            if output.is_empty() || !matches!(outcome.end, End::Exited(_)) {
                if !output.is_empty() && !output.ends_with('\n') {
                    output.push('\n');
                }
                output.push_str(&format!("compiling: {}\n", failure.message));
            }
            CompileStatus::Failed
        }
    };
    let usage = Used::from(outcome.usage);
    let compilation = Compilation {
        status,
        output,
        cpu_ms: usage.cpu_ms,
        wall_ms: usage.wall_ms,
        memory_kib: usage.memory_kib,
    };
    Ok((compilation, signs("compiling", &outcome, &limits)))
}

/// Keeps the first of what is written, and reads on to the end so that the writer never waits.
fn listen(mut reader: PipeReader) -> String {
    let mut kept = Vec::new();
    let mut read = || -> io::Result<bool> {
        reader.by_ref().take(COMPILER_OUTPUT).read_to_end(&mut kept)?;
        Ok(io::copy(&mut reader, &mut io::sink())? > 0)
    };
    // A pipe of our own fails only when its end is gone: what came until then counts.
    let cut = read().unwrap_or(false);
    let mut text = String::from_utf8_lossy(&kept).into_owned();
    if cut {
        text.push_str("\n… (cut)\n");
    }
    text
}
