//! What compilers made before. With `COMPILED` naming a directory, what is compiled is kept there
//! and not compiled again: by it a slow machine gets the work of a fast one, as `scripts/hosts`
//! does for the machines that it emulates.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use minos::sandbox::{File, Sandbox};
use sha2::{Digest, Sha256};

use super::place::MIB;

/// The place for one program, if there is a directory for them.
pub struct Compiled(Option<PathBuf>);

impl Compiled {
    /// The one made by this compiler from this source.
    pub fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update(part);
            hash.update([0]);
        }
        let name = hex::encode(hash.finalize());
        Self(std::env::var_os("COMPILED").map(|dir| Path::new(&dir).join(name)))
    }

    /// What is to be put into a sandbox, if it was kept.
    pub fn files(&self) -> Option<Vec<File>> {
        let dir = self.0.as_deref().filter(|dir| dir.is_dir())?;
        let mut files = Vec::new();
        collect(dir, dir, &mut files);
        Some(files)
    }

    /// Keeps what was compiled in a sandbox.
    pub fn keep(&self, sandbox: &mut dyn Sandbox) {
        let Some(dir) = &self.0 else { return };
        let Some(files) = sandbox.take(64 * MIB).expect("take what was compiled") else { return };
        // Made aside, as others may be doing the same, or reading.
        let parent = dir.parent().expect("COMPILED");
        let aside = tempfile::tempdir_in(parent).expect("a directory in COMPILED").keep();
        for file in files {
            let path = aside.join(&file.path);
            fs::create_dir_all(path.parent().expect("inside")).expect("make a directory");
            fs::write(&path, &file.data).expect("keep a file");
            let mode = if file.executable { 0o755 } else { 0o644 };
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).expect("set its mode");
        }
        fs::set_permissions(&aside, fs::Permissions::from_mode(0o755)).expect("set its mode");
        if fs::rename(&aside, dir).is_err() {
            fs::remove_dir_all(&aside).expect("remove a second copy");
        }
    }
}

fn collect(root: &Path, dir: &Path, into: &mut Vec<File>) {
    for entry in fs::read_dir(dir).expect("what was kept").flatten() {
        let (path, meta) = (entry.path(), entry.metadata().expect("what was kept"));
        if meta.is_dir() {
            collect(root, &path, into);
        } else {
            into.push(File {
                path: path.strip_prefix(root).expect("inside").display().to_string(),
                data: fs::read(&path).expect("what was kept").into(),
                executable: meta.permissions().mode() & 0o100 != 0,
            });
        }
    }
}
