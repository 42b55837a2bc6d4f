//! A run keeps to the CPUs that it was given, and is billed its own time on them.

use std::{thread, time::Duration};

use minos::sandbox::End;

use super::place::{command, compiled, stdout};
use crate::host::lacks_sandbox;

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
    if lacks_sandbox() {
        return;
    }
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

/// Does some work and prints the nanoseconds of CPU time that it took by its own clock.
const BURN: &str = r#"
#include <stdio.h>
#include <time.h>
int main(void) {
    volatile unsigned long long state = 1;
    for (int i = 0; i < 100000000; i++) state = state * 6364136223846793005ULL + 1;
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    printf("%lld\n", used.tv_sec * 1000000000LL + used.tv_nsec);
    return 0;
}
"#;

/// Several at once, each against its own clock. Both are CPU time, so the host's load makes no
/// difference.
#[test]
fn cpu_time_is_what_the_program_says_itself() {
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let mut place = compiled(BURN);
                for _ in 0..3 {
                    let mut run = command(&["./main"]);
                    run.limits.cpu = Duration::from_secs(60);
                    run.limits.wall = Duration::from_secs(600);
                    let outcome = place.run(run).expect("run");
                    assert_eq!(outcome.end, End::Exited(0));
                    let own = stdout(&outcome).trim().parse().expect("a number");
                    let (own, measured) = (Duration::from_nanos(own), outcome.usage.cpu);
                    // Loading and leaving cost a little, of which its clock sees not all.
                    let slack = own.mul_f64(0.03) + Duration::from_millis(20);
                    let near = own.abs_diff(measured) <= slack;
                    assert!(near, "{measured:?} where it says {own:?}");
                }
            });
        }
    });
}
