//! Passwords, session secrets and API tokens.

mod gate;
mod password;
mod rules;
mod secret;

pub use password::Passwords;
pub use rules::{check_name, check_password};
pub use secret::{Secret, digest, readable_password};
