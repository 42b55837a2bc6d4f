//! Random secrets. Only their digests are kept.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// A fresh secret and what to keep of it.
#[derive(Clone, Debug)]
pub struct Secret {
    /// For its owner: 256 random bits in base64url, after the prefix if there is one.
    pub text: String,
    /// For the database.
    pub digest: [u8; 32],
}

impl Secret {
    /// A fresh secret; `prefix` tells people and scanners what it is.
    #[must_use]
    pub fn new(prefix: &str) -> Self {
        let text = format!("{prefix}{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
        let digest = digest(&text);
        Self { text, digest }
    }
}

/// The digest of a secret. A plain hash does, because the secret is random.
#[must_use]
pub fn digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_differ_and_are_found_by_their_digest() {
        let (one, other) = (Secret::new("minos_"), Secret::new("minos_"));
        assert_ne!(one.text, other.text);
        assert_eq!(one.text.len(), "minos_".len() + 43);
        assert_eq!(digest(&one.text), one.digest);
    }
}
