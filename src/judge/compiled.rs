//! What compilers made of sources, kept for the same source to come again: a rejudge, the next
//! run on own input, a problem's validator at each judgement.
//!
//! Only what the sandboxed compiler left for that very key is kept: every file that it was given,
//! its command, its environment, its version and its limits. What failed, went over a limit or
//! looked like abuse is compiled again each time, and so is what can't be taken out whole.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use sha2::{Digest as _, Sha256};

use crate::{
    domain::{Cache, Digest, Limits, Toolchain},
    sandbox::{File, Mount},
};

/// A program's directory after compiling, and what the compiler said.
#[derive(Clone, Debug)]
pub(super) struct Compiled {
    /// All of `/box`.
    pub files: Arc<[File]>,
    /// The compiler's words.
    pub output: String,
}

/// Compiled programs by the key of everything that went into them.
pub(super) struct CompiledCache(Mutex<Cache<Compiled>>);

impl CompiledCache {
    /// An empty one for at most `bytes`.
    pub fn new(bytes: usize) -> Self {
        Self(Mutex::new(Cache::new(bytes)))
    }

    /// What was compiled so before.
    pub fn get(&self, key: &Digest) -> Option<Compiled> {
        self.lock().get(key)
    }

    /// Keeps what was compiled.
    pub fn put(&self, key: &Digest, compiled: Compiled) {
        let files = compiled.files.iter().map(|file| file.data.len() + file.path.len());
        let size = files.sum::<usize>() + compiled.output.len();
        self.lock().put(key, compiled, size);
    }

    fn lock(&self) -> MutexGuard<'_, Cache<Compiled>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything that goes into a program.
pub(super) struct Recipe<'a> {
    /// The language version; none for a package's script.
    pub toolchain: Option<&'a Toolchain>,
    /// What lies in `/box` before.
    pub files: &'a [File],
    /// The compile command; none when there is nothing to compile.
    pub argv: Option<Vec<String>>,
    /// What compiling may use.
    pub limits: &'a Limits,
}

impl Recipe<'_> {
    /// Host paths that the compiler sees beside the standard root.
    pub fn mounts(&self) -> Vec<Mount> {
        self.toolchain.map(|toolchain| Mount::same(&toolchain.mounts)).unwrap_or_default()
    }

    /// The compiler's environment.
    pub fn env(&self) -> &[(String, String)] {
        self.toolchain.map_or(&[], |toolchain| &toolchain.language.env)
    }

    /// A name that two recipes share only when nothing tells them apart.
    pub fn key(&self) -> Digest {
        let mut hash = Sha256::new();
        // Each part with its length, so that no two lists of parts look alike.
        let mut add = |part: &[u8]| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        };
        if let Some(Toolchain { language, version, found, mounts, server: _ }) = self.toolchain {
            for part in [&language.id, &version.id, found] {
                add(part.as_bytes());
            }
            for mount in mounts {
                add(mount.as_os_str().as_encoded_bytes());
            }
        }
        add(b"environment");
        for (name, value) in self.env() {
            add(name.as_bytes());
            add(value.as_bytes());
        }
        add(b"command");
        for word in self.argv.iter().flatten() {
            add(word.as_bytes());
        }
        add(b"limits");
        add(&self.limits.compilation_time_seconds.to_le_bytes());
        add(&self.limits.compilation_memory_mib.to_le_bytes());
        for file in self.files {
            add(file.path.as_bytes());
            add(&[u8::from(file.executable)]);
            add(&file.data);
        }
        Digest(hex::encode(hash.finalize()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::judge::fake;

    fn file(path: &str, text: &str) -> File {
        File { path: path.into(), data: text.as_bytes().into(), executable: false }
    }

    #[test]
    fn whatever_differs_makes_another_key() {
        let (toolchain, limits) = (fake::toolchain(), Limits::default());
        let words = |text: &str| Some(text.split(' ').map(String::from).collect::<Vec<_>>());
        let mut newer = toolchain.clone();
        newer.found = "X 2".into();
        let mut mounted = toolchain.clone();
        mounted.mounts.push("/opt/x".into());
        let less = Limits { compilation_memory_mib: 64, ..limits.clone() };
        let recipe = |toolchain, argv: &str, limits, files: &[File]| {
            Recipe { toolchain, files, argv: words(argv), limits }.key()
        };
        let run = File { executable: true, ..file("a", "bc") };
        let keys = [
            recipe(Some(&toolchain), "cc a", &limits, &[file("a", "bc")]),
            recipe(Some(&toolchain), "cc a", &limits, &[file("ab", "c")]),
            recipe(Some(&toolchain), "cc a", &limits, &[file("a", "bd")]),
            recipe(Some(&toolchain), "cc a", &limits, &[run]),
            recipe(Some(&toolchain), "cc a", &limits, &[file("a", "bc"), file("d", "")]),
            recipe(Some(&toolchain), "cc -g a", &limits, &[file("a", "bc")]),
            recipe(Some(&newer), "cc a", &limits, &[file("a", "bc")]),
            recipe(Some(&mounted), "cc a", &limits, &[file("a", "bc")]),
            recipe(None, "cc a", &limits, &[file("a", "bc")]),
            recipe(Some(&toolchain), "cc a", &less, &[file("a", "bc")]),
        ];
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
        assert_eq!(keys[0], recipe(Some(&toolchain), "cc a", &limits, &[file("a", "bc")]));
    }
}
