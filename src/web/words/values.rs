//! What values of lower rooms are called.

use super::{Message, Say, Words};
use crate::{
    app::{Difficulty, Mark, RunEnd},
    domain::{ProblemSort, Role, Status, Verdict},
};

/// Gives each value of a type its message.
macro_rules! called {
    ($($type:ident { $($value:ident => $key:literal),+ $(,)? })+) => {$(
        impl From<$type> for Message {
            fn from(value: $type) -> Self {
                Self::new(match value {
                    $($type::$value => $key,)+
                })
            }
        }

        impl Say for $type {
            fn say(&self, words: Words) -> String {
                Message::from(*self).say(words)
            }
        }
    )+};
}

called! {
    Verdict {
        Accepted => "verdict-accepted",
        Partial => "verdict-partial",
        WrongAnswer => "verdict-wrong-answer",
        TimeLimit => "verdict-time-limit",
        MemoryLimit => "verdict-memory-limit",
        OutputLimit => "verdict-output-limit",
        RuntimeError => "verdict-runtime-error",
        CompileError => "verdict-compile-error",
        JudgeError => "verdict-judge-error",
    }
    Status {
        Queued => "status-queued",
        Compiling => "status-compiling",
        Running => "status-running",
        Done => "status-done",
        Dead => "status-dead",
        Cancelled => "status-cancelled",
    }
    RunEnd {
        Ok => "run-ok",
        CompileError => "verdict-compile-error",
        NonZeroExit => "run-exit-code",
        Signal => "run-signal",
        TimeLimit => "verdict-time-limit",
        MemoryLimit => "verdict-memory-limit",
        OutputLimit => "verdict-output-limit",
        ProcessLimit => "run-process-limit",
        ForbiddenCall => "run-forbidden-call",
        Stopped => "run-stopped",
    }
    ProblemSort {
        Name => "sort-name",
        Easiest => "sort-easiest",
        Hardest => "sort-hardest",
        Solvers => "sort-solvers",
        Newest => "sort-newest",
    }
    Difficulty {
        Easy => "difficulty-easy",
        Medium => "difficulty-medium",
        Hard => "difficulty-hard",
    }
    Mark {
        Solved => "mark-solved",
        Partial => "mark-partial",
        Tried => "mark-tried",
    }
    Role {
        User => "role-user",
        Judge => "role-judge",
        Admin => "role-admin",
    }
}
