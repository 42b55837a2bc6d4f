//! Hostile programs, one file each in `tests/hostile/<family>/`, run as the judge would run them:
//! the extension tells the language, whose profile gives commands, limits and policy. The comment
//! at the head of a file says why it is there and what must become of it, one `key: value` a line:
//!
//! - `why`: what it tries;
//! - `end`: the ways in which it may end, `exited N`, `signaled N`, `syscall` or `limit KIND`,
//!   separated by ` | `;
//! - `stdout`: what it must have printed if it exited, lines joined by `|`; given again, one of
//!   them;
//! - `denied-forks: yes`: the limit on processes must have refused some;
//! - `memory`: its limit, MiB;
//! - `compile-end`: how compiling it must end, if not with `exited 0`; it is run only if it has an
//!   `end` as well;
//! - `pair`: it is run twice, with the argument `leave` and then `find`, and the second counts:
//!   `runs` of one submission, two `submissions` one after the other, or `together`, two
//!   submissions at the same time: there the first prints a line when it is done and stays until
//!   its stdin ends.
//!
//! `end@POLICY` has it run once more under that seccomp policy, with that end (and `stdout@POLICY`,
//! if that differs). `lax` is a policy that forbids nothing: an end under it shows that the attack
//! works but for the filter, or that another wall stands behind it.

mod compiled;
mod head;
mod meet;

use std::{fs, path::Path};

/// The tests of a language: `family: program.extension …;` for each family.
macro_rules! hostile {
    ($($family:ident: $($name:ident.$ext:ident)+;)+) => {
        /// Every program that has a test.
        pub const PROGRAMS: &[&str] = &[
            $($(concat!(stringify!($family), "/", stringify!($name), ".", stringify!($ext)),)+)+
        ];
        $(mod $family {
            $(#[test] fn $name() {
                $crate::sandbox::hostile::meet(
                    concat!(stringify!($family), "/", stringify!($name), ".", stringify!($ext)),
                );
            })+
        })+
    };
}
use hostile;

pub use meet::{DIR, hostile_command, meet};

#[test]
fn every_program_is_tested() {
    let tested = [compiled::PROGRAMS].concat();
    for family in fs::read_dir(DIR).expect("the families") {
        let family = family.expect("a family").path();
        for entry in fs::read_dir(&family).expect("the programs of a family") {
            let path = entry.expect("a program").path();
            let name = path.strip_prefix(Path::new(DIR)).expect("below it").display().to_string();
            assert!(tested.contains(&name.as_str()), "{name} has no test");
        }
    }
}
