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
    /// is taken.
    pub fn new(language: &Language, source: &Source, include: Vec<File>) -> Self {
        let entrypoint = source.entrypoint.as_deref();
        let mut files: Vec<_> =
            source.files.iter().map(|(path, data)| file(path, data.clone())).collect();
        let mut class = None;
        if let Some(keyword) = &language.class_keyword {
            class = classes(&files, keyword).into_iter().next();
        }
        if let [lone] = files.as_mut_slice() {
            lone.path = match (&class, extension(&language.source)) {
                (Some((name, _)), Some(extension)) if name.len() <= LONGEST_CLASS => {
                    format!("{name}.{extension}")
                }
                _ => language.source.clone(),
            };
        }
        let source = main_file(language, &files, entrypoint);
        let support =
            language.support.iter().map(|(path, text)| file(path, text.as_bytes().into()));
        for more in support.chain(include) {
            files.retain(|file| file.path != more.path);
            files.push(more);
        }
        let is_source = |path: &String| {
            *path == source
                || extension(path)
                    .is_some_and(|e| language.extensions.iter().any(|known| known == e))
        };
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

/// The main classes of files, those with one of the files' own name first.
fn classes(files: &[File], keyword: &str) -> Vec<(String, String)> {
    let has_main = |text: &str| text.contains(" main");
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
}
