// why: a library is no program
// verdict: CE RTE
#![crate_type = "lib"]
pub fn main() {}
