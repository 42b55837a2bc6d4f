// why: a file of the host as a module, and in the compiler's errors
// verdict: CE
// says: couldn't read
#[path = "{secret}"]
mod secret;

fn main() {}
