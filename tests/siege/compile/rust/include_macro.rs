// why: a file of the host as source
// verdict: CE
// says: couldn't read
fn main() {
    println!("{}", include!("{secret}"));
}
