//! A submission's page.

use actix_web::web;
use askama::Template;

use super::super::{Answer, Frame, filters, render};
use crate::{
    app::{SourceView, SubmissionView},
    domain::{CompileStatus, Feedback, Status, SubmissionId, Verdict},
    web::State,
};

#[derive(Template)]
#[template(path = "submission/show.html")]
struct Page {
    frame: Frame,
    submission: SubmissionView,
    source: Option<SourceView>,
    /// Whether the script should follow its events.
    is_live: bool,
    /// Tests that were not run.
    skipped: usize,
}

impl Page {
    /// The verdict of the test at a place, as a word; empty before there is one.
    fn code_of(&self, place: &usize) -> &'static str {
        let test = self.submission.tests.iter().find(|test| test.index == *place);
        test.and_then(|test| test.verdict).map_or("", Verdict::code)
    }
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, id: web::Path<i64>) -> Answer {
    let viewer = frame.user.clone();
    let id = SubmissionId(*id);
    let (submission, source) = state
        .ask(move |app| {
            let submission = app.submission(viewer.as_ref(), id)?;
            let source = match viewer {
                Some(viewer) if submission.whole => Some(app.source(&viewer, id)?),
                _ => None,
            };
            Ok((submission, source))
        })
        .await?;
    let is_live = !submission.row.status.is_end() && submission.whole;
    let skipped = match submission.row.status {
        Status::Done => submission.tests.iter().filter(|test| test.verdict.is_none()).count(),
        _ => 0,
    };
    render(frame.words, &Page { frame, submission, source, is_live, skipped })
}
