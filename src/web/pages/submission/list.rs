//! The submissions of all, newest first.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, format, render};
use crate::{
    app::{LanguageView, SubmissionList, SubmissionQuery},
    domain::Verdict,
    web::State,
};

/// The form's fields; a browser sends them empty rather than not at all.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    user: String,
    #[serde(default)]
    problem: String,
    #[serde(default)]
    language: String,
    #[serde(default)]
    verdict: String,
    before: Option<i64>,
}

#[derive(Template)]
#[template(path = "submission/list.html")]
struct ListPage {
    frame: Frame,
    list: SubmissionList,
    filter: Filter,
    languages: Vec<LanguageView>,
    verdict: Option<Verdict>,
    /// The address's query, ready to append to another field.
    query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.user.clone();
    let filter = filter.into_inner();
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let verdict = Verdict::from_code(&filter.verdict);
    let wanted = SubmissionQuery {
        user: given(&filter.user),
        problem: given(&filter.problem),
        language: given(&filter.language),
        verdict,
        before: filter.before,
        limit: None,
    };
    let list = state.ask(move |app| app.submissions(viewer.as_ref(), &wanted)).await?;
    let languages = state.app.languages();
    let query = format::query(&[
        ("user", filter.user.trim()),
        ("problem", filter.problem.trim()),
        ("language", &filter.language),
        ("verdict", &filter.verdict),
    ]);
    render(&ListPage { frame, list, filter, languages, verdict, query })
}
