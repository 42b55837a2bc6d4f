//! The native sandbox on this very host, with real programs.

mod basics;
mod compiled_before;
mod cpus;
mod degraded;
mod garbage;
mod hostile;
mod kills;
mod leaks;
mod place;
mod takings;
mod traces;
