//! A compiled program in a sandbox of its own, ready to run.

use std::{sync::Arc, time::Duration};

use super::{
    Error, Judge, compiled::Recipe, cores::Hold, end::GRACE, layout::Layout, made::Made,
    validator::Submitted,
};
use crate::{
    domain::{Abuse, Compilation, CompileStatus, Language, Limits, Toolchain},
    sandbox::{
        self, Command, File, Input, Mount, Outcome, Priority, Provider, Sandbox, Stream, Workdir,
    },
};

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
    mounts: Vec<Mount>,
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
            mounts: recipe.mounts(),
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

impl Made {
    fn build(self, built: Built) -> Build {
        let Self { sandbox, files, compilation, abuse } = self;
        let program = Program { sandbox, built: Arc::new(built), files };
        let program = (compilation.status != CompileStatus::Failed).then_some(program);
        Build { compilation, program, abuse }
    }
}
