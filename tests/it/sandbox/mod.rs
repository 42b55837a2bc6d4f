//! The native sandbox on this very host, with real programs.

mod basics;
mod cpus;
mod hostile;
mod place;
mod takings;
mod traces;
