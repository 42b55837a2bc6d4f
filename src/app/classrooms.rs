//! Classes: users who see a leaderboard of their own. Admins make them.

use std::collections::BTreeSet;

use super::{App, Error, Reason, Result, Viewer};
use crate::{
    domain::Role,
    store::{Classroom, Member},
};

/// Most members of a class.
const MEMBERS: usize = 1000;

/// Most characters of a class's name.
const NAME: usize = 60;

impl App {
    /// The names of the classes whose leaderboards the viewer may see: their own, all for judges.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn classrooms(&self, viewer: Option<&Viewer>) -> Result<Vec<String>> {
        let Some(viewer) = viewer else { return Ok(Vec::new()) };
        let of = Some(viewer.id).filter(|_| !viewer.is_judge());
        Ok(self.core.store.classrooms(of)?.into_iter().map(|class| class.name).collect())
    }

    /// A class whose leaderboard the viewer may see, with its members that are not shut out.
    pub(super) fn seen_classroom(
        &self,
        viewer: Option<&Viewer>,
        name: &str,
    ) -> Result<(Classroom, Vec<Member>)> {
        let class = self.core.store.classroom(name)?.ok_or_else(|| none(name))?;
        let mut members = self.core.store.classroom_members(class.id)?;
        let may_see = viewer.is_some_and(|viewer| {
            viewer.is_judge() || members.iter().any(|member| member.id == viewer.id)
        });
        if !may_see {
            return Err(none(name));
        }
        members.retain(|member| !member.disabled);
        Ok((class, members))
    }

    /// Every class with the names of its members, by name.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin.
    pub fn classroom_lists(&self, viewer: &Viewer) -> Result<Vec<(String, Vec<String>)>> {
        viewer.must_be(Role::Admin)?;
        let lists = self.core.store.classrooms(None)?.into_iter().map(|class| {
            let members = self.core.store.classroom_members(class.id)?;
            Ok((class.name, members.into_iter().map(|member| member.name).collect()))
        });
        lists.collect()
    }

    /// Makes a class of the users whose names these are, separated by white space, commas or
    /// semicolons.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Invalid` for `class`, also when there is one of
    /// that name, or for `members`.
    pub fn make_classroom(&self, viewer: &Viewer, name: &str, members: &str) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let invalid = |what: Reason| Error::Invalid { field: "class", message: what };
        let name = class_name(name).map_err(invalid)?;
        if self.core.store.classroom(name)?.is_some() {
            let message = format!("there is a class {name} already; change its members below");
            return Err(invalid(message.into()));
        }
        self.write_classroom(viewer, name, members)
    }

    /// Puts these users in place of a class's members.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`; `Invalid` for `members`.
    pub fn change_classroom(&self, viewer: &Viewer, name: &str, members: &str) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let class = self.core.store.classroom(name)?.ok_or_else(|| none(name))?;
        self.write_classroom(viewer, &class.name, members)
    }

    fn write_classroom(&self, viewer: &Viewer, name: &str, members: &str) -> Result<()> {
        let invalid = |what: String| Error::Invalid { field: "members", message: what.into() };
        let words = members.split(|c: char| c.is_whitespace() || c == ',' || c == ';');
        let words: BTreeSet<_> = words.filter(|word| !word.is_empty()).collect();
        if words.len() > MEMBERS {
            return Err(invalid(format!("a class has {MEMBERS} members at most")));
        }
        let (mut users, mut unknown) = (Vec::new(), Vec::new());
        for word in words {
            match self.core.store.user(word)? {
                Some(user) => users.push(user.id),
                None => unknown.push(word),
            }
        }
        if !unknown.is_empty() {
            return Err(invalid(format!("there is no account called {}", unknown.join(", "))));
        }
        self.core.store.put_classroom(name, users, &viewer.name)?;
        tracing::info!(by = viewer.name, class = name, "a class was written");
        Ok(())
    }

    /// Removes a class, and nobody's account.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`.
    pub fn remove_classroom(&self, viewer: &Viewer, name: &str) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        if !self.core.store.remove_classroom(name, &viewer.name)? {
            return Err(none(name));
        }
        tracing::info!(by = viewer.name, class = name, "a class was removed");
        Ok(())
    }

    /// Has a user belong to these classes alone.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound` for the user.
    pub fn set_classrooms_of(
        &self,
        viewer: &Viewer,
        user: &str,
        classes: Vec<String>,
    ) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let user = self.find_user(user)?;
        Ok(self.core.store.set_classrooms_of(user.id, &user.name, classes, &viewer.name)?)
    }
}

/// A name that a class may have.
pub(super) fn class_name(name: &str) -> std::result::Result<&str, Reason> {
    let name = name.trim();
    let fits = !name.is_empty() && name.chars().count() <= NAME;
    if fits && !name.chars().any(char::is_control) {
        return Ok(name);
    }
    Err(format!("the name of a class has 1 to {NAME} characters").into())
}

fn none(name: &str) -> Error {
    Error::NotFound(format!("class {name}"))
}
