//! Columns that hold our own values.

use jiff::Timestamp;
use rusqlite::{
    Row,
    types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, Type, ValueRef},
};

use crate::{
    domain::{AbuseKind, BestBy, Feedback, RejudgeState, Role, Sanction, Status, Verdict},
    queue::{Class, Mode},
};

/// A time as milliseconds since 1970.
#[derive(Clone, Copy)]
pub(super) struct Millis(pub Timestamp);

impl ToSql for Millis {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_millisecond().into())
    }
}

impl FromSql for Millis {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        let millis = i64::column_result(value)?;
        Timestamp::from_millisecond(millis).map(Self).map_err(FromSqlError::other)
    }
}

/// A value of a closed set, kept as its word.
#[derive(Clone, Copy)]
pub(super) struct Word<T>(pub T);

macro_rules! words {
    ($($type:ty: $to:ident, $from:ident;)+) => {$(
        impl ToSql for Word<$type> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.$to().into())
            }
        }

        impl FromSql for Word<$type> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                let word = value.as_str()?;
                <$type>::$from(word).map(Self).ok_or_else(|| {
                    FromSqlError::Other(format!("`{word}` is no word of this version").into())
                })
            }
        }
    )+};
}

words! {
    AbuseKind: word, from_word;
    BestBy: word, from_word;
    Feedback: word, from_word;
    Sanction: word, from_word;
    RejudgeState: word, from_word;
    Role: word, from_word;
    Status: word, from_word;
    Class: word, from_word;
    Mode: word, from_word;
    Verdict: code, from_code;
}

/// Whether users may not see a problem `p` now, in SQL.
macro_rules! hidden {
    () => {
        "(p.hidden OR ifnull(p.embargo > unixepoch() * 1000, 0))"
    };
}
pub(super) use hidden;

/// A time column.
pub(super) fn time(row: &Row<'_>, column: &str) -> rusqlite::Result<Timestamp> {
    Ok(row.get::<_, Millis>(column)?.0)
}

/// A time column that may be null.
pub(super) fn maybe_time(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    Ok(row.get::<_, Option<Millis>>(column)?.map(|millis| millis.0))
}

/// A column with a word of a closed set.
pub(super) fn word<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<T>
where
    Word<T>: FromSql,
{
    Ok(row.get::<_, Word<T>>(column)?.0)
}

/// The same, where it may be null.
pub(super) fn maybe_word<T>(row: &Row<'_>, column: &str) -> rusqlite::Result<Option<T>>
where
    Word<T>: FromSql,
{
    Ok(row.get::<_, Option<Word<T>>>(column)?.map(|word| word.0))
}

/// A column's content is not what was once put there.
pub(super) fn damaged(
    reason: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Blob, reason.into())
}
