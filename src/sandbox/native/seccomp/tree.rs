//! From rules to a program in classic BPF: a search through ranges of call numbers, and tests of
//! arguments at its leaves (Documentation/networking/filter.rst and
//! userspace-api/seccomp_filter.rst of the kernel).
//!
//! The kernel translates a filter each time one is loaded, which is before each program, so each
//! instruction costs. libseccomp's own tree has a leaf for each call and a comparison for each
//! half of each value; neighbours that share their fate need only one.

use std::collections::BTreeMap;

use libc::sock_filter as Instruction;

use super::{Action, Condition, Test};

/// What happens to a call: the action of the first test that holds, or the last one.
#[derive(Clone)]
pub struct Decision<'p> {
    /// Tests of arguments.
    pub tests: Vec<(&'p Condition, Action)>,
    /// What happens when none holds.
    pub otherwise: Action,
}

// linux/bpf_common.h
const LOAD: u16 = 0x20;
const JUMP: u16 = 0x05;
const JUMP_EQUAL: u16 = 0x15;
const JUMP_GREATER: u16 = 0x25;
const JUMP_AT_LEAST: u16 = 0x35;
const JUMP_ANY_BIT: u16 = 0x45;
const RETURN: u16 = 0x06;
// struct seccomp_data of linux/seccomp.h
const NUMBER: u32 = 0;
const ARCHITECTURE: u32 = 4;
const ARGUMENTS: u32 = 16;
/// AUDIT_ARCH_X86_64 of linux/audit.h.
const X86_64: u32 = 0xC000_003E;
/// Set in the numbers of the x32 calls; asm/unistd.h.
pub const X32: u32 = 0x4000_0000;
/// What the kernel takes at most; BPF_MAXINSNS of linux/bpf_common.h.
pub const MOST_INSTRUCTIONS: usize = 4096;
/// What a tracer writes over a number so that the call is left out.
const NO_CALL: u32 = u32::MAX;

fn plain(code: u16, k: u32) -> Instruction {
    Instruction { code, jt: 0, jf: 0, k }
}

fn jump(code: u16, k: u32, jt: u8, jf: u8) -> Instruction {
    Instruction { code, jt, jf, k }
}

/// The program for calls that are in `table`, and `default` for others of this architecture. Calls
/// through another's entry (i386, x32) have other numbers: they kill.
///
/// # Errors
/// When a rule names more values than a jump can pass over, or the program becomes longer than
/// the kernel takes.
pub fn program<'p>(
    table: &BTreeMap<u32, Decision<'p>>,
    default: Action,
) -> Result<Vec<Instruction>, String> {
    let always = |action| Decision { tests: Vec::new(), otherwise: action };
    let mut ranges: Vec<(u32, Decision<'p>)> = Vec::new();
    let mut begin = |number: u32, decision: Decision<'p>| {
        let same = |last: &Decision<'p>| {
            last.tests.is_empty()
                && decision.tests.is_empty()
                && last.otherwise == decision.otherwise
        };
        if ranges.last().is_none_or(|(_, last)| !same(last)) {
            ranges.push((number, decision));
        }
    };
    let mut next = 0;
    for (number, decision) in table {
        if *number > next {
            begin(next, always(default));
        }
        begin(*number, decision.clone());
        next = number + 1;
    }
    begin(next, always(default));
    begin(X32, always(Action::Kill));
    begin(NO_CALL, always(default));

    let mut program = vec![
        plain(LOAD, ARCHITECTURE),
        jump(JUMP_EQUAL, X86_64, 1, 0),
        plain(RETURN, Action::Kill.value()),
        plain(LOAD, NUMBER),
    ];
    program.extend(search(&ranges)?);
    if program.len() > MOST_INSTRUCTIONS {
        let length = program.len();
        return Err(format!("{length} instructions, and the kernel takes {MOST_INSTRUCTIONS}"));
    }
    Ok(program)
}

/// Code that finds the range of the number loaded and decides.
fn search(ranges: &[(u32, Decision<'_>)]) -> Result<Vec<Instruction>, String> {
    if let Some(code) = assemble(&branches(ranges)?) {
        return Ok(code);
    }
    // Too long for its own jumps: two such pieces, and a way to the second.
    let middle = ranges.len() / 2;
    let (low, high) = (search(&ranges[..middle])?, search(&ranges[middle..])?);
    let distance = u32::try_from(low.len()).map_err(|e| e.to_string())?;
    let mut code = vec![jump(JUMP_AT_LEAST, ranges[middle].0, 0, 1), plain(JUMP, distance)];
    code.extend(low);
    code.extend(high);
    Ok(code)
}

/// A step of the search.
enum Step {
    Plain(Instruction),
    /// Is the number at least this? Where to go if so, and if not.
    Branch(u32, To, To),
}

/// Where a branch leads.
#[derive(Clone, Copy)]
enum To {
    /// Over this many steps.
    Step(usize),
    /// To a return that the whole piece has once.
    Return(Action),
}

/// A binary search, its first step first.
fn branches(ranges: &[(u32, Decision<'_>)]) -> Result<Vec<Step>, String> {
    let middle = ranges.len() / 2;
    if middle == 0 {
        let code = ranges.first().map_or(Ok(Vec::new()), |(_, decision)| decide(decision))?;
        return Ok(code.into_iter().map(Step::Plain).collect());
    }
    let half = |ranges: &[(u32, Decision<'_>)], passed: usize| match ranges {
        [(_, Decision { tests, otherwise })] if tests.is_empty() => {
            Ok((To::Return(*otherwise), Vec::new()))
        }
        _ => branches(ranges).map(|steps| (To::Step(passed), steps)),
    };
    let (no, low) = half(&ranges[..middle], 0)?;
    let (yes, high) = half(&ranges[middle..], low.len())?;
    let mut steps = vec![Step::Branch(ranges[middle].0, yes, no)];
    steps.extend(low);
    steps.extend(high);
    Ok(steps)
}

/// The instructions for some steps, with their returns at the end; `None` when a jump would be
/// longer than a conditional one can be, which is 255.
fn assemble(steps: &[Step]) -> Option<Vec<Instruction>> {
    let mut returns: Vec<Action> = Vec::new();
    let mut code = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let mut distance = |to: &To| {
            let distance = match to {
                To::Step(over) => *over,
                To::Return(action) => {
                    let known = returns.iter().position(|known| known == action);
                    let index = known.unwrap_or_else(|| {
                        returns.push(*action);
                        returns.len() - 1
                    });
                    steps.len() - at - 1 + index
                }
            };
            u8::try_from(distance).ok()
        };
        code.push(match step {
            Step::Plain(instruction) => *instruction,
            Step::Branch(start, yes, no) => {
                jump(JUMP_AT_LEAST, *start, distance(yes)?, distance(no)?)
            }
        });
    }
    code.extend(returns.into_iter().map(|action| plain(RETURN, action.value())));
    Some(code)
}

fn decide(decision: &Decision<'_>) -> Result<Vec<Instruction>, String> {
    let mut code = Vec::new();
    for (condition, action) in &decision.tests {
        code.extend(test(condition)?);
        code.push(plain(RETURN, action.value()));
    }
    code.push(plain(RETURN, decision.otherwise.value()));
    Ok(code)
}

/// Code that comes to the instruction after it when the condition holds, and otherwise passes over
/// that one.
fn test(condition: &Condition) -> Result<Vec<Instruction>, String> {
    let low = plain(LOAD, ARGUMENTS + 8 * condition.argument);
    let high = plain(LOAD, ARGUMENTS + 8 * condition.argument + 4);
    // The halves of a 64-bit value.
    let halves = |value: u64| ((value >> 32) as u32, (value & u64::from(u32::MAX)) as u32);
    Ok(match &condition.test {
        Test::Is(values) => {
            let mut code = vec![low];
            for (at, value) in values.iter().enumerate() {
                let after = values.len() - 1 - at;
                let distance = u8::try_from(after)
                    .map_err(|_| format!("{} values are too many for a rule", values.len()))?;
                code.push(jump(JUMP_EQUAL, halves(*value).1, distance, u8::from(after == 0)));
            }
            code
        }
        Test::AnyBit(bits) => vec![low, jump(JUMP_ANY_BIT, halves(*bits).1, 0, 1)],
        Test::NoBit(bits) => vec![low, jump(JUMP_ANY_BIT, halves(*bits).1, 1, 0)],
        Test::AtLeast(least) => {
            let least = halves(*least);
            vec![
                high,
                jump(JUMP_GREATER, least.0, 3, 0),
                jump(JUMP_EQUAL, least.0, 0, 3),
                low,
                jump(JUMP_AT_LEAST, least.1, 0, 1),
            ]
        }
        Test::Pointer(true) => {
            vec![low, jump(JUMP_EQUAL, 0, 0, 2), high, jump(JUMP_EQUAL, 0, 1, 0)]
        }
        Test::Pointer(false) => {
            vec![low, jump(JUMP_EQUAL, 0, 0, 3), high, jump(JUMP_EQUAL, 0, 0, 1)]
        }
    })
}
