//! Passwords and who guesses at them, session secrets and API tokens.

mod gate;
mod guesses;
mod password;
mod rules;
mod secret;

pub use guesses::{GuessRules, Guesses, Place};
pub use password::Passwords;
pub use rules::{Unfit, check_name, check_password};
pub use secret::{Secret, digest, readable_password};
