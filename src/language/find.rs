//! From what people write to a toolchain.

use std::path::Path;

use super::Unknown;
use crate::domain::{LanguageKey, Toolchain};

/// The toolchain of `key`: without a version the first that the host has.
///
/// # Errors
/// When there is none; the error lists what there is.
pub fn find<'a>(toolchains: &'a [Toolchain], key: &LanguageKey) -> Result<&'a Toolchain, Unknown> {
    let versions: Vec<_> = toolchains.iter().filter(|t| t.language.id == key.id).collect();
    let Some(first) = versions.first() else {
        return Err(Unknown::Language { asked: key.id.clone(), available: ids(toolchains) });
    };
    let Some(wanted) = &key.version else { return Ok(first) };
    if let Some(toolchain) = versions.iter().find(|t| t.version.id == *wanted) {
        return Ok(toolchain);
    }
    let available = versions.iter().map(|t| t.version.id.clone()).collect();
    Err(Unknown::Version { language: key.id.clone(), asked: wanted.clone(), available })
}

/// The toolchain that a file's extension means.
///
/// # Errors
/// When no language on this host has it; the error lists what there is.
pub fn by_extension<'a>(
    toolchains: &'a [Toolchain],
    file: &Path,
) -> Result<&'a Toolchain, Unknown> {
    let extension = file.extension().and_then(|e| e.to_str());
    toolchains
        .iter()
        .find(|t| extension.is_some_and(|e| t.language.extensions.iter().any(|known| known == e)))
        .ok_or_else(|| Unknown::Extension {
            file: file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned(),
            available: ids(toolchains),
        })
}

/// Ids of the languages, each once.
fn ids(toolchains: &[Toolchain]) -> Vec<String> {
    let mut ids: Vec<_> = toolchains.iter().map(|t| t.language.id.clone()).collect();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::language::load;

    fn all() -> Vec<Toolchain> {
        let languages = load(None).expect("the profiles of the house");
        let toolchain = |language: &Arc<_>, version: &_| Toolchain {
            language: Arc::clone(language),
            version: Clone::clone(version),
            found: String::new(),
            mounts: Vec::new(),
            server: None,
        };
        languages.iter().flat_map(|l| l.versions.iter().map(|v| toolchain(l, v))).collect()
    }

    #[test]
    fn a_key_finds_its_version_or_the_first() {
        let all = all();
        let found = |key| find(&all, &LanguageKey::parse(key)).map(|t| t.version.id.as_str());
        assert_eq!(found("cpp"), Ok("20"));
        assert_eq!(found("cpp@17"), Ok("17"));
        assert_eq!(
            found("cpp@98").expect_err("no such version").to_string(),
            "unknown version `98` of cpp; this host has 20, 17"
        );
        let error = found("klingon").expect_err("no such language").to_string();
        assert!(error.starts_with("unknown language `klingon`; this host has bash, "), "{error}");
    }

    #[test]
    fn an_extension_finds_its_language() {
        let all = all();
        let found = |file| by_extension(&all, Path::new(file)).map(|t| t.language.id.as_str());
        assert_eq!(found("dir/a.cc"), Ok("cpp"));
        assert_eq!(found("a.py"), Ok("python3"));
        let error = found("README").expect_err("no extension").to_string();
        assert!(error.starts_with("no language for `README`; name one of bash, "), "{error}");
    }
}
