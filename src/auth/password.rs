//! Password hashes: argon2id with its default cost, 19 MiB and two passes.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};

use super::gate::Gate;

/// Hashes and checks passwords, only so many at once, because each takes 19 MiB.
#[derive(Debug)]
pub struct Passwords {
    gate: Gate,
    /// A hash of nothing anybody knows, checked when there is no account: the time that takes
    /// then tells nothing.
    decoy: String,
}

impl Passwords {
    /// At most `at_once` hashes at the same time.
    #[must_use]
    pub fn new(at_once: usize) -> Self {
        // The cost of the defaults, on a salt and hash of zeros.
        let decoy = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$\
                     AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
        Self { gate: Gate::new(at_once), decoy: decoy.into() }
    }

    /// The hash of a password with a fresh salt, a PHC string. Slow on purpose.
    ///
    /// # Errors
    /// When the host gives no random bytes or no memory.
    pub fn hash(&self, password: &str) -> Result<String, argon2::password_hash::Error> {
        self.gate.pass(|| {
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
        })
    }

    /// Whether `password` is the one of `hash`; `None` is never, in the same time.
    #[must_use]
    pub fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let matches = self.gate.pass(|| {
            PasswordHash::new(hash.unwrap_or(&self.decoy)).is_ok_and(|hash| {
                Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
            })
        });
        matches && hash.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_opens_its_own_hash_alone() {
        let passwords = Passwords::new(1);
        let hash = passwords.hash("correct horse").expect("hashing works");
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(passwords.verify("correct horse", Some(&hash)));
        assert!(!passwords.verify("correct horses", Some(&hash)));
        assert!(!passwords.verify("correct horse", None));
        assert_ne!(hash, passwords.hash("correct horse").expect("hashing works"));
    }

    #[test]
    fn the_decoy_costs_what_a_real_hash_costs() {
        let passwords = Passwords::new(1);
        let hash = passwords.hash("x").expect("hashing works");
        let cost = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(cost(&passwords.decoy), cost(&hash));
        assert!(PasswordHash::new(&passwords.decoy).is_ok());
    }
}
