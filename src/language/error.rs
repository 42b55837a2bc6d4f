//! What can be wrong with profiles, and with what people ask for.

use std::path::PathBuf;

/// A profile can't be used; names its file and, where there is one, the key.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The directory of profiles, or a file in it, can't be read.
    #[error("reading language profiles: {path}: {source}")]
    Read {
        /// What was read.
        path: PathBuf,
        /// Why it failed.
        source: std::io::Error,
    },
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("language profile {file}: {source}")]
    Syntax {
        /// The profile.
        file: String,
        /// Line, key and reason.
        source: Box<toml::de::Error>,
    },
    /// A value that makes no sense.
    #[error("language profile {file}: {key}: {reason}")]
    Value {
        /// The profile.
        file: String,
        /// The key.
        key: String,
        /// What is wrong and what is wanted.
        reason: String,
    },
}

/// Nothing on this host fits what was asked for; says what there is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// No such language.
    #[error("unknown language `{asked}`; this host has {}", .available.join(", "))]
    Language {
        /// What was asked for.
        asked: String,
        /// Ids of languages on this host.
        available: Vec<String>,
    },
    /// The language is there, the version is not.
    #[error("unknown version `{asked}` of {language}; this host has {}", .available.join(", "))]
    Version {
        /// The language's id.
        language: String,
        /// What was asked for.
        asked: String,
        /// Ids of its versions on this host.
        available: Vec<String>,
    },
    /// No language on this host has the file's extension.
    #[error("no language for `{file}`; name one of {}", .available.join(", "))]
    Extension {
        /// The file's name.
        file: String,
        /// Ids of languages on this host.
        available: Vec<String>,
    },
}
