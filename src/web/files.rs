//! Forms with small files, such as answers, read into memory; packages come by `upload`.

use std::collections::BTreeMap;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::{FromRequest as _, HttpRequest, web};
use futures_util::TryStreamExt as _;

use super::{
    csrf,
    errors::{Failure, Kind},
};

/// Most fields and files of a form.
const MOST_PARTS: usize = 1000;

/// A form of ours with files, checked.
#[derive(Clone, Debug, Default)]
pub struct CsrfFiles {
    /// Fields that are no files, by name.
    pub fields: BTreeMap<String, String>,
    /// Files that were chosen.
    pub files: Vec<Uploaded>,
}

/// A file of a form.
#[derive(Clone, Debug)]
pub struct Uploaded {
    /// Its name, without the path that some browsers send.
    pub name: String,
    /// Its content.
    pub data: Vec<u8>,
}

impl CsrfFiles {
    /// Reads a form of at most `most` bytes.
    ///
    /// # Errors
    /// When it can't be read, is larger or is not ours.
    pub async fn read(
        req: &HttpRequest,
        payload: web::Payload,
        most: usize,
    ) -> Result<Self, Failure> {
        let mut payload = payload.into_inner();
        let mut parts = Multipart::from_request(req, &mut payload).await.map_err(|_| {
            let detail = "A form with files comes as multipart/form-data.";
            Failure::new(Kind::UnsupportedMediaType, detail)
        })?;
        let (mut upload, mut total) = (Self::default(), 0);
        for count in 0.. {
            let Some(mut part) = parts.try_next().await.map_err(unreadable)? else { break };
            if count == MOST_PARTS {
                let detail = format!("The form has more than {MOST_PARTS} parts.");
                return Err(Failure::new(Kind::TooLarge, detail));
            }
            let data = read(&mut part, most - total).await?;
            total += data.len();
            upload.add(&part, data)?;
        }
        csrf::check(req, upload.fields.get("csrf").map_or("", String::as_str))?;
        Ok(upload)
    }

    fn add(&mut self, part: &Field, data: Vec<u8>) -> Result<(), Failure> {
        let unreadable = |what: &str| Failure::new(Kind::BadRequest, what);
        let name = part.name().ok_or_else(|| unreadable("A part of the form has no name."))?;
        let file = part.content_disposition().and_then(|disposition| disposition.get_filename());
        match file {
            // A field for files in which none was chosen.
            Some("") => {}
            Some(path) => {
                let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
                self.files.push(Uploaded { name, data });
            }
            None => {
                let text = String::from_utf8(data)
                    .map_err(|_| unreadable("A field of the form is not UTF-8."))?;
                self.fields.insert(name.to_owned(), text);
            }
        }
        Ok(())
    }
}

async fn read(part: &mut Field, most: usize) -> Result<Vec<u8>, Failure> {
    let data = part.bytes(most).await.map_err(|_| {
        Failure::new(Kind::TooLarge, "The files together are larger than this server takes.")
    })?;
    Ok(data.map_err(|error| Failure::new(Kind::BadRequest, error.to_string()))?.to_vec())
}

fn unreadable(error: MultipartError) -> Failure {
    match &error {
        MultipartError::Payload(cause) => Failure::from(cause),
        _ => Failure::new(Kind::BadRequest, format!("The form can't be read: {error}.")),
    }
}
