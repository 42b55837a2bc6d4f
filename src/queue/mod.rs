//! The priority queue: at-least-once delivery, leases, retries, dead letters.

mod api;

pub use api::{Class, Job, Lease, Queue, Task};
