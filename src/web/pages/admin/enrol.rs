//! Many accounts at once: the form, and the sheet of passwords to print.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, render};
use crate::{
    app::Enrolled,
    domain::Role,
    web::{
        State,
        csrf::CsrfForm,
        errors::{Failure, Kind},
    },
};

#[derive(Template)]
#[template(path = "admin/enrol.html")]
struct FormPage {
    frame: Frame,
    table: String,
    wrong: String,
}

#[derive(Template)]
#[template(path = "admin/enrolled.html")]
struct SheetPage {
    frame: Frame,
    users: Vec<Enrolled>,
}

#[derive(Deserialize)]
pub(super) struct Table {
    table: String,
}

pub(super) async fn show(frame: Frame) -> Answer {
    frame.signed_in()?;
    if !frame.is_admin() {
        return Err(Failure::new(Kind::Forbidden, "Only admins make accounts for others."));
    }
    render(frame.words, &FormPage { frame, table: String::new(), wrong: String::new() })
}

/// The answer is the sheet itself: the passwords are nowhere but on it.
pub(super) async fn make(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(Table { table }): CsrfForm<Table>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let sent = table.clone();
    match state.ask(move |app| app.enrol(&viewer, &table)).await {
        Ok(users) => render(frame.words, &SheetPage { frame, users }),
        Err(failure) if failure.kind == Kind::Invalid => {
            let mut page =
                render(frame.words, &FormPage { frame, table: sent, wrong: failure.english() })?;
            *page.status_mut() = Kind::Invalid.status();
            Ok(page)
        }
        Err(failure) => Err(failure),
    }
}
