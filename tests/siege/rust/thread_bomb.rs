// why: threads count as processes do
// verdict: AC
// abuse: forks refused
// stdout: refused
pub fn attack() {
    for _ in 0..1000 {
        if std::thread::Builder::new().stack_size(16 << 10).spawn(|| loop { std::thread::park() }).is_err() {
            println!("refused");
            return;
        }
    }
    println!("a thousand threads");
}
