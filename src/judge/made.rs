//! From a recipe to a sandbox with everything in it that running takes.

use std::{
    io::{self, PipeReader, Read},
    sync::Arc,
    thread,
    time::Duration,
};

use super::{
    Error, Judge,
    compiled::{Compiled, Recipe},
    end::judge_end,
    precompiled::Header,
    signs::signs,
    usage::Used,
};
use crate::{
    domain::{Abuse, Compilation, CompileStatus, Limits},
    sandbox::{self, Command, End, File, Input, LimitKind, Priority, Sandbox, Stream, Workdir},
};

/// Most of a compiler's words that are kept.
const COMPILER_OUTPUT: u64 = 64 << 10;
/// Largest file that a compiler may write. What lies in a compiled file does not count as the
/// program's memory.
const COMPILED_SIZE: u64 = 64 << 20;
/// Processes and threads that compiling may have.
pub(super) const COMPILE_PROCESSES: u32 = 256;

/// A sandbox with everything in `/box` that running takes, or without, if compiling failed.
pub(super) struct Made {
    /// The sandbox.
    pub sandbox: Box<dyn Sandbox>,
    /// All of its `/box`, where a copy of that is as good.
    pub files: Option<Arc<[File]>>,
    /// How it went.
    pub compilation: Compilation,
    /// What an operator should look at.
    pub abuse: Vec<Abuse>,
}

impl Made {
    /// Follows the recipe, or takes what came of it before.
    pub fn new(judge: &Judge, recipe: &Recipe<'_>) -> Result<Self, Error> {
        let open = |files: &[File]| -> Result<_, Error> {
            let mut sandbox = judge.provider.open(&recipe.mounts())?;
            sandbox.put(files)?;
            Ok(sandbox)
        };
        let nothing =
            |status, output| Compilation { status, output, cpu_ms: 0, wall_ms: 0, memory_kib: 0 };
        if recipe.argv.is_none() {
            let compilation = nothing(CompileStatus::Skipped, String::new());
            let sandbox = open(recipe.files)?;
            let files = Some(recipe.files.into());
            return Ok(Self { sandbox, files, compilation, abuse: Vec::new() });
        }
        let key = recipe.key();
        if let Some(Compiled { files, output }) = judge.compiled.get(&key) {
            let compilation = nothing(CompileStatus::Ok, output);
            let sandbox = open(&files)?;
            return Ok(Self { sandbox, files: Some(files), compilation, abuse: Vec::new() });
        }
        let made = match Self::with_header(judge, recipe)? {
            Some(made) => made,
            None => Self::compiled(judge, recipe, None)?.0,
        };
        if let (Some(files), true) = (&made.files, made.abuse.is_empty()) {
            let (files, output) = (Arc::clone(files), made.compilation.output.clone());
            judge.compiled.put(&key, Compiled { files, output });
        }
        Ok(made)
    }

    /// Compiles with a precompiled header, if there is one for this program. Only a good end
    /// counts, or one that would come later without the header: of a bad one the compiler must
    /// speak as if there were no such thing.
    fn with_header(judge: &Judge, recipe: &Recipe<'_>) -> Result<Option<Self>, Error> {
        let Some(header) = judge.header(recipe) else { return Ok(None) };
        let (made, end) = Self::compiled(judge, recipe, Some(&header))?;
        if matches!(end, End::Limit(LimitKind::Cpu | LimitKind::Wall)) {
            return Ok(Some(made));
        }
        let Some(files) = made.files.clone().filter(|_| made.abuse.is_empty()) else {
            return Ok(None);
        };
        // What runs sees no more of the host than its language says.
        let mut sandbox = judge.provider.open(&recipe.mounts())?;
        sandbox.put(&files)?;
        Ok(Some(Self { sandbox, ..made }))
    }

    /// Compiles, in a sandbox of its own; and how the compiler ended.
    fn compiled(
        judge: &Judge,
        recipe: &Recipe<'_>,
        header: Option<&Header>,
    ) -> Result<(Self, End), Error> {
        let mut mounts = recipe.mounts();
        let mut argv = recipe.argv.clone().unwrap_or_default();
        if let Some(Header { mount, flags }) = header {
            mounts.push(mount.clone());
            argv.extend_from_slice(flags);
        }
        let mut sandbox = judge.provider.open(&mounts)?;
        sandbox.put(recipe.files)?;
        let (compilation, abuse, end) = {
            // Counted, but free to use other CPUs: nobody's verdict hangs on its time.
            let _hold = judge.cores.one();
            compile(sandbox.as_mut(), argv, recipe.env(), recipe.limits)?
        };
        let mut files = None;
        if compilation.status == CompileStatus::Ok {
            files = sandbox.take(COMPILED_SIZE)?.map(Arc::from);
        }
        Ok((Self { sandbox, files, compilation, abuse }, end))
    }
}

fn compile(
    sandbox: &mut dyn Sandbox,
    argv: Vec<String>,
    env: &[(String, String)],
    limits: &Limits,
) -> Result<(Compilation, Vec<Abuse>, End), Error> {
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
    Ok((compilation, signs("compiling", &outcome, &limits), outcome.end))
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
