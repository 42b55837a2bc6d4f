//! Classes: users who see a leaderboard of their own.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::{Result, Store, audit, column::Millis};
use crate::domain::{ClassroomId, UserId};

/// A class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Classroom {
    /// Its id.
    pub id: ClassroomId,
    /// Its name; unique whatever the case.
    pub name: String,
}

/// A member of a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Their account.
    pub id: UserId,
    /// Its name.
    pub name: String,
    /// Whether it is shut out.
    pub disabled: bool,
}

impl Store {
    /// Every class, by name; of one user, those that they belong to.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn classrooms(&self, of: Option<UserId>) -> Result<Vec<Classroom>> {
        self.read("list classes", |db| {
            db.prepare_cached(
                "SELECT * FROM classrooms WHERE ?1 IS NULL OR id IN
                    (SELECT classroom_id FROM classroom_members WHERE user_id = ?1)
                 ORDER BY name",
            )?
            .query_map([of.map(|user| user.0)], read)?
            .collect()
        })
    }

    /// A class by name, whatever the case.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn classroom(&self, name: &str) -> Result<Option<Classroom>> {
        self.read("find a class", |db| {
            db.prepare_cached("SELECT * FROM classrooms WHERE name = ?1")?
                .query_row([name], read)
                .optional()
        })
    }

    /// The members of a class, by name.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn classroom_members(&self, id: ClassroomId) -> Result<Vec<Member>> {
        self.read("list the members of a class", |db| {
            db.prepare_cached(
                "SELECT u.id, u.name, u.disabled
                 FROM classroom_members m JOIN users u ON u.id = m.user_id
                 WHERE m.classroom_id = ?1 ORDER BY u.name",
            )?
            .query_map([id.0], |row| {
                Ok(Member {
                    id: UserId(row.get("id")?),
                    name: row.get("name")?,
                    disabled: row.get("disabled")?,
                })
            })?
            .collect()
        })
    }

    /// Makes a class of these users, or puts them in place of its members.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_classroom(&self, name: &str, members: Vec<UserId>, actor: &str) -> Result<()> {
        let (name, actor) = (name.to_owned(), actor.to_owned());
        self.write("write a class", move |db| {
            let id = find_or_add(db, &name)?;
            db.execute("DELETE FROM classroom_members WHERE classroom_id = ?1", [id])?;
            for user in &members {
                join(db, id, *user)?;
            }
            let detail = format!("{} members", members.len());
            audit::note(db, &actor, "class", &format!("class {name}"), &detail)
        })
    }

    /// Removes a class, and nobody's account; false when there is none.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn remove_classroom(&self, name: &str, actor: &str) -> Result<bool> {
        let (name, actor) = (name.to_owned(), actor.to_owned());
        self.write("remove a class", move |db| {
            let removed = db.execute("DELETE FROM classrooms WHERE name = ?1", [&name])?;
            if removed > 0 {
                audit::note(db, &actor, "class", &format!("class {name}"), "removed")?;
            }
            Ok(removed > 0)
        })
    }

    /// Has a user belong to these classes, by name, and to no other. Names of no class are passed
    /// over.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_classrooms_of(
        &self,
        user: UserId,
        name: &str,
        classes: Vec<String>,
        actor: &str,
    ) -> Result<()> {
        let (name, actor) = (name.to_owned(), actor.to_owned());
        self.write("write a user's classes", move |db| {
            db.execute("DELETE FROM classroom_members WHERE user_id = ?1", [user.0])?;
            let mut joined = BTreeSet::new();
            for class in classes {
                let found: Option<(i64, String)> = db
                    .prepare_cached("SELECT id, name FROM classrooms WHERE name = ?1")?
                    .query_row([class], |row| Ok((row.get(0)?, row.get(1)?)))
                    .optional()?;
                if let Some((id, class)) = found {
                    join(db, id, user)?;
                    joined.insert(class);
                }
            }
            let detail = joined.into_iter().collect::<Vec<_>>().join(", ");
            audit::note(db, &actor, "class", &name, &format!("belongs to: {detail}"))
        })
    }
}

/// Puts a user into the class of a name, which is made if there is none.
pub(super) fn enter(db: &Connection, class: &str, user: UserId) -> rusqlite::Result<()> {
    let id = find_or_add(db, class)?;
    join(db, id, user)
}

fn find_or_add(db: &Connection, name: &str) -> rusqlite::Result<i64> {
    db.prepare_cached(
        "INSERT INTO classrooms (name, created_at) VALUES (?1, ?2) ON CONFLICT (name) DO NOTHING",
    )?
    .execute(params![name, Millis(Timestamp::now())])?;
    db.prepare_cached("SELECT id FROM classrooms WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
}

fn join(db: &Connection, class: i64, user: UserId) -> rusqlite::Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO classroom_members VALUES (?1, ?2)")?
        .execute([class, user.0])
        .map(|_| ())
}

fn read(row: &Row<'_>) -> rusqlite::Result<Classroom> {
    Ok(Classroom { id: ClassroomId(row.get("id")?), name: row.get("name")? })
}
