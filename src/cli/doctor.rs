//! `minos doctor`: what this host gives, and what to do about what it does not.

use std::{fmt::Write, process::ExitCode};

use clap::Args;
use serde::Serialize;

use super::CANNOT_JUDGE;
use crate::{
    language::{self, Probe},
    sandbox::native::{self, Check, Health, Mode, Options, cgroup::Version},
};

/// Tell what this host gives to judging, what is weaker than it could be, and what to do.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  minos doctor\n\nExit status: 0 when this host can judge for \
                        others, as `minos serve` does;\n3 when it can't.")]
pub struct Doctor {
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    /// Whether this host can serve.
    ok: bool,
    mode: ModeReport,
    checks: Vec<Line>,
    languages: Vec<Language>,
}

/// The isolation that is in force.
#[derive(Serialize)]
struct ModeReport {
    root: bool,
    /// `v1`, `v2`, or none.
    cgroups: Option<&'static str>,
    summary: String,
}

#[derive(Serialize)]
struct Line {
    name: String,
    status: &'static str,
    detail: String,
    hint: Option<String>,
}

#[derive(Serialize)]
struct Language {
    id: String,
    name: String,
    version: String,
    status: &'static str,
    detail: String,
    hint: Option<String>,
    /// What its language server calls itself; none where there is none.
    server: Option<String>,
}

impl Doctor {
    /// Examines the host and prints what it found.
    ///
    /// # Errors
    /// When the language profiles can't be read.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        let languages = language::load(None)?;
        let (mode, checks) = native::examine(&Options::default());
        let report = Report::new(mode, checks, language::probe(&languages));
        if self.json {
            println!("{}", serde_json::to_string_pretty(&report)?);
        } else {
            print!("{}", report.table());
        }
        Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::from(CANNOT_JUDGE) })
    }
}

impl Report {
    fn new(mode: Mode, checks: Vec<Check>, probes: Vec<Probe>) -> Self {
        let ok = checks.iter().all(|check| check.health != Health::Missing);
        Self {
            ok,
            mode: ModeReport {
                root: !mode.rootless,
                cgroups: mode.cgroups.map(|version| match version {
                    Version::V1 => "v1",
                    Version::V2 => "v2",
                }),
                summary: mode.to_string(),
            },
            checks: checks
                .into_iter()
                .map(|check| Line {
                    name: check.name.into(),
                    status: word(check.health),
                    detail: check.detail,
                    hint: check.hint,
                })
                .collect(),
            languages: probes.into_iter().map(Language::from).collect(),
        }
    }

    /// For people: a line a thing, the hint below what is not well.
    fn table(&self) -> String {
        let mut text = String::new();
        let mut line = |status: &str, name: &str, detail: &str, hint: Option<&String>| {
            let _ = writeln!(text, "{status:<9} {name:<18} {detail}");
            if let Some(hint) = hint {
                let _ = writeln!(text, "{:<9} {:<18} -> {hint}", "", "");
            }
        };
        for check in &self.checks {
            line(check.status, &check.name, &check.detail, check.hint.as_ref());
        }
        for language in &self.languages {
            let name = format!("{}@{}", language.id, language.version);
            let help = language.server.as_ref().map(|server| format!("; help by {server}"));
            let detail = format!("{}{}", language.detail, help.unwrap_or_default());
            line(language.status, &name, &detail, language.hint.as_ref());
        }
        let verdict = if self.ok { "This host can judge." } else { "This host can't serve." };
        let _ = writeln!(text, "Mode: {}.\n{verdict}", self.mode.summary);
        text
    }
}

impl From<Probe> for Language {
    fn from(probe: Probe) -> Self {
        let mut found = None;
        let (status, detail, hint) = match probe.result {
            Ok(toolchain) => {
                found = toolchain.server;
                ("ok", toolchain.found, None)
            }
            Err(why) => {
                let packages = probe.language.packages.join(" ");
                ("missing", why, Some(format!("apt-get install {packages}")))
            }
        };
        Self {
            id: probe.language.id.clone(),
            name: probe.language.name.clone(),
            version: probe.version,
            status,
            detail,
            hint: hint.filter(|_| !probe.language.packages.is_empty()),
            server: found,
        }
    }
}

fn word(health: Health) -> &'static str {
    match health {
        Health::Ok => "ok",
        Health::Degraded => "degraded",
        Health::Missing => "missing",
    }
}
