//! A problem's package as a ZIP archive, sent as it is read from disk.

use std::{
    fs::File,
    io::{self, Read as _},
};

use actix_web::{
    HttpResponse,
    body::SizedStream,
    http::header::{ContentDisposition, DispositionParam, DispositionType},
    web,
};
use futures_util::stream;

use super::{State, errors::Failure};
use crate::app::{Error, Viewer};

/// Bytes that are sent at a time.
const PIECE: u64 = 256 << 10;

/// Exports a problem and sends its package.
///
/// # Errors
/// What the use-case refuses.
pub(super) async fn package(
    state: &State,
    viewer: Viewer,
    slug: String,
) -> Result<HttpResponse, Failure> {
    let name = format!("{slug}.zip");
    let (place, file, size) = state
        .ask(move |app| {
            let broken = |error: io::Error| Error::Internal(format!("exporting: {error}"));
            let place = tempfile::tempdir().map_err(broken)?;
            let path = place.path().join("package.zip");
            app.export(&viewer, &slug, &path)?;
            let file = File::open(&path).map_err(broken)?;
            let size = file.metadata().map_err(broken)?.len();
            Ok((place, file, size))
        })
        .await?;
    let pieces = stream::try_unfold((place, file), |(place, file)| async move {
        let piece = web::block(move || piece(file)).await.map_err(io::Error::other)??;
        Ok::<_, io::Error>(piece.map(|(bytes, file)| (bytes, (place, file))))
    });
    Ok(HttpResponse::Ok()
        .content_type("application/zip")
        .insert_header(ContentDisposition {
            disposition: DispositionType::Attachment,
            parameters: vec![DispositionParam::Filename(name)],
        })
        .body(SizedStream::new(size, Box::pin(pieces))))
}

/// The next piece of a file; `None` at its end.
fn piece(mut file: File) -> io::Result<Option<(web::Bytes, File)>> {
    let mut bytes = Vec::new();
    file.by_ref().take(PIECE).read_to_end(&mut bytes)?;
    Ok((!bytes.is_empty()).then(|| (bytes.into(), file)))
}
