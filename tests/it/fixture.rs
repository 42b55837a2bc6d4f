//! A small problem: the sum of the numbers in a line; and a job's failure.

use std::{fs, path::Path, time::Duration};

use minos::queue::{Fate, Fault, Job, Setback};

/// An attempt at `job` that failed.
pub fn setback(job: &Job, fate: Fate, reason: &str) -> Setback {
    let held = Duration::from_millis(7);
    let (job, reason) = (job.clone(), reason.into());
    Setback { job, worker: 1, held, fault: Fault::Own, fate, reason }
}

/// Test cases of the fixture: a sample and three secret ones.
pub const TESTS: usize = 4;

/// Writes the package `sums` into `problems`.
pub fn write_sums(problems: &Path) {
    write_sums_as(problems, "sums", 10);
}

/// Writes the same as the package `slug`, with a time limit in seconds.
pub fn write_sums_as(problems: &Path, slug: &str, seconds: u8) {
    let write = |path: &str, text: &str| {
        let path = problems.join(slug).join(path);
        fs::create_dir_all(path.parent().expect("a path inside")).expect("make a directory");
        fs::write(path, text).expect("write a file of the package");
    };
    write(
        "problem.yaml",
        &format!(
            "problem_format_version: 2025-09\nname: Sums\n\
             uuid: 5f0c6a52-7a2c-4c9f-9d0a-3a2f4ab1{seconds:04}\nlicense: cc by-sa\n\
             credits:\n  authors: Minos authors\n\
             limits:\n  time_limit: {seconds}\n  memory: 512\nkeywords:\n  - easy\n"
        ),
    );
    write("statement/problem.en.md", "Print the sum of the numbers.\n");
    write("submissions/accepted/sums.py", "print(sum(map(int, input().split())))\n");
    for (name, input, answer) in [
        ("sample/1", "1 2 3\n", "6\n"),
        ("secret/1", "5\n", "5\n"),
        ("secret/2", "-4 4\n", "0\n"),
        ("secret/3", "1000000 1000000 7\n", "2000007\n"),
    ] {
        write(&format!("data/{name}.in"), input);
        write(&format!("data/{name}.ans"), answer);
    }
    write("input_validators/any.py", "import sys\nsys.stdin.read()\nsys.exit(42)\n");
}
