use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<u128> =
        text.split_ascii_whitespace().map(|word| word.parse().unwrap()).collect();
    let pots = |minutes: u128| -> u128 {
        numbers[2..]
            .chunks(3)
            .map(|potter| {
                let (t, b) = (potter[0], potter[1]);
                let cycle = t * b + potter[2];
                minutes / cycle * b + b.min(minutes % cycle / t)
            })
            .sum()
    };
    let (mut low, mut high) = (0, 2_000_000_000_000_000_000);
    while high - low > 1 {
        let middle = (low + high) / 2;
        if pots(middle) >= numbers[1] {
            high = middle;
        } else {
            low = middle;
        }
    }
    println!("{high}");
}
