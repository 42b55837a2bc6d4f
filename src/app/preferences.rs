//! How a user wants the editor, the language of the pages, and whether their programs are recorded
//! as they grow.

use serde::{Deserialize, Serialize};

use super::{App, Error, Reason, Result, Viewer};
use crate::domain::Locale;

/// Whose keys the editor obeys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Keys {
    /// Those of most editors.
    #[default]
    Usual,
    /// Vim's.
    Vim,
    /// Those of Emacs.
    Emacs,
}

impl Keys {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Vim, Self::Emacs];

    /// The word in forms and in the page.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Vim => "vim",
            Self::Emacs => "emacs",
        }
    }
}

/// A user's preferences. What an older version kept, or did not yet know, has the default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// The editor.
    #[serde(flatten)]
    pub editor: EditorPreferences,
    /// Language of the pages; `None` is what the browser says.
    pub locale: Option<Locale>,
    /// Whether the states of drafts are recorded, see [`App::playback`].
    pub record: bool,
}

/// How a user wants the editor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EditorPreferences {
    /// Key bindings.
    pub keys: Keys,
    /// Size of the editor's type, CSS pixels, 10–28.
    pub font_size: u8,
    /// Columns of one level of indentation, 1–8.
    pub indent: u8,
    /// Whether indentation is by tabs rather than spaces.
    pub tabs: bool,
    /// Whether long lines are wrapped.
    pub wrap: bool,
    /// Whether closing brackets and quotes come by themselves.
    pub close_brackets: bool,
    /// Whether language help is wanted, where it is offered.
    pub help: bool,
}

impl Default for EditorPreferences {
    fn default() -> Self {
        Self {
            keys: Keys::Usual,
            font_size: 14,
            indent: 4,
            tabs: false,
            wrap: false,
            close_brackets: true,
            help: true,
        }
    }
}

impl Preferences {
    /// What was kept; the default for what can't be read.
    pub(super) fn read(kept: Option<&str>) -> Self {
        kept.and_then(|data| serde_json::from_str(data).ok()).unwrap_or_default()
    }
}

impl App {
    /// The viewer's preferences.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn preferences(&self, viewer: &Viewer) -> Result<Preferences> {
        let kept = self.core.store.preferences(viewer.id)?;
        Ok(Preferences::read(kept.as_deref()))
    }

    /// Keeps how the viewer wants the editor.
    ///
    /// # Errors
    /// `Invalid` for `font_size` or `indent`.
    pub fn set_editor(&self, viewer: &Viewer, new: &EditorPreferences) -> Result<()> {
        let invalid = |field, message| Error::Invalid { field, message };
        if !(10..=28).contains(&new.font_size) {
            return Err(invalid("font_size", Reason::FontSize));
        }
        if !(1..=8).contains(&new.indent) {
            return Err(invalid("indent", Reason::Indent));
        }
        self.prefer(viewer, &serde_json::json!(new))
    }

    /// Keeps the language of the pages; `None` is what the browser says.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn set_locale(&self, viewer: &Viewer, locale: Option<Locale>) -> Result<()> {
        self.prefer(viewer, &serde_json::json!({ "locale": locale }))
    }

    /// Has the viewer's drafts recorded as they grow from now on, or not any more; what was
    /// recorded stays.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn set_recording(&self, viewer: &Viewer, record: bool) -> Result<()> {
        self.prefer(viewer, &serde_json::json!({ "record": record }))
    }

    /// Keeps some of the viewer's preferences, and leaves the others as they are.
    fn prefer(&self, viewer: &Viewer, some: &serde_json::Value) -> Result<()> {
        Ok(self.core.store.put_preferences(viewer.id, &some.to_string())?)
    }
}
