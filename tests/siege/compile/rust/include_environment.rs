// why: the compiler's environment may hold the server's secrets
// verdict: AC CE
// stdout: nothing
fn main() {
    let text = String::from_utf8_lossy(include_bytes!("/proc/self/environ")).into_owned();
    println!("{}", if text.contains("CARGO") || text.contains("MINOS") { "something" } else { "nothing" });
}
