//! What a problem allows a submission.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// The limits of one problem, in the units of the problem package format 2025-09.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// CPU time per test, seconds.
    pub time_seconds: f64,
    /// Memory of the whole process tree per test, MiB.
    pub memory_mib: u64,
    /// stdout and stderr together, and each written file, per test, MiB.
    pub output_mib: u64,
    /// Source size, KiB, before include files are added.
    pub code_kib: u64,
    /// Compiling: wall and CPU time, seconds.
    pub compilation_time_seconds: u64,
    /// Compiling: memory, MiB.
    pub compilation_memory_mib: u64,
    /// Output validator: time per call, seconds.
    pub validation_time_seconds: u64,
    /// Output validator: memory, MiB.
    pub validation_memory_mib: u64,
    /// Output validator: stdout + stderr + feedback, MiB.
    pub validation_output_mib: u64,
    /// Most passes of a multi-pass problem.
    pub validation_passes: u32,
}

impl Default for Limits {
    /// The format's own suggestions; a time limit of 1 s where a package names none.
    fn default() -> Self {
        Self {
            time_seconds: 1.0,
            memory_mib: 2048,
            output_mib: 8,
            code_kib: 128,
            compilation_time_seconds: 60,
            compilation_memory_mib: 2048,
            validation_time_seconds: 60,
            validation_memory_mib: 2048,
            validation_output_mib: 8,
            validation_passes: 2,
        }
    }
}

impl Limits {
    /// The CPU limit of one test.
    #[must_use]
    pub fn cpu(&self) -> Duration {
        Duration::from_secs_f64(self.time_seconds)
    }

    /// The wall limit that ends a sleeper: twice the time limit and one second.
    #[must_use]
    pub fn wall(&self) -> Duration {
        self.cpu() * 2 + Duration::from_secs(1)
    }

    /// The wall limit of one call of a validator.
    #[must_use]
    pub fn validation_wall(&self) -> Duration {
        Duration::from_secs(self.validation_time_seconds) * 2 + Duration::from_secs(1)
    }
}
