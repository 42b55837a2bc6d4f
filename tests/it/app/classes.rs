//! The leaderboards of classes and months.

use jiff::Timestamp;
use minos::{
    app::{Error, LeaderboardQuery, Viewer},
    domain::{Month, Role, Status},
};

use super::World;

impl World {
    /// Who stands where on a leaderboard: rank, name, problems solved.
    fn board(
        &self,
        viewer: Option<&Viewer>,
        month: &str,
        class: &str,
    ) -> Result<Vec<(u64, String, u64)>, Error> {
        let query = LeaderboardQuery {
            month: Some(month.into()),
            class: Some(class.into()),
            ..LeaderboardQuery::default()
        };
        let rows = self.app.leaderboard(viewer, &query)?.rows.into_iter();
        Ok(rows.map(|row| (row.rank, row.name, row.solved)).collect())
    }

    fn solve(&self, viewer: &Viewer) {
        let id = self.submit(viewer);
        self.wait(id, Status::Done);
    }
}

#[test]
fn a_class_sees_all_of_its_members_and_nobody_else_sees_it() {
    let world = World::new();
    let [ada, eve, bob] = ["ada", "eve", "bob"].map(|name| world.user(name, Role::User));
    let (judge, root) = (world.user("judge", Role::Judge), world.user("root", Role::Admin));
    world.solve(&bob);
    world.solve(&eve);
    world.app.make_classroom(&root, " 7 b ", "ada, EVE\nada").expect("a class");
    let line = |rank, name: &str, solved| (rank, name.to_owned(), solved);
    let class = vec![line(1, "eve", 1), line(2, "ada", 0)];
    for viewer in [&ada, &eve, &judge, &root] {
        assert_eq!(world.board(Some(viewer), "", "7 B"), Ok(class.clone()), "{}", viewer.name);
        assert_eq!(world.app.classrooms(Some(viewer)), Ok(vec!["7 b".to_owned()]));
    }
    for viewer in [None, Some(&bob)] {
        let refused = world.board(viewer, "", "7 b");
        assert!(matches!(refused, Err(Error::NotFound(_))), "{refused:?}");
        assert_eq!(world.app.classrooms(viewer), Ok(Vec::new()));
    }
    world.solve(&ada);
    let after = world.board(Some(&ada), "", "7 b").expect("her class");
    assert_eq!(after, [line(1, "eve", 1), line(2, "ada", 1)]);
    let everybody = world.board(None, "", "").expect("the leaderboard");
    assert_eq!(everybody.len(), 3);

    // An account that is shut out is on no leaderboard.
    world.app.set_disabled(&root, "eve", true).expect("it is disabled");
    assert_eq!(world.board(Some(&ada), "", "7 b"), Ok(vec![line(1, "ada", 1)]));
    world.app.set_classrooms_of(&root, "bob", vec!["7 b".into(), "none".into()]).expect("written");
    world.app.set_classrooms_of(&root, "ada", Vec::new()).expect("written");
    assert_eq!(world.app.user_row(&root, "bob").expect("a row").classes, ["7 b"]);
    assert!(world.board(Some(&ada), "", "7 b").is_err(), "she left");
    world.app.remove_classroom(&root, "7 b").expect("removed");
    assert!(world.board(Some(&bob), "", "7 b").is_err());
    assert!(world.app.user("bob").is_ok(), "accounts stay");
}

#[test]
fn classes_are_made_by_admins_of_accounts_that_there_are() {
    let world = World::new();
    let (ada, root) = (world.user("ada", Role::User), world.user("root", Role::Admin));
    let judge = world.user("judge", Role::Judge);
    for other in [&ada, &judge] {
        for refused in [
            world.app.make_classroom(other, "a", "ada"),
            world.app.remove_classroom(other, "a"),
            world.app.set_classrooms_of(other, "ada", Vec::new()),
            world.app.classroom_lists(other).map(|_| ()),
        ] {
            assert!(matches!(refused, Err(Error::Forbidden(_))), "{refused:?}");
        }
    }
    let wrong = |name: &str, members: &str| match world.app.make_classroom(&root, name, members) {
        Err(Error::Invalid { field, message }) => (field, message.to_string()),
        other => panic!("{other:?}"),
    };
    assert_eq!(wrong("a", "ada zoe yan").1, "there is no account called yan, zoe");
    assert_eq!(wrong("  ", "ada").0, "class");
    assert_eq!(wrong(&"x".repeat(61), "ada").0, "class");
    assert_eq!(world.app.classroom_lists(&root), Ok(Vec::new()), "nothing was made");

    let made = world.app.enrol(&root, "name,class\nmax,8c\nida,8C\nkim,").expect("a table");
    assert_eq!(made[0].class.as_deref(), Some("8c"));
    let members = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    let lists = || world.app.classroom_lists(&root).expect("classes");
    assert_eq!(lists(), [("8c".to_owned(), members(&["ida", "max"]))]);
    assert!(wrong("8C", "ada").1.contains("already"), "none is overwritten unasked");
    assert_eq!(lists(), [("8c".to_owned(), members(&["ida", "max"]))]);
    world.app.change_classroom(&root, "8C", "ada").expect("changed");
    assert_eq!(lists(), [("8c".to_owned(), members(&["ada"]))]);
    let none = world.app.change_classroom(&root, "9d", "ada");
    assert!(matches!(none, Err(Error::NotFound(_))), "{none:?}");
}

#[test]
fn a_month_is_brought_up_to_date_as_the_whole_is() {
    let world = World::new();
    let (ada, root) = (world.user("ada", Role::User), world.user("root", Role::Admin));
    let month = Month::of(Timestamp::now());
    let (this, before) = (month.to_string(), month.previous().expect("a month").to_string());
    assert_eq!(world.board(None, &this, ""), Ok(Vec::new()));
    world.solve(&ada);
    let line = vec![(1, "ada".to_owned(), 1)];
    // The clock may have gone over midnight of a month's last day meanwhile.
    if Month::of(Timestamp::now()) == month {
        assert_eq!(world.board(None, &this, ""), Ok(line.clone()));
        assert_eq!(world.board(None, &before, ""), Ok(Vec::new()));
        world.app.make_classroom(&root, "7b", "root ada").expect("a class");
        let class = vec![line[0].clone(), (2, "root".to_owned(), 0)];
        assert_eq!(world.board(Some(&ada), &this, "7b"), Ok(class));
        // More months than are kept at once.
        let mut other = month;
        for _ in 0..30 {
            other = other.previous().expect("a month");
            assert_eq!(world.board(None, &other.to_string(), ""), Ok(Vec::new()));
        }
        assert_eq!(world.board(None, &this, ""), Ok(line));
    }
    for wrong in ["2026-13", "then", "2026-1"] {
        let refused = world.board(None, wrong, "");
        assert!(matches!(refused, Err(Error::Invalid { field: "month", .. })), "{refused:?}");
    }
}
