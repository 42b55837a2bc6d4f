//! Problems: list, page, import.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{App, LanguageView, Result, Viewer};
use crate::{
    domain::{Blobs, ProblemId},
    problem::Package,
};

/// How far the viewer is with a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// Accepted.
    Solved,
    /// Some points of a scoring problem.
    Partial,
    /// Submitted, without success.
    Tried,
}

/// What of the problem list to show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(default)]
pub struct ProblemQuery {
    /// Words that slug, name or tags must hold, in any order.
    pub search: Option<String>,
    /// A tag that it must have.
    pub tag: Option<String>,
    /// Only problems that the viewer has solved (`true`), or has not (`false`).
    pub solved: Option<bool>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Problems a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of the problem list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemList {
    /// The problems, by name.
    pub problems: Vec<ProblemRow>,
    /// Every tag in use, whatever the query.
    pub tags: Vec<TagView>,
    /// Problems on all pages.
    pub total: u64,
    /// This page, from 1.
    pub page: u32,
    /// How many pages there are, at least 1.
    pub pages: u32,
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct TagView {
    /// The tag.
    pub tag: String,
    /// How many problems have it.
    pub problems: u64,
}

/// A problem in a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemRow {
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Tags.
    pub tags: Vec<String>,
    /// Whether it gives points rather than right or wrong.
    pub scoring: bool,
    /// Most points; 1 for a pass-fail problem.
    pub max_score: f64,
    /// Users who solved it.
    pub solvers: u64,
    /// Users who submitted.
    pub attempters: u64,
    /// The viewer's mark.
    pub mark: Option<Mark>,
}

/// What a problem allows, in the units that people read.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, ToSchema)]
pub struct LimitsView {
    /// CPU time per test, seconds.
    pub time_seconds: f64,
    /// Memory, MiB.
    pub memory_mib: u64,
    /// Output, MiB.
    pub output_mib: u64,
    /// Source, KiB.
    pub code_kib: u64,
}

/// A sample.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct SampleView {
    /// Name of its test, `sample/1`.
    pub name: String,
    /// Input.
    pub input: String,
    /// Expected output.
    pub output: String,
}

/// A problem's own page.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemPage {
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Statement, sanitised HTML; safe to show as it is.
    pub statement_html: String,
    /// Samples.
    pub samples: Vec<SampleView>,
    /// Limits.
    pub limits: LimitsView,
    /// Tags.
    pub tags: Vec<String>,
    /// Authors.
    pub authors: Vec<String>,
    /// Where it comes from.
    pub source: Option<String>,
    /// Licence, `cc by-sa`.
    pub license: String,
    /// Whether it gives points.
    pub scoring: bool,
    /// Whether the submission talks with a validator.
    pub interactive: bool,
    /// Most points; 1 for a pass-fail problem.
    pub max_score: f64,
    /// Languages that may be used here and are on this host.
    pub languages: Vec<LanguageView>,
    /// Paths of public files, for [`App::attachment`].
    pub attachments: Vec<String>,
    /// Number of the problem's version, from 1.
    pub version: i64,
    /// Users who solved it.
    pub solvers: u64,
    /// Users who submitted.
    pub attempters: u64,
    /// The viewer's mark.
    pub mark: Option<Mark>,
}

/// What importing a package did.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Imported {
    /// The problem.
    pub id: ProblemId,
    /// Its slug.
    pub slug: String,
    /// Number of its current version.
    pub version: i64,
    /// Whether this import made that version; false when nothing had changed.
    pub changed: bool,
}

/// A problem for admins.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AdminProblem {
    /// Short name.
    pub slug: String,
    /// Name.
    pub name: String,
    /// Number of its current version.
    pub version: i64,
    /// When that was imported.
    pub imported_at: Timestamp,
    /// Whether only judges see it.
    pub hidden: bool,
    /// Test cases.
    pub tests: u64,
    /// Submissions, all versions.
    pub submissions: u64,
    /// Users who solved it.
    pub solvers: u64,
}

impl App {
    /// A page of the problems that the viewer may see.
    ///
    /// # Errors
    /// `Internal` alone.
    pub fn problems(&self, viewer: Option<&Viewer>, query: &ProblemQuery) -> Result<ProblemList> {
        let _ = (viewer, query);
        unimplemented!()
    }

    /// A problem's page.
    ///
    /// # Errors
    /// `NotFound`, for hidden ones too unless the viewer is a judge.
    pub fn problem(&self, viewer: Option<&Viewer>, slug: &str) -> Result<ProblemPage> {
        let _ = (viewer, slug);
        unimplemented!()
    }

    /// A public file of a problem.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn attachment(&self, viewer: Option<&Viewer>, slug: &str, path: &str) -> Result<Vec<u8>> {
        let _ = (viewer, slug, path);
        unimplemented!()
    }

    /// Takes a package in; the same content again changes nothing. Works while a server runs.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `Invalid` when a blob can't be read.
    pub fn import(
        &self,
        viewer: &Viewer,
        package: &Package,
        blobs: &dyn Blobs,
    ) -> Result<Imported> {
        let _ = (viewer, package, blobs);
        unimplemented!()
    }

    /// Every problem, hidden ones included, by slug.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge.
    pub fn admin_problems(&self, viewer: &Viewer) -> Result<Vec<AdminProblem>> {
        let _ = viewer;
        unimplemented!()
    }

    /// Hides a problem from users, or shows it.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`.
    pub fn set_problem_hidden(&self, viewer: &Viewer, slug: &str, hidden: bool) -> Result<()> {
        let _ = (viewer, slug, hidden);
        unimplemented!()
    }
}
