//! Why something is refused, in words.

use super::Message;
use crate::{
    app::{Reason, RestrictionView},
    auth::Unfit,
    domain::Sanction,
};

impl From<Reason> for Message {
    fn from(reason: Reason) -> Self {
        match reason {
            Reason::SignUpClosed => Self::new("reason-sign-up-closed"),
            Reason::AccountDisabled => Self::new("reason-account-disabled"),
            Reason::WrongLogin => Self::new("reason-wrong-login"),
            Reason::TooManyGuesses(seconds) => {
                Self::new("reason-too-many-guesses").with("seconds", seconds)
            }
            Reason::NameTaken(name) => Self::new("reason-name-taken").with("name", name),
            Reason::Unfit(unfit) => unfit.into(),
            Reason::WrongPassword => Self::new("reason-wrong-password"),
            Reason::LinkUsed => Self::new("setup-link-used"),
            Reason::TokenLabel => Self::new("reason-token-label"),
            Reason::TooManyTokens(most) => Self::new("reason-too-many-tokens").with("tokens", most),
            Reason::FontSize => Self::new("reason-font-size"),
            Reason::Indent => Self::new("reason-indent"),
            Reason::Month => Self::new("reason-month"),
            Reason::SolveFirst => Self::new("reason-solve-first"),
            Reason::NoLanguage => Self::new("reason-no-language"),
            Reason::ProgramWanted => Self::new("reason-program-wanted"),
            Reason::EmptyProgram => Self::new("reason-empty-program"),
            Reason::AnswersWanted => Self::new("reason-answers-wanted"),
            Reason::OthersProgram => Self::new("reason-others-program"),
            Reason::LongNote(most) => Self::new("reason-long-note").with("characters", most),
            Reason::CaseName(most) => Self::new("reason-case-name").with("characters", most),
            Reason::TooManyCases(most) => Self::new("reason-too-many-cases").with("cases", most),
            Reason::NoSample => Self::new("reason-no-sample"),
            Reason::OthersJob => Self::new("reason-others-job"),
            Reason::JobBegun => Self::new("reason-job-begun"),
            Reason::JobOver => Self::new("reason-job-over"),
            Reason::Restricted(restriction) => restriction.into(),
            Reason::Slowed { restriction, seconds } => Self::new("reason-slowed")
                .with("restriction", Self::from(restriction))
                .with("seconds", seconds),
            Reason::Draining => Self::new("reason-draining"),
            Reason::QueueFull { waiting, seconds } => {
                Self::new("reason-queue-full").with("waiting", waiting).with("seconds", seconds)
            }
            Reason::OwnQueueFull { waiting, seconds } => {
                Self::new("reason-own-queue-full").with("waiting", waiting).with("seconds", seconds)
            }
            Reason::ConsolesFull => Self::new("reason-consoles-full"),
            Reason::ConsoleOpen => Self::new("reason-console-open"),
            Reason::AssistantsFull => Self::new("reason-assistants-full"),
            Reason::NoAssistant => Self::new("reason-no-assistant"),
            Reason::NoConsoles => Self::new("reason-no-consoles"),
            Reason::Role(role) => Self::new("reason-role").with("role", Self::from(role)),
            Reason::Plain(text) => Self::plain(text),
        }
    }
}

impl From<Unfit> for Message {
    fn from(unfit: Unfit) -> Self {
        Self::new(match unfit {
            Unfit::Name => "unfit-name",
            Unfit::Short => "unfit-short",
            Unfit::Long => "unfit-long",
            Unfit::IsName => "unfit-is-name",
            Unfit::OneCharacter => "unfit-one-character",
        })
    }
}

impl From<RestrictionView> for Message {
    fn from(restriction: RestrictionView) -> Self {
        let RestrictionView { sanction, until, reason, .. } = restriction;
        match (sanction, until) {
            (Sanction::Throttled, Some(until)) => {
                Self::new("restriction-throttled").with("until", until).with("reason", reason)
            }
            _ => Self::new("restriction-suspended").with("reason", reason),
        }
    }
}
