//! Accounts: signing up, in and out, API tokens, the first admin.

use std::{
    net::{IpAddr, Ipv4Addr},
    time::{Duration, Instant},
};

use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Preferences, Reason, RestrictionView, Result, Viewer};
use crate::{
    auth::{self, Secret},
    domain::Role,
    store::{self, Token, User},
};

/// Most API tokens of an account.
const TOKENS: u64 = 50;

/// How stale the note of a session's or token's last use may be: not every request writes.
const TOUCH: SignedDuration = SignedDuration::from_mins(1);

/// A session just begun.
#[derive(Clone, Debug)]
pub struct SessionGrant {
    /// The secret for the cookie; only its hash is kept.
    pub token: String,
    /// When it ends if it is not used.
    pub expires_at: Timestamp,
    /// Whose it is.
    pub viewer: Viewer,
    /// The secret for the cookie by which the browser is known from then on; none but after a
    /// login.
    pub browser: Option<String>,
}

/// Where a login comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The client's network.
    pub network: IpAddr,
    /// The secret by which the browser says to be known.
    pub browser: Option<String>,
}

impl Default for Origin {
    /// A browser on this host that nobody knows.
    fn default() -> Self {
        Self { network: Ipv4Addr::LOCALHOST.into(), browser: None }
    }
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
        if !self.core.settings.open_sign_up {
            return Err(Error::Forbidden(Reason::SignUpClosed));
        }
        let hash = self.new_password(name, password)?;
        let user = self.core.store.add_user(name, &hash, Role::User)?;
        self.begin_session(user.ok_or_else(|| taken(name))?)
    }

    /// Begins a session, and has the browser known from then on.
    ///
    /// # Errors
    /// `Unauthenticated`, whether the name or the password is wrong; `Forbidden` for a disabled
    /// account whose password was right; `Throttled` after too many wrong ones.
    pub fn log_in(&self, name: &str, password: &str, from: &Origin) -> Result<SessionGrant> {
        let user = self.core.store.user(name)?;
        // However it is spelled; what can be no name has no password to guess.
        let account = name.to_ascii_lowercase();
        let place = self.place(user.as_ref(), from)?;
        if auth::check_name(name).is_ok() {
            self.core.guesses.begin(&account, place, Instant::now()).map_err(wait_a_little)?;
        }
        let hash = user.as_ref().map(|user| user.password.as_str());
        if !self.core.passwords.verify(password, hash) {
            return Err(wrong_password());
        }
        let user = user.ok_or_else(wrong_password)?;
        self.core.guesses.was_right(&account, place);
        if user.disabled {
            return Err(Error::Forbidden(Reason::AccountDisabled));
        }
        let browser = from.browser.clone().unwrap_or_else(|| Secret::new("").text);
        self.core.store.note_browser(user.id, auth::digest(&browser))?;
        Ok(SessionGrant { browser: Some(browser), ..self.begin_session(user)? })
    }

    /// What guesses at an account are counted by.
    fn place(&self, user: Option<&User>, from: &Origin) -> Result<auth::Place> {
        if let (Some(user), Some(secret)) = (user, &from.browser) {
            let digest = auth::digest(secret);
            if self.core.store.knows_browser(user.id, &digest)? {
                return Ok(auth::Place::Browser(digest));
            }
        }
        Ok(auth::Place::Network(from.network))
    }

    /// Ends a session; no matter if there is none.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn log_out(&self, session: &str) -> Result<()> {
        Ok(self.core.store.remove_session(auth::digest(session))?)
    }

    /// Whose session this is, and keeps it alive; `None` for none, an ended one, or that of a
    /// disabled account.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn session(&self, session: &str) -> Result<Option<Viewer>> {
        let digest = auth::digest(session);
        let now = Timestamp::now();
        let since =
            now.checked_sub(self.core.settings.session_lifetime).unwrap_or(Timestamp::UNIX_EPOCH);
        let Some(session) = self.core.store.session(&digest, since)? else {
            return Ok(None);
        };
        if now.duration_since(session.last_used_at) > TOUCH {
            keep_going(self.core.store.touch_session(digest));
        }
        let locale = Preferences::read(session.preferences.as_deref()).locale;
        Ok(Some(Viewer { locale, ..session.user.into() }))
    }

    /// Whose API token this is.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn bearer(&self, token: &str) -> Result<Option<Viewer>> {
        let Some((user, token)) = self.core.store.token(&auth::digest(token))? else {
            return Ok(None);
        };
        let now = Timestamp::now();
        if token.last_used_at.is_none_or(|used| now.duration_since(used) > TOUCH) {
            keep_going(self.core.store.touch_token(token.id));
        }
        Ok(Some(user.into()))
    }

    /// The viewer's API tokens, newest first.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn tokens(&self, viewer: &Viewer) -> Result<Vec<TokenView>> {
        let tokens = self.core.store.tokens(viewer.id)?;
        Ok(tokens.into_iter().map(TokenView::from).collect())
    }

    /// Makes an API token for the viewer.
    ///
    /// # Errors
    /// `Invalid` for `label`; `Conflict` past 50 tokens.
    pub fn create_token(&self, viewer: &Viewer, label: &str) -> Result<NewToken> {
        self.new_token(viewer, label, None)
    }

    /// A token for `owner`, made by somebody else if one is named.
    fn new_token(&self, owner: &Viewer, label: &str, by: Option<&str>) -> Result<NewToken> {
        let label = label.trim();
        if label.is_empty() || label.chars().count() > 60 || label.chars().any(char::is_control) {
            return Err(Error::Invalid { field: "label", message: Reason::TokenLabel });
        }
        let secret = Secret::new("minos_");
        let token = self.core.store.add_token(owner.id, label, secret.digest, TOKENS, by)?;
        let token = token.ok_or(Error::Conflict(Reason::TooManyTokens(TOKENS)))?;
        Ok(NewToken { token: secret.text, view: token.into() })
    }

    /// Makes an API token for the account `name`, as the operator.
    ///
    /// # Errors
    /// `NotFound`; `Forbidden` unless the viewer is an admin.
    pub fn create_token_for(&self, viewer: &Viewer, name: &str, label: &str) -> Result<NewToken> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(name)?;
        self.new_token(&user.into(), label, Some(&viewer.name))
    }

    /// Ends one of the viewer's API tokens.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn revoke_token(&self, viewer: &Viewer, id: i64) -> Result<()> {
        if self.core.store.remove_token(viewer.id, id)? {
            return Ok(());
        }
        Err(Error::NotFound(format!("token {id}")))
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
        let user = self.core.store.user_by_id(viewer.id)?;
        let hash = user.as_ref().map(|user| user.password.as_str());
        if !self.core.passwords.verify(current, hash) {
            return Err(Error::Invalid { field: "current", message: Reason::WrongPassword });
        }
        let hash = self.new_password(&viewer.name, password)?;
        Ok(self.core.store.set_password(viewer.id, &hash, auth::digest(keep))?)
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
        viewer.must_be(Role::Admin)?;
        let hash = self.new_password(name, password)?;
        let user = self.core.store.add_user_by(&viewer.name, name, &hash, role)?;
        user.map(Viewer::from).ok_or_else(|| taken(name))
    }

    /// While there is no admin: a fresh secret for `/setup?token=…`, which makes those given
    /// before worthless. `None` once there is an admin.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn setup_token(&self) -> Result<Option<String>> {
        let secret = Secret::new("");
        let open = self.core.store.put_setup_secret(secret.digest)?;
        Ok(open.then_some(secret.text))
    }

    /// Whether a setup secret is good.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn setup_is_open(&self, token: &str) -> Result<bool> {
        Ok(self.core.store.is_setup_secret(&auth::digest(token))?)
    }

    /// Makes the first admin with the setup secret, which is worthless afterwards.
    ///
    /// # Errors
    /// `Forbidden` for a wrong or used secret; else as [`App::sign_up`].
    pub fn set_up(&self, token: &str, name: &str, password: &str) -> Result<SessionGrant> {
        let wrong = || Error::Forbidden(Reason::LinkUsed);
        if !self.setup_is_open(token)? {
            return Err(wrong());
        }
        let hash = self.new_password(name, password)?;
        let user = self.core.store.set_up(auth::digest(token), name, &hash)?;
        self.begin_session(user.ok_or_else(wrong)?.ok_or_else(|| taken(name))?)
    }

    /// The account of a name.
    pub(super) fn find_user(&self, name: &str) -> Result<User> {
        self.core.store.user(name)?.ok_or_else(|| Error::NotFound(format!("user {name}")))
    }

    /// The hash of a password that may be had with this name.
    fn new_password(&self, name: &str, password: &str) -> Result<String> {
        let invalid = |field| move |unfit| Error::Invalid { field, message: Reason::Unfit(unfit) };
        auth::check_name(name).map_err(invalid("name"))?;
        auth::check_password(password, name).map_err(invalid("password"))?;
        let hash = self.core.passwords.hash(password);
        hash.map_err(|error| Error::Internal(format!("hashing a password: {error}")))
    }

    fn begin_session(&self, user: User) -> Result<SessionGrant> {
        let secret = Secret::new("");
        self.core.store.add_session(secret.digest, user.id)?;
        let expires_at = Timestamp::now().checked_add(self.core.settings.session_lifetime);
        Ok(SessionGrant {
            token: secret.text,
            expires_at: expires_at.unwrap_or(Timestamp::MAX),
            viewer: user.into(),
            browser: None,
        })
    }
}

fn wrong_password() -> Error {
    Error::Unauthenticated(Reason::WrongLogin)
}

fn wait_a_little(wait: Duration) -> Error {
    let seconds = wait.as_secs() + 1;
    Error::Throttled { message: Reason::TooManyGuesses(seconds), seconds }
}

fn taken(name: &str) -> Error {
    Error::Conflict(Reason::NameTaken(name.to_owned()))
}

impl From<User> for Viewer {
    fn from(user: User) -> Self {
        let restriction = user.restriction.filter(|r| r.is_in_force(Timestamp::now()));
        Self {
            id: user.id,
            name: user.name,
            role: user.role,
            restriction: restriction.map(RestrictionView::from),
            locale: None,
        }
    }
}

/// Reading goes on where that it was read can't be kept, on a full disk.
fn keep_going(noted: store::Result<()>) {
    if let Err(error) = noted {
        tracing::error!(%error, "the use of a session or token was not noted");
    }
}

impl From<Token> for TokenView {
    fn from(token: Token) -> Self {
        let Token { id, label, created_at, last_used_at } = token;
        Self { id, label, created_at, last_used_at }
    }
}
