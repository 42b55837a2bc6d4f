//! Headers of the system, compiled ahead of the programs that begin with them.
//!
//! What is made has no byte of a contestant's or a package's in it. It is made in an ordinary
//! sandbox, the first time that a program could use it, by a thread of its own; programs are
//! compiled from the header's text until then, and whenever anything about it fails. It lies in a
//! directory of the server's under a name that holds everything that went into it and its own
//! hash, and is seen by compilers alone, read-only; what they compiled runs in another sandbox.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fs::{self, File, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use sha2::{Digest as _, Sha256};

use super::{Judge, compiled::Recipe, cores::Cores, made::COMPILE_PROCESSES};
use crate::{
    domain::{Precompiled, Toolchain},
    sandbox::{
        self, Command, End, Input, Limits, Mount, Outcome, Priority, Provider, Sandbox, Stream,
        Workdir,
    },
};

/// What making a header may take: several times what the largest known one does.
const LIMITS: Limits = Limits {
    cpu: Duration::from_secs(120),
    wall: Duration::from_secs(360),
    memory: 2 << 30,
    output: LARGEST,
    processes: COMPILE_PROCESSES,
};

/// Where a compiler sees one.
const INSIDE: &str = "/headers";

/// Largest compiled header, bytes.
const LARGEST: u64 = 400 << 20;

/// A compiled header for compilers to find.
#[derive(Clone, Debug)]
pub(super) struct Header {
    /// What the compiler must see.
    pub mount: Mount,
    /// To be added to the compile command.
    pub flags: Vec<String>,
}

/// The compiled headers of a judge.
pub(super) struct Headers {
    /// Where they lie; without it there are none.
    dir: Option<PathBuf>,
    known: Mutex<BTreeMap<Key, State>>,
}

/// Ids of a language and its version.
type Key = (String, String);

enum State {
    /// Somebody is at it.
    Coming,
    There(Header),
    /// Something failed, and would again.
    Failed,
}

impl Headers {
    /// Those in a directory, which need not exist yet.
    pub fn new(dir: Option<PathBuf>) -> Self {
        Self { dir, known: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<Key, State>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Judge {
    /// Compiles the header of a language version ahead, now rather than when a program could use
    /// it. Whether there is one for programs to come; the log says why not.
    pub fn precompile(&self, toolchain: &Toolchain) -> bool {
        if let Some(maker) = self.claim(toolchain) {
            maker.work();
        }
        let known = self.headers.lock();
        matches!(known.get(&key(toolchain)), Some(State::There(_)))
    }

    /// The compiled header for a program that names it. When there is none yet, it will be made.
    pub(super) fn header(&self, recipe: &Recipe<'_>) -> Option<Header> {
        let toolchain = recipe.toolchain?;
        let header = toolchain.version.precompiled.as_ref()?.header.as_bytes();
        let names = |data: &[u8]| data.windows(header.len()).any(|window| window == header);
        if !recipe.files.iter().any(|file| names(&file.data)) {
            return None;
        }
        if let Some(maker) = self.claim(toolchain) {
            let work = thread::Builder::new().name("headers".into());
            if let Err(cause) = work.spawn(move || maker.work()) {
                tracing::warn!(%cause, "no thread to precompile a header");
            }
        }
        match self.headers.lock().get(&key(toolchain)) {
            Some(State::There(header)) => Some(header.clone()),
            _ => None,
        }
    }

    /// Whoever makes the header, if nobody has been asked to.
    fn claim(&self, toolchain: &Toolchain) -> Option<Maker> {
        let (root, plan) = (self.headers.dir.clone()?, toolchain.version.precompiled.clone()?);
        match self.headers.lock().entry(key(toolchain)) {
            Entry::Occupied(_) => return None,
            Entry::Vacant(place) => place.insert(State::Coming),
        };
        Some(Maker {
            headers: Arc::clone(&self.headers),
            provider: Arc::clone(&self.provider),
            cores: Arc::clone(&self.cores),
            toolchain: toolchain.clone(),
            plan,
            root,
        })
    }
}

fn key(toolchain: &Toolchain) -> Key {
    (toolchain.language.id.clone(), toolchain.version.id.clone())
}

/// Whoever makes one.
struct Maker {
    headers: Arc<Headers>,
    provider: Arc<dyn Provider>,
    cores: Arc<Cores>,
    toolchain: Toolchain,
    plan: Precompiled,
    root: PathBuf,
}

impl Maker {
    fn work(&self) {
        let Toolchain { language, version, .. } = &self.toolchain;
        let (language, version, header) = (&language.id, &version.id, &self.plan.header);
        let start = Instant::now();
        let state = match self.find_or_make() {
            Ok(found) => {
                let ms = start.elapsed().as_millis();
                tracing::info!(%language, %version, %header, ms, "a precompiled header is ready");
                State::There(found)
            }
            Err(cause) => {
                tracing::warn!(
                    %language, %version, %header, %cause,
                    "no precompiled header: programs are compiled from its text"
                );
                State::Failed
            }
        };
        self.headers.lock().insert(key(&self.toolchain), state);
    }

    fn find_or_make(&self) -> Result<Header, String> {
        let at = |step: &str, path: &Path| {
            let step = format!("{step} {}", path.display());
            move |error: io::Error| format!("{step}: {error}")
        };
        let _hold = self.cores.one();
        fs::create_dir_all(&self.root).map_err(at("make", &self.root))?;
        let root = self.root.canonicalize().map_err(at("find", &self.root))?;
        let key = self.key()?;
        let mut dir = None;
        for entry in fs::read_dir(&root).map_err(at("read", &root))? {
            let entry = entry.map_err(at("read", &root))?.path();
            let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some(rest) = name.strip_prefix(&self.prefix()) else { continue };
            let sum = rest.strip_prefix(&format!("{key}@"));
            if sum.is_some_and(|sum| sum_of(&entry.join(&self.plan.file)).is_ok_and(|s| s == sum)) {
                dir = Some(entry);
            } else {
                // Of another state of the system, half written, or damaged.
                fs::remove_dir_all(&entry).map_err(at("remove", &entry))?;
            }
        }
        let dir = match dir {
            Some(dir) => dir,
            None => self.make(&root, &key)?,
        };
        let flags = self.plan.flags.iter().map(|word| word.replace("{dir}", INSIDE)).collect();
        let header = Header { mount: Mount { host: dir, inside: INSIDE.into() }, flags };
        self.trial(&header)?;
        Ok(header)
    }

    /// What the names of this version's directories begin with; no id has such a letter.
    fn prefix(&self) -> String {
        format!("{}@{}@", self.toolchain.language.id, self.toolchain.version.id)
    }

    /// A name for everything that goes into the header.
    fn key(&self) -> Result<String, String> {
        let (text, _) = self.run(&self.plan.text, "", &[])?;
        let mut hash = Sha256::new();
        let mut add = |part: &[u8]| {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        };
        add(self.toolchain.found.as_bytes());
        for word in &self.plan.compile {
            add(word.as_bytes());
        }
        for (name, value) in &self.toolchain.language.env {
            add(name.as_bytes());
            add(value.as_bytes());
        }
        add(&text.stdout);
        Ok(hex::encode(hash.finalize()))
    }

    /// Makes it, and puts it below `root` whole or not at all.
    fn make(&self, root: &Path, key: &str) -> Result<PathBuf, String> {
        let (_, mut sandbox) = self.run(&self.plan.compile, "", &[])?;
        let files = sandbox.take(LARGEST).map_err(|error| error.to_string())?;
        let file = files.into_iter().flatten().find(|file| file.path == self.plan.file);
        let Some(file) = file else {
            return Err(format!("the compiler left no {}", self.plan.file));
        };
        let sum = hex::encode(Sha256::digest(&file.data));
        let (new, dir) = (
            root.join(format!("{}new", self.prefix())),
            root.join(format!("{}{key}@{sum}", self.prefix())),
        );
        let write = || -> io::Result<()> {
            let path = new.join(&self.plan.file);
            fs::create_dir_all(path.parent().unwrap_or(&new))?;
            fs::write(&path, &file.data)?;
            // Compilers are other users, whatever the server's own files look like.
            fs::set_permissions(&path, Permissions::from_mode(0o444))?;
            for above in path.ancestors().skip(1).take_while(|above| above.starts_with(&new)) {
                fs::set_permissions(above, Permissions::from_mode(0o755))?;
            }
            File::open(&path)?.sync_all()?;
            fs::rename(&new, &dir)?;
            File::open(root)?.sync_all()
        };
        write().map_err(|error| {
            // What is left of it would only take room.
            let _ = fs::remove_dir_all(&new);
            format!("write {}: {error}", dir.display())
        })?;
        Ok(dir)
    }

    /// Has the compiler use it, and say when it can't.
    fn trial(&self, header: &Header) -> Result<(), String> {
        let words: Vec<_> = self
            .toolchain
            .version
            .compile
            .iter()
            .flatten()
            .map(|word| word.replace("{sources}", "{source}").replace("{main}", "main"))
            .chain(header.flags.iter().chain(&self.plan.trial).cloned())
            .collect();
        self.run(&words, "int main() {}\n", std::slice::from_ref(&header.mount)).map(drop)
    }

    /// Runs a compiler over a file that includes the header and goes on as given.
    fn run(
        &self,
        words: &[String],
        program: &str,
        more: &[Mount],
    ) -> Result<(Outcome, Box<dyn Sandbox>), String> {
        let Toolchain { language, mounts, .. } = &self.toolchain;
        let argv: Vec<_> =
            words.iter().map(|word| word.replace("{source}", &language.source)).collect();
        let told = argv.join(" ");
        let failed = |cause: &dyn std::fmt::Display| format!("`{told}`: {cause}");
        let mounts = [&Mount::same(mounts), more].concat();
        let mut sandbox = self.provider.open(&mounts).map_err(|error| failed(&error))?;
        let text = format!("#include <{}>\n{program}", self.plan.header);
        // The compiler's own file, empty, brings the directory that it will lie in.
        let files =
            [(&language.source, text.as_str()), (&self.plan.file, "")].map(|(path, text)| {
                sandbox::File {
                    path: path.clone(),
                    data: text.as_bytes().into(),
                    executable: false,
                }
            });
        sandbox.put(&files).map_err(|error| failed(&error))?;
        let outcome = sandbox
            .run(Command {
                argv,
                env: language.env.clone(),
                cwd: "/box".into(),
                workdir: Workdir::Shared,
                files: Vec::new(),
                collect: None,
                stdin: Input::Empty,
                stdout: Stream::Capture,
                stderr: Stream::Capture,
                limits: LIMITS,
                policy: "compile".into(),
                cpus: Vec::new(),
                priority: Priority::Background,
                stop: None,
            })
            .map_err(|error| failed(&error))?;
        if outcome.end != End::Exited(0) {
            let said = String::from_utf8_lossy(&outcome.stderr).trim().to_owned();
            return Err(failed(&format!("{:?}: {said}", outcome.end)));
        }
        Ok((outcome, sandbox))
    }
}

/// The hash of a file.
fn sum_of(path: &Path) -> io::Result<String> {
    let mut hash = Sha256::new();
    io::copy(&mut File::open(path)?, &mut hash)?;
    Ok(hex::encode(hash.finalize()))
}

#[cfg(test)]
mod tests;
