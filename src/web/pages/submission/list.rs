//! The submissions of all, newest first, to be filtered, and exported by judges.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, filters, format, render};
use crate::{
    app::{LanguageView, SubmissionList, SubmissionQuery, SubmissionRow},
    domain::{Role, Verdict},
    web::{
        State,
        errors::{Failure, Kind},
    },
};

/// The columns of an export.
const COLUMNS: [&str; 12] = [
    "id",
    "user",
    "problem",
    "language",
    "version",
    "status",
    "verdict",
    "score",
    "max_score",
    "cpu_ms",
    "memory_kib",
    "created_at",
];

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

impl Filter {
    fn query(&self, limit: Option<u32>) -> SubmissionQuery {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        SubmissionQuery {
            user: given(&self.user),
            problem: given(&self.problem),
            language: given(&self.language),
            verdict: Verdict::from_code(&self.verdict),
            before: self.before,
            limit,
        }
    }

    /// As an address's query, ready to append to another field.
    fn rest(&self) -> String {
        format::query(&[
            ("user", self.user.trim()),
            ("problem", self.problem.trim()),
            ("language", &self.language),
            ("verdict", &self.verdict),
        ])
    }
}

#[derive(Template)]
#[template(path = "submission/list.html")]
struct ListPage {
    frame: Frame,
    list: SubmissionList,
    filter: Filter,
    languages: Vec<LanguageView>,
    verdict: Option<Verdict>,
    /// See [`Filter::rest`].
    query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let (viewer, filter) = (frame.user.clone(), filter.into_inner());
    let wanted = filter.query(None);
    let verdict = wanted.verdict;
    let list = state.ask(move |app| app.submissions(viewer.as_ref(), &wanted)).await?;
    let languages = state.app.languages();
    let query = filter.rest();
    render(frame.words, &ListPage { frame, list, filter, languages, verdict, query })
}

pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    frame.signed_in()?;
    if !frame.is_judge() {
        let detail = format!("Only for the role {}.", Role::Judge);
        return Err(Failure::new(Kind::Forbidden, detail));
    }
    let (viewer, query) = (frame.user.clone(), filter.query(Some(csv::PIECE)));
    let rows = state
        .ask(move |app| {
            csv::all(|before| {
                let query = SubmissionQuery { before, ..query.clone() };
                let list = app.submissions(viewer.as_ref(), &query)?;
                Ok((list.submissions, list.next))
            })
        })
        .await?;
    csv::table("submissions", &COLUMNS, rows.into_iter().map(cells))
}

/// A line of an export.
fn cells(row: SubmissionRow) -> Vec<String> {
    let number = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    let points = |score: Option<f64>| {
        score.map(|s| ((s * 100.0).round() / 100.0).to_string()).unwrap_or_default()
    };
    vec![
        row.id.to_string(),
        row.user,
        row.problem,
        row.language,
        row.version,
        row.status.to_string(),
        row.verdict.map(|verdict| verdict.code().to_owned()).unwrap_or_default(),
        points(row.score),
        points(row.max_score),
        number(row.cpu_ms),
        number(row.memory_kib),
        row.created_at.to_string(),
    ]
}
