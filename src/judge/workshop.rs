//! A package's generators and its main solution, run while the package is imported.

use std::{
    borrow::Borrow,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    Error, Judge,
    case::{Bench, Check},
    convention::Speech,
    end::judge_end,
    packaged,
    program::{Allowance, Program, Run},
    validator::{OutputValidator, Question, Submitted},
};
use crate::{
    domain::{BlobRef, Blobs, Digest},
    problem::{self, Case, Package},
    sandbox::Input,
};

/// Where a generator runs that writes files.
const FILES: &str = "/tmp/files";
/// Most that a generator may print, MiB.
const GENERATED_MIB: u64 = 256;

/// Runs the programs of packages; each is compiled once. The judge is asked for when the first
/// program has to be run: most packages bring all their data.
pub struct Workshop<F, J> {
    open: F,
    generators: HashMap<Vec<Digest>, Program>,
    solution: Option<Solution>,
    /// Dropped last: where sandboxes come from waits for those that are out.
    judge: Option<J>,
}

/// The main solution, ready, and the interactor that it talks to.
struct Solution {
    files: Vec<Digest>,
    program: Program,
    interactor: Option<Program>,
}

impl<F: FnMut() -> Result<J, String>, J: Borrow<Judge>> Workshop<F, J> {
    /// A workshop with the judge that `open` gives.
    pub fn new(open: F) -> Self {
        Self { open, judge: None, generators: HashMap::new(), solution: None }
    }

    fn judge(&mut self) -> Result<&Judge, String> {
        match &mut self.judge {
            Some(judge) => Ok((*judge).borrow()),
            none => Ok((*none.insert((self.open)()?)).borrow()),
        }
    }

    fn build(
        &mut self,
        package: &Package,
        blobs: &dyn Blobs,
        program: &problem::Program,
    ) -> Result<Program, String> {
        packaged::build(self.judge()?, package, blobs, program).map_err(|error| what(&error))
    }
}

impl<F, J> problem::Workshop for Workshop<F, J>
where
    F: FnMut() -> Result<J, String>,
    J: Borrow<Judge>,
{
    fn generate(
        &mut self,
        package: &Package,
        blobs: &dyn Blobs,
        program: &problem::Program,
        args: &[String],
        file: Option<&str>,
    ) -> Result<Vec<u8>, String> {
        let key = digests(program);
        let mut generator = match self.generators.remove(&key) {
            Some(generator) => generator,
            None => self.build(package, blobs, program)?,
        };
        let hold = self.judge()?.cores.one();
        let mut run = Run::new(Input::Empty, &hold);
        run.args = args.to_vec();
        if file.is_some() {
            run.cwd = FILES.into();
            run.collect = Some(FILES.into());
        }
        let allowance =
            Allowance { output_mib: GENERATED_MIB, ..Allowance::validator(&package.limits) };
        let limits = generator.limits(allowance);
        let outcome = generator.run(run, allowance).map_err(|error| what(&error))?;
        let made = match judge_end(&outcome, &limits, generator.memory_messages()) {
            Err(failure) => {
                let said = String::from_utf8_lossy(&outcome.stderr);
                let said: String = said.trim().chars().take(500).collect();
                Err(format!("{} {}: {} {said}", program.name, args.join(" "), failure.message))
            }
            Ok(()) => match file {
                None => Ok(outcome.stdout),
                Some(file) => outcome
                    .files
                    .get(file)
                    .cloned()
                    .ok_or_else(|| format!("{} wrote no file `{file}`", program.name)),
            },
        };
        drop(hold);
        self.generators.insert(key, generator);
        made
    }

    fn answer(
        &mut self,
        package: &Package,
        blobs: &dyn Blobs,
        solution: &problem::Program,
        input: Arc<[u8]>,
    ) -> Result<Vec<u8>, String> {
        let files = digests(solution);
        let ready = match self.solution.take().filter(|ready| ready.files == files) {
            Some(ready) => ready,
            None => {
                let interactor = package.interactor.as_ref();
                let interactor = interactor.map(|i| self.build(package, blobs, &i.program));
                let program = self.build(package, blobs, &with_graders(package, solution))?;
                Solution { files, program, interactor: interactor.transpose()? }
            }
        };
        let validator = |program| OutputValidator {
            program,
            speech: Speech::interactor(package.convention),
            package,
            submission: Submitted::default(),
        };
        let mut bench = Bench {
            package,
            blobs,
            cores: &self.judge()?.cores,
            program: ready.program,
            check: Check::Tokens(Arc::default()),
            static_validator: None,
            interactor: ready.interactor.map(validator),
        };
        let case = nameless();
        let answer: Arc<[u8]> = Arc::default();
        let question = Question { case: &case, input, answer, feedback: BTreeMap::new() };
        let made = bench.answer(&question).map_err(|error| what(&error))?;
        let Bench { program, interactor, .. } = bench;
        let interactor = interactor.map(|interactor| interactor.program);
        self.solution = Some(Solution { files: ready.files, program, interactor });
        match made {
            Ok(answer) => Ok(answer.to_vec()),
            Err(failure) => {
                Err(format!("the main solution {} fails: {}", solution.name, failure.message))
            }
        }
    }
}

/// A solution with the files that the package compiles with solutions of its language.
fn with_graders(package: &Package, solution: &problem::Program) -> problem::Program {
    let mut solution = solution.clone();
    let language = solution.language.as_deref().unwrap_or_default();
    if let Some(files) = package.include.get(language).or_else(|| package.include.get("default")) {
        let name = solution.files.first().map(|file| file.path.clone());
        solution.entrypoint = solution.entrypoint.or(name);
        solution.files.extend(files.iter().cloned());
    }
    solution
}

fn digests(program: &problem::Program) -> Vec<Digest> {
    program.files.iter().map(|file| file.blob.digest.clone()).collect()
}

/// What went wrong, without the package's name, which whoever imports it knows.
fn what(error: &Error) -> String {
    match error {
        Error::Package { what, .. } => what.clone(),
        other => other.to_string(),
    }
}

/// A case that is not one of the package yet.
fn nameless() -> Case {
    let nothing = BlobRef { digest: Digest(String::new()), size: 0 };
    Case {
        name: "a test without an answer".to_owned(),
        group: 0,
        static_test: false,
        input: nothing.clone(),
        answer: nothing,
        args: Vec::new(),
        validator_args: Vec::new(),
        input_validator_args: BTreeMap::new(),
        files: Vec::new(),
        points: None,
        full_feedback: false,
        hint: None,
    }
}
