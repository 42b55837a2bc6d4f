//! `bits/stdc++.h` compiled ahead, with the real compiler.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use minos::{
    domain::{CompileStatus, Limits, Toolchain},
    judge::{Judge, RunRequest, RunResult, Settings, Source},
    language,
    sandbox::{
        Command, End, Input, Mount, Priority, Provider as _, Stream, Workdir,
        native::{Native, Options},
    },
};

use crate::host::lacks_sandbox;

fn native() -> Native {
    let init = PathBuf::from(env!("CARGO_BIN_EXE_minos"));
    Native::new(Options { init, ..Options::default() }).expect("a native sandbox on this host")
}

fn judge(headers: Option<PathBuf>) -> Judge {
    Judge::new(Arc::new(native()), Vec::new(), Settings { headers, ..Settings::default() })
}

/// The first C++; its compiler tells each header that it reads, those compiled ahead by a `!`.
fn telling() -> Toolchain {
    let mut languages = language::load(None).expect("profiles");
    languages.retain(|language| language.id == "cpp");
    let mut toolchain = language::installed(language::probe(&languages)).remove(0);
    toolchain.version.compile.as_mut().expect("a compile command").push("-H".into());
    toolchain
}

fn run(judge: &Judge, toolchain: &Toolchain, text: &str) -> RunResult {
    let source = Source::lone("main.cpp", text.as_bytes());
    let (limits, stdin) = (Limits::default(), Arc::from(&b""[..]));
    let request = RunRequest { toolchain, source: &source, limits, problem: None };
    judge.run(&request, stdin).expect("run")
}

/// What a program prints, and whether it was compiled with the header.
fn printed(judge: &Judge, toolchain: &Toolchain, text: &str) -> (String, bool) {
    let result = run(judge, toolchain, text);
    assert_eq!(result.end, Some(End::Exited(0)), "{}", result.compile.output);
    let takes = result
        .compile
        .output
        .lines()
        .any(|line| line.starts_with("! ") && line.ends_with("/bits/stdc++.h.gch"));
    (String::from_utf8_lossy(&result.stdout).into_owned(), takes)
}

#[test]
fn programs_that_begin_with_it_take_it_and_nothing_else_changes() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let headers = dir.path().join("headers");
    let toolchain = telling();
    let with = judge(Some(headers.clone()));
    assert!(with.precompile(&toolchain));

    let looking = "#include <bits/stdc++.h>\n\
                   int main() { std::cout << std::filesystem::exists(\"/headers\"); }";
    let said = printed(&with, &toolchain, looking);
    assert_eq!(said, ("0".into(), true), "used by the compiler, not seen by the program");
    for (first, takes) in [
        ("// one\n#include <bits/stdc++.h>", true),
        ("#include <vector>\n#include <bits/stdc++.h>", false),
        ("#pragma GCC optimize(\"O3\")\n#include <bits/stdc++.h>", false),
        ("#define NDEBUG\n#include <bits/stdc++.h>", false),
        ("#include <cstdio>\n#include <iostream>\n// bits/stdc++.h", false),
    ] {
        let text = format!("{first}\nint main() {{ std::cout << 6 * 7; }}");
        assert_eq!(printed(&with, &toolchain, &text), ("42".into(), takes), "{first}");
    }

    let without = judge(None);
    let mut quiet = toolchain.clone();
    quiet.version.compile.as_mut().expect("a compile command").pop();
    for wrong in [
        "#include <bits/stdc++.h>\nint main() { std::vector<int> v; v.push(1) }",
        "#include <bits/stdc++.h>\nstruct S {}; int main() { std::set<S> s; s.insert(S()); }",
        "#include <bits/stdc++.h>\n#include <bits/none.h>\nint main() {}",
    ] {
        let results = [&with, &without].map(|judge| run(judge, &quiet, wrong).compile);
        assert_eq!(results[0].status, CompileStatus::Failed);
        assert_eq!(results[0].output, results[1].output);
    }
}

#[test]
fn nothing_in_a_sandbox_changes_it_and_what_is_damaged_is_made_anew() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let headers = dir.path().join("headers");
    let toolchain = telling();
    assert!(judge(Some(headers.clone())).precompile(&toolchain));
    let file = kept_file(&headers);
    let kept = file.ancestors().nth(2).expect("its directory").to_owned();
    let good = fs::read(&file).expect("the header");

    let tries = "for f in bits bits/stdc++.h.gch new; do (: >> $f; rm -rf $f; chmod 777 $f; \
                 touch $f; mv $f other; ln -s /tmp $f) 2>/dev/null; done; ls -R; cat bits/* | wc -c";
    let command = Command {
        argv: ["sh", "-c", tries].map(String::from).to_vec(),
        env: Vec::new(),
        cwd: "/headers".into(),
        workdir: Workdir::Shared,
        files: Vec::new(),
        collect: None,
        stdin: Input::Empty,
        stdout: Stream::Capture,
        stderr: Stream::Capture,
        limits: minos::sandbox::Limits {
            cpu: Duration::from_secs(60),
            wall: Duration::from_secs(120),
            memory: 1 << 30,
            output: 1 << 20,
            processes: 16,
        },
        policy: "compile".into(),
        cpus: Vec::new(),
        priority: Priority::Normal,
        stop: None,
    };
    let native = native();
    let mount = Mount { host: kept, inside: "/headers".into() };
    let seen = native.open(&[mount]).expect("open").run(command).expect("run");
    let seen = String::from_utf8_lossy(&seen.stdout).into_owned();
    assert_eq!(seen, format!(".:\nbits\n\n./bits:\nstdc++.h.gch\n{}\n", good.len()));
    assert!(fs::read(&file).expect("the header") == good);

    let damaged = damage(&file);
    let judge = judge(Some(headers.clone()));
    assert!(judge.precompile(&toolchain));
    assert!(fs::read(kept_file(&headers)).expect("the header") != damaged);
    let program = "#include <bits/stdc++.h>\nint main() { std::cout << 1; }";
    assert_eq!(printed(&judge, &toolchain, program), ("1".into(), true));
}

/// The one that lies there.
fn kept_file(headers: &Path) -> PathBuf {
    let kept: Vec<_> = fs::read_dir(headers).expect("headers").flatten().collect();
    assert_eq!(kept.len(), 1);
    kept[0].path().join("bits/stdc++.h.gch")
}

fn damage(file: &Path) -> Vec<u8> {
    let mut bytes = fs::read(file).expect("the header");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::remove_file(file).expect("remove");
    fs::write(file, &bytes).expect("write");
    bytes
}
