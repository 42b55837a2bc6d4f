//! The priority queue: at-least-once delivery, leases, retries, dead letters.
//!
//! `heap` holds the order and the leases, without a clock, a disk or a lock: users take turns in
//! `line`s, one a class, and `lengths` knows which problems take long. `local` gives it a clock, the
//! rows on disk, and threads that wait.

mod api;
mod blame;
mod heap;
mod lengths;
mod line;
mod local;
mod rows;

pub use api::{Class, Fault, Job, Lease, Load, Mode, Queue, Takes, Task, Worker};
pub use local::{ClassLoad, Clock, Leased, LocalQueue, Rules};
pub use rows::{Fate, Row, Rows, RowsError, Setback};
