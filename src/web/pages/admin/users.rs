//! The users.

use actix_web::web;
use askama::Template;
use serde::Deserialize;

use super::super::{Answer, Frame, csv, filters, format, render};
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
    render(frame.words, &UsersPage { frame, list, search, pager_query })
}

/// Every user that fits.
pub(super) async fn export(
    frame: Frame,
    state: web::Data<State>,
    filter: web::Query<Filter>,
) -> Answer {
    let viewer = frame.signed_in()?.clone();
    let search = Some(filter.into_inner().search);
    let users = state
        .ask(move |app| {
            let mut users = Vec::new();
            let mut query = UserQuery { search, page: Some(1), per_page: Some(200) };
            loop {
                let list = app.users(&viewer, &query)?;
                users.extend(list.users);
                if list.page >= list.pages {
                    return Ok(users);
                }
                query.page = Some(list.page + 1);
            }
        })
        .await?;
    let header = ["name", "role", "disabled", "sanction", "submissions", "created_at", "classes"];
    let rows = users.into_iter().map(|user| {
        vec![
            user.name,
            user.role.to_string(),
            user.disabled.to_string(),
            user.restriction.map(|on| on.sanction.to_string()).unwrap_or_default(),
            user.submissions.to_string(),
            user.created_at.to_string(),
            user.classes.join(", "),
        ]
    });
    csv::table("users", &header, rows)
}
