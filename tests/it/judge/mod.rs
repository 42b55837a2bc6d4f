//! Judging through the real sandbox.

mod bombs;
mod command_line;
mod measuring;
pub mod place;
mod talk;
mod validators;
