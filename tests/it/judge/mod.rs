//! Judging through the real sandbox.

mod bombs;
mod command_line;
mod headers;
mod measuring;
pub mod place;
mod talk;
mod validators;
