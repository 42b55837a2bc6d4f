//! Programs that attack when they run, in each language's own ways.
//!
//! Scripts are judged one by one. Where compiling takes seconds, a language's programs are one
//! submission, and each is a test of it: its name is the input.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use minos::{domain::Judgement, judge::Source};

use super::{
    head::Head,
    lab::{LAB, Problem, program},
};

macro_rules! attacks {
    ($judged:ident $language:ident: $($name:ident)+) => {
        mod $language {
            #[test]
            fn every_program_is_tested() {
                super::all_tested(stringify!($language), &[$(stringify!($name)),+]);
            }
            $(#[test] fn $name() {
                if crate::host::lacks_sandbox() { return; }
                super::$judged(stringify!($language), stringify!($name));
            })+
        }
    };
}

attacks! { alone bash:
    builtins_from_memory connect_by_dev_tcp connect_by_dev_udp daemon_left_behind disk_bomb
    environment fork_bomb host_programs ignore_every_signal kill_everyone memory_bomb output_flood
    raise_limits read_host stop_itself
}

attacks! { alone javascript:
    buffer_bomb disk_bomb environment fork_bomb heap_bomb kill_everyone network output_flood
    privileges read_host regular_expression_bomb sleep_in_atomics wasm_memory_bomb watch_others
    worker_bomb write_everywhere
}

attacks! { alone python3:
    daemon_left_behind deep_recursion disk_bomb environment find_tests fork_bomb kill_everyone
    links_to_host machine_code memory_bomb mount_by_ctypes network_by_ctypes network_socket
    open_descriptors output_flood privileges read_host shared_memory_bomb sleep_in_signals
    system_calls_by_number thread_bomb trace_by_ctypes unix_socket write_everywhere
}

attacks! { together go:
    fork_bomb goroutine_bomb kill_everyone memory_bomb memory_file_program network new_namespaces
    output_flood packet_socket raw_system_calls read_host thread_bomb trace_parent
}

attacks! { together java:
    agent disk_bomb environment fork_bomb heap_bomb heap_dump hook_that_stays network
    other_processes output_flood read_host thread_bomb unsafe_bomb unsafe_crash
}

attacks! { together rust:
    abstract_socket fork_bomb inline_assembly memory_bomb network old_entry output_flood panic_bomb
    privileged_instruction read_host set_user_id_program stack_bomb thread_bomb trace_parent
    write_everywhere
}

fn dir(language: &str) -> PathBuf {
    Path::new("tests/siege").join(language)
}

/// A file's name as that of a test: `ForkBomb.java` is `fork_bomb`.
fn test_name(path: &Path) -> String {
    let stem = path.file_stem().expect("a name").to_string_lossy();
    let mut name = String::new();
    for c in stem.chars() {
        if c.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
    }
    name
}

/// The programs of a language by their tests' names, but for the one that starts the others.
pub fn programs(language: &str) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(dir(language)).expect("hostile programs");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut all: BTreeMap<_, _> = paths.map(|path| (test_name(&path), path)).collect();
    all.remove("main");
    all
}

pub fn all_tested(language: &str, names: &[&str]) {
    let there: BTreeSet<_> = programs(language).into_keys().collect();
    assert_eq!(there, names.iter().map(ToString::to_string).collect());
}

/// Judges a program that is a submission of its own.
fn alone(language: &str, name: &str) {
    let Some(toolchain) = LAB.toolchain(language) else { return };
    let text = program(&programs(language)[name]);
    let head = Head::of(name, &text);
    let problem = Problem::new(&head, "", &[(name, &head.answer)]);
    let judgement = LAB.judged(&problem, &toolchain, &Source::lone(name, text.as_bytes()));
    head.meet(name, &judgement, judgement.tests.first());
}

/// Looks up what became of a program that was judged with the others of its language.
fn together(language: &str, name: &str) {
    static GO: LazyLock<Company> = LazyLock::new(|| Company::judge("go"));
    static JAVA: LazyLock<Company> = LazyLock::new(|| Company::judge("java"));
    static RUST: LazyLock<Company> = LazyLock::new(|| Company::judge("rust"));
    let company: &Company = match language {
        "go" => &GO,
        "java" => &JAVA,
        _ => &RUST,
    };
    let Some((head, judgement)) = company.0.get(name) else { return };
    let test = format!("secret/{name}");
    let test = judgement.tests.iter().find(|result| result.name == test);
    head.meet(name, judgement, Some(test.expect("its test")));
}

/// A language's programs with what became of them; empty where the host lacks the language.
struct Company(BTreeMap<String, (Head, Judgement)>);

impl Company {
    fn judge(language: &str) -> Self {
        let Some(toolchain) = LAB.toolchain(language) else { return Self(BTreeMap::new()) };
        let programs = programs(language);
        let entries = fs::read_dir(dir(language)).expect("hostile programs");
        let files = entries.map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, program(&path).into_bytes().into())
        });
        let source = Source { files: files.collect(), entrypoint: None };
        let mut by_seconds: BTreeMap<u32, Vec<(String, Head)>> = BTreeMap::new();
        for (name, path) in programs {
            let head = Head::of(&name, &program(&path));
            by_seconds.entry(head.seconds).or_default().push((name, head));
        }
        let mut all = BTreeMap::new();
        for heads in by_seconds.into_values() {
            let cases: Vec<_> =
                heads.iter().map(|(name, head)| (name.as_str(), head.answer.as_str())).collect();
            let problem = Problem::new(&heads[0].1, "", &cases);
            let judgement = LAB.judged(&problem, &toolchain, &source);
            all.extend(heads.into_iter().map(|(name, head)| (name, (head, judgement.clone()))));
        }
        Self(all)
    }
}
