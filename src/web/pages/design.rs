//! The living page of the design, for developers.

use askama::Template;

use super::{Answer, Frame, difference::Difference, render};
use crate::{app::Mark, domain::Verdict};

#[derive(Template)]
#[template(path = "design.html")]
struct DesignPage {
    frame: Frame,
    difference: Difference,
}

pub(super) async fn show(frame: Frame) -> Answer {
    let difference = Difference::new("one\n1 25 3\n", "one\n1  26 3\n");
    render(&DesignPage { frame, difference })
}
