// why: a system call that no library makes: unshare of the user namespace
// verdict: RTE
// says: forbidden system call
// abuse: syscall
pub fn attack() {
    let got: i64;
    unsafe {
        std::arch::asm!("syscall", inout("rax") 272_i64 => got, in("rdi") 0x1000_0000_i64,
            out("rcx") _, out("r11") _);
    }
    println!("{got}");
}
