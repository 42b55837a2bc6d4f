//! A package's own grader, a program of the legacy format.

use super::{
    Error, Judge,
    cores::Cores,
    end::judge_end,
    grade::Grade,
    packaged,
    program::{Allowance, Program, Run},
};
use crate::{
    domain::{Blobs, Verdict},
    problem::{GradedGroup, Grading, Package},
    sandbox::Input,
};

/// The grader, compiled once for a judgement; none where every group has the default one.
pub(super) struct Grader<'a> {
    program: Option<Program>,
    cores: &'a Cores,
    package: &'a Package,
}

impl<'a> Grader<'a> {
    /// Compiles it if the package has one.
    ///
    /// # Errors
    /// When it does not compile, or this host lacks its language or a sandbox.
    pub fn build(
        judge: &'a Judge,
        package: &'a Package,
        blobs: &dyn Blobs,
        grading: &Grading,
    ) -> Result<Self, Error> {
        let build = |program| packaged::build(judge, package, blobs, program);
        let program = grading.grader.as_ref().map(build).transpose()?;
        Ok(Self { program, cores: &judge.cores, package })
    }

    /// Asks it about a group: a line `VERDICT SCORE` a child goes in, one such line comes out.
    ///
    /// # Errors
    /// When it broke, or broke the format's rules.
    pub fn ask(&mut self, group: &GradedGroup, grades: &[Grade]) -> Result<Grade, Error> {
        let fail = |what: String| Error::Package {
            problem: self.package.slug.clone(),
            what: format!("grader, group `{}`: {what}", group.name),
        };
        let Some(program) = &mut self.program else {
            return Err(fail("the package has none".into()));
        };
        let line = |grade: &Grade| format!("{} {}\n", word(grade.verdict), grade.score);
        let text: String = grades.iter().map(line).collect();
        let hold = self.cores.one();
        let mut run = Run::new(Input::Data(text.into_bytes().into()), &hold);
        run.args.clone_from(&group.flags);
        let allowance = Allowance::validator(&self.package.limits);
        let limits = program.limits(allowance);
        let outcome = program.run(run, allowance)?;
        if let Err(failure) = judge_end(&outcome, &limits, program.memory_messages()) {
            let said = String::from_utf8_lossy(&outcome.stderr);
            let said: String = said.trim().chars().take(1000).collect();
            return Err(fail(format!("{}, where 0 is wanted: {said}", failure.message)));
        }
        let said = String::from_utf8_lossy(&outcome.stdout);
        parse(&said).ok_or_else(|| {
            let said: String = said.chars().take(200).collect();
            fail(format!("says `{}`, where `VERDICT SCORE` is wanted", said.trim()))
        })
    }
}

/// A verdict in the format's words.
fn word(verdict: Verdict) -> &'static str {
    match verdict {
        // The format knows no other ways of failing.
        Verdict::MemoryLimit => "RTE",
        Verdict::OutputLimit => "WA",
        other => other.code(),
    }
}

fn parse(said: &str) -> Option<Grade> {
    let words: Vec<_> = said.split_whitespace().collect();
    let [verdict, score] = words.as_slice() else { return None };
    let verdict = Verdict::from_code(verdict)?;
    let known = !matches!(verdict, Verdict::Partial | Verdict::CompileError | Verdict::JudgeError);
    let score = score.parse::<f64>().ok().filter(|score| score.is_finite())?;
    known.then_some(Grade { verdict, score })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_is_understood() {
        let grade = Grade { verdict: Verdict::Accepted, score: 37.5 };
        assert_eq!(parse("AC 37.5\n"), Some(grade));
        assert_eq!(parse("AC  3.75e1"), Some(grade));
        for said in ["", "AC", "AC x", "JE 0", "PAC 1", "AC 1 2", "AC 1\nWA 0\n", "OK 1", "AC inf"]
        {
            assert_eq!(parse(said), None, "{said}");
        }
    }
}
