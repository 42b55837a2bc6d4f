//! Which toolchains this host really has.

use std::{
    env,
    io::Read,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::locate::{glob, locate};
use crate::{
    domain::{Language, Toolchain, Version},
    sandbox::PATH,
};

/// A tool that does not say its version within this time is not there.
const PATIENCE: Duration = Duration::from_secs(60);

/// What probing one version found.
#[derive(Clone, Debug)]
pub struct Probe {
    /// The language.
    pub language: Arc<Language>,
    /// The version's id.
    pub version: String,
    /// The toolchain, or why the host does not have it.
    pub result: Result<Toolchain, String>,
}

/// Probes every version of every language, in their order.
#[must_use]
pub fn probe(languages: &[Arc<Language>]) -> Vec<Probe> {
    let wanted: Vec<_> =
        languages.iter().flat_map(|l| l.versions.iter().map(move |v| (l, v))).collect();
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::with_capacity(wanted.len()));
    // Half of a probe is waiting for the disk.
    let threads = 2 * thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some((language, version)) =
                    wanted.get(next.fetch_add(1, Ordering::Relaxed))
                {
                    let probe = Probe {
                        language: Arc::clone(language),
                        version: version.id.clone(),
                        result: probe_one(language, version),
                    };
                    found.lock().unwrap_or_else(PoisonError::into_inner).push(probe);
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.sort_by_key(|probe| {
        wanted.iter().position(|(l, v)| l.id == probe.language.id && v.id == probe.version)
    });
    found
}

/// The toolchains that were found.
#[must_use]
pub fn installed(probes: Vec<Probe>) -> Vec<Toolchain> {
    probes.into_iter().filter_map(|probe| probe.result.ok()).collect()
}

fn probe_one(language: &Arc<Language>, version: &Version) -> Result<Toolchain, String> {
    let mut mounts: Vec<_> = language.mounts.iter().flat_map(|pattern| glob(pattern)).collect();
    let mut version = version.clone();
    if let Some(rule) = &language.locate {
        let dir = locate(rule).ok_or_else(|| format!("no directory with {} found", rule.file))?;
        fill_in(&mut version, &dir);
        mounts.push(dir);
    }
    let found = ask(&version.probe, &language.env)?;
    // Its lack is none of the language's.
    let server = language.server.as_ref().and_then(|s| ask(&s.probe, &language.env).ok());
    Ok(Toolchain { language: Arc::clone(language), version, found, mounts, server })
}

/// Puts the toolchain's directory into the commands.
fn fill_in(version: &mut Version, dir: &Path) {
    let dir = dir.display().to_string();
    let mut commands = vec![&mut version.probe, &mut version.run];
    commands.extend(version.compile.as_mut());
    if let Some(header) = &mut version.precompiled {
        commands.extend([&mut header.text, &mut header.compile, &mut header.flags]);
    }
    for word in commands.into_iter().flatten() {
        *word = word.replace("{toolchain}", &dir);
    }
}

/// Runs a probe as a sandbox would, and gives the first line that it prints.
fn ask(words: &[String], env: &[(String, String)]) -> Result<String, String> {
    let (program, args) = words.split_first().ok_or("the probe is empty")?;
    let path = on_path(program).ok_or_else(|| format!("no `{program}` in {PATH}"))?;
    let mut child = Command::new(path)
        .args(args)
        .env_clear()
        .env("PATH", PATH)
        .env("HOME", env::temp_dir())
        .env("LANG", "C.UTF-8")
        .envs(env.iter().map(|(name, value)| (name, value)))
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|e| format!("`{program}`: {e}"))?;

    // Versions are short: what a probe prints fits into the pipes until it has ended.
    let deadline = Instant::now() + PATIENCE;
    let status = loop {
        match child.try_wait() {
            Ok(Some(status)) => break status,
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            Ok(None) | Err(_) => {
                // Either may fail only because the child is gone already.
                let _ = child.kill();
                let _ = child.wait();
                return Err(format!("`{}` did not answer", words.join(" ")));
            }
        }
    };
    let mut text = Vec::new();
    for stream in [child.stdout.take().map(boxed), child.stderr.take().map(boxed)] {
        let Some(stream) = stream else { continue };
        stream
            .take(64 << 10)
            .read_to_end(&mut text)
            .map_err(|e| format!("`{program}`: reading its answer: {e}"))?;
    }
    let text = String::from_utf8_lossy(&text);
    let line = text.lines().map(str::trim).find(|line| !line.is_empty());
    match (status.success(), line) {
        (true, Some(line)) => Ok(line.to_owned()),
        (true, None) => Ok(program.clone()),
        (false, Some(line)) => Err(format!("`{program}`: {line}")),
        (false, None) => Err(format!("`{program}`: {status}")),
    }
}

fn boxed(stream: impl Read + 'static) -> Box<dyn Read> {
    Box::new(stream)
}

/// The program's file; without a slash it is sought where a sandbox would.
fn on_path(program: &str) -> Option<PathBuf> {
    if program.contains('/') {
        return Some(program.into());
    }
    PATH.split(':').map(|dir| Path::new(dir).join(program)).find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::load;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_probe_sees_the_path_of_the_sandbox_only() {
        assert_eq!(
            ask(&words(&["sh", "-c", "echo \"$PATH $X\""]), &[("X".into(), "y".into())]),
            Ok(format!("{PATH} y"))
        );
        let missing = ask(&words(&["no-such-tool"]), &[]).expect_err("missing");
        assert_eq!(missing, format!("no `no-such-tool` in {PATH}"));
        let failed = ask(&words(&["sh", "-c", "echo broken >&2; exit 1"]), &[]);
        assert_eq!(failed, Err("`sh`: broken".into()));
    }

    #[test]
    fn every_version_is_answered_in_order() {
        let languages = load(None).expect("profiles");
        let probes = probe(&languages);
        let wanted: Vec<_> = languages
            .iter()
            .flat_map(|l| l.versions.iter().map(|v| (l.id.as_str(), v.id.as_str())))
            .collect();
        let got: Vec<_> =
            probes.iter().map(|p| (p.language.id.as_str(), p.version.as_str())).collect();
        assert_eq!(got, wanted);
        // Bash is there wherever this test can run, and Rust compiled it.
        for id in ["bash", "rust"] {
            let probe = probes.iter().find(|p| p.language.id == id).expect(id);
            let toolchain = probe.result.as_ref().expect(id);
            assert!(toolchain.version.run.iter().all(|word| !word.contains("{toolchain}")));
        }
    }
}
