//! Large inputs, copied ahead of time. A memory file shared by two runs would be a channel between
//! them, so each run gets one of its own; what two runs were given a third will be, so the copy
//! for that is made before it is asked for.

use std::{
    collections::VecDeque,
    fs::File,
    io,
    ptr::addr_eq,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak, mpsc},
    thread,
};

use super::{failed, streams::filled};
use crate::sandbox::Error;

/// Bytes from which on a copy costs more than to have one made by another thread.
const LARGE: usize = 1 << 20;

/// Bytes of copies that are kept at most.
const MOST: usize = 128 << 20;

/// Inputs that are remembered.
const KNOWN: usize = 256;

/// The inputs of a provider's runs.
pub struct Inputs {
    shelf: Arc<Mutex<Shelf>>,
    used: Option<mpsc::Sender<Used>>,
    thread: Option<thread::JoinHandle<()>>,
}

#[derive(Default)]
struct Shelf {
    /// Copies that nobody was given, oldest first.
    copies: Vec<(Weak<[u8]>, File)>,
    /// Addresses of what was given last; that other bytes have come to lie at one costs a copy in
    /// vain.
    known: VecDeque<usize>,
}

/// A copy whose run has ended.
struct Used {
    file: File,
    /// What it was of, if another copy is likely to be wanted.
    again: Option<Weak<[u8]>>,
}

/// The input of one run, until that has ended.
pub struct Given {
    used: Option<Used>,
    done: mpsc::Sender<Used>,
}

impl Inputs {
    /// Starts the thread that copies.
    ///
    /// # Errors
    /// When the host has no thread to give.
    pub fn new() -> Result<Self, Error> {
        let shelf = Arc::<Mutex<Shelf>>::default();
        let (used, done) = mpsc::channel::<Used>();
        let copier = Arc::clone(&shelf);
        let thread = thread::Builder::new()
            .name("sandbox-inputs".into())
            .spawn(move || {
                for Used { file, again } in done {
                    // What takes long for a large one.
                    drop(file);
                    copy(&copier, again);
                }
            })
            .map_err(|e| failed("start the thread that copies inputs", &e))?;
        Ok(Self { shelf, used: Some(used), thread: Some(thread) })
    }

    /// A memory file with these bytes that no other run was or will be given; `None` when they
    /// are too few to be kept ahead.
    ///
    /// # Errors
    /// When it can't be made.
    pub fn give(&self, data: &Arc<[u8]>) -> Result<Option<Given>, Error> {
        let Some(done) = self.used.clone().filter(|_| (LARGE..=MOST).contains(&data.len())) else {
            return Ok(None);
        };
        let (ready, known) = lock(&self.shelf).take(data);
        let file = match ready {
            Some(file) => file,
            None => filled("stdin", data)?,
        };
        let again = known.then(|| Arc::downgrade(data));
        Ok(Some(Given { used: Some(Used { file, again }), done }))
    }
}

impl Drop for Inputs {
    fn drop(&mut self) {
        self.used = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Given {
    /// The file, for the program.
    ///
    /// # Errors
    /// When the process has no descriptor left.
    pub fn file(&self) -> io::Result<File> {
        let used = self.used.as_ref().ok_or_else(|| io::Error::other("the input was used up"))?;
        used.file.try_clone()
    }
}

impl Drop for Given {
    fn drop(&mut self) {
        if let Some(used) = self.used.take() {
            let _ = self.done.send(used);
        }
    }
}

impl Shelf {
    /// A copy of `data`, if there is one, and whether it was given before.
    fn take(&mut self, data: &Arc<[u8]>) -> (Option<File>, bool) {
        self.tidy();
        let address = Arc::as_ptr(data).cast::<u8>().addr();
        let known = self.known.contains(&address);
        if !known {
            self.known.push_back(address);
            if self.known.len() > KNOWN {
                self.known.pop_front();
            }
        }
        let at = self.copies.iter().position(|(of, _)| addr_eq(of.as_ptr(), Arc::as_ptr(data)));
        (at.map(|at| self.copies.remove(at).1), known)
    }

    fn put(&mut self, of: Weak<[u8]>, file: File) {
        self.copies.push((of, file));
        self.tidy();
    }

    /// Forgets what nobody can give any more, and the oldest copies of too many.
    fn tidy(&mut self) {
        self.copies.retain(|(of, _)| of.strong_count() > 0);
        let mut bytes: usize = self.copies.iter().map(|(of, _)| size(of)).sum();
        while bytes > MOST {
            bytes -= size(&self.copies.remove(0).0);
        }
    }
}

fn size(of: &Weak<[u8]>) -> usize {
    of.upgrade().map_or(0, |data| data.len())
}

/// Puts a copy on the shelf, unless one is there. Whoever needs one that can't be made hears why.
fn copy(shelf: &Mutex<Shelf>, again: Option<Weak<[u8]>>) {
    let Some(data) = again.as_ref().and_then(Weak::upgrade) else { return };
    let is_there =
        lock(shelf).copies.iter().any(|(of, _)| addr_eq(of.as_ptr(), Arc::as_ptr(&data)));
    if !is_there && let Ok(file) = filled("stdin", &data) {
        lock(shelf).put(Arc::downgrade(&data), file);
    }
}

fn lock(shelf: &Mutex<Shelf>) -> MutexGuard<'_, Shelf> {
    shelf.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::{
        os::unix::fs::{FileExt, MetadataExt},
        time::Duration,
    };

    use super::*;

    fn large(byte: u8) -> Arc<[u8]> {
        vec![byte; LARGE].into()
    }

    fn copies(inputs: &Inputs) -> usize {
        lock(&inputs.shelf).copies.len()
    }

    #[test]
    fn each_run_has_a_file_of_its_own_and_the_third_finds_it_made() {
        let inputs = Inputs::new().expect("a thread");
        let data = large(7);
        let mut given = Vec::new();
        for run in 1..=4 {
            let input = inputs.give(&data).expect("given").expect("large enough");
            let file = input.file().expect("a descriptor");
            let mut end = [0; 3];
            file.read_exact_at(&mut end, LARGE as u64 - 3).expect("whole");
            assert_eq!(end, [7; 3]);
            // Still open, so its number can't be another's.
            given.push(file);
            drop(input);
            if run >= 2 {
                while copies(&inputs) == 0 {
                    thread::sleep(Duration::from_millis(1));
                }
            }
        }
        let mut inodes: Vec<_> =
            given.iter().map(|file| file.metadata().expect("metadata").ino()).collect();
        inodes.dedup();
        assert_eq!(inodes.len(), 4);
        drop(data);
        lock(&inputs.shelf).tidy();
        assert_eq!(copies(&inputs), 0, "of bytes that are gone");
    }

    #[test]
    fn small_ones_are_not_kept_and_large_ones_not_without_end() {
        let inputs = Inputs::new().expect("a thread");
        assert!(inputs.give(&Arc::from(&b"1 2"[..])).expect("given").is_none());
        let all: Vec<_> = (0..=MOST / LARGE).map(|n| large(n as u8)).collect();
        let mut shelf = Shelf::default();
        for data in &all {
            let file = filled("stdin", b"").expect("a file");
            shelf.put(Arc::downgrade(data), file);
        }
        assert_eq!(shelf.copies.len(), MOST / LARGE);
        assert!(shelf.take(&all[0]).0.is_none(), "the oldest went");
        assert!(shelf.take(&all[1]).0.is_some());
    }
}
