//! Notes: their author's alone.

use minos::{
    app::{Error, SubmissionQuery, Viewer},
    domain::Role,
};

use super::World;

#[test]
fn a_note_is_read_by_its_author_alone() {
    let world = World::new();
    let (ada, eve) = (world.user("ada", Role::User), world.user("eve", Role::User));
    let (judge, root) = (world.user("judge", Role::Judge), world.user("root", Role::Admin));
    let id = world.submit(&ada);
    world.app.set_note(&ada, id, " off by one:\r\n<b>mind</b> n = 0 \n").expect("kept");
    let seen = |viewer: Option<&Viewer>| {
        let alone = world.app.submission(viewer, id).expect("a submission").row.note;
        let query = SubmissionQuery { user: Some("ada".into()), ..SubmissionQuery::default() };
        let listed = world.app.submissions(viewer, &query).expect("a list").submissions;
        assert_eq!(listed[0].note, alone);
        alone
    };
    assert_eq!(seen(Some(&ada)).as_deref(), Some("off by one:\n<b>mind</b> n = 0"));
    for other in [None, Some(&eve), Some(&judge), Some(&root), Some(&Viewer::console())] {
        assert_eq!(seen(other), None);
    }
    for other in [&eve, &judge, &root] {
        let refused = world.app.set_note(other, id, "mine now");
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
    }
    let long = world.app.set_note(&ada, id, &"ä".repeat(4001));
    assert!(matches!(long, Err(Error::Invalid { field: "note", .. })), "{long:?}");
    world.app.set_note(&ada, id, &"ä".repeat(4000)).expect("as long as may be");
    world.app.set_note(&ada, id, " \n ").expect("removed");
    assert_eq!(seen(Some(&ada)), None);
}
