//! The head of a hostile program.

use std::{collections::BTreeSet, fs, path::Path};

/// A program and what its head says.
pub struct Program {
    /// `family/name.extension`.
    pub name: String,
    /// All of it.
    pub source: String,
    head: Vec<(String, String)>,
}

impl Program {
    /// Reads `name` below `dir`.
    pub fn read(dir: &str, name: &str) -> Self {
        let path = Path::new(dir).join(name);
        let source = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{name}: {e}"));
        let head = source
            .lines()
            .skip_while(|line| line.starts_with("#!"))
            .map_while(|line| line.strip_prefix("//").or_else(|| line.strip_prefix("# ")))
            .filter_map(|line| line.trim().split_once(": "))
            .map(|(key, value)| (key.to_owned(), value.to_owned()))
            .collect();
        let program = Self { name: name.to_owned(), source, head };
        assert!(program.one("why").is_some(), "{name}: a head with `why:`");
        program
    }

    /// Every value of a key.
    pub fn all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.head.iter().filter(move |(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// The value of a key.
    pub fn one<'a>(&'a self, key: &'a str) -> Option<&'a str> {
        self.all(key).next()
    }

    /// The values of a key under a policy: those for all policies when it has none of its own.
    pub fn under(&self, key: &str, policy: Option<&str>) -> Vec<String> {
        let own = policy.map(|policy| format!("{key}@{policy}")).unwrap_or_default();
        let values: Vec<_> = self.all(&own).map(str::to_owned).collect();
        if values.is_empty() { self.all(key).map(str::to_owned).collect() } else { values }
    }

    /// The policies that it names beside its language's own.
    pub fn policies(&self) -> BTreeSet<&str> {
        self.head.iter().filter_map(|(key, _)| key.strip_prefix("end@")).collect()
    }
}
