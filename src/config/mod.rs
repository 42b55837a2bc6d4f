//! Typed configuration: defaults, then the file, then `MINOS_*` variables, then flags; the later
//! wins. An unknown or wrong setting is an error that says where it stands.

mod error;
mod layers;
mod settings;

pub use error::{Error, Origin};
pub use layers::{Flags, load};
pub use settings::{
    Abuse, AbuseCounts, Accounts, Assist, Config, Http, Isolation, Judge, Limits, Log, LogFormat,
    Rates, Sandbox, SignUp, Workers,
};

/// The documented default file, as `minos serve --print-config` shows it.
pub const EXAMPLE: &str = include_str!("../../minos.example.toml");
