//! TeX math becomes MathML.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pulldown_latex::{Parser, RenderConfig, Storage, config::DisplayMode, mathml::push_mathml};

use super::sanitise;

/// Longer formulas are refused.
const LONGEST: usize = 10_000;

/// MathML that is safe in a page.
///
/// # Errors
/// What the TeX has that can't be rendered.
pub(super) fn render(tex: &str, display: bool) -> Result<String, String> {
    if tex.len() > LONGEST {
        return Err(format!("a formula of more than {LONGEST} bytes"));
    }
    // The renderer is young and statements come from anywhere: a panic in it is a bad formula.
    catch_unwind(AssertUnwindSafe(|| convert(tex, display)))
        .unwrap_or_else(|_| Err("the formula can't be rendered".into()))
}

fn convert(tex: &str, display: bool) -> Result<String, String> {
    let storage = Storage::new();
    let events: Vec<_> = Parser::new(tex, &storage).collect();
    if let Some(error) = events.iter().find_map(|event| event.as_ref().err()) {
        let text = error.to_string();
        return Err(text.lines().next().unwrap_or("bad TeX").trim().to_owned());
    }
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, ..RenderConfig::default() };
    let mut mathml = String::new();
    push_mathml(&mut mathml, events.into_iter(), config).map_err(|e| e.to_string())?;
    // The renderer's bar is an identifier, and only operators stretch.
    let clean = sanitise::mathml(&mathml);
    Ok(clean.replace("<mi>‾</mi></mover>", "<mo stretchy=\"true\">‾</mo></mover>"))
}
