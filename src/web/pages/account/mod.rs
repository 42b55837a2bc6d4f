//! Accounts: sign up, log in and out, the first admin, settings.

mod enter;
mod login;
mod logout;
mod password;
mod preferences;
mod settings;
mod setup;
mod signup;
mod tokens;

use actix_web::web;

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service
        .route("/login", web::get().to(login::show))
        .route("/login", web::post().to(login::send))
        .route("/logout", web::post().to(logout::send))
        .route("/signup", web::get().to(signup::show))
        .route("/signup", web::post().to(signup::send))
        .route("/setup", web::get().to(setup::show))
        .route("/setup", web::post().to(setup::send))
        .route("/settings", web::get().to(settings::show))
        .route("/settings/editor", web::post().to(preferences::set_editor))
        .route("/locale", web::post().to(preferences::set_locale))
        .route("/settings/recording", web::post().to(preferences::set_recording))
        .route("/settings/recording/forget", web::post().to(preferences::forget_recordings))
        .route("/settings/password", web::post().to(password::change))
        .route("/settings/tokens", web::post().to(tokens::create))
        .route("/settings/tokens/{id}/revoke", web::post().to(tokens::revoke));
}
