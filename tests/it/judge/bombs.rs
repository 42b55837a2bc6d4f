//! Sources that attack the compiler get a compile error, and take no longer than it may.

use minos::domain::{CompileStatus, Verdict};

use super::place::{judged, write_package};
use crate::host::lacks_sandbox;

#[test]
fn compiler_bombs_are_compile_errors() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("bombs");
    let limits = "limits:\n  compilation_memory: 256\n  compilation_time: 20\n";
    write_package(&dir, limits, &[("1", "1\n")]);
    let recursion = "template<int N> struct A { A<N + 1> next; }; A<0> a; int main() {}";
    for (source, wanted) in [
        ("#include \"/dev/zero\"\nint main() {}", "memory over the limit of 256 MiB"),
        ("int huge[1 << 30] = {1}; int main() { return huge[5]; }", ""),
        ("#include </etc/shadow>\nint main() {}", "No such file or directory"),
        (recursion, "depth"),
    ] {
        let judgement = judged(&dir, "cpp", source);
        assert_eq!(judgement.verdict, Verdict::CompileError, "{judgement:#?}");
        assert_eq!(judgement.compile.status, CompileStatus::Failed);
        let output = judgement.compile.output;
        assert!(output.contains(wanted) && !output.is_empty(), "{source}: {output}");
        assert!(output.len() < 70_000);
    }
}
