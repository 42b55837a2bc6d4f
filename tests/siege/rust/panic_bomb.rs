// why: a panic while panicking ends in a trap
// verdict: RTE
struct Again;

impl Drop for Again {
    fn drop(&mut self) {
        panic!("again");
    }
}

pub fn attack() {
    let _again = Again;
    panic!("first");
}
