//! The living page of the design, for developers.

use askama::Template;

use super::{Answer, Frame, difference::Difference, filters, render};
use crate::{app::Mark, domain::Verdict, web::words::Message};

#[derive(Template)]
#[template(path = "design.html")]
struct DesignPage {
    frame: Frame,
    difference: Difference,
    /// What the server says of a field.
    fine: Option<Message>,
    wrong: Option<Message>,
}

pub(super) async fn show(frame: Frame) -> Answer {
    let difference = Difference::new("one\n1 25 3\n", "one\n1  26 3\n");
    render(
        frame.words,
        &DesignPage {
            frame,
            difference,
            fine: None,
            wrong: Some(Message::plain("Write a whole one")),
        },
    )
}
