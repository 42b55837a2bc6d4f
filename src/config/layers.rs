//! Lays the sources of settings over each other. Each is a list of (key, value, origin), so that
//! one piece of code judges them all and can always say where a wrong one stands.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use toml::{
    Table, Value,
    de::{DeTable, DeValue},
};

use super::{Config, Error, Origin};

/// The variables that are `MINOS_*` and not settings.
const NO_SETTINGS: &[&str] = &["MINOS_CONFIG"];

/// Settings given as flags.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    /// `--listen`.
    pub listen: Option<SocketAddr>,
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--problems`.
    pub problems: Option<PathBuf>,
}

struct Setting {
    key: String,
    value: Value,
    origin: Origin,
}

/// Reads the configuration from `file`, the variables `env` and `flags`.
///
/// # Errors
/// When the file can't be read, or the first setting that is unknown or wrong.
pub fn load(
    file: Option<&Path>,
    env: impl IntoIterator<Item = (String, String)>,
    flags: Flags,
) -> Result<Config, Error> {
    let mut table = Table::try_from(Config::default()).expect("the defaults are a TOML table");
    let keys = leaves(&table);
    let mut config = Config::default();
    let mut origins = BTreeMap::new();

    let mut settings = match file {
        Some(path) => from_file(path)?,
        None => Vec::new(),
    };
    settings.extend(from_env(env, &keys)?);
    settings.extend(from_flags(flags));

    for Setting { key, value, origin } in settings {
        let inside = format!("{key}.");
        if keys.keys().any(|k| k.starts_with(&inside)) {
            let message = format!("it is a section, written [{key}]");
            return Err(Error::Value { origin, key, message });
        }
        if !keys.contains_key(&key) {
            let nearest = nearest(&key, keys.keys());
            return Err(Error::Unknown { origin, key, nearest });
        }
        put(&mut table, &key, value);
        config = table.clone().try_into().map_err(|e: toml::de::Error| Error::Value {
            origin: origin.clone(),
            key: key.clone(),
            message: e.message().to_owned(),
        })?;
        origins.insert(key, origin);
    }
    check(&config).map_err(|(key, message)| Error::Value {
        origin: origins.remove(key).unwrap_or(Origin::Default),
        key: key.to_owned(),
        message,
    })?;
    Ok(config)
}

/// What types can't say.
fn check(config: &Config) -> Result<(), (&'static str, String)> {
    let at_least_one: [(&'static str, u64); 27] = [
        ("workers.min", config.workers.min as u64),
        ("judge.parallel_tests", config.judge.parallel_tests as u64),
        ("limits.source_kib", config.limits.source_kib),
        ("limits.run_memory_mib", config.limits.run_memory_mib),
        ("limits.run_output_kib", config.limits.run_output_kib),
        ("accounts.session_days", config.accounts.session_days.into()),
        ("accounts.guess_wait_seconds", config.accounts.guess_wait_seconds),
        ("rates.address_factor", config.rates.address_factor.into()),
        ("http.body_timeout_seconds", config.http.body_timeout_seconds),
        ("http.request_timeout_seconds", config.http.request_timeout_seconds),
        ("http.send_timeout_seconds", config.http.send_timeout_seconds),
        ("http.body_kib", config.http.body_kib as u64),
        ("http.answers_mib", config.http.answers_mib as u64),
        ("http.package_mib", config.http.package_mib),
        ("sandbox.scratch_mib", config.sandbox.scratch_mib),
        ("http.max_connections", config.http.max_connections as u64),
        ("http.keep_alive_seconds", config.http.keep_alive_seconds),
        ("abuse.window_minutes", config.abuse.window_minutes),
        ("abuse.throttle_minutes", config.abuse.throttle_minutes),
        ("abuse.pace_seconds", config.abuse.pace_seconds),
        ("backup.keep", config.backup.keep as u64),
        ("console.seconds", config.console.seconds),
        ("assist.idle_seconds", config.assist.idle_seconds),
        ("assist.cpu_seconds", config.assist.cpu_seconds),
        ("assist.memory_mib", config.assist.memory_mib),
        ("console.idle_seconds", config.console.idle_seconds),
        ("console.output_kib", config.console.output_kib),
    ];
    for (key, value) in at_least_one {
        if value == 0 {
            return Err((key, "must be at least 1".into()));
        }
    }
    if config.workers.max != 0 && config.workers.max < config.workers.min {
        let message = format!("must be 0 or at least workers.min ({})", config.workers.min);
        return Err(("workers.max", message));
    }
    let share = config.rates.token_share;
    if !(share > 0.0 && share <= 1.0) {
        return Err(("rates.token_share", "must be above 0 and at most 1".into()));
    }
    let full = config.workers.cpu_full;
    if !(full > 0.0 && full <= 1.0) {
        return Err(("workers.cpu_full", "must be above 0 and at most 1".into()));
    }
    let cpus = config.sandbox.cpus_per_run;
    if !(cpus.is_finite() && cpus > 0.0) {
        return Err(("sandbox.cpus_per_run", "must be above 0".into()));
    }
    // Below 1000 are the host's own users, root first; the last 4,096 must be left for counting.
    let uids = 1000..=u32::MAX - 4096;
    if !uids.contains(&config.sandbox.first_uid) {
        let message = format!("must be from {} to {}", uids.start(), uids.end());
        return Err(("sandbox.first_uid", message));
    }
    let levels = ["off", "error", "warn", "info", "debug", "trace"];
    // A bare word that is no level would be taken for the name of a part, and silence the rest.
    let bare = |word: &&str| !word.contains(['=', '[', ':']);
    let mut words = config.log.level.split(',').map(str::trim).filter(bare);
    if let Some(word) = words.find(|word| !levels.contains(&word.to_lowercase().as_str())) {
        let message = format!("`{word}` is no level; there are {}", levels.join(", "));
        return Err(("log.level", message));
    }
    let profiles = &config.sandbox.profiles;
    if !profiles.as_os_str().is_empty() && !profiles.is_dir() {
        let message = format!("{} is no directory", profiles.display());
        return Err(("sandbox.profiles", message));
    }
    let seconds = config.limits.run_time_seconds;
    if !(seconds > 0.0 && seconds <= 600.0) {
        return Err(("limits.run_time_seconds", "must be above 0 and at most 600".into()));
    }
    Ok(())
}

fn from_file(path: &Path) -> Result<Vec<Setting>, Error> {
    let text =
        fs::read_to_string(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    let origin = |offset: usize| {
        let before = text.get(..offset).unwrap_or(&text);
        Origin::File(path.to_owned(), before.matches('\n').count() + 1)
    };
    let syntax = |e: toml::de::Error| Error::Syntax {
        origin: origin(e.span().map_or(0, |span| span.start)),
        message: e.message().to_owned(),
    };
    let values: Table = text.parse().map_err(syntax)?;
    let spans = DeTable::parse(&text).map_err(syntax)?;
    let mut settings = Vec::new();
    flatten(values, spans.get_ref(), "", &origin, &mut settings);
    Ok(settings)
}

/// The settings of a table; `spans` is the same table with the places of its keys.
fn flatten(
    values: Table,
    spans: &DeTable<'_>,
    prefix: &str,
    origin: &dyn Fn(usize) -> Origin,
    into: &mut Vec<Setting>,
) {
    for (name, value) in values {
        let key = format!("{prefix}{name}");
        let Some((at, span)) = spans.get_key_value(name.as_str()) else { continue };
        match (value, span.get_ref()) {
            (Value::Table(values), DeValue::Table(spans)) => {
                flatten(values, spans, &format!("{key}."), origin, into);
            }
            (value, _) => into.push(Setting { key, value, origin: origin(at.span().start) }),
        }
    }
}

fn from_env(
    env: impl IntoIterator<Item = (String, String)>,
    keys: &BTreeMap<String, Value>,
) -> Result<Vec<Setting>, Error> {
    let names: BTreeMap<String, &String> = keys.keys().map(|key| (variable(key), key)).collect();
    let mut settings = Vec::new();
    for (name, text) in env {
        if !name.starts_with("MINOS_") || NO_SETTINGS.contains(&name.as_str()) {
            continue;
        }
        let origin = Origin::Env(name.clone());
        let Some(key) = names.get(&name) else {
            let nearest = nearest(&name, names.keys());
            return Err(Error::Unknown { origin, key: name, nearest });
        };
        let value = parse_as(&keys[*key], &text).map_err(|message| Error::Value {
            origin: origin.clone(),
            key: (*key).clone(),
            message,
        })?;
        settings.push(Setting { key: (*key).clone(), value, origin });
    }
    Ok(settings)
}

fn from_flags(flags: Flags) -> Vec<Setting> {
    let path = |path: PathBuf| Value::String(path.to_string_lossy().into_owned());
    let given = [
        ("listen", "--listen", flags.listen.map(|a| Value::String(a.to_string()))),
        ("data", "--data", flags.data.map(path)),
        ("problems", "--problems", flags.problems.map(path)),
    ];
    given
        .into_iter()
        .filter_map(|(key, flag, value)| {
            Some(Setting { key: key.into(), value: value?, origin: Origin::Flag(flag) })
        })
        .collect()
}

/// `workers.min` -> `MINOS_WORKERS_MIN`.
fn variable(key: &str) -> String {
    format!("MINOS_{}", key.replace('.', "_").to_uppercase())
}

/// A variable's text as the type that the setting has; lists are separated by commas.
fn parse_as(like: &Value, text: &str) -> Result<Value, String> {
    let wanted = |what: &str| format!("{text:?} is not {what}");
    Ok(match like {
        Value::Integer(_) => Value::Integer(text.parse().map_err(|_| wanted("a whole number"))?),
        Value::Float(_) => Value::Float(text.parse().map_err(|_| wanted("a number"))?),
        Value::Boolean(_) => Value::Boolean(text.parse().map_err(|_| wanted("`true` or `false`"))?),
        Value::Array(_) => Value::Array(
            text.split(',')
                .map(str::trim)
                .filter(|s| !s.is_empty())
                .map(|s| Value::String(s.into()))
                .collect(),
        ),
        _ => Value::String(text.into()),
    })
}

/// Every setting's name and default.
fn leaves(table: &Table) -> BTreeMap<String, Value> {
    let mut all = BTreeMap::new();
    for (name, value) in table {
        match value {
            Value::Table(inner) => all.extend(
                leaves(inner).into_iter().map(|(key, value)| (format!("{name}.{key}"), value)),
            ),
            value => {
                all.insert(name.clone(), value.clone());
            }
        }
    }
    all
}

/// Replaces the value of a key that [`leaves`] named.
fn put(table: &mut Table, key: &str, value: Value) {
    match key.split_once('.') {
        None => {
            table.insert(key.into(), value);
        }
        Some((head, rest)) => {
            if let Some(Value::Table(inner)) = table.get_mut(head) {
                put(inner, rest, value);
            }
        }
    }
}

/// The name that shares most with `wrong`, when they share much.
fn nearest<'a>(wrong: &str, names: impl Iterator<Item = &'a String>) -> Option<String> {
    let distance = |a: &str, b: &str| -> usize {
        let b: Vec<char> = b.chars().collect();
        let mut row: Vec<usize> = (0..=b.len()).collect();
        for (i, ca) in a.chars().enumerate() {
            let mut corner = row[0];
            row[0] = i + 1;
            for (j, cb) in b.iter().enumerate() {
                let change = corner + usize::from(ca != *cb);
                corner = row[j + 1];
                row[j + 1] = change.min(row[j] + 1).min(corner + 1);
            }
        }
        row[b.len()]
    };
    names
        .map(|name| (distance(wrong, name), name))
        .min()
        .filter(|(far, _)| *far <= 3)
        .map(|(_, name)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> (tempfile::TempDir, PathBuf) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("minos.toml");
        fs::write(&path, text).unwrap();
        (dir, path)
    }

    fn load_text(text: &str) -> Result<Config, Error> {
        let (_dir, path) = file(text);
        load(Some(&path), [], Flags::default())
    }

    #[test]
    fn the_documented_file_names_every_setting_with_its_default() {
        assert_eq!(load_text(super::super::EXAMPLE).unwrap(), Config::default());
        let example: Table = super::super::EXAMPLE.parse().unwrap();
        let defaults = Table::try_from(Config::default()).unwrap();
        let names = |table: &Table| leaves(table).into_keys().collect::<Vec<_>>();
        assert_eq!(names(&example), names(&defaults));
    }

    #[test]
    fn the_later_source_wins() {
        let (_dir, path) = file("data = \"f\"\nproblems = \"f\"\n[workers]\nmin = 2\nmax = 3\n");
        let env = [("MINOS_DATA", "e"), ("MINOS_PROBLEMS", "e"), ("MINOS_WORKERS_MAX", "9")];
        let env = env.map(|(k, v)| (k.to_owned(), v.to_owned()));
        let flags = Flags { problems: Some("flag".into()), ..Flags::default() };
        let config = load(Some(&path), env, flags).unwrap();
        assert_eq!(config.data, Path::new("e"));
        assert_eq!(config.problems, Path::new("flag"));
        assert_eq!((config.workers.min, config.workers.max), (2, 9));
    }

    #[test]
    fn errors_say_file_key_and_line() {
        let message = |text: &str| load_text(text).unwrap_err().to_string();
        let unknown = message("\n[workers]\nminn = 1\n");
        assert!(unknown.contains("minos.toml:3: unknown setting `workers.minn`"), "{unknown}");
        assert!(unknown.contains("did you mean `workers.min`?"), "{unknown}");
        let wrong = message("[workers]\n\nmin = \"two\"\n");
        assert!(wrong.contains("minos.toml:3: wrong value for `workers.min`"), "{wrong}");
        let range = message("[workers]\nmin = 4\nmax = 2\n");
        assert!(range.contains("minos.toml:3: wrong value for `workers.max`"), "{range}");
        for (text, key) in [
            ("[sandbox]\nfirst_uid = 0\n", "sandbox.first_uid"),
            ("[sandbox]\nfirst_uid = 4294967295\n", "sandbox.first_uid"),
            ("[sandbox]\nprofiles = \"/no/such/place\"\n", "sandbox.profiles"),
            ("[log]\nlevel = \"loudest\"\n", "log.level"),
        ] {
            let refused = message(text);
            assert!(
                refused.contains(&format!("minos.toml:2: wrong value for `{key}`")),
                "{refused}"
            );
        }
        assert!(load_text("[log]\nlevel = \"warn,minos=debug\"\n").is_ok());
        let syntax = message("data = \"d\"\nlisten = = 3\n");
        assert!(syntax.contains("minos.toml:2: not valid TOML"), "{syntax}");
        let section = message("[worker]\nmin = 1\n");
        assert!(section.contains("minos.toml:2: unknown setting `worker.min`"), "{section}");
        let scalar = message("workers = 3\n");
        assert!(
            scalar.contains("minos.toml:1: wrong value for `workers`: it is a section"),
            "{scalar}"
        );
    }

    #[test]
    fn variables_are_checked_like_the_file() {
        let message = |name: &str, value: &str| {
            load(None, [(name.to_owned(), value.to_owned())], Flags::default())
                .unwrap_err()
                .to_string()
        };
        assert!(message("MINOS_LSTEN", "x").contains("did you mean `MINOS_LISTEN`?"));
        let wrong = message("MINOS_WORKERS_MIN", "two");
        assert!(wrong.contains("environment variable MINOS_WORKERS_MIN"), "{wrong}");
        let proxies = "MINOS_HTTP_TRUSTED_PROXIES".to_owned();
        let config = load(None, [(proxies, "10.0.0.1, ::1".into())], Flags::default()).unwrap();
        assert_eq!(config.http.trusted_proxies.len(), 2);
    }
}
