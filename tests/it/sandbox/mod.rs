//! The native sandbox on this very host, with real programs.

mod basics;
mod compiled_before;
mod cpus;
mod degraded;
mod hostile;
mod place;
mod takings;
mod traces;
