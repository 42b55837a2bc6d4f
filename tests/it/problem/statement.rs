//! Statements: what is rendered, and what must not get through.

use proptest::prelude::*;

use super::fixture::Fixture;

const FILE: &str = "statement/problem.en.md";
const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0h9\"/></svg>\n";

fn html(markdown: &str) -> String {
    Fixture::minimal().with(FILE, format!("{markdown}\n")).html()
}

fn errors(markdown: &str) -> String {
    Fixture::minimal().with(FILE, format!("{markdown}\n")).errors()
}

#[test]
fn math_becomes_mathml() {
    let html = html("Let $a < b_i^2$ and\n\n$$\\sum_{i=1}^n \\frac{1}{i}$$");
    assert!(
        html.contains(
            "<math display=\"inline\"><mi>a</mi><mo>&lt;</mo><msubsup><mi>b</mi><mi>i</mi><mn>2</mn></msubsup></math>"
        ),
        "{html}"
    );
    assert!(html.contains("<math display=\"block\"><munderover><mo"), "{html}");
    assert!(html.contains("<mfrac>"), "{html}");
    assert!(!html.contains('$'), "{html}");
}

#[test]
fn what_tex_can_not_say_is_shown_and_told() {
    let fixture = Fixture::minimal().with(FILE, "a\n\nb $\\nosuch{x}$\n");
    assert!(fixture.html().contains("<code>\\nosuch{x}</code>"));
    let warnings = fixture.warnings();
    assert!(warnings.starts_with("statement/problem.en.md:3: math `\\nosuch{x}`"), "{warnings}");
}

#[test]
fn tables_footnotes_and_headings() {
    let html = html("# Input\n\n|a|b|\n|:-|-:|\n|1|$2$|\n\nSee[^n] ~~x~~.\n\n[^n]: The note.");
    assert!(html.contains("<h2>Input</h2>"), "{html}");
    assert!(html.contains("<th align=\"left\">a</th><th align=\"right\">b</th>"), "{html}");
    assert!(html.contains("<td align=\"right\"><math"), "{html}");
    assert!(html.contains("href=\"#statement-n\""), "{html}");
    assert!(html.contains("<div class=\"footnote-definition\" id=\"statement-n\">"), "{html}");
    assert!(html.contains("<del>x</del>"), "{html}");
}

#[test]
fn samples_have_their_places() {
    let two =
        || Fixture::minimal().with("data/sample/2.in", "1 1\n").with("data/sample/2.ans", "2\n");
    let slot = |n: u32| format!("<div class=\"sample-slot\" data-sample=\"{n}\"></div>");
    let html = two().with(FILE, "a\n\n{{nextsample}}\n\nb\n\n`{{nextsample}}`\n").html();
    assert!(html.contains(&format!("<p>a</p>\n{}\n<p>b</p>", slot(0))), "{html}");
    assert!(html.contains("<code>{{nextsample}}</code>"), "{html}");
    let html = two().with(FILE, "{{remainingsamples}}\n{{remainingsamples}}\n").html();
    assert!(html.contains(&format!("{}{}", slot(0), slot(1))), "{html}");
    let errors = Fixture::minimal().with(FILE, "{{nextsample}}\n\n{{nextsample}}\n").errors();
    assert_eq!(errors, "statement/problem.en.md:3: `{{nextsample}}`: no sample is left\n");
}

#[test]
fn constants_are_replaced_and_unknown_ones_told() {
    let fixture = Fixture::minimal()
        .adding("problem.yaml", "constants: {n: {value: 5000, tex: '5\\,000'}}\n")
        .with(FILE, "{{n}} ${{n.tex}}$ {{m}}\n");
    let html = fixture.html();
    assert!(html.starts_with("<p>5000 <math display=\"inline\"><mn>5</mn><mspace"), "{html}");
    assert!(html.contains("{{m}}"), "{html}");
    assert_eq!(fixture.warnings(), "statement/problem.en.md:1: there is no constant `m`\n");
}

#[test]
fn images_travel_in_the_page() {
    let fixture = Fixture::minimal().with("statement/pictures/a.svg", SVG).with(
        FILE,
        "![alt $x$](pictures/a.svg)\n\n<img src=\"./pictures/a.svg\" onerror=\"x()\">\n",
    );
    let html = fixture.html();
    assert_eq!(html.matches("src=\"data:image/svg+xml;base64,").count(), 2, "{html}");
    assert!(html.contains("alt=\"alt x\""), "math in an attribute stays text: {html}");
    assert!(!html.contains("onerror"), "{html}");
    for address in
        ["https://example.org/a.png", "data:image/png;base64,AAAA", "nosuch.png", "//x/y.png"]
    {
        let errors = errors(&format!("a\n\n![x]({address})"));
        assert!(
            errors.starts_with(&format!("{FILE}:3: `{address}`: an image must be")),
            "{errors}"
        );
    }
}

#[test]
fn svg_must_only_draw() {
    for content in [
        "<svg><script>x()</script></svg>",
        "<svg onload=\"x()\"/>",
        "<svg><a href=\"javascript:x()\"/></svg>",
        "<svg><image href=\"https://example.org/a.png\"/></svg>",
        "<svg><style>@import 'x'</style></svg>",
        "<svg><rect fill=\"url(//example.org/a)\"/></svg>",
        "<svg><foreignObject/></svg>",
        "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
    ] {
        let fixture = Fixture::minimal()
            .with("statement/a.svg", format!("{content}\n"))
            .with(FILE, "![x](a.svg)\n");
        let errors = fixture.errors();
        assert!(errors.starts_with("statement/a.svg: an SVG must not "), "{content}: {errors}");
    }
}

#[test]
fn scripts_do_not_get_through_markdown() {
    for attack in [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x></SCRIPT>",
        "<b onclick=alert(1)>x</b>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>",
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "<math href=\"javascript:alert(1)\">x</math>",
        "<iframe src=\"https://example.org\"></iframe>",
        "<form action=\"/x\"><input name=csrf><button>x</button></form>",
        "<style>*{display:none}</style>",
        "<p style=\"position:fixed\">x</p>",
        "<base href=\"https://example.org/\"><meta http-equiv=refresh content=0>",
        "<object data=x></object><embed src=x><link rel=stylesheet href=x>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<table><td background=\"javascript:alert(1)\">x</table>",
        "<details open ontoggle=alert(1)>x</details>",
    ] {
        let markdown = format!("before\n\n{attack}\n\nafter");
        let fixture = Fixture::minimal().with(FILE, format!("{markdown}\n"));
        let Ok(loaded) = minos::problem::load(&fixture.dir) else { continue };
        assert_harmless(&loaded.package.statements[0].html, attack);
    }
    for address in
        ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "/admin", "vbscript:x"]
    {
        let errors = errors(&format!("[x](<{address}>) <a href=\"{address}\">y</a>"));
        assert!(errors.contains("a link must begin with"), "{address}: {errors}");
    }
}

#[test]
fn scripts_do_not_get_through_math() {
    for attack in [
        r"\text{<script>alert(1)</script>}",
        r"\href{javascript:alert(1)}{x}",
        r"\htmlData{onclick=alert(1)}{x}",
        r#"\class{x" onclick="alert(1)}{x}"#,
        r"\style{position:fixed}{x}",
        r"\text{</math><img src=x onerror=alert(1)>}",
        r"<img src=x onerror=alert(1)>",
        r#"\color{red" onclick="alert(1)}{x}"#,
        r"\unicode{<script>}",
        r"\mathrm{\text{</mtext></math><script>alert(1)</script>}}",
        r"\operatorname{<script>alert(1)</script>}",
    ] {
        for markdown in [
            format!("a ${attack}$ b"),
            format!("$$\n{attack}\n$$"),
            format!("![${attack}$](a.svg)"),
        ] {
            let fixture =
                Fixture::minimal().with("statement/a.svg", SVG).with(FILE, format!("{markdown}\n"));
            assert_harmless(&fixture.html(), attack);
        }
    }
}

/// A mark that the author writes stands for nothing.
#[test]
fn marks_can_not_be_forged() {
    let html = html("$x$ mark-0-0- <b title=\"mark-00000000000000000000000000000000-0-\">y</b>");
    assert_eq!(html.matches("<math").count(), 1, "{html}");
    assert!(html.contains("mark-0-0-"), "{html}");
}

/// Parsed again as a browser would, it has no element and attribute that could act.
#[track_caller]
fn assert_harmless(html: &str, what: &str) {
    let lower = html.to_ascii_lowercase();
    for tag in [
        "script", "iframe", "form", "input", "button", "style", "base", "meta", "object", "embed",
        "link", "svg", "noscript",
    ] {
        assert!(!lower.contains(&format!("<{tag}")), "{what}: {html}");
    }
    let mut rest = lower.as_str();
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let end = tag.find('>').unwrap_or(tag.len());
        // Quoted values aside, attribute names are words before `=`.
        let mut outside = true;
        let bare: String = tag[..end]
            .chars()
            .filter(|c| {
                if *c == '"' {
                    outside = !outside;
                }
                outside
            })
            .collect();
        for word in bare.split_whitespace().skip(1) {
            assert!(!word.starts_with("on") && !word.starts_with("style"), "{what}: {html}");
        }
        rest = &tag[end..];
    }
    assert!(!lower.contains("href=\"javascript"), "{what}: {html}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// No text makes the loader panic or the statement dangerous.
    #[test]
    fn any_markdown(text in "([a-z$|_^{}<>\\[\\]()!`*#\\\\\" =\n&;:/~-]|\\$\\$|\\{\\{nextsample\\}\\}|<script|<b on|\\[\\^1\\]){0,60}") {
        let fixture = Fixture::minimal().with(FILE, format!("{text}\n"));
        if let Ok(loaded) = minos::problem::load(&fixture.dir) {
            assert_harmless(&loaded.package.statements[0].html, &text);
        }
    }

    /// Nor does any YAML.
    #[test]
    fn any_yaml(
        text in "([a-z]{1,3}|: |\n|\n  |- |\\[|\\]|\\{|\\}|, |\"|'|&a |\\*a|!!|[0-9.e-]{1,4}|type|name|limits|permitted|max_score|args|~|\\|\n|#|\t){0,40}",
        file in prop::sample::select(vec![
            "problem.yaml", "data/secret/test_group.yaml", "data/secret/01.yaml", "submissions/submissions.yaml",
        ]),
    ) {
        let fixture = Fixture::minimal();
        let fixture = if file == "problem.yaml" {
            fixture.with(file, format!("problem_format_version: 2025-09\n{text}\n"))
        } else {
            fixture.with(file, format!("{text}\n"))
        };
        let _ = minos::problem::load(&fixture.dir);
    }
}
