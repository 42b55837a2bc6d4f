// why: a file of the host as a library
// verdict: CE
#[link(name = "shadow", kind = "static")]
unsafe extern "C" {}
#[link(name = "../../../..{secret}", kind = "static")]
unsafe extern "C" {}

fn main() {}
