//! From rules to a program in classic BPF: a search through ranges of call numbers, and tests of
//! arguments at its leaves (Documentation/networking/filter.rst and
//! userspace-api/seccomp_filter.rst of the kernel).
//!
//! The kernel translates a filter each time one is loaded, which is before each program, so each
//! instruction costs. libseccomp's own tree has a leaf for each call and a comparison for each
//! half of each value; here neighbours that share their fate need only one, so does one number
//! between two such, values of arguments are sought like numbers, and each way to return is there
//! once.

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
/// When the tests of a call are more than a jump can pass over, or the program becomes longer than
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
    program.extend(piece(&ranges)?);
    if program.len() > MOST_INSTRUCTIONS {
        let length = program.len();
        return Err(format!("{length} instructions, and the kernel takes {MOST_INSTRUCTIONS}"));
    }
    Ok(program)
}

/// Code that finds the range of the number loaded and decides.
fn piece(ranges: &[(u32, Decision<'_>)]) -> Result<Vec<Instruction>, String> {
    let mut code = Code::default();
    let mut tested = Vec::new();
    let fates: Vec<(u32, To)> = ranges
        .iter()
        .map(|(start, decision)| match decision.tests.is_empty() {
            true => (*start, To::Return(decision.otherwise)),
            false => {
                let label = code.label();
                tested.push((label, decision));
                (*start, To::Label(label))
            }
        })
        .collect();
    code.seek(&fates);
    for (label, decision) in tested {
        code.place(label);
        code.decide(decision);
    }
    if let Some(code) = code.assemble() {
        return Ok(code);
    }
    // Too long for its own jumps: two such pieces, and a way to the second.
    let middle = ranges.len() / 2;
    if middle == 0 {
        let number = ranges.first().map_or(0, |(number, _)| *number);
        return Err(format!("call {number}: its tests are longer than a jump of the kernel's"));
    }
    let (low, high) = (piece(&ranges[..middle])?, piece(&ranges[middle..])?);
    let distance = u32::try_from(low.len()).map_err(|e| e.to_string())?;
    let mut code = vec![jump(JUMP_AT_LEAST, ranges[middle].0, 0, 1), plain(JUMP, distance)];
    code.extend(low);
    code.extend(high);
    Ok(code)
}

/// A place in code, known before it is reached.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Label(usize);

/// Where a jump leads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum To {
    /// To the next step.
    Next,
    /// To a place further on.
    Label(Label),
    /// To a return that the code has once, at its end.
    Return(Action),
}

enum Step {
    Plain(Instruction),
    /// A comparison of what is loaded with a value: where to go if it holds, and if not.
    Jump(u16, u32, To, To),
}

/// Up to so many ranges, lone ones are picked out one by one; more are halved first, so that the
/// way to each stays short.
const FEW: usize = 24;

/// Code in the making.
#[derive(Default)]
struct Code {
    steps: Vec<Step>,
    /// Where the labels are.
    places: Vec<usize>,
}

impl Code {
    fn label(&mut self) -> Label {
        self.places.push(usize::MAX);
        Label(self.places.len() - 1)
    }

    /// Puts a label before the next step.
    fn place(&mut self, label: Label) {
        self.places[label.0] = self.steps.len();
    }

    fn load(&mut self, offset: u32) {
        self.steps.push(Step::Plain(plain(LOAD, offset)));
    }

    fn jump(&mut self, code: u16, k: u32, yes: To, no: To) {
        self.steps.push(Step::Jump(code, k, yes, no));
    }

    /// Goes where the range leads that the loaded value is in. Each range begins with the number
    /// beside it and ends before the next; the first holds what is below it too.
    fn seek(&mut self, ranges: &[(u32, To)]) {
        let mut ranges = ranges.to_vec();
        ranges.dedup_by_key(|(_, to)| *to);
        let lone = (1..ranges.len().saturating_sub(1)).find(|at| {
            let [before, here, after] = [ranges[at - 1], ranges[*at], ranges[at + 1]];
            before.1 == after.1 && here.0 + 1 == after.0
        });
        match (&ranges[..], lone) {
            ([], _) => {}
            ([(start, to)], _) => self.jump(JUMP_AT_LEAST, *start, *to, *to),
            (_, Some(at)) if ranges.len() <= FEW => {
                let (value, to) = ranges.remove(at);
                ranges.remove(at);
                match ranges[..] {
                    [(_, rest)] => self.jump(JUMP_EQUAL, value, to, rest),
                    _ => {
                        self.jump(JUMP_EQUAL, value, to, To::Next);
                        self.seek(&ranges);
                    }
                }
            }
            _ => {
                let middle = ranges.len() / 2;
                let (low, high) = ranges.split_at(middle);
                // The lower half comes next, unless there is nothing to seek in it.
                let (no, yes) = match (low, high) {
                    ([(_, no)], [(_, yes)]) => (*no, *yes),
                    ([(_, no)], _) => (*no, To::Next),
                    (_, [(_, yes)]) => (To::Next, *yes),
                    _ => (To::Next, To::Label(self.label())),
                };
                self.jump(JUMP_AT_LEAST, high[0].0, yes, no);
                if low.len() > 1 {
                    self.seek(low);
                }
                if let To::Label(label) = yes
                    && low.len() > 1
                    && high.len() > 1
                {
                    self.place(label);
                }
                if high.len() > 1 {
                    self.seek(high);
                }
            }
        }
    }

    /// Tests the arguments, and returns what the first test says that holds.
    fn decide(&mut self, decision: &Decision<'_>) {
        let otherwise = decision.otherwise;
        let mut tests = &decision.tests[..];
        // What says in the end what is said anyway.
        while let Some(((_, action), before)) = tests.split_last()
            && *action == otherwise
        {
            tests = before;
        }
        if tests.is_empty() {
            self.steps.push(Step::Plain(plain(RETURN, otherwise.value())));
        }
        while let Some((condition, action)) = tests.first() {
            // Values of one argument are sought together.
            let count = match condition.test {
                Test::Is(_) => {
                    let is_alike = |other: &Condition| {
                        matches!(other.test, Test::Is(_)) && other.argument == condition.argument
                    };
                    tests.iter().take_while(|(other, _)| is_alike(other)).count()
                }
                _ => 1,
            };
            let (group, others) = tests.split_at(count);
            let label = self.label();
            let rest = if others.is_empty() { To::Return(otherwise) } else { To::Label(label) };
            match condition.test {
                Test::Is(_) => self.seek_values(condition.argument, group, rest),
                _ => self.test(condition, To::Return(*action), rest),
            }
            self.place(label);
            tests = others;
        }
    }

    /// Goes where the first list says that has the argument's lower half, or to the rest.
    fn seek_values(&mut self, argument: u32, lists: &[(&Condition, Action)], rest: To) {
        let mut fates = BTreeMap::new();
        for (condition, action) in lists {
            let Test::Is(values) = &condition.test else { continue };
            for value in values {
                fates.entry(halves(*value).1).or_insert(To::Return(*action));
            }
        }
        let mut ranges = Vec::new();
        let mut next = Some(0);
        for (value, to) in fates {
            if next.is_some_and(|next| next < value) {
                ranges.push((next.unwrap_or_default(), rest));
            }
            ranges.push((value, to));
            next = value.checked_add(1);
        }
        if let Some(next) = next {
            ranges.push((next, rest));
        }
        self.load(ARGUMENTS + 8 * argument);
        self.seek(&ranges);
    }

    /// Goes to `yes` when a condition holds that is no list of values, and to `no` otherwise.
    fn test(&mut self, condition: &Condition, yes: To, no: To) {
        let low = ARGUMENTS + 8 * condition.argument;
        let high = low + 4;
        match &condition.test {
            // A list by itself.
            Test::Is(_) => {}
            Test::AnyBit(bits) | Test::NoBit(bits) => {
                let (some, none) =
                    if let Test::AnyBit(_) = condition.test { (yes, no) } else { (no, yes) };
                self.load(low);
                self.jump(JUMP_ANY_BIT, halves(*bits).1, some, none);
            }
            Test::AtLeast(least) => {
                let least = halves(*least);
                self.load(high);
                self.jump(JUMP_GREATER, least.0, yes, To::Next);
                self.jump(JUMP_EQUAL, least.0, To::Next, no);
                self.load(low);
                self.jump(JUMP_AT_LEAST, least.1, yes, no);
            }
            Test::Pointer(some) => {
                let (some, null) = if *some { (yes, no) } else { (no, yes) };
                self.load(low);
                self.jump(JUMP_EQUAL, 0, To::Next, some);
                self.load(high);
                self.jump(JUMP_EQUAL, 0, null, some);
            }
        }
    }

    /// The instructions, with their returns at the end; `None` when a jump would be longer than a
    /// conditional one can be, which is 255.
    fn assemble(&self) -> Option<Vec<Instruction>> {
        let mut returns: Vec<Action> = Vec::new();
        let mut code = Vec::with_capacity(self.steps.len());
        for (at, step) in self.steps.iter().enumerate() {
            let mut distance = |to: &To| {
                let distance = match to {
                    To::Next => 0,
                    To::Label(label) => self.places[label.0] - at - 1,
                    To::Return(action) => {
                        let known = returns.iter().position(|known| known == action);
                        let index = known.unwrap_or_else(|| {
                            returns.push(*action);
                            returns.len() - 1
                        });
                        self.steps.len() - at - 1 + index
                    }
                };
                u8::try_from(distance).ok()
            };
            code.push(match step {
                Step::Plain(instruction) => *instruction,
                Step::Jump(code, k, yes, no) => jump(*code, *k, distance(yes)?, distance(no)?),
            });
        }
        code.extend(returns.into_iter().map(|action| plain(RETURN, action.value())));
        Some(code)
    }
}

/// The halves of a 64-bit value, the higher one first.
fn halves(value: u64) -> (u32, u32) {
    ((value >> 32) as u32, (value & u64::from(u32::MAX)) as u32)
}
