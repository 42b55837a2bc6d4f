// why: the stack is memory too
// verdict: MLE RTE
#[allow(unconditional_recursion)]
fn down(n: u64) -> u64 {
    let pad = std::hint::black_box([n; 512]);
    down(n + 1) + pad[(n % 512) as usize]
}

pub fn attack() {
    println!("{}", down(0));
}
