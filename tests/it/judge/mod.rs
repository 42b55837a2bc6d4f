//! Judging through the real sandbox.

mod bombs;
mod command_line;
pub mod place;
mod validators;
