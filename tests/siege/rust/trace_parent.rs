// why: the memory of its supervisor
// verdict: RTE
// says: forbidden system call
// abuse: syscall
unsafe extern "C" {
    fn ptrace(request: i64, pid: i32, address: usize, data: usize) -> i64;
}

pub fn attack() {
    println!("{}", unsafe { ptrace(16, std::os::unix::process::parent_id() as i32, 0, 0) });
}
