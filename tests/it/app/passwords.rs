//! A new password for somebody who has forgotten theirs.

use minos::{
    app::{AuditQuery, Error, Origin},
    domain::Role,
};

use super::World;

#[test]
fn an_admin_gives_a_new_password_and_everybody_who_was_logged_in_is_out() {
    let world = World::new();
    let (root, judge) = (world.user("root", Role::Admin), world.user("judge", Role::Judge));
    let ada = world.user("ada", Role::User);
    let app = &world.app;
    let session = app.log_in("ada", "correct horse", &Origin::default()).expect("her password");
    let token = app.create_token(&ada, "laptop").expect("a token");
    let known = |token: &str| app.bearer(token).expect("it reads").is_some();

    for other in [&ada, &judge] {
        let refused = app.reset_password(other, "ada", true);
        assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
    }
    assert!(matches!(app.reset_password(&root, "root", false), Err(Error::Conflict(_))));
    assert!(matches!(app.reset_password(&root, "zoe", false), Err(Error::NotFound(_))));
    assert!(app.session(&session.token).expect("it reads").is_some(), "nothing happened so far");

    let first = app.reset_password(&root, "ADA", false).expect("a new password");
    assert!(app.session(&session.token).expect("it reads").is_none());
    assert!(known(&token.token), "programs go on");
    let log_in = |password: &str| app.log_in("ada", password, &Origin::default());
    assert!(log_in("correct horse").is_err());
    let again = log_in(&first).expect("the new one");

    let second = app.reset_password(&root, "ada", true).expect("another");
    assert_ne!(first, second);
    assert!(app.session(&again.token).expect("it reads").is_none());
    assert!(!known(&token.token));

    let query = AuditQuery { action: Some("password".into()), ..AuditQuery::default() };
    let trail = app.audit(&root, &query).expect("the trail").entries;
    let said: Vec<_> = trail.iter().map(|entry| entry.detail.as_str()).collect();
    assert_eq!(said, ["reset; sessions ended; 1 API tokens revoked", "reset; sessions ended"]);
    assert!(trail.iter().all(|entry| entry.actor == "root" && entry.object == "ada"));
    assert!(trail.iter().all(|entry| !entry.detail.contains(&first)));
}
