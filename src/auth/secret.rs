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

/// Letters and digits that nobody takes for another one when they are read from paper.
const CLEAR: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// A password for somebody else, to be printed: `k4mn-92xt-bq7h`, 59 random bits.
#[must_use]
pub fn readable_password() -> String {
    let letter = || char::from(CLEAR[rand::random_range(0..CLEAR.len())]);
    let group = || (0..4).map(|_| letter()).collect::<String>();
    [group(), group(), group()].join("-")
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
