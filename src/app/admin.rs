//! For admins: the users.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, Error, RestrictionView, Result, Viewer, paging::Page};
use crate::{
    auth,
    domain::Role,
    store::{Listed, UserFilter},
};

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
    /// Classes that it belongs to.
    pub classes: Vec<String>,
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
            name: None,
            offset: page.offset(),
            limit: page.size.into(),
        })?;
        let users = users.into_iter().map(UserRow::from).collect();
        Ok(UserList { users, total, page: page.number, pages: page.count(total) })
    }

    /// A user for admins.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`.
    pub fn user_row(&self, viewer: &Viewer, name: &str) -> Result<UserRow> {
        viewer.must_be(Role::Admin)?;
        let filter = UserFilter { name: Some(name.into()), limit: 1, ..UserFilter::default() };
        let (mut users, _) = self.core.store.users(&filter)?;
        users.pop().map(UserRow::from).ok_or_else(|| Error::NotFound(format!("user {name}")))
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

    /// Gives a user another password, made up here and shown this once; sessions stop at once, and
    /// API tokens if wanted.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Conflict` for the viewer's own
    /// account, whose password its owner knows.
    pub fn reset_password(&self, viewer: &Viewer, name: &str, with_tokens: bool) -> Result<String> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        if user.id == viewer.id {
            return Err(Error::Conflict("change your own password in the settings".into()));
        }
        let password = auth::readable_password();
        let hash = self.core.passwords.hash(&password);
        let hash = hash.map_err(|e| Error::Internal(format!("hashing a password: {e}")))?;
        self.core.store.reset_password(&user, &hash, with_tokens, &viewer.name)?;
        tracing::info!(by = viewer.name, user = user.name, with_tokens, "a password was reset");
        Ok(password)
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

impl From<Listed> for UserRow {
    fn from(listed: Listed) -> Self {
        let Listed { user, submissions, classes } = listed;
        let restriction = user.restriction.filter(|r| r.is_in_force(Timestamp::now()));
        Self {
            restriction: restriction.map(RestrictionView::from),
            name: user.name,
            role: user.role,
            disabled: user.disabled,
            created_at: user.created_at,
            submissions,
            classes,
        }
    }
}

fn last_admin(name: &str) -> Error {
    Error::Conflict(format!("{name} is the last admin; make another one first").into())
}
