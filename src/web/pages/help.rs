//! Help: verdicts, languages and how they are called, limits.

use actix_web::web;
use askama::Template;

use super::{Answer, Frame, filters, render};
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
    render(
        frame.words,
        &HelpPage {
            frame,
            languages,
            source_kib: limits.source_kib,
            run_seconds: limits.run_time_seconds,
            run_memory_mib: limits.run_memory_mib,
        },
    )
}

/// What a verdict means and what to look at.
const fn meaning(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Accepted => "meaning-accepted",
        Verdict::Partial => "meaning-partial",
        Verdict::WrongAnswer => "meaning-wrong-answer",
        Verdict::TimeLimit => "meaning-time-limit",
        Verdict::MemoryLimit => "meaning-memory-limit",
        Verdict::OutputLimit => "meaning-output-limit",
        Verdict::RuntimeError => "meaning-runtime-error",
        Verdict::CompileError => "meaning-compile-error",
        Verdict::JudgeError => "meaning-judge-error",
    }
}
