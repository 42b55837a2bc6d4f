//! Why something is refused, as values: whoever tells it to a person finds the words. Its own,
//! English ones are for logs and the command line.

use super::RestrictionView;
use crate::{auth::Unfit, domain::Role};

/// Why something is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Accounts are made by admins here.
    #[error("sign-up is closed; ask an admin for an account")]
    SignUpClosed,
    /// An admin disabled the account.
    #[error("this account is disabled; ask an admin")]
    AccountDisabled,
    /// The name or the password; it is not said which.
    #[error("wrong name or password")]
    WrongLogin,
    /// Too many wrong passwords; in so many seconds another may be tried.
    #[error("There were too many wrong passwords; try again in {0} s.")]
    TooManyGuesses(u64),
    /// Somebody is called so.
    #[error("the name {0} is taken")]
    NameTaken(String),
    /// A name or a password that can be none.
    #[error("{0}")]
    Unfit(Unfit),
    /// The current password, which it takes to change it.
    #[error("this is not it")]
    WrongPassword,
    /// The link that makes the first admin.
    #[error("this link was used, or is not the latest one")]
    LinkUsed,
    /// The name of a token.
    #[error("use 1 to 60 characters, to know the token by")]
    TokenLabel,
    /// So many tokens are the most.
    #[error("there are {0} tokens already; revoke one first")]
    TooManyTokens(u64),
    /// The editor's type, in pixels.
    #[error("choose a size from 10 to 28 pixels")]
    FontSize,
    /// The editor's indentation, in columns.
    #[error("choose 1 to 8 columns")]
    Indent,
    /// A calendar month.
    #[error("a month is written as 2026-11")]
    Month,
    /// How a problem is solved, for those who have not solved it.
    #[error("solve the problem first")]
    SolveFirst,
    /// A program without a language.
    #[error("say which language the program is in")]
    NoLanguage,
    /// Files, where a program is wanted.
    #[error("this problem wants a program, in `source`")]
    ProgramWanted,
    /// Nothing but white space.
    #[error("the program is empty")]
    EmptyProgram,
    /// Nothing, where answers are wanted.
    #[error("send the answers as files, or one ZIP archive of them")]
    AnswersWanted,
    /// Somebody else's program.
    #[error("only its author may see a program")]
    OthersProgram,
    /// A note of so many characters is the longest.
    #[error("a note has {0} characters at most")]
    LongNote(usize),
    /// The name of a case, which has at most so many characters.
    #[error("give the case a name of 1 to {0} characters")]
    CaseName(usize),
    /// So many cases of a problem are the most.
    #[error("you keep {0} cases here already; remove one first")]
    TooManyCases(u64),
    /// There is nothing to run a program on.
    #[error("there is no sample; keep an input of your own")]
    NoSample,
    /// Somebody else's job.
    #[error("only its author or a judge may cancel it")]
    OthersJob,
    /// Too late: a worker has it.
    #[error("it can't be cancelled any more: a worker has begun with it")]
    JobBegun,
    /// Too late: it is over.
    #[error("it can't be cancelled any more: it does not wait")]
    JobOver,
    /// What is laid on the account.
    #[error("{}", .0.message())]
    Restricted(RestrictionView),
    /// The same, and when the next program may come.
    #[error("{} The next one may come in {seconds} s.", .restriction.message())]
    Slowed {
        /// What is laid on the account.
        restriction: RestrictionView,
        /// When the next one may come.
        seconds: u64,
    },
    /// The queue is worked off.
    #[error(
        "The judge is about to be serviced and takes no programs now. Yours was not taken: keep \
         it, and send it again in a few minutes."
    )]
    Draining,
    /// So much waits that no more is taken.
    #[error(
        "{waiting} programs wait already, and the queue takes no more. Your program was not \
         taken: keep it, and send it again in {seconds} s."
    )]
    QueueFull {
        /// Programs that wait.
        waiting: usize,
        /// When to come back.
        seconds: u64,
    },
    /// So much of the user's own waits.
    #[error(
        "{waiting} of your programs wait already, which is as many as may. Your program was not \
         taken: keep it, and send it again in {seconds} s."
    )]
    OwnQueueFull {
        /// Programs that wait.
        waiting: usize,
        /// When to come back.
        seconds: u64,
    },
    /// Every seat is taken.
    #[error("too many programs are being talked to just now; try again in a moment")]
    ConsolesFull,
    /// The user's own does not end.
    #[error("your last console has not ended yet; try again in a moment")]
    ConsoleOpen,
    /// Every seat is taken.
    #[error("language help is busy just now")]
    AssistantsFull,
    /// There is none for this.
    #[error("there is no language help here")]
    NoAssistant,
    /// This server has none.
    #[error("there are no consoles on this server")]
    NoConsoles,
    /// It takes another role.
    #[error("only for the role {0}")]
    Role(Role),
    /// What programs and those who run the server are told, in English alone.
    #[error("{0}")]
    Plain(String),
}

impl From<String> for Reason {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Reason {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}
