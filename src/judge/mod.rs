//! Compile, run each test, check, score. Pure over the [`crate::sandbox::Provider`] trait and
//! [`crate::domain::Blobs`].

mod ahead;
mod answers;
mod api;
mod ask;
mod case;
mod class;
mod compare;
mod compiled;
mod console;
mod convention;
mod cores;
mod end;
#[cfg(test)]
mod fake;
mod grade;
mod grader;
mod judging;
mod layout;
mod made;
mod packaged;
mod precompiled;
mod program;
mod score;
mod signs;
mod talk;
#[cfg(test)]
mod tests;
mod usage;
mod validator;
mod workshop;

pub use answers::Answers;
pub use api::{Error, Judge, Request, RunRequest, RunResult, Settings, Source};
pub use ask::{InputValidator, OutputCheck};
pub use compare::matches;
pub use console::{Partner, Said};
pub use cores::Cores;
pub use packaged::of_code;
pub use workshop::Workshop;
