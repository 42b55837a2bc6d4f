//! Styles, scripts and pictures, embedded in the binary: what `make bundle` made of `static/css` and
//! `static/js`. Their addresses hold a hash of all of them together, so that modules may import
//! one another by relative path and every browser may
//! keep them for ever.

use std::{
    collections::HashMap,
    io::Write,
    sync::{LazyLock, Mutex, OnceLock, PoisonError},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, ContentEncoding},
    web::{self, Bytes},
};
use flate2::{Compression, write::GzEncoder};
use rust_embed::Embed;
use sha2::{Digest, Sha256};

use super::errors::{Failure, Kind};

#[derive(Embed)]
#[folder = "static/"]
#[include = "bundle/*"]
#[include = "icon.svg"]
struct Files;

/// Smaller files gain nothing from compression.
const WORTH_COMPRESSING: usize = 1024;

/// Hash of all assets, the first 12 hex digits.
fn version() -> &'static str {
    static VERSION: OnceLock<String> = OnceLock::new();
    VERSION.get_or_init(|| {
        let mut paths: Vec<_> = Files::iter().collect();
        paths.sort();
        let mut hash = Sha256::new();
        for path in paths {
            let file = Files::get(&path).expect("a listed asset exists");
            hash.update(path.as_bytes());
            hash.update(file.metadata.sha256_hash());
        }
        let mut hex = hex::encode(hash.finalize());
        hex.truncate(12);
        hex
    })
}

/// The addresses of the modules that the editor can't begin without.
pub fn editor_modules() -> impl Iterator<Item = String> {
    let list = Files::get("bundle/editor.json").map(|file| file.data.into_owned());
    let names: Vec<String> = serde_json::from_slice(&list.unwrap_or_default()).unwrap_or_default();
    names.into_iter().map(|name| address(&format!("bundle/{name}")))
}

/// The address of the asset at `path` below `static/`.
#[must_use]
pub fn address(path: &str) -> String {
    format!("/static/{}/{path}", version())
}

pub(super) fn configure(service: &mut web::ServiceConfig) {
    service.route("/static/{version}/{path:.*}", web::get().to(asset)).route(
        "/favicon.ico",
        web::get().to(|| async {
            HttpResponse::MovedPermanently()
                .insert_header((header::LOCATION, address("icon.svg")))
                .finish()
        }),
    );
}

async fn asset(
    req: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, Failure> {
    let (asked, path) = path.into_inner();
    let file = Files::get(&path)
        .ok_or_else(|| Failure::new(Kind::NotFound, format!("There is no asset {path}.")))?;
    // While developing files change under one address; an old page may ask a new server.
    let lasting = !cfg!(debug_assertions) && asked == version();
    let cache = if lasting { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = HttpResponse::Ok();
    response
        .content_type(media_type(&path))
        .insert_header((header::CACHE_CONTROL, cache))
        .insert_header((header::VARY, "accept-encoding"));
    let data = file.data;
    if cfg!(debug_assertions) || data.len() < WORTH_COMPRESSING || !takes_gzip(&req) {
        return Ok(response.body(data.into_owned()));
    }
    Ok(response.insert_header(ContentEncoding::Gzip).body(compressed(&path, &data)))
}

fn takes_gzip(req: &HttpRequest) -> bool {
    let accepted = req.headers().get(header::ACCEPT_ENCODING);
    accepted.and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains("gzip"))
}

/// The asset compressed, once for each.
fn compressed(path: &str, data: &[u8]) -> Bytes {
    static KEPT: LazyLock<Mutex<HashMap<String, Bytes>>> = LazyLock::new(Mutex::default);
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let bytes = kept.entry(path.to_owned()).or_insert_with(|| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).expect("a vector takes everything");
        encoder.finish().expect("a vector takes everything").into()
    });
    bytes.clone()
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "woff2" => "font/woff2",
        _ => "text/plain; charset=utf-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundle_is_embedded_and_nothing_else() {
        assert!(Files::iter().all(|path| path.starts_with("bundle/") || path == "icon.svg"));
        assert!(Files::get("bundle/LICENSES.txt").is_some());
        assert!(editor_modules().count() > 1);
        let path = |address: String| address.rsplit_once("/bundle/").unwrap().1.to_owned();
        for module in editor_modules().map(path) {
            assert!(Files::get(&format!("bundle/{module}")).is_some(), "{module}");
        }
    }

    #[test]
    fn templates_name_assets_that_exist() {
        fn walk(dir: &std::path::Path, found: &mut usize) {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                    continue;
                }
                let text = std::fs::read_to_string(&path).unwrap();
                for piece in text.split("m::asset(\"").skip(1) {
                    let asset = piece.split('"').next().unwrap();
                    assert!(Files::get(asset).is_some(), "{}: no asset {asset}", path.display());
                    *found += 1;
                }
            }
        }
        let mut found = 0;
        walk("templates".as_ref(), &mut found);
        assert!(found > 5);
    }
}
