//! The problem list.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, format, render};
use crate::{
    app::{Mark, ProblemList, ProblemQuery},
    web::State,
};

/// The form's fields; a browser sends them empty rather than not at all.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    search: String,
    #[serde(default)]
    tag: String,
    #[serde(default)]
    solved: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "problem/list.html")]
struct ListPage {
    frame: Frame,
    list: ProblemList,
    search: String,
    tag: String,
    solved: Option<bool>,
    pager_query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let Filter { search, tag, solved: word, page } = filter.into_inner();
    let solved = word.parse().ok();
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let query =
        ProblemQuery { search: given(&search), tag: given(&tag), solved, page, per_page: None };
    let viewer = frame.user.clone();
    let list = state.ask(move |app| app.problems(viewer.as_ref(), &query)).await?;
    let pager_query = format::query(&[("search", &search), ("tag", &tag), ("solved", &word)]);
    render(&ListPage { frame, list, search, tag, solved, pager_query })
}
