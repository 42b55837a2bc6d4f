use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let numbers: Vec<u64> = text.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (p, q) = (numbers[1], numbers[2]);
    let total: u64 = numbers[3..].chunks(2).map(|ship| ship[0] * p + ship[1] * q).sum();
    println!("{total}");
}
