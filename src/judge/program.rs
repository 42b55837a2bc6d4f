//! A compiled program in a sandbox of its own, ready to run.

use std::{
    io::{self, PipeReader, Read},
    sync::Arc,
    thread,
    time::Duration,
};

use super::{Error, end::judge_end, layout::Layout, signs::signs, usage::Used};
use crate::{
    domain::{Abuse, Compilation, CompileStatus, Language, Limits, Toolchain},
    sandbox::{self, Command, End, File, Input, Outcome, Provider, Sandbox, Stream, Workdir},
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
    /// Its language; none for a package's scripts.
    language: Option<Arc<Language>>,
    layout: Option<Layout>,
    run: Vec<String>,
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
}

impl Run {
    /// A run in a read-only `/box` with stdout captured.
    pub fn new(stdin: Input) -> Self {
        Self {
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
}

impl Allowance {
    /// What a problem allows a submission.
    pub fn submission(limits: &Limits) -> Self {
        Self {
            cpu: limits.cpu(),
            wall: limits.wall(),
            memory_mib: limits.memory_mib,
            output_mib: limits.output_mib,
        }
    }

    /// What a problem allows its validators.
    pub fn validator(limits: &Limits) -> Self {
        Self {
            cpu: Duration::from_secs(limits.validation_time_seconds),
            wall: limits.validation_wall(),
            memory_mib: limits.validation_memory_mib,
            output_mib: limits.validation_output_mib,
        }
    }
}

impl Program {
    /// Compiles a source.
    pub fn build(
        provider: &dyn Provider,
        toolchain: &Toolchain,
        layout: Layout,
        limits: &Limits,
    ) -> Result<Build, Error> {
        let mut sandbox = provider.open(&toolchain.mounts)?;
        sandbox.put(&layout.files)?;
        let (compilation, abuse) = match &toolchain.version.compile {
            Some(words) => {
                compile(sandbox.as_mut(), layout.compile(words), &toolchain.language.env, limits)?
            }
            None => skipped(),
        };
        let program = Self {
            sandbox,
            language: Some(Arc::clone(&toolchain.language)),
            layout: Some(layout),
            run: toolchain.version.run.clone(),
        };
        let program = (compilation.status != CompileStatus::Failed).then_some(program);
        Ok(Build { compilation, program, abuse })
    }

    /// A package's own program with a `run` script, made by its `build` script if it has one.
    pub fn scripted(
        provider: &dyn Provider,
        files: &[File],
        limits: &Limits,
    ) -> Result<Build, Error> {
        let mut sandbox = provider.open(&[])?;
        sandbox.put(files)?;
        let (compilation, abuse) = if files.iter().any(|file| file.path == "build") {
            compile(sandbox.as_mut(), vec!["/box/build".to_owned()], &[], limits)?
        } else {
            skipped()
        };
        let program =
            Self { sandbox, language: None, layout: None, run: vec!["/box/run".to_owned()] };
        let program = (compilation.status != CompileStatus::Failed).then_some(program);
        Ok(Build { compilation, program, abuse })
    }

    /// The limits of a run: the allowance with what the language adds.
    pub fn limits(&self, allowance: Allowance) -> sandbox::Limits {
        let (factor, extra, processes) = match &self.language {
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
        let mut argv = match &self.layout {
            Some(layout) => layout.run(&self.run, allowance.memory_mib),
            None => self.run.clone(),
        };
        argv.extend(run.args);
        Command {
            argv,
            env: self.language.as_ref().map(|l| l.env.clone()).unwrap_or_default(),
            cwd: run.cwd,
            workdir: run.workdir,
            files: run.files,
            collect: run.collect,
            stdin: run.stdin,
            stdout: run.stdout,
            stderr: Stream::Capture,
            limits: self.limits(allowance),
            policy: self.language.as_ref().map_or("runtime", |l| l.seccomp.as_str()).to_owned(),
            cpus: Vec::new(),
        }
    }

    /// Runs it once.
    pub fn run(&mut self, run: Run, allowance: Allowance) -> Result<Outcome, Error> {
        let command = self.command(run, allowance);
        Ok(self.sandbox.run(command)?)
    }

    /// What the language's runtime says when memory ran out.
    pub fn memory_messages(&self) -> &[String] {
        self.language.as_ref().map(|l| l.memory_messages.as_slice()).unwrap_or_default()
    }
}

/// There was nothing to compile.
const fn skipped() -> (Compilation, Vec<Abuse>) {
    let compilation = Compilation {
        status: CompileStatus::Skipped,
        output: String::new(),
        cpu_ms: 0,
        wall_ms: 0,
        memory_kib: 0,
    };
    (compilation, Vec::new())
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
        })
    };
    let (reader, writer) = io::pipe().map_err(pipe)?;
    let time = Duration::from_secs(limits.compilation_time_seconds);
    let limits = sandbox::Limits {
        cpu: time,
        wall: time,
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
