//! The inputs of their own that users keep for a problem.

use actix_web::web;
use serde::Deserialize;

use super::super::{Answer, Frame, redirect};
use crate::{
    app::{DraftState, NewTrialCase},
    domain::TrialCaseId,
    web::{State, csrf::CsrfForm},
};

/// The part of the problem page's form that keeping a case needs; the program comes with it.
#[derive(Deserialize)]
pub(super) struct Case {
    #[serde(default)]
    case_name: String,
    #[serde(default)]
    stdin: String,
    #[serde(default)]
    expected: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    source: String,
    /// Sent by the script, which keeps the draft itself.
    #[serde(default)]
    scripted: bool,
}

impl Case {
    /// Without script, what was typed into the editor comes back with the page as a draft.
    fn draft(&self) -> Option<DraftState> {
        let (language, source) = (self.language.clone(), self.source.clone());
        (!self.scripted && !source.is_empty()).then_some(DraftState {
            language,
            source,
            base: None,
        })
    }
}

pub(super) async fn keep(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    CsrfForm(case): CsrfForm<Case>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let to = format!("/problems/{slug}#code");
    let draft = case.draft();
    let new = NewTrialCase { name: case.case_name, input: case.stdin, expected: case.expected };
    state
        .ask(move |app| {
            if let Some(draft) = draft {
                app.save_draft(&viewer, &slug, &draft)?;
            }
            app.keep_trial_case(&viewer, &slug, &new)
        })
        .await?;
    Ok(redirect(&to))
}

pub(super) async fn remove(
    frame: Frame,
    state: web::Data<State>,
    path: web::Path<(String, i64)>,
    CsrfForm(case): CsrfForm<Case>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let (slug, id) = path.into_inner();
    let to = format!("/problems/{slug}#code");
    let draft = case.draft();
    state
        .ask(move |app| {
            if let Some(draft) = draft {
                app.save_draft(&viewer, &slug, &draft)?;
            }
            app.remove_trial_case(&viewer, TrialCaseId(id))
        })
        .await?;
    Ok(redirect(&to))
}
