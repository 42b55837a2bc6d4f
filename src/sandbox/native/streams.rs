//! Bytes that cross to programs and back, as memory files that belong to one run alone.

use std::{
    fs::File,
    io::{self, Write},
    os::{fd::OwnedFd, unix::fs::FileExt},
    sync::OnceLock,
};

use nix::fcntl::{FcntlArg, SealFlag, fcntl};

use super::{
    failed,
    inputs::{Given, Inputs},
    protocol::FileMeta,
    reaper::memory_file,
};
use crate::sandbox::{Error, File as SandboxFile, Input, Stream};

/// Files as names and open contents.
pub fn cross(files: &[SandboxFile]) -> Result<(Vec<FileMeta>, Vec<File>), Error> {
    let mut metas = Vec::new();
    let mut contents = Vec::new();
    for file in files {
        metas.push(FileMeta { path: file.path.clone(), executable: file.executable });
        contents.push(filled("file", &file.data)?);
    }
    Ok((metas, contents))
}

/// A memory file with this content that nobody can change any more.
pub fn filled(name: &str, data: &[u8]) -> Result<File, Error> {
    let fill = || -> io::Result<File> {
        let mut file = memory_file(name)?;
        file.write_all(data)?;
        io::Seek::rewind(&mut file)?;
        let seals = SealFlag::F_SEAL_WRITE
            | SealFlag::F_SEAL_GROW
            | SealFlag::F_SEAL_SHRINK
            | SealFlag::F_SEAL_SEAL;
        fcntl(&file, FcntlArg::F_ADD_SEALS(seals))?;
        Ok(file)
    };
    fill().map_err(|e| failed("fill a memory file", &e))
}

fn null() -> Result<OwnedFd, Error> {
    // Copied, which costs less than opening.
    static NULL: OnceLock<io::Result<File>> = OnceLock::new();
    let file = NULL.get_or_init(|| File::options().read(true).write(true).open("/dev/null"));
    let copy = file.as_ref().map_err(|e| failed("open /dev/null", e))?.try_clone();
    Ok(copy.map_err(|e| failed("copy a descriptor", &e))?.into())
}

/// The program's stdin, and what is to be kept of it until the run has ended.
pub fn input(inputs: &Inputs, input: Input) -> Result<(OwnedFd, Option<Given>), Error> {
    let data = match input {
        Input::Empty => return Ok((null()?, None)),
        Input::Fd(fd) => return Ok((fd, None)),
        Input::Data(data) => data,
    };
    match inputs.give(&data)? {
        Some(given) => {
            let file = given.file().map_err(|e| failed("copy a descriptor", &e))?;
            Ok((file.into(), Some(given)))
        }
        None => Ok((filled("stdin", &data)?.into(), None)),
    }
}

/// The program's descriptor, and ours to read what it wrote.
pub fn stream(name: &str, stream: Stream) -> Result<(OwnedFd, Option<File>), Error> {
    match stream {
        Stream::Null => Ok((null()?, None)),
        Stream::Fd(fd) => Ok((fd, None)),
        Stream::Capture => {
            let file = memory_file(name).map_err(|e| failed("make a memory file", &e))?;
            let theirs = file.try_clone().map_err(|e| failed("copy a descriptor", &e))?;
            Ok((theirs.into(), Some(file)))
        }
    }
}

/// What a captured stream holds, from its beginning.
pub fn contents_of(file: Option<File>) -> Result<Vec<u8>, Error> {
    let Some(file) = file else { return Ok(Vec::new()) };
    let read = || -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?];
        file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    };
    read().map_err(|e| failed("read what a program wrote", &e))
}
