//! Worker slots: each leases a job, has it judged, and reports.
//!
//! A slot is one thread. Workers know the judge and the queue; what a job is about and where its
//! result goes is the business of a [`Desk`].

mod cpus;
mod desk;
mod pool;
mod pressure;
mod scaling;
mod slot;

pub use cpus::cores;
pub use desk::{Desk, Failure, Trouble, Work};
pub use pool::{Bounds, Count, Pool};
pub use pressure::cpu as cpu_pressure;
pub use scaling::Scaler;
