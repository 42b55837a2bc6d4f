use std::io::{self, Read};

/// The lower hull of lines (slope, base), searched for the best line by bisection.
fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<i128> =
        text.split_ascii_whitespace().map(|word| word.parse().unwrap()).collect();
    let n = numbers[0] as usize;
    let mut hull: Vec<(i128, i128)> = Vec::new();
    let mut cost = 0;
    for (place, fee) in numbers[1..=n].iter().zip(&numbers[n + 1..]) {
        if !hull.is_empty() {
            let (mut low, mut high) = (0, hull.len() - 1);
            let at = |i: usize| hull[i].0 * place + hull[i].1;
            while low < high {
                let middle = (low + high) / 2;
                if at(middle) <= at(middle + 1) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            cost = fee + place * place + at(low);
        }
        let (slope, base) = (-2 * place, cost + place * place);
        while let [.., (m1, b1), (m2, b2)] = hull[..] {
            if (b2 - b1) * (m2 - slope) < (base - b2) * (m1 - m2) {
                break;
            }
            hull.pop();
        }
        hull.push((slope, base));
    }
    println!("{cost}");
}
