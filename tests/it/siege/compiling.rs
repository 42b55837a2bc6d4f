//! Sources that attack their compiler, or what it can read; the program is then judged if there is
//! one. `{secret}` in a source is a file of the host that everybody may read there.

use std::{fs, path::Path, sync::Arc};

use minos::{
    domain::{CompileStatus, Toolchain, Verdict},
    judge::Source,
};

use super::{
    head::Head,
    lab::{LAB, Problem, program},
    running::{all_tested, programs},
};

macro_rules! attacks {
    ($($language:ident: $($name:ident)+;)+) => {
        $(mod $language {
            #[test]
            fn every_program_is_tested() {
                super::all_tested(concat!("compile/", stringify!($language)), &[$(stringify!($name)),+]);
            }
            $(#[test] fn $name() { super::meet(stringify!($language), stringify!($name)); })+
        })+
    };
}

attacks! {
    bash: not_executed;
    c: alignment_bomb assembler_fill assembler_flood bss_bomb dependency_of_host has_include
        incbin_host incbin_memory include_environment include_host include_in_assembler
        include_itself include_random include_shadow include_stdin include_supervisor
        interpreter_of_host line_of_host macro_bomb message_flood;
    cpp: constant_memory endless_constant raw_include template_depth template_width;
    go: cgo_include cgo_linker_script cgo_plugin constant_bomb embed_above embed_host generate
        huge_array import_by_path line_of_host;
    java: constant_bomb path_of_host processor_in_source;
    javascript: not_executed;
    python3: constant_folding encoding_of_host not_executed;
    rust: endless_constant environment_macros giant_static incbin_host include_environment
        include_macro include_str library link_host macro_bomb path_attribute procedural_macro;
}

/// What the compiler must not find, in most languages a value.
const SECRET: &str = "\"leaked\"\n";

fn meet(language: &str, name: &str) {
    let Some(toolchain) = LAB.toolchain(language) else { return };
    let text = program(&programs(&format!("compile/{language}"))[name]);
    let head = Head::of(name, &text);
    let problem = Problem::new(&head, "", &[(name, &head.answer)]);
    let secret = problem.path().join("data/secret/secret.txt");
    fs::write(&secret, SECRET).expect("write the secret");
    let text = text.replace("{secret}", secret.to_str().expect("a path in UTF-8"));
    let judgement = LAB.judged(&problem, &toolchain, &Source::lone(name, text.as_bytes()));
    assert!(judgement.compile.output.len() < 70_000, "{name}: the compiler's words are not cut");
    head.meet(name, &judgement, None);
}

/// A submission of several files.
fn of_files(files: &[(&str, &[u8])]) -> Source {
    let file = |(path, data): &(&str, &[u8])| ((*path).to_owned(), Arc::from(*data));
    Source { files: files.iter().map(file).collect(), entrypoint: None }
}

/// Judges files that print whether something was planted in `/box` while they were compiled.
fn plants_nothing(toolchain: &Toolchain, files: &[(&str, &[u8])]) {
    let head = Head::wanting("AC");
    let problem = Problem::new(&head, "", &[("planted", "nothing\n")]);
    let judgement = LAB.judged(&problem, toolchain, &of_files(files));
    head.meet("planted", &judgement, judgement.tests.first());
}

#[test]
fn a_module_of_the_submission_is_not_run_by_the_compiler() {
    let Some(toolchain) = LAB.toolchain("python3") else { return };
    let main = b"import os\nprint('planted' if os.path.exists('/box/planted') else 'nothing')\n";
    let evil = b"open('/box/planted', 'w').close()\n";
    let names = ["py_compile.py", "importlib/__init__.py", "traceback.py", "sitecustomize.py"];
    let mut files: Vec<(&str, &[u8])> = vec![("main.py", main)];
    files.extend(names.map(|name| (name, evil.as_slice())));
    plants_nothing(&toolchain, &files);
}

#[test]
fn a_compiled_annotation_processor_of_the_submission_is_not_run() {
    let Some(toolchain) = LAB.toolchain("java") else { return };
    let dir = tempfile::tempdir().expect("a directory");
    let source = dir.path().join("Evil.java");
    let evil = "import java.nio.file.*; import java.util.Set; import javax.annotation.processing.*;
        public class Evil extends AbstractProcessor {
            static { try { Files.writeString(Path.of(\"/box/planted\"), \"x\"); } catch (Exception e) {} }
            public boolean process(Set<? extends javax.lang.model.element.TypeElement> a, RoundEnvironment r) {
                return false;
            }
        }";
    fs::write(&source, evil).expect("write");
    let javac = std::process::Command::new("javac").arg(&source).status().expect("run javac");
    assert!(javac.success());
    let class = fs::read(dir.path().join("Evil.class")).expect("a class");
    let main = b"public class Main { public static void main(String[] a) {
        System.out.println(new java.io.File(\"/box/planted\").exists() ? \"planted\" : \"nothing\"); } }";
    let service = "META-INF/services/javax.annotation.processing.Processor";
    plants_nothing(
        &toolchain,
        &[("Main.java", main), ("Evil.class", &class), (service, b"Evil\n")],
    );
}

/// Brackets, deeper than compilers recurse: whatever becomes of them, it is the submission's.
#[test]
fn deep_nesting_ends_as_the_submissions_own() {
    let open = |n: usize, before: &str, after: &str| {
        format!("{before}{}1{}{after}", "(".repeat(n), ")".repeat(n))
    };
    let most = 20_000;
    for (language, text) in [
        ("bash", open(most, "echo $(( ", " ))\n")),
        ("c", open(most, "int main(void) { return ", " - 1; }\n")),
        ("cpp", open(most, "int main() { return ", " - 1; }\n")),
        ("go", open(most, "package main\n\nvar x = ", "\n\nfunc main() {}\n")),
        ("java", open(most, "public class Main { static int x = ", "; }\n")),
        ("javascript", open(most, "x = ", ";\n")),
        ("python3", open(most, "x = ", "\n")),
        ("rust", open(most, "fn main() { let _ = ", "; }\n")),
    ] {
        let Some(toolchain) = LAB.toolchain(language) else { continue };
        let head = Head::wanting("CE");
        let problem = Problem::new(&head, "", &[("1", "1\n")]);
        let judgement = LAB.judged(&problem, &toolchain, &Source::lone("x", text.as_bytes()));
        let failed = judgement.compile.status == CompileStatus::Failed;
        assert_eq!(failed, judgement.verdict == Verdict::CompileError, "{language}");
        assert!(!failed || !judgement.compile.output.is_empty(), "{language}: no word about why");
    }
}

/// The programs of `tests/siege/planted/` are scripts that play the compiler: what they leave in
/// `/box` is run as it lies, and in a copy for a problem whose programs may write files.
mod planted {
    macro_rules! planted {
        ($($name:ident)+) => {
            #[test]
            fn every_program_is_tested() {
                super::all_tested("planted", &[$(stringify!($name)),+]);
            }
            $(#[test] fn $name() { super::judge_planted(stringify!($name)); })+
        };
    }

    planted! {
        all_inodes daemon_that_changes_it deep_directories directory endless_compiler
        endless_output forbidden_call forking_compiler hard_links its_own_interpreter link_out_of_the_box
        link_to_host link_to_itself locked_box no_permission no_program nothing odd_names pipe
        set_user_id sparse_files
    }
}

/// A language whose compiler is the submission itself.
fn planter() -> Option<Toolchain> {
    let mut planter = LAB.toolchain("bash")?;
    planter.version.compile = Some(vec!["bash".into(), "{source}".into()]);
    planter.version.run = vec!["/box/main".into()];
    Some(planter)
}

fn judge_planted(name: &str) {
    let Some(toolchain) = planter() else { return };
    let text = program(&Path::new("tests/siege/planted").join(format!("{name}.sh")));
    let head = Head::of(name, &text);
    let cases = [("1", head.answer.as_str()), ("2", head.answer.as_str())];
    for more in ["", "allow_file_writing: true\n"] {
        let problem = Problem::new(&head, more, &cases);
        let judgement = LAB.judged(&problem, &toolchain, &Source::lone(name, text.as_bytes()));
        head.meet(name, &judgement, None);
    }
}

#[test]
fn what_one_submission_leaves_is_not_there_for_the_next() {
    let (Some(planter), Some(python)) = (planter(), LAB.toolchain("python3")) else { return };
    let head = Head::wanting("AC");
    let problem = Problem::new(&head, "", &[("1", "nothing\n")]);
    let leave = "for dir in /box /tmp /dev/shm /var/tmp /dev /usr /; do echo x > $dir/mark; done 2> /dev/null
        (setsid sleep 1000 &)\nprintf '#!/bin/sh\\necho x > /tmp/mark; echo nothing' > main; chmod +x main";
    let find = "import glob, os
marks = [dir for dir in ['/box', '/tmp', '/dev/shm', '/var/tmp', '/dev', '/usr', '/'] if os.path.exists(dir + '/mark')]
print(*marks or ['nothing'] if len(glob.glob('/proc/[0-9]*')) <= 2 else ['somebody'])";
    for (toolchain, text) in
        [(&planter, leave), (&python, find), (&planter, leave), (&python, find)]
    {
        let judgement = LAB.judged(&problem, toolchain, &Source::lone("x", text.as_bytes()));
        head.meet("marks", &judgement, None);
    }
}
