//! Other sandboxes, where they are installed, on the same program.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::{AtomicU64, Ordering},
};

use anyhow::Context;
use serde_json::{Value, json};

use super::figures::{Figures, timed};

/// Measures those that are there.
pub fn measure(
    program: &Path,
    dir: &Path,
    samples: usize,
) -> BTreeMap<&'static str, Result<Figures, String>> {
    let mut all = BTreeMap::new();
    let mut add = |name, binary: &str, result: &dyn Fn() -> anyhow::Result<Figures>| {
        if installed(binary) {
            all.insert(name, result().map_err(|e| format!("{e:#}")));
        }
    };
    add("bubblewrap", "bwrap", &|| repeat(samples, || bubblewrap(program)));
    for (name, binary) in [("runc", "runc"), ("crun", "crun")] {
        add(name, binary, &|| {
            let bundle = bundle(binary, program, &dir.join(name))?;
            repeat(samples, || container(binary, &bundle))
        });
    }
    all
}

fn installed(binary: &str) -> bool {
    let quiet = |command: &mut Command| {
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()
    };
    quiet(Command::new(binary).arg("--version")).is_ok_and(|status| status.success())
}

fn repeat(samples: usize, work: impl Fn() -> anyhow::Result<()>) -> anyhow::Result<Figures> {
    work()?;
    let times: Result<Vec<_>, _> = (0..samples).map(|_| timed(&work)).collect();
    Ok(Figures::of(times?))
}

fn succeed(command: &mut Command) -> anyhow::Result<()> {
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{}: {}", output.status, said.trim());
    Ok(())
}

/// All namespaces, a read-only root.
fn bubblewrap(program: &Path) -> anyhow::Result<()> {
    succeed(
        Command::new("bwrap")
            .args(["--unshare-all", "--die-with-parent", "--ro-bind", "/", "/"])
            .args(["--tmpfs", "/tmp", "--proc", "/proc", "--dev", "/dev"])
            .arg(program),
    )
}

/// A bundle of the runtime's own making, with the program as its root's only file, and limits on
/// memory and processes.
fn bundle(binary: &str, program: &Path, dir: &Path) -> anyhow::Result<std::path::PathBuf> {
    fs::create_dir_all(dir.join("rootfs"))?;
    fs::copy(program, dir.join("rootfs/hello"))?;
    succeed(Command::new(binary).arg("spec").current_dir(dir))?;
    let path = dir.join("config.json");
    let mut config: Value = serde_json::from_slice(&fs::read(&path)?)?;
    config["process"]["terminal"] = json!(false);
    config["process"]["args"] = json!(["/hello"]);
    let resources = config["linux"]["resources"].as_object_mut().context("no linux.resources")?;
    resources.insert("memory".into(), json!({ "limit": 256 << 20 }));
    resources.insert("pids".into(), json!({ "limit": 16 }));
    fs::write(&path, config.to_string())?;
    Ok(dir.to_owned())
}

fn container(binary: &str, bundle: &Path) -> anyhow::Result<()> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let id = format!("minos-bench-{}-{number}", std::process::id());
    succeed(Command::new(binary).args(["run", "--bundle"]).arg(bundle).arg(id))
}
