//! What a compiler left is taken whole or not at all.

use minos::sandbox::{End, Provider, Workdir};

use super::place::{MIB, NATIVE, command, compiled, file, stdout};
use crate::host::lacks_sandbox;

#[test]
fn what_was_compiled_runs_in_another_sandbox() {
    if lacks_sandbox() {
        return;
    }
    let mut first =
        compiled("#include <stdio.h>\nint main(void) { puts(\"the same\"); return 0; }");
    let files = first.take(MIB).expect("take").expect("two plain files");
    let mut names: Vec<_> =
        files.iter().map(|file| (file.path.as_str(), file.executable)).collect();
    names.sort_unstable();
    assert_eq!(names, [("main", true), ("main.c", false)]);
    drop(first);

    let mut second = NATIVE.open(&[]).expect("open");
    second.put(&files).expect("put");
    let outcome = second.run(command(&["./main"])).expect("run");
    assert_eq!((outcome.end, stdout(&outcome).as_str()), (End::Exited(0), "the same\n"));
}

#[test]
fn what_no_copy_would_equal_is_not_taken() {
    if lacks_sandbox() {
        return;
    }
    for (script, whole) in [
        ("mkdir a && echo x > a/b", true),
        ("ln -s /etc/passwd link", false),
        ("mkfifo pipe", false),
        ("mkdir empty", false),
        ("echo x > secret; chmod 0 secret", false),
        ("mkdir a; echo x > a/b; chmod 0 a", false),
        ("head -c 2000000 /dev/zero > large", false),
        ("i=0; while [ $i -lt 300 ]; do echo > $i; i=$((i+1)); done", false),
        (
            "p=0123456789; n=$p$p$p$p$p$p$p$p$p$p; for i in 1 2 3 4 5 6 7 8 9; do mkdir -p a/$n/$n; \
          for j in $p 1 2 3 4 5 6 7 8 9; do echo > a/$n/$n/$i$n$j; done; done",
            false,
        ),
    ] {
        let mut sandbox = NATIVE.open(&[]).expect("open");
        sandbox.put(&[file("main.x", "x")]).expect("put");
        let mut run = command(&["sh", "-c", script]);
        (run.workdir, run.policy) = (Workdir::Shared, "compile".into());
        assert_eq!(sandbox.run(run).expect("run").end, End::Exited(0), "{script}");
        assert_eq!(sandbox.take(MIB).expect("take").is_some(), whole, "{script}");
        let still = sandbox.run(command(&["true"])).expect("the sandbox goes on");
        assert_eq!(still.end, End::Exited(0), "{script}");
    }
}
