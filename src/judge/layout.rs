//! How a program's files lie in `/box`, and the commands over them.

use std::sync::Arc;

use super::{Source, class::main_class};
use crate::{domain::Language, sandbox::File};

/// The longest class name that becomes a file name, bytes. Linux allows 255, endings included; the
/// compiler itself refuses a class that lies in a file of another name.
const LONGEST_CLASS: usize = 200;

/// A program's files with the names that its language wants.
pub(super) struct Layout {
    /// Everything to put into `/box`.
    pub files: Vec<File>,
    /// The main file.
    source: String,
    /// What `{main}` stands for.
    main: String,
    /// Whether that is a class rather than a file's name without its ending.
    has_class: bool,
    /// The files of the language.
    sources: Vec<String>,
}

impl Layout {
    /// Lays out `source` and the files that the problem adds; of two with one path the problem's
    /// is taken. What the problem adds may hold the main file, which starts then.
    pub fn new(language: &Language, source: &Source, include: Vec<File>) -> Self {
        let keeps_name = !include.is_empty();
        Self::with(language, source, include, keeps_name)
    }

    /// Lays out a program of a package, whose files keep their names.
    pub fn of_package(language: &Language, source: &Source) -> Self {
        Self::with(language, source, Vec::new(), true)
    }

    fn with(language: &Language, source: &Source, include: Vec<File>, keeps_name: bool) -> Self {
        let entrypoint = source.entrypoint.as_deref();
        let mut files: Vec<_> =
            source.files.iter().map(|(path, data)| file(path, data.clone())).collect();
        let mut class = None;
        if let Some(keyword) = &language.class_keyword {
            class = classes(&files, keyword).into_iter().next();
        }
        if let [lone] = files.as_mut_slice() {
            lone.path = lone_name(language, &lone.path, class.as_ref(), keeps_name);
            // A file of the problem would be in its place, and nothing be left of the submission.
            if class.is_none() && include.iter().any(|file| file.path == lone.path) {
                lone.path = format!("solution.{}", extension(&language.source).unwrap_or_default());
            }
        }
        let driver = driver(language, &include, &files).filter(|_| entrypoint.is_none());
        if let (Some(driver), Some(keyword)) = (driver, &language.class_keyword) {
            class = classes(std::slice::from_ref(driver), keyword).into_iter().next().or(class);
        }
        let source = match driver {
            Some(driver) => driver.path.clone(),
            None => main_file(language, &files, entrypoint),
        };
        let support =
            language.support.iter().map(|(path, text)| file(path, text.as_bytes().into()));
        for more in support.chain(include) {
            files.retain(|file| file.path != more.path);
            files.push(more);
        }
        let is_source = |path: &String| *path == source || is_of(language, path);
        let sources = files
            .iter()
            .map(|file| file.path.clone())
            .filter(|path| is_source(path) && !language.support.contains_key(path))
            .collect();
        let has_class = class.is_some();
        let main = match (entrypoint, class) {
            (Some(entrypoint), Some(_)) => entrypoint.to_owned(),
            (None, Some((_, class))) => class,
            (_, None) => {
                source.rsplit_once('.').map_or(source.as_str(), |(stem, _)| stem).to_owned()
            }
        };
        Self { files, source, main, has_class, sources }
    }

    /// What is started: the main class where the language has such, else the main file.
    pub fn entry_point(&self) -> &str {
        if self.has_class { &self.main } else { &self.source }
    }

    /// The words of a compile command, run in `/box`.
    pub fn compile(&self, words: &[String]) -> Vec<String> {
        self.fill_in(words, "", 0)
    }

    /// The words of a run command, run anywhere, with the memory limit without extras.
    pub fn run(&self, words: &[String], memory_mib: u64) -> Vec<String> {
        self.fill_in(words, "/box/", memory_mib)
    }

    fn fill_in(&self, words: &[String], dir: &str, memory_mib: u64) -> Vec<String> {
        let mut filled = Vec::with_capacity(words.len());
        for word in words {
            if word == "{sources}" {
                filled.extend(self.sources.iter().map(|path| format!("{dir}{path}")));
                continue;
            }
            filled.push(
                word.replace("{memory_mib}", &memory_mib.to_string())
                    .replace("{main}", &self.main)
                    .replace("{source}", &format!("{dir}{}", self.source)),
            );
        }
        filled
    }
}

fn file(path: &str, data: Arc<[u8]>) -> File {
    File { path: path.to_owned(), data, executable: false }
}

fn extension(path: &str) -> Option<&str> {
    path.rsplit('/').next()?.rsplit_once('.').map(|(_, extension)| extension)
}

/// Whether a file is of the language, by its ending.
fn is_of(language: &Language, path: &str) -> bool {
    let own = extension(&language.source);
    extension(path).is_some_and(|e| own == Some(e) || language.extensions.iter().any(|x| x == e))
}

/// What a lone file of a submission is called, which may come with any name: as its class, if it
/// has one; by its own name, if files of the problem may count on that; else as the language wants.
fn lone_name(
    language: &Language,
    given: &str,
    class: Option<&(String, String)>,
    keeps_name: bool,
) -> String {
    let ending = extension(&language.source).unwrap_or_default();
    if let Some((class, _)) = class.filter(|(class, _)| class.len() <= LONGEST_CLASS) {
        return format!("{class}.{ending}");
    }
    match keeps_name && is_of(language, given) && is_plain(given) {
        true => given.to_owned(),
        false => language.source.clone(),
    }
}

/// A name that no compiler takes for anything else.
fn is_plain(name: &str) -> bool {
    name.len() <= LONGEST_CLASS
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"_.-".contains(&b))
}

/// The main file among those that the problem adds: it has the name that the language has for it, or
/// is the class that can be started, or the one that imports what was submitted.
fn driver<'a>(language: &Language, include: &'a [File], files: &[File]) -> Option<&'a File> {
    let named = |name: &str| include.iter().find(|file| file.path == name);
    match (extension(&language.source), &language.class_keyword) {
        (Some("py"), _) => named("__main__.py").or_else(|| {
            let modules: Vec<_> =
                files.iter().filter_map(|file| file.path.strip_suffix(".py")).collect();
            include.iter().find(|file| {
                is_of(language, &file.path)
                    && imports(&String::from_utf8_lossy(&file.data), &modules)
            })
        }),
        (_, None) => named(&language.source),
        (_, Some(keyword)) => named(&language.source).or_else(|| {
            let starts = |file: &&File| {
                let text = String::from_utf8_lossy(&file.data);
                has_main(&text) && main_class(&text, keyword).is_some()
            };
            include.iter().find(starts)
        }),
    }
}

/// Whether a Python file imports one of these modules.
fn imports(text: &str, modules: &[&str]) -> bool {
    let module = |name: &str| {
        let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next();
        name.is_some_and(|name| modules.contains(&name))
    };
    text.lines().any(|line| {
        let line = line.trim_start();
        match (line.strip_prefix("import "), line.strip_prefix("from ")) {
            (Some(names), _) => names.split(',').any(|name| module(name.trim_start())),
            (_, Some(name)) => module(name.trim_start()),
            _ => false,
        }
    })
}

fn has_main(text: &str) -> bool {
    text.contains(" main")
}

/// The main classes of files, those with one of the files' own name first.
fn classes(files: &[File], keyword: &str) -> Vec<(String, String)> {
    let mut found: Vec<_> = files
        .iter()
        .filter_map(|file| {
            let text = String::from_utf8_lossy(&file.data);
            Some((!has_main(&text), main_class(&text, keyword)?))
        })
        .collect();
    found.sort_by_key(|(no_main, _)| *no_main);
    found.into_iter().map(|(_, class)| class).collect()
}

/// The path of the file to start.
fn main_file(language: &Language, files: &[File], entrypoint: Option<&str>) -> String {
    let named = |name: &str| files.iter().find(|file| file.path == name);
    let by_extension = || {
        files.iter().find(|file| {
            extension(&file.path).is_some_and(|e| Some(e) == extension(&language.source))
        })
    };
    entrypoint
        .and_then(named)
        .or_else(|| named("__main__.py").filter(|_| extension(&language.source) == Some("py")))
        .or_else(|| named(&language.source))
        .or_else(by_extension)
        .or_else(|| files.first())
        .map_or_else(|| language.source.clone(), |file| file.path.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::fake::language;

    fn source(files: &[(&str, &str)]) -> Source {
        let file = |(path, text): &(&str, &str)| ((*path).to_owned(), text.as_bytes().into());
        Source { files: files.iter().map(file).collect(), entrypoint: None }
    }

    fn entering(entrypoint: &str, files: &[(&str, &str)]) -> Source {
        Source { entrypoint: Some(entrypoint.into()), ..source(files) }
    }

    fn paths(layout: &Layout) -> Vec<&str> {
        layout.files.iter().map(|file| file.path.as_str()).collect()
    }

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(String::from).collect()
    }

    #[test]
    fn a_lone_file_gets_the_name_of_its_language() {
        let layout = Layout::new(&language(), &source(&[("my code.xx", "")]), Vec::new());
        assert_eq!(paths(&layout), ["main.x"]);
        assert_eq!(layout.entry_point(), "main.x");
        assert_eq!(
            layout.compile(&words("cc {sources} -o {main} {source}")),
            words("cc main.x -o main main.x")
        );
        assert_eq!(
            layout.run(&words("run -m{memory_mib} {source}"), 64),
            words("run -m64 /box/main.x")
        );
    }

    #[test]
    fn a_lone_class_gives_its_name_to_the_file() {
        let mut java = language();
        java.class_keyword = Some("public class".into());
        let text = "package p; public class Solve {}";
        let layout = Layout::new(&java, &source(&[("a.x", text)]), Vec::new());
        assert_eq!(paths(&layout), ["Solve.x"]);
        assert_eq!(layout.run(&words("{main}"), 0), ["p.Solve"]);
        assert_eq!(layout.entry_point(), "p.Solve");

        let long = format!("public class {} {{}}", "x".repeat(300));
        let layout = Layout::new(&java, &source(&[("a.x", &long)]), Vec::new());
        assert_eq!(paths(&layout), ["main.x"], "no file may have so long a name");

        let files = [("B.x", "public class B {}"), ("A.x", "public class A { void main() {} }")];
        let layout = Layout::new(&java, &source(&files), Vec::new());
        assert_eq!(layout.run(&words("{main}"), 0), ["A"]);
        let layout = Layout::new(&java, &entering("B", &files), Vec::new());
        assert_eq!(layout.run(&words("{main}"), 0), ["B"]);
    }

    #[test]
    fn several_files_keep_their_names_and_the_problem_adds_its_own() {
        let mut language = language();
        language.support.insert("support.x".into(), "s".into());
        let files = [("util.x", "u"), ("util.h", ""), ("main.x", "m"), ("grader.x", "theirs")];
        let grader = file("grader.x", b"ours".as_slice().into());
        let layout = Layout::new(&language, &source(&files), vec![grader]);
        assert_eq!(paths(&layout), ["util.x", "util.h", "main.x", "support.x", "grader.x"]);
        assert_eq!(layout.files[4].data.as_ref(), b"ours");
        assert_eq!(
            layout.compile(&words("{source} {sources}")),
            words("main.x util.x main.x grader.x")
        );
        let layout = Layout::new(&language, &entering("util.x", &files), Vec::new());
        assert_eq!(layout.compile(&words("{source}")), ["util.x"]);
    }

    #[test]
    fn a_main_file_of_the_problem_starts_and_leaves_the_submission_its_name() {
        let of = |path: &str, text: &str| file(path, text.as_bytes().into());
        let lone = |name: &str, include| Layout::new(&language(), &source(&[(name, "")]), include);
        let layout = lone("solve.x", vec![of("main.x", "driver"), of("api.h", "")]);
        assert_eq!(paths(&layout), ["solve.x", "main.x", "api.h"]);
        assert_eq!(layout.compile(&words("{source} {sources}")), words("main.x solve.x main.x"));
        assert_eq!(layout.entry_point(), "main.x");

        let layout = Layout::of_package(&language(), &source(&[("check.x", "")]));
        assert_eq!((paths(&layout), layout.entry_point()), (vec!["check.x"], "check.x"));

        let layout = lone("main.x", vec![of("main.x", "driver")]);
        assert_eq!(paths(&layout), ["solution.x", "main.x"], "nothing of it would be left");
        let layout = lone("solve.x", vec![of("api.h", "")]);
        assert_eq!((paths(&layout), layout.entry_point()), (vec!["solve.x", "api.h"], "solve.x"));
        for name in ["my code.x", "-o.x", "solve.y"] {
            assert_eq!(paths(&lone(name, vec![of("api.h", "")])), ["main.x", "api.h"], "{name}");
        }

        let mut python = language();
        (python.source, python.extensions) = ("main.py".into(), vec!["py".into()]);
        let solve = source(&[("solve.py", "")]);
        let layout = Layout::new(&python, &solve, vec![of("__main__.py", "")]);
        assert_eq!(
            (paths(&layout), layout.entry_point()),
            (vec!["solve.py", "__main__.py"], "__main__.py")
        );
        let layout = Layout::new(&python, &solve, vec![of("main.py", "")]);
        assert_eq!(layout.entry_point(), "solve.py", "a module like any other");
        for (text, starts) in [
            ("import sys, solve\n", true),
            ("from solve import *\n", true),
            ("  import solve as s\n", true),
            ("import solver\nfrom .solve import x\n# import solve\n", false),
        ] {
            let layout = Layout::new(&python, &solve, vec![of("grader.py", text)]);
            assert_eq!(layout.entry_point() == "grader.py", starts, "{text}");
        }

        let mut java = language();
        java.class_keyword = Some("public class".into());
        let solve = source(&[("x.x", "public class Solve { void main() {} }")]);
        let driver = vec![of("main.x", "public class Main { void main() {} }")];
        let layout = Layout::new(&java, &solve, driver);
        assert_eq!(paths(&layout), ["Solve.x", "main.x"]);
        assert_eq!(layout.run(&words("{main}"), 0), ["Main"]);
        let grader = vec![of("grader.x", "public class grader { void main() { Solve.x(); } }")];
        let layout = Layout::new(&java, &solve, grader);
        assert_eq!(layout.run(&words("{main}"), 0), ["grader"], "what can be started");
    }
}
