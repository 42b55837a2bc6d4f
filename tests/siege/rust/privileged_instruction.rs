// why: ring 0 is not for programs
// verdict: RTE
// says: SIGSEGV
pub fn attack() {
    unsafe { std::arch::asm!("cli", "hlt") };
    println!("halted");
}
