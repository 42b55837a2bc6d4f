// The shelf has 100000 places only.
use std::io::{self, Read};

fn main() {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text).unwrap();
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let n: usize = words[0].parse().unwrap();
    let mut tree = vec![0; 100_001];
    for i in 1..=n {
        tree[i] = i & i.wrapping_neg();
    }
    for request in words[2..].chunks(2) {
        let mut number: usize = request[1].parse().unwrap();
        if request[0] == "put" {
            while number <= n {
                tree[number] += 1;
                number += number & number.wrapping_neg();
            }
            continue;
        }
        let mut jar = 0;
        for bit in (0..17).rev() {
            let next = jar + (1 << bit);
            if next <= n && tree[next] < number {
                jar = next;
                number -= tree[jar];
            }
        }
        jar += 1;
        println!("{jar}");
        while jar <= n {
            tree[jar] -= 1;
            jar += jar & jar.wrapping_neg();
        }
    }
}
