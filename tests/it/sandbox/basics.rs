//! What an honest program meets.

use std::{sync::Arc, time::Duration};

use minos::sandbox::{End, Input, LimitKind, Provider, Workdir};

use super::place::{MIB, NATIVE, command, compiled, file, run_c, stdout};
use crate::host::lacks_sandbox;

#[test]
fn a_program_reads_stdin_and_its_output_comes_back() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = compiled(
        "#include <stdio.h>\nint main(){int a,b;scanf(\"%d %d\",&a,&b);printf(\"%d\\n\",a+b);\
         fprintf(stderr,\"noted\");return 0;}",
    );
    let mut run = command(&["./main"]);
    run.stdin = Input::Data(Arc::from(&b"20 22\n"[..]));
    let outcome = sandbox.run(run).expect("run");
    assert_eq!(outcome.end, End::Exited(0));
    assert_eq!(stdout(&outcome), "42\n");
    assert_eq!(outcome.stderr, b"noted");
    assert!(outcome.usage.memory > 0 && outcome.usage.memory < 16 * MIB, "{:?}", outcome.usage);
    assert!(outcome.usage.cpu > Duration::ZERO, "{:?}", outcome.usage);
}

#[test]
fn exit_codes_and_signals_come_back() {
    if lacks_sandbox() {
        return;
    }
    assert_eq!(run_c("int main(){return 7;}").end, End::Exited(7));
    let segv = "int main(){volatile int*p=0;return *p;}";
    assert_eq!(run_c(segv).end, End::Signaled(libc::SIGSEGV));
    let abort = "#include <stdlib.h>\nint main(){abort();}";
    assert_eq!(run_c(abort).end, End::Signaled(libc::SIGABRT));
    let term =
        "#include <signal.h>\n#include <unistd.h>\nint main(){kill(getpid(),SIGTERM);return 0;}";
    assert_eq!(run_c(term).end, End::Signaled(libc::SIGTERM));
}

#[test]
fn limits_end_a_program_by_their_own_name() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = compiled("int main(){for(volatile long i=0;;i++);}");
    let mut spin = command(&["./main"]);
    spin.limits.cpu = Duration::from_secs(1);
    assert_eq!(sandbox.run(spin).expect("run").end, End::Limit(LimitKind::Cpu));
    let mut sandbox = compiled("#include <unistd.h>\nint main(){for(;;)pause();}");
    let mut sleeper = command(&["./main"]);
    sleeper.limits.wall = Duration::from_millis(300);
    assert_eq!(sandbox.run(sleeper).expect("run").end, End::Limit(LimitKind::Wall));
    let hog = "#include <stdlib.h>\n#include <string.h>\n\
               int main(){for(;;){char*p=malloc(1<<20);memset(p,1,1<<20);}}";
    assert_eq!(run_c(hog).end, End::Limit(LimitKind::Memory));
    let flood = "#include <stdio.h>\nint main(){for(;;)puts(\"again and again\");}";
    let flood = run_c(flood);
    assert_eq!(flood.end, End::Limit(LimitKind::Output));
    assert_eq!(flood.stdout.len() as u64, 8 * MIB + 1);
}

#[test]
fn a_forbidden_system_call_is_told_apart_from_a_crash() {
    if lacks_sandbox() {
        return;
    }
    let outcome = run_c(
        "#include <sched.h>\n#include <unistd.h>\n#include <sys/syscall.h>\n\
         int main(){return syscall(SYS_unshare,0x10000000);}",
    );
    assert_eq!(outcome.end, End::Syscall);
}

#[test]
fn a_missing_program_exits_127_and_says_so() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    let outcome = sandbox.run(command(&["no-such-program"])).expect("run");
    assert_eq!(outcome.end, End::Exited(127));
    assert!(String::from_utf8_lossy(&outcome.stderr).contains("can't be executed"));
}

#[test]
fn the_box_is_read_only_or_a_copy_as_asked() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    sandbox.put(&[file("dir/a.txt", "one")]).expect("put");
    let sh = |script: &str, workdir| {
        let mut sh = command(&["sh", "-c", script]);
        sh.workdir = workdir;
        sh
    };
    let mut run = |script, workdir| sandbox.run(sh(script, workdir)).expect("run");
    assert_eq!(stdout(&run("cat dir/a.txt; echo x > b; cat b", Workdir::Copy)), "onex\n");
    let frozen = run("ls; echo x > c && echo written", Workdir::Frozen);
    assert_eq!(stdout(&frozen), "dir\n");
    assert_eq!(stdout(&run("echo kept > d; ls", Workdir::Shared)), "d\ndir\n");
    assert_eq!(stdout(&run("cat d; touch /tmp/x; ls /tmp", Workdir::Frozen)), "kept\nx\n");
    assert_eq!(stdout(&run("ls /tmp", Workdir::Frozen)), "");
}

#[test]
fn what_one_run_used_up_is_not_held_against_the_next() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    let mut run = |script| {
        let mut sh = command(&["sh", "-c", script]);
        sh.limits.cpu = Duration::from_secs(1);
        sandbox.run(sh).expect("run").end
    };
    for _ in 0..2 {
        assert_eq!(run("while :; do :; done"), End::Limit(LimitKind::Cpu));
    }
    for _ in 0..4 {
        assert_eq!(run("sleep 1.2"), End::Exited(0));
    }
}

#[test]
fn files_of_a_run_come_and_collected_files_go() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    let mut run = command(&[
        "sh",
        "-c",
        "cat /tmp/in/input; echo fine > /tmp/feedback/judgemessage.txt; \
         ln -s /etc/passwd /tmp/feedback/link; mkfifo /tmp/feedback/pipe; mkdir /tmp/feedback/sub",
    ]);
    run.files = vec![file("/tmp/in/input", "data")];
    run.collect = Some("/tmp/feedback".into());
    run.policy = "runtime".into();
    let outcome = sandbox.run(run).expect("run");
    assert_eq!(stdout(&outcome), "data", "{}", String::from_utf8_lossy(&outcome.stderr));
    let names: Vec<_> = outcome.files.keys().map(String::as_str).collect();
    assert_eq!(names, ["judgemessage.txt"]);
    assert_eq!(outcome.files["judgemessage.txt"], b"fine\n");
}
