//! Seccomp policies: data in `sandbox-profiles/seccomp/`, compiled once to a filter that crosses
//! to each run as a memory file.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, Seek},
    os::fd::{AsFd, BorrowedFd},
    path::Path,
};

use libseccomp::{ScmpAction, ScmpArgCompare, ScmpCompareOp, ScmpFilterContext, ScmpSyscall};
use rust_embed::RustEmbed;
use serde::Deserialize;

use super::reaper::memory_file;

#[derive(RustEmbed)]
#[folder = "sandbox-profiles/seccomp/"]
struct Embedded;

/// A policy file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Policy {
    /// What happens to calls that no rule names.
    default: Action,
    /// Names of policies whose rules come with this one's.
    #[serde(default)]
    include: Vec<String>,
    #[serde(default)]
    rule: Vec<Rule>,
}

/// One rule: what happens to some calls, and why.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    action: Action,
    /// Names, or numbers where libseccomp has no name yet.
    calls: Vec<Call>,
    /// Only when this holds.
    when: Option<Condition>,
    /// For the reader; a rule without a reason is refused.
    reason: String,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Call {
    Name(String),
    Number(i32),
}

/// A condition on an argument. Only its low 32 bits count, where the test says nothing else: the
/// kernel reads no more of the arguments that policies look at, so the high ones must not make a
/// difference.
#[derive(Debug, Deserialize)]
struct Condition {
    /// Which argument, from 0.
    argument: u32,
    #[serde(flatten)]
    test: Test,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Test {
    /// It is one of these.
    Is(Vec<u64>),
    /// At least one of these bits is set.
    AnyBit(u64),
    /// None of these bits is set.
    NoBit(u64),
    /// It is at least this, high bits included: what is refused then is refused with them too.
    AtLeast(u64),
    /// A pointer that is one: `true` for other than NULL, `false` for NULL.
    Pointer(bool),
}

impl Condition {
    /// The comparisons of which one must hold; libseccomp itself knows only "all".
    fn alternatives(&self) -> Vec<ScmpArgCompare> {
        let low = u64::from(u32::MAX);
        let compare = |mask, value| {
            ScmpArgCompare::new(self.argument, ScmpCompareOp::MaskedEqual(mask), value)
        };
        match &self.test {
            Test::Is(values) => values.iter().map(|value| compare(low, *value)).collect(),
            Test::AnyBit(bits) => (0..u32::BITS)
                .map(|at| 1 << at)
                .filter(|bit| bits & bit != 0)
                .map(|bit| compare(bit, bit))
                .collect(),
            Test::NoBit(bits) => vec![compare(*bits, 0)],
            Test::AtLeast(least) => {
                vec![ScmpArgCompare::new(self.argument, ScmpCompareOp::GreaterEqual, *least)]
            }
            Test::Pointer(some) => {
                let op = if *some { ScmpCompareOp::NotEqual } else { ScmpCompareOp::Equal };
                vec![ScmpArgCompare::new(self.argument, op, 0)]
            }
        }
    }
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Action {
    /// The call goes through.
    Allow,
    /// The whole process dies of SIGSYS: a security event.
    Kill,
    /// The call fails as one that is not permitted.
    Eperm,
    /// The call fails as one that the kernel does not have; programs then do without.
    Enosys,
}

impl From<Action> for ScmpAction {
    fn from(action: Action) -> Self {
        match action {
            Action::Allow => Self::Allow,
            Action::Kill => Self::KillProcess,
            Action::Eperm => Self::Errno(libc::EPERM),
            Action::Enosys => Self::Errno(libc::ENOSYS),
        }
    }
}

/// Compiled filters by policy name.
pub struct Filters {
    filters: HashMap<String, File>,
}

impl Filters {
    /// Compiles the built-in policies and those of `dir`, which replace built-in ones of the same
    /// name.
    ///
    /// # Errors
    /// The file that is wrong, and how.
    pub fn load(dir: Option<&Path>) -> Result<Self, String> {
        let mut texts = built_in();
        if let Some(dir) = dir {
            texts.extend(read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?);
        }
        let mut policies = HashMap::new();
        for (name, text) in &texts {
            let policy: Policy =
                toml::from_str(text).map_err(|e| format!("seccomp policy {name}.toml: {e}"))?;
            if policy.rule.iter().any(|rule| rule.reason.trim().is_empty()) {
                return Err(format!("seccomp policy {name}.toml: a rule without a reason"));
            }
            policies.insert(name.clone(), policy);
        }
        let mut filters = HashMap::new();
        for name in policies.keys() {
            let file =
                compile(&policies, name).map_err(|e| format!("seccomp policy {name}.toml: {e}"))?;
            filters.insert(name.clone(), file);
        }
        Ok(Self { filters })
    }

    /// The compiled filter of a policy.
    #[must_use]
    pub fn get(&self, policy: &str) -> Option<BorrowedFd<'_>> {
        self.filters.get(policy).map(AsFd::as_fd)
    }
}

fn built_in() -> HashMap<String, String> {
    Embedded::iter()
        .filter_map(|name| {
            let file = Embedded::get(&name)?;
            let stem = name.strip_suffix(".toml")?.to_owned();
            Some((stem, String::from_utf8_lossy(&file.data).into_owned()))
        })
        .collect()
}

fn read_dir(dir: &Path) -> io::Result<HashMap<String, String>> {
    let mut texts = HashMap::new();
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "toml") {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            texts.insert(stem, std::fs::read_to_string(&path)?);
        }
    }
    Ok(texts)
}

fn compile(policies: &HashMap<String, Policy>, name: &str) -> Result<File, String> {
    let said = |e: libseccomp::error::SeccompError| e.to_string();
    let policy = &policies[name];
    let mut context = ScmpFilterContext::new(policy.default.into()).map_err(said)?;
    // Calls through another architecture's entry (i386, x32) have other numbers: never.
    context.set_act_badarch(ScmpAction::KillProcess).map_err(said)?;
    // A tree rather than a list: the kernel walks it for every call that there is when the filter
    // is loaded, which is before each program.
    context.set_ctl_optimize(2).map_err(said)?;
    add_rules(&mut context, policies, name, policy.default)?;
    let mut file = memory_file("seccomp").map_err(|e| e.to_string())?;
    context.export_bpf(&file).map_err(said)?;
    file.rewind().map_err(|e| e.to_string())?;
    Ok(file)
}

fn add_rules(
    context: &mut ScmpFilterContext,
    policies: &HashMap<String, Policy>,
    name: &str,
    default: Action,
) -> Result<(), String> {
    let policy =
        policies.get(name).ok_or_else(|| format!("it includes {name}, which is not there"))?;
    for included in &policy.include {
        add_rules(context, policies, included, default)?;
    }
    for rule in policy.rule.iter().filter(|rule| rule.action != default) {
        let conditions = rule.when.as_ref().map(Condition::alternatives);
        for call in &rule.calls {
            let syscall = match call {
                Call::Number(number) => ScmpSyscall::from(*number),
                Call::Name(name) => ScmpSyscall::from_name(name)
                    .map_err(|_| format!("libseccomp knows no system call {name}"))?,
            };
            let refused = |e| format!("{call:?}: {e}");
            match &conditions {
                None => {
                    context.add_rule(rule.action.into(), syscall).map_err(refused)?;
                }
                Some(alternatives) => {
                    for one in alternatives {
                        context
                            .add_rule_conditional(rule.action.into(), syscall, &[*one])
                            .map_err(refused)?;
                    }
                }
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_policies_join_the_built_in_ones() {
        let dir = tempfile::tempdir().unwrap();
        let own = "default = \"allow\"\ninclude = [\"common\"]\n";
        std::fs::write(dir.path().join("mine.toml"), own).unwrap();
        let filters = Filters::load(Some(dir.path())).unwrap();
        for policy in ["mine", "default", "runtime", "compile"] {
            assert!(filters.get(policy).is_some(), "{policy}");
        }
    }

    #[test]
    fn wrong_policies_are_refused_by_name() {
        let dir = tempfile::tempdir().unwrap();
        let refused = |text: &str| {
            std::fs::write(dir.path().join("mine.toml"), text).unwrap();
            Filters::load(Some(dir.path())).err().expect("an error")
        };
        let rule = |call: &str, reason: &str| {
            format!(
                "default = \"allow\"\n[[rule]]\naction = \"kill\"\ncalls = [\"{call}\"]\n\
                 reason = \"{reason}\"\n"
            )
        };
        assert!(refused(&rule("no_such_call", "why")).contains("mine.toml: libseccomp knows no"));
        assert!(refused(&rule("mount", " ")).contains("a rule without a reason"));
        assert!(refused("default = \"maybe\"").contains("mine.toml"));
    }
}
