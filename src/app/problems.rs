//! Problems: list, page, what admins see.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    App, Difficulty, Error, LanguageView, Result, Viewer, editorials::sees_editorial, languages,
    paging::Page,
};
use crate::{
    domain::{BestBy, Digest, Feedback, Locale, ProblemSort, Role, UserId},
    judge::Answers,
    problem::{Package, Sample},
    store::{Problem, ProblemFilter},
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
    /// Only problems that the viewer tried and has not solved.
    pub tried: Option<bool>,
    /// The order; by name when missing.
    #[param(inline)]
    pub sort: Option<ProblemSort>,
    /// Page, from 1.
    pub page: Option<u32>,
    /// Problems a page, 1–200; 50 when missing.
    pub per_page: Option<u32>,
}

/// A page of the problem list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProblemList {
    /// The problems.
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
    /// How hard it has turned out to be; `None` while few have tried it.
    pub difficulty: Option<Difficulty>,
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
    /// In place of both, what judge and program say to each other: lines that begin with `<` are
    /// the judge's, with `>` the program's, `---` lies between two runs.
    pub interaction: Option<String>,
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
    /// Language tag of the statement and the name, `en`.
    pub lang: String,
    /// Language tags of all statements.
    pub statement_languages: Vec<String>,
    /// Whether it is explained how the problem is solved, for those who have solved it.
    pub has_editorial: bool,
    /// Whether the viewer may read that.
    pub sees_editorial: bool,
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
    /// Whether the best result of each test group counts, or the best submission.
    pub best_by: BestBy,
    /// Whether the submission talks with a validator.
    pub interactive: bool,
    /// Names that the files of a submission to an output-only problem may have, one a test;
    /// empty where a program is wanted.
    pub answers: Vec<String>,
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
    /// Whether an admin hid it: only judges see it.
    pub hidden: bool,
    /// Whether it was uploaded: the server's directory of problems is not taken over it.
    pub uploaded: bool,
    /// What contestants are told of a judgement.
    pub feedback: Feedback,
    /// Which of a contestant's submissions count.
    pub best_by: BestBy,
    /// The end of an embargo that is still on: only judges see it until then.
    pub embargo: Option<Timestamp>,
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
        let page = Page::new(query.page, query.per_page);
        let hidden = viewer.is_some_and(Viewer::is_judge);
        let (problems, total) = self.core.store.problems(&ProblemFilter {
            words: query
                .search
                .iter()
                .flat_map(|s| s.split_whitespace())
                .map(str::to_owned)
                .collect(),
            tag: query.tag.clone().filter(|tag| !tag.is_empty()),
            solved: query.solved.filter(|_| viewer.is_some()),
            tried: query.tried.unwrap_or_default() && viewer.is_some(),
            sort: query.sort.unwrap_or_default(),
            hidden,
            viewer: id_of(viewer),
            offset: page.offset(),
            limit: page.size.into(),
        })?;
        let tags = self.core.store.tags(hidden)?;
        Ok(ProblemList {
            problems: problems.into_iter().map(ProblemRow::from).collect(),
            tags: tags.into_iter().map(|(tag, problems)| TagView { tag, problems }).collect(),
            total,
            page: page.number,
            pages: page.count(total),
        })
    }

    /// A problem's page, with its statement in the language `tag` if it is given and there is one,
    /// else in that of `locale`.
    ///
    /// # Errors
    /// `NotFound`, for hidden ones too unless the viewer is a judge.
    pub fn problem(
        &self,
        viewer: Option<&Viewer>,
        slug: &str,
        tag: Option<&str>,
        locale: Locale,
    ) -> Result<ProblemPage> {
        let problem = self.find_problem(viewer, slug)?;
        let package = self.core.package(problem.version)?;
        let samples = package.samples.iter().map(SampleView::from);
        let all = &package.statements;
        let asked = tag.and_then(|tag| all.iter().find(|statement| statement.lang == tag));
        let statement = asked.or_else(|| in_language(all, |one| &one.lang, locale));
        let lang = statement.map_or(Locale::English.tag(), |statement| &statement.lang);
        Ok(ProblemPage {
            statement_html: statement.map(|s| s.html.clone()).unwrap_or_default(),
            lang: lang.to_owned(),
            statement_languages: all.iter().map(|statement| statement.lang.clone()).collect(),
            has_editorial: !package.editorials.is_empty(),
            sees_editorial: !package.editorials.is_empty() && sees_editorial(viewer, &problem),
            samples: samples.collect(),
            limits: LimitsView {
                time_seconds: package.limits.time_seconds,
                memory_mib: package.limits.memory_mib,
                output_mib: package.limits.output_mib,
                code_kib: package.limits.code_kib.min(self.core.settings.source_kib),
            },
            authors: package.authors.clone(),
            source: package.source.clone(),
            license: package.license.clone(),
            best_by: problem.best_by,
            interactive: package.kind.interactive,
            answers: match package.kind.submit_answer {
                true => Answers::wanted(&package).collect(),
                false => Vec::new(),
            },
            languages: self.languages_of(&package)?,
            attachments: package.attachments.iter().map(|file| file.path.clone()).collect(),
            mark: mark(&problem),
            slug: problem.slug,
            name: package.name.get(lang).cloned().unwrap_or(problem.name),
            tags: problem.tags,
            scoring: problem.scoring,
            max_score: problem.max_score,
            version: problem.number,
            solvers: problem.solvers,
            attempters: problem.attempters,
        })
    }

    /// A public file of a problem.
    ///
    /// # Errors
    /// `NotFound`.
    pub fn attachment(&self, viewer: Option<&Viewer>, slug: &str, path: &str) -> Result<Vec<u8>> {
        let problem = self.find_problem(viewer, slug)?;
        let package = self.core.package(problem.version)?;
        let file = package.attachments.iter().find(|file| file.path == path);
        let file = file.ok_or_else(|| Error::NotFound(format!("attachment {path}")))?;
        Ok(self.read_blob(&file.blob.digest)?.to_vec())
    }

    /// Every problem, hidden ones included, by slug.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is a judge.
    pub fn admin_problems(&self, viewer: &Viewer) -> Result<Vec<AdminProblem>> {
        viewer.must_be(Role::Judge)?;
        let all =
            ProblemFilter { hidden: true, limit: u32::MAX.into(), ..ProblemFilter::default() };
        let (mut problems, _) = self.core.store.problems(&all)?;
        problems.sort_by(|a, b| a.slug.cmp(&b.slug));
        Ok(problems.into_iter().map(AdminProblem::from).collect())
    }

    /// Hides a problem from users, or shows it.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`.
    pub fn set_problem_hidden(&self, viewer: &Viewer, slug: &str, hidden: bool) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        if self.core.store.set_hidden(slug, hidden, &viewer.name)? {
            tracing::info!(by = viewer.name, problem = slug, hidden, "a problem was changed");
            return Ok(());
        }
        Err(Error::NotFound(format!("problem {slug}")))
    }

    /// Sets what contestants are told of a judgement, and which of their submissions count.
    ///
    /// # Errors
    /// `Forbidden` unless the viewer is an admin; `NotFound`.
    pub fn set_problem_judging(
        &self,
        viewer: &Viewer,
        slug: &str,
        feedback: Feedback,
        best_by: BestBy,
    ) -> Result<()> {
        viewer.must_be(Role::Admin)?;
        let change = || self.core.store.set_judging(slug, feedback, best_by, &viewer.name);
        if !self.core.ranking_whole(change)? {
            return Err(Error::NotFound(format!("problem {slug}")));
        }
        let (feedback, best_by) = (feedback.word(), best_by.word());
        tracing::info!(
            by = viewer.name,
            problem = slug,
            feedback,
            best_by,
            "a problem was changed"
        );
        Ok(())
    }

    /// A problem that the viewer may see.
    pub(super) fn find_problem(&self, viewer: Option<&Viewer>, slug: &str) -> Result<Problem> {
        let problem = self.core.store.problem(slug, id_of(viewer))?;
        let judge = viewer.is_some_and(Viewer::is_judge);
        problem
            .filter(|problem| judge || problem.shown)
            .ok_or_else(|| Error::NotFound(format!("problem {slug}")))
    }

    /// The languages of a problem, with its own templates where it has some.
    fn languages_of(&self, package: &Package) -> Result<Vec<LanguageView>> {
        let mut views = languages::views(&self.core.toolchains, Some(package));
        for view in &mut views {
            let codes = languages::codes(&self.core.toolchains, &view.id);
            let files = codes.iter().find_map(|code| package.templates.get(*code));
            if let Some(file) = files.or(package.templates.get("default")).and_then(|f| f.first()) {
                let bytes = self.read_blob(&file.blob.digest)?;
                view.template = String::from_utf8_lossy(&bytes).into_owned();
            }
        }
        Ok(views)
    }

    pub(super) fn read_blob(&self, digest: &Digest) -> Result<Arc<[u8]>> {
        self.core.read_blob(digest)
    }
}

impl Mark {
    /// The mark of somebody with a result.
    pub(super) fn new(solved: bool, score: f64) -> Self {
        match (solved, score > 0.0) {
            (true, _) => Self::Solved,
            (false, true) => Self::Partial,
            (false, false) => Self::Tried,
        }
    }
}

fn mark(problem: &Problem) -> Option<Mark> {
    problem.best.map(|score| Mark::new(problem.solved_at.is_some(), score))
}

fn id_of(viewer: Option<&Viewer>) -> UserId {
    viewer.map(|viewer| viewer.id).unwrap_or_default()
}

/// The one in a language, whatever its region, else the English one, else the first.
pub(super) fn in_language<T>(all: &[T], tag: impl Fn(&T) -> &str, locale: Locale) -> Option<&T> {
    let of = |locale| all.iter().find(|one| Locale::from_tag(tag(one)) == Some(locale));
    of(locale).or_else(|| of(Locale::English)).or(all.first())
}

impl From<&Sample> for SampleView {
    fn from(sample: &Sample) -> Self {
        Self {
            name: sample.name.clone(),
            input: sample.input.clone(),
            output: sample.output.clone(),
            interaction: sample.interaction.clone(),
        }
    }
}

impl From<Problem> for ProblemRow {
    fn from(problem: Problem) -> Self {
        Self {
            difficulty: Difficulty::of(problem.solvers, problem.attempters),
            mark: mark(&problem),
            slug: problem.slug,
            name: problem.name,
            tags: problem.tags,
            scoring: problem.scoring,
            max_score: problem.max_score,
            solvers: problem.solvers,
            attempters: problem.attempters,
        }
    }
}

impl From<Problem> for AdminProblem {
    fn from(problem: Problem) -> Self {
        Self {
            hidden: problem.hidden,
            uploaded: problem.uploaded,
            feedback: problem.feedback,
            best_by: problem.best_by,
            embargo: problem.embargo.filter(|until| *until > Timestamp::now()),
            slug: problem.slug,
            name: problem.name,
            version: problem.number,
            imported_at: problem.imported_at,
            tests: problem.tests,
            submissions: problem.submissions,
            solvers: problem.solvers,
        }
    }
}
