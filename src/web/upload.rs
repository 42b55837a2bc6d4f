//! A problem package that comes as a file of a form: written to disk as it arrives, for it may be far
//! larger than other bodies.

use std::{fs::File, io::Write as _, path::PathBuf};

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{HttpRequest, web};
use futures_util::StreamExt as _;
use tempfile::TempDir;

use super::{
    csrf,
    errors::{Failure, Kind},
};

/// The field that holds the file.
const FIELD: &str = "package";
/// The field with the proof that the form is ours.
const CSRF: &str = "csrf";

/// An uploaded file; dropped, it is removed.
pub(super) struct Upload {
    _place: TempDir,
    /// Where it is, under the name that it had at its sender.
    pub path: PathBuf,
}

/// Receives the file `package` of a form, of `most_mib` at most. With `form` it is one of our pages'
/// forms, whose field `csrf` must come first.
///
/// # Errors
/// When the form can't be read, has no such file, or is not ours.
pub(super) async fn receive(
    mut body: Multipart,
    most_mib: u64,
    form: Option<&HttpRequest>,
) -> Result<Upload, Failure> {
    let mut proven = form.is_none();
    while let Some(field) = body.next().await {
        let mut field = field.map_err(|error| unreadable(&error))?;
        match (field.name(), form) {
            (Some(CSRF), Some(form)) => {
                let token = field.bytes(1024).await;
                let token = token.ok().and_then(Result::ok).unwrap_or_default();
                csrf::check(form, &String::from_utf8_lossy(&token))?;
                proven = true;
            }
            (Some(FIELD), form) => {
                if let (false, Some(form)) = (proven, form) {
                    csrf::check(form, "")?;
                }
                return keep(field, most_mib).await;
            }
            _ => {}
        }
    }
    Err(refuse("Choose a package: the form has no file `package`."))
}

async fn keep(mut field: Field, most_mib: u64) -> Result<Upload, Failure> {
    let given = field.content_disposition().and_then(|how| how.get_filename()).unwrap_or_default();
    if given.is_empty() {
        return Err(refuse("Choose a package, a ZIP archive."));
    }
    let name = name(given).to_owned();
    let made = web::block(move || {
        let place = tempfile::tempdir()?;
        let path = place.path().join(name);
        File::create_new(&path).map(|file| (Upload { _place: place, path }, file))
    });
    let broken = |error: &dyn std::fmt::Display| {
        Failure::internal(&format!("keeping an uploaded package: {error}"))
    };
    let made = made.await.map_err(|error| broken(&error))?;
    let (upload, mut file) = made.map_err(|error| broken(&error))?;
    let mut left = most_mib << 20;
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|error| unreadable(&error))?;
        left = left.checked_sub(chunk.len() as u64).ok_or_else(|| {
            let detail = format!("A package may have {most_mib} MiB at most.");
            Failure::new(Kind::TooLarge, detail)
        })?;
        let written = web::block(move || file.write_all(&chunk).map(|()| file)).await;
        file = written.map_err(|error| broken(&error))?.map_err(|error| broken(&error))?;
    }
    Ok(upload)
}

/// The last part of a path as a browser gives it, if a file can be called so; the package has its
/// name from it unless it lies in a directory of the archive.
fn name(given: &str) -> &str {
    let name = given.rsplit(['/', '\\']).next().unwrap_or_default();
    let good = !matches!(name, "" | "." | "..") && name.len() <= 255 && !name.contains('\0');
    if good { name } else { "package.zip" }
}

fn refuse(detail: &str) -> Failure {
    Failure { field: Some(FIELD.into()), ..Failure::new(Kind::Invalid, detail) }
}

fn unreadable(error: &MultipartError) -> Failure {
    use MultipartError as E;
    match error {
        E::Payload(cause) => Failure::from(cause),
        E::ContentTypeMissing | E::ContentTypeParse | E::ContentTypeIncompatible => Failure::new(
            Kind::UnsupportedMediaType,
            "Send the package as the file `package` of a form, multipart/form-data.",
        ),
        other => Failure::new(Kind::BadRequest, format!("The form can't be read: {other}.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_the_last_part_of_its_name() {
        for (given, wanted) in [
            ("sums.zip", "sums.zip"),
            ("C:\\fakepath\\sums.zip", "sums.zip"),
            ("../../etc/passwd", "passwd"),
            ("..", "package.zip"),
            ("a/", "package.zip"),
            ("a\0.zip", "package.zip"),
        ] {
            assert_eq!(name(given), wanted, "{given:?}");
        }
        assert_eq!(name(&"x".repeat(256)), "package.zip");
    }
}
