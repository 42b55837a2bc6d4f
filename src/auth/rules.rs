//! What names and passwords may be.

use std::fmt;

/// Why a name or a password can't be had; in words it is what is wanted instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// A name of another form.
    Name,
    /// A password of fewer than 8 characters.
    Short,
    /// A password of more than 1024 bytes.
    Long,
    /// A password that is the name.
    IsName,
    /// A password of one character over and over.
    OneCharacter,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Name => {
                "use 2 to 32 letters (a to z), digits, `.`, `_` or `-`, with a letter or digit \
                 first"
            }
            Self::Short => "use at least 8 characters",
            Self::Long => "use at most 1024 bytes",
            Self::IsName => "it may not be the name",
            Self::OneCharacter => "use more than one character over and over",
        })
    }
}

/// Checks an account's name.
///
/// # Errors
/// What is unfit.
pub fn check_name(name: &str) -> Result<(), Unfit> {
    let fits = (2..=32).contains(&name.len());
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let begins = name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    if fits && plain && begins {
        return Ok(());
    }
    Err(Unfit::Name)
}

/// Checks a new password for an account.
///
/// # Errors
/// What is unfit.
pub fn check_password(password: &str, name: &str) -> Result<(), Unfit> {
    let length = password.chars().count();
    if length < 8 {
        return Err(Unfit::Short);
    }
    if password.len() > 1024 {
        return Err(Unfit::Long);
    }
    if password.eq_ignore_ascii_case(name) {
        return Err(Unfit::IsName);
    }
    let first = password.chars().next();
    if password.chars().all(|c| Some(c) == first) {
        return Err(Unfit::OneCharacter);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for good in ["ab", "Ada.Lovelace", "x_9-z", "7up"] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        let long = "a".repeat(33);
        for bad in ["", "a", "-a", ".a", "a b", "ä2", "a/b", "<b>", "a\n", &long] {
            assert!(check_name(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn passwords() {
        assert_eq!(check_password("correct horse", "ada"), Ok(()));
        assert_eq!(check_password("пароль-да", "ada"), Ok(()));
        for bad in ["", "1234567", "aaaaaaaaaa", "LoveLace"] {
            assert!(check_password(bad, "lovelace").is_err(), "{bad:?}");
        }
        assert!(check_password(&"ab".repeat(600), "ada").is_err());
    }
}
