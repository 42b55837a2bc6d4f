//! The one thread that writes. Writes that wait at the same time share one transaction, hence
//! one sync of the disk; each is undone alone when it fails.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::{Receiver, Sender, channel, sync_channel},
    thread,
};

use rusqlite::Connection;

use super::{Error, Result, error::Reason};

/// Most writes of one transaction.
const BATCH: usize = 64;

/// A write on its way: done with the connection, or told why it can't be.
type Work = Box<dyn FnOnce(std::result::Result<&Connection, Reason>) -> Done + Send>;

/// A write that was carried out but not yet committed.
struct Done {
    /// Why its effects are not to be kept.
    failure: Option<Reason>,
    /// Tells the caller, once the transaction's end is known.
    reply: Box<dyn FnOnce(std::result::Result<(), Reason>)>,
}

/// Hands writes to the thread. The thread ends when this is dropped.
#[derive(Debug)]
pub(super) struct Writer {
    work: Sender<Work>,
}

impl Writer {
    /// Starts the thread on its connection.
    pub fn start(connection: Connection) -> std::io::Result<Self> {
        let (work, orders) = channel();
        thread::Builder::new()
            .name("store-writer".into())
            .spawn(move || serve(&connection, &orders))?;
        Ok(Self { work })
    }

    /// Does `write` in a transaction; returns when it is on disk, or was undone.
    pub fn write<T: Send + 'static>(
        &self,
        operation: &'static str,
        write: impl FnOnce(&Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T> {
        let (answer, result) = sync_channel(1);
        let work: Work = Box::new(move |connection| {
            let outcome = connection.and_then(|connection| write(connection).map_err(Reason::from));
            Done {
                failure: outcome.as_ref().err().cloned(),
                reply: Box::new(move |committed| {
                    // The caller waits, or its thread is gone and nobody asks.
                    let _ = answer.send(outcome.and_then(|value| committed.map(|()| value)));
                }),
            }
        });
        let gone = || {
            let reason = Reason::of("the write was abandoned, see the log");
            Error::Sql { operation, reason }
        };
        self.work.send(work).map_err(|_| gone())?;
        result.recv().map_err(|_| gone())?.map_err(|reason| Error::Sql { operation, reason })
    }
}

fn serve(connection: &Connection, orders: &Receiver<Work>) {
    while let Ok(first) = orders.recv() {
        if let Err(error) = connection.execute_batch("BEGIN IMMEDIATE") {
            // Whoever came meanwhile has waited too: one after the other would wait for ever.
            let reason = Reason::from(error);
            for work in std::iter::once(first).chain(orders.try_iter()) {
                (work(Err(reason.clone())).reply)(Ok(()));
            }
            continue;
        }
        let batch = std::iter::once(first).chain(orders.try_iter().take(BATCH - 1));
        let (mut done, mut undone) = (Vec::new(), None);
        for work in batch {
            let Some(one) = carry_out(connection, work, undone.as_ref()) else { continue };
            // A full disk, among others, undoes the whole transaction at once.
            if undone.is_none() && connection.is_autocommit() {
                undone = Some(one.failure.clone().unwrap_or_else(|| Reason::of("it was undone")));
            }
            done.push(one);
        }
        let committed = match undone {
            Some(reason) => Err(reason),
            None => connection.execute_batch("COMMIT").map_err(Reason::from),
        };
        if committed.is_err() && !connection.is_autocommit() {
            let undone = connection.execute_batch("ROLLBACK");
            tracing::error!(?committed, ?undone, "a transaction could not be committed");
        }
        for one in done {
            (one.reply)(committed.clone());
        }
    }
}

/// Carries one write out within the transaction, unless that was undone; `None` when it panicked.
fn carry_out(connection: &Connection, work: Work, undone: Option<&Reason>) -> Option<Done> {
    if let Some(reason) = undone {
        return Some(work(Err(reason.clone())));
    }
    if let Err(error) = connection.execute_batch("SAVEPOINT one") {
        return Some(work(Err(error.into())));
    }
    let done = catch_unwind(AssertUnwindSafe(|| work(Ok(connection)))).ok();
    if connection.is_autocommit() {
        return done;
    }
    let keep = done.as_ref().is_some_and(|done| done.failure.is_none());
    let end = if keep { "RELEASE one" } else { "ROLLBACK TO one; RELEASE one" };
    if let Err(error) = connection.execute_batch(end) {
        // The failing COMMIT that follows tells the callers.
        tracing::error!(%error, "a savepoint could not be ended");
    }
    done
}
