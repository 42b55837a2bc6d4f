//! Everybody's submissions, to be filtered and exported.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, format, render};
use crate::{
    app::{LanguageView, SubmissionList, SubmissionQuery, SubmissionRow},
    domain::{Role, Verdict},
    web::{
        State,
        errors::{Failure, Kind},
    },
};

/// Most lines of an export.
const EXPORTED: usize = 50_000;

/// The form's fields.
#[derive(Clone, Deserialize)]
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
    fn query(&self, limit: u32) -> SubmissionQuery {
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        SubmissionQuery {
            user: given(&self.user),
            problem: given(&self.problem),
            language: given(&self.language),
            verdict: Verdict::from_code(&self.verdict),
            before: self.before,
            limit: Some(limit),
        }
    }

    /// The filter as the rest of an address.
    fn rest(&self) -> String {
        format::query(&[
            ("user", &self.user),
            ("problem", &self.problem),
            ("language", &self.language),
            ("verdict", &self.verdict),
        ])
    }
}

#[derive(Template)]
#[template(path = "admin/submissions.html")]
struct SubmissionsPage {
    frame: Frame,
    list: SubmissionList,
    languages: Vec<LanguageView>,
    rest: String,
    filter: Filter,
}

fn for_judges(frame: &Frame) -> Result<(), Failure> {
    frame.signed_in()?;
    if frame.is_judge() {
        return Ok(());
    }
    Err(Failure::new(Kind::Forbidden, format!("Only for the role {}.", Role::Judge)))
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    for_judges(&frame)?;
    let (viewer, filter) = (frame.user.clone(), filter.into_inner());
    let query = filter.query(50);
    let (list, languages) = state
        .ask(move |app| Ok((app.submissions(viewer.as_ref(), &query)?, app.languages())))
        .await?;
    let rest = filter.rest();
    render(&SubmissionsPage { frame, list, languages, rest, filter })
}

pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    for_judges(&frame)?;
    let (viewer, mut query) = (frame.user.clone(), filter.query(200));
    let rows = state
        .ask(move |app| {
            let mut rows: Vec<SubmissionRow> = Vec::new();
            while rows.len() < EXPORTED {
                let list = app.submissions(viewer.as_ref(), &query)?;
                rows.extend(list.submissions);
                query.before = list.next;
                if list.next.is_none() {
                    break;
                }
            }
            Ok(rows)
        })
        .await?;
    let header = [
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
    let text = |number: Option<u64>| number.map(|n| n.to_string()).unwrap_or_default();
    csv::table(
        "submissions",
        &header,
        rows.into_iter().map(|row| {
            vec![
                row.id.to_string(),
                row.user,
                row.problem,
                row.language,
                row.version,
                row.status.to_string(),
                row.verdict.map(|verdict| verdict.code().to_owned()).unwrap_or_default(),
                row.score.map(|score| format::points(&score)).unwrap_or_default(),
                row.max_score.map(|score| format::points(&score)).unwrap_or_default(),
                text(row.cpu_ms),
                text(row.memory_kib),
                row.created_at.to_string(),
            ]
        }),
    )
}
