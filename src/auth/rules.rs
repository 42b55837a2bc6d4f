//! What names and passwords may be.

/// Checks an account's name.
///
/// # Errors
/// What is wanted, in words.
pub fn check_name(name: &str) -> Result<(), String> {
    let fits = (2..=32).contains(&name.len());
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'));
    let begins = name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    if fits && plain && begins {
        return Ok(());
    }
    Err("use 2 to 32 letters (a to z), digits, `.`, `_` or `-`, with a letter or digit first"
        .into())
}

/// Checks a new password for an account.
///
/// # Errors
/// What is wanted, in words.
pub fn check_password(password: &str, name: &str) -> Result<(), String> {
    let length = password.chars().count();
    if length < 8 {
        return Err("use at least 8 characters".into());
    }
    if password.len() > 1024 {
        return Err("use at most 1024 bytes".into());
    }
    if password.eq_ignore_ascii_case(name) {
        return Err("it may not be the name".into());
    }
    let first = password.chars().next();
    if password.chars().all(|c| Some(c) == first) {
        return Err("use more than one character over and over".into());
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
