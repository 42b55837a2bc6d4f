use std::io::{self, BufRead};

/// Greatest common divisor g of a and b, and x with a x = g modulo b.
fn euclid(a: i64, b: i64) -> (i64, i64) {
    if b == 0 {
        return (a, 1);
    }
    let (mut r0, mut r1, mut x0, mut x1) = (a, b, 1, 0);
    while r1 != 0 {
        let quotient = r0 / r1;
        (r0, r1) = (r1, r0 - quotient * r1);
        (x0, x1) = (x1, x0 - quotient * x1);
    }
    (r0, x0)
}

fn main() {
    for line in io::stdin().lock().lines().skip(1) {
        let numbers: Vec<i64> =
            line.unwrap().split_whitespace().map(|word| word.parse().unwrap()).collect();
        let &[p, a, q, b] = &numbers[..] else { continue };
        let (g, inverse) = euclid(p, q);
        if (a - b) % g != 0 {
            println!("never");
            continue;
        }
        let wait = (p - a) % p;
        let wheel = q / g;
        let y = ((-b - wait) / g).rem_euclid(wheel) * inverse.rem_euclid(wheel) % wheel;
        println!("{}", wait + p * y);
    }
}
