//! Accounts: signing up, in and out, API tokens, the first admin.

use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Result, Viewer};
use crate::domain::Role;

/// A session just begun.
#[derive(Clone, Debug)]
pub struct SessionGrant {
    /// The secret for the cookie; only its hash is kept.
    pub token: String,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// Whose it is.
    pub viewer: Viewer,
}

/// An API token, without its secret.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct TokenView {
    /// Its id.
    pub id: i64,
    /// What its owner calls it.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last used, to the minute.
    pub last_used_at: Option<Timestamp>,
}

/// An API token just made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct NewToken {
    /// The secret, `minos_…`; shown this once.
    pub token: String,
    /// What is kept.
    pub view: TokenView,
}

impl App {
    /// Makes an account with the role user and begins a session.
    ///
    /// # Errors
    /// `Invalid` for `name` or `password`, `Conflict` when the name is taken, `Forbidden` when
    /// sign-up is closed.
    pub fn sign_up(&self, name: &str, password: &str) -> Result<SessionGrant> {
        let _ = (name, password);
        unimplemented!()
    }

    /// Begins a session.
    ///
    /// # Errors
    /// `Unauthenticated`, whether the name or the password is wrong; `Forbidden` for a disabled
    /// account whose password was right.
    pub fn log_in(&self, name: &str, password: &str) -> Result<SessionGrant> {
        let _ = (name, password);
        unimplemented!()
    }

    /// Ends a session; no matter if there is none.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn log_out(&self, session: &str) -> Result<()> {
        let _ = session;
        unimplemented!()
    }

    /// Whose session this is, and keeps it alive; `None` for none, an ended one, or that of a
    /// disabled account.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn session(&self, session: &str) -> Result<Option<Viewer>> {
        let _ = session;
        unimplemented!()
    }

    /// Whose API token this is.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn bearer(&self, token: &str) -> Result<Option<Viewer>> {
        let _ = token;
        unimplemented!()
    }

    /// The viewer's API tokens, newest first.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn tokens(&self, viewer: &Viewer) -> Result<Vec<TokenView>> {
        let _ = viewer;
        unimplemented!()
    }

    /// Makes an API token for the viewer.
    ///
    /// # Errors
    /// `Invalid` for `label`; `Conflict` past 50 tokens.
    pub fn create_token(&self, viewer: &Viewer, label: &str) -> Result<NewToken> {
        let _ = (viewer, label);
        unimplemented!()
    }

    /// Makes an API token for the account `name`, as the operator.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless the viewer is an admin.
    pub fn create_token_for(&self, viewer: &Viewer, name: &str, label: &str) -> Result<NewToken> {
        let _ = (viewer, name, label);
        unimplemented!()
    }

    /// Ends one of the viewer's API tokens.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn revoke_token(&self, viewer: &Viewer, id: i64) -> Result<()> {
        let _ = (viewer, id);
        unimplemented!()
    }

    /// Changes the viewer's password and ends all sessions but `keep`.
    ///
    /// # Errors
    /// `Invalid` for `current` or `password`.
    pub fn change_password(
        &self,
        viewer: &Viewer,
        current: &str,
        password: &str,
        keep: &str,
    ) -> Result<()> {
        let _ = (viewer, current, password, keep);
        unimplemented!()
    }

    /// Makes an account with any role.
    ///
    /// # Errors
    /// As [`App::sign_up`]; `Forbidden` unless the viewer is an admin.
    pub fn add_user(
        &self,
        viewer: &Viewer,
        name: &str,
        password: &str,
        role: Role,
    ) -> Result<Viewer> {
        let _ = (viewer, name, password, role);
        unimplemented!()
    }

    /// While there is no admin: a fresh secret for `/setup?token=…`, which makes those given
    /// before worthless. `None` once there is an admin.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn setup_token(&self) -> Result<Option<String>> {
        unimplemented!()
    }

    /// Whether a setup secret is good.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn setup_is_open(&self, token: &str) -> Result<bool> {
        let _ = token;
        unimplemented!()
    }

    /// Makes the first admin with the setup secret, which is worthless afterwards.
    ///
    /// # Errors
    /// `Forbidden` for a wrong or used secret; else as [`App::sign_up`].
    pub fn set_up(&self, token: &str, name: &str, password: &str) -> Result<SessionGrant> {
        let _ = (token, name, password);
        unimplemented!()
    }
}
