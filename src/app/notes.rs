//! What users note on their own submissions: theirs alone, not even an admin is given it.

use super::{App, Error, Reason, Result, Viewer};
use crate::domain::SubmissionId;

/// Most characters of a note.
const MOST: usize = 4000;

impl App {
    /// Keeps the viewer's note on one of their submissions in place of the one before; without any
    /// words it is removed.
    ///
    /// # Errors
    /// `NotFound`, for the submissions of others too; `Invalid` for `note`.
    pub fn set_note(&self, viewer: &Viewer, id: SubmissionId, note: &str) -> Result<()> {
        let found = self.core.store.submission(id)?.filter(|one| one.user == viewer.id);
        found.ok_or_else(|| Error::NotFound(format!("submission {id}")))?;
        let note = note.replace("\r\n", "\n");
        let note = note.trim();
        if note.chars().count() > MOST {
            return Err(Error::Invalid { field: "note", message: Reason::LongNote(MOST) });
        }
        Ok(self.core.store.put_note(id, note.to_owned())?)
    }
}
