//! Output-only problems: answers in place of a program, as they come in and as they are shown.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

use super::{App, Error, NewSubmission, Reason, Result, Viewer};
use crate::{
    domain::SubmissionId,
    judge::{Answers, Source},
    problem::Package,
};

/// What stands where other submissions have the id of their language.
pub(super) const LANGUAGE: &str = "answers";
/// Its name for people.
pub(super) const LANGUAGE_NAME: &str = "Answers";
/// Most of a text that is shown, bytes.
const SHOWN: usize = 64 << 10;

/// A file with answers: a ZIP archive, or the answer to one test.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub struct NewFile {
    /// Its name; that of an answer is its test's, `3.out`.
    pub name: String,
    /// Its content, base64.
    #[serde(deserialize_with = "base64")]
    #[schema(value_type = String, format = Byte)]
    pub data: Vec<u8>,
}

/// A file among submitted answers.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AnswerView {
    /// Its name.
    pub name: String,
    /// Its size, bytes.
    pub size: usize,
    /// Its content, where that is text of at most 64 KiB.
    pub text: Option<String>,
}

impl App {
    /// A file of submitted answers, whole.
    ///
    /// # Errors
    /// As [`Self::source`]; `NotFound` when there is no such file.
    pub fn answer(&self, viewer: &Viewer, id: SubmissionId, name: &str) -> Result<Vec<u8>> {
        let source = self.source(viewer, id)?;
        let answers = self.answers(id, &source.source)?;
        let file =
            answers.into_iter().flat_map(|answers| answers.files).find(|file| file.0 == name);
        let (_, data) = file.ok_or_else(|| Error::NotFound(format!("answer {name}")))?;
        Ok(data.to_vec())
    }

    /// The files of a submission, if it is one of answers.
    pub(super) fn answers(&self, id: SubmissionId, source: &str) -> Result<Option<Answers>> {
        let Some(submission) = self.core.store.submission(id)? else { return Ok(None) };
        if submission.language != LANGUAGE {
            return Ok(None);
        }
        let package = self.core.package(submission.version)?;
        let source = Source::lone(LANGUAGE, source.as_bytes());
        // What a rejudge by another version refused can't be shown by it either.
        Ok(Answers::read(&source, &package).ok())
    }
}

/// The source that a submission of answers keeps: its files in an archive, or its text for the
/// one test that there is.
pub(super) fn source(new: &NewSubmission, package: &Package) -> Result<String> {
    let invalid = |field, message| Error::Invalid { field, message };
    if new.files.is_empty() && new.source.trim().is_empty() {
        return Err(invalid("files", Reason::AnswersWanted));
    }
    let (field, source) = match new.files.is_empty() {
        true => ("source", new.source.clone()),
        false => {
            let files: Vec<_> =
                new.files.iter().map(|file| (file.name.clone(), file.data.clone())).collect();
            ("files", Answers::pack(&files).map_err(|message| invalid("files", message.into()))?)
        }
    };
    Answers::read(&Source::lone(LANGUAGE, source.as_bytes()), package)
        .map_err(|message| invalid(field, message.into()))?;
    Ok(source)
}

/// What is shown of the files.
pub(super) fn views(answers: &Answers) -> Vec<AnswerView> {
    let view = |(name, data): &(String, std::sync::Arc<[u8]>)| AnswerView {
        name: name.clone(),
        size: data.len(),
        text: std::str::from_utf8(data)
            .ok()
            .filter(|text| text.len() <= SHOWN && !text.contains('\0'))
            .map(str::to_owned),
    };
    answers.files.iter().map(view).collect()
}

fn base64<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    BASE64_STANDARD.decode(text).map_err(|error| D::Error::custom(format!("base64: {error}")))
}
