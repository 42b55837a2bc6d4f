//! Help: verdicts, languages and how they are called, limits.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, render};
use crate::{app::LanguageView, domain::Verdict, web::State};

#[derive(Template)]
#[template(path = "help.html")]
struct HelpPage {
    frame: Frame,
    languages: Vec<LanguageView>,
    source_kib: u64,
    run_seconds: f64,
    run_memory_mib: u64,
}

pub(super) async fn show(frame: Frame, state: web::Data<State>) -> Answer {
    let languages = state.ask(|app| Ok(app.languages())).await?;
    let limits = &state.config.limits;
    render(&HelpPage {
        frame,
        languages,
        source_kib: limits.source_kib,
        run_seconds: limits.run_time_seconds,
        run_memory_mib: limits.run_memory_mib,
    })
}

/// What a verdict means and what to look at.
fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "Every test came out right. Done.",
        Verdict::Partial => {
            "Right on some of the test groups of a problem that gives points. Look at which groups \
             still fail."
        }
        Verdict::WrongAnswer => {
            "The program ended well, but its output is not what was asked for. Try the smallest \
             and the largest inputs the statement allows."
        }
        Verdict::TimeLimit => {
            "The program used more CPU time than the problem allows, or waited without end. Look \
             for an algorithm that takes fewer steps, and read input in large pieces."
        }
        Verdict::MemoryLimit => {
            "All processes of the program together used more memory than allowed. Keep less, or \
             keep it smaller."
        }
        Verdict::OutputLimit => {
            "The program printed far more than any right answer needs; often a loop that prints \
             without end, or debug output."
        }
        Verdict::RuntimeError => {
            "The program crashed, or ended with an exit code other than 0: an index out of range, \
             a division by zero, an exception that nobody caught, a forbidden system call."
        }
        Verdict::CompileError => {
            "The compiler refused the source; its words are shown with the submission. Costs \
             nothing."
        }
        Verdict::JudgeError => {
            "Judging itself failed. Never your fault; costs nothing, and the admins see it."
        }
    }
}
