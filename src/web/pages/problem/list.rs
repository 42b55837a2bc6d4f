//! The problem list.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, filters, format, render};
use crate::{
    app::{Mark, ProblemList, ProblemQuery},
    domain::ProblemSort,
    web::State,
};

/// The form's fields; a browser sends them empty rather than not at all.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    search: String,
    #[serde(default)]
    tag: String,
    /// `solved`, `unsolved` or `tried`.
    #[serde(default)]
    status: String,
    #[serde(default)]
    sort: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "problem/list.html")]
struct ListPage {
    frame: Frame,
    list: ProblemList,
    search: String,
    tag: String,
    status: String,
    sort: ProblemSort,
    pager_query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let Filter { search, tag, status, sort: order, page } = filter.into_inner();
    let sort = ProblemSort::from_word(&order).unwrap_or_default();
    let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let query = ProblemQuery {
        search: given(&search),
        tag: given(&tag),
        solved: match status.as_str() {
            "solved" => Some(true),
            "unsolved" => Some(false),
            _ => None,
        },
        tried: Some(status == "tried"),
        sort: Some(sort),
        page,
        per_page: None,
    };
    let viewer = frame.user.clone();
    let list = state.ask(move |app| app.problems(viewer.as_ref(), &query)).await?;
    let pager_query =
        format::query(&[("search", &search), ("tag", &tag), ("status", &status), ("sort", &order)]);
    render(frame.words, &ListPage { frame, list, search, tag, status, sort, pager_query })
}
