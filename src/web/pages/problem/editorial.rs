//! How a problem is solved.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, download, filters, render};
use crate::{app::EditorialView, web::State};

#[derive(Template)]
#[template(path = "problem/editorial.html")]
struct Page {
    frame: Frame,
    editorial: EditorialView,
}

/// Which language, where the page's own is not wanted.
#[derive(Deserialize)]
pub(super) struct Choice {
    lang: Option<String>,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    slug: web::Path<String>,
    choice: web::Query<Choice>,
) -> Answer {
    let (viewer, locale) = (frame.signed_in()?.clone(), frame.words.0);
    let editorial =
        state.ask(move |app| app.editorial(&viewer, &slug, choice.lang.as_deref(), locale)).await?;
    render(frame.words, &Page { frame, editorial })
}

pub(super) async fn document(
    frame: Frame,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
) -> Answer {
    let (slug, lang) = path.into_inner();
    let name = format!("{slug}.{lang}.pdf");
    let viewer = frame.signed_in()?.clone();
    let data = state.ask(move |app| app.editorial_document(&viewer, &slug, &lang)).await?;
    Ok(download(name, data))
}
