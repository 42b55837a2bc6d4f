//! Classes: who sees which leaderboard of their own.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, filters, redirect, render};
use crate::web::{
    State,
    csrf::CsrfForm,
    errors::{Failure, Kind},
};

/// A class to be written: its name, and the names of its members.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Class {
    class: String,
    #[serde(default)]
    members: String,
    /// Whether there is one of that name, whose members these become.
    #[serde(default)]
    change: bool,
}

#[derive(Template)]
#[template(path = "admin/classes.html")]
struct ClassesPage {
    frame: Frame,
    /// Names of classes, and of their members.
    classes: Vec<(String, Vec<String>)>,
    /// What was sent, when something of it is wrong.
    sent: Class,
    wrong: String,
}

impl ClassesPage {
    async fn load(frame: Frame, state: &State) -> Result<Self, Failure> {
        let viewer = frame.signed_in()?.clone();
        let classes = state.ask(move |app| app.classroom_lists(&viewer)).await?;
        Ok(Self { frame, classes, sent: Class::default(), wrong: String::new() })
    }
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let page = ClassesPage::load(frame, &state).await?;
    render(page.frame.words, &page)
}

pub(super) async fn put(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(sent): CsrfForm<Class>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let class = sent.clone();
    let written = state.ask(move |app| match class.change {
        true => app.change_classroom(&viewer, &class.class, &class.members),
        false => app.make_classroom(&viewer, &class.class, &class.members),
    });
    match written.await {
        Ok(()) => Ok(redirect("/admin/classes")),
        Err(failure) if failure.kind == Kind::Invalid => {
            let page = ClassesPage::load(frame, &state).await?;
            let wrong = failure.english();
            let mut answer = render(page.frame.words, &ClassesPage { sent, wrong, ..page })?;
            *answer.status_mut() = Kind::Invalid.status();
            Ok(answer)
        }
        Err(failure) => Err(failure),
    }
}

pub(super) async fn remove(
    frame: Frame,
    state: web::Data<State>,
    CsrfForm(Class { class, .. }): CsrfForm<Class>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    state.ask(move |app| app.remove_classroom(&viewer, &class)).await?;
    Ok(redirect("/admin/classes"))
}

/// Every member of every class.
pub(super) async fn export(frame: Frame, state: web::Data<State>) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let classes = state.ask(move |app| app.classroom_lists(&viewer)).await?;
    let rows = classes.into_iter().flat_map(|(class, members)| {
        members.into_iter().map(move |user| vec![class.clone(), user])
    });
    csv::table("classes", &["class", "user"], rows)
}
