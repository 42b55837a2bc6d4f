use std::io;

fn main() {
    let mut line = String::new();
    io::stdin().read_line(&mut line).unwrap();
    let numbers: Vec<usize> = line.split_whitespace().map(|word| word.parse().unwrap()).collect();
    let (n, d) = (numbers[0], numbers[1]);
    let half = n / 2;
    if n > 1 && d > half {
        println!("Impossible");
        return;
    }
    let mut seats: Vec<String> = Vec::new();
    if n % 2 == 1 {
        seats.push(n.to_string());
    }
    for rank in (1..=half).rev() {
        seats.push(rank.to_string());
        seats.push((half + rank).to_string());
    }
    println!("{}", seats.join(" "));
}
