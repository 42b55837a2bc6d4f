//! What every page needs, whatever it shows.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use futures_util::future::LocalBoxFuture;

use crate::{
    app::Viewer,
    web::{
        csrf::Csrf,
        errors::{Failure, Kind},
        security::Nonce,
        session::Caller,
        words::{self, Words},
    },
};

/// Pages that are in English, whoever looks: those for admins and developers.
const IN_ENGLISH: [&str; 2] = ["/admin", "/design"];

/// The frame around a page's content.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// Who looks; `None` for a visitor.
    pub user: Option<Viewer>,
    /// The session's secret, for actions on the session itself.
    pub session: Option<String>,
    /// For the forms' hidden field.
    pub csrf: String,
    /// For styles that a script makes.
    pub nonce: String,
    /// Path of this page.
    pub path: String,
    /// Where to come back to: this page with its query; home after an action.
    pub here: String,
    /// The language of the page.
    pub words: Words,
}

impl Frame {
    /// The account that looks; visitors are sent to log in.
    pub fn signed_in(&self) -> Result<&Viewer, Failure> {
        self.user
            .as_ref()
            .ok_or_else(|| Failure::told(Kind::Unauthenticated, "error-account-needed"))
    }

    /// Whether admin pages are for this viewer.
    pub fn is_admin(&self) -> bool {
        self.user.as_ref().is_some_and(Viewer::is_admin)
    }

    /// Whether pages for judges are for this viewer.
    pub fn is_judge(&self) -> bool {
        self.user.as_ref().is_some_and(Viewer::is_judge)
    }

    /// Whether the viewer is called `name`.
    pub fn is_user(&self, name: &str) -> bool {
        self.user.as_ref().is_some_and(|user| user.name == name)
    }
}

impl FromRequest for Frame {
    type Error = Failure;
    type Future = LocalBoxFuture<'static, Result<Self, Failure>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let caller = Caller::from_request(req, payload);
        let csrf = Csrf::from_request(req, payload).into_inner();
        let nonce = Nonce::from_request(req, payload).into_inner();
        let path = req.path().to_owned();
        let is_page = req.method().is_safe();
        let here = req.uri().path_and_query().filter(|_| is_page);
        let here = here.map_or_else(|| "/".to_owned(), ToString::to_string);
        let browser = words::chosen(req);
        Box::pin(async move {
            let Caller { viewer, session, .. } = caller.await?;
            let nonce = nonce.map_err(|e| Failure::internal(&e))?.0;
            let locale = viewer.as_ref().and_then(|viewer| viewer.locale).unwrap_or(browser);
            let in_english = IN_ENGLISH.iter().any(|start| path.starts_with(start));
            let words = if in_english { Words::ENGLISH } else { Words(locale) };
            Ok(Self { user: viewer, session, csrf: csrf?.0, nonce, path, here, words })
        })
    }
}
