//! The first page: what Minos is, or where one left off.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, filters, render};
use crate::{
    app::{Mark, ProblemQuery, ProblemRow, SubmissionQuery, SubmissionRow},
    web::State,
};

/// Problems and submissions shown.
const FEW: u32 = 6;

#[derive(Template)]
#[template(path = "home.html")]
struct HomePage {
    frame: Frame,
    recent: Vec<SubmissionRow>,
    problems: Vec<ProblemRow>,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.user.clone();
    let (recent, problems) = state
        .ask(move |app| {
            let recent = match &viewer {
                Some(viewer) => {
                    let query = SubmissionQuery {
                        user: Some(viewer.name.clone()),
                        limit: Some(FEW),
                        ..SubmissionQuery::default()
                    };
                    app.submissions(Some(viewer), &query)?.submissions
                }
                None => Vec::new(),
            };
            let query = ProblemQuery {
                solved: viewer.is_some().then_some(false),
                per_page: Some(FEW),
                ..ProblemQuery::default()
            };
            Ok((recent, app.problems(viewer.as_ref(), &query)?.problems))
        })
        .await?;
    render(frame.words, &HomePage { frame, recent, problems })
}
