// why: the assembler reads files too
// verdict: CE
std::arch::global_asm!("text: .incbin \"{secret}\"");

fn main() {}
