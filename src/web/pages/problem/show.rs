//! A problem's page: the statement beside the editor.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{
    Answer, Frame, filters,
    format::{self, Turn},
    render,
};
use crate::{
    app::{
        DraftView, LanguageView, Mark, Preferences, ProblemPage, SubmissionQuery, SubmissionRow,
        TrialCaseView,
    },
    web::State,
};

/// An entry of the language menu: one version of one language.
struct Choice {
    /// `cpp@20`.
    value: String,
    /// `C++ 20`.
    label: String,
    /// `cpp`: drafts and editor text are kept for this.
    family: String,
    /// The editor's mode.
    mode: String,
    /// What an empty editor begins with.
    template: String,
    /// The viewer's draft in this language.
    draft: Option<String>,
    /// Whether there is language help.
    helped: bool,
    /// That draft's revision; 0 without one.
    revision: u64,
    selected: bool,
}

/// What the menu shows to who has neither a draft nor a submission.
const FIRST_CHOICE: &str = "python3";

#[derive(Template)]
#[template(path = "problem/show.html")]
struct Page {
    frame: Frame,
    problem: ProblemPage,
    submissions: Vec<SubmissionRow>,
    choices: Vec<Choice>,
    /// Inputs that the viewer keeps.
    cases: Vec<TrialCaseView>,
    /// How the viewer wants the editor.
    preferences: Preferences,
    /// Whether language help is offered here.
    offers_help: bool,
    /// What the editor shows first.
    source: String,
}

/// What the page shows of the viewer's own; nothing to a visitor.
#[derive(Default)]
struct Own {
    drafts: Vec<DraftView>,
    submissions: Vec<SubmissionRow>,
    cases: Vec<TrialCaseView>,
    preferences: Preferences,
}

/// Which language of the statement, where the page's own is not wanted.
#[derive(Deserialize)]
pub(super) struct Statement {
    lang: Option<String>,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    statement: web::Query<Statement>,
) -> Answer {
    let (viewer, locale) = (frame.user.clone(), frame.words.0);
    let (problem, own) = state
        .ask(move |app| {
            let problem = app.problem(viewer.as_ref(), &slug, statement.lang.as_deref(), locale)?;
            let Some(viewer) = viewer else { return Ok((problem, Own::default())) };
            let query = SubmissionQuery {
                user: Some(viewer.name.clone()),
                problem: Some(slug.into_inner()),
                ..SubmissionQuery::default()
            };
            let own = Own {
                drafts: app.drafts(&viewer, &problem.slug)?,
                submissions: app.submissions(Some(&viewer), &query)?.submissions,
                cases: app.trial_cases(&viewer, &problem.slug)?,
                preferences: app.preferences(&viewer)?,
            };
            Ok((problem, own))
        })
        .await?;
    let offers_help = state.app.offers_help();
    let Own { drafts, submissions, cases, preferences } = own;
    let latest = drafts.first();
    let choices = choices(&problem.languages, &drafts, latest, submissions.first());
    let first = choices.iter().find(|choice| choice.selected);
    let source = latest.map(|draft| draft.source.clone());
    let source = source.or_else(|| first.map(|choice| choice.template.clone()));
    let source = source.unwrap_or_default();
    let page =
        Page { frame, problem, submissions, choices, cases, preferences, offers_help, source };
    render(page.frame.words, &page)
}

/// The menu; selected is the language of the latest draft, else of the latest submission, else
/// one that most know.
fn choices(
    languages: &[LanguageView],
    drafts: &[DraftView],
    latest: Option<&DraftView>,
    submitted: Option<&SubmissionRow>,
) -> Vec<Choice> {
    let last = latest
        .map(|draft| (&draft.language, &draft.version))
        .or_else(|| submitted.map(|row| (&row.language, &row.version)));
    let versions = languages
        .iter()
        .flat_map(|language| language.versions.iter().map(move |version| (language, version)));
    let draft = |language: &str| drafts.iter().find(|draft| draft.language == language);
    let mut choices: Vec<_> = versions
        .map(|(language, version)| Choice {
            value: format!("{}@{}", language.id, version.id),
            label: format::language(&language.name, &version.id),
            family: language.id.clone(),
            mode: language.editor.clone(),
            template: language.template.clone(),
            draft: draft(&language.id).map(|draft| draft.source.clone()),
            helped: version.server.is_some(),
            revision: draft(&language.id).map_or(0, |draft| draft.revision),
            selected: last == Some((&language.id, &version.id)),
        })
        .collect();
    if choices.iter().all(|choice| !choice.selected) {
        let known = choices.iter().position(|choice| choice.family == FIRST_CHOICE);
        if let Some(choice) = choices.get_mut(known.unwrap_or(0)) {
            choice.selected = true;
        }
    }
    choices
}
