// why: the compiler's environment by name
// verdict: AC
// stdout: nothing
fn main() {
    let seen = [option_env!("CARGO"), option_env!("CARGO_MANIFEST_DIR"), option_env!("USER"), option_env!("LOGNAME")];
    println!("{}", if seen.iter().any(Option::is_some) { "something" } else { "nothing" });
}
