//! Deflated bytes.

use std::io::{Read as _, Write as _};

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

/// Deflates.
pub(super) fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory takes every byte")
}

/// Inflates.
pub(super) fn unpack(packed: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    ZlibDecoder::new(packed).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Inflates a text column.
pub(super) fn unpack_text(packed: &[u8]) -> rusqlite::Result<String> {
    let bytes = unpack(packed).map_err(super::column::damaged)?;
    String::from_utf8(bytes).map_err(super::column::damaged)
}
