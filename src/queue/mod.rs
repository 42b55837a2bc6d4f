//! The priority queue: at-least-once delivery, leases, retries, dead letters.

mod api;
mod heap;
mod local;
mod rows;

pub use api::{Class, Job, Lease, Load, Queue, Task};
pub use local::{ClassLoad, Clock, LocalQueue, Rules};
pub use rows::{Fate, Row, Rows, RowsError};
