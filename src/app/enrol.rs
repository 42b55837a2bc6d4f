//! Many accounts at once, from a table.

use std::collections::HashSet;

use super::{App, Error, Result, Viewer, classrooms::class_name};
use crate::{auth, domain::Role, store::NewUser};

/// Most accounts at once; each password takes a while to hash.
const MOST: usize = 500;

/// An account just made, with its password, which is shown this once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolled {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Password.
    pub password: String,
    /// The class that it belongs to, if any.
    pub class: Option<String>,
}

impl App {
    /// Makes an account for each line of a table: name, then, where wanted, role, password
    /// and class, separated by tabs, commas or semicolons. A first line that names the columns puts them in
    /// another order. Passwords that are not there are made up, and so are classes. All accounts are
    /// made, or none.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Invalid` for `table`, with each line that is
    /// wrong.
    pub fn enrol(&self, viewer: &Viewer, table: &str) -> Result<Vec<Enrolled>> {
        viewer.must_be(Role::Admin)?;
        let mut wrong = Vec::new();
        let mut seen = HashSet::new();
        let rows = rows(table).map_err(|what| invalid(&[what]))?;
        for (line, row) in &rows {
            let mut refuse = |what: String| wrong.push(format!("line {line}: {what}"));
            if let Err(what) = auth::check_name(&row.name) {
                refuse(format!("the name “{}”: {what}", row.name));
            } else if !seen.insert(row.name.to_ascii_lowercase()) {
                refuse(format!("the name {} is there twice", row.name));
            } else if self.core.store.user(&row.name)?.is_some() {
                refuse(format!("the name {} is taken", row.name));
            }
            if let Err(what) = auth::check_password(&row.password, &row.name) {
                refuse(format!("the password: {what}"));
            }
            if let Some(Err(what)) = row.class.as_deref().map(class_name) {
                refuse(what.to_string());
            }
        }
        if !wrong.is_empty() {
            return Err(invalid(&wrong));
        }
        if rows.is_empty() {
            return Err(invalid(&["there is no name in it".into()]));
        }
        let mut hashed = Vec::new();
        for (_, row) in &rows {
            let hash = self.core.passwords.hash(&row.password);
            let hash = hash.map_err(|e| Error::Internal(format!("hashing a password: {e}")))?;
            hashed.push(NewUser {
                name: row.name.clone(),
                password: hash,
                role: row.role,
                class: row.class.clone(),
            });
        }
        if let Some(taken) = self.core.store.add_users(&viewer.name, hashed)? {
            return Err(invalid(&[format!("the name {taken} was taken just now")]));
        }
        tracing::info!(by = viewer.name, users = rows.len(), "accounts were made from a table");
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }
}

fn invalid(wrong: &[String]) -> Error {
    Error::Invalid { field: "table", message: wrong.join("\n").into() }
}

/// The rows of a table with their line numbers.
fn rows(table: &str) -> std::result::Result<Vec<(u64, Enrolled)>, String> {
    let first = table.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let separator = [b'\t', b';', b','].into_iter().find(|c| first.as_bytes().contains(c));
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).trim(csv::Trim::All).delimiter(separator.unwrap_or(b','));
    let mut columns = vec!["name".to_owned(), "role".into(), "password".into(), "class".into()];
    let mut rows = Vec::new();
    let mut is_first = true;
    // Line by line, so that a quote left open spoils one of them alone.
    for (line, text) in (1..).zip(table.lines()) {
        let Some(record) = reader.from_reader(text.as_bytes()).into_records().next() else {
            continue;
        };
        let record = record.map_err(|error| format!("line {line}: {error}"))?;
        if record.iter().all(str::is_empty) {
            continue;
        }
        let lower: Vec<_> = record.iter().map(str::to_ascii_lowercase).collect();
        if std::mem::take(&mut is_first) && lower.iter().any(|cell| cell == "name") {
            columns = lower;
            continue;
        }
        let cell = |name: &str| {
            let place = columns.iter().position(|column| column == name);
            place.and_then(|place| record.get(place)).filter(|cell| !cell.is_empty())
        };
        let role = match cell("role") {
            None => Role::User,
            Some(word) => Role::from_word(&word.to_ascii_lowercase())
                .ok_or_else(|| format!("line {line}: the role is one of user, judge, admin"))?,
        };
        let password = cell("password").map_or_else(auth::readable_password, str::to_owned);
        let name = cell("name").unwrap_or_default().to_owned();
        let class = cell("class").map(str::to_owned);
        rows.push((line, Enrolled { name, role, password, class }));
        if rows.len() > MOST {
            return Err(format!("these are more than {MOST}; do it in parts"));
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> Vec<(u64, String, Role)> {
        let rows = rows(table).expect("a good table").into_iter();
        rows.map(|(line, row)| (line, row.name, row.role)).collect()
    }

    #[test]
    fn tables_come_in_many_forms() {
        let ada = |line| (line, "ada".to_owned(), Role::User);
        assert_eq!(read("ada\n"), [ada(1)]);
        assert_eq!(read("ada\n\n grace ,judge\n"), [ada(1), (3, "grace".into(), Role::Judge)]);
        assert_eq!(read("name\trole\r\nada\tuser\r\n"), [ada(2)]);
        assert_eq!(read("password;name\nlong enough;ada"), [ada(2)]);
        assert!(rows("ada,queen").is_err_and(|what| what.contains("line 1")));
        assert!(read("").is_empty());
    }

    #[test]
    fn a_column_names_classes() {
        let rows = rows("name,class\nada,7 b\ngrace,").expect("a good table");
        let classes: Vec<_> = rows.into_iter().map(|(_, row)| row.class).collect();
        assert_eq!(classes, [Some("7 b".to_owned()), None]);
        assert!(class_name("  ").is_err());
    }

    #[test]
    fn passwords_are_kept_or_made_up() {
        let rows = rows("ada,,\"a, quoted one\"\ngrace\nedith").expect("a good table");
        assert_eq!(rows[0].1.password, "a, quoted one");
        assert_ne!(rows[1].1.password, rows[2].1.password);
        assert_eq!(auth::check_password(&rows[1].1.password, "grace"), Ok(()));
    }
}
