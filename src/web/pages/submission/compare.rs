//! Two submissions of a problem held against each other.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, difference::Difference, filters, render};
use crate::{
    app::{self, SourceView, SubmissionView},
    domain::SubmissionId,
    web::{
        State,
        errors::{Failure, Kind},
    },
};

/// Which two.
#[derive(Deserialize)]
pub(super) struct Pair {
    old: Option<i64>,
    new: Option<i64>,
}

type Submission = (SubmissionView, SourceView);

#[derive(Template)]
#[template(path = "submission/compare.html")]
struct Page {
    frame: Frame,
    /// The older, then the newer.
    sides: [Submission; 2],
    difference: Difference,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>, pair: web::Query<Pair>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let Pair { old: Some(old), new: Some(new) } = pair.into_inner() else {
        return Err(Failure::told(Kind::BadRequest, "compare-choose"));
    };
    let sides = state
        .ask(move |app| {
            let load = |id| -> app::Result<Submission> {
                let id = SubmissionId(id);
                Ok((app.submission(Some(&viewer), id)?, app.source(&viewer, id)?))
            };
            Ok([load(old)?, load(new)?])
        })
        .await?;
    let difference = Difference::new(&sides[0].1.source, &sides[1].1.source);
    render(frame.words, &Page { frame, sides, difference })
}
