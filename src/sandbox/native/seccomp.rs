//! Seccomp policies: data in `sandbox-profiles/seccomp/`, compiled once to a filter that crosses
//! to each run as a memory file.

#[cfg(test)]
mod arbitrary;
mod tree;

use std::{
    collections::{BTreeMap, HashMap},
    fs::File,
    io::{self, Write},
    os::fd::{AsFd, BorrowedFd},
    path::Path,
};

use libseccomp::ScmpSyscall;
use rust_embed::RustEmbed;
use serde::Deserialize;

use self::tree::Decision;
pub use self::tree::MOST_INSTRUCTIONS;
use super::reaper::memory_file;

/// Arguments of a system call.
const ARGUMENTS: u32 = 6;

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

impl Action {
    /// What a filter returns for it; linux/seccomp.h.
    fn value(self) -> u32 {
        let errno = |errno: i32| libc::SECCOMP_RET_ERRNO | errno.cast_unsigned();
        match self {
            Self::Allow => libc::SECCOMP_RET_ALLOW,
            Self::Kill => libc::SECCOMP_RET_KILL_PROCESS,
            Self::Eperm => errno(libc::EPERM),
            Self::Enosys => errno(libc::ENOSYS),
        }
    }
}

impl Rule {
    /// What the types can't say.
    fn check(&self) -> Result<(), String> {
        if self.reason.trim().is_empty() {
            return Err("a rule without a reason".into());
        }
        let Some(Condition { argument, test }) = &self.when else { return Ok(()) };
        if *argument >= ARGUMENTS {
            return Err(format!("argument {argument}: a system call has {ARGUMENTS}, from 0"));
        }
        match test {
            Test::Is(values) if values.is_empty() => {
                Err("`is` without a value would hold for none: leave the rule out".into())
            }
            _ => Ok(()),
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
        Self::of(&texts)
    }

    /// Compiles the policies of these texts, by name.
    fn of(texts: &HashMap<String, String>) -> Result<Self, String> {
        let mut policies = HashMap::new();
        for (name, text) in texts {
            let policy: Policy =
                toml::from_str(text).map_err(|e| format!("seccomp policy {name}.toml: {e}"))?;
            for rule in &policy.rule {
                rule.check().map_err(|e| format!("seccomp policy {name}.toml: {e}"))?;
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
    let default = policies[name].default;
    let mut rules = Vec::new();
    resolve(policies, name, &mut Vec::new(), &mut rules)?;
    let mut table: BTreeMap<u32, Decision<'_>> = BTreeMap::new();
    for rule in rules.iter().filter(|rule| rule.action != default) {
        // libseccomp numbers below 0 what this architecture does not have.
        let Ok(number) = u32::try_from(rule.call) else { continue };
        if number >= tree::X32 {
            return Err(format!("{number} is the number of no system call"));
        }
        let decision = table
            .entry(number)
            .or_insert_with(|| Decision { tests: Vec::new(), otherwise: default });
        match rule.when {
            Some(condition) => decision.tests.push((condition, rule.action)),
            None => decision.otherwise = rule.action,
        }
    }
    let mut file = memory_file("seccomp").map_err(|e| e.to_string())?;
    for one in tree::program(&table, default)? {
        let mut bytes = [0; 8];
        bytes[..2].copy_from_slice(&one.code.to_ne_bytes());
        bytes[2..4].copy_from_slice(&[one.jt, one.jf]);
        bytes[4..].copy_from_slice(&one.k.to_ne_bytes());
        file.write_all(&bytes).map_err(|e| e.to_string())?;
    }
    Ok(file)
}

/// A rule for one call.
struct Resolved<'p> {
    call: i32,
    action: Action,
    when: Option<&'p Condition>,
}

/// The rules of a policy and of those that it includes, call by call; `seen` are those that came
/// before, each of which comes once.
fn resolve<'p>(
    policies: &'p HashMap<String, Policy>,
    name: &'p str,
    seen: &mut Vec<&'p str>,
    into: &mut Vec<Resolved<'p>>,
) -> Result<(), String> {
    if seen.contains(&name) {
        return Ok(());
    }
    seen.push(name);
    let policy =
        policies.get(name).ok_or_else(|| format!("it includes {name}, which is not there"))?;
    for included in &policy.include {
        resolve(policies, included, seen, into)?;
    }
    for rule in &policy.rule {
        for call in &rule.calls {
            let call = match call {
                Call::Number(number) => *number,
                Call::Name(name) => ScmpSyscall::from_name(name)
                    .map_err(|_| format!("libseccomp knows no system call {name}"))?
                    .into(),
            };
            into.push(Resolved { call, action: rule.action, when: rule.when.as_ref() });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek};

    use libseccomp::{ScmpAction, ScmpArgCompare, ScmpCompareOp, ScmpFilterContext};

    use super::*;

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

    /// The filter that libseccomp makes of some rules.
    fn by_libseccomp(default: Action, rules: &[&Resolved<'_>]) -> Result<Vec<u8>, String> {
        let said = |e: libseccomp::error::SeccompError| e.to_string();
        let mut context = ScmpFilterContext::new(default.into()).map_err(said)?;
        // Calls through another architecture's entry (i386, x32) have other numbers: never.
        context.set_act_badarch(ScmpAction::KillProcess).map_err(said)?;
        for rule in rules {
            let call = ScmpSyscall::from(rule.call);
            let refused = |e| format!("call {}: {e}", rule.call);
            match rule.when {
                None => {
                    context.add_rule(rule.action.into(), call).map_err(refused)?;
                }
                Some(condition) => {
                    for one in condition.alternatives() {
                        context
                            .add_rule_conditional(rule.action.into(), call, &[one])
                            .map_err(refused)?;
                    }
                }
            }
        }
        let mut file = memory_file("seccomp").map_err(|e| e.to_string())?;
        context.export_bpf(&file).map_err(said)?;
        let mut bytes = Vec::new();
        file.rewind().and_then(|()| file.read_to_end(&mut bytes)).map_err(|e| e.to_string())?;
        Ok(bytes)
    }

    /// Runs a filter as the kernel does, for one call.
    pub fn decide(filter: &[u8], arch: u32, number: u32, arguments: [u64; 6]) -> u32 {
        let mut data = Vec::new();
        data.extend(number.to_ne_bytes());
        data.extend(arch.to_ne_bytes());
        data.extend(0_u64.to_ne_bytes());
        arguments.iter().for_each(|argument| data.extend(argument.to_ne_bytes()));
        let word = |at: usize| u32::from_ne_bytes(data[at..at + 4].try_into().unwrap());
        let (mut at, mut a) = (0, 0_u32);
        loop {
            let code = &filter[at * 8..at * 8 + 8];
            let (jt, jf) = (usize::from(code[2]), usize::from(code[3]));
            let k = u32::from_ne_bytes(code[4..].try_into().unwrap());
            let mut jump = |test: bool| at += if test { jt } else { jf };
            match u16::from_ne_bytes([code[0], code[1]]) {
                0x20 => a = word(k as usize),
                0x54 => a &= k,
                0x05 => at += k as usize,
                0x15 => jump(a == k),
                0x25 => jump(a > k),
                0x35 => jump(a >= k),
                0x45 => jump(a & k != 0),
                0x06 => return k,
                other => panic!("an instruction {other:#x}"),
            }
            at += 1;
        }
    }

    /// The short program decides as the one does that libseccomp makes of the whole policy.
    #[test]
    fn filters_decide_as_libseccomp_does() {
        let policies: HashMap<String, Policy> = built_in()
            .iter()
            .map(|(name, text)| (name.clone(), toml::from_str(text).unwrap()))
            .collect();
        let x86_64 = 0xC000_003E;
        for (name, policy) in &policies {
            let mut rules = Vec::new();
            resolve(&policies, name, &mut Vec::new(), &mut rules).unwrap();
            rules.retain(|rule| rule.action != policy.default);
            let model = by_libseccomp(policy.default, &rules.iter().collect::<Vec<_>>()).unwrap();
            let mut ours = Vec::new();
            let mut file = compile(&policies, name).unwrap();
            file.rewind().unwrap();
            file.read_to_end(&mut ours).unwrap();
            assert!(ours.len() < model.len(), "{name}: {} {}", ours.len(), model.len());
            let numbers = (0..700).chain([0x3FFF_FFFF, 0x4000_0000, 0x4000_0001, 0xFFFF_FFFF]);
            for number in numbers {
                let asks = |rule: &Resolved<'_>| {
                    rule.when.is_some() && u32::try_from(rule.call) == Ok(number)
                };
                let mut values = vec![0];
                for rule in rules.iter().filter(|rule| asks(rule)) {
                    if let Some(Condition { test: Test::Is(listed), .. }) = rule.when {
                        let near = |value: &u64| [value.wrapping_sub(1), *value, value + 1];
                        values.extend(listed.iter().flat_map(near));
                    }
                }
                if rules.iter().any(asks) {
                    values.extend((0..64).map(|bit| 1 << bit).chain(1..64).chain([0x5412, !0]));
                }
                let calls = values.iter().flat_map(|value| (0..6).map(move |at| (at, *value)));
                let own = calls.map(|(at, value)| (x86_64, at, value));
                for (arch, at, value) in own.chain([(0x4000_0003, 0, 0), (0, 0, 0)]) {
                    let mut arguments = [0; 6];
                    arguments[at] = value;
                    assert_eq!(
                        decide(&ours, arch, number, arguments),
                        decide(&model, arch, number, arguments),
                        "{name}: {number} of {arch:#x} with {arguments:?}"
                    );
                }
            }
        }
    }

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
    fn policies_may_include_each_other() {
        let policy = |include: &str| format!("default = \"allow\"\ninclude = [{include}]\n");
        let texts = [("a", "\"b\", \"b\""), ("b", "\"a\", \"b\"")];
        let texts = texts.map(|(name, include)| (name.to_owned(), policy(include))).into();
        assert!(Filters::of(&texts).is_ok());
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
        let when = |when: &str| refused(&format!("{}when = {when}\n", rule("read", "why")));
        assert!(when("{ argument = 6, is = [1] }").contains("argument 6"));
        assert!(when("{ argument = 0, is = [] }").contains("without a value"));
        let number = rule("read", "why").replace("\"read\"", "1073741824");
        assert!(refused(&number).contains("1073741824 is the number of no system call"));
        let many: Vec<String> = (0..200).map(|n| (2 * n).to_string()).collect();
        let many = format!("{{ argument = 0, is = [{}] }}", many.join(", "));
        let calls: Vec<String> = (0..400).step_by(2).map(|n| n.to_string()).collect();
        let long = rule("read", "why").replace("\"read\"", &calls.join(", "));
        assert!(refused(&format!("{long}when = {many}\n")).contains("the kernel takes 4096"));
        let more: Vec<String> = (0..600).map(|n| (2 * n).to_string()).collect();
        let more = format!("{{ argument = 0, is = [{}] }}", more.join(", "));
        assert!(when(&more).contains("call 0: its tests are longer"));
    }
}
