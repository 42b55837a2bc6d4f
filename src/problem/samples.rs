//! What a page shows of a sample.

/// More of a sample is not shown; it can be downloaded.
const SHOWN: usize = 64 << 10;

/// Its text, or the beginning of it.
pub(super) fn shown(bytes: &[u8]) -> String {
    if bytes.len() <= SHOWN {
        return String::from_utf8_lossy(bytes).into_owned();
    }
    let line = bytes[..SHOWN].iter().rposition(|b| *b == b'\n').map_or(SHOWN, |at| at + 1);
    let left = bytes.len() - line;
    format!("{}… ({left} bytes more)\n", String::from_utf8_lossy(&bytes[..line]))
}
