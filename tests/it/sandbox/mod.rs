//! The native sandbox on this very host, with real programs.

mod basics;
mod hostile;
mod place;
mod traces;
