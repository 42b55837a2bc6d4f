//! A run keeps to the CPUs that it was given.

use minos::sandbox::End;

use super::place::{command, compiled, stdout};

/// Prints on how many CPUs it may run, and on which; then tries to get all of them.
const SOURCE: &str = r#"
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>

static void look(void) {
    cpu_set_t set;
    CPU_ZERO(&set);
    if (sched_getaffinity(0, sizeof set, &set) < 0) return;
    printf("%d:", CPU_COUNT(&set));
    for (int i = 0; i < CPU_SETSIZE; i++) if (CPU_ISSET(i, &set)) printf(" %d", i);
    puts("");
}

int main(void) {
    look();
    cpu_set_t all;
    CPU_ZERO(&all);
    for (int i = 0; i < CPU_SETSIZE; i++) CPU_SET(i, &all);
    int refused = sched_setaffinity(0, sizeof all, &all) < 0 && errno == EPERM;
    puts(refused ? "refused" : "changed");
    look();
}
"#;

#[test]
fn a_run_stays_on_its_cpu() {
    let mine = nix::sched::sched_getaffinity(nix::unistd::Pid::this()).expect("own CPUs");
    let usable: Vec<usize> = (0..1024).filter(|cpu| mine.is_set(*cpu) == Ok(true)).collect();
    let mut sandbox = compiled(SOURCE);
    for cpu in [usable[0], usable[usable.len() - 1]] {
        let mut run = command(&["./main"]);
        run.cpus = vec![cpu];
        for policy in ["default", "runtime"] {
            run.policy = policy.into();
            let outcome = sandbox.run(again(&run)).expect("run");
            assert_eq!(outcome.end, End::Exited(0));
            assert_eq!(stdout(&outcome), format!("1: {cpu}\nrefused\n1: {cpu}\n"));
        }
    }
    let free = sandbox.run(command(&["./main"])).expect("run");
    let numbers: Vec<_> = usable.iter().map(ToString::to_string).collect();
    let all = format!("{}: {}\n", usable.len(), numbers.join(" "));
    assert_eq!(stdout(&free), format!("{all}refused\n{all}"));
}

/// The same command once more.
fn again(run: &minos::sandbox::Command) -> minos::sandbox::Command {
    let mut again = command(&["./main"]);
    (again.cpus, again.policy) = (run.cpus.clone(), run.policy.clone());
    again
}
