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
    let bar = self::html("$\\overline{ab}$");
    assert!(bar.contains("<mo stretchy=\"true\">‾</mo></mover>"), "{bar}");
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
    let large = Fixture::minimal()
        .with("statement/a.png", vec![0; (2 << 20) + 1])
        .with(FILE, "![x](a.png)\n");
    assert_eq!(large.warnings(), "statement/a.png: larger than 2 MiB, so it is not shown\n");
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

fn latex(text: &str) -> Fixture {
    Fixture::minimal()
        .without(FILE)
        .with("statement/a.svg", SVG)
        .with("statement/problem.en.tex", format!("{text}\n"))
}

#[test]
fn latex_text_is_rendered() {
    let mut wrong = String::new();
    for (tex, html) in [
        ("\\problemname{Sum}\nOne.\n\nTwo % comment\n  more", "<p>One.</p>\n<p>Two more</p>"),
        (
            "\\textbf{b} {\\it i} \\emph{e \\tt c}",
            "<p><strong>b</strong> <em>i</em> <em>e <code>c</code></em></p>",
        ),
        (
            "\\bf{b} \\sout{x} \\textsc{y}",
            "<p><strong>b</strong> <del>x</del> <span class=\"small-caps\">y</span></p>",
        ),
        ("``q'' -- --- a~b \\ldots \\% \\_ `x' <<y>>", "<p>“q” – — a&nbsp;b …% _ ‘x’ «y»</p>"),
        ("caf\\'e \\\"{o} \\ss", "<p>cafe\u{301} o\u{308} ß</p>"),
        (
            "a $x<1$ \\(y\\)",
            "<p>a <math display=\"inline\"><mi>x</mi><mo>&lt;</mo><mn>1</mn></math> <math display=\"inline\"><mi>y</mi></math></p>",
        ),
        ("\\begin{Input}\nx\n\\end{Input}", "<h2>Input</h2>\n<p>x</p>"),
        ("\\section*{A $x$}\ny", "<h2>A <math display=\"inline\"><mi>x</mi></math></h2>\n<p>y</p>"),
        (
            "\\begin{itemize}\n\\item a\n\\item b\n\n c\n\\end{itemize}",
            "<ul><li>a</li><li><p>b</p>\n<p>c</p></li></ul>",
        ),
        (
            "\\begin{enumerate}\\item \\begin{itemize}\\item x\\end{itemize}\\end{enumerate}",
            "<ol><li><ul><li>x</li></ul></li></ol>",
        ),
        (
            "\\begin{verbatim}\na <b> $x$\n\\end{verbatim}",
            "<pre><code>a &lt;b&gt; $x$\n</code></pre>",
        ),
        ("\\begin{lstlisting}[language=C]\nx;\n\\end{lstlisting}", "<pre><code>x;\n</code></pre>"),
        (
            "\\begin{tabular}{|l|r|}\n\\hline\na & $b$ \\\\ \\hline\n\\multicolumn{2}{c}{x \\& y} \\\\\n\\end{tabular}",
            "<table><tbody><tr><td align=\"left\">a</td><td align=\"right\"><math display=\"inline\"><mi>b</mi></math></td></tr>\
             <tr><td align=\"center\" colspan=\"2\">x &amp; y</td></tr></tbody></table>",
        ),
        (
            "\\url{https://example.org/?a=1&b}",
            "<p><a href=\"https://example.org/?a=1&amp;b\" rel=\"noopener noreferrer nofollow\">https://example.org/?a=1&amp;b</a></p>",
        ),
        ("\\begin{quote}q\\end{quote}", "<blockquote><p>q</p>\n</blockquote>"),
        ("x\\footnote{y} \\verb|$z|", "<p>x <small>(y)</small> <code>$z</code></p>"),
        (
            "a\n\n\\nextsample\n\nb",
            "<p>a</p>\n<div class=\"sample-slot\" data-sample=\"0\"></div>\n<p>b</p>",
        ),
    ] {
        let fixture = latex(tex);
        let (got, told) = (fixture.html(), fixture.warnings());
        if got.trim() != html || !told.is_empty() {
            wrong += &format!("{tex}\nwanted {html}\ngot    {}\ntold   {told}\n", got.trim());
        }
    }
    assert_eq!(wrong, "");
    let picture =
        latex("\\illustration{0.3}{a}{A \\emph{picture}}\n\\includegraphics[width=3cm]{a.svg}")
            .html();
    assert_eq!(picture.matches("<img src=\"data:image/svg+xml;base64,").count(), 2, "{picture}");
    assert!(picture.contains("<figcaption>A <em>picture</em></figcaption></figure>"), "{picture}");
}

#[test]
fn latex_that_is_not_known_is_told() {
    let fixture = latex(
        "a\n\n\\nosuch{kept} \\begin{odd}x\\end{odd}\n\\includegraphics{none}\n\\constant{k}",
    );
    let html = fixture.html();
    assert!(html.contains("kept") && html.contains('x'), "{html}");
    assert_eq!(
        fixture.warnings(),
        "statement/problem.en.tex:3: the command `\\nosuch` is not known\n\
         statement/problem.en.tex:3: the environment `odd` is not known\n\
         statement/problem.en.tex:4: the image `none` is missing or no .png, .jpg, .jpeg or .svg\n\
         statement/problem.en.tex:5: there is no constant `k`\n"
    );
    let errors = latex("\\nextsample\n\\nextsample").errors();
    assert_eq!(errors, "statement/problem.en.tex:2: `\\nextsample`: no sample is left\n");
    let deep = latex(&"{".repeat(5000));
    assert!(deep.warnings().contains("nested too deep"));
}

#[test]
fn scripts_do_not_get_through_latex() {
    for attack in [
        "<script>alert(1)</script>",
        "\\texttt{<script>alert(1)</script>}",
        "$\\text{<img src=x onerror=alert(1)>}$",
        "\\begin{verbatim}</code></pre><script>x()</script>\\end{verbatim}",
        "\\begin{tabular}{l}<b onclick=x()>\\end{tabular}",
        "\\verb|<script>|",
    ] {
        assert_harmless(&latex(attack).html(), attack);
    }
    for attack in ["\\href{javascript:alert(1)}{x}", "\\url{/admin}", "\\href{x\" onclick=\"y}{z}"]
    {
        let fixture = latex(attack);
        match minos::problem::load(&fixture.dir) {
            Ok(loaded) => assert_harmless(&loaded.package.statements[0].html, attack),
            Err(errors) => {
                assert!(errors[0].message.contains("a link must begin with"), "{attack}")
            }
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
    #![proptest_config(crate::mangle::cases(64))]

    /// No text makes the loader panic or the statement dangerous.
    #[test]
    fn any_markdown(text in "([a-z$|_^{}<>\\[\\]()!`*#\\\\\" =\n&;:/~-]|\\$\\$|\\{\\{nextsample\\}\\}|<script|<b on|\\[\\^1\\]){0,60}") {
        let fixture = Fixture::minimal().with(FILE, format!("{text}\n"));
        if let Ok(loaded) = minos::problem::load(&fixture.dir) {
            assert_harmless(&loaded.package.statements[0].html, &text);
        }
    }

    /// Nor does any LaTeX.
    #[test]
    fn any_latex(text in "([a-z$&|_^{}<>\\[\\]%~`\\\\\" =\n-]|\\$\\$|\\\\(begin|end)\\{(itemize|tabular|center|verbatim|align)\\}|\\\\(item|bf|textbf|href|url|verb|multicolumn|nextsample|')|\\\\\\\\|é|<script){0,60}") {
        let fixture = latex(&text);
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
