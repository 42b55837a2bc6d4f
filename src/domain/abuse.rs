//! What programs try that they should not, and what becomes of accounts that go on trying.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::{Deserialize, Serialize};

/// What was tried.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum AbuseKind {
    /// Many more processes than allowed: a fork bomb.
    Processes,
    /// More memory than allowed; one time alone it is a mistake.
    Memory,
    /// A file larger than allowed.
    Disk,
    /// More output than allowed; one time alone it is a loop that does not end.
    Output,
    /// A system call that its policy forbids.
    Syscall,
    /// The network.
    Network,
    /// Files of the host or of other people.
    Files,
}

impl AbuseKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::Processes,
        Self::Memory,
        Self::Disk,
        Self::Output,
        Self::Syscall,
        Self::Network,
        Self::Files,
    ];

    /// The word used in the database, the API, the metrics and the configuration.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Processes => "processes",
            Self::Memory => "memory",
            Self::Disk => "disk",
            Self::Output => "output",
            Self::Syscall => "syscall",
            Self::Network => "network",
            Self::Files => "files",
        }
    }

    /// The words a person reads.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Processes => "Too many processes",
            Self::Memory => "Too much memory",
            Self::Disk => "Too large files",
            Self::Output => "Output flood",
            Self::Syscall => "Forbidden system call",
            Self::Network => "Network",
            Self::Files => "Files of others",
        }
    }

    /// The kind of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

impl fmt::Display for AbuseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// One thing that a program tried.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abuse {
    /// What.
    pub kind: AbuseKind,
    /// Where and how, one line for an operator.
    pub evidence: String,
}

impl fmt::Display for Abuse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind, self.evidence)
    }
}

/// Most lines of evidence kept of one kind.
const LINES: usize = 10;

/// The evidence of each kind, a line each: however many tests show the same, it was tried by one
/// program.
#[must_use]
pub fn by_kind(abuse: &[Abuse]) -> BTreeMap<AbuseKind, String> {
    let mut lines: BTreeMap<AbuseKind, Vec<&str>> = BTreeMap::new();
    for one in abuse {
        lines.entry(one.kind).or_default().push(&one.evidence);
    }
    let text = |lines: Vec<&str>| match lines.len() {
        0..=LINES => lines.join("\n"),
        all => format!("{}\n… and {} more", lines[..LINES].join("\n"), all - LINES),
    };
    lines.into_iter().map(|(kind, lines)| (kind, text(lines))).collect()
}

/// What is laid on an account that goes on trying.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Sanction {
    /// It may send programs slowly, for some time.
    Throttled,
    /// It may send none, until an admin restores it.
    Suspended,
}

impl Sanction {
    /// Both, the milder first.
    pub const ALL: [Self; 2] = [Self::Throttled, Self::Suspended];

    /// The word used in the database, the API and the metrics.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Throttled => "throttled",
            Self::Suspended => "suspended",
        }
    }

    /// The sanction of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sanction| sanction.word() == word)
    }
}

impl fmt::Display for Sanction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// How many programs with an event of one kind lead to what; 0 is never.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Thresholds {
    /// To being throttled.
    pub throttle: u32,
    /// To being suspended.
    pub suspend: u32,
}

/// When an account is throttled or suspended by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbuseRules {
    /// How far back programs are counted.
    pub window: Duration,
    /// How long an account is throttled.
    pub throttle: Duration,
    /// Least time between two programs of a throttled account.
    pub pace: Duration,
    /// By kind; those that are missing lead to nothing.
    pub thresholds: BTreeMap<AbuseKind, Thresholds>,
}

impl AbuseRules {
    /// What `count` programs with events of `kind` within the window lead to.
    #[must_use]
    pub fn sanction(&self, kind: AbuseKind, count: u64) -> Option<Sanction> {
        let Thresholds { throttle, suspend } = self.thresholds.get(&kind).copied()?;
        let reached = |most: u32| most > 0 && count >= u64::from(most);
        if reached(suspend) {
            Some(Sanction::Suspended)
        } else {
            reached(throttle).then_some(Sanction::Throttled)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_of_one_kind_is_one_event() {
        let abuse = |kind, evidence: &str| Abuse { kind, evidence: evidence.into() };
        let mut many = vec![abuse(AbuseKind::Output, "a"), abuse(AbuseKind::Syscall, "b")];
        many.push(abuse(AbuseKind::Output, "c"));
        let events = by_kind(&many);
        assert_eq!(events[&AbuseKind::Output], "a\nc");
        assert_eq!(events[&AbuseKind::Syscall], "b");
        many.extend((0..20).map(|_| abuse(AbuseKind::Output, "d")));
        assert!(by_kind(&many)[&AbuseKind::Output].ends_with("d\n… and 12 more"));
    }

    #[test]
    fn zero_is_never() {
        let rules = |throttle, suspend| AbuseRules {
            window: Duration::from_secs(60),
            throttle: Duration::from_secs(60),
            pace: Duration::from_secs(1),
            thresholds: [(AbuseKind::Disk, Thresholds { throttle, suspend })].into(),
        };
        let after = |rules: AbuseRules| {
            [1, 2, 3, 4, 5].map(|n| rules.sanction(AbuseKind::Disk, n).map(Sanction::word))
        };
        let (slow, out) = (Some("throttled"), Some("suspended"));
        assert_eq!(after(rules(2, 4)), [None, slow, slow, out, out]);
        assert_eq!(after(rules(0, 4)), [None, None, None, out, out]);
        assert_eq!(after(rules(2, 0)), [None, slow, slow, slow, slow]);
        assert_eq!(rules(1, 1).sanction(AbuseKind::Memory, 9), None);
    }
}
