//! Charts as SVG, made here, so that they are there without script too. Colours come from the
//! style sheet (`css/charts.css`), by the place of a series.

use std::fmt::Write as _;

use crate::telemetry::Line;

const WIDTH: f64 = 600.0;
const HEIGHT: f64 = 170.0;
const LEFT: f64 = 44.0;
const RIGHT: f64 = 590.0;
const TOP: f64 = 10.0;
const BOTTOM: f64 = 146.0;

/// A line of a chart. Names are words of ours, never what anybody typed.
pub(super) struct Series {
    pub name: &'static str,
    /// Age in seconds and value, the oldest first.
    pub line: Line,
}

/// Lines over the last `span` seconds; `unit` follows the numbers of the axis.
pub(super) fn lines(series: &[Series], span: f64, unit: &str) -> String {
    let values = series.iter().flat_map(|s| s.line.iter().map(|(_, value)| *value));
    let top = ceiling(values.fold(0.0, f64::max));
    let x = |age: f64| RIGHT - (RIGHT - LEFT) * (age / span).clamp(0.0, 1.0);
    let y = |value: f64| BOTTOM - (BOTTOM - TOP) * (value / top).clamp(0.0, 1.0);
    let mut svg = format!(
        "<svg class=\"chart\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">",
        summary(series, unit)
    );
    for share in [0.0, 0.5, 1.0] {
        let (at, value) = (y(top * share), number(top * share));
        let _ = write!(
            svg,
            "<line class=\"grid\" x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text class=\"axis end\" x=\"{:.0}\" y=\"{:.1}\">{value}{unit}</text>",
            LEFT - 6.0,
            at + 4.0,
        );
    }
    for (share, anchor) in [(1.0, "start"), (0.5, "middle"), (0.0, "end")] {
        let minutes = span * share / 60.0;
        let word = if share == 0.0 { "now".into() } else { format!("{minutes:.0} min ago") };
        let _ = write!(
            svg,
            "<text class=\"axis {anchor}\" x=\"{:.1}\" y=\"{HEIGHT}\" dy=\"-6\">{word}</text>",
            x(span * share),
        );
    }
    for (place, one) in series.iter().enumerate() {
        let points: Vec<_> = one
            .line
            .iter()
            .map(|(age, value)| format!("{:.1},{:.1}", x(*age), y(*value)))
            .collect();
        let _ = write!(svg, "<polyline class=\"line s{place}\" points=\"{}\"/>", points.join(" "));
        // A line of one point is none.
        if let [point] = points.as_slice()
            && let Some((cx, cy)) = point.split_once(',')
        {
            let _ =
                write!(svg, "<circle class=\"dot s{place}\" cx=\"{cx}\" cy=\"{cy}\" r=\"2.5\"/>");
        }
    }
    svg.push_str("</svg>");
    svg
}

/// Shares of a whole, side by side, by class of the style sheet.
pub(super) fn shares(parts: &[(&str, f64)]) -> String {
    let total: f64 = parts.iter().map(|(_, value)| value).sum();
    let said = parts.iter().filter(|(_, value)| *value > 0.0);
    let said: Vec<_> = said.map(|(name, value)| format!("{name} {value}")).collect();
    let mut svg = format!(
        "<svg class=\"shares\" viewBox=\"0 0 {WIDTH} 24\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{}\">",
        if said.is_empty() { "nothing yet".into() } else { said.join(", ") },
    );
    let mut from = 0.0;
    for (name, value) in parts {
        let width = if total > 0.0 { value / total * WIDTH } else { 0.0 };
        if width > 0.0 {
            let class = name.to_ascii_lowercase();
            let _ = write!(
                svg,
                "<rect class=\"share v-{class}\" x=\"{from:.1}\" y=\"0\" width=\"{width:.1}\" height=\"24\"/>"
            );
        }
        from += width;
    }
    svg.push_str("</svg>");
    svg
}

/// What the chart shows, in words: how things stand now.
fn summary(series: &[Series], unit: &str) -> String {
    let now = series.iter().map(|one| {
        let last = one.line.last().map_or(0.0, |(_, value)| *value);
        format!("{} {}{unit}", one.name, number(last))
    });
    format!("Now: {}", now.collect::<Vec<_>>().join(", "))
}

/// A round number that is not below `value`: 1, 2 or 5 with zeros, and 1 at least.
fn ceiling(value: f64) -> f64 {
    if !value.is_finite() {
        return 1.0;
    }
    let mut unit = 1.0;
    loop {
        for step in [1.0, 2.0, 5.0] {
            if value <= unit * step {
                return unit * step;
            }
        }
        unit *= 10.0;
    }
}

/// With a decimal where there is something behind the point.
fn number(value: f64) -> String {
    if value.fract() == 0.0 { format!("{value:.0}") } else { format!("{value:.1}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chart_is_round_and_speaks() {
        let line = vec![(3600.0, 0.0), (1800.0, 7.0), (0.0, 3.5)];
        let series = [Series { name: "Practice", line }, Series { name: "Run", line: Vec::new() }];
        let svg = lines(&series, 3600.0, " s");
        assert!(svg.contains("aria-label=\"Now: Practice 3.5 s, Run 0 s\""), "{svg}");
        assert!(svg.contains("points=\"44.0,146.0 317.0,50.8 590.0,98.4\""), "{svg}");
        assert!(svg.contains(">10 s<") && svg.contains(">60 min ago<"), "{svg}");
        assert!(!svg.contains("style="), "the policy of pages forbids it");
    }

    #[test]
    fn axes_end_at_round_numbers() {
        let ends = [0.0, 1.0, 1.1, 4.0, 7.0, 11.0, 99.0, 501.0, f64::INFINITY];
        let tops = [1.0, 1.0, 2.0, 5.0, 10.0, 20.0, 100.0, 1000.0, 1.0];
        assert_eq!(ends.map(ceiling), tops);
    }

    #[test]
    fn shares_fill_the_bar() {
        let svg = shares(&[("AC", 3.0), ("WA", 1.0), ("CE", 0.0)]);
        assert!(svg.contains("v-ac\" x=\"0.0\" y=\"0\" width=\"450.0\""), "{svg}");
        assert!(svg.contains("v-wa\" x=\"450.0\" y=\"0\" width=\"150.0\""), "{svg}");
        assert!(!svg.contains("v-ce"), "{svg}");
        assert!(shares(&[("AC", 0.0)]).contains("nothing yet"));
    }
}
