//! Languages as data.

use std::{collections::BTreeMap, fmt};

use serde::{Deserialize, Serialize};

/// A language profile: one file in `sandbox-profiles/languages/`.
///
/// Commands run in `/box` when compiling; a run command names what it needs by absolute path,
/// for validators run elsewhere. Command words may hold placeholders: `{source}` the main source
/// file and `{sources}` all source files, the latter as separate words (relative in a compile
/// command, absolute in a run command); `{main}` the main file's name without extension, or the
/// main class where [`Self::class_keyword`] is set; `{memory_mib}` the memory limit of this run
/// without [`Self::memory_extra_mib`]; `{toolchain}` the directory found by [`Self::locate`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Language {
    /// `cpp`, `python3`, …; lower case, stable, used in the API and the database.
    pub id: String,
    /// `C++`, as people read it.
    pub name: String,
    /// Codes of the problem package format that mean this language (`cpp`, `python3`, …).
    #[serde(default)]
    pub package_codes: Vec<String>,
    /// File-name extensions without the dot that mean this language.
    pub extensions: Vec<String>,
    /// What a lone source is called in the sandbox, `main.cpp`.
    pub source: String,
    /// A regular word before the class name after which the file must be called (`public class`
    /// in Java), so that any class name compiles.
    #[serde(default)]
    pub class_keyword: Option<String>,
    /// CodeMirror mode of the editor.
    pub editor: String,
    /// Hello-world, shown in an empty editor.
    pub template: String,
    /// Seccomp policy: a file name in `sandbox-profiles/seccomp/` without extension.
    pub seccomp: String,
    /// Processes and threads a run may have at once, the program's own included.
    pub processes: u32,
    /// Texts on stderr by which the runtime says that memory ran out: with them, an abnormal end
    /// is over the memory limit.
    #[serde(default)]
    pub memory_messages: Vec<String>,
    /// Memory for the runtime itself, MiB, added to the problem's limit.
    #[serde(default)]
    pub memory_extra_mib: u64,
    /// Factor on the problem's time limit.
    #[serde(default = "one")]
    pub time_factor: f64,
    /// Host paths mounted read-only at the same path (globs of the last component allowed).
    #[serde(default)]
    pub mounts: Vec<String>,
    /// Debian packages that bring the tools; one line in the file, for scripts to read.
    #[serde(default)]
    pub packages: Vec<String>,
    /// Where the tools may be when not on the PATH inside; none when they always are.
    #[serde(default)]
    pub locate: Option<Locate>,
    /// Files put beside the source before compiling, content by path.
    #[serde(default)]
    pub support: BTreeMap<String, String>,
    /// Environment of compile and run, beside PATH, HOME and LANG.
    #[serde(default)]
    pub env: Vec<(String, String)>,
    /// What helps while one writes.
    #[serde(default)]
    pub server: Option<LanguageServer>,
    /// Versions, the default first.
    pub versions: Vec<Version>,
}

/// A program that speaks the Language Server Protocol on its stdin and stdout: completion and
/// diagnostics while one writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageServer {
    /// The language by the protocol's name.
    pub language: String,
    /// Debian packages that bring it; one line in the file, for scripts to read.
    #[serde(default)]
    pub packages: Vec<String>,
    /// Command that prints its version; its failure means that the host lacks it.
    pub probe: Vec<String>,
    /// Command that starts it, in `/box`.
    pub run: Vec<String>,
    /// Files put beside the source, content by path; `{version}` is the version's id.
    #[serde(default)]
    pub files: BTreeMap<String, String>,
    /// What it is told of its settings, as `workspace/didChangeConfiguration`.
    #[serde(default)]
    pub settings: Option<serde_json::Value>,
}

fn one() -> f64 {
    1.0
}

impl Language {
    /// Whether a problem that allows the package codes `allowed` (`None` is all) allows this
    /// language.
    #[must_use]
    pub fn is_allowed(&self, allowed: Option<&[String]>) -> bool {
        allowed.is_none_or(|codes| codes.iter().any(|code| self.package_codes.contains(code)))
    }
}

/// How to find a toolchain that lives in a directory of its own; the first that holds `file` is
/// mounted and becomes `{toolchain}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locate {
    /// Command that prints the directory, run with the environment of Minos itself.
    pub ask: Vec<String>,
    /// Directories tried next; `~` is the home directory, `*` in the last component
    /// stands for any text, the last name in alphabetical order first.
    pub dirs: Vec<String>,
    /// The file that proves a directory, relative to it: `bin/rustc`.
    pub file: String,
}

/// A version of a language: a standard, or a release of its tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// `20`, `3`, `17`; what people write after `@`.
    pub id: String,
    /// Command that prints the tool's version; its failure means that the host lacks it.
    pub probe: Vec<String>,
    /// Compile command; none for languages without that step.
    #[serde(default)]
    pub compile: Option<Vec<String>>,
    /// Run command.
    pub run: Vec<String>,
    /// A header to be compiled ahead; none where that gains nothing.
    #[serde(default)]
    pub precompiled: Option<Precompiled>,
}

/// A header of the system that many programs begin with, compiled once and then taken by compilers
/// in place of its text. Its commands run in `/box`, where `{source}` is a file that includes the
/// header and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precompiled {
    /// As programs name it: `bits/stdc++.h`. Only programs that do get what was made of it.
    pub header: String,
    /// Command that prints the header's text with all that it includes: what was made of another
    /// text is made anew.
    pub text: Vec<String>,
    /// Command that makes [`Self::file`].
    pub compile: Vec<String>,
    /// What the command makes, relative to `/box`.
    pub file: String,
    /// Words added to a program's compile command, by which the compiler finds the file; `{dir}`
    /// stands for the directory that it lies in by its relative path.
    pub flags: Vec<String>,
    /// Words added beside them to try the file: by these the compiler fails where it can't use it.
    pub trial: Vec<String>,
}

/// A language version that this host really has.
#[derive(Clone, Debug, PartialEq)]
pub struct Toolchain {
    /// Its language.
    pub language: std::sync::Arc<Language>,
    /// Its version, `{toolchain}` in its commands replaced.
    pub version: Version,
    /// What the probe printed, first line: `g++ (Debian 12.2.0-14) 12.2.0`.
    pub found: String,
    /// Host paths to mount read-only beside the standard root, globs resolved.
    pub mounts: Vec<std::path::PathBuf>,
    /// What the language's server calls itself, where the host has it.
    pub server: Option<String>,
}

/// `ID[@VERSION]` as people write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LanguageKey {
    /// The language's id.
    pub id: String,
    /// The version's id; the first version on the host when not given.
    pub version: Option<String>,
}

impl LanguageKey {
    /// Splits `ID[@VERSION]`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text.split_once('@') {
            Some((id, version)) => Self { id: id.into(), version: Some(version.into()) },
            None => Self { id: text.into(), version: None },
        }
    }
}

impl fmt::Display for LanguageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.version {
            Some(version) => write!(f, "{}@{version}", self.id),
            None => f.write_str(&self.id),
        }
    }
}
