//! For admins: the users.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, RestrictionView, Result, Viewer, paging::Page};
use crate::{domain::Role, store::UserFilter};

/// Which users to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct UserQuery {
    /// A piece of the name.
    pub search: Option<String>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Users a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of users.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserList {
    /// The users, by name.
    pub users: Vec<UserRow>,
    /// Users on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// A user for admins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct UserRow {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Whether it is shut out.
    pub disabled: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// Submissions.
    pub submissions: u64,
    /// What is laid on it, while that is in force.
    pub restriction: Option<RestrictionView>,
}

impl App {
    /// A page of the users.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn users(&self, viewer: &Viewer, query: &UserQuery) -> Result<UserList> {
        viewer.must_be(Role::Admin)?;
        let page = Page::new(query.page, query.per_page);
        let (users, total) = self.core.store.users(&UserFilter {
            search: query.search.clone().unwrap_or_default(),
            offset: page.offset(),
            limit: page.size.into(),
        })?;
        let now = Timestamp::now();
        let users = users.into_iter().map(|(user, submissions)| UserRow {
            restriction: user
                .restriction
                .filter(|restriction| restriction.is_in_force(now))
                .map(RestrictionView::from),
            name: user.name,
            role: user.role,
            disabled: user.disabled,
            created_at: user.created_at,
            submissions,
        });
        Ok(UserList { users: users.collect(), total, page: page.number, pages: page.count(total) })
    }

    /// Gives a user another role.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Conflict` for the last admin.
    pub fn set_role(&self, viewer: &Viewer, name: &str, role: Role) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        if !self.core.store.set_role(user.id, role, &viewer.name)? {
            return Err(last_admin(&user.name));
        }
        tracing::info!(by = viewer.name, user = user.name, %role, "a role was changed");
        Ok(())
    }

    /// Shuts a user out (sessions and tokens stop at once), or lets them in again.
    ///
    /// # Errors
    /// As [`App::set_role`].
    pub fn set_disabled(&self, viewer: &Viewer, name: &str, disabled: bool) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        let change = || self.core.store.set_disabled(user.id, disabled, &viewer.name);
        if !self.core.ranking_one(user.id, change)? {
            return Err(last_admin(&user.name));
        }
        tracing::info!(by = viewer.name, user = user.name, disabled, "an account was changed");
        Ok(())
    }
}

fn last_admin(name: &str) -> Error {
    Error::Conflict(format!("{name} is the last admin; make another one first").into())
}
