//! A submission from source to judgement.

use std::{sync::Arc, thread};

use super::{
    Error, Judge, Request, RunRequest, RunResult,
    ahead::Ahead,
    answers,
    case::{Bench, Check, Tested},
    compare::Options,
    convention::Speech,
    grade::{self, Grade},
    grader::Grader,
    layout::Layout,
    packaged::{self, read},
    program::{Allowance, Build, Program, Run},
    score::{self, Part, Points},
    signs::{signs, signs_of},
    usage::Used,
    validator::{OutputValidator, Submitted},
};
use crate::{
    domain::{
        Abuse, Compilation, CompileStatus, GroupResult, Judgement, Language, Progress, TestResult,
        Verdict,
    },
    problem::{GradedGroup, Grading, Package, Validator},
    sandbox::{Input, Usage},
};

/// Judges a submission.
pub(super) fn judge(
    judge: &Judge,
    request: &Request<'_>,
    watch: &mut dyn FnMut(Progress),
) -> Result<Judgement, Error> {
    let package = request.package;
    let checks = parse_options(package)?;
    watch(Progress::Compiling);
    let mut build = compile(judge, request)?;
    build.abuse.extend(signs_of(request.source));
    let skipped = package.cases.iter().map(|case| skipped(&case.name)).collect();
    let Some(program) = build.program else {
        return Ok(finish(package, build.compilation, build.abuse, skipped, Vec::new()));
    };
    watch(Progress::Running { tests: package.cases.len() });
    let check = match &package.validator {
        Validator::Default => Check::Tokens(checks.into()),
        custom => {
            let validators = custom.programs().iter().map(|validator| {
                Ok(OutputValidator {
                    program: packaged::build(judge, package, request.blobs, validator)?,
                    speech: Speech::checker(package.convention),
                    package,
                    submission: Submitted { files: program.sources(), ..Submitted::default() },
                })
            });
            Check::Custom(validators.collect::<Result<_, Error>>()?)
        }
    };
    let static_validator = match &package.static_validator {
        None => None,
        Some(validator) => Some(OutputValidator {
            program: packaged::build(judge, package, request.blobs, validator)?,
            speech: Speech::static_validator(),
            package,
            submission: match request.toolchain {
                Some(toolchain) => program.submitted(code(package, &toolchain.language)),
                // The format has none for answers.
                None => Submitted::default(),
            },
        }),
    };
    let interactor = match &package.interactor {
        None => None,
        Some(interactor) => Some(OutputValidator {
            program: packaged::build(judge, package, request.blobs, &interactor.program)?,
            speech: Speech::interactor(package.convention),
            package,
            submission: Submitted::default(),
        }),
    };
    let bench = Bench {
        package,
        blobs: request.blobs,
        cores: &judge.cores,
        program,
        check,
        static_validator,
        interactor,
    };
    let mut grader = match &package.grading {
        Some(grading) => Some((grading, Grader::build(judge, package, request.blobs, grading)?)),
        None => None,
    };
    let lanes = judge.parallel_tests.min(judge.cores.total()).min(package.cases.len());
    let kit = (lanes > 1).then(|| bench.kit()).flatten();
    let ahead = Ahead::new(package.cases.len(), lanes);
    let (groups, course) = thread::scope(|scope| {
        for _ in 1..lanes {
            let Some(kit) = &kit else { break };
            scope.spawn(|| ahead.help(kit, judge.provider.as_ref()));
        }
        // However this ends, the helpers end too.
        let _end = ahead.ending();
        let ahead = kit.as_ref().map(|_| &ahead);
        let (run_all, abuse) = (request.run_all, build.abuse);
        let mut course =
            Course { bench, ahead, run_all, points_file: None, tests: skipped, abuse, watch };
        let groups = match &mut grader {
            Some((grading, grader)) => course.graded(grading, grader),
            None => course.run(),
        };
        groups.map(|groups| (groups, course))
    })?;
    Ok(finish(package, build.compilation, course.abuse, course.tests, groups))
}

/// Compiles what is to be run once.
pub(super) fn compile_to_run(judge: &Judge, request: &RunRequest<'_>) -> Result<Build, Error> {
    let language = &request.toolchain.language;
    let include = match request.problem {
        Some((package, blobs)) => read(blobs, package.include_of(language))?,
        None => Vec::new(),
    };
    let layout = Layout::new(language, request.source, include);
    let mut build = Program::build(judge, request.toolchain, layout, &request.limits)?;
    build.abuse.extend(signs_of(request.source));
    Ok(build)
}

/// The result of what was compiled and not run.
pub(super) fn only_compiled(compile: Compilation, abuse: Vec<Abuse>) -> RunResult {
    let (stdout, stderr) = (Vec::new(), Vec::new());
    RunResult { compile, end: None, usage: Usage::default(), stdout, stderr, abuse }
}

/// Compiles and runs once.
pub(super) fn run(
    judge: &Judge,
    request: &RunRequest<'_>,
    stdin: Arc<[u8]>,
) -> Result<RunResult, Error> {
    let build = compile_to_run(judge, request)?;
    let mut abuse = build.abuse;
    let Some(mut program) = build.program else {
        return Ok(only_compiled(build.compilation, abuse));
    };
    let hold = judge.cores.one();
    let run = Run::new(Input::Data(stdin), &hold);
    let allowance = Allowance::submission(&request.limits);
    let outcome = program.run(run, allowance)?;
    abuse.extend(signs("run", &outcome, &program.limits(allowance)));
    Ok(RunResult {
        compile: build.compilation,
        end: Some(outcome.end),
        usage: outcome.usage,
        stdout: outcome.stdout,
        stderr: outcome.stderr,
        abuse,
    })
}

/// The options of the default comparison, case by case.
fn parse_options(package: &Package) -> Result<Vec<Options>, Error> {
    if package.validator != Validator::Default {
        return Ok(Vec::new());
    }
    let parse = |case: &crate::problem::Case| {
        if case.static_test {
            return Ok(Options::default());
        }
        Options::parse(&case.validator_args).map_err(|what| Error::Package {
            problem: package.slug.clone(),
            what: format!("case {}: {what}", case.name),
        })
    };
    package.cases.iter().map(parse).collect()
}

/// What the package calls a language: of the codes that mean it, the one that it allows.
fn code<'a>(package: &Package, language: &'a Language) -> &'a str {
    let allows = |code: &&String| package.languages.as_ref().is_some_and(|all| all.contains(code));
    let codes = &language.package_codes;
    codes.iter().find(allows).or(codes.first()).unwrap_or(&language.id)
}

fn compile(judge: &Judge, request: &Request<'_>) -> Result<Build, Error> {
    let package = request.package;
    if package.kind.submit_answer {
        return answers::build(judge, request);
    }
    let Some(toolchain) = request.toolchain else {
        let what = "a program without a language, where a program is wanted".into();
        return Err(Error::Package { problem: package.slug.clone(), what });
    };
    let size: usize = request.source.files.iter().map(|(_, data)| data.len()).sum();
    if size as u64 > package.limits.code_kib << 10 {
        let most = package.limits.code_kib;
        let compilation = Compilation {
            status: CompileStatus::Failed,
            output: format!("the source has {size} bytes; this problem allows {most} KiB"),
            cpu_ms: 0,
            wall_ms: 0,
            memory_kib: 0,
        };
        return Ok(Build { compilation, program: None, abuse: Vec::new() });
    }
    let include = read(request.blobs, package.include_of(&toolchain.language))?;
    let layout = Layout::new(&toolchain.language, request.source, include);
    Program::build(judge, toolchain, layout, &package.limits)
}

fn skipped(name: &str) -> TestResult {
    TestResult {
        name: name.to_owned(),
        verdict: None,
        score: 0.0,
        cpu_ms: 0,
        wall_ms: 0,
        memory_kib: 0,
        message: String::new(),
        judge_message: String::new(),
    }
}

/// The way of a submission through groups and cases.
struct Course<'a> {
    bench: Bench<'a>,
    /// Where tests are run ahead.
    ahead: Option<&'a Ahead>,
    run_all: bool,
    /// How the validator gives points, once it did: by one kind of file alone.
    points_file: Option<&'static str>,
    tests: Vec<TestResult>,
    abuse: Vec<Abuse>,
    watch: &'a mut dyn FnMut(Progress),
}

impl Course<'_> {
    /// Runs what matters; gives the groups as scored.
    fn run(&mut self) -> Result<Vec<GroupResult>, Error> {
        let package = self.bench.package;
        for index in 0..package.groups.len() {
            if self.is_needed(index)? {
                self.run_group(index)?;
            }
        }
        let parts = self.groups()?;
        Ok(score::results(package, &self.tests, &parts))
    }

    /// Runs what the legacy format's groups ask for, each graded when it is through.
    fn graded(
        &mut self,
        grading: &Grading,
        grader: &mut Grader,
    ) -> Result<Vec<GroupResult>, Error> {
        let mut results = Vec::new();
        let run_all = self.run_all;
        let mut test = |index: usize, group: &GradedGroup| {
            self.test(index, |accepted, points| {
                grade::case_score(group, grading.score_file, accepted, points)
            })
        };
        let mut asked = |group: &GradedGroup, grades: &[Grade]| grader.ask(group, grades);
        grade::walk(&grading.root, run_all, &mut test, &mut asked, &mut results)?;
        if !self.bench.package.kind.scoring {
            results.iter_mut().for_each(|result: &mut GroupResult| result.score = 0.0);
        }
        Ok(results)
    }

    /// Runs a case and keeps its result, with the score that `score` makes of acceptance and
    /// points.
    fn test(
        &mut self,
        at: usize,
        score: impl FnOnce(bool, Points) -> Result<f64, String>,
    ) -> Result<TestResult, Error> {
        let Tested { mut result, points, abuse } = match self.ahead {
            Some(ahead) => ahead.test(at, &mut self.bench)?,
            None => self.bench.test(at, None)?,
        };
        self.abuse.extend(abuse);
        let package = self.bench.package;
        if let Some(file) = points.file().filter(|_| package.kind.scoring)
            && !package.cases[at].is_sample()
            && *self.points_file.get_or_insert(file) != file
        {
            let what = "score.txt for one case and score_multiplier.txt for another";
            return Err(self.broken(format!("case {}: {what}", result.name)));
        }
        let accepted = matches!(result.verdict, Some(Verdict::Accepted | Verdict::Partial));
        result.score = score(accepted, points)
            .map_err(|what| self.broken(format!("case {}: {what}", result.name)))?;
        self.tests[at] = result.clone();
        (self.watch)(Progress::Test { index: at, result: result.clone() });
        Ok(result)
    }

    fn groups(&self) -> Result<Vec<Part>, Error> {
        score::groups(self.bench.package, &self.tests).map_err(|what| self.broken(what))
    }

    fn broken(&self, what: String) -> Error {
        Error::Package { problem: self.bench.package.slug.clone(), what }
    }

    /// Whether a group may run, and can still change anything.
    fn is_needed(&self, index: usize) -> Result<bool, Error> {
        let package = self.bench.package;
        let passed = |name: &String| {
            let required = package.groups.iter().position(|group| group.name == *name);
            required.is_none_or(|at| self.has_passed(at))
        };
        // What all of `secret` requires, each group within it does.
        let whole = score::secret(package).filter(|secret| *secret < index);
        let requiring = whole.into_iter().chain([index]);
        if !requiring.flat_map(|at| &package.groups[at].require_pass).all(passed) {
            return Ok(false);
        }
        if self.run_all {
            return Ok(true);
        }
        if !package.kind.scoring {
            return Ok(!self.has_failed(0..index));
        }
        let Some(secret) = whole else { return Ok(true) };
        let before = self.groups()?;
        Ok(!before[secret + 1..index]
            .iter()
            .any(|part| score::is_lost(&package.groups[secret], *part)))
    }

    /// Whether every case of a group, or of the groups within `secret`, was accepted.
    fn has_passed(&self, index: usize) -> bool {
        let name = &self.bench.package.groups[index].name;
        let within = format!("{name}/");
        let mut tests = self.tests.iter().filter(|test| test.name.starts_with(&within));
        tests.all(|test| test.verdict == Some(Verdict::Accepted))
    }

    /// Whether a case of these groups ran and failed.
    fn has_failed(&self, groups: std::ops::Range<usize>) -> bool {
        let cases = self.bench.package.cases.iter().zip(&self.tests);
        cases
            .filter(|(case, _)| groups.contains(&case.group))
            .any(|(_, test)| test.verdict.is_some_and(|verdict| verdict != Verdict::Accepted))
    }

    fn run_group(&mut self, index: usize) -> Result<(), Error> {
        let package = self.bench.package;
        let group = &package.groups[index];
        let is_secret = group.name.starts_with("secret");
        let cases: Vec<_> =
            (0..package.cases.len()).filter(|at| package.cases[*at].group == index).collect();
        for at in &cases {
            let most = score::case_max(group, cases.len(), package.cases[*at].points);
            let result =
                self.test(*at, |accepted, points| match package.kind.scoring && is_secret {
                    true => score::case_score(group, most, accepted, points),
                    false => Ok(0.0),
                })?;
            let part = Part::from(&result);
            let accepted = part.accepted;
            let is_lost = if package.kind.scoring {
                is_secret && score::is_lost(group, part)
            } else {
                !accepted
            };
            if is_lost && !self.run_all {
                break;
            }
        }
        Ok(())
    }
}

/// Makes the judgement of everything known; without groups nothing ran.
fn finish(
    package: &Package,
    compile: Compilation,
    abuse: Vec<Abuse>,
    tests: Vec<TestResult>,
    mut groups: Vec<GroupResult>,
) -> Judgement {
    let parts = package.parts();
    for group in &mut groups {
        group.part = parts.contains(&group.name.as_str());
    }
    let used = tests.iter().fold(Used::default(), |used, test| {
        used.max(Used { cpu_ms: test.cpu_ms, wall_ms: test.wall_ms, memory_kib: test.memory_kib })
    });
    let most = package.max_score();
    let name = if package.grading.is_some() { "" } else { "secret" };
    let whole = groups.iter().find(|group| group.name == name);
    let (verdict, score) = match whole {
        _ if compile.status == CompileStatus::Failed => (Verdict::CompileError, 0.0),
        Some(whole) if package.kind.scoring => (scored(&tests, whole, most), whole.score),
        Some(whole) if package.grading.is_some() => {
            let verdict = whole.verdict.unwrap_or(Verdict::Accepted);
            (verdict, if verdict == Verdict::Accepted { 1.0 } else { 0.0 })
        }
        _ => match first_failure(&tests, "") {
            Some(verdict) => (verdict, 0.0),
            None => (Verdict::Accepted, 1.0),
        },
    };
    // Points without a bound have no other measure than themselves.
    let max_score = if package.kind.scoring { most.unwrap_or(score) } else { 1.0 };
    Judgement {
        verdict,
        score,
        max_score,
        cpu_ms: used.cpu_ms,
        wall_ms: used.wall_ms,
        memory_kib: used.memory_kib,
        compile,
        tests,
        groups,
        abuse,
    }
}

/// The verdict of a scoring problem: all points, some, or why none.
fn scored(tests: &[TestResult], whole: &GroupResult, max_score: Option<f64>) -> Verdict {
    let accepted = whole.verdict == Some(Verdict::Accepted);
    if whole.score <= 0.0 && !(accepted && max_score == Some(0.0)) {
        let graded = whole.verdict.filter(|_| whole.name.is_empty() && !accepted);
        return graded
            .or_else(|| first_failure(tests, "secret"))
            .or_else(|| first_failure(tests, ""))
            .unwrap_or(Verdict::WrongAnswer);
    }
    match max_score {
        Some(max) if score::is_full(whole.score, max) => Verdict::Accepted,
        None if accepted => Verdict::Accepted,
        _ => Verdict::Partial,
    }
}

fn first_failure(tests: &[TestResult], prefix: &str) -> Option<Verdict> {
    let within = tests.iter().filter(|test| test.name.starts_with(prefix));
    within.filter_map(|test| test.verdict).find(|verdict| *verdict != Verdict::Accepted)
}
