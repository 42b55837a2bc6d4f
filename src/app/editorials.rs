//! How problems are solved: for those who have solved them.

use super::{App, Error, Reason, Result, Viewer, problems::in_language};
use crate::{domain::Locale, problem::Editorial, store::Problem};

/// An editorial in the language that fits best.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorialView {
    /// The problem's slug.
    pub slug: String,
    /// The problem's name.
    pub name: String,
    /// Sanitised HTML, safe to show as it is; empty when it is a document.
    pub html: String,
    /// Language tag of the text and the name, `en`.
    pub lang: String,
    /// Whether it is a document to be downloaded, see [`App::editorial_document`].
    pub is_document: bool,
    /// Language tags of all that there are.
    pub languages: Vec<String>,
}

impl App {
    /// How a problem is solved, in the language `tag` if it is given, else in that of `locale`.
    ///
    /// # Errors
    /// `NotFound` for a problem, and an editorial, that there is none of; `Forbidden` unless the
    /// viewer has solved the problem or is a judge.
    pub fn editorial(
        &self,
        viewer: &Viewer,
        slug: &str,
        tag: Option<&str>,
        locale: Locale,
    ) -> Result<EditorialView> {
        let problem = self.find_problem(Some(viewer), slug)?;
        let package = self.core.package(problem.version)?;
        let all = &package.editorials;
        let asked = tag.and_then(|tag| all.iter().find(|editorial| editorial.lang == tag));
        let found = asked.or_else(|| in_language(all, |one| &one.lang, locale));
        let editorial = found.ok_or_else(|| none(slug))?;
        if !sees_editorial(Some(viewer), &problem) {
            return Err(Error::Forbidden(Reason::SolveFirst));
        }
        Ok(EditorialView {
            name: package.name.get(&editorial.lang).cloned().unwrap_or(problem.name),
            slug: problem.slug,
            html: editorial.html.clone(),
            lang: editorial.lang.clone(),
            is_document: editorial.document.is_some(),
            languages: all.iter().map(|one| one.lang.clone()).collect(),
        })
    }

    /// The document (PDF) that an editorial in this language is.
    ///
    /// # Errors
    /// As [`App::editorial`].
    pub fn editorial_document(&self, viewer: &Viewer, slug: &str, lang: &str) -> Result<Vec<u8>> {
        let problem = self.find_problem(Some(viewer), slug)?;
        let package = self.core.package(problem.version)?;
        let of_language = |one: &&Editorial| one.lang == lang;
        let editorial = package.editorials.iter().find(of_language);
        let document = editorial.and_then(|one| one.document.as_ref()).ok_or_else(|| none(slug))?;
        if !sees_editorial(Some(viewer), &problem) {
            return Err(Error::Forbidden(Reason::SolveFirst));
        }
        Ok(self.read_blob(&document.blob.digest)?.to_vec())
    }
}

/// Whether somebody may know how a problem, as they see it, is solved.
pub(super) fn sees_editorial(viewer: Option<&Viewer>, problem: &Problem) -> bool {
    viewer.is_some_and(|viewer| viewer.is_judge() || problem.solved_at.is_some())
}

fn none(slug: &str) -> Error {
    Error::NotFound(format!("an editorial of problem {slug}"))
}
