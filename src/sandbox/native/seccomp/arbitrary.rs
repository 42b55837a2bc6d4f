//! Whatever a policy file holds, it is refused in words or becomes a program that the kernel
//! takes and that comes to an end. `PROPTEST_CASES` says how long to search.

use std::io::{Read, Seek};

use proptest::prelude::*;

use super::{super::mangle::mangled, *};

/// One of everything.
const EVERYTHING: &str = r#"
default = "kill"
include = ["base", "mine"]
[[rule]]
action = "eperm"
calls = ["openat", "ioctl", 451]
when = { argument = 1, is = [2, 21522] }
reason = "Why."
[[rule]]
action = "enosys"
calls = ["clone", "clone3"]
when = { argument = 0, any-bit = 2113929216 }
reason = "Why."
[[rule]]
action = "allow"
calls = ["mmap"]
when = { argument = 2, no-bit = 4 }
reason = "Why."
[[rule]]
action = "allow"
calls = ["prlimit64", "read"]
when = { argument = 0, at-least = 4294967297 }
reason = "Why."
[[rule]]
action = "allow"
calls = ["sendto"]
when = { argument = 4, pointer = false }
reason = "Why."
"#;

const BASE: &str = "default = \"allow\"\ninclude = [\"mine\"]\n[[rule]]\naction = \"kill\"\n\
                    calls = [\"mount\"]\nreason = \"Why.\"\n";

/// What the kernel checks of a program before it takes it; kernel/seccomp.c and
/// net/core/filter.c.
fn check(filter: &[u8]) {
    let length = filter.len() / 8;
    assert!(filter.len().is_multiple_of(8) && (1..=4096).contains(&length), "{length} long");
    for (at, code) in filter.chunks_exact(8).enumerate() {
        let k = u32::from_ne_bytes(code[4..].try_into().unwrap()) as usize;
        let left = length - 1 - at;
        match u16::from_ne_bytes([code[0], code[1]]) {
            0x06 => {}
            0x20 => assert!(k < 64 && k.is_multiple_of(4) && left > 0, "a load of {k}"),
            0x05 => assert!(k < left, "a jump over {k} of {left}"),
            0x15 | 0x25 | 0x35 | 0x45 => {
                assert!(usize::from(code[2].max(code[3])) < left, "a jump out");
            }
            other => panic!("an instruction {other:#x}"),
        }
    }
    assert_eq!(filter[(length - 1) * 8], 0x06, "it ends with a return");
}

proptest! {
    #![proptest_config(super::super::mangle::cases(1000))]

    #[test]
    fn whatever_a_policy_says_it_is_refused_or_sound(
        text in mangled(
            vec![EVERYTHING.into(), EVERYTHING.into(), BASE.into()]
                .into_iter().chain(built_in().into_values()).collect()
        ),
        number in any::<u32>(),
        arguments in any::<[u64; 6]>(),
    ) {
        let text = String::from_utf8_lossy(&text).into_owned();
        let mut texts = built_in();
        texts.insert("base".into(), BASE.into());
        texts.insert("mine".into(), text);
        match Filters::of(&texts) {
            Err(why) => prop_assert!(why.starts_with("seccomp policy "), "{}", why),
            Ok(filters) => {
                let file = filters.get("mine").unwrap().try_clone_to_owned().unwrap();
                let mut file = File::from(file);
                let mut program = Vec::new();
                file.rewind().unwrap();
                file.read_to_end(&mut program).unwrap();
                check(&program);
                for number in [number, number % 512, number | 0x4000_0000] {
                    tests::decide(&program, 0xC000_003E, number, arguments);
                }
            }
        }
    }
}
