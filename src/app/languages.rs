//! The languages that this host has.

use serde::Serialize;
use utoipa::ToSchema;

use super::{App, Error, Result, answers, core::Core};
use crate::{
    domain::{Language, LanguageKey, Toolchain, VersionId},
    language,
    problem::Package,
};

/// A language on this host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct LanguageView {
    /// `cpp`.
    pub id: String,
    /// `C++`.
    pub name: String,
    /// File-name extensions without the dot.
    pub extensions: Vec<String>,
    /// CodeMirror mode.
    pub editor: String,
    /// Hello-world, for an empty editor.
    pub template: String,
    /// Versions, the default first.
    pub versions: Vec<VersionView>,
}

/// A version of a language on this host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct VersionView {
    /// `20`.
    pub id: String,
    /// What the tool calls itself.
    pub found: String,
    /// What its language server calls itself, where there is one.
    pub server: Option<String>,
}

impl App {
    /// Every language of this host, by name.
    #[must_use]
    pub fn languages(&self) -> Vec<LanguageView> {
        views(&self.core.toolchains, None)
    }
}

/// The toolchain of a key, among those that a problem allows.
pub(super) fn find<'a>(
    toolchains: &'a [Toolchain],
    key: &LanguageKey,
    package: Option<&Package>,
) -> Result<&'a Toolchain> {
    let found = language::find(toolchains, key).ok();
    found.filter(|found| allows(package, &found.language)).ok_or_else(|| {
        let allowed = toolchains.iter().filter(|tool| allows(package, &tool.language));
        Error::UnknownLanguage {
            asked: key.to_string(),
            available: allowed
                .map(|tool| format!("{}@{}", tool.language.id, tool.version.id))
                .collect(),
        }
    })
}

/// `ID`, `ID@VERSION`, or the two apart.
pub(super) fn key(language: &str, version: Option<&str>) -> LanguageKey {
    let key = LanguageKey::parse(language);
    match version {
        Some(version) => LanguageKey { version: Some(version.into()), ..key },
        None => key,
    }
}

/// The name of a language; its id when this host has it no more.
pub(super) fn name(toolchains: &[Toolchain], id: &str) -> String {
    if id == answers::LANGUAGE {
        return answers::LANGUAGE_NAME.into();
    }
    let mut languages = toolchains.iter().map(|tool| &tool.language);
    languages.find(|language| language.id == id).map_or(id, |l| &l.name).to_owned()
}

/// What the file of a program in a language is called, as it is judged for a version of a problem.
pub(super) fn file_name(core: &Core, id: &str, version: Option<VersionId>) -> String {
    let mut languages = core.toolchains.iter().map(|tool| &tool.language);
    let Some(language) = languages.find(|language| language.id == id) else {
        return "source".into();
    };
    // A package that can't be read is told of where it is needed.
    let package = version.and_then(|version| core.package(version).ok());
    package.as_ref().map_or(&*language.source, |package| package.file_name(language)).to_owned()
}

/// The languages that a problem allows, by name.
pub(super) fn views(toolchains: &[Toolchain], package: Option<&Package>) -> Vec<LanguageView> {
    let mut views: Vec<LanguageView> = Vec::new();
    for tool in toolchains.iter().filter(|tool| allows(package, &tool.language)) {
        let version = VersionView {
            id: tool.version.id.clone(),
            found: tool.found.clone(),
            server: tool.server.clone(),
        };
        match views.iter_mut().find(|view| view.id == tool.language.id) {
            Some(view) => view.versions.push(version),
            None => views.push(LanguageView {
                id: tool.language.id.clone(),
                name: tool.language.name.clone(),
                extensions: tool.language.extensions.clone(),
                editor: tool.language.editor.clone(),
                template: tool.language.template.clone(),
                versions: vec![version],
            }),
        }
    }
    views.sort_by_key(|view| view.name.to_lowercase());
    views
}

fn allows(package: Option<&Package>, language: &Language) -> bool {
    language.is_allowed(package.and_then(|package| package.languages.as_deref()))
}

/// The codes of the package format that mean a language of this host.
pub(super) fn codes<'a>(toolchains: &'a [Toolchain], id: &'a str) -> Vec<&'a str> {
    let language = toolchains.iter().map(|tool| &tool.language).find(|language| language.id == id);
    let codes = language.iter().flat_map(|language| &language.package_codes);
    std::iter::once(id).chain(codes.map(String::as_str)).collect()
}
