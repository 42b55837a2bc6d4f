// why: a macro that doubles, no deeper than is allowed
// verdict: CE
// compile-seconds: 10
macro_rules! double {
    ($($t:tt)*) => { double!($($t)* $($t)*) };
}

fn main() {
    double!(x x x x x x x x);
}
