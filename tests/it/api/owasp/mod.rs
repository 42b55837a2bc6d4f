//! What attackers of web applications try (the OWASP Top Ten and its Testing Guide), tried at
//! every route: [`routes`] says who may use each, and a route that is not in there fails.

mod access;
mod forgery;
mod injection;
pub mod people;
pub mod routes;
mod secrets;
mod sessions;
mod shown;
mod wire;
