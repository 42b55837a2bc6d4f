//! The languages that this host has.

use serde::Serialize;
use utoipa::ToSchema;

use super::App;

/// A language on this host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LanguageView {
    /// `cpp`.
    pub id: String,
    /// `C++`.
    pub name: String,
    /// File-name extensions without the dot.
    pub extensions: Vec<String>,
    /// CodeMirror mode.
    pub editor: String,
    /// Hello-world, for an empty editor.
    pub template: String,
    /// Versions, the default first.
    pub versions: Vec<VersionView>,
}

/// A version of a language on this host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VersionView {
    /// `20`.
    pub id: String,
    /// What the tool calls itself.
    pub found: String,
}

impl App {
    /// Every language of this host, by name.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageView> {
        unimplemented!()
    }
}
