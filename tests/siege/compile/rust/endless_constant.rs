// why: a constant whose computation does not end
// verdict: CE
// compile-seconds: 15
const ENDLESS: () = loop {};

fn main() {
    ENDLESS
}
