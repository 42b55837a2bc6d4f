// why: threads count as processes do
// verdict: AC
// abuse: processes
// stdout: refused
pub fn attack() {
    let start = || std::thread::Builder::new().stack_size(16 << 10).spawn(|| loop { std::thread::park() });
    let refused = (0..1000).filter(|_| start().is_err()).count();
    println!("{}", if refused > 900 { "refused" } else { "started" });
}
