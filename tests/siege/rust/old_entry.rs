// why: the 32-bit door into the kernel, where calls have other numbers
// verdict: RTE
// says: forbidden system call
// abuse: syscall
pub fn attack() {
    let got: i32;
    unsafe { std::arch::asm!("int 0x80", inout("eax") 20 => got) };
    println!("{got}");
}
