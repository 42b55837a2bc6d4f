// why: a file of the host as part of the program
// verdict: CE
// says: couldn't read
fn main() {
    println!("{}", include_str!("{secret}"));
}
