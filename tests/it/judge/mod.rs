//! Judging through the real sandbox.

mod command_line;
pub mod place;
mod validators;
