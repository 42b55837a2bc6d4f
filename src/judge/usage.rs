//! What runs used, in the units of results.

use crate::sandbox::Usage;

/// What a run used, or the most of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Used {
    /// CPU time, milliseconds.
    pub cpu_ms: u64,
    /// Wall time, milliseconds.
    pub wall_ms: u64,
    /// Peak memory, KiB.
    pub memory_kib: u64,
}

impl From<Usage> for Used {
    fn from(usage: Usage) -> Self {
        let ms = |time: std::time::Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        Self {
            cpu_ms: ms(usage.cpu),
            wall_ms: ms(usage.wall),
            memory_kib: usage.memory.div_ceil(1024),
        }
    }
}

impl Used {
    /// The higher of each.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        Self {
            cpu_ms: self.cpu_ms.max(other.cpu_ms),
            wall_ms: self.wall_ms.max(other.wall_ms),
            memory_kib: self.memory_kib.max(other.memory_kib),
        }
    }
}
