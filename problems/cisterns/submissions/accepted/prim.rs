use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, Read};

/// Prim's algorithm: the cheapest way to water one more village, over and over.
fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let mut numbers = text.split_ascii_whitespace().map(|word| word.parse::<usize>().unwrap());
    let mut next = || numbers.next().unwrap();
    let (n, m) = (next(), next());
    let mut offers: BinaryHeap<_> = (0..n).map(|village| Reverse((next(), village))).collect();
    let mut pipes = vec![Vec::new(); n];
    for _ in 0..m {
        let (u, v, cost) = (next() - 1, next() - 1, next());
        pipes[u].push((cost, v));
        pipes[v].push((cost, u));
    }
    let mut watered = vec![false; n];
    let mut total = 0;
    while let Some(Reverse((cost, village))) = offers.pop() {
        if !watered[village] {
            watered[village] = true;
            total += cost;
            offers.extend(pipes[village].iter().map(|&offer| Reverse(offer)));
        }
    }
    println!("{total}");
}
