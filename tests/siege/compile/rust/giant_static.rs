// why: a variable larger than memory
// verdict: CE
// compile-seconds: 15
static ALL: [u8; 1 << 40] = [1; 1 << 40];

fn main() {
    println!("{}", ALL[7]);
}
