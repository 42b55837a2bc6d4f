//! Connections that only read; in WAL mode they never wait for the writer.

use std::{
    path::Path,
    sync::{Condvar, Mutex, PoisonError},
};

use rusqlite::Connection;

/// Reads at the same time.
const READERS: usize = 4;

/// The connections nobody uses right now.
#[derive(Debug)]
pub(super) struct Readers {
    idle: Mutex<Vec<Connection>>,
    returned: Condvar,
}

impl Readers {
    /// Opens the connections.
    pub fn open(path: &Path) -> rusqlite::Result<Self> {
        let open = |_| {
            let connection = super::database::connect(path)?;
            connection.pragma_update(None, "query_only", true)?;
            Ok(connection)
        };
        let idle = (0..READERS).map(open).collect::<rusqlite::Result<_>>()?;
        Ok(Self { idle: Mutex::new(idle), returned: Condvar::new() })
    }

    /// Reads within one snapshot of the database.
    pub fn read<T>(
        &self,
        read: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let connection = loop {
            match idle.pop() {
                Some(connection) => break connection,
                None => {
                    idle = self.returned.wait(idle).unwrap_or_else(PoisonError::into_inner);
                }
            }
        };
        drop(idle);
        let mut lent = Lent { readers: self, connection: Some(connection) };
        let connection = lent.connection.as_mut().expect("lent until dropped");
        let snapshot = connection.transaction()?;
        read(&snapshot)
    }
}

/// A connection that goes back even when its reader panics.
struct Lent<'a> {
    readers: &'a Readers,
    connection: Option<Connection>,
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.take() {
            let mut idle = self.readers.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.push(connection);
            self.readers.returned.notify_one();
        }
    }
}
