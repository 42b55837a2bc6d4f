// why: more output than may be, with the signal of the limit left as it is
// verdict: OLE
// abuse: output
use std::io::Write;

pub fn attack() {
    let text = "again and again\n".repeat(4096);
    while std::io::stdout().write_all(text.as_bytes()).is_ok() {}
}
