//! Accounts.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension as _, Row, named_params, params};

use super::{
    Result, Store, audit, classrooms,
    column::{Millis, Word, damaged, maybe_time, maybe_word, time, word},
};
use crate::domain::{Role, Sanction, UserId};

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: UserId,
    /// Its name; unique whatever the case.
    pub name: String,
    /// Password hash, a PHC string.
    pub password: String,
    /// Its role.
    pub role: Role,
    /// Whether it is shut out.
    pub disabled: bool,
    /// Since when.
    pub created_at: Timestamp,
    /// What was laid on it; may have run out.
    pub restriction: Option<Restriction>,
}

/// An account to be made among others.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// Its name.
    pub name: String,
    /// Password hash, a PHC string.
    pub password: String,
    /// Its role.
    pub role: Role,
    /// The class that it is put into, made if there is none of that name.
    pub class: Option<String>,
}

/// A sanction in force, or one that has run out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restriction {
    /// Which.
    pub sanction: Sanction,
    /// Since when.
    pub since: Timestamp,
    /// Until when; `None` until it is lifted.
    pub until: Option<Timestamp>,
    /// Why, for its owner too.
    pub reason: String,
}

impl Restriction {
    /// Whether it holds.
    #[must_use]
    pub fn is_in_force(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|until| until > now)
    }
}

/// An account in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The account.
    pub user: User,
    /// Submissions sent.
    pub submissions: u64,
    /// Names of the classes that it belongs to.
    pub classes: Vec<String>,
}

/// Which accounts, by name.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// A piece of the name.
    pub search: String,
    /// This name alone.
    pub name: Option<String>,
    /// How many to pass over.
    pub offset: u64,
    /// How many.
    pub limit: u64,
}

impl Store {
    /// Makes an account; `None` when the name is taken.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_user(&self, name: &str, password: &str, role: Role) -> Result<Option<User>> {
        let (name, password) = (name.to_owned(), password.to_owned());
        self.write("add a user", move |db| insert(db, &name, &password, role))
    }

    /// The same for somebody else, by `actor`.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_user_by(
        &self,
        actor: &str,
        name: &str,
        password: &str,
        role: Role,
    ) -> Result<Option<User>> {
        let (actor, name, password) = (actor.to_owned(), name.to_owned(), password.to_owned());
        self.write("add a user", move |db| {
            let user = insert(db, &name, &password, role)?;
            if user.is_some() {
                audit::note(db, &actor, "add", &name, &format!("role {role}"))?;
            }
            Ok(user)
        })
    }

    /// Makes accounts by `actor`, all or none: the name that is taken when that was why.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn add_users(&self, actor: &str, users: Vec<NewUser>) -> Result<Option<String>> {
        let actor = actor.to_owned();
        self.write("add users", move |db| {
            for NewUser { name, .. } in &users {
                let taken =
                    db.prepare_cached("SELECT 1 FROM users WHERE name = ?1")?.exists([name])?;
                if taken {
                    return Ok(Some(name.clone()));
                }
            }
            for NewUser { name, password, role, class } in &users {
                let user = insert(db, name, password, *role)?;
                audit::note(db, &actor, "add", name, &format!("role {role}"))?;
                if let (Some(class), Some(user)) = (class, user) {
                    classrooms::enter(db, class, user.id)?;
                }
            }
            Ok(None)
        })
    }

    /// Makes the first admin and burns the setup secret; the outer `None` when the secret is
    /// not this one, the inner when the name is taken.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_up(
        &self,
        secret: [u8; 32],
        name: &str,
        password: &str,
    ) -> Result<Option<Option<User>>> {
        let (name, password) = (name.to_owned(), password.to_owned());
        self.write("make the first admin", move |db| {
            if !is_setup_secret(db, &secret)? {
                return Ok(None);
            }
            let user = insert(db, &name, &password, Role::Admin)?;
            if user.is_some() {
                db.execute("DELETE FROM setup", ())?;
            }
            Ok(Some(user))
        })
    }

    /// Puts a setup secret in place of any before; false, and none at all, when there is an
    /// enabled admin.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn put_setup_secret(&self, secret: [u8; 32]) -> Result<bool> {
        self.write("write the setup secret", move |db| {
            if admins(db)? > 0 {
                db.execute("DELETE FROM setup", ())?;
                return Ok(false);
            }
            db.execute("INSERT OR REPLACE INTO setup (id, digest) VALUES (1, ?1)", [&secret[..]])?;
            Ok(true)
        })
    }

    /// Whether this is the setup secret, and there is no admin yet.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn is_setup_secret(&self, secret: &[u8; 32]) -> Result<bool> {
        self.read("check the setup secret", |db| is_setup_secret(db, secret))
    }

    /// An account by name, whatever the case.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn user(&self, name: &str) -> Result<Option<User>> {
        self.read("find a user", |db| {
            db.prepare_cached("SELECT * FROM users WHERE name = ?1")?
                .query_row([name], read)
                .optional()
        })
    }

    /// An account by id.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn user_by_id(&self, id: UserId) -> Result<Option<User>> {
        self.read("find a user", |db| by_id(db, id))
    }

    /// Accounts, and how many the filter lets through.
    ///
    /// # Errors
    /// When the database can't be read.
    pub fn users(&self, filter: &UserFilter) -> Result<(Vec<Listed>, u64)> {
        self.read("list users", |db| {
            let total = db.query_row(
                "SELECT count(*) FROM users WHERE instr(lower(name), lower(?1))
                    AND (?2 IS NULL OR name = ?2)",
                params![filter.search, filter.name],
                |row| row.get(0),
            )?;
            let mut list = db.prepare_cached(
                "SELECT *, (SELECT count(*) FROM submissions WHERE user_id = users.id) AS sent,
                    (SELECT json_group_array(name) FROM (
                        SELECT c.name FROM classroom_members m
                        JOIN classrooms c ON c.id = m.classroom_id
                        WHERE m.user_id = users.id ORDER BY c.name)) AS classes
                 FROM users WHERE instr(lower(name), lower(:search))
                    AND (:name IS NULL OR name = :name)
                 ORDER BY name LIMIT :limit OFFSET :offset",
            )?;
            let rows = list.query_map(
                named_params! {
                    ":search": filter.search,
                    ":name": filter.name,
                    ":limit": filter.limit,
                    ":offset": filter.offset,
                },
                |row| {
                    let classes: String = row.get("classes")?;
                    let classes = serde_json::from_str(&classes).map_err(damaged)?;
                    Ok(Listed { user: read(row)?, submissions: row.get("sent")?, classes })
                },
            )?;
            Ok((rows.collect::<rusqlite::Result<_>>()?, total))
        })
    }

    /// Replaces a password hash and ends the account's sessions but the one kept.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_password(&self, id: UserId, password: &str, keep: [u8; 32]) -> Result<()> {
        let password = password.to_owned();
        self.write("change a password", move |db| {
            db.execute("UPDATE users SET password = ?2 WHERE id = ?1", params![id.0, password])?;
            db.execute(
                "DELETE FROM sessions WHERE user_id = ?1 AND digest <> ?2",
                params![id.0, &keep[..]],
            )?;
            // Whoever knew the old one may have used it.
            db.execute("DELETE FROM browsers WHERE user_id = ?1", [id.0])?;
            Ok(())
        })
    }

    /// Replaces a password hash in somebody's stead and ends all of the account's sessions, and its
    /// API tokens if wanted.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn reset_password(
        &self,
        user: &User,
        password: &str,
        with_tokens: bool,
        actor: &str,
    ) -> Result<()> {
        let (id, name) = (user.id.0, user.name.clone());
        let (password, actor) = (password.to_owned(), actor.to_owned());
        self.write("reset a password", move |db| {
            db.execute("UPDATE users SET password = ?2 WHERE id = ?1", params![id, password])?;
            db.execute("DELETE FROM sessions WHERE user_id = ?1", [id])?;
            db.execute("DELETE FROM browsers WHERE user_id = ?1", [id])?;
            let mut detail = "reset; sessions ended".to_owned();
            if with_tokens {
                let tokens = db.execute("DELETE FROM tokens WHERE user_id = ?1", [id])?;
                detail += &format!("; {tokens} API tokens revoked");
            }
            audit::note(db, &actor, "password", &name, &detail)
        })
    }

    /// Gives an account another role; false, and nothing done, when no enabled admin would be
    /// left.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_role(&self, id: UserId, role: Role, actor: &str) -> Result<bool> {
        let actor = actor.to_owned();
        self.write("change a role", move |db| {
            if role != Role::Admin && is_last_admin(db, id)? {
                return Ok(false);
            }
            let before = by_id(db, id)?;
            db.execute("UPDATE users SET role = ?2 WHERE id = ?1", params![id.0, Word(role)])?;
            if let Some(User { name, role: old, .. }) = before.filter(|user| user.role != role) {
                audit::note(db, &actor, "role", &name, &format!("from {old} to {role}"))?;
            }
            Ok(true)
        })
    }

    /// Shuts an account out and ends its sessions, or lets it in; false, and nothing done, when
    /// no enabled admin would be left.
    ///
    /// # Errors
    /// When the database can't be written.
    pub fn set_disabled(&self, id: UserId, disabled: bool, actor: &str) -> Result<bool> {
        let actor = actor.to_owned();
        self.write("disable a user", move |db| {
            if disabled && is_last_admin(db, id)? {
                return Ok(false);
            }
            let changes = by_id(db, id)?.filter(|user| user.disabled != disabled);
            if let Some(User { name, .. }) = changes {
                let action = if disabled { "disable" } else { "enable" };
                audit::note(db, &actor, action, &name, "")?;
            }
            db.execute("UPDATE users SET disabled = ?2 WHERE id = ?1", params![id.0, disabled])?;
            if disabled {
                db.execute("DELETE FROM sessions WHERE user_id = ?1", [id.0])?;
            }
            Ok(true)
        })
    }
}

fn by_id(db: &Connection, id: UserId) -> rusqlite::Result<Option<User>> {
    db.prepare_cached("SELECT * FROM users WHERE id = ?1")?.query_row([id.0], read).optional()
}

pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<User> {
    Ok(User {
        id: UserId(row.get("id")?),
        name: row.get("name")?,
        password: row.get("password")?,
        role: word(row, "role")?,
        disabled: row.get("disabled")?,
        created_at: time(row, "created_at")?,
        restriction: restriction(row)?,
    })
}

fn restriction(row: &Row<'_>) -> rusqlite::Result<Option<Restriction>> {
    let Some(sanction) = maybe_word(row, "sanction")? else { return Ok(None) };
    Ok(Some(Restriction {
        sanction,
        since: time(row, "sanctioned_at")?,
        until: maybe_time(row, "sanctioned_until")?,
        reason: row.get("sanctioned_for")?,
    }))
}

fn insert(
    db: &Connection,
    name: &str,
    password: &str,
    role: Role,
) -> rusqlite::Result<Option<User>> {
    db.prepare_cached(
        "INSERT INTO users (name, password, role, created_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (name) DO NOTHING RETURNING *",
    )?
    .query_row(params![name, password, Word(role), Millis(Timestamp::now())], read)
    .optional()
}

fn admins(db: &Connection) -> rusqlite::Result<u64> {
    db.query_row("SELECT count(*) FROM users WHERE role = 'admin' AND NOT disabled", (), |row| {
        row.get(0)
    })
}

fn is_last_admin(db: &Connection, id: UserId) -> rusqlite::Result<bool> {
    let is_admin = db
        .prepare_cached("SELECT 1 FROM users WHERE id = ?1 AND role = 'admin' AND NOT disabled")?
        .exists([id.0])?;
    Ok(is_admin && admins(db)? == 1)
}

fn is_setup_secret(db: &Connection, secret: &[u8; 32]) -> rusqlite::Result<bool> {
    let same = db.prepare_cached("SELECT 1 FROM setup WHERE digest = ?1")?.exists([&secret[..]])?;
    Ok(same && admins(db)? == 0)
}
