// why: a connection to the host itself
// verdict: RTE
// says: forbidden system call
// abuse: syscall
pub fn attack() {
    println!("{:?}", std::net::TcpStream::connect("127.0.0.1:22"));
}
