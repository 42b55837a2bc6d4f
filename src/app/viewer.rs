//! Who asks.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Error, Reason, RestrictionView, Result};
use crate::domain::{Locale, Role, UserId};

/// The account on whose behalf a use-case runs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Viewer {
    /// Its id.
    pub id: UserId,
    /// Its name, as shown.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// What is laid on it, while that is in force.
    pub restriction: Option<RestrictionView>,
    /// The language that it wants pages in; `None` is what its browser says.
    pub locale: Option<Locale>,
}

impl Viewer {
    /// The operator at the machine's own command line: an admin without an account.
    #[must_use]
    pub fn console() -> Self {
        Self {
            id: UserId(0),
            name: "console".into(),
            role: Role::Admin,
            restriction: None,
            locale: None,
        }
    }

    /// Whether this is a judge or an admin, who see every submission and test.
    #[must_use]
    pub fn is_judge(&self) -> bool {
        self.role >= Role::Judge
    }

    /// Whether this is an admin.
    #[must_use]
    pub fn is_admin(&self) -> bool {
        self.role >= Role::Admin
    }

    pub(super) fn must_be(&self, role: Role) -> Result<()> {
        if self.role >= role {
            return Ok(());
        }
        Err(Error::Forbidden(Reason::Role(role)))
    }
}
