//! The users.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, format, render};
use crate::{
    app::{UserList, UserQuery},
    domain::Role,
    web::State,
};

/// The form's fields.
#[derive(Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    search: String,
    page: Option<u32>,
}

#[derive(Template)]
#[template(path = "admin/users.html")]
struct UsersPage {
    frame: Frame,
    list: UserList,
    search: String,
    pager_query: String,
}

pub(super) async fn show(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let Filter { search, page } = filter.into_inner();
    let wanted = Some(search.trim().to_owned()).filter(|text| !text.is_empty());
    let query = UserQuery { search: wanted, page, per_page: None };
    let list = state.ask(move |app| app.users(&viewer, &query)).await?;
    let pager_query = format::query(&[("search", &search)]);
    render(&UsersPage { frame, list, search, pager_query })
}
